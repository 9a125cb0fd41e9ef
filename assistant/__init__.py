"""What to answer: a question and its conversation -> an answer with its citations."""

from assistant.answer import Answer, Citation, Message, PassageScore, Statement

__all__ = ["Answer", "Citation", "Message", "PassageScore", "Statement"]
