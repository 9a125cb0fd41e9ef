"""Read lengths and sizes of letters as CSS writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LENGTH = re.compile(r"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?P<unit>[a-z]+|%)?", re.I)
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 37.8,
    "mm": 3.78,
    "q": 0.945,
    "vw": 12.8,
    "vh": 8.0,
    "vmin": 8.0,
    "vmax": 12.8,
    "rem": 16.0,
}
_OF_LETTERS = {"em": 1.0, "ex": 0.5, "ch": 0.5, "lh": 1.2}
_NAMED_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
    "xxx-large": 48.0,
}


def pixels(value: str, letters: float) -> float | None:
    """Return a length in CSS pixels where letters are so high; None for shares and what is computed."""
    found = _LENGTH.fullmatch(value.strip())
    if not found:
        return None
    number, unit = float(found["number"]), (found["unit"] or "").lower()
    if unit == "%":
        return 0.0 if number == 0 else None
    scale = _OF_LETTERS[unit] * letters if unit in _OF_LETTERS else _PIXELS.get(unit)
    return None if scale is None else number * scale


def lengths(value: str, letters: float) -> Sequence[float | None]:
    """Return the lengths in a value, between spaces, commas and brackets."""
    return [pixels(each, letters) for each in re.findall(r"[^\s,()/]+", value)]


def letter_size(value: str, around: float) -> float:
    """Return a size of letters in CSS pixels, from "font-size" or "font"; `around` is that of the parent."""
    for word in re.sub(r"\s*/\s*", "/", value).split():
        stated = word.partition("/")[0]
        if stated in _NAMED_SIZES:
            return _NAMED_SIZES[stated]
        found = _LENGTH.fullmatch(stated)
        if found and found["unit"] == "%":
            return around * float(found["number"]) / 100
        size = pixels(stated, around)
        # A number without a unit is the weight of letters, unless it is nought.
        if size is not None and found and (found["unit"] or not size):
            return size
    return around
