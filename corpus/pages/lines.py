"""Put a page's characters together into lines, by where they stand rather than in which order they come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.decoding import drop_unseen
from corpus.pages.characters import Characters
from corpus.pages.page import Box, Line
from corpus.pages.scripts import raised_text

Indices = NDArray[np.int64]
# In shares of the letters' size. Characters further apart than `WIDE` belong to two columns or cells unless
# a blank is written between them; `SPACE` parts words; `NEAR` is as far as pieces of a line are drawn apart.
WIDE = 0.8
# A blank in the middle of what was written in one go is one, however far a line was stretched.
WIDEST_BLANK = 1.6
JUSTIFIED_BLANK = 5.0
NEAR = 0.7
SPACE = 0.12
FEW_GAPS = 6
TRACKING = 0.12
BACKWARDS = 0.6
SAME_BASELINE = 0.25
SCRIPT_SHIFT = 0.12
FURTHEST_SHIFT = 0.65
SMALLER = 0.86
MOST_UNMAPPED = 0.25
MOST_SCRIPTS = 3_000
LONGEST_SCRIPT = 14
# How far, in sizes, a bullet or a number may stand before the words that it belongs to.
MARK_REACH = 4.5
NUMBER_REACH = 3.0
_ITEM_MARK = re.compile(r"[•▪●◦‣·○■□➢✓*–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]|\[\d{1,3}\]")
_SECTION_NUMBER = re.compile(r"(?:\d{1,2}|[A-Z]|[IVX]{1,5})(?:\.\d{1,2})*\.?")
LONGEST_MARK = 9
STRETCHED = 1.15


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with the characters that it is made of, as indices; `raised` marks those that stand higher."""

    line: Line
    characters: Indices
    raised: NDArray[np.bool_]
    spaced: NDArray[np.bool_]
    unmapped: bool


@dataclass(slots=True)
class _Run:
    """Characters that follow each other on one baseline.

    `reach` is how far to the right, in sizes, an item's mark finds its words; `stretch` how far the run's
    own words stand apart, `None` where it has one only.
    """

    characters: Indices
    left: float
    right: float
    base: float
    size: float
    reach: float = 0.0
    stretch: float | None = None


def place_lines(characters: Characters) -> list[PlacedLine]:
    """Return the lines of upright characters in no particular order."""
    if not len(characters.codes):
        return []
    sizes = np.array([max(look.size, 0.5) for look in characters.looks])[characters.styles]
    runs = _joined(_runs(characters, sizes))
    runs = _with_scripts(runs)
    return [line for run in runs if (line := _placed(characters, sizes, run)) is not None]


def _runs(characters: Characters, sizes: NDArray[np.float64]) -> list[_Run]:
    boxes, bases = characters.boxes, characters.bases[:, 1]
    larger = np.maximum(sizes[1:], sizes[:-1])
    gap = characters.bases[1:, 0] - boxes[:-1, 2]
    blank = characters.spaces[1:] == 1
    together = blank & (np.diff(characters.objects.astype(np.int64)) == 0)
    widest = np.select([together, blank], [JUSTIFIED_BLANK, WIDEST_BLANK], WIDE) * larger
    level = np.abs(np.diff(bases)) < FURTHEST_SHIFT * larger
    follows = level & (gap > -BACKWARDS * larger) & (gap < widest)
    # The letters of a ligature all have the place of its one glyph.
    follows |= (np.abs(np.diff(boxes, axis=0)) < 0.01).all(axis=1)
    cuts = np.flatnonzero(~follows) + 1
    pieces = np.split(np.arange(len(sizes)), cuts)
    return [_run(characters, sizes, piece) for piece in pieces]


def _run(characters: Characters, sizes: NDArray[np.float64], piece: Indices) -> _Run:
    own = sizes[piece]
    size = float(np.sort(own)[int(0.7 * len(own))]) if len(own) > 1 else float(own[0])
    bases = characters.bases[piece, 1][own >= SMALLER * size]
    base = float(np.median(bases)) if len(bases) else float(characters.bases[piece[0], 1])
    boxes = characters.boxes[piece]
    return _Run(
        piece,
        float(boxes[:, 0].min()),
        float(boxes[:, 2].max()),
        base,
        size,
        _reach(characters, piece),
        _stretch(characters, piece, size),
    )


def _reach(characters: Characters, piece: Indices) -> float:
    if len(piece) > LONGEST_MARK:
        return 0.0
    text = "".join(chr(code) for code in characters.codes[piece].tolist() if code < 0x110000)
    if _ITEM_MARK.fullmatch(text):
        return MARK_REACH
    bold = characters.looks[int(characters.styles[piece[0]])].bold
    return NUMBER_REACH if bold and _SECTION_NUMBER.fullmatch(text) else 0.0


def _stretch(characters: Characters, piece: Indices, size: float) -> float | None:
    gaps = (characters.bases[piece[1:], 0] - characters.boxes[piece[:-1], 2]) / size
    gaps = gaps[gaps > SPACE]
    return float(np.median(gaps)) if len(gaps) else None


def _joined(runs: list[_Run]) -> list[_Run]:
    """Join the runs that stand side by side on one baseline but were not drawn one after the other."""
    runs = sorted(runs, key=lambda run: run.base)
    joined: list[_Run] = []
    group: list[_Run] = []
    for run in runs:
        if group and run.base - group[-1].base > SAME_BASELINE * min(run.size, group[-1].size):
            joined.extend(_joined_row(group))
            group = []
        group.append(run)
    return [*joined, *_joined_row(group)]


