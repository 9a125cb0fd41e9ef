"""What is said of answers and sources: once, for terminal, page and exports."""

from assistant.wording.answers import asked_only, confidence, documents_searched, searched_for, was_looked_for
from assistant.wording.sources import also_in, newer_indexed, place, stated

__all__ = [
    "also_in",
    "asked_only",
    "confidence",
    "documents_searched",
    "newer_indexed",
    "place",
    "searched_for",
    "stated",
    "was_looked_for",
]
