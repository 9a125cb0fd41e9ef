"""Turn the bytes of a web page into text by the encoding that it states, and tell that they are a page."""

from __future__ import annotations

import codecs
import re

from corpus.decoding import BYTE_ORDER_MARKS, MOST_BROKEN_CHARACTERS, decode
from corpus.formats.markup.markup import BLOCK_NAMES

# Bytes. Browsers look for the encoding in the first 1024; saved pages have comments before it.
SNIFFED = 8192
_DECLARED = re.compile(
    rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]+)|\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]+)",
    re.I,
)
# What browsers take these names for (encoding.spec.whatwg.org); a meta element in UTF-16 cannot be read.
_MEANT = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    "utf-7": "utf-8",
}
# Python knows codecs that are not encodings of text, and some that browsers refuse.
_KNOWN = re.compile(
    r"utf-?8|(?:windows-|cp)\d{3,4}|iso-?8859-\d{1,2}(?:-[ie])?|koi8-[ru]|macintosh|euc-jp|iso-2022-jp|gb18030"
    r"|big5hkscs|tis-620|hz"
)
_BEFORE = re.compile(r"\A(?>\s++|<\?.*?\?>|<!--.*?-->)*+", re.S)
_PAGE = re.compile(r"<(?:!doctype\s+html\b|html\b|head\b|body\b|title\b|meta\b|link\b)", re.I)
_ELEMENT = re.compile(r"<([a-z][a-z0-9]*)(?=[\s/>])[^<>]*>", re.I)
_LAST_END = re.compile(r"</([a-z][a-z0-9]*)\s*>\s*\Z", re.I)
_MARKDOWN = re.compile(r"^(?:#{1,6} |```|\[[^\]]+\]: |[^\n<]{3,}\n[=-]{3,}$)", re.M)


def decode_html(data: bytes) -> str:
    """Return the text of a web page; raise `UnreadableFileError` when it is empty or not text.

    A byte order mark decides, then UTF-8 where the bytes are valid, then what the page states.
    """
    encoding = _unmarked_utf_16(data) or _declared(data)
    if encoding and not any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        if not _changes_ascii(encoding) and _is_valid_utf_8(data):
            return decode(data)
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") <= MOST_BROKEN_CHARACTERS * len(text):
            return decode(text.encode("utf-8", errors="replace"))
    return decode(data)


def is_html(data: bytes) -> bool:
    """Tell whether the bytes are a web page, or a part of one that begins and ends with its elements."""
    if is_page(data):
        return True
    sniffed, beginning = _beginning(data)
    element, end = _ELEMENT.match(beginning), _LAST_END.search(sniffed_text(data[-SNIFFED:]))
    known = element and end and {element[1].lower(), end[1].lower()} <= BLOCK_NAMES
    return bool(known) and not _MARKDOWN.search(sniffed)


def is_page(data: bytes) -> bool:
    """Tell whether the bytes begin as a whole web page does."""
    return bool(_PAGE.match(_beginning(data)[1]))


def _beginning(data: bytes) -> tuple[str, str]:
    """Return the first characters of a file, and those behind its comments and instructions."""
    sniffed = sniffed_text(data[:SNIFFED])
    return sniffed, sniffed[_BEFORE.match(sniffed).end() :]  # type: ignore[union-attr]


def sniffed_text(piece: bytes) -> str:
    """Return the beginning or end of a file well enough to tell markup, in whatever encoding it is."""
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if piece.startswith(mark)), "")
    return piece.decode(encoding or _unmarked_utf_16(piece) or "latin-1", errors="replace").lstrip("\ufeff")


def _unmarked_utf_16(data: bytes) -> str:
    """Return UTF-16 with its byte order where a page begins as one in it without saying so."""
    if data[:4] and re.match(rb"<\0[!a-zA-Z?]\0", data[:4]):
        return "utf-16-le"
    return "utf-16-be" if re.match(rb"\0<\0[!a-zA-Z?]", data[:4]) else ""


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:SNIFFED])
    if not found:
        return ""
    name = (found[1] or found[2]).decode("ascii", errors="replace").lower()
    name = _MEANT.get(name, name)
    return name if _KNOWN.fullmatch(name) and _is_codec(name) else ""


def _is_codec(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _changes_ascii(encoding: str) -> bool:
    """Tell whether an encoding writes other letters with bytes that are valid UTF-8."""
    return encoding.startswith(("iso-2022", "hz", "utf-16"))


def _is_valid_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
