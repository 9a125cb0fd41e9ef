"""What the annotations of a PDF's page do to its text: they strike it out or lie over it."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.pages.characters import Floats, shown_boxes

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOST_ANNOTATIONS = 2_000
MOST_QUADS = 2_000
# Flags of PDF 32000-1, 12.5.3: hidden, and not to be seen on a screen.
_HIDDEN = 2 | 32


@dataclass(frozen=True, slots=True)
class Marks:
    """Boxes as displayed, in rows of left, top, right and bottom: those struck out, those that lie over."""

    struck: Floats
    covers: Floats

    def strike(self, boxes: Floats) -> NDArray[np.bool_]:
        """Tell of the boxes of characters whether their middles are struck out."""
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        found = np.zeros(len(boxes), bool)
        for left, top, right, bottom in self.struck.tolist():
            found |= (left <= x) & (x <= right) & (top <= y) & (y <= bottom)
        return found


def read_marks(page: PdfPage) -> Marks:
    """Return what a page's annotations strike out, and over what they lie."""
    import pypdfium2.raw as pdfium

    struck: list[list[float]] = []
    covers: list[list[float]] = []
    harmless = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_WIDGET)
    for each in range(min(MOST_ANNOTATIONS, pdfium.FPDFPage_GetAnnotCount(page))):
        note = pdfium.FPDFPage_GetAnnot(page, each)
        if not note:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind not in harmless and not pdfium.FPDFAnnot_GetFlags(note) & _HIDDEN:
            if kind == pdfium.FPDF_ANNOT_STRIKEOUT:
                struck.extend(_quads(note, MOST_QUADS - len(struck)))
            else:
                covers.append(_rectangle(note))
        pdfium.FPDFPage_CloseAnnot(note)
    return Marks(_shown(page, struck), _shown(page, covers))


def _shown(page: PdfPage, boxes: list[list[float]]) -> Floats:
    return shown_boxes(page, np.array(boxes, np.float64).reshape(-1, 4))


def _quads(note: Any, most: int) -> list[list[float]]:
    """Return the boxes around the words that an annotation marks."""
    import pypdfium2.raw as pdfium

    found: list[list[float]] = []
    quad = pdfium.FS_QUADPOINTSF()
    for each in range(min(most, pdfium.FPDFAnnot_CountAttachmentPoints(note))):
        if pdfium.FPDFAnnot_GetAttachmentPoints(note, each, quad):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            found.append([min(xs), min(ys), max(xs), max(ys)])
    return found


def _rectangle(note: Any) -> list[float]:
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(note, ctypes.byref(box))
    return [box.left, box.bottom, box.right, box.top]
