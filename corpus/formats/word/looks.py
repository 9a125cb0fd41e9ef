"""How a word processor shows words, and why a person would not see them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.unseen import Unseen

PAPER = "ffffff"
# Points: letters of a smaller size are dots. Of 255: colours that differ by less in each part are one.
LEAST_SIZE = 2.0
LEAST_CONTRAST = 16
_HEX = re.compile(r"[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Look:
    """How words are shown; colours are six hexadecimal digits, empty where they cannot be told.

    `behind` is the colour that lies behind the words, `size` is in points, 0 where it is not known.
    """

    colour: str = ""
    behind: str = PAPER
    size: float = 0.0
    hidden: bool = False
    struck: bool = False


def why_unseen(look: Look) -> Unseen | None:
    """Return why words that look so are not read, None where they are; what is uncertain is read."""
    if look.hidden:
        return Unseen.HIDDEN
    if 0 < look.size < LEAST_SIZE:
        return Unseen.TINY
    if look.colour and look.behind and _difference(look.colour, look.behind) < LEAST_CONTRAST:
        return Unseen.COLOUR
    return Unseen.STRUCK if look.struck else None


def hex_colour(stated: str, names: Mapping[str, str] | None = None) -> str:
    """Return a colour as `Look` has it, empty for one that is neither six digits nor one of `names`."""
    plain = stated.strip().lower().removeprefix("#")
    plain = (names or {}).get(plain, plain)
    return plain if _HEX.fullmatch(plain) else ""


def _difference(first: str, second: str) -> int:
    pairs = zip(bytes.fromhex(first), bytes.fromhex(second), strict=True)
    return max(abs(one - other) for one, other in pairs)
