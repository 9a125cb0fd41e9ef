"""How much of the wording of a reference answer is in the answer (Lin, 2004), by `rouge-score`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assistant.evaluation.case import Case
from assistant.evaluation.matching import accepted, said

if TYPE_CHECKING:
    from rouge_score.rouge_scorer import RougeScorer


def rouge_2_recall(case: Case) -> float | None:
    """Return the share of the reference's pairs of words that the text holds, 0 to 1.

    Of several references that with the best F1 counts; words are stemmed (Porter). Applies to answerable
    questions; one that was wrongly refused counts 0.
    """
    return _score(case, "rouge2", "recall")


def rouge_2_f1(case: Case) -> float | None:
    """Return the F1 of the pairs of words of text and reference, 0 to 1; applies as `rouge_2_recall`."""
    return _score(case, "rouge2", "fmeasure")


def rouge_l_recall(case: Case) -> float | None:
    """Return the share of the reference in the longest common subsequence, 0 to 1."""
    return _score(case, "rougeL", "recall")


def rouge_l_f1(case: Case) -> float | None:
    """Return the F1 of the longest common subsequence of text and reference, 0 to 1."""
    return _score(case, "rougeL", "fmeasure")


def _score(case: Case, kind: str, part: str) -> float | None:
    references = accepted(case.gold)
    if not case.gold.answerable or not references:
        return None
    if not case.answer.answered:
        return 0.0
    return float(getattr(_scores(references, said(case.answer))[kind], part))


# Four metrics ask for the same scores of a case one after the other.
@lru_cache(maxsize=64)
def _scores(references: tuple[str, ...], text: str) -> dict[str, Any]:
    scores: dict[str, Any] = _scorer().score_multi(list(references), text)
    return scores


@lru_cache(maxsize=1)
def _scorer() -> RougeScorer:
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(["rouge2", "rougeL"], use_stemmer=True)
