"""Read the words of an .odt paragraph: spans, notes, symbols and the text boxes tied to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.formats.markup.markup import from_xml
from corpus.formats.markup.mathml import math_text
from corpus.formats.word.flow import note_anchor
from corpus.formats.word.odt.styles import AUTOMATIC, OdtStyle, OdtStyles
from corpus.formats.word.running_text import (
    PAPER,
    Look,
    RunningText,
    why_unseen,
)
from corpus.formats.xml_trees import attribute, local_name, whole_number
from corpus.text.scripts import Script, bracketed
from corpus.text.symbols import set_in
from corpus.unseen import Unseen, count_words

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_SPACES = 100
_UNREAD = frozenset(
    """annotation annotation-end tracked-changes ruby-text placeholder hidden-paragraph page-number page-count
    toc-mark alphabetical-index-mark user-index-mark title desc script event-listeners binary-data""".split()
)
_WRITTEN = {"tab": "\t", "line-break": "\n"}


@dataclass(slots=True)
class OdtReading:
    """What is known of a document, and how far it has been read.

    `notes` are the texts of the notes that have been called, `counts` how far each list has been counted,
    `formulas` those that stand in parts of their own, by the names of the parts. `behind` is the colour of
    the cell or the page, `unseen` counts the words that were left out.
    """

    styles: OdtStyles
    page: int | None = None
    notes: list[str] = field(default_factory=list)
    counts: dict[str, list[int]] = field(default_factory=dict)
    outline: list[int] = field(default_factory=list)
    formulas: Mapping[str, str] = field(default_factory=dict)
    behind: str = PAPER
    unseen: Counter[Unseen] = field(default_factory=Counter)


@dataclass(slots=True)
class OdtLine:
    """A paragraph's words as they come in; `boxes` are the text boxes that are tied to it."""

    text: RunningText = field(default_factory=RunningText)
    page: int | None = None
    all_bold: bool = True
    size: float = 0.0
    boxes: list[_Element] = field(default_factory=list)


def read_odt_line(paragraph: _Element, style: OdtStyle, reading: OdtReading) -> OdtLine:
    """Return the words of a paragraph; comments, deleted text and what cannot be seen are left out."""
    line = OdtLine()
    _read_inside(paragraph, (style,), line, reading)
    line.page = line.page or reading.page
    return line


def paragraph_style(paragraph: _Element, reading: OdtReading) -> OdtStyle:
    """Return the style of a paragraph or a heading."""
    return reading.styles.get("paragraph", attribute(paragraph, "style-name"))


def _read_inside(element: _Element, styles: tuple[OdtStyle, ...], line: OdtLine, reading: OdtReading) -> None:
    _add(element.text or "", styles, line, reading)
    for each in element:
        _read_element(each, local_name(each), styles, line, reading)
        _add(each.tail or "", styles, line, reading)


def _read_element(
    element: _Element, name: str, styles: tuple[OdtStyle, ...], line: OdtLine, reading: OdtReading
) -> None:
    if name == "span":
        inner = reading.styles.get("text", attribute(element, "style-name"))
        _read_inside(element, (*styles[-3:], inner), line, reading)
    elif name == "s":
        line.text.add(" " * min(whole_number(attribute(element, "c"), 1), MOST_SPACES))
    elif name in _WRITTEN:
        line.text.add(_WRITTEN[name])
    elif name == "soft-page-break":
        reading.page = reading.page + 1 if reading.page else None
    elif name == "note":
        line.text.add(_note(element, line.text.ending, reading))
    elif name in ("frame", "custom-shape", "g", "rect"):
        formula = _formula(element, reading)
        line.text.add(formula)
        line.boxes.extend([] if formula else [element])
    elif name and name not in _UNREAD:
        _read_inside(element, styles, line, reading)


def _add(words: str, styles: tuple[OdtStyle, ...], line: OdtLine, reading: OdtReading) -> None:
    """Put words at the end as the innermost of the styles that says something shows them."""
    why = why_unseen(_look(styles, reading.behind))
    if why:
        count_words(reading.unseen, why, words)
        return
    font = next((style.font for style in reversed(styles) if style.font), "")
    words = set_in(font, words)
    if words.strip():
        line.page = line.page or reading.page
        line.all_bold &= any(style.bold for style in styles)
        line.size = max(line.size, next((style.size for style in reversed(styles) if style.size), 0.0))
    # Spaces, tabs and line ends that count are elements; those in the source are one space.
    folded = re.sub(r"[ \t\r\n]+", " ", words)
    line.text.add(folded, next((style.script for style in reversed(styles) if style.script), Script.LEVEL))


def _look(styles: tuple[OdtStyle, ...], behind: str) -> Look:
    inner = styles[::-1]
    colour = next((style.colour for style in inner if style.colour), "")
    own = next((style.behind for style in inner if style.behind), behind)
    return Look(
        "" if colour == AUTOMATIC else colour,
        "" if own == AUTOMATIC else own,
        next((style.size for style in inner if style.size), 0.0),
        any(style.hidden for style in styles),
        next((style.struck for style in inner if style.struck is not None), False),
    )


def _formula(frame: _Element, reading: OdtReading) -> str:
    """Return the formulas that a frame holds."""
    found = ""
    for each in frame.iterchildren("{*}object"):
        inside = each.find("{*}math")
        part = attribute(each, "href").removeprefix("./")
        found += (
            reading.formulas.get(part, "") if inside is None else math_text(from_xml(inside, frozenset()))
        )
    return found


def _note(note: _Element, before: str, reading: OdtReading) -> str:
    citation = next(note.iterchildren("{*}note-citation"), None)
    body = next(note.iterchildren("{*}note-body"), None)
    mark = "" if citation is None else "".join(map(str, citation.itertext())).strip()
    inner = OdtReading(reading.styles, unseen=reading.unseen)
    paragraphs = [] if body is None else body.iter("{*}p")
    texts = (
        str(read_odt_line(each, paragraph_style(each, inner), inner).text).strip() for each in paragraphs
    )
    text = " ".join(filter(None, texts))
    reading.notes.append(f"[{mark}] {text}" if mark and text else text)
    return note_anchor(len(reading.notes) - 1) + (bracketed(before, mark) if mark else "")
