"""What SQuAD's metrics share: how answers are compared, and to which.

The rules are those of the official evaluation (https://rajpurkar.github.io/SQuAD-explorer/).
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable

from assistant.evaluation.case import Case
from assistant.evaluation.matching import accepted, said

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
