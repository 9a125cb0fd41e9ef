"""Join what columns and pages part: paragraphs that go on, with figures, notes and tables between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.document import BlockKind
from corpus.pages.cells import Table
from corpus.pages.kinds import Named
from corpus.pages.page import Line, Piece, leaves_no_room, reaches_edge
from corpus.text.hyphenation import HYPHENS, SOFT_HYPHEN, Vocabulary, join_lines
from corpus.text.shapes import ends_sentence

SAME_SIZE = 0.06
# In sizes: the next line of a paragraph is no further down.
NEXT_LINE = 1.6


@dataclass(slots=True)
class Stretch:
    """Pieces that read as one block, from one or several columns, or one table."""

    kind: BlockKind
    page: int
    pieces: list[Piece] = field(default_factory=list)
    table: Table | None = None
    level: int = 1

    @property
    def lines(self) -> list[Line]:
        """Return all lines in their order."""
        return [line for piece in self.pieces for line in piece.lines]

    @property
    def apart(self) -> int:
        """Return the number of the box that it stands in, 0 for none."""
        return self.table.apart if self.table else self.pieces[0].apart


def join_pieces(parts: Sequence[Named]) -> list[Stretch]:
    """Return the stretches that the named parts of all pages make up, in order."""
    stretches: list[Stretch] = []
    open_stretch: Stretch | None = None
    for named in parts:
        if isinstance(named.part, Table):
            stretches.append(Stretch(named.kind, named.part.page, table=named.part))
            continue
        piece = named.part
        target = open_stretch if named.kind is BlockKind.PARAGRAPH else _note_above(stretches, named)
        if target and _goes_on(target, piece, directly=target is stretches[-1]):
            target.pieces.append(piece)
            continue
        stretches.append(Stretch(named.kind, piece.page, [piece]))
        if not piece.apart and named.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            open_stretch = stretches[-1] if named.kind is BlockKind.PARAGRAPH else None
    return stretches


def _note_above(stretches: Sequence[Stretch], named: Named) -> Stretch | None:
    """Return the footnote that a page before left open."""
    if named.kind is not BlockKind.FOOTNOTE:
        return None
    note = next((each for each in reversed(stretches) if each.kind is BlockKind.FOOTNOTE), None)
    return note if note and note.pieces[-1].page == named.part.page - 1 and named.text[0].islower() else None


def _goes_on(stretch: Stretch, piece: Piece, *, directly: bool) -> bool:
    """Tell whether a piece goes on with a paragraph that the end of a column, or a figure, broke off."""
    last = stretch.pieces[-1]
    if (
        piece.begins
        or piece.mark
        or piece.apart != last.apart
        or abs(piece.size - last.size) > SAME_SIZE * last.size
    ):
        return False
    same_column = last.page == piece.page and last.column == piece.column
    below = same_column and last.box.bottom <= piece.box.top + 2
    if directly and (below or _ends_above(last, piece)):
        return False
    above, following = last.lines[-1].text, piece.lines[0].text
    if above[-1] in HYPHENS and len(above) > 1 and above[-2].isalpha():
        return following[0].isalpha()
    if piece.bold != last.bold:
        return False
    if following[0].islower():
        return not ends_sentence(above)
    return not piece.indented and _breaks_off(last, following, elsewhere=not below)


def _ends_above(last: Piece, piece: Piece) -> bool:
    """Tell whether a piece stands well below another on its page, as what follows two columns does."""
    room = piece.lines[0].baseline - last.lines[-1].baseline
    return last.page == piece.page and room > NEXT_LINE * piece.size


def _breaks_off(last: Piece, following: str, *, elsewhere: bool) -> bool:
    """Tell whether the last line of a piece is full, so that what begins with a capital may go on with it.

    In justified columns only the last line of a paragraph ends before the edge; elsewhere a sentence
    that ends on a full line is taken for the end of its paragraph.
    """
    above = last.lines[-1]
    if not leaves_no_room(last, following.split(maxsplit=1)[0]):
        return False
    if last.justified:
        return elsewhere and reaches_edge(above, last.column)
    return not ends_sentence(above.text)


def text_of(lines: Sequence[Line], words: Vocabulary) -> str:
    """Return the lines as one, the words that they break mended."""
    pieces: list[str] = []
    for line in lines:
        if pieces:
            joined = join_lines(pieces[-1], line.text, words)
            # What is joined ends in the line as it was; what stands before it may have lost its hyphen.
            pieces[-1] = joined.removesuffix(line.text.lstrip())
        pieces.append(line.text)
    return "".join(pieces).replace(SOFT_HYPHEN, "")
