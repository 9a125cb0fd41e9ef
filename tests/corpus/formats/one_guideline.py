"""One small guideline, in every format that keeps structure, its box drawn in each way that it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import guideline_markup as markup
import guideline_office as office
from guideline_pdf import FRAME, SHADE, pdf

# By the names of their files; what stands before the dot is how the box is drawn.
FORMATS: Mapping[str, Callable[[], bytes]] = {
    "quoted.md": markup.markdown,
    "quoted-heading.md": partial(markup.markdown, markup.HEADED_QUOTE),
    "alert.md": partial(markup.markdown, markup.ALERT),
    "admonition.md": partial(markup.markdown, markup.ADMONITION),
    "fenced.md": partial(markup.markdown, markup.FENCED),
    "aside.md": partial(markup.markdown, markup.ASIDE),
    "aside.html": markup.html,
    "callout.html": partial(markup.html, markup.CALLOUT),
    "bordered.html": partial(markup.html, markup.BORDERED),
    "cell.html": partial(markup.html, markup.CELL),
    "fieldset.html": partial(markup.html, markup.FIELDSET),
    "details.html": partial(markup.html, markup.DETAILS),
    "aside.epub": markup.epub,
    "boxed-text.xml": markup.jats,
    "cell.docx": office.docx,
    "bordered.docx": partial(office.docx, office.frame_in_word),
    "text-box.docx": partial(office.docx, office.text_box_in_word),
    "frame.odt": office.odt,
    "bordered.odt": partial(office.odt, office.BORDERED_IN_ODF),
    "cell.odt": partial(office.odt, office.CELL_IN_ODF),
    "bordered.rtf": office.rtf,
    "shape.rtf": partial(office.rtf, office.SHAPE_IN_RTF),
    "cell.rtf": partial(office.rtf, office.CELL_IN_RTF),
    "rectangle.pptx": office.pptx,
    "shape.odp": office.odp,
    "framed.pdf": pdf,
    "shaded.pdf": partial(pdf, SHADE),
    "framed-and-shaded.pdf": partial(pdf, SHADE, FRAME),
}
# A sheet has sentences and tables, no lists in lists, and no boxes but the cells themselves.
SHEETS: Mapping[str, Callable[[], bytes]] = {"cells.xlsx": office.xlsx, "cells.ods": office.ods}
