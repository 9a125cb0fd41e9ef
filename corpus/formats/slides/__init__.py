"""Slides: `pptx` and `odp` give a `Slide` each, of which blocks are made here; a slide is a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.document import BlockKind, Content, FrontMatter
from corpus.errors import UnreadableFileError
from corpus.formats.word.flow import blocks_of_flow
from corpus.formats.word.pieces import Box, Piece, Written
from corpus.ledger import counted
from corpus.unseen import Unseen, unseen_warnings

MOST_SLIDES = 5000
MOST_NAMED = 12
NOTES = "Speaker notes"


@dataclass(slots=True)
class Slide:
    """A slide with what stands on it and its notes; `unread` names what holds words that are not read.

    `names_deck` tells that its layout is that of the first slide, which says what all are about.
    """

    number: int
    title: str = ""
    pieces: list[Piece] = field(default_factory=list)
    notes: list[Piece] = field(default_factory=list)
    names_deck: bool = False
    is_hidden: bool = False
    unread: set[str] = field(default_factory=set)


def read_slides(slides: Sequence[Slide], front_matter: FrontMatter, unseen: Counter[Unseen]) -> Content:
    """Return what slides hold, each under its title; hidden ones are left out and named."""
    if len(slides) > MOST_SLIDES:
        raise UnreadableFileError(f"it holds {len(slides):,} slides; split it into parts")
    shown = [slide for slide in slides if not slide.is_hidden]
    pieces = [piece for slide in shown for piece in _pieces(slide, is_first=slide is shown[0])]
    warnings = (*_warnings(slides), *unseen_warnings(unseen))
    return Content(blocks_of_flow(pieces), front_matter, len(slides), warnings, counted(unseen))


def _pieces(slide: Slide, *, is_first: bool) -> Iterator[Piece]:
    if not (slide.title or slide.pieces or slide.notes):
        return
    if slide.title and is_first and (slide.names_deck or not slide.pieces):
        yield Written(slide.title, BlockKind.TITLE, page=slide.number)
    else:
        # What stands on a slide without a title is not about that of the slide before.
        title = slide.title or f"Slide {slide.number}"
        yield Written(title, BlockKind.HEADING, page=slide.number)
    yield from map(_plain, slide.pieces)
    if slide.notes:
        yield Written(NOTES, BlockKind.HEADING, level=2, page=slide.number)
        yield from map(_plain, slide.notes)


def of_shape(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield what stands in a shape that the layout does not place: a box where its first line is in bold."""
    first = pieces[0] if len(pieces) > 1 else None
    if isinstance(first, Written) and first.bold and not first.depth:
        yield Box([first, *map(_plain, pieces[1:])])
    else:
        yield from pieces


def _plain(piece: Piece) -> Piece:
    """Return a paragraph without its looks: on a slide large and bold letters make no heading."""
    return replace(piece, bold=False, size=0.0) if isinstance(piece, Written) else piece


def _warnings(slides: Sequence[Slide]) -> Iterator[str]:
    hidden = [slide.number for slide in slides if slide.is_hidden]
    if hidden:
        yield f"hidden {_named(hidden)} left out"
    for what in sorted({what for slide in slides for what in slide.unread if not slide.is_hidden}):
        numbers = [slide.number for slide in slides if what in slide.unread and not slide.is_hidden]
        verb = "holds" if len(numbers) == 1 else "hold"
        yield f"{_named(numbers)} {verb} {what}, whose words are not read"


def _named(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:MOST_NAMED])) + (", ..." if len(numbers) > MOST_NAMED else "")
    return f"slide{'s' * (len(numbers) > 1)} {shown}"
