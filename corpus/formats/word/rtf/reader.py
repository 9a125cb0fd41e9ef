"""Follow an RTF file token by token: which groups open, what each control word changes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field

from corpus.formats.lists import format_count
from corpus.formats.word.rtf.characters import Font, Token, spelt
from corpus.formats.word.rtf.controls import CONTROLS
from corpus.formats.word.rtf.state import CHANNELS, Group, RtfReading, RtfStyle, resolve_levels
from corpus.formats.word.rtf.tables import RowShape
from corpus.text.scripts import Script
from corpus.text.symbols import symbol

MOST_NESTED_FLOWS = 10
_UNREAD = frozenset(
    """header headerl headerr headerf footer footerl footerr footerf pict objdata objclass objname
    listtable listoverridetable revtbl rsidtbl annotation atnid atnauthor atntime atnicn atnref atndate
    atnparent atrfstart atrfend xe tc rxe nonshppict shppict shprslt pnseclvl pn filetbl generator falt
    panose themedata colorschememapping datastore latentstyles bkmkstart bkmkend mmathPict ftnsep ftnsepc
    ftncn aftnsep aftnsepc aftncn sp picprop blipuid nonesttables xmlnstbl wgrffmtfilter template
    passwordhash listpicture background pgdsctbl comment doccomm company manager category keywords subject
    hlinkbase""".split()
)
_ENTERED = frozenset(
    """shpinst shptxt shpgrp do dptxbxtext nesttableprops ud moMath moMathPara footnote listtext pntext
    fldinst userprops cs ts ds""".split()
)
# What the text of a destination becomes.
_DESTINATIONS = {
    "info": "info",
    "shp": "ignored",
    "shpinst": "ignored",
    "shpgrp": "ignored",
    "do": "ignored",
    "object": "ignored",
    "upr": "ignored",
    "userprops": "ignored",
    "result": "body",
    "ud": "body",
    "shptxt": "body",
    "dptxbxtext": "body",
    "footnote": "body",
    "listtext": "mark",
    "pntext": "mark",
    "fonttbl": "fonttbl",
    "colortbl": "colortbl",
    "stylesheet": "stylesheet",
    "fldinst": "fldinst",
}
_INFORMATION = frozenset("title author operator creatim revtim propname staticval nofpages".split())
_STATING = frozenset({"info", "ignored"})
_FLOWS = frozenset({"shptxt", "dptxbxtext", "footnote"})
_UNREAD_FIELD = re.compile(r"\s*(?:TOC|TOA|INDEX|PAGE|NUMPAGES)\b", re.I)
_SYMBOL_FIELD = re.compile(r"\s*SYMBOL\s+(?P<code>\d+)(?:.*?\\+f\s+\"?(?P<font>[\w ]+))?", re.I)


@dataclass(slots=True)
class RtfReader:
    """Where the reading stands: the groups that are open, and what has been found beside the text."""

    reading: RtfReading
    stack: list[Group] = field(default_factory=list)
    skipped: int = 0
    starred: bool = False
    entry: int | None = None
    rows: list[RowShape] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    stamp: dict[str, int] = field(default_factory=dict)
    name: str = ""

    def read(self, tokens: Iterable[Token]) -> None:
        """Follow the tokens to the end."""
        for token in tokens:
            if self.skipped:
                self.skipped += {"{": 1, "}": -1}.get(token.name, 0) if token.kind == "brace" else 0
                if not self.skipped:
                    self._close()
            elif token.kind == "brace":
                self._open() if token.name == "{" else self._close()
            elif self.reading.fallback and not (token.kind == "word" and token.name == "u"):
                self._take_fallback(token)
            elif token.kind == "text":
                self.reading.waiting += token.data
            else:
                self._control(token)

    def _take_fallback(self, token: Token) -> None:
        r"""Leave out what stands for a `\uN` where Unicode is not known."""
        if token.kind == "text" and len(token.data) > self.reading.fallback:
            self.reading.waiting += token.data[self.reading.fallback :]
            self.reading.fallback = 0
        else:
            self.reading.fallback -= len(token.data) or 1

    def _open(self) -> None:
        self.reading.flush()
        self.reading.fallback, self.starred = 0, False
        self.stack.append(self.reading.group)
        self.reading.group = copy(self.reading.group)
        self.reading.group.opens = ""

    def _close(self) -> None:
        self.reading.flush()
        self.reading.fallback, self.starred = 0, False
        if self.stack:
            self._end(self.reading.group.opens)
            self.reading.group = self.stack.pop()

    def _control(self, token: Token) -> None:
        reading, name = self.reading, token.name
        reading.flush()
        if token.kind == "symbol":
            self.starred = name == "*"
            reading.add(spelt(name) or "")
            if name in "\r\n":
                reading.end_paragraph(reading.group.table_level)
            return
        starred, self.starred = self.starred, False
        if self._is_unread(name, starred=starred):
            self.skipped = 1
        elif name in _DESTINATIONS or (name in _INFORMATION and reading.group.destination in _STATING):
            self._begin(name)
        elif reading.group.destination in ("fonttbl", "stylesheet", "style"):
            self._define(name, token.number or 0)
        elif reading.group.destination == "colortbl" and name in CHANNELS:
            reading.channels[name] = max(0, min(token.number or 0, 255))
        elif name in ("yr", "mo", "dy"):
            self.stamp[name] = token.number or 0
        elif name in CONTROLS:
            CONTROLS[name](reading, 1 if token.number is None else token.number)
        elif character := spelt(name):
            reading.add(character)

    def _is_unread(self, name: str, *, starred: bool) -> bool:
        """Tell whether a control word begins a group that is left out."""
        if name == "fldrslt" and self.reading.fields:
            return bool(_UNREAD_FIELD.match(self.reading.fields[-1][0]))
        if name in _FLOWS and len(self.reading.flows) > MOST_NESTED_FLOWS:
            return True
        return name in _UNREAD or (starred and name not in _ENTERED and name not in _INFORMATION)

    def _define(self, name: str, number: int) -> None:
        """Take what a control word says of a font or a style in their tables."""
        reading = self.reading
        if reading.group.destination == "fonttbl":
            if name == "f":
                self.entry = number
                reading.fonts[number] = Font()
                reading.collected = ""
            elif name == "fcharset" and self.entry in reading.fonts:
                reading.fonts[self.entry].set_charset(number)
        elif name == "s":
            self._begin_style(number)
        elif name in ("cs", "ds", "ts"):
            self.skipped = 1
        elif name == "outlinelevel" and 0 <= number <= 8:
            reading.styles[self._begin_style(self.entry)].level = number + 1
        elif name == "sbasedon":
            reading.styles[self._begin_style(self.entry)].based_on = number

    def _begin_style(self, number: int | None) -> int:
        """Let a style begin where none has begun in the group; one without a number is the standard's."""
        group = self.reading.group
        if group.destination == "stylesheet":
            group.destination = group.opens = "style"
            self.reading.collected = ""
            self.entry = number or 0
            self.reading.styles[self.entry] = RtfStyle()
        # A broken file may go on with a style that none of its groups began.
        self.reading.styles.setdefault(self.entry or 0, RtfStyle())
        return self.entry or 0

    def _begin(self, name: str) -> None:
        reading = self.reading
        group = reading.group
        group.opens = name
        group.destination = _DESTINATIONS.get(name, name)
        reading.collected = ""
        if name in _FLOWS:
            reading.begin_flow()
            numbered = "numbered" if reading.numbered_note else "own"
            group.opens = f"{name} {numbered}" if name == "footnote" else name
            reading.numbered_note = False
            group.table_level, group.borders, group.hidden, group.script = 0, frozenset(), False, Script.LEVEL
            group.colour = group.behind = group.shade = 0
            group.struck = False
        elif name == "colortbl":
            reading.colours.clear()
        elif name == "nesttableprops":
            self.rows.append(reading.flows[-1].row)

    def _end(self, opened: str) -> None:
        reading = self.reading
        text = reading.collected.strip()
        if opened in ("shptxt", "dptxbxtext") and len(reading.flows) > 1:
            reading.end_box()
        elif opened.startswith(("footnote", "endnote")) and len(reading.flows) > 1:
            kind, _, numbered = opened.partition(" ")
            reading.end_note(self._note_mark(kind) if numbered == "numbered" else "")
        elif opened == "field" and self.reading.fields:
            self._end_field()
        elif opened == "fldinst" and self.reading.fields:
            self.reading.fields[-1] = (text, self.reading.fields[-1][1])
        elif opened == "nesttableprops" and self.rows:
            reading.flows[-1].row = self.rows.pop()
        elif opened == "stylesheet":
            resolve_levels(reading.styles)
        elif opened == "style" and self.entry is not None:
            reading.styles[self.entry].end_name(reading.collected)
        elif opened in ("creatim", "revtim"):
            year, month, day = (self.stamp.get(part, 0) for part in ("yr", "mo", "dy"))
            self.properties[opened] = f"{year:04}-{month:02}-{day:02}"
        elif opened == "propname":
            self.name = text
        elif opened == "staticval":
            self.properties[self.name] = text
        elif opened in _INFORMATION:
            self.properties[opened] = text

    def _end_field(self) -> None:
        instruction, before = self.reading.fields.pop()
        found = _SYMBOL_FIELD.match(instruction)
        if found and self.reading.flows[-1].text.parts == before:
            self.reading.add(symbol(found["font"] or "Symbol", int(found["code"])))

    def _note_mark(self, kind: str) -> str:
        counts = self.reading.note_counts
        counts[kind] = counts.get(kind, 0) + 1
        roman = kind == "endnote" and self.reading.roman_endnotes
        return format_count(counts[kind], "lowerRoman" if roman else "decimal")
