"""In which order the objects of a PDF's page are painted, and what those that fill an area may hide."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.pages.characters import Characters, Floats, page_size, shown_boxes

if TYPE_CHECKING:
    from pypdfium2 import PdfPage


# In points: what is thinner than this hides no letters.
THINNEST_COVER = 2.5
Colour = tuple[int, int, int]


@dataclass(slots=True)
class Painting:
    """The objects of a page in the order in which they are painted, from 1.

    `texts` has the place of each text object by its address, `nested` the addresses of those inside of a
    form. `covers` are areas that are filled: place in the order, then left, bottom, right and top of the
    page's own space. `colours` has what an area is filled with
    by its place in the order, where that is one colour; `pixels` is how many its images have. `share`
    is how many objects the page has for each that was looked at.
    """

    count: int = 0
    texts: dict[int, int] = field(default_factory=dict)
    nested: set[int] = field(default_factory=set)
    covers: list[list[float]] = field(default_factory=list)
    colours: dict[int, Colour] = field(default_factory=dict)
    images: int = 0
    pixels: int = 0
    share: float = 1.0

    def add_text(self, item: Any, *, nested: bool) -> None:
        """Note a text object."""
        address = ctypes.cast(item, ctypes.c_void_p).value or 0
        self.texts[address] = self.count
        if nested:
            self.nested.add(address)

    def add_image(self, item: Any, bounds: list[float]) -> None:
        """Note an image."""
        import pypdfium2.raw as pdfium

        across, down = ctypes.c_uint(), ctypes.c_uint()
        pdfium.FPDFImageObj_GetImagePixelSize(item, across, down)
        self.images += 1
        self.pixels += across.value * down.value
        self.add_cover(bounds)

    def add_cover(self, bounds: list[float], colour: Colour | None = None) -> None:
        """Note an area that is filled, with one colour where it is one."""
        if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) > THINNEST_COVER:
            self.covers.append([float(self.count), *bounds])
            if colour:
                self.colours[self.count] = colour


# Pixels: how high the smallest letters are drawn, how many a picture has, and how many are painted for it.
LETTER_HEIGHT = 16.0
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
# Points: what is further apart is looked at in two pictures.
BAND_GAP = 60.0
Mask = NDArray[np.bool_]


def differs(page: PdfPage, characters: Characters, painting: Painting) -> Mask:
    """Tell of characters whether the page looks otherwise where they are when they are taken away.

    A page that would take too long to draw is not looked at; all characters count as seen then.
    """
    seen = np.ones(len(characters.codes), bool)
    if painting.pixels <= MOST_IMAGE_PIXELS:
        for band in _bands(characters.boxes):
            seen[band] = _differs(page, characters.chosen(band), painting)
    return _as_most(seen, characters.objects)


def _bands(boxes: Floats) -> Iterator[NDArray[np.int64]]:
    """Yield the boxes that stand near each other, from the top; what is between need not be drawn."""
    order = np.argsort(boxes[:, 1], kind="stable")
    gaps = np.diff(boxes[order, 1]) > BAND_GAP
    yield from np.split(order, np.flatnonzero(gaps) + 1) if len(order) else ()


def _differs(page: PdfPage, characters: Characters, painting: Painting) -> Mask:
    seen = np.ones(len(characters.codes), bool)
    crop = _crop(page, characters.boxes)
    if crop is None:
        return seen
    scale = _scale(characters, crop)
    if _painted(page, painting, crop) * scale**2 > MOST_PAINTED:
        return seen
    changed = _changed(page, np.unique(characters.objects).tolist(), crop, scale)
    # Whole pixels are cut off.
    corner = np.ceil(crop[:2] * scale)
    return seen if changed is None else _any(changed, characters.boxes * scale - np.tile(corner, 2))


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
    wanted = min(LARGEST_SCALE, max(1.0, LETTER_HEIGHT / max(smallest, 1.0)))
    return float(min(wanted, np.sqrt(MOST_PIXELS / (width * height))))


def _painted(page: PdfPage, painting: Painting, crop: Floats) -> float:
    """Return how many square points are painted on a part of the page, one above the other."""
    covers = np.array(painting.covers, np.float64).reshape(-1, 5)
    boxes = shown_boxes(page, covers[:, 1:])
    shared = np.minimum(boxes[:, 2:], crop[2:]) - np.maximum(boxes[:, :2], crop[:2])
    return float(np.clip(shared, 0, None).prod(axis=1).sum()) * painting.share


def _changed(page: PdfPage, objects: list[int], crop: Floats, scale: float) -> Mask | None:
    """Return which pixels change when objects are taken away, None where the page cannot be drawn."""
    import pypdfium2.raw as pdfium
    from pypdfium2 import PdfiumError

    items = [ctypes.cast(each, pdfium.FPDF_PAGEOBJECT) for each in objects]
    try:
        whole = _draw(page, crop, scale)
        for item in items:
            pdfium.FPDFPageObj_SetIsActive(item, False)
        without = _draw(page, crop, scale)
    except (PdfiumError, ValueError):
        # Too large, or smaller than a pixel.
        return None
    finally:
        for item in items:
            pdfium.FPDFPageObj_SetIsActive(item, True)
    changed = np.zeros(whole.shape[:2], bool)
    rows = np.flatnonzero((whole != without).reshape(len(whole), -1).any(axis=1))
    if len(rows):
        part = slice(rows[0], rows[-1] + 1)
        change = np.abs(whole[part].astype(np.int16) - without[part])
        changed[part] = (change[..., 0] >= SEEN) | (change[..., 1] >= SEEN) | (change[..., 2] >= SEEN)
    return changed


def _draw(page: PdfPage, crop: Floats, scale: float) -> NDArray[Any]:
    width, height = page_size(page)
    left, top, right, bottom = crop.tolist()
    margins = (left, height - bottom, width - right, top)
    return np.array(page.render(scale=scale, crop=margins).to_numpy()[:, :, :3])


def _any(changed: Mask, boxes: Floats) -> Mask:
    """Tell of boxes in pixels whether anything changes in them."""
    down, across = changed.shape
    sums = np.zeros((down + 1, across + 1), np.int32)
    np.cumsum(changed, axis=0, out=sums[1:, 1:], dtype=np.int32)
    np.cumsum(sums, axis=1, out=sums)
    edges = np.clip([np.floor(boxes[:, :2]), np.ceil(boxes[:, 2:])], 0, (across, down)).astype(int)
    (left, top), (right, bottom) = edges[0].T, edges[1].T
    return np.asarray(sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left] > 0)


def _as_most(seen: Mask, objects: NDArray[np.uint64]) -> Mask:
    """Let the few letters of an object that are not as nearly all others are be as those."""
    _, of = np.unique(objects, return_inverse=True)
    share = (np.bincount(of, weights=seen) / np.bincount(of))[of]
    return np.asarray(np.where(share >= NEARLY_ALL, True, np.where(share <= 1 - NEARLY_ALL, False, seen)))
