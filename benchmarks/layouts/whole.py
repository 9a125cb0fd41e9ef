"""A story with a bit of everything, for the formats that say what each of their parts is."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.layouts.source import Writer
from benchmarks.layouts.story import Box, Element, Heading, Note, Story
from benchmarks.layouts.words import SIGNS


def whole_story(
    writer: Writer, *, notes: bool = False, cited: bool = True, figure: bool = True, abstract: bool = False
) -> Story:
    """Return headings at two levels, lists, a table, a box, signs; footnotes or sources where asked for."""
    elements = (
        *((Heading("Abstract"), writer.prose(4, 6)) if abstract else ()),
        *_beginning(writer),
        *_treatment(writer),
        *_evidence(writer, figure=figure),
        *(_noted(writer) if notes else ()),
        *(_cited(writer) if cited else ()),
    )
    return Story(writer.title(), elements)


def _beginning(writer: Writer) -> Iterator[Element]:
    yield Heading(writer.heading())
    yield from (writer.prose(), writer.prose(), writer.listing(4), writer.prose())


def _treatment(writer: Writer) -> Iterator[Element]:
    yield Heading(writer.heading())
    yield writer.prose()
    yield Heading(writer.heading(), 2)
    yield from (writer.prose(), writer.table(5, remarks=True), writer.prose())
    yield Heading(writer.heading(), 2)
    yield from (writer.listing(3, numbered=True), Box(writer.recommendation(1)), writer.prose())


def _evidence(writer: Writer, *, figure: bool) -> Iterator[Element]:
    yield Heading(writer.heading())
    yield from (writer.prose(3, 4, SIGNS), writer.prose(3, 4, SIGNS))
    if figure:
        yield writer.figure()
    yield writer.prose()


def _noted(writer: Writer) -> Iterator[Element]:
    yield Heading(writer.heading())
    for mark in ("1", "2", "3"):
        yield from (writer.marked([mark]), Note(mark, writer.note()))


def _cited(writer: Writer) -> Iterator[Element]:
    yield Heading(writer.heading())
    for marks in (["1", "2,3"], ["4"], ["5–7", "8"]):
        yield writer.marked(marks)
    yield Heading("References")
    yield from (writer.source(number) for number in range(1, 9))
