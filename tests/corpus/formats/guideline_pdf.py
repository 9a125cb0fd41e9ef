"""The small guideline as PDF files: drawn, with rules around the table and a box."""

from __future__ import annotations

from typing import Any

from guideline_words import (
    BOX,
    BOX_ITEMS,
    BOX_LEAD_IN,
    BOX_SENTENCE,
    CAPTION,
    FIRST,
    GROUPS,
    ITEMS,
    LAST,
    LEAD_IN,
    table_rows,
)
from guideline_words import (
    HEADING as TREATMENT,
)
from guideline_words import (
    TITLE as NAME,
)
from pdf_files import BODY, HEADING, TITLE, set_pages
from reportlab.lib.colors import black, lightgrey
from reportlab.platypus import ListFlowable, ListItem, Paragraph, Table

RULES = ("GRID", (0, 0), (-1, -1), 0.5, black)
FRAME = ("BOX", (0, 0), (-1, -1), 0.8, black)
SHADE = ("BACKGROUND", (0, 0), (-1, -1), lightgrey)


def pdf(*styles: tuple[Any, ...], columns: int = 1, width: float | None = None) -> bytes:
    """Return a PDF with the box drawn so: framed where nothing is said."""
    story = [
        Paragraph(NAME, TITLE),
        Paragraph(FIRST, BODY),
        Paragraph(TREATMENT, HEADING),
        Paragraph(LEAD_IN, BODY),
        _listed(ITEMS),
        Paragraph(CAPTION, BODY),
        _table(),
        _box(styles or (FRAME,), width),
        Paragraph(LAST, BODY),
    ]
    return set_pages(story, columns=columns)


def _listed(items: Any) -> ListFlowable:
    def item(text: str, below: Any) -> ListItem:
        inner = [_listed([(each, ()) for each in below])] if below else []
        return ListItem([Paragraph(text, BODY), *inner])

    return ListFlowable([item(*each) for each in items], bulletType="bullet", start="•", leftIndent=14)


def _table() -> Table:
    rows = table_rows()
    groups = [at for at, row in enumerate(rows) if row[0] in dict(GROUPS)]
    spans = [((0, 0), (0, 1)), ((1, 0), (2, 0)), *(((0, at), (2, at)) for at in groups)]
    style = [RULES, *(("SPAN", *corners) for corners in spans)]
    return Table(rows, style=style, spaceAfter=12, colWidths=(120, 90, 90))


def _box(styles: tuple[Any, ...], width: float | None) -> Table:
    inside = [
        Paragraph(f"<b>{BOX}</b>", BODY),
        Paragraph(BOX_SENTENCE, BODY),
        Paragraph(BOX_LEAD_IN, BODY),
        _listed([(each, ()) for each in BOX_ITEMS]),
    ]
    return Table([[inside]], style=list(styles), spaceAfter=12, colWidths=(width or 300,))
