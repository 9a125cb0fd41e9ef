"""PDFs that differ in their columns, breaks and edges."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.layouts.pdf import pdf_layout
from benchmarks.layouts.sheet import Sheet
from benchmarks.layouts.source import Writer
from benchmarks.layouts.story import Element, Heading, Layout, Story
from benchmarks.layouts.words import SIGNS


def sections(writer: Writer, count: int, paragraphs: int, *, longest: int = 4) -> Iterator[Element]:
    """Yield `count` headings with `paragraphs` paragraphs below each."""
    for _ in range(count):
        yield Heading(writer.heading())
        for _ in range(paragraphs):
            yield writer.prose(longest=longest)


def _story(writer: Writer, count: int, paragraphs: int, *, longest: int = 4) -> Story:
    return Story(writer.title(), tuple(sections(writer, count, paragraphs, longest=longest)))


def one_column(seed: int) -> Layout:
    """Return text across the page in a font of every reader's own, two pages of it."""
    story = _story(Writer("one-column", seed, plain=True), 6, 3)
    return pdf_layout("one-column", story, Sheet(font="Times", size=11, justified=False))


def two_columns(seed: int) -> Layout:
    """Return two columns below a title that spans them."""
    return pdf_layout("two-columns", _story(Writer("two-columns", seed), 6, 4), Sheet(columns=2, size=10))


def three_columns(seed: int) -> Layout:
    """Return three columns, ragged right."""
    sheet = Sheet(columns=3, size=9, gutter=16, margin=40, margin_left=40, justified=False)
    return pdf_layout("three-columns", _story(Writer("three-columns", seed), 7, 4), sheet)


def running_heads(seed: int) -> Layout:
    """Return two columns with running heads, feet and page numbers on alternating sides."""
    writer = Writer("running-heads", seed)
    story = _story(writer, 8, 5)
    sheet = Sheet(
        columns=2, size=10, hyphenated=True, numbered=True,
        head="European Society of Internal Medicine: Practice Guideline",
        foot="Downloaded from the publisher’s site for personal use only",
    )  # fmt: skip
    return pdf_layout("running-heads", story, sheet)


def hyphenated(seed: int) -> Layout:
    """Return narrow justified columns in which many lines end in a hyphen."""
    sheet = Sheet(columns=3, size=9.5, gutter=14, margin=36, margin_left=36, hyphenated=True)
    return pdf_layout("hyphenated", _story(Writer("hyphenated", seed), 6, 4), sheet)


def running_on(seed: int) -> Layout:
    """Return paragraphs told apart by their indent alone, that run on over columns and pages."""
    sheet = Sheet(
        columns=2, width=420, height=595, size=10, margin=44, margin_left=44, hyphenated=True, indented=True,
        numbered=True,
    )  # fmt: skip
    return pdf_layout("running-on", _story(Writer("running-on", seed), 5, 5, longest=7), sheet)


def abstract_above(seed: int) -> Layout:
    """Return an abstract across the page above a body in two columns."""
    writer = Writer("abstract-above", seed)
    abstract = (Heading("Abstract"), writer.prose(5, 7))
    story = Story(writer.title(), (*abstract, *sections(writer, 5, 4)))
    return pdf_layout("abstract-above", story, Sheet(columns=2, size=9.5, hyphenated=True), top=len(abstract))


def small_signs(seed: int) -> Layout:
    """Return text full of signs that are lost easily, with ligatures and soft hyphens, in two columns."""
    writer = Writer("small-signs", seed)
    elements: list[Element] = []
    for _ in range(4):
        elements.append(Heading(writer.heading()))
        elements += [writer.prose(2, 3, SIGNS) for _ in range(4)]
    sheet = Sheet(columns=2, font="Sans", size=8.5, hyphenated=True, soft=True, ligatures=True)
    return pdf_layout("small-signs", Story(writer.title(), tuple(elements)), sheet)
