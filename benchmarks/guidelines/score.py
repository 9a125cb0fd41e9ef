"""Score what a reader tells of a page: each value with what it is about, its numbers, its words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.guidelines.page import Fact, GuidelinePage, Name

# A figure ends where raised or lowered figures begin, and a fraction has two.
_NUMBERS = re.compile(r"\d+|[⁰¹²³⁴-⁹]+|[₀-₉]+|[½⅓⅔¼¾⅛⅜⅝⅞]")
_WORDS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader makes of a page: `units` are searched and shown alone, `text` is all that it read.

    `left_out` are words that it names as left out, with a reason.
    """

    units: tuple[str, ...]
    text: str
    left_out: str = ""


GuidelineReader = Callable[[bytes], Told]


@dataclass(frozen=True, slots=True)
class PageScore:
    """How a page was read: shares of its values and its numbers, and how many words stand nowhere.

    `about` is the share of values that some unit tells with all they are about and none with anything else,
    `misled` the share that some unit tells of something else. `figures` is the share of the page's numbers
    that are read, of those and of what is read as a number that stands nowhere on it.
    """

    about: float
    misled: float
    figures: float
    lost_words: int


def score_page(page: GuidelinePage, told: Told) -> PageScore:
    """Score what a reader told of `page`."""
    verdicts = [_verdict(fact, told.units) for fact in page.facts]
    drawn, read = numbers("\n".join(page.drawn)), numbers(told.text)
    invented = set(read) - set(drawn)
    words = Counter(_WORDS.findall("\n".join(page.drawn)))
    lost = words - Counter(_WORDS.findall(f"{told.text}\n{told.left_out}"))
    return PageScore(
        about=verdicts.count(True) / len(verdicts),
        misled=verdicts.count(False) / len(verdicts),
        figures=(drawn & read).total() / (drawn.total() + len(invented)) if drawn else 1.0,
        lost_words=lost.total(),
    )


def numbers(text: str) -> Counter[str]:
    """Return the numbers that stand in `text`, those of fractions and exponents apart."""
    pieces = (unicodedata.normalize("NFKC", each) for each in _NUMBERS.findall(text))
    return Counter(number for each in pieces for number in re.findall(r"\d+", each))


def _verdict(fact: Fact, units: Sequence[str]) -> bool | None:
    """Tell whether `units` say what a value is about; `False` where one says that it is another thing."""
    told = [
        [_said(name, unit[: found.start()]) for name in fact.about]
        for unit in units
        for found in re.finditer(rf"(?<!\w){re.escape(fact.value)}(?!\w)", unit)
    ]
    if any(said is False for each in told for said in each):
        return False
    return True if any(all(each) for each in told) else None


def _said(name: Name, before: str) -> bool | None:
    """Tell whether the last that is named of a kind before a value is the right one, `None` where none is."""
    said = list(re.finditer("|".join(map(re.escape, name.all)), before, re.I))
    return said[-1][0].casefold() == name.right.casefold() if said else None
