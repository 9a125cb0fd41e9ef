"""What is said of answers and sources: once, for terminal, page and exports."""

from assistant.wording.answers import (
    asked_only,
    capped,
    confidence,
    documents_searched,
    instead_of_written,
    searched_for,
    stands_on,
    was_looked_for,
    written_by,
)
from assistant.wording.left_out import NOT_NOTED, NotRead, count_of, not_read
from assistant.wording.sources import also_in, newer_indexed, place, stated

__all__ = [
    "NOT_NOTED",
    "NotRead",
    "also_in",
    "asked_only",
    "capped",
    "confidence",
    "count_of",
    "documents_searched",
    "instead_of_written",
    "newer_indexed",
    "not_read",
    "place",
    "searched_for",
    "stands_on",
    "stated",
    "was_looked_for",
    "written_by",
]
