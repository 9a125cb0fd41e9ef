"""Write what stands on the pages as blocks, the caption of each table with its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.document import Block, BlockKind
from corpus.formats.boxes import boxed
from corpus.formats.lists import Listed, find_typed_lists, gather_lists
from corpus.formats.table_rows import Cell, cell_text, read_table, table_rows
from corpus.ledger import Omissions, Reason
from corpus.pages.cells import Table, TableCell
from corpus.pages.flow import Stretch, join_pieces, text_of
from corpus.pages.items import Known, listed
from corpus.pages.kinds import Named, body_size, caption_label, name_parts
from corpus.pages.layout import Memory, lay_out
from corpus.pages.page import Line, Page, without
from corpus.pages.running_heads import without_running_heads
from corpus.pages.titles import plain, set_levels, set_levels_in_box, take_title
from corpus.text.hyphenation import Vocabulary, vocabulary
from corpus.text.shapes import ends_sentence

# A first column of titles and a last one of page numbers: a table of contents.
CONTENTS_ROWS = 4


@dataclass(slots=True)
class _Sheet:
    """A table of one page with its caption, its rows as printed, and as read with those of the page before.

    `header` is how many rows at its top name its columns; `goes_on` tells that they stand on a page before.
    """

    table: Table
    caption: str
    printed: Sequence[Sequence[Cell]]
    rows: list[list[Cell]]
    header: int | None
    goes_on: bool = False

    @property
    def names(self) -> list[list[Cell]]:
        """Return the rows that name the columns, as they are read."""
        found = read_table(self.rows, header_rows=self.header, caption=self.caption).header
        return self.rows[: max(found) + 1] if found else []


def row_blocks(stretches: Sequence[Stretch], words: Vocabulary, omitted: Omissions) -> dict[int, list[Block]]:
    """Return the blocks of each table by the identity of its stretch; of a caption repeated, none."""
    captions = _captions(stretches)
    sheets: dict[int, _Sheet] = {}
    blocks: dict[int, list[Block]] = {}
    above: _Sheet | None = None
    for stretch in stretches:
        if stretch.table is None:
            above = above if _keeps_open(stretch) else None
            continue
        caption = captions.get(id(stretch))
        text = text_of(caption.lines, words) if caption else ""
        rows = [[_cell(cell, words) for cell in row] for row in stretch.table.rows]
        sheet = _Sheet(stretch.table, text, rows, list(rows), stretch.table.header_rows)
        if above is not None and _goes_on(above, sheet):
            if caption is not None:
                blocks[id(caption)] = []
                _omit(caption.lines, Reason.REPEATED, stretch.page, omitted)
            _go_on(above, sheet)
        sheets[id(stretch)] = above = sheet
    for stretch_id, sheet in sheets.items():
        rows, caption_text = sheet.rows, sheet.caption
        page, closed = sheet.table.page, sheet.table.ruled and sheet.table.certain
        made = table_rows(rows, header_rows=sheet.header, caption=caption_text, page=page, closed=closed)
        certain = sheet.table.certain
        blocks[stretch_id] = [] if _is_contents(rows) else [replace(row, certain=certain) for row in made]
        if _is_contents(rows):
            _omit(sheet.table.lines, Reason.CONTENTS, sheet.table.page, omitted)
        else:
            _omit(_repeated_names(sheet), Reason.REPEATED, sheet.table.page, omitted)
    return blocks


def _repeated_names(sheet: _Sheet) -> Iterator[Line]:
    """Yield the lines of the rows that name the columns once more, as at the top of each page."""
    names = [_texts(row) for row in sheet.names]
    first = 0 if sheet.goes_on else len(names)
    for cells, row in zip(sheet.printed[first:], sheet.table.rows[first:], strict=True):
        if _texts(cells) in names:
            yield from (line for cell in row for line in cell.lines)


def _omit(lines: Iterable[Line], why: Reason, page: int, omitted: Omissions) -> None:
    omitted.add(why, page, (line.text for line in lines))


def _captions(stretches: Sequence[Stretch]) -> dict[int, Stretch]:
    """Return the caption of each table: the one right above it, else right below it, on its page."""
    found: dict[int, Stretch] = {}
    used: set[int] = set()
    for position, stretch in enumerate(stretches):
        if stretch.table is None:
            continue
        near = [*stretches[max(0, position - 1) : position], *stretches[position + 1 : position + 3]]
        near.extend(
            sorted(_on_page(stretches, position, stretch.page), key=lambda each: _distance(each, stretch))
        )
        for each in near:
            if id(each) not in used and each.page == stretch.page and _names_table(each):
                found[id(stretch)] = each
                used.add(id(each))
                break
    return found


def _on_page(stretches: Sequence[Stretch], position: int, page: int) -> Iterator[Stretch]:
    for step in (-1, 1):
        place = position + step
        while 0 <= place < len(stretches) and stretches[place].page == page:
            yield stretches[place]
            place += step


def _names_table(stretch: Stretch) -> bool:
    label = caption_label(" ".join(line.text for line in stretch.lines))
    return stretch.kind is BlockKind.CAPTION and "fig" not in label and "chart" not in label


def _distance(caption: Stretch, table: Stretch) -> float:
    if not caption.pieces or table.table is None:
        return 1e9
    box, area = caption.pieces[0].box, table.table.box
    return min(abs(area.top - box.bottom), abs(box.top - area.bottom))


def _keeps_open(stretch: Stretch) -> bool:
    return stretch.kind in (BlockKind.CAPTION, BlockKind.FOOTNOTE)


def _goes_on(above: _Sheet, sheet: _Sheet) -> bool:
    """Tell whether a table goes on with that of the page before: as many columns and no other names."""
    if sheet.table.page != above.table.page + 1 or sheet.table.columns != above.table.columns:
        return False
    names = above.names
    if names and sheet.header and not _begins_with(sheet.rows, names):
        return False
    label = caption_label(above.caption)
    return not sheet.caption or (caption_label(sheet.caption) == label and bool(label))


def _begins_with(rows: Sequence[Sequence[Cell]], names: Sequence[Sequence[Cell]]) -> bool:
    return [_texts(row) for row in rows[: len(names)]] == [_texts(row) for row in names]


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row]


def _go_on(above: _Sheet, sheet: _Sheet) -> None:
    """Put a table under the names and the caption of the page before; mend the row that the page broke."""
    names = above.names
    sheet.caption, sheet.goes_on = above.caption, True
    rows = sheet.rows[len(names) :] if names and _begins_with(sheet.rows, names) else list(sheet.rows)
    sheet.header = len(names) if names else sheet.header
    last = above.rows[-1] if len(above.rows) > len(names) else []
    if rows and sheet.table.ruled and _is_broken(last, rows[0]):
        above.rows[-1] = [
            Cell(cell_text([cell.text, rest.text]), cell.columns, cell.rows)
            for cell, rest in zip(last, rows.pop(0), strict=True)
        ]
    sheet.rows = [*names, *rows]


def _is_broken(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Tell whether a row goes on with the one before the page: it has no label, and a sentence is open."""
    if len(above) != len(below) or below[0].text or not above[0].text:
        return False
    pairs = [(cell.text, rest.text) for cell, rest in zip(above, below, strict=True) if rest.text]
    return bool(pairs) and all(cell and rest[0].islower() and not ends_sentence(cell) for cell, rest in pairs)


