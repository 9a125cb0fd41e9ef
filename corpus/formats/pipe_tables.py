"""Tables typed with pipes into a text: "| Drug | Dose |", as Markdown has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from corpus.document import Block, BlockKind
from corpus.formats.table_rows import Cell, read_table
from corpus.text.shapes import ends_sentence, is_list_item
from corpus.text.text_lines import Line

FEWEST_ROWS = 2
LONGEST_CAPTION_WORDS = 40
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_BORDER = re.compile(r"(?<!\\)\|")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


def may_be_caption(text: str) -> bool:
    """Tell whether the line right above a table is its caption: short, and no sentence of its own."""
    ended = ends_sentence(text) and not text.endswith(":")
    return not ended and not is_list_item(text) and len(text.split()) <= LONGEST_CAPTION_WORDS


def take_tables(lines: Sequence[Line]) -> tuple[list[Line], list[Block]]:
    """Return the lines without their tables, a blank one for each line taken, and the tables' blocks."""
    kept, blocks = list(lines), list[Block]()
    for is_row, group in groupby(range(len(lines)), key=lambda place: _is_row(lines[place].content)):
        places = list(group)
        if not is_row or len(places) < FEWEST_ROWS:
            continue
        first = places[0]
        above = lines[first - 1] if first and _stands_alone(lines, first - 1) else None
        if above is not None and may_be_caption(above.content):
            blocks.append(Block(BlockKind.CAPTION, above.content, above.start, above.end, above.page))
            places.insert(0, first - 1)
        caption = above.content if above is not None and places[0] < first else ""
        blocks.extend(_rows([lines[place] for place in places if place >= first], caption))
        for place in places:
            line = lines[place]
            kept[place] = Line("", line.start, line.start, line.page)
    return kept, blocks


def _is_row(content: str) -> bool:
    return content.startswith("|") and len(_BORDER.findall(content)) > 1


def _stands_alone(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a line holds words that no line above it leads to."""
    return bool(lines[place].content) and (
        place == 0 or not lines[place - 1].content or _is_row(lines[place - 1].content)
    )


def _rows(lines: Sequence[Line], caption: str) -> list[Block]:
    rule = next((place for place, line in enumerate(lines) if _RULE.fullmatch(line.content)), None)
    told = [line for line in lines if not _RULE.fullmatch(line.content)]
    cells = [[Cell(_words(text)) for text in _cells(line.content)] for line in told]
    table = read_table(cells, header_rows=rule, caption=caption)
    return [
        Block(
            BlockKind.TABLE_ROW,
            row.text,
            told[row.position].start,
            told[row.position].end,
            told[row.position].page,
            caption=table.caption,
            parts=row.parts,
            row=row.position + 1,
        )
        for row in table.rows
    ]


def _cells(content: str) -> list[str]:
    inside = _BORDER.split(content)[1:]
    return inside if inside and inside[-1].strip() else inside[:-1]


def _words(text: str) -> str:
    return " ".join(_EMPHASIS.sub(r"\2", text.replace("\\|", "|")).split())
