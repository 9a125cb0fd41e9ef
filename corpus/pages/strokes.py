"""Tell what drawn lines make of letters: they strike words out, turn signs into others, and part fractions.

Word processors draw such lines when they write a PDF; where they stand is all that tells them from rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from corpus.pages.characters import Characters
from corpus.pages.page import Box

MOST_LINES = 2_000
# In sizes of the letters: how far above the baseline the line runs, how thick it is at most, and how far from
# the letters' outer edges it ends. An underline runs lower; a rule of a table or a fraction ends elsewhere.
LOWEST = 0.17
HIGHEST = 0.4
THICKEST = 0.13
OUTER = 0.4
# pdfium gives a stroked line two points around its middle, however thin it is.
STROKED = 2.05
# A few letters are struck out by a line of their own length alone.
FEW_STRUCK = 3
OUTER_OF_FEW = 0.2
# In sizes: how far below the baseline a line under a sign runs, and how far from the sign's edges it ends.
LOWEST_UNDER = 0.3
BESIDE_SIGN = 0.35
_UNDERLINED = {ord(">"): ord("≥"), ord("<"): ord("≤")}
# Of its width, letters fill at least so much.
FILLED = 0.6


def struck_out(characters: Characters, lines: Sequence[Box]) -> NDArray[np.bool_]:
    """Tell which upright characters a line runs through from end to end; `lines` are level ones."""
    struck = np.zeros(len(characters.codes), bool)
    if not len(struck) or not lines:
        return struck
    sizes = np.array([look.size for look in characters.looks])[characters.styles]
    level = np.array([look.turn == 0 for look in characters.looks])[characters.styles]
    order = np.argsort(characters.bases[:, 1], kind="stable")
    bases = characters.bases[order, 1]
    largest = float(sizes.max())
    for line in lines[:MOST_LINES]:
        first, last = np.searchsorted(bases, [line.middle, line.middle + HIGHEST * largest])
        near = order[first:last]
        middles = (characters.boxes[near, 0] + characters.boxes[near, 2]) / 2
        above = (characters.bases[near, 1] - line.middle) / np.maximum(sizes[near], 0.1)
        through = (above >= LOWEST) & (above <= HIGHEST) & (line.left <= middles) & (middles <= line.right)
        crossed = near[through & level[near]]
        if len(crossed) and _ends_with(line, characters.boxes[crossed], sizes[crossed]):
            struck[crossed] = True
    return struck


def with_underlined_signs(characters: Characters, lines: Sequence[Box]) -> Characters:
    """Return the characters, those "<" and ">" under which alone a line is drawn as "≤" and "≥"."""
    codes = characters.codes.copy()
    for place in np.flatnonzero(np.isin(codes, list(_UNDERLINED))).tolist():
        size = characters.looks[int(characters.styles[place])].size
        left, _, right, _ = characters.boxes[place].tolist()
        base = float(characters.bases[place, 1])
        for line in lines[:MOST_LINES]:
            under = -0.5 <= line.middle - base <= LOWEST_UNDER * size
            if under and max(abs(line.left - left), abs(line.right - right)) <= BESIDE_SIGN * size:
                codes[place] = _UNDERLINED[int(codes[place])]
                break
    return replace(characters, codes=codes)


def _ends_with(line: Box, boxes: NDArray[np.float64], sizes: NDArray[np.float64]) -> bool:
    """Tell whether a thin line begins and ends where letters do, and these fill it."""
    size = float(sizes.min())
    outer = (boxes[:, 0].min() - line.left, line.right - boxes[:, 2].max())
    filled = float((boxes[:, 2] - boxes[:, 0]).sum())
    thin = line.height <= max(THICKEST * size, STROKED)
    allowed = OUTER if len(boxes) >= FEW_STRUCK else OUTER_OF_FEW
    return bool(thin and max(map(abs, outer)) <= allowed * size and filled >= FILLED * line.width)


# In sizes of the letters beside it: how long a fraction's bar is at most, how far above the baseline it runs,
# and how far from it the digits above and below and the whole number may stand.
LONGEST_BAR = 2.0
AXIS = (0.1, 0.5)
ABOVE_BAR = 0.55
BELOW_BAR = (0.3, 1.2)
BESIDE_BAR = 0.7
MOST_DIGITS = 3
# How small and how far from the baseline its digits are set once they stand side by side.
SMALL = 0.6
RAISED, LOWERED = 0.24, -0.12
_DIGITS = range(ord("0"), ord("9") + 1)
_SLASH = ord("⁄")


def with_fractions(characters: Characters, lines: Sequence[Box]) -> Characters:
    """Return the characters, digits over and under a short line in a text side by side with a slash."""
    if not len(characters.codes):
        return characters
    largest = max(look.size for look in characters.looks)
    for bar in [line for line in lines[:MOST_LINES] if line.width <= LONGEST_BAR * largest]:
        found = _digits_at(characters, bar)
        if found:
            characters = _side_by_side(characters, bar, *found)
    return characters


def _digits_at(characters: Characters, bar: Box) -> tuple[list[int], list[int], int] | None:
    """Return the digits over and under a bar, and the letter that they stand behind in its line."""
    middles = (characters.boxes[:, 0] + characters.boxes[:, 2]) / 2
    within = (bar.left - 1 <= middles) & (middles <= bar.right + 1)
    near = within & (np.abs(characters.bases[:, 1] - bar.middle) < 1.5 * bar.width + 12)
    places = np.flatnonzero(near)
    sizes = np.array([characters.looks[int(each)].size for each in characters.styles[places]])
    rise = (bar.middle - characters.bases[places, 1]) / np.maximum(sizes, 0.1)
    over = places[(rise > -0.1) & (rise < ABOVE_BAR)].tolist()
    under = places[(rise < -BELOW_BAR[0]) & (rise > -BELOW_BAR[1])].tolist()
    parts = [over, under]
    if not all(0 < len(part) <= MOST_DIGITS for part in parts):
        return None
    if any(int(characters.codes[each]) not in _DIGITS for part in parts for each in part):
        return None
    host = _beside(characters, bar, {*over, *under})
    return None if host is None else (over, under, host)


def _beside(characters: Characters, bar: Box, own: set[int]) -> int | None:
    """Return the letter before a bar, which stands in its line as a minus does; -1 where it begins it."""
    sizes = np.array([look.size for look in characters.looks])[characters.styles]
    above = (characters.bases[:, 1] - bar.middle) / np.maximum(sizes, 0.1)
    level = (above > AXIS[0]) & (above < AXIS[1])
    level[list(own)] = False
    for edge, side in ((bar.left - characters.boxes[:, 2], 1), (characters.boxes[:, 0] - bar.right, -1)):
        near = np.flatnonzero(level & (edge > -0.3 * sizes) & (edge < BESIDE_BAR * sizes))
        if len(near):
            nearest = int(near[np.argmin(edge[near])])
            return nearest if side > 0 else nearest - 1
    return None


def _side_by_side(
    characters: Characters, bar: Box, over: list[int], under: list[int], host: int
) -> Characters:
    count, beside = len(characters.codes), max(host, 0)
    look = characters.looks[int(characters.styles[beside])]
    base, room = float(characters.bases[beside, 1]), bar.width / (len(over) + len(under) + 1)
    slash = np.array([*range(count), beside])
    wider = characters.chosen(slash)
    wider.codes[count] = _SLASH
    moved = [*over, count, *under]
    for place, each in enumerate(moved):
        left = bar.left + place * room
        shift = RAISED if each in over else LOWERED if each in under else 0.0
        wider.bases[each] = left, base - shift * look.size
        wider.boxes[each, 0], wider.boxes[each, 2] = left, left + room
    wider.spaces[moved] = 0
    wider.styles[moved] = len(characters.looks)
    order = [each for each in range(count) if each not in {*over, *under}]
    at = order.index(host) + 1 if host in order else 0
    small = replace(look, size=round(SMALL * look.size, 1))
    reordered = wider.chosen(np.array([*order[:at], *moved, *order[at:]]))
    return replace(reordered, looks=(*characters.looks, small))
