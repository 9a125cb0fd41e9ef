"""Whether an answer says what it should, by its words.

The rules of SQuAD are those of the official evaluation (https://rajpurkar.github.io/SQuAD-explorer/).
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assistant.evaluation.case import Case, facts_stated
from assistant.evaluation.matching import accepted, holds, said

if TYPE_CHECKING:
    from rouge_score.rouge_scorer import RougeScorer


ARTICLE = re.compile(r"\b(a|an|the)\b")
PUNCTUATION = str.maketrans("", "", string.punctuation)


def squad_words(text: str) -> list[str]:
    """Return the words of `text` in lower case, without ASCII punctuation and articles."""
    return ARTICLE.sub(" ", text.lower().translate(PUNCTUATION)).split()


def best_over_accepted(case: Case, compare: Callable[[str, str], float]) -> float | None:
    """Return the best of `compare(what was said, an accepted answer)`, 0 to 1.

    Applies to questions with an accepted answer, of which a wrongly refused one counts 0, and to
    unanswerable ones: 1 if not answered, else 0.
    """
    if not case.gold.answerable:
        return float(not case.answer.answered)
    if not case.answer.answered:
        return 0.0
    text = said(case.answer)
    return max((compare(text, answer) for answer in accepted(case.gold)), default=None)


def fact_recall(case: Case) -> float | None:
    """Return the share of the gold facts that stand in the answer's text, 0 to 1.

    Of a fact with alternatives one is enough. Applies to answerable questions with facts; one that
    was wrongly refused counts 0. It is the vital-nugget recall of TREC's question answering tracks
    (Voorhees, 2003), with string matching in the assessor's place.
    """
    facts = case.gold.facts
    return len(facts_stated(case)) / len(facts) if case.gold.answerable and facts else None


def answer_span(case: Case) -> float | None:
    """Return 1 if the text holds an accepted answer, or 80 % of the words of one of five or more, else 0.

    Applies to answerable questions; one that was wrongly refused counts 0. It says much where the
    accepted answers are short spans, and little where they are written freely.
    """
    if not case.gold.answerable:
        return None
    text = said(case.answer)
    return float(case.answer.answered and any(holds(text, answer) for answer in accepted(case.gold)))


def exact_match(case: Case) -> float | None:
    """Return 1 if the text is an accepted answer by SQuAD's rules (Rajpurkar et al., 2016, 2018), else 0.

    Applies as `token_f1` does. An assistant that quotes whole sentences seldom reaches it.
    """
    return best_over_accepted(case, lambda said, gold: float(squad_words(said) == squad_words(gold)))


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


def answer_words(case: Case) -> float | None:
    """Return the number of words between white space, marks left out; applies to what was answered."""
    return float(len(said(case.answer).split())) if case.answer.answered else None
