"""Cut RTF into its tokens, and turn its character codes into characters.

After Microsoft's "Rich Text Format (RTF) Specification", version 1.9.1.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from corpus.text.symbols import PRIVATE, is_symbol_font, symbol

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z'])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n\0]+)|[\r\n\0\\]",
    re.S,
)


class Token(NamedTuple):
    """A token: `kind` is "word", "symbol", "brace" or "text", `number` a control word's, None without."""

    kind: str
    name: str = ""
    number: int | None = None
    data: bytes = b""


def rtf_tokens(data: bytes) -> Iterator[Token]:
    """Yield the tokens of an RTF file; line ends between them and binary data are left out."""
    place, end = 0, len(data)
    while place < end:
        found = _TOKEN.match(data, place)
        if found is None:
            place += 1
            continue
        place = found.end()
        kind = found.lastgroup
        if kind in ("word", "number"):
            number = found["number"]
            token = Token("word", found["word"].decode("ascii"), int(number) if number else None)
            if token.name == "bin" and token.number and token.number > 0:
                place += token.number
            yield token
        elif kind == "byte":
            yield Token("text", "byte", None, bytes.fromhex(found["byte"].decode("ascii")))
        elif kind == "text":
            yield Token("text", "", None, found["text"])
        elif kind is not None:
            yield Token(kind, found[kind].decode("latin-1"))


_SYMBOL_CHARSET = 2
_CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    255: "cp437",
}
_WORDS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
_SYMBOLS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}


@dataclass(slots=True)
class Font:
    """A font of the font table: its name, and the encoding of its bytes, empty for the file's own."""

    name: str = ""
    encoding: str = ""
    is_symbol: bool = False

    def set_charset(self, charset: int) -> None:
        r"""Take the encoding from a font's character set (`\fcharset`)."""
        self.is_symbol = charset == _SYMBOL_CHARSET
        self.encoding = _CHARSETS.get(charset, "")


def code_page(number: int) -> str:
    """Return the encoding of a Windows code page, Windows-1252 for one that is not known."""
    name = {10000: "mac_roman", 65001: "utf-8"}.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def characters(data: bytes, encoding: str, font: Font | None) -> str:
    """Return the characters of bytes that are set in `font`."""
    if font and _is_of_symbols(font):
        return "".join(symbol(font.name or "Symbol", byte) for byte in data)
    return data.decode((font.encoding if font else "") or encoding, errors="replace")


def _is_of_symbols(font: Font | None) -> bool:
    return font is not None and (font.is_symbol or is_symbol_font(font.name))


def unicode_character(number: int, font: Font | None) -> str:
    r"""Return the UTF-16 unit of `\uN`, whose number may be written as negative."""
    code = number + 65536 if number < 0 else number
    if code in PRIVATE or (0x20 < code < 0x100 and _is_of_symbols(font)):
        return symbol(font.name if font else "Symbol", code)
    return chr(code) if 0 < code < 65536 else ""


def spelt(name: str) -> str | None:
    """Return the character that a control word or symbol stands for, None where it stands for none."""
    return _WORDS.get(name) or _SYMBOLS.get(name)


def joined_surrogates(text: str) -> str:
    """Return `text` with its UTF-16 units put together to characters."""
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
