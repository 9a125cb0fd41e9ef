"""What is known while an RTF file is read: the properties of each group, the paragraph, tables, notes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from corpus.document import BlockKind
from corpus.formats.word.flow import note_anchor
from corpus.formats.word.pieces import Box, Piece, Written
from corpus.formats.word.rtf.characters import Font, characters, joined_surrogates
from corpus.formats.word.rtf.tables import OpenTable, RowShape
from corpus.formats.word.running_text import PAPER, Look, RunningText, why_unseen
from corpus.text.scripts import Script, bracketed
from corpus.unseen import Unseen, count_words

# Destinations whose text is looked at when they end.
COLLECTED = frozenset("fonttbl style fldinst title author operator propname staticval nofpages".split())
MOST_NESTED_TABLES = 20
USUAL_SIZE = 12.0
LONGEST_MARK = 100
LONGEST_COLLECTED = 2000
LONGEST_HEADING_WORDS = 40
MOST_COLOURS = 10_000
CHANNELS = ("red", "green", "blue")


_HEADING_NAME = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop|rubrik)\s*(\d)\b", re.I)
_UNREAD_NAME = re.compile(r"(?:toc|contents|index) (?:\d|heading)|table of (?:figures|authorities)")
DEEPEST_CHAIN = 20


@dataclass(slots=True)
class RtfStyle:
    """A paragraph style: its name in lower case, its heading's level (0 for none), what it is based on."""

    name: str = ""
    level: int = 0
    based_on: int = -1

    def end_name(self, name: str) -> None:
        """Take the name, and the level where it tells one."""
        self.name = name.strip().rstrip(";").strip().lower()
        named = _HEADING_NAME.match(self.name)
        self.level = self.level or (int(named[1]) if named else 0)


def is_unread_style(style: RtfStyle | None) -> bool:
    """Tell whether a style is that of a table of contents or an index."""
    return style is not None and bool(_UNREAD_NAME.match(style.name))


def resolve_levels(styles: dict[int, RtfStyle]) -> None:
    """Give each style that says nothing of its own the level of what it is based on."""
    for style in styles.values():
        base, left = styles.get(style.based_on), DEEPEST_CHAIN
        while not style.level and base and left:
            style.level = base.level
            base, left = styles.get(base.based_on), left - 1


@dataclass(slots=True)
class Group:
    """The properties that hold in a group and those in it; `destination` is where its text goes.

    `colour`, `behind` and `shade` are the numbers of the letters' colour, of what is behind them and behind
    their paragraph, 0 for none. `opens` is the destination that begins with this very group.
    """

    destination: str = "body"
    font: int = -1
    fallback: int = 1
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    colour: int = 0
    behind: int = 0
    shade: int = 0
    script: Script = Script.LEVEL
    underlined: bool = False
    size: float = USUAL_SIZE
    style: int = 0
    outline: int | None = None
    level: int = 0
    table_level: int = 0
    borders: frozenset[str] = frozenset()
    opens: str = ""


@dataclass(slots=True)
class Flow:
    """A run of paragraphs with the tables that are open in it: the body, a note or a text box."""

    pieces: list[Piece] = field(default_factory=list)
    tables: list[OpenTable] = field(default_factory=list)
    row: RowShape = field(default_factory=RowShape)
    text: RunningText = field(default_factory=RunningText)
    mark: str = ""
    page: int | None = None
    all_bold: bool = True
    size: float = 0.0

    def put(self, piece: Piece) -> None:
        """Put a piece where the flow stands, in the innermost open cell."""
        (self.tables[-1].pieces if self.tables else self.pieces).append(piece)

    def stand_in(self, level: int) -> None:
        """Open and close tables until `level` of them are around what comes."""
        level = min(level, MOST_NESTED_TABLES)
        while len(self.tables) > level:
            for piece in self.tables.pop().closed():
                self.put(piece)
        while len(self.tables) < level:
            self.tables.append(OpenTable())


