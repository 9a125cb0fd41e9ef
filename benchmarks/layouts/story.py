"""What a document says, whatever it is set in, and the paragraphs that a reader must find in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.document import BlockKind

# A mark stands in a story's text as "^[3]" or "^[3,4]" behind the word that it belongs to.
MARK = re.compile(r"\^\[([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, `level` from 1."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, with its marks."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with the line that leads in to it; `numbered` from 1, else bulleted."""

    lead: str
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; every row has a cell for every column, maybe an empty one."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart of `heights` with its caption; what is written at its axes is no paragraph."""

    caption: str
    axis: str
    bars: tuple[str, ...]
    heights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, told after the paragraph that has its mark."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the reference list; `number` counts from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A boxed recommendation; `beside` the text it is set in the margin."""

    text: str
    beside: bool = False


Element = Heading | Prose | Listing | Table | Figure | Note | Source | Box


@dataclass(frozen=True, slots=True)
class Story:
    """A title and what stands below it, in reading order."""

    title: str
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """A paragraph that a reader must find.

    `heading` and `page` (from 1, where the paragraph begins) are `None` where the file leaves them open.
    What `floats` (a caption, a footnote, a box in the margin) has no place of its own in the order.
    `printed` is how the words stand on the page, with marks and without a table's column names.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    heading: str | None = None
    page: int | None = None
    floats: bool = False
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A file and what it says."""

    name: str
    file_name: str
    data: bytes
    title: str
    paragraphs: tuple[Truth, ...]


Place = tuple[int, int]


def unmarked(text: str) -> str:
    """Return `text` without its marks, as a paragraph is cited."""
    return MARK.sub("", text)


def listed(listing: Listing) -> tuple[str, ...]:
    """Return the lines of a list, each item with its number or a hyphen."""
    items = (
        f"{number}. {item}" if listing.numbered else f"- {item}"
        for number, item in enumerate(listing.items, start=1)
    )
    return (listing.lead, *items)


def truths(story: Story, pages: Mapping[Place, int] | None = None) -> tuple[Truth, ...]:
    """Return the paragraphs of `story` in reading order.

    `pages` tells the page of each by its element's number from 0 and, in a table, its row's from 1.
    """
    return tuple(
        replace(truth, page=pages.get(place) if pages else None) for place, truth in _placed(story.elements)
    )


def _placed(elements: Sequence[Element]) -> Iterator[tuple[Place, Truth]]:
    above: list[Heading] = []
    for position, element in enumerate(elements):
        if isinstance(element, Heading):
            above = [*(each for each in above if each.level < element.level), element]
            continue
        path = " > ".join(each.text for each in above)
        for row, truth in enumerate(_of_element(element, path)):
            yield (position, row), truth


def _of_element(element: Element, path: str) -> Iterator[Truth]:
    match element:
        case Prose(text):
            yield Truth(unmarked(text), heading=path, printed=MARK.sub(r"\1", text))
        case Listing():
            yield Truth("\n".join(map(unmarked, listed(element))), heading=path)
        case Table(caption, columns, rows):
            yield Truth(caption, BlockKind.CAPTION, floats=True)
            below = " > ".join(filter(None, (path, caption)))
            for row in rows:
                yield Truth(
                    _row(columns, row), BlockKind.TABLE_ROW, below, printed=" ".join(filter(None, row))
                )
        case Figure(caption):
            yield Truth(caption, BlockKind.CAPTION, floats=True)
        case Note(_, text):
            yield Truth(text, BlockKind.FOOTNOTE, floats=True)
        case Source(_, text):
            yield Truth(text, BlockKind.REFERENCE, heading=path)
        case Box(text, beside):
            yield Truth(text, heading=None if beside else path, floats=beside)


def _row(columns: Sequence[str], row: Sequence[str]) -> str:
    return "; ".join(f"{column}: {cell}" for column, cell in zip(columns, row, strict=True) if cell)
