"""What word processors write, whichever file holds it: paragraphs, tables and boxes in one flow.

A format turns its file into these pieces; `blocks_of_flow` makes blocks of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from corpus.decoding import drop_unseen
from corpus.document import Block, BlockKind
from corpus.formats.boxes import LARGEST_BOX_WORDS, LONGEST_BOX_WORDS, boxed
from corpus.formats.format import in_sequence
from corpus.formats.lists import Listed, find_typed_lists, gather_lists
from corpus.formats.table_rows import Cell, cell_text, is_layout, table_rows
from corpus.formats.word.flow_headings import find_headings
from corpus.formats.word.pieces import Box, Opened, Piece, Table, Written
from corpus.parts import moved
from corpus.text.hyphenation import SOFT_HYPHEN
from corpus.text.shapes import ends_sentence, is_list_item
from corpus.text.symbols import without_private

LONGEST_TYPED_LINE = 60
# The level of a line in bold among the headings of a box.
LOWEST = 9
NOTE = re.compile("\ue000(\\d+)\ue001")


def note_anchor(number: int) -> str:
    """Return what stands in a text, unseen, where note `number` is called, counted from 0."""
    return f"\ue000{number}\ue001"


def blocks_of_flow(pieces: Iterable[Piece], notes: Sequence[str] = ()) -> tuple[Block, ...]:
    """Return the blocks of a document in sequence, each note behind the block that calls it.

    What stands in a box is under its heading; of a table that only places text on the page the cells are
    read one after the other.
    """
    opened = list(_opened(pieces))
    named = find_headings(with_captions(opened))
    blocks = gather_lists(find_typed_lists(_listed(named)))
    return in_sequence(_with_notes(list(blocks), notes))


def _opened(pieces: Iterable[Piece]) -> Iterator[Opened]:
    """Yield the paragraphs and the tables of data, with text tidied and boxes and layout tables opened."""
    for framed, group in groupby(pieces, lambda piece: isinstance(piece, Written) and piece.boxed):
        if framed:
            yield from _box(list(group))
            continue
        for piece in group:
            if isinstance(piece, Written):
                yield from _lines(piece)
            elif isinstance(piece, Box):
                yield from _box(piece.pieces)
            elif _is_data(piece):
                yield piece
            else:
                yield from _cells(piece)


def _is_data(table: Table) -> bool:
    rows = _cells_of(table)
    holds_table = any(isinstance(piece, Table) for row in table.rows for cell in row for piece in cell.pieces)
    return not is_layout(rows) and not (holds_table and len(rows) == 1)


def _cells(table: Table) -> Iterator[Opened]:
    filled = [cell.pieces for row in table.rows for cell in row if _text_of(cell.pieces)]
    for pieces in filled:
        yield from _box(pieces) if len(filled) == 1 else _opened(pieces)


def _box(pieces: Sequence[Piece]) -> Iterator[Opened]:
    """Yield what stands in a box, all of it under its heading; what is none is read as if it were not drawn.

    A box is a few sentences, or has a heading and is no more than a part of a page.
    """
    opened = list(_opened([_unboxed(piece) for piece in pieces]))
    opened = [piece for piece in opened if not isinstance(piece, Written) or piece.text]
    texts = [piece for piece in opened if not isinstance(piece, Table)]
    words = sum(len(piece.text.split()) for piece in texts)
    small = len(texts) == len(opened) and words <= LONGEST_BOX_WORDS
    headed = bool(opened) and _is_headed(opened[0]) and words <= LARGEST_BOX_WORDS
    if len(opened) < 2 or not (small or headed):
        yield from opened
        return
    title = [_heading(piece, 1) for piece in opened[:headed]]
    rest = [_paragraph(each) if small else _heading(each, LOWEST) for each in with_captions(opened[headed:])]
    yield from boxed(list(gather_lists(find_typed_lists(_listed([*title, *rest])))))


def _is_headed(piece: Opened) -> bool:
    """Tell whether a piece is styled as a heading, or is a line in bold and no sentence."""
    if not isinstance(piece, Written) or piece.depth:
        return False
    return piece.kind is BlockKind.HEADING or (piece.bold and not ends_sentence(piece.text))


def _heading(piece: Opened, level: int) -> Opened:
    """Return a piece as a heading where it is one of its box."""
    if not isinstance(piece, Written) or piece.kind is not BlockKind.PARAGRAPH or not _is_headed(piece):
        return piece
    return replace(piece, kind=BlockKind.HEADING, level=level)


def _paragraph(piece: Opened) -> Opened:
    return piece if isinstance(piece, Table) else replace(piece, kind=BlockKind.PARAGRAPH)


def _unboxed(piece: Piece) -> Piece:
    return replace(piece, boxed=False) if isinstance(piece, Written) else piece


def _lines(written: Written) -> Iterator[Written]:
    """Yield a paragraph with its typed line ends mended; lines that are items come one by one."""
    lines = [line for line in map(_tidy, written.text.split("\n")) if line]
    if written.kind not in (BlockKind.PARAGRAPH, BlockKind.FOOTNOTE):
        yield replace(written, text=" ".join(lines))
        return
    kept: list[str] = []
    for line in lines:
        if kept and is_list_item(line) and not written.depth:
            yield replace(written, text="\n".join(kept))
            kept = [line]
        elif kept and not _ends_line(kept[-1], line):
            kept[-1] = f"{kept[-1]} {line}"
        else:
            kept.append(line)
    yield replace(written, text="\n".join(kept))


def _ends_line(above: str, below: str) -> bool:
    """Tell whether a line end was typed to part two lines, rather than left by a text that was pasted."""
    return ends_sentence(above) or (len(above) <= LONGEST_TYPED_LINE and not below[0].islower())


def _tidy(text: str) -> str:
    text = drop_unseen(without_private(text)).replace(SOFT_HYPHEN, "")
    return re.sub(r"\s+", " ", text).strip()


def _text_of(pieces: Sequence[Piece]) -> str:
    """Return what a cell holds as one line."""
    return cell_text(list(_texts(pieces)))


def _texts(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Written):
            lines = "\n".join(map(_tidy, piece.text.split("\n")))
            yield f"{piece.mark} {lines}" if piece.depth and lines.strip() else lines
        elif isinstance(piece, Box):
            yield from _texts(piece.pieces)
        else:
            yield "; ".join(block.text for block in _rows(piece))


def _rows(table: Table) -> Iterator[Block]:
    caption = NOTE.sub("", table.caption)
    return table_rows(_cells_of(table), header_rows=table.header_rows, caption=caption, page=table.page)


def _cells_of(table: Table) -> list[list[Cell]]:
    return [[Cell(_text_of(cell.pieces), cell.columns, cell.rows) for cell in row] for row in table.rows]


def _listed(pieces: Iterable[Opened]) -> Iterator[Listed]:
    for piece in pieces:
        if isinstance(piece, Block):
            yield Listed(piece)
        elif isinstance(piece, Table):
            yield from map(Listed, _rows(piece))
        elif piece.text:
            block = Block(piece.kind, piece.text, 0, 0, piece.page, piece.level)
            yield Listed(block, piece.depth, piece.mark)


def _with_notes(blocks: Sequence[Block], notes: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks, the notes that they call behind them; those of a table's rows behind its last."""
    called: dict[int, int | None] = {}
    told: set[int] = set()
    for block, below in zip(blocks, [*blocks[1:], None], strict=False):
        called |= {int(found[1]): block.page for found in NOTE.finditer(f"{block.box}{block.text}")}
        text, box = NOTE.sub("", block.text), NOTE.sub("", block.box)
        yield replace(block, text=text, parts=moved(block.parts, block.text, text), box=box)
        if below and below.kind is block.kind is BlockKind.TABLE_ROW:
            continue
        for number, page in called.items():
            if number < len(notes) and number not in told and _tidy(notes[number]):
                yield Block(BlockKind.FOOTNOTE, _tidy(notes[number]), 0, 0, page)
        told |= called.keys()
        called = {}