def _joined_row(row: list[_Run]) -> Iterator[_Run]:
    row.sort(key=lambda run: run.left)
    above: _Run | None = None
    for run in row:
        if above and _are_near(above, run):
            above = _together(above, run)
        else:
            if above:
                yield above
            above = run
    if above:
        yield above


def _are_near(first: _Run, second: _Run) -> bool:
    size = max(first.size, second.size)
    level = abs(first.base - second.base) < SAME_BASELINE * size
    # The gaps of one stretched line are alike, unlike that between two columns.
    stretches = [run.stretch for run in (first, second) if run.stretch is not None]
    stretched = min(WIDEST_BLANK, STRETCHED * min(stretches, default=0.0))
    reach = max(first.reach * size, max(NEAR, stretched) * min(first.size, second.size))
    return level and -BACKWARDS * size < second.left - first.right < reach


def _together(first: _Run, second: _Run) -> _Run:
    larger = first if len(first.characters) * first.size >= len(second.characters) * second.size else second
    characters = np.concatenate([first.characters, second.characters])
    stretches = [run.stretch for run in (first, second) if run.stretch is not None]
    left, right = min(first.left, second.left), max(first.right, second.right)
    return _Run(characters, left, right, larger.base, larger.size, 0.0, min(stretches, default=None))


def _with_scripts(runs: list[_Run]) -> list[_Run]:
    """Join raised and lowered runs, drawn on their own, to the words that they stand behind."""
    if len(runs) > MOST_SCRIPTS:
        return runs
    runs = sorted(runs, key=lambda run: (run.left, run.base))
    rights = np.array([run.right for run in runs])
    bases = np.array([run.base for run in runs])
    sizes = np.array([run.size for run in runs])
    alive = np.ones(len(runs), bool)
    for position, run in enumerate(runs):
        if len(run.characters) > LONGEST_SCRIPT:
            continue
        shift, near = np.abs(bases - run.base) / sizes, np.abs(run.left - rights) / sizes
        hosts = alive & (sizes * SMALLER > run.size) & (shift < FURTHEST_SHIFT) & (shift > SCRIPT_SHIFT / 2)
        hosts &= near < 0.35
        if not hosts.any():
            continue
        host = int(np.flatnonzero(hosts)[np.argmin(near[hosts])])
        runs[host] = _together(runs[host], run)
        runs[host].base, runs[host].size = bases[host], sizes[host]
        rights[host], alive[position] = runs[host].right, False
    return list(_joined([run for run, kept in zip(runs, alive, strict=True) if kept]))


def _placed(characters: Characters, sizes: NDArray[np.float64], run: _Run) -> PlacedLine | None:
    order = run.characters
    own, boxes = sizes[order], characters.boxes[order]
    shift = (run.base - characters.bases[order, 1]) / run.size
    small = own < SMALLER * run.size
    raised, lowered = small & (shift > SCRIPT_SHIFT), small & (shift < -SCRIPT_SHIFT / 2)
    gaps = np.diff(boxes[:, 0], prepend=boxes[0, 0])
    # From where one letter ends to where the next is written, which its box may reach before.
    gaps[1:] = characters.bases[order[1:], 0] - boxes[:-1, 2]
    # In words that are spaced out letter by letter, most gaps are wide.
    usual = float(np.percentile(gaps[1:], 35)) / run.size if len(gaps) > FEW_GAPS else 0.0
    wide = gaps > max(SPACE, usual + TRACKING) * run.size
    spaced = wide | ((characters.spaces[order] > 0) & (gaps > -0.1 * run.size))
    spaced[0] = False
    # A subscript stands a little away from its word, and what follows a raised mark does too.
    spaced &= ~(lowered & (gaps < 0.3 * run.size) & (characters.spaces[order] == 0))
    text = _text(characters.codes[order].tolist(), spaced.tolist(), raised.tolist())
    unmapped = float(characters.unmapped[order].mean()) > MOST_UNMAPPED
    if not (text or unmapped):
        return None
    line = Line(
        text,
        Box(
            float(boxes[:, 0].min()),
            run.base - 0.75 * run.size,
            float(boxes[:, 2].max()),
            run.base + 0.25 * run.size,
        ),
        run.base,
        run.size,
        *_weight(characters, order, spaced),
        marked=bool(raised[0]),
    )
    return PlacedLine(line, order, raised, spaced, unmapped)


def _weight(characters: Characters, order: Indices, spaced: NDArray[np.bool_]) -> tuple[bool, bool, bool]:
    looks = characters.looks
    bold = np.array([look.bold for look in looks])[characters.styles[order]]
    italic = np.array([look.italic for look in looks])[characters.styles[order]]
    first_word = int(np.argmax(spaced)) if spaced.any() else len(order)
    return bool(bold.mean() > 0.9), bool(italic.mean() > 0.9), bool(bold[: max(1, first_word)].all())


def _text(codes: Sequence[int], spaced: Sequence[bool], raised: Sequence[bool]) -> str:
    pieces: list[str] = []
    mark: list[str] = []
    for code, space, high in zip(codes, spaced, raised, strict=True):
        character = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if mark and not high:
            pieces.append(raised_text("".join(pieces[-LONGEST_SCRIPT:]), "".join(mark)))
            mark = []
        if high:
            mark.append(f" {character}" if space and mark else character)
            continue
        if space:
            pieces.append(" ")
        pieces.append(character)
    if mark:
        pieces.append(raised_text("".join(pieces[-LONGEST_SCRIPT:]), "".join(mark)))
    return " ".join(drop_unseen("".join(pieces)).split())
