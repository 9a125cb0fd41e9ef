r"""Rich text (RTF), as Word writes it: list marks in \listtext, other letters as \u with a stand-in."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.layouts.source import Writer
from benchmarks.layouts.story import (
    MARK,
    Box,
    Element,
    Figure,
    Heading,
    Layout,
    Listing,
    Note,
    Prose,
    Source,
    Story,
    Table,
    truths,
)
from benchmarks.layouts.web import PLAIN_DIGITS, RAISED
from benchmarks.layouts.whole import whole_story

_HEAD = r"""{\rtf1\ansi\ansicpg1252\deff0\uc1
{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\ftech\fcharset2 Symbol;}}
{\colortbl;\red0\green0\blue0;}
{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2\outlinelevel1 heading 2;}
{\s15 Title;}{\s16 caption;}}
{\*\listtable{\list\listtemplateid1
{\listlevel\levelnfc23{\leveltext\'01\u-3913 ?;}{\levelnumbers;}\f1}\listid1}
{\list\listtemplateid2{\listlevel\levelnfc0{\leveltext\'02\'00.;}{\levelnumbers\'01;}}\listid2}}
{\*\listoverridetable{\listoverride\listid1\ls1}{\listoverride\listid2\ls2}}
"""
_RUNNING = r"""{\header\pard\plain\qr Northern Hospital Trust: Clinical guideline\par}
{\footer\pard\plain\qc Page \chpgn\par}
"""
CELL_WIDTH = 2000


def rich_text(seed: int) -> Layout:
    """Return an RTF with running head, lists, a table, footnotes and raised exponents."""
    story = whole_story(Writer("rich-text", seed), notes=True, cited=False)
    info = rf"{{\info{{\title {_escaped(story.title)}}}{{\author Berg}}}}" + "\n"
    text = _HEAD + info + _RUNNING + "\n".join(_body(story)) + "}"
    return Layout("rich-text", "rich-text.rtf", text.encode("ascii"), story.title, truths(story))


def _body(story: Story) -> Iterator[str]:
    notes = {each.mark: each.text for each in story.elements if isinstance(each, Note)}
    yield rf"\pard\plain\s15\b\fs36 {_escaped(story.title)}\par"
    for element in story.elements:
        yield from _lines(element, notes)


def _lines(element: Element, notes: dict[str, str]) -> Iterator[str]:
    match element:
        case Heading(text, level):
            yield rf"\pard\plain\s{level}\outlinelevel{level - 1}\b\fs28 {_escaped(text)}\par"
        case Prose(text):
            yield rf"\pard\plain\s0\sa120 {_escaped(text, notes)}\par"
        case Listing(lead, items, numbered):
            yield rf"\pard\plain\s0 {_escaped(lead)}\par"
            for number, item in enumerate(items, start=1):
                mark = rf"{number}.\tab" if numbered else r"\f1\'b7\tab"
                listed = rf"{{\listtext\pard\plain {mark}}}\fi-360\li720\ls{2 if numbered else 1}"
                yield rf"\pard\plain\s0{listed} {_escaped(item)}\par"
        case Table(caption, columns, rows):
            yield rf"\pard\plain\s16\i {_escaped(caption)}\par"
            yield _row(columns, r"\trhdr")
            yield from (_row(row) for row in rows)
            yield r"\pard\plain"
        case Figure(caption):
            yield rf"\pard\plain\s16\i {_escaped(caption)}\par"
        case Source(number, text):
            yield rf"\pard\plain\s0 {number}.\tab {_escaped(text)}\par"
        case Box(text):
            yield _row((text,))
            yield r"\pard\plain"
        case Note():
            pass


def _row(cells: tuple[str, ...], more: str = "") -> str:
    edges = "".join(rf"\cellx{CELL_WIDTH * number}" for number in range(1, len(cells) + 1))
    body = "".join(rf"\pard\plain\intbl {_escaped(cell)}\cell" for cell in cells)
    return rf"\trowd\trgaph108{more}{edges}{body}\row"


def _escaped(text: str, notes: dict[str, str] | None = None) -> str:
    """Return `text` in RTF: letters beyond ASCII by their number, exponents raised, footnotes in place."""
    letters = "".join(_letter(sign) for sign in text)
    return MARK.sub(
        lambda found: (
            rf"{{\super\chftn{{\footnote\pard\plain{{\super\chftn}} {_escaped((notes or {})[found[1]])}}}}}"
        ),
        letters,
    )


def _letter(sign: str) -> str:
    if RAISED.fullmatch(sign):
        return rf"{{\super {sign.translate(PLAIN_DIGITS)}}}"
    if sign in "\\{}":
        return f"\\{sign}"
    if sign.isascii():
        return sign
    number = ord(sign)
    return rf"\u{number - 65536 if number > 32767 else number}?"