LONGEST_CAPTION_WORDS = 60
_TABLE = re.compile(
    r"(?:table|tab\.|box|tabelle|tableau|tabla|tabella|tabel|tabela|таблица)\s+[A-Z]?\d", re.I
)
_NUMBERED = re.compile(
    r"(?:(?:supplementary )?(?:table|box|figure|fig\.?|chart|algorithm|tab\.|tabelle|abbildung|abb\.|tableau"
    r"|tabla|figura|tabella|tabel|figuur))\s+[A-Z]?\d+(?:[.-]\d+)*[a-z]?(?P<parted>\s*[.:|–—-](?:\s|$)|\s*$)?",
    re.I,
)


def with_captions(pieces: Sequence[Opened]) -> list[Opened]:
    """Return the pieces with captions named as such, each table with its own.

    A caption is styled as one, or is a short paragraph "Table 3" or "Figure 1: ..." in its place.
    """
    pieces = [_styled(piece) for piece in pieces if not isinstance(piece, Written) or piece.text]
    for position, piece in enumerate(pieces):
        if not isinstance(piece, Table) or piece.caption:
            continue
        for beside in (position - 1, position + 1):
            caption = pieces[beside] if 0 <= beside < len(pieces) else None
            if isinstance(caption, Written) and _belongs(caption, pieces, beside):
                pieces[beside] = replace(caption, kind=BlockKind.CAPTION)
                pieces[position] = replace(piece, caption=caption.text)
                break
    return pieces


def _styled(piece: Opened) -> Opened:
    """Name a caption that its number and what parts it from its words give away wherever it stands."""
    if not isinstance(piece, Written) or piece.kind is not BlockKind.PARAGRAPH or piece.depth:
        return piece
    numbered = _NUMBERED.match(piece.text)
    told = numbered and (numbered["parted"] or piece.bold) and _is_short(piece)
    return replace(piece, kind=BlockKind.CAPTION) if told and "\n" not in piece.text else piece


def _belongs(caption: Written, pieces: Sequence[Opened], position: int) -> bool:
    """Tell whether the paragraph beside a table is its caption, and not another table's."""
    if any(
        isinstance(each, Table) and each.caption == caption.text
        for each in pieces[max(0, position - 1) : position]
    ):
        return False
    if caption.kind is BlockKind.CAPTION:
        return bool(_TABLE.match(caption.text)) or not _NUMBERED.match(caption.text)
    may_be = caption.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and not caption.depth
    return may_be and bool(_TABLE.match(caption.text)) and _is_short(caption)


def _is_short(written: Written) -> bool:
    return len(written.text.split()) <= LONGEST_CAPTION_WORDS
