"""Make visible what cannot be seen in a text, and make pages of HTML that stand alone."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


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


def environment(folder: Path) -> Environment:
    """Return what reads the templates in `folder`: what they are given is escaped, and made visible."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )


def policy_hash(part: str) -> str:
    """Return the source by which a content policy knows a style or a script: its SHA-256 in Base64."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'"


def _visible(value: object) -> object:
    # What is marked as HTML already is no plain text.
    return visible(value) if type(value) is str else value
