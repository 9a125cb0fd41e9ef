"""Read tables as HTML writes them, which JATS does too: header rows, spans, captions, notes below."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from corpus.document import Block, BlockKind
from corpus.formats.markup.inline_text import inline_text, line_text
from corpus.formats.markup.markup import Element, Node, children, descendants
from corpus.formats.table_rows import Cell, cell_text, is_layout, table_rows

# A cell with more words than this in a table without header cells places text on the page.
LONGEST_CELL_WORDS = 150
WIDEST = 200
_BACKGROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;]+)", re.I)
_OASIS = frozenset({"tgroup", "thead", "tbody", "row", "entry"})
_PARTS = frozenset({"thead", "tbody", "tfoot"})
_BLOCKS_OF_LAYOUT = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "table", "main", "article"})

Reader = Callable[[Element], Sequence[str]]


def is_layout_table(table: Element, read: Reader) -> bool:
    """Tell whether a table only places text on the page."""
    if table.get("role") in ("presentation", "none"):
        return True
    parts = list(descendants(table))[1:]
    if any(each.name in ("th", "caption", "thead") for each in parts):
        return False
    if any(each.name in _BLOCKS_OF_LAYOUT for each in parts):
        return True
    rows = [_cells(row, read) for row in rows_of(table)]
    longest = max((len(cell.text.split()) for row in rows for cell in row), default=0)
    return longest > LONGEST_CELL_WORDS or is_layout(rows)


def blocks_of_table(table: Element, read: Reader, caption: str) -> Iterator[Block]:
    """Yield the caption of a table, a block for each row of it, and the notes in its foot.

    `read` returns the paragraphs in a cell.
    """
    if caption:
        yield Block(BlockKind.CAPTION, caption, 0, 0)
    rows = rows_of(table)
    foot = [row for part in children(table) if part.name == "tfoot" for row in children(part)]
    notes = [row for row in foot if len(cells_of(row)) == 1]
    body = [row for row in rows if not any(row is note for note in notes)]
    read_rows = [_cells(row, read) for row in body]
    yield from table_rows(read_rows, header_rows=_header_rows(body, table), caption=caption)
    for note in notes:
        text = cell_text([text for cell in cells_of(note) for text in read(cell)])
        if text:
            yield Block(BlockKind.FOOTNOTE, text, 0, 0)


def caption_of(table: Element) -> str:
    """Return the caption that a table holds itself."""
    return next((line_text(each.children) for each in children(table) if each.name == "caption"), "")


def rows_of(table: Element) -> list[Element]:
    """Return the rows of a table, those of its head first, those of its foot last."""
    parts = sorted(children(table), key=lambda part: {"thead": -1, "tfoot": 1}.get(part.name, 0))
    return [
        row
        for part in parts
        for row in (children(part) if part.name in _PARTS else [part])
        if row.name == "tr"
    ]


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return [cell for cell in children(row) if cell.name in ("td", "th")]


def _header_rows(rows: Sequence[Element], table: Element) -> int | None:
    """Return how many rows name the columns, None where nothing shows it, 0 where heads name the rows."""
    titles = len(list(takewhile(_is_title, rows)))
    header = len(list(takewhile(lambda row: _is_header(row, table), rows[titles:])))
    if header:
        return titles + header
    told = [_is_bold(row) or _shade(row) for row in rows]
    leading = len(list(takewhile(bool, told)))
    if leading and leading < len(rows) and not any(each in told[:leading] for each in told[leading:]):
        return leading
    headed = [row for row in rows if [cell.name for cell in cells_of(row)[:2]] == ["th", "td"]]
    return 0 if len(headed) > len(rows) / 2 else None


def _is_title(row: Element) -> bool:
    cells = cells_of(row)
    return len(cells) == 1 and cells[0].name == "th" and _span(cells[0].get("colspan")) > 1


def _is_bold(row: Element) -> bool:
    """Tell whether all words of a row of several cells are set in bold."""
    cells = [cell for cell in cells_of(row) if line_text(cell.children)]
    return len(cells) > 1 and all(all(map(_is_bold_node, cell.children)) for cell in cells)


def _is_bold_node(node: Node) -> bool:
    if isinstance(node, str):
        return not node.strip()
    whole = node.name in ("b", "strong")
    return whole or (bool(node.children) and all(map(_is_bold_node, node.children)))


def _shade(row: Element) -> str:
    """Return the colour behind a row that it or all of its cells state, empty where none is stated."""
    colours = {_colour(each) or _colour(row) for each in cells_of(row)}
    return colours.pop() if len(colours) == 1 and len(cells_of(row)) > 1 else ""


def _colour(element: Element) -> str:
    styled = _BACKGROUND.search(element.get("style"))
    return (styled[1] if styled else element.get("bgcolor")).strip().lower()


def _is_header(row: Element, table: Element) -> bool:
    """Tell whether a row names the columns: it stands in the head, or all its cells are header cells."""
    in_head = any(row is each for part in children(table) if part.name == "thead" for each in part.children)
    cells = cells_of(row)
    named = [cell for cell in cells if cell.name == "th" and cell.get("scope") not in ("row", "rowgroup")]
    filled = [cell for cell in cells if cell.name == "th" or line_text(cell.children)]
    several = len(named) > 1 or (len(cells) > 1 and named[:1] != cells[:1])
    return in_head or (bool(named) and several and len(named) == len(filled))


def _cells(row: Element, read: Reader) -> list[Cell]:
    return [
        Cell(_cell_text(cell, read), _span(cell.get("colspan")), _span(cell.get("rowspan")))
        for cell in cells_of(row)[:WIDEST]
    ]


def _cell_text(cell: Element, read: Reader) -> str:
    holds_blocks = any(each.is_block for each in children(cell))
    return cell_text(read(cell) if holds_blocks else [inline_text(cell.children)])


def _span(stated: str) -> int:
    digits = stated.strip()[:4]
    return max(1, int(digits)) if digits.isascii() and digits.isdigit() else 1


def in_html(table: Element) -> Element:
    """Return a table of the OASIS exchange model, which JATS allows, as HTML would write it."""
    parts: list[Node] = []
    for part in table.children:
        read = in_html(part) if isinstance(part, Element) and part.name in _OASIS else part
        parts.extend(read.children if isinstance(read, Element) and read.name == "tgroup" else (read,))
    named = {"row": "tr", "entry": "td"}.get(table.name, table.name)
    return Element(named, table.attributes, tuple(parts), table.is_block)
