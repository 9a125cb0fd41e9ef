"""Cut a paragraph into statements, the smallest that can be quoted alone, each with what it is about.

A label alone, a lead-in, a heading said again and a box that is not ticked are no statements: they are the
context of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.document import BlockKind, Paragraph
from corpus.parts import Part, PartKind
from corpus.text.headings import tells
from corpus.text.sentences import split_sentences
from corpus.text.shapes import ends_sentence, item_mark, leans_back, without_item_mark

LONGEST_LABEL_WORDS = 6
# Characters of a sentence that is told with the lead-in that goes on to speak of it.
LONGEST_BEFORE = 240
_OPEN = re.compile(r"[:…]\W{0,3}$")
_BOX = re.compile(r"(?:(?P<open>☐|\[ \])|[☑☒]|\[[xX]\])\s*")
# What a paragraph or an item begins with, and one side of that: "Salbutamol: Relaxes airways. Dose: 5 mg".
_RUN_IN = re.compile(r"(?P<label>[^\W\d][^:;.!?\n]{1,50}):\s+(?=\S)")
_SIDE = re.compile(
    r"dos(?:e|es|age|ing)\b.*|(?:\w+ )?(?:dos(?:e|es|age|ing)|route|onset|duration|frequency|max(?:imum)?|"
    r"repeat|interval|"
    r"indications?|uses?|contra-?indications?|cautions?|warnings?|precautions?|side effects|adverse \w+|"
    r"interactions?|monitoring|mechanism|preparation|administration|storage|notes?|remarks?|comments?|"
    r"evidence|alternatives?|rationale)$",
    re.I,
)
# Of what these are is said in the sentence before: "Some examples include:".
_EXAMPLES = re.compile(
    r"(?:(?:some|other|common|typical) )?examples\b|(?:some|most|many) of (?:these|them)\b", re.I
)
# What is noted of the person who filled a form in says nothing to its reader.
_NOTED = re.compile(r"(?:seen|\w+ed) by\b", re.I)


class StatementKind(StrEnum):
    """What a statement is in its paragraph."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Context:
    """What a statement is about, from far to near; any may be empty.

    `title` is the document's, `headings` is the path of headings, outermost first, `box` the heading of the
    box that it stands in, `caption` that of its table. `lead_ins` are by level, outermost first, the nearest
    parents alone. `group` is the label that its row stands under, `row` the row's own, `columns` are the
    names of its column, outermost first.
    """

    title: str = ""
    headings: tuple[str, ...] = ()
    box: str = ""
    caption: str = ""
    lead_ins: tuple[str, ...] = ()
    group: str = ""
    row: str = ""
    columns: tuple[str, ...] = ()

    def parts(self) -> tuple[str, ...]:
        """Return what it says from far to near, without colons at the end, what is said twice once."""
        near = (self.group, self.row, *self.columns)
        said = (self.title, *self.headings, self.box, self.caption, *self.lead_ins, *near)
        bare = [text for each in said if (text := _unmarked(each))]
        # The first to say it is kept.
        return tuple({text.casefold(): text for text in reversed(bare)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Statement:
    """The smallest stretch of a paragraph that can be quoted alone: `paragraph.text[start:end] == text`.

    `level` is an item's depth from 1. Of a row or a cell, `table` counts its table in the document, `row` its
    row in the table and `column` its cell in the row, all from 1 and 0 where it is none.
    """

    text: str
    start: int
    end: int
    kind: StatementKind
    context: Context
    level: int = 0
    table: int = 0
    row: int = 0
    column: int = 0


def statements_of(paragraph: Paragraph, title: str = "") -> tuple[Statement, ...]:
    """Return the statements of `paragraph` in order; `title` is its document's.

    A row with several values gives itself and each of them. What stands in a list of sources says nothing.
    """
    if paragraph.kind is BlockKind.REFERENCE:
        return ()
    inside = (paragraph.box, paragraph.caption, paragraph.lead_ins)
    about = Context(title, paragraph.headings, *inside)
    if paragraph.kind is BlockKind.TABLE_ROW:
        return tuple(_of_row(paragraph, about))
    if paragraph.kind is BlockKind.CAPTION and not ends_sentence(paragraph.text):
        return ()
    return tuple(_Reading(paragraph.text, about).statements(paragraph.parts or listed_parts(paragraph.text)))


def render(context: Context, text: str) -> str:
    """Return `text` behind what it is about: "Title > Heading > Lead-in > Row > Column: text"."""
    about = " > ".join(context.parts())
    return f"{about}: {text}" if about else text


def listed_parts(text: str) -> tuple[Part, ...]:
    """Return the items and lead-ins that the lines of `text` give away by their marks."""
    lines = list(re.finditer(r"[^\n]+", text))
    marks = [item_mark(line[0]) for line in lines]
    if not any(marks):
        return ()
    parts: list[Part] = []
    for line, mark in zip(lines, marks, strict=True):
        start = line.end() - len(without_item_mark(line[0]))
        parts.append(Part(PartKind.ITEM if mark else PartKind.LEAD_IN, start, line.end(), int(bool(mark))))
    return tuple(parts)


def _of_row(paragraph: Paragraph, about: Context) -> Iterator[Statement]:
    """Yield a row's own words, and where it holds several values each with the row's label and its column."""
    text, parts = paragraph.text, paragraph.parts
    group = next((part for part in parts if part.kind is PartKind.GROUP), None)
    start = _behind(text, group) if group else 0
    about = replace(about, group=text[: group.end]) if group else about
    place = (0, paragraph.table, paragraph.row)
    cells = [part for part in parts if part.kind is PartKind.CELL]
    if parts and not cells and _is_bare_label(text[start:]):
        return
    yield Statement(text[start:], start, len(text), StatementKind.ROW, about, *place)
    if len(cells) > 1:
        for part in cells:
            named = [each for each in parts if each.kind is PartKind.LABEL and each.column < part.column]
            label = ", ".join(text[each.start : each.end] for each in named)
            own = replace(about, row=label, columns=part.columns)
            words = text[part.start : part.end]
            yield Statement(words, part.start, part.end, StatementKind.CELL, own, *place, part.column)


def _behind(text: str, part: Part) -> int:
    """Return where the words behind a part begin."""
    return part.end + len(text[part.end :]) - len(text[part.end :].lstrip(": \n"))


class _Reading:
    """A walk through a paragraph's parts, which knows what leads in to the place that it has come to."""

    def __init__(self, text: str, about: Context) -> None:
        self._text = text
        self._about = about
        self._levels: list[tuple[int, str]] = []
        # The sentence that has just been said, of which a lead-in may go on to speak.
        self._before = ""
        # Whether nothing has been said since the last label: the next one then stands under it.
        self._open = False
        self._listed = False

    def statements(self, parts: Sequence[Part]) -> Iterator[Statement]:
        """Yield the statements of the paragraph, those outside of all parts among them."""
        at = 0
        for part, below in zip(parts, (*parts[1:], None), strict=False):
            # What stands on an item's own line before it is its mark.
            border = self._text.rfind("\n", 0, part.start) + 1
            yield from self._sentences(at, border if part.kind is PartKind.ITEM else part.start)
            at = part.end
            if part.kind is PartKind.BOX:
                head = self._text[part.start : part.end]
                if tells(head):
                    yield Statement(head, part.start, part.end, StatementKind.SENTENCE, self._about)
                self._about = replace(self._about, box=head)
            elif part.kind is PartKind.ITEM:
                leads_in = below is not None and below.kind is PartKind.ITEM and below.level > part.level
                yield from self._item(part, leads_in=leads_in)
            else:
                leads_in = below is not None and below.kind in (PartKind.ITEM, PartKind.LEAD_IN)
                yield from self._sentences(part.start, part.end, leads_in=leads_in)
        yield from self._sentences(at, len(self._text))

    def _sentences(self, start: int, end: int, *, leads_in: bool = False) -> Iterator[Statement]:
        """Yield the sentences between two places; a label among them leads in to what stands below it."""
        found = list(self._found(start, end))
        heads = _run_in_heads([text for text, _, _ in found])
        for place, (text, begin, finish) in enumerate(found):
            last = place == len(found) - 1
            if _OPEN.search(text) or (last and leads_in and not text.endswith((".", "!", "?"))):
                self._lead_in(0, text)
            elif not self._is_said(text):
                # What stands below a list is none of what led in to it.
                self._levels = [] if self._listed else self._levels
                self._open = self._listed = False
                self._before = text
                yield Statement(text, begin, finish, StatementKind.SENTENCE, self._context(heads[place]))

    def _item(self, part: Part, *, leads_in: bool) -> Iterator[Statement]:
        self._levels = [each for each in self._levels if each[0] < part.level]
        context = self._context()
        found = list(self._found(part.start, part.end))
        if leads_in and found:
            self._levels.append((part.level, found[-1][0] if _OPEN.search(found[-1][0]) else found[0][0]))
        self._open, self._listed, self._before = False, True, ""
        heads = _run_in_heads([text for text, _, _ in found])
        for (text, begin, finish), head in zip(found, heads, strict=True):
            only_label = _OPEN.search(text) or (leads_in and len(found) == 1 and _is_label(text))
            if not (only_label or self._is_said(text) or _is_noted(text, context)):
                start = begin + _length_of_box(text)
                place = (self._text[start:finish], start, finish)
                about = replace(context, lead_ins=(*context.lead_ins, head)) if head else context
                yield Statement(*place, StatementKind.ITEM, about, part.level)

    def _lead_in(self, level: int, text: str) -> None:
        outer = [each for each in self._levels if each[0] < level or (each[0] == level == 0)]
        outer = outer if self._open else outer[:-1]
        goes_on = bool(leans_back(text) or _EXAMPLES.match(text))
        if goes_on and not outer and 0 < len(self._before) <= LONGEST_BEFORE:
            outer = [(level, self._before)]
        self._levels = [*outer, (level, text)]
        self._open, self._listed, self._before = True, False, ""

    def _context(self, head: str = "") -> Context:
        lead_ins = (*self._about.lead_ins, *(text for _, text in self._levels), *([head] if head else []))
        return replace(self._about, lead_ins=lead_ins)

    def _is_said(self, text: str) -> bool:
        """Tell whether a sentence only says a heading or the title again."""
        about = self._about
        return _folded(text) in {_folded(each) for each in (about.title, *about.headings, about.box)}

    def _found(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        for sentence in split_sentences(self._text[start:end]):
            if any(map(str.isalnum, sentence.text)):
                yield sentence.text, start + sentence.start, start + sentence.end


def _run_in_heads(sentences: Sequence[str]) -> list[str]:
    """Return for each sentence the label that an earlier one began with; empty where it has one of its own.

    A label for one side of what the earlier one names, such as its dose, stands under that.
    """
    heads, head = [], ""
    for text in sentences:
        found = _RUN_IN.match(text)
        label = found["label"] if found and len(found["label"].split()) <= LONGEST_LABEL_WORDS else ""
        stays = not label or (_SIDE.match(label) and not _SIDE.match(head))
        heads.append(head if stays else "")
        head = head if head and stays else label
    return heads


def _is_bare_label(text: str) -> bool:
    """Tell whether a row says what it is about, and nothing of that."""
    return len(text.split()) <= LONGEST_LABEL_WORDS and not ends_sentence(text)


def _is_label(text: str) -> bool:
    """Tell whether an item above others only names them: a few words, no figure, no end."""
    short = len(text.split()) <= LONGEST_LABEL_WORDS
    return short and not ends_sentence(text) and not any(map(str.isdigit, text))


def _is_noted(text: str, context: Context) -> bool:
    """Tell whether a box is open with nothing that says what for, or only notes who has looked."""
    box = _BOX.match(text)
    if box is None:
        return False
    noted = _NOTED.match(text, box.end()) and len(text.split()) <= LONGEST_LABEL_WORDS
    return bool(noted or (box["open"] and not context.lead_ins))


def _length_of_box(text: str) -> int:
    box = _BOX.match(text)
    return box.end() if box else 0


def _unmarked(text: str) -> str:
    """Return `text` on one line, without its box and the colon that ends it."""
    return " ".join(text[_length_of_box(text) :].split()).rstrip(" :…")


def _folded(text: str) -> str:
    return _unmarked(text).casefold().strip(" .-–—")
