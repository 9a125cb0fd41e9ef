"""The format of .pptx files: PresentationML in a ZIP (ECMA-376 Part 1); macros are never run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from corpus.archives import Archive, open_archive
from corpus.document import Content
from corpus.errors import UnreadableFileError
from corpus.formats.lists import BULLET, format_count
from corpus.formats.packages import (
    is_office,
    main_part,
    office_front_matter,
    office_properties,
    relations,
    targets,
)
from corpus.formats.slides import MOST_SLIDES, Slide, of_shape, read_slides
from corpus.formats.word.pieces import Piece, Table, TableCell, Written, header_rows
from corpus.formats.word.running_text import Look, RunningText, hex_colour, why_unseen
from corpus.formats.xml_trees import attribute, local_name, parse_xml, whole_number
from corpus.options import Options
from corpus.text.scripts import Script
from corpus.text.symbols import set_in, without_private
from corpus.unseen import Unseen, count_words

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLES = frozenset({"title", "ctrTitle"})
DEEPEST = 8
_BESIDE = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
# What may hold words beside text and tables, by the ending of its kind.
_OBJECTS = {"chart": "charts", "chartex": "charts", "diagram": "diagrams", "ole": "embedded objects"}
_COUNTED = re.compile(r"(?P<style>arabic|(?:alpha|roman)[LU]c)(?P<form>Period|ParenR|ParenBoth|Plain)")
_STYLES = {
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
}
_FORMS = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}"}
_BULLETS = ("{*}buNone", "{*}buChar", "{*}buBlip", "{*}buAutoNum")


@dataclass(slots=True)
class _Deck:
    """The parts of a presentation, each parsed once, and the size of its slides."""

    archive: Archive
    size: tuple[int, int] = (0, 0)
    _parsed: dict[str, _Element] = field(default_factory=dict)

    def part(self, name: str) -> _Element | None:
        """Return the root of a part, None where it is missing."""
        if name not in self._parsed and name in self.archive.names:
            self._parsed[name] = parse_xml(self.archive.read(name))
        return self._parsed.get(name)


@dataclass(slots=True)
class _Reading:
    """A slide as it is read; `below` are its layout and its master, the nearest first."""

    slide: Slide
    size: tuple[int, int]
    below: Sequence[_Element] = ()
    unseen: Counter[Unseen] = field(default_factory=Counter)


@dataclass(slots=True)
class _Body:
    """What paragraphs stand in: `styles` say how they are marked, `counts` how far each level is counted."""

    styles: Sequence[_Element] = ()
    behind: str = ""
    counts: dict[int, int] = field(default_factory=dict)


def is_pptx(data: bytes) -> bool:
    """Tell whether `data` is a PowerPoint presentation in a ZIP, be it broken."""
    return is_office(data, "ppt/", b"ppt/slide")


def read_pptx(data: bytes, options: Options) -> Content:
    """Return what a presentation holds, a page a slide; raise `UnreadableFileError` when it cannot be read.

    Comments, footers and what cannot be seen are left out, hidden slides are named.
    """
    del options
    archive = open_archive(data)
    name = main_part(archive, "ppt/presentation.xml")
    root, named = parse_xml(archive.read(name)), relations(archive, name)
    size = root.find("{*}sldSz")
    deck = _Deck(archive, (whole_number(attribute(size, "cx")), whole_number(attribute(size, "cy"))))
    unseen, slides = Counter[Unseen](), list[Slide]()
    for each in islice(root.iterfind("{*}sldIdLst/{*}sldId"), MOST_SLIDES + 1):
        # The id of the part has a namespace, that of the slide has none.
        ids = [str(value) for key, value in each.items() if str(key).endswith("}id")]
        part = named[ids[0]].target if ids and ids[0] in named else ""
        if part in archive.names:
            slides.append(_slide(deck, part, len(slides) + 1, unseen))
    if not slides:
        raise UnreadableFileError("it holds no slide; save it anew in PowerPoint")
    return read_slides(slides, office_front_matter(office_properties(archive)), unseen)


def _slide(deck: _Deck, part: str, number: int, unseen: Counter[Unseen]) -> Slide:
    root, named = parse_xml(deck.archive.read(part)), targets(deck.archive, part)
    layout = deck.part(named.get("slideLayout", ""))
    master = deck.part(targets(deck.archive, named.get("slideLayout", "")).get("slideMaster", ""))
    slide = Slide(number, is_hidden=attribute(root, "show") in ("0", "false"))
    slide.names_deck = attribute(layout, "type") == "title"
    reading = _Reading(slide, deck.size, [each for each in (layout, master) if each is not None])
    for tree in root.iterfind("{*}cSld/{*}spTree"):
        slide.pieces.extend(_shapes(tree, reading, deck.size))
    notes = deck.part(named.get("notesSlide", ""))
    for shape in () if notes is None else notes.iter("{*}sp"):
        if attribute(_placeholder(shape), "type") == "body":
            slide.notes.extend(_paragraphs(shape.find("{*}txBody"), _Body(), reading))
    if not slide.is_hidden:
        unseen.update(reading.unseen)
    return slide


def _shapes(tree: _Element, reading: _Reading, size: tuple[int, int] = (0, 0)) -> Iterator[Piece]:
    """Yield what stands in shapes in their order, groups opened; the title goes to the slide.

    Shapes that lie wholly outside of a slide of that `size` are not seen.
    """
    for shape in tree:
        name = local_name(shape)
        why = _why_unseen(shape, size) if name in ("sp", "grpSp", "graphicFrame") else None
        if why:
            count_words(reading.unseen, why, " ".join(str(each.text or "") for each in shape.iter("{*}t")))
        elif name == "sp":
            yield from _shape(shape, reading)
        elif name == "grpSp":
            yield from _shapes(shape, reading)
        elif name == "AlternateContent":
            for way in islice(shape, 1):
                yield from _shapes(way, reading)
        elif name == "graphicFrame":
            yield from _frame(shape, reading)
        elif name == "pic":
            reading.slide.unread.add("pictures")


def _why_unseen(shape: _Element, size: tuple[int, int]) -> Unseen | None:
    about = next(iter(shape), None)
    if about is not None and attribute(about.find("{*}cNvPr"), "hidden") in ("1", "true"):
        return Unseen.HIDDEN
    frame = next(shape.iter("{*}xfrm"), None)
    place, extent = (None if frame is None else frame.find(f"{{*}}{name}") for name in ("off", "ext"))
    for start, length, end in (("x", "cx", size[0]), ("y", "cy", size[1])):
        try:
            first = int(attribute(place, start) or 0)
            last = first + int(attribute(extent, length) or 1)
        except ValueError:
            return None
        if end and (first >= end or last <= 0):
            return Unseen.OFF_PAGE
    return None


def _placeholder(shape: _Element) -> _Element | None:
    return next(shape.iterfind("{*}nvSpPr/{*}nvPr/{*}ph"), None)


def _shape(shape: _Element, reading: _Reading) -> Iterator[Piece]:
    holder = _placeholder(shape)
    kind = attribute(holder, "type")
    if kind in _BESIDE:
        return
    reading.slide.names_deck |= kind in ("ctrTitle", "subTitle")
    fill = shape.find("{*}spPr/{*}solidFill/{*}srgbClr")
    styles = [*shape.iterfind("{*}txBody/{*}lstStyle"), *_inherited(holder, reading)]
    body = _Body(styles, hex_colour(attribute(fill, "val")))
    pieces = list(_paragraphs(shape.find("{*}txBody"), body, reading))
    if kind in _TITLES and not reading.slide.title:
        reading.slide.title = " ".join(" ".join(piece.text for piece in pieces).split())
        return
    yield from pieces if holder is not None else of_shape(pieces)


def _inherited(holder: _Element | None, reading: _Reading) -> Iterator[_Element]:
    """Yield the styles that a placeholder has from its layout and its master."""
    if holder is None:
        return
    kind, place = attribute(holder, "type") or "obj", attribute(holder, "idx")
    for part in reading.below:
        for shape in part.iter("{*}sp"):
            other = _placeholder(shape)
            if other is None:
                continue
            same = place and attribute(other, "idx") == place and part is reading.below[0]
            if same or (attribute(other, "type") or "obj") in (kind, "body" if kind == "obj" else kind):
                yield from shape.iterfind("{*}txBody/{*}lstStyle")
                break
    if kind in ("body", "obj", "subTitle"):
        for part in reading.below:
            yield from part.iterfind("{*}txStyles/{*}bodyStyle")


def _frame(frame: _Element, reading: _Reading) -> Iterator[Piece]:
    for held in frame.iterfind("{*}graphic/{*}graphicData"):
        table = held.find("{*}tbl")
        if table is not None:
            yield _table(table, reading)
        else:
            kind = attribute(held, "uri").rpartition("/")[2]
            reading.slide.unread.add(_OBJECTS.get(kind, "other objects"))


def _table(table: _Element, reading: _Reading) -> Table:
    rows: list[list[TableCell]] = []
    for row in table.iterfind("{*}tr"):
        cells: list[TableCell] = []
        for cell in row.iterfind("{*}tc"):
            if attribute(cell, "hMerge") in ("1", "true") or attribute(cell, "vMerge") in ("1", "true"):
                continue
            fill = cell.find("{*}tcPr/{*}solidFill/{*}srgbClr")
            body = _Body(behind=hex_colour(attribute(fill, "val")))
            inside = tuple(_paragraphs(cell.find("{*}txBody"), body, reading))
            spans = (whole_number(attribute(cell, name), 1) for name in ("gridSpan", "rowSpan"))
            cells.append(TableCell(inside, *(max(1, span) for span in spans)))
        rows.append(cells)
    named = attribute(table.find("{*}tblPr"), "firstRow") in ("1", "true")
    reaching = max((cell.rows for cell in rows[0]), default=1) if rows else 1
    return Table(rows, header_rows(rows, reaching if named else 0), reading.slide.number)


def _paragraphs(text: _Element | None, body: _Body, reading: _Reading) -> Iterator[Written]:
    for paragraph in () if text is None else text.iterfind("{*}p"):
        line = RunningText()
        bold = [_is_bold(each) for each in paragraph if _add(each, line, body, reading)]
        if not str(line).strip():
            continue
        properties = paragraph.find("{*}pPr")
        level = min(whole_number(attribute(properties, "lvl")), DEEPEST)
        mark = _mark(properties, level, body)
        # Without marks, how far they are set in tells of the levels.
        depth = level + 1 if mark else level
        page = reading.slide.number
        yield Written(str(line), page=page, depth=depth, mark=mark or BULLET, bold=all(bold))


def _add(part: _Element, line: RunningText, body: _Body, reading: _Reading) -> bool:
    """Put the words of a run at the end of a line, as far as they are seen; tell whether there are any."""
    name = local_name(part)
    if name == "br":
        line.add("\n")
    elif name in ("AlternateContent", "m"):
        reading.slide.unread.add("formulas")
    if name not in ("r", "fld"):
        return False
    words, look = part.findtext("{*}t") or "", part.find("{*}rPr")
    colour = None if look is None else look.find("{*}solidFill/{*}srgbClr")
    size, strike = whole_number(attribute(look, "sz")) / 100, attribute(look, "strike")
    struck = strike not in ("", "noStrike")
    why = why_unseen(Look(hex_colour(attribute(colour, "val")), body.behind, size, struck=struck))
    if why:
        count_words(reading.unseen, why, words)
        return False
    line.add(_signs(words, look), _script(look))
    return bool(words.strip())


def _script(look: _Element | None) -> Script:
    baseline = whole_number(attribute(look, "baseline").removesuffix("%"))
    if baseline:
        return Script.RAISED if baseline > 0 else Script.LOWERED
    return Script.LEVEL if attribute(look, "u") in ("", "none") else Script.UNDERLINED


def _signs(words: str, look: _Element | None) -> str:
    """Return what words show in the font of their letters; Symbol shows what no font of letters has."""
    font = None if look is None else look.find("{*}latin")
    return without_private(set_in(attribute(font, "typeface"), words))


def _is_bold(run: _Element) -> bool:
    return attribute(run.find("{*}rPr"), "b") in ("1", "true")


def _mark(properties: _Element | None, level: int, body: _Body) -> str:
    """Count a paragraph and return the mark before it, empty where there is none."""
    at = f"{{*}}lvl{level + 1}pPr"
    stated = [each.find(at) for each in body.styles]
    said = [each for each in (properties, *stated) if each is not None]
    found = (bullet for each in said for name in _BULLETS if (bullet := each.find(name)) is not None)
    bullet = next(found, None)
    body.counts = {above: count for above, count in body.counts.items() if above <= level}
    if bullet is None or local_name(bullet) != "buAutoNum":
        body.counts.pop(level, None)
        return "" if bullet is None or local_name(bullet) == "buNone" else BULLET
    counted = _COUNTED.fullmatch(attribute(bullet, "type"))
    start = whole_number(attribute(bullet, "startAt"), 1)
    body.counts[level] = body.counts.get(level, start - 1) + 1
    if not counted:
        return BULLET
    count = format_count(body.counts[level], _STYLES.get(counted["style"], "decimal"))
    return _FORMS[counted["form"]].format(count)
