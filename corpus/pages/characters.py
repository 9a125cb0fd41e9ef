"""Take the characters of a PDF's page out of pdfium: letters, boxes, baselines and styles as arrays."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Floats = NDArray[np.float64]
_BOLD = re.compile(
    r"bold|black|heavy|demi|-medi(?:ital)?$|^(?:[a-z]{6}\+)?(?:cm|ec|sf)(?:ss)?bx|[-,]bd", re.I
)
_ITALIC = re.compile(
    r"italic|oblique|slant|-it$|-medital$|^(?:[a-z]{6}\+)?(?:cm|ec|sf)(?:ti|sl|ss?it?)\d", re.I
)
_STROKED_TOO = 2
_SPACES = (32, 160, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_BREAKS = (0, 10, 13)
# Points from the corner of a page; no page is a tenth as large.
FURTHEST = 1e6
# What pdfium makes of a hyphen at the end of a line.
_LINE_END_HYPHEN = 2
# Private characters of the Symbol font, which old word processors write for Greek letters and signs.
_SYMBOLS = {
    **dict(zip(range(0xF061, 0xF07B), map(ord, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"), strict=True)),
    **{0xF0A3: ord("≤"), 0xF0B3: ord("≥"), 0xF0B1: ord("±"), 0xF0B4: ord("×"), 0xF0B0: ord("°")},
    **{0xF0AE: ord("→"), 0xF0AD: ord("↑"), 0xF0AF: ord("↓"), 0xF044: ord("Δ"), 0xF0B9: ord("≠")},
}
_BULLETS = dict.fromkeys((0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF06E, 0xF076, 0xF0A8, 0xF071), ord("•"))


@dataclass(frozen=True, slots=True)
class Style:
    """How the characters of one text object are set; `turn` counts quarter turns from upright."""

    size: float
    bold: bool
    italic: bool
    turn: int


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page in the order of the file, seen or not, without white space.

    `boxes` are rows of left, top, right and bottom, `bases` rows of x and y of the writing position, both
    in points from the page's top left corner as displayed. `spaces` counts the blanks before each character,
    `styles` numbers its style in `looks`, `unmapped` marks those whose letter the file does not tell.
    `objects` has one number for all that the file writes in one go.
    """

    codes: NDArray[np.uint32]
    boxes: Floats
    bases: Floats
    spaces: NDArray[np.int64]
    styles: NDArray[np.int64]
    looks: tuple[Style, ...]
    unmapped: NDArray[np.bool_]
    objects: NDArray[np.uint64]

    def chosen(self, chosen: NDArray[Any]) -> Characters:
        """Return the characters that an index array or a mask chooses, in its order."""
        return Characters(
            self.codes[chosen],
            self.boxes[chosen],
            self.bases[chosen],
            self.spaces[chosen],
            self.styles[chosen],
            self.looks,
            self.unmapped[chosen],
            self.objects[chosen],
        )

    def inserted(self, at: int, others: Characters) -> Characters:
        """Return the characters with `others` before the one at place `at`."""

        def put(into: NDArray[Any], values: NDArray[Any]) -> NDArray[Any]:
            return np.insert(into, at, values.astype(into.dtype), axis=0)

        return Characters(
            put(self.codes, others.codes),
            put(self.boxes, others.boxes),
            put(self.bases, others.bases),
            put(self.spaces, others.spaces),
            put(self.styles, others.styles + len(self.looks)),
            (*self.looks, *others.looks),
            put(self.unmapped, others.unmapped),
            put(self.objects, others.objects),
        )


@dataclass(frozen=True, slots=True)
class _Calls:
    """Functions of pdfium that take addresses as plain numbers, several times faster than typed pointers."""

    unicode: Callable[..., int]
    text_object: Callable[..., int | None]
    box: Callable[..., int]
    ink: Callable[..., int]
    origin: Callable[..., int]
    unmapped: Callable[..., int]
    generated: Callable[..., int]
    matrix: Callable[..., int]
    size: Callable[..., float]
    font: Callable[..., int | None]
    mode: Callable[..., int]


