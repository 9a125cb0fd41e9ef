"""A page of a guideline: a PDF, the words that are drawn on it, and what each value on it is about."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.layouts.sheet import FAMILIES, fonts

DRUGS = ("Amoxicillin", "Cefotaxime", "Dexamethasone", "Gentamicin", "Lorazepam", "Morphine", "Vancomycin")
ROUTES = ("by mouth", "intravenous", "intramuscular")
CONDITIONS = ("Meningitis", "Pneumonia", "Pyelonephritis", "Septic shock")
PATIENTS = ("Adults", "Children")
SITES = ("thigh", "forearm", "buttock", "upper arm")


@dataclass(frozen=True, slots=True)
class Name:
    """What a value is about, and what else of the same kind the page names, which it is not about."""

    right: str
    all: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that stands once on a page, as it is printed there, with all that it is about."""

    value: str
    about: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class GuidelinePage:
    """A PDF, the texts that are drawn on it in any order, as they read, and what it tells."""

    name: str
    data: bytes
    drawn: tuple[str, ...]
    facts: tuple[Fact, ...]


class Doses:
    """Doses of which none comes twice, drawn by a seed."""

    def __init__(self, name: str, seed: int) -> None:
        self.random = random.Random(f"{name} {seed}")
        self._numbers = iter(self.random.sample(range(101, 1000), 400))

    def dose(self, unit: str = "mg") -> str:
        """Return a dose."""
        return f"{next(self._numbers)} {unit}"

    def some(self, names: Sequence[str], count: int) -> tuple[str, ...]:
        """Return `count` of `names`."""
        return tuple(self.random.sample(names, count))


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is set: its font, the size of its letters in points, the room between items."""

    font: str
    bold: str
    size: float
    room: float

    @classmethod
    def drawn(cls, chance: random.Random) -> Look:
        """Return one of the looks that guidelines have."""
        font, bold = fonts(chance.choice(tuple(FAMILIES)))
        return cls(font, bold, chance.choice((8.5, 9.5, 10.5)), chance.choice((0.0, 2.0, 6.0)))

    def style(self, *, bold: bool = False, larger: float = 1.0, after: float | None = None) -> Any:
        """Return a paragraph style of reportlab's."""
        from reportlab.lib.styles import ParagraphStyle

        return ParagraphStyle(
            "text",
            fontName=self.bold if bold else self.font,
            fontSize=self.size * larger,
            leading=1.2 * self.size * larger,
            spaceAfter=self.room if after is None else after,
        )


TITLE = "Treatment on the ward"
HEADING = "What to give first"
BEFORE = "Weigh the patient before the first dose and write the weight down where everyone sees it."
AFTER = "Everyone is seen by the pharmacist within a day, and the doses stand in the letter to the doctor."


def set_page(look: Look, middle: Sequence[Any]) -> bytes:
    """Return a PDF of `middle` below a title, a paragraph and a heading, with a paragraph behind it."""
    from reportlab.platypus.flowables import Spacer
    from reportlab.platypus.paragraph import Paragraph

    return set_story(
        [
            Paragraph(TITLE, look.style(bold=True, larger=1.9, after=6)),
            Paragraph(BEFORE, look.style(after=6)),
            Paragraph(HEADING, look.style(bold=True, larger=1.3, after=4)),
            *middle,
            Spacer(1, 10),
            Paragraph(AFTER, look.style()),
        ]
    )


def listed(items: Sequence[Any], look: Look, bullet: str = "•") -> Any:
    """Return a list of flowables, or of lists of them."""
    from reportlab.platypus.flowables import ListFlowable, ListItem

    return ListFlowable(
        [ListItem(each if isinstance(each, list) else [each]) for each in items],
        bulletType="bullet",
        start=bullet,
        leftIndent=1.4 * look.size,
        bulletFontName=look.font,
        bulletFontSize=look.size,
    )


def set_story(story: Sequence[Any]) -> bytes:
    """Return a PDF of a story of flowables."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus.doctemplate import SimpleDocTemplate

    written = io.BytesIO()
    SimpleDocTemplate(written, pagesize=A4, leftMargin=50, rightMargin=50).build(list(story))
    return written.getvalue()


AROUND = (TITLE, BEFORE, HEADING, AFTER)
