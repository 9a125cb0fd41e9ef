"""Whether an answer is an accepted one, to the letter, by SQuAD's rules."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.metrics.squad_words import best_over_accepted, squad_words


def exact_match(case: Case) -> float | None:
    """Return 1 if the text is an accepted answer by SQuAD's rules (Rajpurkar et al., 2016, 2018), else 0.

    Applies as `token_f1` does. An assistant that quotes whole sentences seldom reaches it.
    """
    return best_over_accepted(case, lambda said, gold: float(squad_words(said) == squad_words(gold)))
