"""In which order the objects of a PDF's page are painted, and what those that fill an area may hide."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

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
