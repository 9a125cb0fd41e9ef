"""Gather characters into runs: words on one baseline that belong together, with what is raised among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.pages.characters import Characters, Floats
from corpus.pages.page import Box, box_array

Indices = NDArray[np.int64]
# In shares of the letters' size. Characters further apart than `WIDE` belong to two columns or cells unless
# a blank is written between them; `NEAR` is as far as pieces of a line are drawn apart, `SPACE` parts words.
WIDE = 0.8
NEAR = 0.5
SPACE = 0.12
# A blank in the middle of what was written in one go is one, however far a line was stretched.
WIDEST_BLANK = 1.6
BLANK = 0.4
JUSTIFIED_BLANK = 5.0
STRETCHED = 1.3
BACKWARDS = 0.6
SAME_BASELINE = 0.25
# How far raised and lowered characters are from the baseline, and how much smaller they are.
LEAST_SHIFT = 0.06
FURTHEST_SHIFT = 0.65
SMALLER = 0.86
SCRIPT_GAP = 0.35
# A word has so many letters; a single larger one may begin a chapter. What is smaller is no script.
FEWEST_LETTERS = 2
LEAST_SCRIPT = 0.5
MOST_SCRIPTS = 3_000
LONGEST_SCRIPT = 14
# How far, in sizes, a bullet or a number may stand before the words that it belongs to.
MARK_REACH = 4.5
NUMBER_REACH = 3.0
LONGEST_MARK = 9
# In points: a rule that parts words, and how far words may reach over it.
LEAST_WALL = 9.0
WALL_SLACK = 0.6
MOST_WALLS = 400
_ITEM_MARK = re.compile(r"[•▪●◦‣·○■□➢✓*–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]|\[\d{1,3}\]")
_SECTION_NUMBER = re.compile(r"(?:\d{1,2}|[A-Z]|[IVX]{1,5})(?:\.\d{1,2})*\.?")


@dataclass(slots=True)
class Run:
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


@dataclass(frozen=True, slots=True)
class Walls:
    """Rules that run down a page: where each runs, and from where to where. No run reaches over one."""

    places: Floats
    tops: Floats
    bottoms: Floats

    @classmethod
    def of(cls, rules: Sequence[Box]) -> Walls:
        """Return the walls that rules make; shorter ones are bars in the text."""
        tall = [rule for rule in rules if rule.height >= LEAST_WALL][:MOST_WALLS]
        columns = box_array(tall).T
        return cls((columns[0] + columns[2]) / 2, columns[1], columns[3])

    def part(self, left: float, right: float, base: float) -> bool:
        """Tell whether a wall stands between two places on a baseline."""
        between = (self.places >= left - WALL_SLACK) & (self.places <= right + WALL_SLACK)
        return bool((between & (self.tops < base) & (self.bottoms > base - WALL_SLACK)).any())

    def parting(self, lefts: Floats, rights: Floats, bases: Floats) -> NDArray[np.bool_]:
        """Tell of many places whether a wall stands between them."""
        parted = np.zeros(len(bases), bool)
        for place, top, bottom in zip(self.places, self.tops, self.bottoms, strict=True):
            between = (lefts <= place + WALL_SLACK) & (rights >= place - WALL_SLACK) & (lefts < rights)
            parted |= between & (bases > top) & (bases < bottom + WALL_SLACK)
        return parted


def gather_runs(characters: Characters, sizes: NDArray[np.float64], walls: Walls) -> list[Run]:
    """Return the runs of `characters`, of which there is at least one, each of its size in points."""
    return _with_scripts(list(_joined(_runs(characters, sizes, walls), walls)), walls)


def with_bullets(characters: Characters, sizes: NDArray[np.float64], walls: Walls) -> Characters:
    """Return characters with each letter o that word processors set as a bullet as the bullet that it shows.

    It stands alone, with nothing near before it and a wider gap than a blank behind it.
    """
    if not (characters.codes == ord("o")).any():
        return characters
    runs = sorted(_runs(characters, sizes, walls), key=lambda run: (round(run.base), run.left))
    codes = characters.codes.copy()
    for before, run, after in zip([None, *runs], runs, [*runs[1:], None], strict=False):
        if len(run.characters) != 1 or codes[run.characters[0]] != ord("o") or after is None:
            continue
        begins = before is None or abs(before.base - run.base) > SAME_BASELINE * run.size
        begins = begins or (before is not None and run.left - before.right > MARK_REACH * run.size)
        level = abs(after.base - run.base) <= SAME_BASELINE * max(run.size, after.size)
        gap = (after.left - run.right) / max(run.size, after.size)
        if begins and level and NEAR < gap < MARK_REACH and len(after.characters) > 1:
            codes[run.characters[0]] = ord("◦")
    return replace(characters, codes=codes)


def _runs(characters: Characters, sizes: NDArray[np.float64], walls: Walls) -> list[Run]:
    boxes, bases = characters.boxes, characters.bases[:, 1]
    larger = np.maximum(sizes[1:], sizes[:-1])
    gap = characters.bases[1:, 0] - boxes[:-1, 2]
    blank = characters.spaces[1:] == 1
    at_once = np.diff(characters.objects.astype(np.int64)) == 0
    kinds = [blank & at_once, blank, at_once]
    widest = np.select(kinds, [JUSTIFIED_BLANK, WIDEST_BLANK, WIDE], NEAR) * larger
    level = np.abs(np.diff(bases)) < FURTHEST_SHIFT * larger
    follows = level & (gap > -BACKWARDS * larger) & (gap < widest)
    # The letters of a ligature all have the place of its one glyph.
    follows |= (np.abs(np.diff(boxes, axis=0)) < 0.01).all(axis=1)
    # What is written in one go with no more than blanks runs over a wall where it is too long for its cell.
    spilling = at_once & (gap < BLANK * larger)
    follows &= spilling | ~walls.parting(boxes[:-1, 2], characters.bases[1:, 0], bases[1:])
    cuts = np.flatnonzero(~follows) + 1
    pieces = np.split(np.arange(len(sizes)), cuts)
    return [_run(characters, sizes, piece) for piece in pieces]


def _run(characters: Characters, sizes: NDArray[np.float64], piece: Indices) -> Run:
    own = sizes[piece]
    size = _usual_size(own, characters.bases[piece, 1])
    bases = characters.bases[piece, 1][own >= SMALLER * size]
    base = float(np.median(bases)) if len(bases) else float(characters.bases[piece[0], 1])
    boxes = characters.boxes[piece]
    return Run(
        piece,
        float(boxes[:, 0].min()),
        float(boxes[:, 2].max()),
        base,
        size,
        _reach(characters, piece),
        _stretch(characters, piece, size),
    )


def _usual_size(sizes: NDArray[np.float64], bases: NDArray[np.float64]) -> float:
    """Return the size of the letters that stand on the baseline, however many are raised behind a word."""
    usual = float(np.sort(sizes)[int(0.7 * len(sizes))]) if len(sizes) > 1 else float(sizes[0])
    if SMALLER * sizes[0] <= usual:
        return usual
    larger = SMALLER * sizes > usual
    if FEWEST_LETTERS <= larger.sum() < len(larger):
        size = float(np.median(sizes[larger]))
        shift = (np.median(bases[larger]) - np.median(bases[~larger])) / size
        return size if LEAST_SHIFT < shift < FURTHEST_SHIFT and usual > LEAST_SCRIPT * size else usual
    return usual


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


def _joined(runs: list[Run], walls: Walls) -> list[Run]:
    """Join the runs that stand side by side on one baseline but were not drawn one after the other."""
    runs = sorted(runs, key=lambda run: run.base)
    joined: list[Run] = []
    group: list[Run] = []
    for run in runs:
        if group and run.base - group[-1].base > SAME_BASELINE * min(run.size, group[-1].size):
            joined.extend(_joined_row(group, walls))
            group = []
        group.append(run)
    return [*joined, *_joined_row(group, walls)]


def _joined_row(row: list[Run], walls: Walls) -> Iterator[Run]:
    row.sort(key=lambda run: run.left)
    above: Run | None = None
    for run in row:
        if above and _are_near(above, run) and not walls.part(above.right, run.left, run.base):
            above = _together(above, run)
        else:
            if above:
                yield above
            above = run
    if above:
        yield above


def _are_near(first: Run, second: Run) -> bool:
    size = max(first.size, second.size)
    level = abs(first.base - second.base) < SAME_BASELINE * size
    # The gaps of one stretched line are alike, unlike that between two columns.
    stretches = [run.stretch for run in (first, second) if run.stretch is not None]
    stretched = min(WIDEST_BLANK, STRETCHED * min(stretches, default=0.0))
    reach = max(first.reach * size, max(NEAR, stretched) * min(first.size, second.size))
    return level and -BACKWARDS * size < second.left - first.right < reach


def _together(first: Run, second: Run) -> Run:
    larger = first if len(first.characters) * first.size >= len(second.characters) * second.size else second
    characters = np.concatenate([first.characters, second.characters])
    stretches = [run.stretch for run in (first, second) if run.stretch is not None]
    left, right = min(first.left, second.left), max(first.right, second.right)
    return Run(characters, left, right, larger.base, larger.size, 0.0, min(stretches, default=None))


def _with_scripts(runs: list[Run], walls: Walls) -> list[Run]:
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
        hosts = alive & (sizes * SMALLER > run.size) & (shift < FURTHEST_SHIFT) & (shift > LEAST_SHIFT)
        hosts &= near < SCRIPT_GAP
        if not hosts.any():
            continue
        host = int(np.flatnonzero(hosts)[np.argmin(near[hosts])])
        runs[host] = _together(runs[host], run)
        runs[host].base, runs[host].size = bases[host], sizes[host]
        rights[host], alive[position] = runs[host].right, False
    return list(_joined([run for run, kept in zip(runs, alive, strict=True) if kept], walls))
