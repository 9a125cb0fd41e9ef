"""Read the words of a .docx paragraph: runs, fields, symbols, notes and the text boxes tied to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.formats.raised import bracketed, underlined_text
from corpus.formats.word.docx.styles import Style, Styles, half_points, run_look, shade
from corpus.formats.word.docx.xml import W, child, chosen, math_text, number, switched, value
from corpus.formats.word.flow import NOTE, note_anchor
from corpus.formats.word.numbering import Numbering, format_count
from corpus.formats.word.running_text import (
    PAPER,
    RunningText,
    is_symbol_font,
    symbol,
    why_unseen,
    without_private,
)
from corpus.formats.xml_trees import local_name
from corpus.unseen import Unseen, count_words

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNREAD = frozenset(
    """pPr rPr sdtPr sdtEndPr del moveFrom delText delInstrText rt annotationRef footnoteRef endnoteRef
    separator continuationSeparator pgNum softHyphen commentReference oMathParaPr""".split()
)
_WRITTEN = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_UNREAD_FIELD = re.compile(r"\s*(?:TOC|TOA|INDEX|TC|XE|RD|PAGE|NUMPAGES)\b", re.I)
_SYMBOL_FIELD = re.compile(r"\s*SYMBOL\s+(?P<code>\d+|0x[0-9a-f]+)(?:.*?\\f\s+\"?(?P<font>[\w ]+))?", re.I)


@dataclass(slots=True)
class Reading:
    """What is known of a document, and how far it has been read.

    `fields` are the instructions of those that are open, each with whether its result has begun; `notes`
    are the texts of the notes that have been called, `calls` their places and marks. `behind` is the colour
    of the cell or the page, `unseen` counts the words that were left out.
    """

    styles: Styles
    numbering: Numbering
    footnotes: Mapping[str, _Element] = field(default_factory=dict)
    endnotes: Mapping[str, _Element] = field(default_factory=dict)
    page: int | None = None
    breaks: frozenset[str] = frozenset()
    fields: list[tuple[str, bool]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    calls: dict[str, tuple[int, str]] = field(default_factory=dict)
    behind: str = PAPER
    unseen: Counter[Unseen] = field(default_factory=Counter)

    def is_silent(self) -> bool:
        """Tell whether what stands here is an instruction, or a result such as a table of contents."""
        return any(not begun or _UNREAD_FIELD.match(instruction) for instruction, begun in self.fields)


@dataclass(slots=True)
class Line:
    """A paragraph's words as they come in; `boxes` are the text boxes that are tied to it."""

    style: Style
    behind: str = PAPER
    text: RunningText = field(default_factory=RunningText)
    page: int | None = None
    all_bold: bool = True
    size: float = 0.0
    boxes: list[_Element] = field(default_factory=list)


def read_line(paragraph: _Element, style: Style, reading: Reading) -> Line:
    """Return the words of a paragraph, those left out that are deleted or cannot be seen."""
    stated = _stated(shade(child(paragraph, "pPr")), style.behind)
    line = Line(style, reading.behind if stated is None else stated)
    _read_inside(paragraph, line, reading)
    line.page = line.page or reading.page
    return line


def _read_inside(element: _Element, line: Line, reading: Reading) -> None:
    for each in element:
        name = local_name(each)
        if name == "r":
            _read_run(each, line, reading)
        elif name in ("oMath", "oMathPara"):
            line.text.add(math_text(each) if not reading.is_silent() else "")
        elif _is_unread(each, name):
            continue
        elif name == "AlternateContent":
            for way in chosen(each):
                _read_inside(way, line, reading)
        else:
            _read_inside(each, line, reading)


def _is_unread(element: _Element, name: str) -> bool:
    if name == "fldSimple":
        return bool(_UNREAD_FIELD.match(value(element, "instr") or ""))
    placeholder = name == "sdt" and child(element, "sdtPr", "showingPlcHdr") is not None
    return placeholder or not name or name in _UNREAD


def _read_run(run: _Element, line: Line, reading: Reading) -> None:
    properties = child(run, "rPr")
    style = reading.styles.get(value(child(properties, "rStyle")))
    look = run_look(properties).over(style.look).over(line.style.look).over(reading.styles.look)
    why = why_unseen(look.look(line.behind))
    boxes = len(line.boxes)
    words = _run_words(run, line, reading, _font(properties, style, line.style))
    if why:
        count_words(reading.unseen, why, NOTE.sub("", words))
        del line.boxes[boxes if why is Unseen.HIDDEN else len(line.boxes) :]
        return
    if words.strip():
        line.page = line.page or reading.page
        line.all_bold &= bool(_first(switched(properties, "b"), style.bold, line.style.bold))
        size = _first(half_points(properties), style.size, line.style.size)
        line.size = max(line.size, size or reading.styles.size)
    words = underlined_text(words) if _is_underlined_alone(run) else words
    line.text.add(words, raised=_is_raised(properties, style))


def _is_underlined_alone(run: _Element) -> bool:
    """Tell whether a run is underlined and the words right beside it are not."""
    beside = [each for each in (run.getprevious(), run.getnext()) if each is not None]
    return _is_underlined(run) and not any(map(_is_underlined, beside))


