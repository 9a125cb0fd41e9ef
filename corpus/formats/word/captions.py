"""Find the captions of tables and figures among the paragraphs of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import BlockKind
from corpus.formats.word.pieces import Table, Written

LONGEST_CAPTION_WORDS = 60
_TABLE = re.compile(
    r"(?:table|tab\.|box|tabelle|tableau|tabla|tabella|tabel|tabela|таблица)\s+[A-Z]?\d", re.I
)
_NUMBERED = re.compile(
    r"(?:(?:supplementary )?(?:table|box|figure|fig\.?|chart|algorithm|tab\.|tabelle|abbildung|abb\.|tableau"
    r"|tabla|figura|tabella|tabel|figuur))\s+[A-Z]?\d+(?:[.-]\d+)*[a-z]?(?P<parted>\s*[.:|–—-](?:\s|$)|\s*$)?",
    re.I,
)


def find_captions(pieces: Sequence[Written | Table]) -> list[Written | Table]:
    """Return the pieces with captions named as such, each table with its own.

    A caption is styled as one, or is a short paragraph "Table 3" or "Figure 1: ..." in its place.
    """
    pieces = [_styled(piece) for piece in pieces if isinstance(piece, Table) or piece.text]
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


def _styled(piece: Written | Table) -> Written | Table:
    """Name a caption that its number and what parts it from its words give away wherever it stands."""
    if isinstance(piece, Table) or piece.kind is not BlockKind.PARAGRAPH or piece.depth:
        return piece
    numbered = _NUMBERED.match(piece.text)
    told = numbered and (numbered["parted"] or piece.bold) and _is_short(piece)
    return replace(piece, kind=BlockKind.CAPTION) if told and "\n" not in piece.text else piece


def _belongs(caption: Written, pieces: Sequence[Written | Table], position: int) -> bool:
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
