"""Take what is drawn on a PDF's page out of pdfium: rules, frames around or shades behind text, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.pages.characters import Floats, page_size, shown_boxes
from corpus.pages.looking import Painting
from corpus.pages.page import Box, Drawings

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOST_OBJECTS = 20_000
MOST_SEGMENTS = 2_000
MOST_CORNERS = 40
DEEPEST_FORM = 4
# In points: a filled rectangle thinner than this is a rule, a shorter line is a tick or a piece of a letter.
THICKEST_RULE = 2.5
SHORTEST_RULE = 6.0
SMALLEST_FRAME = 8.0
# A dot's sides in points, and how many times as long as the other one of them may be.
SMALLEST_DOT, LARGEST_DOT = 1.5, 9.0
ROUND = 1.5
# A frame over more of the page than this is its background.
LARGEST_FRAME = 0.85
OPAQUE = 255
_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class _Found:
    rules: list[list[float]] = field(default_factory=list)
    frames: list[list[float]] = field(default_factory=list)
    shades: list[list[float]] = field(default_factory=list)
    pictures: list[list[float]] = field(default_factory=list)
    curved: list[list[float]] = field(default_factory=list)
    dots: list[list[float]] = field(default_factory=list)
    painting: Painting = field(default_factory=Painting)

    def add_dot(self, bounds: list[float]) -> None:
        """Add what is drawn within `bounds` to the dots if it is one."""
        width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
        small = min(width, height) >= SMALLEST_DOT and max(width, height) <= LARGEST_DOT
        if small and max(width, height) <= ROUND * min(width, height):
            self.dots.append(bounds)


def read_drawings(page: PdfPage) -> tuple[Drawings, Painting]:
    """Return what is drawn on a page, and in which order its objects are painted."""
    import pypdfium2.raw as pdfium

    found = _Found()
    count = pdfium.FPDFPage_CountObjects(page)
    objects = (pdfium.FPDFPage_GetObject(page, each) for each in range(min(MOST_OBJECTS, count)))
    found.painting.share = max(1.0, count / MOST_OBJECTS)
    for item in objects:
        _gather(item, _PLAIN, 0, found)
    rules = _boxes(page, found.rules)
    level = [box for box in rules if box.height <= THICKEST_RULE]
    across = (box for box in level if box.width >= SHORTEST_RULE)
    down = (box for box in rules if box.width <= THICKEST_RULE < box.height and box.height >= SHORTEST_RULE)
    drawn = Drawings(
        tuple(across),
        tuple(down),
        tuple(_frames(page, _boxes(page, found.frames))),
        (*_boxes(page, found.pictures), *_boxes(page, found.curved)),
        tuple(box for box in level if box.height < box.width < SHORTEST_RULE),
        _boxes(page, found.shades),
        _boxes(page, found.pictures),
        _boxes(page, found.dots),
    )
    return drawn, found.painting


def turned(drawings: Drawings, turns: int, size: tuple[float, float]) -> Drawings:
    """Return drawings after quarter turns clockwise of a page of `size`."""
    if turns % 4 == 0:
        return drawings

    def turn(boxes: tuple[Box, ...]) -> tuple[Box, ...]:
        return tuple(turned_box(box, turns, size) for box in boxes)

    across, down = turn(drawings.across), turn(drawings.down)
    across, down = (down, across) if turns % 2 else (across, down)
    others = (drawings.frames, drawings.pictures, drawings.strokes, drawings.shades, drawings.images)
    return Drawings(across, down, *map(turn, (*others, drawings.dots)))


def turned_box(box: Box, turns: int, size: tuple[float, float]) -> Box:
    """Return a box after quarter turns clockwise of a page of `size`."""
    width, height = size
    for _ in range(turns % 4):
        box = Box(height - box.bottom, box.left, height - box.top, box.right)
        width, height = height, width
    return box


def _boxes(page: PdfPage, found: list[list[float]]) -> tuple[Box, ...]:
    if not found:
        return ()
    placed: Floats = shown_boxes(page, np.asarray(found, np.float64))
    return tuple(Box(*row) for row in placed.tolist())


def _frames(page: PdfPage, boxes: tuple[Box, ...]) -> Iterator[Box]:
    width, height = page_size(page)
    for box in boxes:
        large = box.width * box.height > LARGEST_FRAME * width * height
        if not large and min(box.width, box.height) >= SMALLEST_FRAME:
            yield box


def _gather(item: Any, matrix: _Matrix, depth: int, found: _Found) -> None:
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFPageObj_GetType(item)
    found.painting.count += 1
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        found.painting.add_text(item, nested=depth > 0)
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        found.pictures.append(_bounds(item, matrix))
        found.add_dot(found.pictures[-1])
        found.painting.add_image(item, found.pictures[-1])
    elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
        found.frames.append(_bounds(item, matrix))
        found.painting.add_cover(found.frames[-1])
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        _gather_path(item, matrix, found)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
        inner = _product(_matrix(item), matrix)
        for each in range(min(MOST_OBJECTS, pdfium.FPDFFormObj_CountObjects(item))):
            _gather(pdfium.FPDFFormObj_GetObject(item, each), inner, depth + 1, found)


def _gather_path(item: Any, matrix: _Matrix, found: _Found) -> None:
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not (fill.value or stroke.value):
        return
    bounds = _bounds(item, matrix)
    colour = _colour(item, filled=bool(fill.value))
    if fill.value and (colour is None or colour[3]):
        plain = colour is not None and colour[3] == OPAQUE
        found.painting.add_cover(bounds, colour[:3] if colour and plain else None)
    if len(found.rules) > MOST_OBJECTS or _is_clear(colour, filled=bool(fill.value)):
        return
    found.add_dot(bounds)
    thin = min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= THICKEST_RULE
    if thin:
        found.rules.append(bounds)
        return
    count = pdfium.FPDFPath_CountSegments(item)
    whole = _product(_matrix(item), matrix)
    outlines, curved = _outlines(item, min(count, MOST_SEGMENTS), whole)
    for outline in outlines:
        _gather_outline(outline, bool(fill.value), bool(stroke.value), curved, bounds, found)


def _gather_outline(
    outline: list[tuple[float, float]],
    fill: bool,
    stroke: bool,
    curved: bool,
    bounds: list[float],
    found: _Found,
) -> None:
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    box = [min(xs), min(ys), max(xs), max(ys)]
    on_edge = all(
        min(abs(x - box[0]), abs(x - box[2])) < 0.12 * (box[2] - box[0]) + 1
        or min(abs(y - box[1]), abs(y - box[3])) < 1
        for x, y in outline
    )
    steps = list(pairwise(outline))
    level = all(min(abs(x - u), abs(y - v)) < 1 for (x, y), (u, v) in steps)
    if min(box[2] - box[0], box[3] - box[1]) <= THICKEST_RULE:
        found.rules.append(box)
    elif len(outline) >= 4 and on_edge and len(outline) <= MOST_CORNERS and (level or curved):
        found.frames.append(box)
        found.shades.extend([box] if fill else [])
        if stroke and not curved:
            found.rules.extend([min(x, u), min(y, v), max(x, u), max(y, v)] for (x, y), (u, v) in steps)
    elif level and stroke and not fill:
        found.rules.extend([min(x, u), min(y, v), max(x, u), max(y, v)] for (x, y), (u, v) in steps)
    else:
        found.curved.append(bounds)


def _colour(item: Any, *, filled: bool) -> tuple[int, int, int, int] | None:
    """Return red, green, blue and alpha, 0 to 255, of what a path is filled or else drawn with."""
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    ask = pdfium.FPDFPageObj_GetFillColor if filled else pdfium.FPDFPageObj_GetStrokeColor
    return (red.value, green.value, blue.value, alpha.value) if ask(item, red, green, blue, alpha) else None


def _is_clear(colour: tuple[int, int, int, int] | None, *, filled: bool) -> bool:
    """Tell whether nothing is seen of a path: it is fully transparent, or white without an outline."""
    return colour is not None and (colour[3] == 0 or (filled and min(colour[:3]) >= 254))


def _outlines(item: Any, count: int, matrix: _Matrix) -> tuple[list[list[tuple[float, float]]], bool]:
    """Return the corners of each outline of a path on the page, and whether any side is curved."""
    import pypdfium2.raw as pdfium

    outlines: list[list[tuple[float, float]]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for each in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, each)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved(matrix, x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append([])
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        outlines[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            outlines[-1].append(outlines[-1][0])
    return [outline for outline in outlines if len(outline) > 1], curved


def _bounds(item: Any, matrix: _Matrix) -> list[float]:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    first = _moved(matrix, left.value, bottom.value)
    second = _moved(matrix, right.value, top.value)
    xs, ys = (first[0], second[0]), (first[1], second[1])
    return [min(xs), min(ys), max(xs), max(ys)]


def _matrix(item: Any) -> _Matrix:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _PLAIN
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _product(first: _Matrix, second: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
