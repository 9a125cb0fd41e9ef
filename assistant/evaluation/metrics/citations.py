"""Whether what is cited is what answers, and says what is quoted."""

from __future__ import annotations

from assistant.answer import Citation
from assistant.answering.checking import carried_by
from assistant.evaluation.case import Case, hits
from assistant.evaluation.matching import evidence_hit


def citation_hit(case: Case) -> float | None:
    """Return 1 if some cited paragraph is of the evidence's document and holds its quote, else 0.

    Applies to answerable questions; one that was wrongly refused cites nothing and counts 0.
    """
    return _hit(case, len(case.answer.citations))


def citation_hit_at_1(case: Case) -> float | None:
    """Return 1 if the first citation hits, else 0; applies as `citation_hit` does."""
    return _hit(case, 1)


def citation_hit_at_3(case: Case) -> float | None:
    """Return 1 if one of the first three citations hits, else 0; applies as `citation_hit` does."""
    return _hit(case, 3)


def _hit(case: Case, most: int) -> float | None:
    return float(any(hits(case)[:most])) if case.gold.answerable else None


def citation_precision(case: Case) -> float | None:
    """Return the share of the citations whose paragraph holds some evidence, 0 to 1.

    Applies to answerable questions that were answered with at least one citation.
    """
    if not (case.gold.answerable and case.answer.answered and case.answer.citations):
        return None
    return sum(hits(case)) / len(case.answer.citations)


def citation_recall(case: Case) -> float | None:
    """Return the share of the gold evidence that some cited paragraph holds, 0 to 1.

    Applies to answerable questions; one that was wrongly refused counts 0. With precision it is the
    pair by which ALCE (Gao et al., 2023) judges citations, with gold evidence in its model's place.
    """
    evidence = case.gold.evidence
    if not case.gold.answerable or not evidence:
        return None
    covered = sum(
        any(evidence_hit(citation, item) for citation in case.answer.citations) for item in evidence
    )
    return covered / len(evidence)


def statement_hit(case: Case) -> float | None:
    """Return the share of the statements with at least one citation that hits, 0 to 1.

    Applies to answerable questions that were answered.
    """
    hit = _hitting(case)
    return sum(hit) / len(hit) if hit else None


def stray_statements(case: Case) -> float | None:
    """Return how many statements have no citation that hits: what stands beside what was asked about.

    Applies to answerable questions that were answered.
    """
    hit = _hitting(case)
    return float(hit.count(False)) if hit else None


def _hitting(case: Case) -> list[bool]:
    """Tell for each statement of an answer to an answerable question whether one of its citations hits."""
    if not (case.gold.answerable and case.answer.answered):
        return []
    right = {citation.number for citation, hit in zip(case.answer.citations, hits(case), strict=True) if hit}
    return [not right.isdisjoint(statement.citations) for statement in case.answer.statements]


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


def supported_statements(case: Case) -> float | None:
    """Return the share of the statements that a cited paragraph holds verbatim or a quote agrees with.

    0 to 1, by `assistant.answering.checking.carried_by`, the very check that written answers pass before they
    are shown: it compares what is said, not meaning. Applies to questions that were answered.
    """
    answer = case.answer
    if not answer.answered or not answer.statements:
        return None
    cited = {citation.number: citation for citation in answer.citations}
    carried = sum(
        bool(carried_by(statement, [cited[number] for number in statement.citations if number in cited]))
        for statement in answer.statements
    )
    return carried / len(answer.statements)