@dataclass(slots=True)
class RtfReading:
    """A file as far as it has been read; the last of `flows` is the one that text goes to.

    `colours` are those of the colour table, as in `Look`, `unseen` the words that were left out, by why.
    `fallback` is how many characters are to be left out behind a Unicode one, `side` the border that is
    being described; `fields` are the instructions of those that are open, and where their results begin.
    """

    encoding: str = "cp1252"
    group: Group = field(default_factory=Group)
    fonts: dict[int, Font] = field(default_factory=dict)
    styles: dict[int, RtfStyle] = field(default_factory=dict)
    colours: list[str] = field(default_factory=list)
    channels: dict[str, int] = field(default_factory=dict)
    unseen: dict[Unseen, list[str]] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=lambda: [Flow()])
    notes: list[str] = field(default_factory=list)
    note_counts: dict[str, int] = field(default_factory=dict)
    roman_endnotes: bool = False
    page: int | None = None
    waiting: bytearray = field(default_factory=bytearray)
    numbered_note: bool = False
    collected: str = ""
    default_font: int = -1
    fallback: int = 0
    side: str = ""
    fields: list[tuple[str, int]] = field(default_factory=list)

    def font(self) -> Font | None:
        """Return the font that holds."""
        return self.fonts.get(self.group.font)

    def flush(self) -> None:
        """Decode the bytes that wait, with the font that held when they came."""
        if self.waiting:
            data = bytes(self.waiting)
            self.waiting.clear()
            self.add(characters(data, self.encoding, self.font()))

    def add(self, words: str) -> None:
        """Put words at the end of the paragraph, or of the mark in front of it."""
        group, flow = self.group, self.flows[-1]
        if group.deleted:
            if group.destination == "body":
                self.unseen.setdefault(Unseen.DELETED, []).append(words)
            return
        if group.destination in ("body", "mark") and words and (why := why_unseen(self._look())):
            if group.destination == "body":
                self.unseen.setdefault(why, []).append(words)
            return
        if group.destination == "colortbl":
            self._add_colours(words.count(";"))
        elif group.destination == "mark":
            flow.mark = (flow.mark + words)[:LONGEST_MARK]
        elif group.destination in COLLECTED:
            self.collected = (self.collected + words)[:LONGEST_COLLECTED]
            if group.destination == "fonttbl" and self.fonts:
                self.fonts[next(reversed(self.fonts))].name = self.collected.strip(" ;")
        elif group.destination == "body":
            if words.strip():
                flow.page = flow.page or self.page
                flow.all_bold &= group.bold
                flow.size = max(flow.size, group.size)
            underlined = Script.UNDERLINED if group.underlined else Script.LEVEL
            flow.text.add(words, group.script or underlined)

    def unseen_words(self) -> Counter[Unseen]:
        """Count the words that were left out."""
        found: Counter[Unseen] = Counter()
        for why, pieces in self.unseen.items():
            count_words(found, why, "".join(pieces))
        return found

    def _add_colours(self, count: int) -> None:
        """End so many entries of the colour table; one that states nothing is the automatic colour."""
        for _ in range(min(count, MOST_COLOURS - len(self.colours))):
            shown = [self.channels.get(channel, 0) for channel in CHANNELS]
            self.colours.append(bytes(shown).hex() if self.channels else "")
            self.channels = {}

    def _look(self) -> Look:
        group = self.group
        behind = group.behind or group.shade or self._cell_shade()
        return Look(
            self._colour(group.colour),
            self._colour(behind) if behind else PAPER,
            group.size,
            group.hidden,
            group.struck,
        )

    def _colour(self, number: int) -> str:
        return self.colours[number] if 0 <= number < len(self.colours) else ""

    def _cell_shade(self) -> int:
        """Return the number of the colour of the cell that is being read, -1 where it is not known."""
        flow, level = self.flows[-1], self.group.table_level
        if not level:
            return 0 if len(self.flows) == 1 else -1
        shapes = flow.row.cells
        at = len(flow.tables[0].cells) if flow.tables else 0
        return shapes[at].behind if level == 1 and at < len(shapes) else -1

    def end_paragraph(self, table_level: int) -> None:
        """Close the paragraph with the properties that hold; `table_level` tables are around it."""
        self.flush()
        flow = self.flows[-1]
        for words in self.unseen.values():
            words.append(" ")
        flow.stand_in(table_level)
        text, mark = joined_surrogates(str(flow.text)), joined_surrogates(flow.mark).strip()
        if text.strip() and not is_unread_style(self.styles.get(self.group.style)):
            flow.put(self._written(text, mark, flow))
        flow.text, flow.mark, flow.page, flow.all_bold, flow.size = RunningText(), "", None, True, 0.0

    def _written(self, text: str, mark: str, flow: Flow) -> Written:
        group = self.group
        style = self.styles.get(group.style, RtfStyle())
        level = style.level if group.outline is None else group.outline
        numbered = any(map(str.isalnum, mark)) and mark != "o"
        written = Written(
            text,
            page=flow.page or self.page,
            depth=group.level + 1 if mark else 0,
            mark=mark if numbered else "-" if mark else "",
            bold=flow.all_bold,
            size=flow.size,
            boxed=len(group.borders) >= 3,
        )
        if style.name in ("title", "caption"):
            kind = BlockKind.TITLE if style.name == "title" else BlockKind.CAPTION
            return replace(written, kind=kind, depth=0, boxed=False)
        if level and len(text.split()) <= LONGEST_HEADING_WORDS:
            text = f"{mark} {text}" if numbered else text
            return replace(written, kind=BlockKind.HEADING, text=text, level=level, depth=0, boxed=False)
        return replace(written, bold=False, size=0.0) if style.name == "subtitle" else written

    def end(self) -> None:
        """Close what the end of the file leaves open."""
        while len(self.flows) > 1:
            self.end_note("")
        self.end_paragraph(self.group.table_level)
        self.flows[0].stand_in(0)

    def begin_flow(self) -> None:
        """Let a note or a text box begin in the middle of a paragraph."""
        self.flush()
        self.flows.append(Flow())

    def end_box(self) -> None:
        """Close a text box, and put it in front of the paragraph that it is tied to."""
        pieces = self._end_flow()
        if pieces:
            self.flows[-1].put(Box(pieces))

    def end_note(self, mark: str) -> None:
        """Close a note, and leave its mark in the paragraph that calls it."""
        texts = [piece.text.strip() for piece in self._end_flow() if isinstance(piece, Written)]
        text = " ".join(texts)
        self.notes.append(f"[{mark}] {text}" if mark and text else text)
        flow = self.flows[-1]
        shown = bracketed(flow.text.ending, mark) if mark else ""
        flow.text.add(note_anchor(len(self.notes) - 1) + shown)

    def _end_flow(self) -> list[Piece]:
        self.end_paragraph(self.group.table_level)
        self.flows[-1].stand_in(0)
        return self.flows.pop().pieces
