"""Turn lines, as an extractor or an editor left them, into titles, headings and paragraphs.

Four habits are told apart by looking at the whole file: a paragraph on each long line; lines wrapped
by hand with blank lines between paragraphs; the same with a form feed at each page; and a blank line
after every line, where only a line with white space in it, or several blank ones, end a paragraph.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from corpus.document import Block, BlockKind
from corpus.formats.pipe_tables import take_tables
from corpus.formats.typed_lists import Depths, indentation
from corpus.parts import Part, PartKind
from corpus.text.headings import name_headings
from corpus.text.hyphenation import HYPHENS, Vocabulary, join_lines, vocabulary
from corpus.text.shapes import ends_sentence, is_capitals, is_list_item, item_mark, without_item_mark
from corpus.text.text_lines import Line, without_running_heads

UNWRAPPED_LENGTH = 150
LONGEST_LABEL_LINES = 3
LONGEST_LABEL_WORDS = 8
LONGEST_TITLE_LINES = 8
# Shares of the usual length of a line: a line that fills its column, and one that stops well before.
FULL = 0.7
SHORT = 0.8
_ADDRESS = re.compile(r"(?:https?://|www\.)", re.I)


def blocks_from_lines(lines: Sequence[Line]) -> tuple[Block, ...]:
    """Return the blocks that `lines` make up, in order, words broken over lines mended.

    The first block is the title where the file begins with one.
    """
    lines, rows = take_tables(without_running_heads(lines))
    words = vocabulary(line.text for line in lines)
    width = _width(lines)
    runs = list(_runs(lines))
    if len(runs) <= 2:
        runs = [part for run in runs for part in _cut_below_short_lines(run, width)]
    runs = list(_mend_runs(runs, width))
    blocks = [_block(run, words, width) for run in runs]
    return tuple(name_headings(sorted([*blocks, *rows], key=lambda block: block.start)))


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph, by the file's own habit of parting them."""
    double_spaced, unwrapped, width = _is_double_spaced(lines), _is_unwrapped(lines), _width(lines)
    spaces_part = sum(bool(line.text) - (not line.text) for line in lines if not line.content) <= 0
    run: list[Line] = []
    blanks = 0
    for line in lines:
        if not line.content:
            ends = not double_spaced or blanks > 0 or (spaces_part and bool(line.text))
            blanks += 1
        else:
            ends = bool(run) and (unwrapped or _starts_anew(run, line, width))
            blanks = 0
        if ends and run:
            yield run
            run = []
        if line.content:
            run.append(line)
    if run:
        yield run


def _cut_below_short_lines(run: Sequence[Line], width: float) -> Iterator[list[Line]]:
    """Yield the paragraphs of a file that parts them by nothing but a last line shorter than the rest."""
    start = 0
    for position, (line, following) in enumerate(pairwise(run), start=1):
        ended = ends_sentence(line.content) and line.content[-1] not in ":;"
        if (
            ended
            and following.content[0].isupper()
            and _is_ended_early(line.content, following.content, width)
        ):
            yield list(run[start:position])
            start = position
    yield list(run[start:])


def _is_double_spaced(lines: Sequence[Line]) -> bool:
    """Tell whether nearly every line has a blank one below it, with sentences running on across."""
    contents = [line.content for line in lines]
    spaced = [
        (a, c) for a, b, c in zip(contents, contents[1:], contents[2:], strict=False) if a and not b and c
    ]
    adjacent = sum(1 for a, b in pairwise(contents) if a and b)
    if len(spaced) < 4 or adjacent > len(spaced) / 4:
        return False
    running_on = sum(1 for first, second in spaced if _runs_on(first, second) and second[0].islower())
    return running_on > len(spaced) / 3


def _is_unwrapped(lines: Sequence[Line]) -> bool:
    return _quantile(lines, 9, of=10) > UNWRAPPED_LENGTH


def _runs_on(first: str, second: str) -> bool:
    """Tell whether a sentence goes on from one line to the next."""
    if is_list_item(second):
        return False
    return first[-1] in HYPHENS or (not ends_sentence(first) and not is_capitals(first))


def _starts_anew(run: Sequence[Line], line: Line, width: float) -> bool:
    """Tell whether `line` begins a paragraph although no blank line stands before it."""
    previous = run[-1]
    if len(run) <= LONGEST_LABEL_LINES and _is_label([above.content for above in run], line.content, width):
        return True
    shouted = len(run) <= LONGEST_TITLE_LINES and all(is_capitals(above.content) for above in run)
    if shouted and line.content[0].isupper():
        return not is_capitals(line.content)
    indented = _indent(line) >= 2 > _indent(previous) and len(run) > 1
    return indented and ends_sentence(previous.content) and not is_list_item(line.content)


def _is_label(above: Sequence[str], below: str, width: float) -> bool:
    """Tell whether a few lines were ended on purpose above a full line, as a title or a heading is."""
    if any(map(ends_sentence, above)) or is_list_item(above[0]):
        return False
    begins = (above[0][0].isupper() or above[0][0].isdigit()) and below[0].isupper()
    ended = above[-1][-1] not in ",-" and _is_ended_early(above[-1], below, width)
    return begins and ended and len(below) >= FULL * width


