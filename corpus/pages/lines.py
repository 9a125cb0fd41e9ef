"""Write a line's raised and lowered characters as text: marks in brackets, exponents, plain subscripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from corpus.decoding import drop_unseen
from corpus.pages.bullets import with_level_bullets
from corpus.pages.characters import Characters
from corpus.pages.page import Box, Line
from corpus.pages.runs import (
    LEAST_SHIFT,
    SMALLER,
    SPACE,
    Indices,
    Run,
    Walls,
    gather_runs,
    with_bullets,
)
from corpus.text.scripts import Script, marked, written_scripts

# In sizes: how far a raised character stands above the baseline, and by how much more than its letters do the
# words of a line stand apart that is spaced out letter by letter.
RAISED_SHIFT = 0.12
TRACKING = 0.12
# Letters that are not smaller are raised or lowered when they stand as far from the baseline.
SURELY_SHIFTED = 0.22
_SIGNS = tuple(map(ord, "+-−–"))
FEW_GAPS = 6
_SCRIPTS = (Script.LEVEL, Script.RAISED, Script.LOWERED)
# A line with a larger share of characters that the file does not tell is rubbish.
MOST_UNMAPPED = 0.25


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with the characters that it is made of, as indices; `raised` marks those that stand higher."""

    line: Line
    characters: Indices
    raised: NDArray[np.bool_]
    spaced: NDArray[np.bool_]
    unmapped: bool


def place_lines(characters: Characters, rules: Sequence[Box] = ()) -> list[PlacedLine]:
    """Return the lines of upright characters in no particular order; `rules` that run down part them."""
    if not len(characters.codes):
        return []
    sizes = np.array([max(look.size, 0.5) for look in characters.looks])[characters.styles]
    walls = Walls.of(rules)
    characters = with_level_bullets(with_bullets(characters, sizes, walls), sizes)
    runs = gather_runs(characters, sizes, walls)
    return [line for run in runs if (line := _placed(characters, sizes, run)) is not None]


def _placed(characters: Characters, sizes: NDArray[np.float64], run: Run) -> PlacedLine | None:
    order = run.characters
    own, boxes = sizes[order], characters.boxes[order]
    shift = (run.base - characters.bases[order, 1]) / run.size
    small = own < SMALLER * run.size
    raised, lowered = small & (shift > RAISED_SHIFT), small & (shift < -LEAST_SHIFT)
    far = np.abs(shift) > SURELY_SHIFTED
    # "24+0" says the same however high the days are set.
    if far.any() and not np.isin(characters.codes[order[far & ~small]], _SIGNS).any():
        raised, lowered = raised | (far & (shift > 0)), lowered | (far & (shift < 0))
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
    scripts = raised + 2 * lowered
    text = _text(characters.codes[order].tolist(), spaced.tolist(), scripts.tolist() if scripts.any() else ())
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


def _text(codes: Sequence[int], spaced: Sequence[bool], scripts: Sequence[int]) -> str:
    """Return the characters of a line; `scripts` numbers how each stands in it, none where all are level."""
    characters = [
        chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes
    ]
    shown = [f" {each}" if space else each for each, space in zip(characters, spaced, strict=True)]
    if not scripts:
        return " ".join(drop_unseen("".join(shown)).split())
    together = groupby(zip(scripts, shown, strict=True), key=lambda pair: pair[0])
    pieces = [(script, drop_unseen("".join(each for _, each in pairs))) for script, pairs in together]
    text = "".join(marked(words, _SCRIPTS[script]) for script, words in pieces)
    return " ".join(written_scripts(text, opens_note=True).split())
