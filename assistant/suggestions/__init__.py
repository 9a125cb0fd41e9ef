"""Questions that the documents answer, to begin with and to go on with."""

from assistant.suggestions.suggesting import first_questions, follow_ups

__all__ = ["first_questions", "follow_ups"]
