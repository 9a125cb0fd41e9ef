"""How the text objects of a PDF's page are painted: mode, colour, opacity, and where they are clipped."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.pages.characters import Floats, plain_call

# The modes of PDF 32000-1, 9.3.6: those that draw outlines alone, and the one that draws nothing.
_OUTLINED = (1, 5)
INVISIBLE = 3
MOST_MARKS = 20
MOST_CLIPS = 20
MOST_CORNERS = 40
_RECTANGLE = (4, 5)
_LAYER = "OC\0".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Inks:
    """A row for each text object.

    `colours` are rows of red, green, blue and alpha, 0 to 255, -1 where they are no plain colour. `blended`
    objects are transparent in some way, `layered` ones belong to a layer, which may be switched off. `clips`
    are rows of left, bottom, right and top of the page's own space that an object is cut to, endless for
    most.
    """

    modes: NDArray[np.int64]
    colours: NDArray[np.int64]
    blended: NDArray[np.bool_]
    layered: NDArray[np.bool_]
    clips: Floats


@dataclass(frozen=True, slots=True)
class _Calls:
    mode: Callable[..., int]
    fill: Callable[..., int]
    stroke: Callable[..., int]
    transparent: Callable[..., int]
    marks: Callable[..., int]
    mark: Callable[..., int | None]
    name: Callable[..., int]
    clip: Callable[..., int | None]
    paths: Callable[..., int]
    segments: Callable[..., int]
    segment: Callable[..., int | None]
    point: Callable[..., int]


def read_inks(objects: Sequence[int]) -> Inks:
    """Return how text objects, named by their addresses, are painted."""
    calls = _calls()
    count = len(objects)
    modes = np.fromiter(map(calls.mode, objects), np.int64, count)
    return Inks(
        modes,
        _colours(calls, objects, modes.tolist()),
        np.fromiter(map(calls.transparent, objects), np.int64, count) == 1,
        _layered(calls, objects),
        _clips(calls, objects),
    )


def _calls() -> _Calls:
    import pypdfium2.raw as pdfium

    address, number, size = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong
    return _Calls(
        plain_call(pdfium.FPDFTextObj_GetTextRenderMode, number, address),
        plain_call(pdfium.FPDFPageObj_GetFillColor, number, *[address] * 5),
        plain_call(pdfium.FPDFPageObj_GetStrokeColor, number, *[address] * 5),
        plain_call(pdfium.FPDFPageObj_HasTransparency, number, address),
        plain_call(pdfium.FPDFPageObj_CountMarks, number, address),
        plain_call(pdfium.FPDFPageObj_GetMark, address, address, size),
        plain_call(pdfium.FPDFPageObjMark_GetName, number, address, address, size, address),
        plain_call(pdfium.FPDFPageObj_GetClipPath, address, address),
        plain_call(pdfium.FPDFClipPath_CountPaths, number, address),
        plain_call(pdfium.FPDFClipPath_CountPathSegments, number, address, number),
        plain_call(pdfium.FPDFClipPath_GetPathSegment, address, address, number, number),
        plain_call(pdfium.FPDFPathSegment_GetPoint, number, address, address, address),
    )


def _colours(calls: _Calls, objects: Sequence[int], modes: Sequence[int]) -> NDArray[np.int64]:
    colours = np.zeros((len(objects), 4), np.uint32)
    known = np.zeros(len(objects), bool)
    place = colours.ctypes.data
    for row, (each, mode) in enumerate(zip(objects, modes, strict=True)):
        ask = calls.stroke if mode in _OUTLINED else calls.fill
        known[row] = ask(each, place, place + 4, place + 8, place + 12)
        place += 16
    return np.where(known[:, None], colours.astype(np.int64), -1)


def _layered(calls: _Calls, objects: Sequence[int]) -> NDArray[np.bool_]:
    """Tell which objects are marked as optional content."""
    name, length = ctypes.create_string_buffer(len(_LAYER)), ctypes.c_ulong()
    where, size, told = ctypes.addressof(name), len(_LAYER), ctypes.addressof(length)
    found = np.zeros(len(objects), bool)
    for row, (each, count) in enumerate(zip(objects, map(calls.marks, objects), strict=True)):
        for mark in range(min(MOST_MARKS, count)):
            # A longer name than the buffer holds is not written.
            calls.name(calls.mark(each, mark), where, size, told)
            found[row] |= length.value == size and name.raw == _LAYER
    return found


def _clips(calls: _Calls, objects: Sequence[int]) -> Floats:
    """Return the boxes that are common to the paths that objects are cut to."""
    clips = np.tile(np.array([-np.inf, -np.inf, np.inf, np.inf]), (len(objects), 1))
    point = (ctypes.c_float * 2)()
    for row, each in enumerate(objects):
        clip = calls.clip(each)
        paths = calls.paths(clip) if clip else 0
        for path in range(min(MOST_CLIPS, paths)):
            xs, ys = _corners(calls, clip, path, point)
            if xs:
                left, bottom, right, top = clips[row]
                clips[row] = max(left, min(xs)), max(bottom, min(ys)), min(right, max(xs)), min(top, max(ys))
    return clips


def _corners(calls: _Calls, clip: int | None, path: int, point: Any) -> tuple[list[float], list[float]]:
    """Return the corners of a path, of which two that are opposite suffice where it is a rectangle."""
    count = calls.segments(clip, path)
    xs: list[float] = []
    ys: list[float] = []
    place = ctypes.addressof(point)
    for corner in (0, 2) if count in _RECTANGLE else range(count if count <= MOST_CORNERS else 0):
        calls.point(calls.segment(clip, path, corner), place, place + 4)
        xs.append(point[0])
        ys.append(point[1])
    return xs, ys
