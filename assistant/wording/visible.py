"""Text as it can stand anywhere without harm to what is around it."""

from __future__ import annotations

import unicodedata

# Unicode's Bidi_Control property: invisible characters that reorder the text around them.
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Categories (and code points) that XML 1.0, section 2.2, forbids or that no reader can see.
_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cs"})
_FORBIDDEN = frozenset("\ufffe\uffff")
_ALLOWED = frozenset("\n\t")


def visible(text: str) -> str:
    """Return `text` with the characters that reorder text spelled out, as "[U+202E]".

    Control characters other than line feed and tab, lone surrogates and what else XML forbids become U+FFFD.
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_character, text))


def _character(character: str) -> str:
    if character in BIDI_CONTROLS:
        return f"[U+{ord(character):04X}]"
    if character in _ALLOWED:
        return character
    if character in _FORBIDDEN or unicodedata.category(character) in _FORBIDDEN_CATEGORIES:
        return "\ufffd"
    return character
