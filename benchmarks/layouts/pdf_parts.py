"""PDFs with something in or beside their text: lists, tables, figures, footnotes, references, boxes."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.layouts.pdf import pdf_layout
from benchmarks.layouts.pdf_columns import sections
from benchmarks.layouts.sheet import Sheet
from benchmarks.layouts.source import Writer
from benchmarks.layouts.story import Box, Element, Heading, Layout, Note, Prose, Story

TWO_COLUMNS = Sheet(columns=2, size=10, hyphenated=True)


def lists(seed: int) -> Layout:
    """Return bulleted and numbered lists with their lead-in, between paragraphs in two columns."""
    writer = Writer("lists", seed)
    elements: list[Element] = []
    for number in range(4):
        elements += [*sections(writer, 1, 2), writer.listing(5), writer.prose()]
        elements += [writer.listing(3 + number, numbered=True), writer.prose()]
    return pdf_layout("lists", Story(writer.title(), tuple(elements)), TWO_COLUMNS)


def numbered_headings(seed: int) -> Layout:
    """Return headings at three levels, numbered, in one column."""
    writer = Writer("numbered-headings", seed)
    elements: list[Element] = []
    for first in (1, 2, 3):
        elements += [Heading(f"{first} {writer.heading()}"), writer.prose()]
        for second in (1, 2):
            elements += [Heading(f"{first}.{second} {writer.heading()}", 2), writer.prose(), writer.prose()]
            if second == 1:
                elements += [Heading(f"{first}.{second}.1 {writer.heading()}", 3), writer.prose()]
    sheet = Sheet(font="Sans", size=9, justified=False, numbered=True, foot="Clinical guideline")
    return pdf_layout("numbered-headings", Story(writer.title(), tuple(elements)), sheet)


def ruled_table(seed: int) -> Layout:
    """Return a table with rulings, some cells of several lines, between paragraphs of one column."""
    writer = Writer("ruled-table", seed, plain=True)
    elements = (*sections(writer, 1, 3), writer.table(7, remarks=True), *sections(writer, 2, 3))
    sheet = Sheet(font="Helvetica", size=9.5, justified=False)
    return pdf_layout("ruled-table", Story(writer.title(), elements), sheet)


def unruled_table(seed: int) -> Layout:
    """Return tables without any ruling, one in a column, their cells aligned and no more."""
    writer = Writer("unruled-table", seed)
    above = (*sections(writer, 1, 3), writer.table(6))
    elements = (*above, *sections(writer, 2, 3), writer.table(5), *sections(writer, 1, 3))
    sheet = Sheet(columns=1, font="Serif", size=9, rulings=False)
    return pdf_layout("unruled-table", Story(writer.title(), elements), sheet)


def spanning_table(seed: int) -> Layout:
    """Return two columns, a table across both, and two columns again on the same page."""
    writer = Writer("spanning-table", seed)
    above = tuple(sections(writer, 2, 3))
    story = Story(writer.title(), (*above, writer.table(6, remarks=True), *sections(writer, 2, 3)))
    return pdf_layout("spanning-table", story, TWO_COLUMNS, spanning=frozenset({len(above)}))


def continued_table(seed: int) -> Layout:
    """Return a table that goes on on the next page, its column names once more at the top."""
    writer = Writer("continued-table", seed)
    elements = (*sections(writer, 2, 3), writer.table(40), *sections(writer, 1, 3))
    sheet = Sheet(font="Sans", size=9, numbered=True, head="Formulary and treatment guideline")
    return pdf_layout("continued-table", Story(writer.title(), elements), sheet)


def figure(seed: int) -> Layout:
    """Return charts with captions between paragraphs in two columns, with words at their axes."""
    writer = Writer("figure", seed)
    above = (*sections(writer, 2, 3), writer.figure())
    elements = (*above, *sections(writer, 2, 3), writer.figure(), *sections(writer, 1, 3))
    return pdf_layout("figure", Story(writer.title(), elements), TWO_COLUMNS)


def footnotes(seed: int) -> Layout:
    """Return footnotes at the foot of the column in which their mark stands."""
    writer = Writer("footnotes", seed)
    elements: list[Element] = []
    for number, element in enumerate(sections(writer, 6, 4)):
        if isinstance(element, Prose) and number % 5 == 2:
            mark = str(number // 5 + 1)
            elements += [writer.marked([mark]), Note(mark, writer.note())]
        else:
            elements.append(element)
    sheet = Sheet(columns=2, size=10, foot_room=80, numbered=True)
    return pdf_layout("footnotes", Story(writer.title(), tuple(elements)), sheet)


def cited(writer: Writer) -> Iterator[Element]:
    """Yield paragraphs with marks that point to sources, and the list of these."""
    marks = iter(("1", "2,3", "4", "5–7", "8", "9", "10,11", "12"))
    for _ in range(2):
        yield Heading(writer.heading())
        yield from (writer.marked([next(marks), next(marks)]), writer.prose())
        yield from (writer.marked([next(marks)]), writer.marked([next(marks)]))
    yield Heading("References")
    yield from (writer.source(number) for number in range(1, 13))


def references(seed: int) -> Layout:
    """Return raised marks behind sentences and the list of sources that they point to."""
    writer = Writer("references", seed)
    story = Story(writer.title(), tuple(cited(writer)))
    return pdf_layout("references", story, Sheet(columns=2, size=10, hyphenated=True, numbered=True))


def boxes(seed: int) -> Layout:
    """Return recommendations in boxes, in the column and in the margin beside it."""
    writer = Writer("boxes", seed)
    elements: list[Element] = []
    for number, element in enumerate(sections(writer, 4, 3)):
        elements.append(element)
        if number % 4 == 1:
            elements.append(Box(writer.recommendation(number), beside=number % 8 == 1))
    sheet = Sheet(font="Sans", size=9, margin_left=190)
    return pdf_layout("boxes", Story(writer.title(), tuple(elements)), sheet)


def turned_page(seed: int) -> Layout:
    """Return a broad table on a page that is turned by /Rotate 90, between upright pages."""
    writer = Writer("turned-page", seed)
    above = tuple(sections(writer, 2, 3))
    elements = (*above, writer.table(12, remarks=True), *sections(writer, 2, 3))
    sheet = Sheet(size=10, turned=frozenset({len(above)}))
    return pdf_layout("turned-page", Story(writer.title(), elements), sheet)
