"""The ranked passages of a case against the paragraphs that hold its evidence, by `ir-measures`.

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