def _calls() -> _Calls:
    import pypdfium2.raw as pdfium

    address, number = ctypes.c_void_p, ctypes.c_int
    return _Calls(
        plain_call(pdfium.FPDFText_GetUnicode, ctypes.c_uint, address, number),
        plain_call(pdfium.FPDFText_GetTextObject, address, address, number),
        plain_call(pdfium.FPDFText_GetLooseCharBox, number, address, number, address),
        plain_call(pdfium.FPDFText_GetCharBox, number, address, number, *[address] * 4),
        plain_call(pdfium.FPDFText_GetCharOrigin, number, address, number, address, address),
        plain_call(pdfium.FPDFText_HasUnicodeMapError, number, address, number),
        plain_call(pdfium.FPDFText_IsGenerated, number, address, number),
        plain_call(pdfium.FPDFText_GetMatrix, number, address, number, address),
        plain_call(pdfium.FPDFText_GetFontSize, ctypes.c_double, address, number),
        plain_call(pdfium.FPDFTextObj_GetFont, address, address),
        plain_call(pdfium.FPDFTextObj_GetTextRenderMode, number, address),
    )


def plain_call(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Return a function of pdfium with these types instead of its own."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


def page_size(page: PdfPage) -> tuple[float, float]:
    """Return the width and the height of a page in points as it is displayed."""
    left, bottom, right, top = page.get_bbox()
    across, up = abs(right - left), abs(top - bottom)
    return (across, up) if page.get_rotation() % 180 == 0 else (up, across)


def shown(page: PdfPage, points: Floats) -> Floats:
    """Return points (rows of x and y) of a page's own space as displayed, from its top left corner."""
    left, bottom, right, top = page.get_bbox()
    x, y = points[..., 0], points[..., 1]
    turned = {
        0: (x - left, top - y),
        90: (y - bottom, x - left),
        180: (right - x, y - bottom),
        270: (top - y, right - x),
    }[page.get_rotation() % 360]
    return np.stack(turned, axis=-1)


def shown_boxes(page: PdfPage, boxes: Floats) -> Floats:
    """Return boxes (rows of two opposite corners) as displayed: left, top, right, bottom."""
    first, second = shown(page, boxes[:, :2]), shown(page, boxes[:, 2:])
    return np.concatenate([np.minimum(first, second), np.maximum(first, second)], axis=1)


def read_characters(page: PdfPage) -> Characters:
    """Return the characters of a page, those beside it included."""
    calls = _calls()
    text_page = page.get_textpage()
    try:
        handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value
        count = text_page.count_chars()
        codes = np.fromiter((calls.unicode(handle, each) for each in range(count)), np.uint32, count)
        blank = np.isin(codes, _SPACES)
        # A blank that pdfium adds is a guess; the gaps that are measured tell better.
        written = np.array(
            [bool(each) and calls.generated(handle, row) == 0 for row, each in enumerate(blank)], bool
        )
        objects = np.fromiter(
            (calls.text_object(handle, each) or 0 for each in range(count)), np.uint64, count
        )
        kept = np.flatnonzero(~blank & ~np.isin(codes, _BREAKS[1:]) & (objects > 0))
        spaces = np.diff(np.cumsum(written & blank)[kept], prepend=0)
        boxes, bases = _places(calls, handle, kept)
        _raise_numerators(calls, handle, codes[kept], kept, bases)
        numbers, looks = _looks(page, calls, handle, objects[kept], kept)
        unmapped = np.fromiter((calls.unmapped(handle, int(each)) == 1 for each in kept), np.bool_, len(kept))
    finally:
        text_page.close()
    shown_bases = shown(page, bases)
    codes, unmapped = _told(codes[kept], unmapped)
    characters = Characters(
        codes, shown_boxes(page, boxes), shown_bases, spaces, numbers, looks, unmapped, objects[kept]
    )
    # What has no place, or one that is no place, is nowhere to be seen.
    return characters.chosen(np.abs(boxes).max(axis=1, initial=0.0) < FURTHEST)


def _places(calls: _Calls, handle: int | None, kept: NDArray[np.int64]) -> tuple[Floats, Floats]:
    boxes = np.zeros((len(kept), 4), np.float32)
    bases = np.zeros((len(kept), 2), np.float64)
    box, base = boxes.ctypes.data, bases.ctypes.data
    for row, each in enumerate(kept.tolist()):
        calls.box(handle, each, box + 16 * row)
        calls.origin(handle, each, base + 16 * row, base + 16 * row + 8)
    return boxes.astype(np.float64), bases


# In sizes: how far above the baseline the ink of a figure begins that a font raises by itself.
LEAST_RAISED_INK = 0.2
_SLASHES = (ord("/"), ord("⁄"), ord("∕"))
MOST_SLASHES = 2_000
MOST_DIGITS = 3


def _raise_numerators(
    calls: _Calls, handle: int | None, codes: NDArray[np.uint32], kept: NDArray[np.int64], bases: Floats
) -> None:
    """Give figures before a slash that stand high, though written on the baseline, the base of their ink.

    Fonts have such figures for fractions, whose characters are plain ones: "2½" says 2, 1, / and 2.
    """
    digits = (codes >= ord("0")) & (codes <= ord("9"))
    for slash in np.flatnonzero(np.isin(codes, _SLASHES))[:MOST_SLASHES].tolist():
        place = slash - 1
        while place >= max(0, slash - MOST_DIGITS) and digits[place]:
            left, right, bottom, top = (ctypes.c_double() for _ in range(4))
            edges = [ctypes.addressof(edge) for edge in (left, right, bottom, top)]
            known = calls.ink(handle, int(kept[place]), *edges)
            rise = bottom.value - bases[place, 1]
            if not known or rise < LEAST_RAISED_INK * calls.size(handle, int(kept[place])):
                break
            bases[place, 1] = bottom.value
            place -= 1


def _told(
    codes: NDArray[np.uint32], unmapped: NDArray[np.bool_]
) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """Name the private characters that are known, and mark those that are not."""
    codes = np.where(codes == _LINE_END_HYPHEN, np.uint32(ord("-")), codes)
    private = (codes >= 0xE000) & (codes <= 0xF8FF)
    if private.any():
        known = {**_SYMBOLS, **_BULLETS}
        names = {int(code): known.get(int(code), int(code)) for code in np.unique(codes[private])}
        codes = codes.copy()
        codes[private] = [names[int(code)] for code in codes[private]]
        private = (codes >= 0xE000) & (codes <= 0xF8FF)
    return codes, unmapped | private | np.isin(codes, (0, 0xFFFD, 0xFFFE))


def is_inside(boxes: Floats, size: tuple[float, float]) -> NDArray[np.bool_]:
    """Tell of boxes as displayed whether their middles lie on a page of `size`."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return np.asarray((x >= 0) & (x <= size[0]) & (y >= 0) & (y <= size[1]))


def _looks(
    page: PdfPage, calls: _Calls, handle: int | None, objects: NDArray[np.uint64], kept: NDArray[np.int64]
) -> tuple[NDArray[np.int64], tuple[Style, ...]]:
    """Return the number of each character's style, and the styles, which are asked once an object."""
    distinct, first, inverse = np.unique(objects, return_index=True, return_inverse=True)
    numbers: dict[Style, int] = {}
    fonts: dict[int, tuple[bool, bool]] = {}
    of_object = np.zeros(len(distinct), np.int64)
    turn = page.get_rotation()
    for row, (address, position) in enumerate(zip(distinct.tolist(), kept[first].tolist(), strict=True)):
        style = _style(calls, handle, address, position, turn, fonts)
        of_object[row] = numbers.setdefault(style, len(numbers))
    return of_object[inverse], tuple(numbers)


def _style(
    calls: _Calls, handle: int | None, address: int, position: int, rotation: int, fonts: dict[int, Any]
) -> Style:
    matrix = (ctypes.c_float * 6)()
    calls.matrix(handle, position, ctypes.addressof(matrix))
    a, b, c, d, _, _ = matrix
    key = calls.font(address) or 0
    if key not in fonts:
        fonts[key] = _font(key) if key else (False, False)
    bold, italic = fonts[key]
    size = calls.size(handle, position) * math.hypot(c, d)
    stroked = calls.mode(address) == _STROKED_TOO
    return Style(round(size, 1), bold or stroked, italic, _turn(a, b, rotation))


def _font(address: int) -> tuple[bool, bool]:
    import pypdfium2.raw as pdfium

    font = ctypes.cast(address, pdfium.FPDF_FONT)
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(1, length))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("latin-1")
    return bool(_BOLD.search(name)), bool(_ITALIC.search(name))


def _turn(a: float, b: float, rotation: int) -> int:
    """Return how many quarter turns clockwise a character is from upright on the displayed page."""
    steps = {(True, True): 0, (False, True): 3, (True, False): 2, (False, False): 1}
    level = abs(a) >= abs(b)
    along = a if level else b
    return (steps[(level, along >= 0)] + rotation // 90) % 4
