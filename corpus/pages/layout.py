"""Take a page apart: tables, boxes and figures, then its columns, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from corpus.ledger import Omissions, Reason
from corpus.pages.cells import LEVEL
from corpus.pages.columns import column_of, in_order, text_columns
from corpus.pages.facing import headed_columns
from corpus.pages.page import Box, Line, Page, Piece, around, level_rows, without
from corpus.pages.paragraphs import cut_paragraphs
from corpus.pages.regions import boxed_lines, with_gaps_closed, without_figure_words
from corpus.pages.rules import edges_of, find_stripes, without_cells
from corpus.pages.strands import Strand, strands
from corpus.pages.tables import Table, find_ruled_tables, find_tables
from corpus.text.shapes import ends_sentence

Part = Piece | Table
DEEPEST_BOX = 3
MOSTLY_HELD = 0.8
# In points: how far from the outer edges of the text a rule across it may end.
WHOLE = 15.0
# In points: how far what stands in a box may reach over its edges.
EDGE = 3.0


@dataclass(slots=True)
class Memory:
    """What is known from the pages before: the number of boxes, where the columns stood, what is omitted."""

    boxes: int = 0
    columns: list[Box] = field(default_factory=list)
    omitted: Omissions = field(default_factory=Omissions)

    def next_box(self) -> int:
        """Return a number that no box has yet."""
        self.boxes += 1
        return self.boxes

    def expect(self, found: list[Box], lines: Sequence[Line]) -> list[Box]:
        """Return the columns of a page, those of the page before where it has too little text to tell."""
        if len(found) > 1:
            self.columns = found
        if len(found) > 1 or not lines:
            return found
        held = [[line.box for line in lines if column.holds_width(line.box)] for column in self.columns]
        if sum(map(len, held)) < MOSTLY_HELD * len(lines) or not all(held):
            return found
        return [
            Box(column.left, around(boxes).top, column.right, around(boxes).bottom)
            for column, boxes in zip(self.columns, held, strict=True)
        ]


def lay_out(page: Page, memory: Memory) -> list[Part]:
    """Return the pieces and tables of a page in the order in which they are read."""
    found = without_figure_words(page)
    kept = [*found.lines, *(line for _, lines in found.written for line in lines)]
    memory.omitted.add(Reason.DRAWING, page.number, without(page.lines, kept))
    return list(_lay_out(found.lines, page, found.figures, memory, 0, 0, found.written))


def _lay_out(
    lines: Sequence[Line],
    page: Page,
    figures: Sequence[Box],
    memory: Memory,
    apart: int,
    depth: int,
    on_pictures: Sequence[tuple[Box, list[Line]]] = (),
) -> Iterator[Part]:
    tables = list(find_ruled_tables(lines, page))
    whole, lines = lines, _rest(lines, tables)
    stripes = find_stripes(page.drawings.shades, whole)
    boxes = _boxes(lines, _without(page, stripes), figures, depth)
    # What stands in a box is found again there, its tables too.
    boxes = [(frame, _with_tables(frame, members, whole, tables)) for frame, members in boxes]
    tables = [table for table in tables if not any(_encloses(frame, table.box) for frame, _ in boxes)]
    boxes = [*on_pictures, *boxes]
    inside = {id(line) for _, members in boxes for line in members}
    lines = with_gaps_closed([line for line in lines if id(line) not in inside])
    solid = [*figures, *(table.box for table in tables), *(box for box, _ in boxes)]
    columns = without_cells(text_columns(strands(lines, solid)), stripes, page.drawings.across)
    columns = columns if apart else memory.expect(columns, lines)
    found = list(find_tables(lines, page, columns, solid, edges_of(stripes)))
    lines = _rest(lines, found)
    tables.extend(found)
    bands = list(_band_rules(lines, page, tables)) if len(columns) > 1 and not apart else []
    solid.extend((*(table.box for table in found), *bands))
    strung = strands(lines, solid)
    columns = text_columns(strung)
    columns = columns if apart else memory.expect(columns, lines)
    parts: list[Strand | Table | tuple[Box, list[Line]] | Box] = [*strung, *tables, *boxes, *figures, *bands]
    if not parts:
        return
    order = in_order([_box(part) for part in parts], columns)
    run: list[Strand] = []
    written, begins = False, False
    for part in (parts[each] for each in order):
        if run and not (isinstance(part, Strand) and _goes_on(run[-1], part, columns)):
            yield from _pieces(run, page, columns, apart, begins=begins)
            run, begins = [], False
        if isinstance(part, Strand):
            run.append(part)
            written = True
        elif isinstance(part, Box) and part in bands:
            begins, written = written, False
        elif isinstance(part, Table):
            yield replace(part, apart=apart)
        elif isinstance(part, tuple):
            yield from _lay_out(part[1], page, (), memory, memory.next_box(), depth + 1)
    yield from _pieces(run, page, columns, apart, begins=begins)


def _without(page: Page, stripes: Sequence[Box]) -> Page:
    """Return a page without the frames that the stripes of its tables are."""
    frames = [
        frame for frame in page.drawings.frames if not any(_encloses(stripe, frame) for stripe in stripes)
    ]
    return replace(page, drawings=replace(page.drawings, frames=tuple(frames)))


def _boxes(
    lines: Sequence[Line], page: Page, figures: Sequence[Box], depth: int
) -> list[tuple[Box, list[Line]]]:
    """Return the frames with text in them and the columns with heads of their own, each with its lines."""
    if depth >= DEEPEST_BOX:
        return []
    boxes = boxed_lines(lines, page, figures)
    inside = {id(line) for _, members in boxes if not _is_band(members) for line in members}
    columns = headed_columns([line for line in lines if id(line) not in inside], page.drawings.shades)
    headed = {id(line) for _, members in columns for line in members}
    # A band behind the heads of columns, or of a box that it stands in, is no box.
    kept = [
        (frame, members)
        for frame, members in boxes
        if not _is_band(members) or not (depth or headed.issuperset(map(id, members)))
    ]
    return [*kept, *columns]


def _is_band(lines: Sequence[Line]) -> bool:
    return len(level_rows(lines, LEVEL)) == 1 and not any(ends_sentence(line.text) for line in lines)


def _with_tables(
    frame: Box, members: Sequence[Line], lines: Sequence[Line], tables: Sequence[Table]
) -> list[Line]:
    """Return the lines in a frame in their order, those of its tables among them."""
    held = [line for table in tables if _encloses(frame, table.box) for line in table.lines]
    known = set(map(id, (*members, *held)))
    return [line for line in lines if id(line) in known]


def _encloses(frame: Box, box: Box) -> bool:
    level = frame.top - EDGE < box.top and box.bottom < frame.bottom + EDGE
    return level and frame.holds_width(box, EDGE)


def _band_rules(lines: Sequence[Line], page: Page, tables: Sequence[Table]) -> Iterator[Box]:
    """Yield the rules across the text, which part the columns above from those below them."""
    if not lines:
        return
    left = float(np.percentile([line.box.left for line in lines], 5))
    right = float(np.percentile([line.box.right for line in lines], 95))
    for rule in page.drawings.across:
        wide = rule.left < left + WHOLE and rule.right > right - WHOLE
        if wide and not any(table.box.holds(rule) for table in tables):
            yield rule


def _rest(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line]:
    taken = {id(line) for table in tables for line in table.lines}
    return [line for line in lines if id(line) not in taken]


def _box(part: Strand | Table | tuple[Box, list[Line]] | Box) -> Box:
    if isinstance(part, Box):
        return part
    return part[0] if isinstance(part, tuple) else part.box


def _goes_on(above: Strand, below: Strand, columns: Sequence[Box]) -> bool:
    """Tell whether a strand stands in the column of the one above and below it."""
    if below.box.top < above.box.bottom - 2:
        return False
    first, second = column_of(above.box, columns), column_of(below.box, columns)
    if first is not None or second is not None:
        return first == second
    shared = min(above.box.right, below.box.right) - max(above.box.left, below.box.left)
    return shared > 0.5 * min(above.box.width, below.box.width)


def _pieces(
    run: Sequence[Strand], page: Page, columns: Sequence[Box], apart: int, *, begins: bool
) -> Iterator[Piece]:
    if not run:
        return
    lines = [line for strand in run for line in strand.lines]
    own = around(line.box for line in lines)
    column = column_of(own, columns)
    for place, piece in enumerate(cut_paragraphs(lines, page.number, column or own, apart)):
        yield replace(piece, begins=begins and place == 0)
