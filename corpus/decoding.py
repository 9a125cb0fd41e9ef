"""Turn a file's bytes into text, or say why they are none."""

from __future__ import annotations

import codecs

from corpus.errors import UnreadableFileError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL_CHARACTERS = frozenset(map(chr, (*range(9), *range(14, 32), 127)))
MOST_CONTROL_CHARACTERS = 0.01


def decode(data: bytes) -> str:
    """Return the text of `data` with line ends as a single newline.

    A byte order mark decides; else UTF-8; else the likeliest encoding by its letters.
    Raise `UnreadableFileError` when the bytes are empty or not text.
    """
    if not data.strip():
        raise UnreadableFileError("the file is empty")
    text = _decode_marked(data) or _decode_utf8(data) or _decode_likeliest(data)
    if text is None or _looks_binary(text):
        raise UnreadableFileError("the file is not text (its content is binary)")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_marked(data: bytes) -> str | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    return None


def _decode_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _decode_likeliest(data: bytes) -> str | None:
    if b"\0" in data:
        return None
    # Imported here: its tables take a while to load and most files are UTF-8.
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return None if best is None else str(best)


def _looks_binary(text: str) -> bool:
    control = sum(map(text.count, CONTROL_CHARACTERS))
    return "\0" in text or control > MOST_CONTROL_CHARACTERS * len(text)
