"""Write a line's raised and lowered characters as text: marks in brackets, exponents, plain subscripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.decoding import drop_unseen
from corpus.pages.characters import Characters
from corpus.pages.page import Box, Line
from corpus.pages.runs import (
    LEAST_SHIFT,
    LONGEST_SCRIPT,
    SMALLER,
    SPACE,
    Indices,
    Run,
    Walls,
    gather_runs,
    with_bullets,
)

_SUPERSCRIPTS = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_MARKS = re.compile(r"\d{1,3}(?:\s?[,;–−-]\s?\d{1,3})*[,;]?")
_SIGNED = re.compile(r"\d*[+−–-]\d*")
# What a number is raised above as an exponent: a unit, a power's base, a single letter ("r²", "χ²").
_BASE = re.compile(
    r"(?:(?<![^\W\d_])(?:[kmcdµμn]?m|[mµμn]?s|sec|min|h|day|kg|[mµμ]?g|[mdµμ]?L|inch|ft|Hz)"
    r"|(?<!\d)10|(?<![\d.,])\d|(?<![^\W_])[^\W\d_])$"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)$", re.I)


def raised_text(before: str, raised: str) -> str:
    """Return how raised characters are written behind the words `before` them on the line.

    Numbers of sources become "[3,4]", exponents superscript digits ("10⁹/L"), ordinals stay as they are.
    """
    raised = raised.strip()
    if not before.strip():
        return f"{raised} "
    power = _SIGNED.fullmatch(raised) or (raised.isdigit() and len(raised) <= 2 and _BASE.search(before))
    if raised == "n" or (power and not before[-1].isspace()):
        return raised.translate(_SUPERSCRIPTS)
    if _MARKS.fullmatch(raised):
        marks = re.sub(r"\s|[,;]$", "", raised).replace(";", ",").replace("−", "–")
        # Glued to a capital or a digit, brackets would read as part of a name.
        apart = " " if before[-1].isdigit() or before[-1].isupper() else ""
        return f"{apart}[{marks}]"
    return raised


# In sizes: how far a raised character stands above the baseline, and by how much more than its letters do the
# words of a line stand apart that is spaced out letter by letter.
RAISED_SHIFT = 0.12
TRACKING = 0.12
FEW_GAPS = 6
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
    characters = with_bullets(characters, sizes, walls)
    runs = gather_runs(characters, sizes, walls)
    return [line for run in runs if (line := _placed(characters, sizes, run)) is not None]


def _placed(characters: Characters, sizes: NDArray[np.float64], run: Run) -> PlacedLine | None:
    order = run.characters
    own, boxes = sizes[order], characters.boxes[order]
    shift = (run.base - characters.bases[order, 1]) / run.size
    small = own < SMALLER * run.size
    raised, lowered = small & (shift > RAISED_SHIFT), small & (shift < -LEAST_SHIFT)
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
