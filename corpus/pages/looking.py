"""Look at a page of a PDF as it is drawn, with some of its letters and without them."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.pages.characters import Characters, Floats, page_size
from corpus.pages.painting import Painting

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

# Pixels: how high the smallest letters are drawn, how many a picture has, and how many are painted for it.
LETTER_HEIGHT = 14.0
LARGEST_SCALE = 4.0
MOST_PIXELS = 4_000_000
MOST_PAINTED = 1_500_000_000
MOST_IMAGE_PIXELS = 60_000_000
# Of 255: how much a pixel changes, in one of its colours, where a letter is seen.
SEEN = 16
# In an object that is mostly seen or mostly not, single letters are as the others: a stop is a few pixels.
NEARLY_ALL = 0.8
# Points around what is looked at.
MARGIN = 2.0
Mask = NDArray[np.bool_]


def differs(page: PdfPage, characters: Characters, painting: Painting) -> Mask:
    """Tell of characters whether the page looks otherwise where they are when they are taken away.

    A page that would take too long to draw is not looked at; all characters count as seen then.
    """
    seen = np.ones(len(characters.codes), bool)
    crop = _crop(page, characters.boxes) if len(seen) else None
    if crop is None:
        return seen
    scale = _scale(characters, crop)
    if _painted(page, painting) * scale**2 > MOST_PAINTED or painting.pixels > MOST_IMAGE_PIXELS:
        return seen
    changed = _changed(page, np.unique(characters.objects).tolist(), crop, scale)
    if changed is not None:
        seen = _any(changed, (characters.boxes - np.tile(crop[:2], 2)) * scale)
    return _as_most(seen, characters.objects)


def _crop(page: PdfPage, boxes: Floats) -> Floats | None:
    """Return the part of the page that boxes lie on, None where it is empty."""
    width, height = page_size(page)
    crop = np.array(
        [
            max(0.0, float(boxes[:, 0].min()) - MARGIN),
            max(0.0, float(boxes[:, 1].min()) - MARGIN),
            min(width, float(boxes[:, 2].max()) + MARGIN),
            min(height, float(boxes[:, 3].max()) + MARGIN),
        ]
    )
    return crop if (crop[2:] - crop[:2]).min() > 1.0 else None


def _scale(characters: Characters, crop: Floats) -> float:
    smallest = min(characters.looks[each].size for each in np.unique(characters.styles).tolist())
    width, height = (crop[2:] - crop[:2]).tolist()
    wanted = min(LARGEST_SCALE, LETTER_HEIGHT / max(smallest, 1.0))
    return float(min(wanted, np.sqrt(MOST_PIXELS / (width * height))))


def _painted(page: PdfPage, painting: Painting) -> float:
    """Return over how many square points the areas of a page are painted, one above the other."""
    width, height = page_size(page)
    covers = np.array(painting.covers, np.float64).reshape(-1, 5)
    across = np.clip(covers[:, 3] - covers[:, 1], 0, width)
    up = np.clip(covers[:, 4] - covers[:, 2], 0, height)
    return float((across * up).sum()) * painting.share


def _changed(page: PdfPage, objects: list[int], crop: Floats, scale: float) -> Mask | None:
    """Return which pixels of a part of the page change when objects are taken away, None if it can't be drawn."""
    import pypdfium2.raw as pdfium
    from pypdfium2 import PdfiumError

    items = [ctypes.cast(each, pdfium.FPDF_PAGEOBJECT) for each in objects]
    try:
        whole = _draw(page, crop, scale)
        for item in items:
            pdfium.FPDFPageObj_SetIsActive(item, False)
        without = _draw(page, crop, scale)
    except PdfiumError:
        return None
    finally:
        for item in items:
            pdfium.FPDFPageObj_SetIsActive(item, True)
    # Of unsigned bytes, the larger less the smaller one.
    change = np.maximum(whole, without) - np.minimum(whole, without)
    return np.asarray(change.max(axis=2) >= SEEN)


def _draw(page: PdfPage, crop: Floats, scale: float) -> NDArray[Any]:
    width, height = page_size(page)
    left, top, right, bottom = crop.tolist()
    margins = (left, height - bottom, width - right, top)
    return page.render(scale=scale, crop=margins).to_numpy()[:, :, :3].copy()


def _any(changed: Mask, boxes: Floats) -> Mask:
    """Tell of boxes in pixels whether anything changes in them."""
    down, across = changed.shape
    sums = np.zeros((down + 1, across + 1), np.int32)
    np.cumsum(changed, axis=0, out=sums[1:, 1:], dtype=np.int32)
    np.cumsum(sums, axis=1, out=sums)
    left, top = (
        np.clip(np.floor(boxes[:, each]), 0, most).astype(int) for each, most in ((0, across), (1, down))
    )
    right, bottom = (
        np.clip(np.ceil(boxes[:, each]), 0, most).astype(int) for each, most in ((2, across), (3, down))
    )
    return np.asarray(sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left] > 0)


def _as_most(seen: Mask, objects: NDArray[np.uint64]) -> Mask:
    """Let the few letters of an object that are not as nearly all others are be as those."""
    _, of = np.unique(objects, return_inverse=True)
    share = (np.bincount(of, weights=seen) / np.bincount(of))[of]
    return np.asarray(np.where(share >= NEARLY_ALL, True, np.where(share <= 1 - NEARLY_ALL, False, seen)))
