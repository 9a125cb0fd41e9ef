"""How a word processor shows runs of words: their look, their symbols, and why some would not be seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.formats.raised import raise_text
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


PRIVATE = range(0xF000, 0xF100)
_PRIVATE_CHARACTER = re.compile("[\uf000-\uf0ff]")
# Adobe's Symbol encoding, from 0x20 and from 0xA0; a space where there is only a piece of a bracket.
_SYMBOL_LOW = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλµνοπθρστυϖωξψζ{|}∼ "
)
_SYMBOL_HIGH = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑           〉∫             "
)
# What guidelines and leaflets use of them; the other pictures say nothing in a line of text.
_WINGDINGS = dict(
    zip(
        b"JLlnoquvw\x9f\xa1\xa7\xa8\xd8\xdf\xe0\xe1\xe2\xe8\xf0\xfb\xfc\xfd\xfe",
        "☺☹●■□•◆❖◆•○▪□➢←→↑↓→⇒✗✓☒☑",
        strict=True,
    )
)
_WINGDINGS_2 = dict(zip(b"OPRT\xa3\x97", "✗✓☑☒☐•", strict=True))


def is_symbol_font(font: str) -> bool:
    """Tell whether a font's characters are pictures or symbols rather than letters."""
    return font.strip().lower() in ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings")


def symbol(font: str, code: int) -> str:
    """Return what the character `code` of a symbol font shows, empty where no character shows it."""
    code = code - PRIVATE.start if code in PRIVATE else code
    name = font.strip().lower()
    if name.startswith(("wingdings 2", "wingdings2")):
        return _WINGDINGS_2.get(code, "")
    if name.startswith(("wingdings 3", "wingdings3", "webdings")):
        return ""
    if name.startswith("wingdings"):
        return _WINGDINGS.get(code, "")
    if 0x20 <= code < 0x80:
        return _SYMBOL_LOW[code - 0x20]
    return _SYMBOL_HIGH[code - 0xA0].strip() if 0xA0 <= code <= 0xFF else ""


def without_private(text: str, font: str = "Symbol") -> str:
    """Return `text` with the characters that only a symbol font gives a meaning turned into Unicode."""
    return _PRIVATE_CHARACTER.sub(lambda found: symbol(font, ord(found.group())), text)


ENDING = 40


@dataclass(slots=True)
class RunningText:
    """A text that grows; `ending` is its last few characters, `parts` how many pieces it came in."""

    ending: str = ""
    _parts: list[str] = field(default_factory=list)

    @property
    def parts(self) -> int:
        """Return how many pieces have been put in."""
        return len(self._parts)

    def add(self, words: str, *, raised: bool = False) -> None:
        """Put words at the end, superscript ones as `raise_text` writes them."""
        words = raise_text(self.ending, words) if raised else words
        if words:
            self._parts.append(words)
            self.ending = (self.ending + words[-ENDING:])[-ENDING:]

    def __str__(self) -> str:
        """Return the whole text."""
        return "".join(self._parts)
