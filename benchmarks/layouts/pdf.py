"""Set a story as a PDF with reportlab, noting the page on which each paragraph begins."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from reportlab.platypus.doctemplate import (
    BaseDocTemplate,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
)
from reportlab.platypus.flowables import BalancedColumns, PageBreak
from reportlab.platypus.frames import Frame
from reportlab.platypus.paragraph import Paragraph

from benchmarks.layouts.flowables import Places, flow, foot_notes
from benchmarks.layouts.sheet import Sheet, fonts, marked_up, style
from benchmarks.layouts.story import Element, Layout, Note, Story, truths

_NO_PADDING = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
RUNNING_SIZE = 7.5


def pdf_layout(
    name: str, story: Story, sheet: Sheet, *, top: int = 0, spanning: frozenset[int] = frozenset()
) -> Layout:
    """Return `story` set on `sheet`.

    The title and the first `top` elements span all columns; so do those whose numbers are `spanning`,
    with the columns above each of them balanced.
    """
    places = Places()
    data = _build(story, sheet, places, top, spanning)
    return Layout(name, f"{name}.pdf", data, story.title, truths(story, places.pages))


def _build(story: Story, sheet: Sheet, places: Places, top: int, spanning: frozenset[int]) -> bytes:
    numbered = list(enumerate(story.elements))
    places.notes = _notes_by_anchor(numbered)
    look = style(sheet, bold=True, scale=1.7, spaceAfter=1.6 * sheet.size, hyphenationLang="")
    title = Paragraph(marked_up(story.title, sheet), look)
    above = [title, *_flow_all(numbered[:top], sheet, places, sheet.text_width)]
    if spanning:
        body = [*above, *_banded(numbered[top:], sheet, places, spanning)]
        above = []
    else:
        body = [FrameBreak(), *_flow_all(numbered[top:], sheet, places, sheet.column_width)]
        body = [*above, NextPageTemplate("columns"), *body]
    written = io.BytesIO()
    document = BaseDocTemplate(
        written, pagesize=(sheet.width, sheet.height), title=story.title, invariant=1, allowSplitting=1
    )
    document.addPageTemplates(_templates(sheet, places, above, banded=bool(spanning)))
    document.build(body)
    return written.getvalue()


def _notes_by_anchor(numbered: Sequence[tuple[int, Element]]) -> dict[int, list[tuple[int, Note]]]:
    """Return the footnotes by the number of the element above them, whose mark they belong to."""
    found: dict[int, list[tuple[int, Note]]] = defaultdict(list)
    anchor = 0
    for position, element in numbered:
        if isinstance(element, Note):
            found[anchor].append((position, element))
        else:
            anchor = position
    return found


def _flow_all(
    numbered: Iterable[tuple[int, Element]], sheet: Sheet, places: Places, width: float
) -> list[Any]:
    flowables: list[Any] = []
    for position, element in numbered:
        if position in sheet.turned:
            turned = flow(position, element, sheet, places, sheet.height - 2 * sheet.margin)
            flowables += [NextPageTemplate("turned"), PageBreak(), *turned]
            flowables += [NextPageTemplate("columns"), PageBreak()]
        else:
            flowables += flow(position, element, sheet, places, width)
    return flowables


def _banded(
    numbered: Sequence[tuple[int, Element]], sheet: Sheet, places: Places, spanning: frozenset[int]
) -> list[Any]:
    """Return flowables of which those that span stand between balanced columns."""
    bands: list[Any] = []
    for spans, group in groupby(numbered, key=lambda each: each[0] in spanning):
        if spans:
            bands += _flow_all(group, sheet, places, sheet.text_width)
        else:
            columns = _flow_all(group, sheet, places, sheet.column_width)
            bands.append(
                BalancedColumns(
                    columns,
                    nCols=sheet.columns,
                    innerPadding=sheet.gutter,
                    spaceAfter=sheet.size,
                    endSlack=0.1,
                )
            )
    return bands


def _templates(sheet: Sheet, places: Places, above: Sequence[Any], *, banded: bool) -> list[Any]:
    """Return the first page's template, that of the others, and that of the pages that are turned."""
    bottom = sheet.margin + sheet.foot_room
    room = sheet.height - sheet.margin - bottom
    taken = sum(flowable.wrap(sheet.text_width, room)[1] + flowable.getSpaceAfter() for flowable in above)

    def columns(height: float) -> list[Any]:
        step = sheet.column_width + sheet.gutter
        return [
            Frame(sheet.margin_left + step * number, bottom, sheet.column_width, height, **_NO_PADDING)
            for number in range(sheet.columns)
        ]

    whole = Frame(sheet.margin_left, bottom, sheet.text_width, room, id="whole", **_NO_PADDING)
    head = Frame(sheet.margin_left, bottom + room - taken - 4, sheet.text_width, taken + 4, **_NO_PADDING)
    first = [whole] if banded else [head, *columns(room - taken - 4)]
    others = [whole] if banded else columns(room)
    wide = Frame(
        sheet.margin,
        sheet.margin,
        sheet.height - 2 * sheet.margin,
        sheet.width - 2 * sheet.margin,
        **_NO_PADDING,
    )

    def ended(canvas: Any, _: Any) -> None:
        _run_along(canvas, sheet)
        foot_notes(canvas, sheet, places)

    def turn(canvas: Any, _: Any) -> None:
        canvas.translate(sheet.width, 0)
        canvas.rotate(90)

    turned: Any = PageTemplate("turned", [wide], onPage=turn, pagesize=(sheet.height, sheet.width))
    turned.rotation = 90
    return [
        PageTemplate("first", first, onPageEnd=ended),
        PageTemplate("columns", others, onPageEnd=ended),
        turned,
    ]


def _run_along(canvas: Any, sheet: Sheet) -> None:
    """Draw the running head, foot and page number, on the outer side of the page."""
    page = canvas.getPageNumber()
    upright, _ = fonts(sheet.font)
    canvas.saveState()
    canvas.setFont(upright, RUNNING_SIZE)
    left, right = sheet.margin_left, sheet.width - sheet.margin
    high, low = sheet.height - sheet.margin * 0.6, sheet.margin * 0.55
    draw: Mapping[bool, Any] = {True: canvas.drawRightString, False: canvas.drawString}
    odd = bool(page % 2)
    draw[odd](right if odd else left, high, sheet.head)
    draw[not odd](left if odd else right, low, sheet.foot)
    if sheet.numbered:
        draw[odd](right if odd else left, low, str(page + 212))
    canvas.restoreState()