def _is_ended_early(line: str, following: str, width: float) -> bool:
    """Tell whether the next word would have had its place on a line that ends before it."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) < SHORT * width


def _indent(line: Line) -> int:
    expanded = line.text.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _mend_runs(runs: Sequence[list[Line]], width: float) -> Iterator[list[Line]]:
    """Join the runs that a blank line or a page break parted in the middle of a sentence or a list."""
    pending: list[Line] = []
    for run in runs:
        if pending and (_is_broken(pending, run[0], width) or _is_listed_below(pending, run[0])):
            pending = pending + run
        else:
            if pending:
                yield pending
            pending = run
    if pending:
        yield pending


def _is_listed_below(run: Sequence[Line], line: Line) -> bool:
    """Tell whether `line` is an item of a list that a line ending in a colon leads in to."""
    lead_in = list(takewhile(lambda above: not is_list_item(above.content), run))
    return bool(lead_in) and lead_in[-1].content.endswith(":") and is_list_item(line.content)


def _width(lines: Sequence[Line]) -> float:
    """Return the length that a full line has; a last line or a heading is shorter."""
    return _quantile(lines, 3, of=4)


def _quantile(lines: Sequence[Line], number: int, *, of: int) -> float:
    lengths = [len(line.content) for line in lines if line.content]
    return statistics.quantiles([*lengths, *lengths], n=of)[number - 1] if lengths else 0.0


def _is_broken(run: Sequence[Line], first: Line, width: float) -> bool:
    """Tell whether the border between a run and the line below it lies inside a sentence."""
    last = run[-1]
    if not _runs_on(last.content, first.content) or _ADDRESS.match(first.content):
        return False
    if last.content[-1] in HYPHENS and len(last.content) > 1 and last.content[-2].isalpha():
        return first.content[0].isalpha()
    if last.page != first.page:
        return first.content[0].islower() or (len(run) > 1 and len(last.content) >= FULL * width)
    return FULL * width <= len(last.content) <= UNWRAPPED_LENGTH and first.content[0].islower()


@dataclass
class _Piece:
    """Lines that read as one, with the borders between them mended; `kind` and `depth` are as in `Part`."""

    kind: PartKind | None
    depth: int
    lines: list[str]
    length: int

    def add(self, line: str, words: Vocabulary) -> None:
        """Join `line` to the end; only the last line changes, so that a long piece costs no more."""
        joined = join_lines(self.lines[-1], line, words)
        self.length += len(joined) - len(self.lines[-1])
        # A word may be broken over more than two lines.
        is_short = " " not in line and len(joined) < UNWRAPPED_LENGTH
        self.lines[-1:] = [joined] if is_short else [joined[: -len(line)], line]


def _block(run: Sequence[Line], words: Vocabulary, width: float) -> Block:
    pieces: list[_Piece] = []
    depths = Depths()
    below_item = False
    for place, line in enumerate(run):
        content = re.sub(r"\s+", " ", line.content)
        above = pieces[-1] if pieces else None
        begins = above is None or above.kind is not None or _is_ended(above, content, width)
        mark = item_mark(content) if begins else ""
        kind, depth = None, 0
        if mark:
            kind, depth = PartKind.ITEM, depths.depth(indentation(line.text), mark)
        elif begins and _is_lead_in(line.content, run[place + 1 : place + 2], below_item=below_item):
            kind = PartKind.LEAD_IN
        if above is None or kind or above.kind is PartKind.LEAD_IN:
            pieces.append(_Piece(kind, depth, [content], len(content)))
        else:
            above.add(content, words)
        below_item = below_item or is_list_item(line.content)
    text, parts = _with_parts([("".join(each.lines), each.kind, each.depth) for each in pieces])
    return Block(BlockKind.PARAGRAPH, text, run[0].start, run[-1].end, run[0].page, parts=parts)


def _is_ended(piece: _Piece, following: str, width: float) -> bool:
    """Tell whether a piece ends as a sentence does, or is one line that ends before the next one had to."""
    ends = piece.length + 1 + len(following.split(maxsplit=1)[0])
    return ends < SHORT * width or ends_sentence(piece.lines[-1])


def _is_lead_in(content: str, below: Sequence[Line], *, below_item: bool) -> bool:
    """Tell whether a line is a label on its own above an item, or above another label."""
    if not below or not content[0].isupper() or len(content.split()) > LONGEST_LABEL_WORDS:
        return False
    if content.endswith(":"):
        return is_list_item(below[0].content) or below[0].content.endswith(":")
    return not ends_sentence(content) and not below_item and below[0].content.endswith(":")


def _with_parts(pieces: Sequence[tuple[str, PartKind | None, int]]) -> tuple[str, tuple[Part, ...]]:
    """Return the pieces one under the other, and the items and lead-ins among them."""
    parts: list[Part] = []
    start = 0
    for position, (piece, kind, depth) in enumerate(pieces):
        below = pieces[position + 1][1] if position + 1 < len(pieces) else None
        # What stands right above an item leads in to it, however long it is.
        named = kind or (PartKind.LEAD_IN if below is PartKind.ITEM else None)
        if named:
            behind = len(without_item_mark(piece)) if named is PartKind.ITEM else len(piece)
            parts.append(Part(named, start + len(piece) - behind, start + len(piece), depth))
        start += len(piece) + 1
    return "\n".join(piece for piece, _, _ in pieces), tuple(parts)