def _cell(cell: TableCell, words: Vocabulary) -> Cell:
    return Cell(cell_text([text_of(cell.lines, words)]), cell.columns, cell.rows)


def _is_contents(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether the rows are a table of contents: titles with rising page numbers."""
    numbers = [row[-1].text for row in rows if len(row) > 1]
    if len(rows) < CONTENTS_ROWS or len(numbers) < len(rows) or not all(map(str.isdigit, numbers)):
        return False
    values = [int(number) for number in numbers]
    wordy = all(any(character.isalpha() for character in row[0].text + row[-2].text) for row in rows)
    return (
        values == sorted(values) and values[-1] > values[0] and wordy and all(len(row) <= 3 for row in rows)
    )


def document_blocks(
    pages: Sequence[Page], title: str, outline: Mapping[str, int], omitted: Omissions
) -> list[Block]:
    """Return the blocks of a document's pages, without their offsets.

    `title` is that of its metadata where it can be trusted, `outline` the levels of its bookmarks. What is
    left out, and the pages with a table that is not certain, are noted in `omitted`.
    """
    whole, pages = pages, without_running_heads(pages)
    for page, kept in zip(whole, pages, strict=True):
        omitted.add(Reason.RUNNING_HEAD, page.number, without(page.lines, kept.lines))
    body = body_size(pages)
    memory = Memory(omitted=omitted)
    parts = [named for page in pages for named in _page_parts(page, memory, body)]
    tables = [named.part for named in parts if isinstance(named.part, Table)]
    omitted.doubtful.update(table.page for table in tables if not table.certain)
    inside = [line for table in tables for line in table.lines]
    for page in pages:
        omitted.add(Reason.SIDEWAYS, page.number, without(page.sideways, inside))
    stretches = take_title(join_pieces(parts), title, body)
    # In the order of reading: what follows a broken word is its other half, not a word.
    words = vocabulary(line.text for stretch in stretches for line in stretch.lines)
    headed = _headed_boxes(stretches)
    set_levels([stretch for stretch in stretches if stretch.apart not in headed], outline)
    known = Known(row_blocks(stretches, words, omitted), words, omitted)
    titles: dict[int, str] = {}
    found: list[Listed] = []
    for box, group in groupby(stretches, lambda stretch: stretch.apart if stretch.apart in headed else 0):
        within = list(group)
        found.extend(_boxed(within, known, titles) if box else listed(within, known))
    blocks = list(gather_lists(find_typed_lists(found)))
    return list(_with_notes(blocks, pages))


def _with_notes(blocks: Sequence[Block], pages: Sequence[Page]) -> Iterator[Block]:
    """Yield the blocks, those notes that were put on a page behind what begins on it."""
    waiting = [(page.number, note) for page in pages for note in page.notes]
    for block in blocks:
        while waiting and waiting[0][0] < (block.page or 1):
            number, note = waiting.pop(0)
            yield Block(BlockKind.PARAGRAPH, note, 0, 0, number)
        yield block
    for number, note in waiting:
        yield Block(BlockKind.PARAGRAPH, note, 0, 0, number)


def _page_parts(page: Page, memory: Memory, body: float) -> list[Named]:
    return name_parts(lay_out(page, memory), page, body, memory.omitted)


def _headed_boxes(stretches: Sequence[Stretch]) -> set[int]:
    """Return the numbers of the boxes that hold a heading and more than headings."""
    headings = {stretch.apart for stretch in stretches if stretch.kind is BlockKind.HEADING}
    others = {stretch.apart for stretch in stretches if stretch.kind is not BlockKind.HEADING}
    return (headings & others) - {0}


def _boxed(stretches: Sequence[Stretch], known: Known, titles: dict[int, str]) -> Iterator[Listed]:
    """Yield what stands in a box under its headings; `titles` keeps its own where another box parts it."""
    set_levels_in_box(stretches)
    box, title = stretches[0].apart, titles.get(stretches[0].apart)
    blocks = list(gather_lists(find_typed_lists(listed(stretches, known))))
    if any(block.kind is BlockKind.HEADING for block in blocks):
        titles.setdefault(box, plain(stretches[0]) if stretches[0].kind is BlockKind.HEADING else "")
        yield from map(Listed, boxed(blocks))
    else:
        yield from (Listed(replace(block, box=title) if title else block) for block in blocks)