def _is_underlined(run: _Element) -> bool:
    underline = child(run, "rPr", "u")
    return underline is not None and value(underline) != "none"


def _run_words(run: _Element, line: Line, reading: Reading, font: str) -> str:
    words = ""
    for each in run:
        name = local_name(each)
        if name in ("fldChar", "instrText"):
            words += _read_field(each, name, reading)
        elif name in ("lastRenderedPageBreak", "br") and _is_page_break(each, name, reading):
            reading.page = (reading.page or 0) + 1
        elif name in ("drawing", "pict", "object", "AlternateContent"):
            line.boxes.extend(_text_boxes(each))
        elif reading.is_silent():
            continue
        elif name == "t":
            words += without_private(each.text or "", font) if is_symbol_font(font) else each.text or ""
        elif name == "sym":
            words += _symbol(each)
        elif name == "br":
            words += "\n" if value(each, "type") in (None, "textWrapping") else " "
        elif name in ("footnoteReference", "endnoteReference"):
            words += _note(each, name, line.text.ending + words, reading)
        elif name == "ruby":
            words += "".join(
                text.text or "" for base in each.iter(W + "rubyBase") for text in base.iter(W + "t")
            )
        else:
            words += _WRITTEN.get(name, "")
    return words


def _read_field(element: _Element, name: str, reading: Reading) -> str:
    """Follow a field's beginning, middle and end; return what an instruction alone shows."""
    if name == "instrText":
        if reading.fields and not reading.fields[-1][1]:
            reading.fields[-1] = (reading.fields[-1][0] + (element.text or ""), False)
        return ""
    kind = value(element, "fldCharType")
    if kind == "begin":
        reading.fields.append(("", False))
    elif kind == "separate" and reading.fields:
        reading.fields[-1] = (reading.fields[-1][0], True)
    elif kind == "end" and reading.fields:
        instruction, begun = reading.fields.pop()
        found = _SYMBOL_FIELD.match(instruction)
        if found and not begun and not reading.is_silent():
            return symbol(found["font"] or "Symbol", int(found["code"], 0))
    return ""


def _is_page_break(element: _Element, name: str, reading: Reading) -> bool:
    return name in reading.breaks and (name != "br" or value(element, "type") == "page")


def _text_boxes(element: _Element) -> list[_Element]:
    """Return the outermost text boxes in a drawing, each of which Word may have written in two ways."""
    name = local_name(element)
    if name == "txbxContent":
        return [element]
    inside = chosen(element) if name == "AlternateContent" else element
    return [box for each in inside for box in _text_boxes(each)]


def _symbol(element: _Element) -> str:
    try:
        return symbol(value(element, "font") or "Symbol", int(value(element, "char") or "", 16))
    except ValueError:
        return ""


def _note(element: _Element, name: str, before: str, reading: Reading) -> str:
    """Return the mark of a note, whose text is read where it is called for the first time."""
    note_id = value(element, "id") or ""
    notes = reading.footnotes if name == "footnoteReference" else reading.endnotes
    if note_id not in notes:
        return ""
    own_mark = (value(element, "customMarkFollows") or "0").lower() in ("1", "true", "on")
    key = f"{name} {note_id}"
    if key not in reading.calls:
        mark = "" if own_mark else _note_mark(name, reading)
        reading.calls[key] = (len(reading.notes), mark)
        text = _note_text(notes[note_id], reading)
        reading.notes.append(f"[{mark}] {text}" if mark and text else text)
    place, mark = reading.calls[key]
    return note_anchor(place) + (bracketed(before, mark) if mark else "")


def _note_mark(name: str, reading: Reading) -> str:
    """Return the number that a note has; those at the document's end are roman where there are both."""
    count = 1 + sum(key.startswith(name) for key in reading.calls)
    roman = name == "endnoteReference" and len(reading.footnotes) > 0
    return format_count(count, "lowerRoman" if roman else "decimal")


def _note_text(body: _Element, reading: Reading) -> str:
    inner = Reading(reading.styles, reading.numbering, unseen=reading.unseen)
    lines = (str(read_line(each, paragraph_style(each, inner)[1], inner).text) for each in body.iter(W + "p"))
    return " ".join(line.strip() for line in lines if line.strip())


def _is_raised(properties: _Element | None, style: Style) -> bool:
    stated = value(child(properties, "vertAlign")) or style.position
    raised_by = number(child(properties, "position")) or 0
    return stated == "superscript" or (stated is None and raised_by >= 4)


def _font(properties: _Element | None, style: Style, paragraph: Style) -> str:
    return value(child(properties, "rFonts"), "ascii") or style.font or paragraph.font or ""


def paragraph_style(paragraph: _Element, reading: Reading) -> tuple[str, Style]:
    """Return the id of a paragraph's style, and the style."""
    style_id = value(child(paragraph, "pPr", "pStyle")) or reading.styles.default
    return style_id, reading.styles.get(style_id)


def _stated(*stated: str | None) -> str | None:
    return next((each for each in stated if each is not None), None)


def _first(*stated: bool | float | None) -> bool | float | None:
    return next((each for each in stated if each is not None), None)
