"""Turn lines, as an extractor or an editor left them, into titles, headings and paragraphs.

Four habits are told apart by looking at the whole file: a paragraph on each long line; lines wrapped
by hand with blank lines between paragraphs; the same with a form feed at each page; and a blank line
after every line, where only a line with white space in it, or several blank ones, end a paragraph.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.document import Block, BlockKind
from corpus.hyphenation import HYPHENS, Vocabulary, join_lines, vocabulary

UNWRAPPED_LENGTH = 150
LONGEST_HEADING_WORDS = 14
LONGEST_TITLE_WORDS = 30
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*\s*[\d,–-]*$")
_LIST_ITEM = re.compile(r"(?:[-*•‣◦▪●·–]|\(?(?:\d{1,2}|[a-z])[.)])\s+\S")
_TITLE_LABEL = re.compile(r"^(?:answer|article|case|diagnosis|question|subject|title|topic)\s*:\s*", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file with its character offsets in the file's text, and its page from 1."""

    text: str
    start: int
    end: int
    page: int | None = None

    @property
    def content(self) -> str:
        """Return the line without the white space around it."""
        return self.text.strip()


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of `text`; pages are counted when form feeds part it."""
    paged = "\f" in text.strip("\f\n ")
    lines: list[Line] = []
    start, page = 0, 1
    for piece in re.split(r"(\n|\f)", text):
        if piece not in ("\n", "\f"):
            lines.append(Line(piece, start, start + len(piece), page if paged else None))
        page += piece == "\f"
        start += len(piece)
    return tuple(lines)


def blocks_from_lines(lines: Sequence[Line]) -> tuple[Block, ...]:
    """Return the blocks that `lines` make up, in order, words broken over lines mended.

    The first block is the title where the file begins with one.
    """
    words = vocabulary(line.text for line in lines)
    runs = list(_mend_runs(list(_runs(lines)), lines))
    blocks = [_block(run, words) for run in runs]
    return tuple(_name_headings(blocks, [len(run) for run in runs]))


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph, by the file's own habit of parting them."""
    double_spaced, unwrapped = _is_double_spaced(lines), _is_unwrapped(lines)
    run: list[Line] = []
    blanks = 0
    for line in lines:
        if not line.content:
            ends = not double_spaced or bool(line.text) or blanks > 0
            blanks += 1
        else:
            ends = bool(run) and (unwrapped or _starts_anew(run, line))
            blanks = 0
        if ends and run:
            yield run
            run = []
        if line.content:
            run.append(line)
    if run:
        yield run


def _is_double_spaced(lines: Sequence[Line]) -> bool:
    """Tell whether nearly every line has a blank one below it, with sentences running on across."""
    contents = [line.content for line in lines]
    spaced = [
        (a, c) for a, b, c in zip(contents, contents[1:], contents[2:], strict=False) if a and not b and c
    ]
    adjacent = sum(1 for a, b in pairwise(contents) if a and b)
    if len(spaced) < 4 or adjacent > len(spaced) / 4:
        return False
    running_on = sum(1 for first, second in spaced if _runs_on(first, second))
    return running_on > len(spaced) / 2


def _is_unwrapped(lines: Sequence[Line]) -> bool:
    lengths = [len(line.content) for line in lines if line.content]
    return bool(lengths) and statistics.quantiles([*lengths, *lengths], n=10)[-1] > UNWRAPPED_LENGTH


def _runs_on(first: str, second: str) -> bool:
    """Tell whether a sentence goes on from one line to the next."""
    if _LIST_ITEM.match(second):
        return False
    return first[-1] in HYPHENS or (not _SENTENCE_END.search(first) and not _is_capitals(first))


def _starts_anew(run: Sequence[Line], line: Line) -> bool:
    """Tell whether `line` begins a paragraph although no blank line stands before it."""
    previous = run[-1]
    if all(_is_capitals(above.content) for above in run) and line.content[0].isupper():
        return not _is_capitals(line.content)
    indented = _indent(line) >= 2 > _indent(previous) and len(run) > 1
    return indented and bool(_SENTENCE_END.search(previous.content)) and not _LIST_ITEM.match(line.content)


def _indent(line: Line) -> int:
    expanded = line.text.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _is_capitals(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) >= 4


def _mend_runs(runs: Sequence[list[Line]], lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Join the runs that a blank line or a page break parted in the middle of a sentence."""
    width = _width(lines)
    pending: list[Line] = []
    for run in runs:
        if pending and _is_broken(pending[-1], run[0], width):
            pending = pending + run
        else:
            if pending:
                yield pending
            pending = run
    if pending:
        yield pending


def _width(lines: Sequence[Line]) -> float:
    lengths = [len(line.content) for line in lines if line.content]
    return statistics.median(lengths) if lengths else 0.0


def _is_broken(last: Line, first: Line, width: float) -> bool:
    """Tell whether the border between two runs lies inside a sentence."""
    if not _runs_on(last.content, first.content):
        return False
    if last.content[-1] in HYPHENS and len(last.content) > 1 and last.content[-2].isalpha():
        return first.content[0].isalpha()
    full = last.page != first.page or 0.7 * width <= len(last.content) <= UNWRAPPED_LENGTH
    return full and first.content[0].islower()


def _block(run: Sequence[Line], words: Vocabulary) -> Block:
    text = ""
    for line in run:
        content = re.sub(r"\s+", " ", line.content)
        is_item = bool(text) and bool(_LIST_ITEM.match(content))
        text = f"{text}\n{content}" if is_item else join_lines(text, content, words)
    return Block(BlockKind.PARAGRAPH, text, run[0].start, run[-1].end, run[0].page)


def _name_headings(blocks: Sequence[Block], line_counts: Sequence[int]) -> Iterator[Block]:
    """Yield the blocks with title and headings told from paragraphs by their shape and what follows."""
    for position, (block, count) in enumerate(zip(blocks, line_counts, strict=True)):
        followed = position + 1 < len(blocks)
        if position == 0 and followed and _is_title(block):
            yield replace(block, kind=BlockKind.TITLE, text=_TITLE_LABEL.sub("", block.text))
        elif followed and count <= 2 and _is_heading(block, blocks[position + 1]):
            yield replace(block, kind=BlockKind.HEADING)
        else:
            yield block


def _is_title(block: Block) -> bool:
    return len(block.text.split()) <= LONGEST_TITLE_WORDS and not block.text.rstrip().endswith(
        (".", ":", ";", ",")
    )


def _is_heading(block: Block, following: Block) -> bool:
    words = block.text.split()
    return (
        len(words) <= LONGEST_HEADING_WORDS
        and not _SENTENCE_END.search(block.text)
        and not re.search(r"[,:/@]", block.text)
        and not _LIST_ITEM.match(block.text)
        and (block.text[0].isupper() or block.text[0].isdigit())
        and len(following.text.split()) > len(words)
    )
