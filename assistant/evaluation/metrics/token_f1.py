"""How many words an answer has in common with an accepted one, by SQuAD's rules."""

from __future__ import annotations

from collections import Counter

from assistant.evaluation.case import Case
from assistant.evaluation.metrics.squad_words import best_over_accepted, squad_words


def token_f1(case: Case) -> float | None:
    """Return the F1 of the words of the text and of the accepted answer that is nearest, 0 to 1.

    SQuAD's token F1 (Rajpurkar et al., 2016); applies as `best_over_accepted` says.
    """
    return best_over_accepted(case, _f1)


def _f1(said: str, gold: str) -> float:
    said_words, gold_words = squad_words(said), squad_words(gold)
    if not said_words or not gold_words:
        return float(said_words == gold_words)
    common = (Counter(said_words) & Counter(gold_words)).total()
    return 2 * common / (len(said_words) + len(gold_words))
