"""What is said of answers and sources: once, for terminal, page and exports."""

from assistant.wording.answers import (
    asked_only,
    capped,
    confidence,
    differ,
    documents_searched,
    drawn_from,
    instead_of_written,
    searched_for,
    stands_on,
    sureness,
    sureness_means,
    was_looked_for,
    written_by,
)
from assistant.wording.left_out import NOT_NOTED, NotRead, count_of, not_read
from assistant.wording.sources import also_in, in_small_letters, newer_indexed, place, stated

__all__ = [
    "NOT_NOTED",
    "NotRead",
    "also_in",
    "asked_only",
    "capped",
    "confidence",
    "count_of",
    "differ",
    "documents_searched",
    "drawn_from",
    "in_small_letters",
    "instead_of_written",
    "newer_indexed",
    "not_read",
    "place",
    "searched_for",
    "stands_on",
    "stated",
    "sureness",
    "sureness_means",
    "was_looked_for",
    "written_by",
]
