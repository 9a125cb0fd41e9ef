"""Turn the characters of symbol fonts into Unicode: an m in the font Symbol shows a µ."""

from __future__ import annotations

import re

PRIVATE = range(0xF000, 0xF100)
_PRIVATE_CHARACTER = re.compile("[\uf000-\uf0ff]")
_CODES = re.compile("[!-\xff\uf000-\uf0ff]")
# Fonts whose characters are symbols and pictures rather than letters.
PICTURED = ("symbol", "symbolmt", "symbolps", "wingdings", "wingdings 2", "wingdings 3", "webdings")
_PICTURED = frozenset(font.replace(" ", "") for font in PICTURED)
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
    return font.strip().lower().replace(" ", "") in _PICTURED


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


def without_private(text: str) -> str:
    """Return `text` with the characters that only the Symbol font gives a meaning turned into Unicode."""
    return _PRIVATE_CHARACTER.sub(lambda found: symbol("Symbol", ord(found.group())), text)


def set_in(font: str, text: str) -> str:
    """Return what `text` shows in a font: in a symbol font an m is a µ, and private characters are signs."""
    return _CODES.sub(lambda found: symbol(font, ord(found.group())), text) if is_symbol_font(font) else text
