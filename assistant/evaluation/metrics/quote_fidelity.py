"""Whether quotes are what they say they are."""

from __future__ import annotations

from assistant.answer import Citation
from assistant.evaluation.case import Case


def quote_fidelity(case: Case) -> float | None:
    """Return the share of the citations whose quote stands verbatim at its offsets, 0 to 1.

    Applies to every answer with at least one citation, right or wrong.
    """
    citations = case.answer.citations
    return sum(map(stands, citations)) / len(citations) if citations else None


def stands(citation: Citation) -> bool:
    """Tell whether the quote stands verbatim in its paragraph, just where it says."""
    start, end, text = citation.start, citation.end, citation.text
    # Slicing forgives offsets that are negative or past the end; a page that highlights does not.
    return 0 <= start < end <= len(text) and text[start:end] == citation.quote
