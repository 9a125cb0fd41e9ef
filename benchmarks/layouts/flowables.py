"""The parts of a story as reportlab's flowables, each of which notes the page that it is drawn on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib import colors
from reportlab.platypus.flowables import Flowable, KeepTogether
from reportlab.platypus.paragraph import Paragraph
from reportlab.platypus.tables import LongTable, TableStyle

from benchmarks.layouts.sheet import Sheet, fonts, marked_up, style
from benchmarks.layouts.story import Box, Element, Figure, Heading, Listing, Note, Place, Prose, Source, Table

FIGURE_HEIGHT = 110.0
LONGEST_KEPT_TOGETHER = 20
NOTE_SCALE = 0.8
BOX_PADDING = 6
BOX_GAP = 12.0


@dataclass
class Places:
    """The pages on which paragraphs began, and the footnotes that still have to be drawn at the page's foot.

    `notes` are told by the number of the element that has their marks; `due` by the left edge of its column.
    """

    pages: dict[Place, int] = field(default_factory=dict)
    notes: dict[int, list[tuple[int, Note]]] = field(default_factory=dict)
    due: list[tuple[float, int, Note]] = field(default_factory=list)

    def __deepcopy__(self, _: object) -> Places:
        return self

    def began(self, place: Place, canvas: Any) -> None:
        """Note the page of what is being drawn, unless a part of it stands on an earlier one."""
        if place not in self.pages:
            self.pages[place] = canvas.getPageNumber()
            left = canvas.absolutePosition(0, 0)[0]
            self.due += [(left, *note) for note in self.notes.get(place[0], ())]


class PlacedParagraph(Paragraph):
    """A paragraph that notes its page, also when it is split over columns or pages."""

    place: Place
    places: Places

    @classmethod
    def at(
        cls, place: Place, places: Places, text: str, look: Any, bullet: str | None = None
    ) -> PlacedParagraph:
        """Return a paragraph with its place."""
        made = cls(text, look, bulletText=bullet)
        made.place, made.places = place, places
        return made

    def split(self, width: float, height: float) -> Any:
        """Split as reportlab does, the parts with the place of the whole."""
        parts = Paragraph.split(self, width, height)
        for part in parts:
            part.place, part.places = self.place, self.places
        return parts

    def draw(self) -> None:
        """Draw, and note the page."""
        self.places.began(self.place, self.canv)
        Paragraph.draw(self)


class Beside(Flowable):
    """A box in the margin at the height at which the text stands."""

    def __init__(self, box: Any, width: float) -> None:
        Flowable.__init__(self)
        self._box, self._width = box, width

    def wrap(self, *_: float) -> tuple[float, float]:
        """Take no room in the column."""
        return 0.0, 0.0

    def draw(self) -> None:
        """Draw the box left of the column, its top at the current height."""
        _, height = self._box.wrapOn(self.canv, self._width, 10_000)
        self._box.drawOn(self.canv, -self._width - BOX_GAP, -height)


def flow(position: int, element: Element, sheet: Sheet, places: Places, width: float) -> list[Any]:
    """Return the flowables of the element with the number `position`, for a column of `width`."""

    def paragraph(text: str, look: Any, bullet: str | None = None, row: int = 0) -> Any:
        return PlacedParagraph.at((position, row), places, marked_up(text, sheet), look, bullet)

    made: list[Any] = []
    match element:
        case Heading(text, level):
            scale = {1: 1.25, 2: 1.1}.get(level, 1.0)
            look = style(
                sheet, bold=True, scale=scale, keepWithNext=1, spaceBefore=0.8 * sheet.size,
                spaceAfter=0.35 * sheet.size, hyphenationLang="",
            )  # fmt: skip
            made = [Paragraph(marked_up(text, sheet), look)]
        case Prose(text):
            made = [paragraph(text, style(sheet, firstLineIndent=1.2 * sheet.size if sheet.indented else 0))]
        case Listing():
            made = _listing(element, sheet, paragraph)
        case Table(caption):
            short = len(element.rows) <= LONGEST_KEPT_TOGETHER
            look = style(sheet, scale=0.92, spaceBefore=sheet.size, spaceAfter=4, keepWithNext=int(short))
            made = [paragraph(caption, look), _table(element, sheet, paragraph, width)]
        case Figure(caption):
            look = style(sheet, scale=0.88, spaceBefore=4, spaceAfter=1.4 * sheet.size)
            made = [KeepTogether([_chart(element, sheet, width), paragraph(caption, look)])]
        case Source(number, text):
            look = style(
                sheet, scale=0.86, leftIndent=16, spaceAfter=2, bulletFontName=fonts(sheet.font)[0]
            )  # fmt: skip
            made = [paragraph(text, look, bullet=f"{number}.")]
        case Box(text, beside):
            room = sheet.margin_left - 30 - BOX_GAP if beside else width
            look = style(sheet, scale=0.9 if beside else 1.0, spaceAfter=0, alignment=0)
            box = _box(paragraph(text, look), room)
            made = [Beside(box, room) if beside else box]
        case Note():
            pass
    return made


def _listing(listing: Listing, sheet: Sheet, paragraph: Any) -> list[Any]:
    lead = style(sheet, keepWithNext=1, spaceAfter=2)
    last = len(listing.items)
    items = []
    for number, item in enumerate(listing.items, start=1):
        look = style(
            sheet, leftIndent=14, bulletIndent=3, spaceAfter=0.6 * sheet.size if number == last else 1.5,
            bulletFontName=fonts(sheet.font)[0], bulletFontSize=sheet.size,
        )  # fmt: skip
        items.append(paragraph(item, look, f"{number}." if listing.numbered else "•"))
    return [paragraph(listing.lead, lead), *items]


def _table(table: Table, sheet: Sheet, paragraph: Any, width: float) -> Any:
    plain = style(sheet, scale=0.88, alignment=0, spaceAfter=0)
    bold = style(sheet, scale=0.88, bold=True, spaceAfter=0)
    header = [Paragraph(marked_up(column, sheet), bold) for column in table.columns]
    body = [
        [paragraph(cell, plain, row=number) for cell in row] for number, row in enumerate(table.rows, start=1)
    ]
    # A column is as wide as its longest cell asks for, within limits.
    asked = [max(9, min(30, max(map(len, cells)))) for cells in zip(table.columns, *table.rows, strict=True)]
    widths = [width * share / sum(asked) for share in asked]
    made = LongTable([header, *body], colWidths=widths, repeatRows=1, spaceAfter=1.2 * sheet.size)
    rulings = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if sheet.rulings else []
    made.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *rulings]))
    return made


def _box(content: Any, width: float) -> Any:
    made = LongTable([[content]], colWidths=[width], spaceBefore=4, spaceAfter=8)
    frame = ("BOX", (0, 0), (-1, -1), 0.8, colors.darkblue)
    shade = ("BACKGROUND", (0, 0), (-1, -1), colors.whitesmoke)
    padding = [
        (side, (0, 0), (-1, -1), BOX_PADDING) for side in ("LEFTPADDING", "RIGHTPADDING", "BOTTOMPADDING")
    ]
    made.setStyle(TableStyle([frame, shade, *padding]))
    return made


def _chart(figure: Figure, sheet: Sheet, width: float) -> Any:
    """Draw a bar chart with numbers at both axes."""
    chart = Drawing(width, FIGURE_HEIGHT)
    look = {"fontName": fonts(sheet.font)[0], "fontSize": 6.5}
    left, low, high = 26.0, 26.0, FIGURE_HEIGHT - 6
    chart.add(Line(left, low, left, high))
    chart.add(Line(left, low, width - 4, low))
    for tick in range(0, 101, 25):
        height = low + (high - low) * tick / 100
        chart.add(String(left - 4, height - 2, str(tick), textAnchor="end", **look))
    step = (width - left - 8) / len(figure.heights)
    for number, (label, share) in enumerate(zip(figure.bars, figure.heights, strict=True)):
        start = left + 4 + step * number
        chart.add(Rect(start, low, 0.6 * step, (high - low) * share, fillColor=colors.steelblue))
        chart.add(String(start + 0.3 * step, low - 9, label, textAnchor="middle", **look))
    chart.add(String((left + width) / 2, 4, figure.axis, textAnchor="middle", **look))
    return chart


def foot_notes(canvas: Any, sheet: Sheet, places: Places) -> None:
    """Draw the footnotes that are due at the foot of their columns, below a short rule."""
    look = style(sheet, scale=NOTE_SCALE, spaceAfter=0)
    for left in sorted({round(left) for left, _, _ in places.due}):
        height = sheet.margin + sheet.foot_room - 8
        canvas.line(left, height, left + 60, height)
        for _, position, note in (each for each in places.due if round(each[0]) == left):
            text = marked_up(f"^[{note.mark}] {note.text}", sheet)
            drawn: Any = PlacedParagraph.at((position, 0), places, text, look)
            _, taken = drawn.wrapOn(canvas, sheet.column_width, sheet.foot_room)
            height -= taken + 2
            drawn.drawOn(canvas, left, height)
    places.due.clear()
