"""Draw the words of a document from the pool, so that another seed gives another document."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from benchmarks.layouts.story import Figure, Listing, Prose, Source, Table
from benchmarks.layouts.words import DRUGS, HEADINGS, ITEMS, LEADS, SIGNS, sentences

_CHOICE = re.compile(r"\{([^}]+)\}")
_SURNAMES = ("Andersson", "Berg", "Castellanos", "Dubois", "Eriksen", "Fontaine", "Greene", "Hoffmann", "Ito",
             "Jansen", "Kowalski", "Lindqvist", "Moreau", "Nakamura", "O’Brien", "Patel")  # fmt: skip
_JOURNALS = ("Lancet", "N Engl J Med", "BMJ", "JAMA", "Ann Intern Med", "Eur Heart J", "Thorax", "Gut")
_STUDIES = ("a randomised controlled trial", "a systematic review and meta-analysis", "a cohort study",
            "a nationwide registry study", "an individual patient data meta-analysis")  # fmt: skip
_FORMS = ("", " oral solution", " injection")
_AXES = ("Time (months)", "Dose (mg/day)", "Age group (years)")


class Writer:
    """A writer of clinical prose; the same name and seed write the same words, and no paragraph comes twice.

    `plain` writers use no character beyond Windows-1252, for fonts that have no others.
    """

    def __init__(self, name: str, seed: int, *, plain: bool = False) -> None:
        self._random = random.Random(f"{name} {seed}")
        self._plain = plain
        self._topics = sorted(topic for topic in sentences() if topic != SIGNS)
        self._left: dict[str, list[str]] = {}
        self._written: set[str] = set()
        self._headings = self._random.sample(HEADINGS, len(HEADINGS))
        self._tables = 0
        self._figures = 0

    def title(self) -> str:
        """Return a title of a guideline."""
        first, second = self._random.sample(self._topics, 2)
        return f"Management of {first} in adults with {second}: a guideline for hospital and primary care"

    def heading(self) -> str:
        """Return a heading that was not used before."""
        return self._headings.pop()

    def sentence(self, topic: str | None = None) -> str:
        """Return a sentence; all of a topic are used before one comes again with other numbers."""
        return self._sentences(topic or self._random.choice(self._topics), 1)[0]

    def _sentences(self, topic: str, count: int) -> list[str]:
        """Return sentences of one topic of which none is another with other numbers."""
        if len(self._left.get(topic, ())) < count:
            usable = [each for each in sentences()[topic] if not self._plain or _is_plain(each)]
            self._left[topic] = self._random.sample(usable, len(usable))
        drawn, self._left[topic] = self._left[topic][:count], self._left[topic][count:]
        return [_CHOICE.sub(lambda found: self._random.choice(found[1].split("|")), each) for each in drawn]

    def prose(self, shortest: int = 2, longest: int = 4, topic: str | None = None) -> Prose:
        """Return a paragraph of `shortest` to `longest` sentences on one topic."""
        count = self._random.randint(shortest, longest)
        text = " ".join(self._sentences(topic or self._random.choice(self._topics), count))
        if text in self._written:
            return self.prose(shortest, longest, topic)
        self._written.add(text)
        return Prose(text)

    def marked(self, marks: Sequence[str]) -> Prose:
        """Return a paragraph with a mark behind each sentence, as long as there are marks."""
        sentences = self._sentences(self._random.choice(self._topics), max(2, len(marks)))
        with_marks = (f"{sentence}^[{mark}]" for sentence, mark in zip(sentences, marks, strict=False))
        return Prose(" ".join((*with_marks, *sentences[len(marks) :])))

    def listing(self, items: int = 4, *, numbered: bool = False) -> Listing:
        """Return a list with its lead-in."""
        return Listing(self._random.choice(LEADS), tuple(self._random.sample(ITEMS, items)), numbered)

    def table(self, rows: int = 5, *, remarks: bool = False) -> Table:
        """Return a table of doses; `remarks` adds a column of longer text, wrapped in its cells."""
        self._tables += 1
        about = self._random.choice(self._topics)
        columns = ("Drug", "Starting dose (mg)", "Maximum (mg/day)", "Interval")
        drugs = sorted(self._random.sample([f"{drug}{form}" for drug in DRUGS for form in _FORMS], rows))
        body = [(*self._doses(drug), *((self._remark(),) if remarks else ())) for drug in drugs]
        caption = f"Table {self._tables}. Doses of drugs used in {about}"
        return Table(caption, (*columns, "Remarks") if remarks else columns, tuple(body))

    def figure(self) -> Figure:
        """Return a bar chart."""
        self._figures += 1
        caption = f"Figure {self._figures}. Events per 1,000 patient-years. {self.sentence()}"
        heights = tuple(self._random.uniform(0.2, 1.0) for _ in range(5))
        return Figure(caption, self._random.choice(_AXES), ("0–6", "7–12", "13–18", "19–24", "25+"), heights)

    def source(self, number: int) -> Source:
        """Return an entry of the reference list."""
        names = self._random.sample(_SURNAMES, 3)
        authors = ", ".join(f"{name} {self._random.choice('ABCDEHJKLMPST')}" for name in names)
        topic, study = self._random.choice(self._topics), self._random.choice(_STUDIES)
        year, volume, page = (
            self._random.randint(*bounds) for bounds in ((2005, 2024), (8, 399), (11, 2900))
        )
        where = f"{self._random.choice(_JOURNALS)}. {year};{volume}:{page}–{page + 9}."
        return Source(number, f"{authors}, et al. Outcomes in {topic}: {study}. {where}")

    def recommendation(self, number: int) -> str:
        """Return the text of a boxed recommendation."""
        return f"Recommendation {number}: {self.prose(2, 2).text}"

    def note(self) -> str:
        """Return the text of a footnote."""
        country = self._random.choice(("Norway", "Canada", "Ireland", "Portugal", "New Zealand"))
        section = f"{self._random.randint(2, 9)}.{self._random.randint(1, 9)}"
        return (
            f"Not licensed for this use in {country}; see section {section} of the product characteristics."
        )

    def _doses(self, drug: str) -> tuple[str, str, str, str]:
        start = self._random.choice((2.5, 5, 10, 25, 50, 100))
        maximum = "" if self._random.random() < 0.15 else f"{start * self._random.choice((2, 4, 8)):g}"
        return (
            drug,
            f"{start:g}",
            maximum,
            self._random.choice(("once daily", "twice daily", "every 8 hours")),
        )

    def _remark(self) -> str:
        item = self._random.choice([each for each in ITEMS if not self._plain or _is_plain(each)])
        return f"Not in {item}"


def _is_plain(text: str) -> bool:
    return all(sign.isascii() or sign in "–’“”µ°×±²" for sign in text)
