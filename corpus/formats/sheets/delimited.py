"""The format of .csv and .tsv files: a row a line, cells between commas, semicolons or tabs (RFC 4180)."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby, islice
from typing import Literal

from corpus.decoding import decode, name_unread
from corpus.document import Content, FrontMatter
from corpus.errors import UnreadableFileError
from corpus.formats.plain_text import read_plain_text
from corpus.formats.sheets import MOST_NAMED, MOST_ROWS, Sheet, SheetCell
from corpus.formats.sheets.tables import read_sheets
from corpus.formats.table_rows import MOST_COLUMNS, cell_text
from corpus.options import Options

DELIMITERS = "\t;,|"
# Rows that are looked at to find what parts the cells.
SAMPLE = 200
UNQUOTED = "its quotation marks do not match; read as they stand"
_SAID = re.compile(r"sep=(?P<delimiter>.)\n")
_FIGURE = re.compile(r"[<>≤≥±~]?\s*[-–−]?\d[\d.,\s]*%?")

_Row = tuple[int, list[str]]


def read_delimited(data: bytes, options: Options) -> Content:
    """Return what a file of rows holds; raise `UnreadableFileError` when it is not text.

    Cells are kept as they are written, decimal commas too. Where nothing parts its lines into cells, the
    file is read as plain text.
    """
    text = decode(data)
    said = _SAID.match(text)
    text = text[said.end() :] if said else text
    delimiter = said["delimiter"] if said else _delimiter(text)
    if not delimiter:
        return read_plain_text(data, options)
    warnings = name_unread([text])
    try:
        rows = _numbered(_rows(text, delimiter))
    except csv.Error:
        rows, warnings = _numbered(_rows(text, delimiter, quoted=False)), (*warnings, UNQUOTED)
    return _content(rows, warnings)


def _delimiter(text: str) -> str:
    """Return what parts most rows into the same number of cells, two at least; empty where nothing does."""
    found = {each: _agreeing(_sample(text, each)) for each in DELIMITERS}
    best = max(found, key=lambda each: found[each])
    return best if found[best] > (0.0, 0) else ""


def _sample(text: str, delimiter: str) -> list[list[str]]:
    for quoted in (True, False):
        with suppress(csv.Error):
            return list(islice(_rows(text, delimiter, quoted=quoted), SAMPLE))
    return []


def _agreeing(rows: Sequence[Sequence[str]]) -> tuple[float, int]:
    """Return the share of rows with as many cells as most have, and how many that are.

    Both are 0 where fewer than half of the rows have several cells.
    """
    filled = [len(row) for row in rows if any(cell.strip() for cell in row)]
    counted = Counter(width for width in filled if width > 1)
    if not counted or counted.total() <= len(filled) / 2:
        return 0.0, 0
    width, times = max(counted.items(), key=lambda each: (each[1], each[0]))
    return round(times / len(filled), 1), width


def _rows(text: str, delimiter: str, *, quoted: bool = True) -> Iterator[list[str]]:
    """Yield the cells of each row; raise `csv.Error` where a quotation mark never ends."""
    # A cell may be as long as the file is.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    return csv.reader(io.StringIO(text), delimiter=delimiter, strict=True, quoting=quoting)


def _numbered(rows: Iterator[list[str]]) -> list[_Row]:
    """Return the rows with their numbers, cells tidied, without the empty ones at their ends."""
    numbered: list[_Row] = []
    filled = 0
    for number, row in enumerate(rows, start=1):
        cells = [cell_text(cell.split("\n")) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        filled += bool(cells)
        numbered.append((number, cells))
        if filled > MOST_ROWS:
            raise UnreadableFileError(
                f"it holds more than {MOST_ROWS:,} rows, as a database does; save those that are needed as a "
                "file of their own"
            )
    return numbered


def _content(rows: Iterable[_Row], warnings: Sequence[str]) -> Content:
    sheet = Sheet("")
    torn: list[str] = []
    for filled, group in groupby(rows, lambda row: bool(row[1])):
        members = list(group) if filled else []
        width = _width(members)
        for number, cells in members:
            # A mark inside of a cell moves what is behind it under the names of other columns.
            if len(cells) > width:
                torn.append(str(number))
                sheet.cells[number, 1] = SheetCell((number, 1))
                continue
            for column, text in enumerate(cells[: MOST_COLUMNS + 1], start=1):
                if text:
                    figure = bool(_FIGURE.fullmatch(text))
                    sheet.cells[number, column] = SheetCell((number, column), text, figure=figure)
    if torn:
        named = ", ".join(torn[:MOST_NAMED]) + (", ..." if len(torn) > MOST_NAMED else "")
        told = f"rows with more cells than the others left out, whose columns are not sure: {named}"
        warnings = (*warnings, told)
    return read_sheets([sheet], FrontMatter(), warnings)


def _width(rows: Sequence[_Row]) -> int:
    """Return how many cells the rows of a table have at most: as the first of several cells, or most."""
    widths = [len(cells) for _, cells in rows if len(cells) > 1]
    return max(widths[0], Counter(widths).most_common(1)[0][0]) if widths else 1
