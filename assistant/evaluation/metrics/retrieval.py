"""Whether the evidence was found, and how high it stands.

Only passages that the assistant considered are ranked (the setting `passages`), so a measure at a
greater depth is a lower bound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.evaluation.case import Case

if TYPE_CHECKING:
    from ir_measures import Measure


def measured(case: Case, measure: Measure) -> float | None:
    """Return `measure` (https://ir-measur.es/) of the case's passages, 0 to 1.

    Paragraphs that hold some evidence are relevant, all alike. Applies to answerable questions with
    evidence, answered or not; evidence that stands in no indexed paragraph cannot be found: 0.
    """
    import ir_measures

    if not case.gold.answerable or not case.gold.evidence:
        return None
    relevant = {paragraph.id for paragraphs in case.expected for paragraph in paragraphs}
    judged = [ir_measures.Qrel("", paragraph, 1) for paragraph in sorted(relevant)]
    ranked = [
        ir_measures.ScoredDoc("", f"{passage.document}#{passage.paragraph}", float(-place))
        for place, passage in enumerate(case.answer.passages)
    ]
    if not judged or not ranked:
        return 0.0
    return float(next(iter(ir_measures.iter_calc([measure], judged, ranked))).value)


def evidence_hit_at_1(case: Case) -> float | None:
    """Return 1 if the first passage holds evidence, else 0; applies as `ranking.measured` says."""
    return _hit_at(case, 1)


def evidence_hit_at_3(case: Case) -> float | None:
    """Return 1 if one of the first three passages holds evidence, else 0."""
    return _hit_at(case, 3)


def evidence_hit_at_5(case: Case) -> float | None:
    """Return 1 if one of the first five passages holds evidence, else 0."""
    return _hit_at(case, 5)


def _hit_at(case: Case, depth: int) -> float | None:
    from ir_measures import Success

    return measured(case, Success @ depth)


def retrieval_recall_at_5(case: Case) -> float | None:
    """Return the share of the paragraphs with evidence that the first five passages hold, 0 to 1."""
    from ir_measures import R

    return measured(case, R @ 5)


def reciprocal_rank(case: Case) -> float | None:
    """Return 1 / rank of the first passage that holds evidence, 0 without one (Voorhees, 1999)."""
    from ir_measures import RR

    return measured(case, RR)


def ndcg_at_10(case: Case) -> float | None:
    """Return the normalised discounted cumulative gain of the first ten passages, 0 to 1.

    Gains are 0 or 1 (Järvelin and Kekäläinen, 2002).
    """
    from ir_measures import nDCG

    return measured(case, nDCG @ 10)
