"""What the control words of an RTF file's text change, each by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from corpus.formats.word.rtf.characters import code_page, unicode_character
from corpus.formats.word.rtf.state import MOST_NESTED_TABLES, USUAL_SIZE, RtfReading
from corpus.formats.word.rtf.tables import RowShape
from corpus.text.scripts import Script

Control = Callable[[RtfReading, int], None]
MOST_FALLBACK = 10
# Half points by which words stand above or below their line, at least.
LEAST_RAISED = 4
_SIDES = ("top", "left", "bottom", "right")
_UNDERLINES = "ul uld uldb uldash uldashd uldashdd ulth ulw ulwave".split()
_LINES = "brdrs brdrth brdrsh brdrdb brdrdot brdrdash brdrhair brdrtriple brdrdashsm".split()


def _set(name: str, reading: RtfReading, number: int) -> None:
    setattr(reading.group, name, bool(number))


def _plain(reading: RtfReading, _: int) -> None:
    group = reading.group
    group.bold = group.hidden = group.underlined = group.deleted = group.struck = False
    group.script = Script.LEVEL
    group.colour = group.behind = 0
    group.size, group.font = USUAL_SIZE, reading.default_font


def _paragraph_default(reading: RtfReading, _: int) -> None:
    group = reading.group
    group.style, group.level, group.table_level = 0, 0, 0
    group.outline, group.borders, group.shade = None, frozenset(), 0


def _font(reading: RtfReading, number: int) -> None:
    reading.group.font = number


def _default_font(reading: RtfReading, number: int) -> None:
    reading.default_font = reading.group.font = number


def _size(reading: RtfReading, number: int) -> None:
    reading.group.size = number / 2


def _style(reading: RtfReading, number: int) -> None:
    reading.group.style = number


def _outline(reading: RtfReading, number: int) -> None:
    reading.group.outline = number + 1 if 0 <= number <= 8 else 0


def _list_level(reading: RtfReading, number: int) -> None:
    reading.group.level = max(0, min(number, 8))


def _in_table(reading: RtfReading, _: int) -> None:
    reading.group.table_level = max(1, reading.group.table_level)


def _table_level(reading: RtfReading, number: int) -> None:
    reading.group.table_level = max(0, min(number, MOST_NESTED_TABLES))


def _unicode(reading: RtfReading, number: int) -> None:
    reading.add(unicode_character(number, reading.font()))
    reading.fallback = reading.group.fallback


def _fallback(reading: RtfReading, number: int) -> None:
    reading.group.fallback = max(0, min(number, MOST_FALLBACK))


def _code_page(reading: RtfReading, number: int) -> None:
    reading.encoding = code_page(number)


def _encoding(name: str, reading: RtfReading, _: int) -> None:
    reading.encoding = name


def _end_paragraph(reading: RtfReading, _: int) -> None:
    if reading.group.destination == "body":
        reading.end_paragraph(reading.group.table_level)


def _page(reading: RtfReading, _: int) -> None:
    if reading.group.destination == "body":
        reading.add(" ")
        reading.page = reading.page + 1 if reading.page else None


def _end_cell(reading: RtfReading, _: int) -> None:
    reading.end_paragraph(1)
    reading.flows[-1].stand_in(1)
    reading.flows[-1].tables[-1].end_cell()


def _end_row(reading: RtfReading, _: int) -> None:
    flow = reading.flows[-1]
    flow.stand_in(1)
    flow.tables[-1].end_row(flow.row)


def _end_nested_cell(reading: RtfReading, _: int) -> None:
    level = max(2, reading.group.table_level)
    reading.end_paragraph(level)
    reading.flows[-1].tables[-1].end_cell()


def _end_nested_row(reading: RtfReading, _: int) -> None:
    flow = reading.flows[-1]
    if len(flow.tables) > 1:
        flow.tables[-1].end_row(flow.row)


def _row(reading: RtfReading, _: int) -> None:
    reading.flows[-1].row = RowShape()


def _header_row(reading: RtfReading, _: int) -> None:
    reading.flows[-1].row.is_header = True


def _cell_flag(name: str, reading: RtfReading, _: int) -> None:
    reading.flows[-1].row.flags.add(name)


def _number(name: str, reading: RtfReading, number: int) -> None:
    setattr(reading.group, name, number)


def _cell_shade(reading: RtfReading, number: int) -> None:
    reading.flows[-1].row.behind = number


def _cell_edge(reading: RtfReading, number: int) -> None:
    reading.side = ""
    reading.flows[-1].row.end_cell(number)


def _border(side: str, reading: RtfReading, _: int) -> None:
    reading.side = side


def _line(reading: RtfReading, _: int) -> None:
    if reading.side:
        reading.group.borders |= {reading.side}


def _box(reading: RtfReading, _: int) -> None:
    reading.group.borders = frozenset(_SIDES)


def _note_called(reading: RtfReading, _: int) -> None:
    reading.numbered_note = True


def _endnote(reading: RtfReading, _: int) -> None:
    # The group is that of the note: `\footnote\ftnalt`.
    reading.group.opens = reading.group.opens.replace("footnote", "endnote")


def _roman_endnotes(reading: RtfReading, _: int) -> None:
    reading.roman_endnotes = True


def _field(reading: RtfReading, _: int) -> None:
    reading.group.opens = "field"
    reading.fields.append(("", reading.flows[-1].text.parts))


def _script(script: Script, least: int, reading: RtfReading, number: int) -> None:
    reading.group.script = script if number >= least else Script.LEVEL


def _not_underlined(reading: RtfReading, _: int) -> None:
    reading.group.underlined = False


CONTROLS: Mapping[str, Control] = {
    "b": partial(_set, "bold"),
    "v": partial(_set, "hidden"),
    "deleted": partial(_set, "deleted"),
    "strike": partial(_set, "struck"),
    "strikedl": partial(_set, "struck"),
    "cf": partial(_number, "colour"),
    "cb": partial(_number, "behind"),
    "chcbpat": partial(_number, "behind"),
    "highlight": partial(_number, "behind"),
    "cbpat": partial(_number, "shade"),
    "clcbpat": _cell_shade,
    "super": partial(_script, Script.RAISED, 1),
    "nosupersub": partial(_script, Script.LEVEL, 1),
    "sub": partial(_script, Script.LOWERED, 1),
    "up": partial(_script, Script.RAISED, LEAST_RAISED),
    "dn": partial(_script, Script.LOWERED, LEAST_RAISED),
    **dict.fromkeys(_UNDERLINES, partial(_set, "underlined")),
    "ulnone": _not_underlined,
    "plain": _plain,
    "pard": _paragraph_default,
    "f": _font,
    "deff": _default_font,
    "fs": _size,
    "s": _style,
    "outlinelevel": _outline,
    "ilvl": _list_level,
    "intbl": _in_table,
    "itap": _table_level,
    "u": _unicode,
    "uc": _fallback,
    "ansicpg": _code_page,
    "mac": partial(_encoding, "mac_roman"),
    "pc": partial(_encoding, "cp437"),
    "pca": partial(_encoding, "cp850"),
    "par": _end_paragraph,
    "sect": _end_paragraph,
    "page": _page,
    "cell": _end_cell,
    "row": _end_row,
    "nestcell": _end_nested_cell,
    "nestrow": _end_nested_row,
    "trowd": _row,
    "trhdr": _header_row,
    "cellx": _cell_edge,
    "box": _box,
    "chftn": _note_called,
    "ftnalt": _endnote,
    "aftnnrlc": _roman_endnotes,
    "field": _field,
    **{flag: partial(_cell_flag, flag) for flag in ("clvmgf", "clvmrg", "clmgf", "clmrg")},
    **{f"brdr{side[0]}": partial(_border, side) for side in _SIDES},
    **{f"{owner}brdr{side[0]}": partial(_border, "") for owner in ("cl", "tr") for side in _SIDES},
    **dict.fromkeys(_LINES, _line),
}
