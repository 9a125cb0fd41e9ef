"""Tell from what is declared for an element why it is not there: not shown, cut to nothing, moved far out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from corpus.unseen import Unseen

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


Values: TypeAlias = Mapping[str, str]

# CSS pixels: boxes up to this width or height hold nothing that can be read.
LARGEST_SLIT = 1.0
# What is moved so far to the left or up is outside of the page; to the right there can be columns.
FAR_OUT = 1000.0
FAR_RIGHT = 5000.0
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span
    strike strong sub sup time tt u var""".split()
)
_SCALED_AWAY = re.compile(r"scale[xy3d]*\(\s*0(?:\.0{1,9})?\s*[,)]")


def is_placed(values: Values) -> bool:
    """Tell whether an element is placed freely on the page."""
    return values.get("position", "static") in ("absolute", "fixed")


def floats(values: Values) -> bool:
    """Tell whether text flows around an element."""
    return values.get("float", "none") not in ("none", "initial")


def why_gone(name: str, values: Values, letters: float, *, boxed: bool, is_panel: bool) -> Unseen | None:
    """Return why an element is not there with all that is in it, None where it is.

    `letters` is the size of its letters in CSS pixels, `boxed` tells that something around it has a ground
    of its own, `is_panel` that a switch shows it.
    """
    if values.get("display") == "none" or values.get("content-visibility") == "hidden":
        return None if is_panel else Unseen.HIDDEN
    if is_panel or values.get("animation-name", "none") not in ("none", "initial"):
        return None
    if _is_clipped(name, values, letters):
        return Unseen.HIDDEN
    if _is_far_out(values, letters):
        return Unseen.OFF_PAGE
    behind = pixels(values.get("z-index", "0"), 16) or 0
    if behind < 0 and values.get("position", "static") != "static" and boxed:
        return Unseen.COVERED
    return None


def _is_clipped(name: str, values: Values, letters: float) -> bool:
    """Tell whether nothing of an element is left: cut off, without height or width, scaled to nought."""
    clip = values.get("clip", "")
    if clip.startswith("rect") and is_placed(values) and _is_empty_rectangle(clip[4:], letters):
        return True
    if _cuts_all(values.get("clip-path", ""), letters) or _SCALED_AWAY.search(values.get("transform", "")):
        return True
    hides = re.search(r"hidden|clip", values.get("overflow", ""))
    inline = name in _INLINE and not (is_placed(values) or floats(values))
    if not hides or (inline and values.get("display", "inline") == "inline"):
        return False
    return _is_pushed_out(values) or _is_slit(values, letters)


def _is_pushed_out(values: Values) -> bool:
    """Tell whether the only line of a box begins behind its end."""
    share = re.fullmatch(r"(\d{3,6})(?:\.\d*)?%", values.get("text-indent", ""))
    return bool(share) and values.get("white-space") in ("nowrap", "pre")


def _is_slit(values: Values, letters: float) -> bool:
    least = pixels(values.get("min-height", "0"), letters)
    if _is_padded(values, letters) or least is None or least > LARGEST_SLIT:
        return False
    stated = (
        pixels(values.get(side, "auto"), letters) for side in ("height", "max-height", "width", "max-width")
    )
    return any(length is not None and length <= LARGEST_SLIT for length in stated)


def _is_padded(values: Values, letters: float) -> bool:
    return any(length is None or length > 0 for length in lengths(values.get("padding", "0"), letters))


def _is_empty_rectangle(value: str, letters: float) -> bool:
    """Tell whether "rect(top, right, bottom, left)" leaves nothing."""
    sides = lengths(value, letters)
    if len(sides) != 4:
        return False
    top, right, bottom, left = sides
    empty = right is not None and left is not None and right - left <= LARGEST_SLIT
    return empty or (top is not None and bottom is not None and bottom - top <= LARGEST_SLIT)


def _cuts_all(path: str, letters: float) -> bool:
    """Tell whether a shape that an element is cut to leaves nothing."""
    shape, _, rest = path.partition("(")
    if shape == "inset":
        shares = re.fullmatch(r"\s*(\d{2,6})(?:\.\d*)?%\s*\).*", rest)
        return bool(shares) and int(shares[1]) >= 50  # type: ignore[index]
    known = lengths(rest.rstrip(") "), letters)
    if shape in ("circle", "ellipse"):
        return known[:1] == [0]
    return shape == "polygon" and None not in known and len(set(known)) == 1


def _is_far_out(values: Values, letters: float) -> bool:
    """Tell whether an element stands far outside of the page."""

    def length(name: str) -> float:
        return pixels(values.get(name, "0"), letters) or 0.0

    moved = [0.0] if _is_padded(values, letters) else [length("margin-left"), length("margin-top")]
    if values.get("position", "static") in ("absolute", "fixed", "relative"):
        moved += [length("left"), length("top"), length("right"), length("bottom")]
        if length("left") >= FAR_RIGHT:
            return True
    shift = re.search(r"translate(?:x|y|3d)?\(([^)]*)\)", values.get("transform", ""))
    moved += [each or 0.0 for each in lengths(shift[1], letters)] if shift else []
    return min(moved) <= -FAR_OUT
