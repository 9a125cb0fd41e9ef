"""Turn a file's bytes into text, or say why they are none."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

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
MOST_BROKEN_CHARACTERS = 0.01
# English and its neighbours have few letters beyond ASCII; a text in another script has little else.
MOST_FOREIGN_BYTES = 0.3
# Bytes beyond ASCII seldom make up UTF-8 by chance: one in four in Japanese, none in Western European.
FEWEST_WHOLE_TO_BROKEN = 2
# Every second byte of Western text in UTF-16 is zero, and none of the others is.
FEWEST_ZEROS = 0.7
_BEYOND_ASCII = bytes(range(128, 256))
# What nobody sees but what can hide or reorder words: zero width characters, direction marks, tags; and the
# characters of no meaning that stand for what is raised and lowered (`corpus.text.scripts`).
_HIDDEN = (
    "\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdd3\ufdd5"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
_UNSEEN = re.compile(f"[{_HIDDEN}\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f]")
_LINE_ENDS = re.compile("\r\n|[\r\v\u2028\u2029]")
# Ligatures, and hyphens that differ only in where a line may end.
_SPELT = str.maketrans(
    dict(zip("ﬀﬁﬂﬃﬄﬅﬆ‐‑", ("ff", "fi", "fl", "ffi", "ffl", "st", "st", "-", "-"), strict=True))
)


# UTF-8 that was read as Windows-1252 begins so; of a space that does not break nothing but "Â" may be left.
_SCRAMBLED = re.compile(r"[ÂÃâÎÏï][\x80-\U0010ffff]|(?<=\d)Â\s")
# "50 æg", "38.5 øC", "ñ5 %" are micrograms, degrees and a tolerance in another code page, "³ 100" is "at
# least" in the font Symbol, and what cannot be read at all stands for anything.
_LOST = "\ufffd\ue000-\uf8ff■□¤"
_ODD = re.compile(
    rf"(?:\d[\d.,]{{0,12}})?\d\s?[æøåñçþ¿¡¬¯?{_LOST}]\s?(?:[mk]?g|[mdk]?[lL]|mol|[cm]?m|C|F|I?U|kat)\b"
    rf"|(?<=\w)\s(?:[ñòó{_LOST}]\s?|[³²£]\s)\d[\d.,]{{0,12}}|\d[{_LOST}]|[{_LOST}]\d"
)
MOST_ODD_SHOWN = 3


def decode(data: bytes) -> str:
    """Return the text of `data` with line ends as a single newline, in characters that can be seen.

    A byte order mark decides; else UTF-8, a few broken characters of which become "\ufffd"; else
    Windows-1252, or the likeliest encoding by its letters where most are beyond ASCII. Raise
    `UnreadableFileError` when the bytes are empty or not text.
    """
    text = next((text for text in _decodings(data) if text is not None), None)
    if text is None or _looks_binary(text):
        raise UnreadableFileError("the file is not text (its content is binary)")
    text = _LINE_ENDS.sub("\n", drop_unseen(text))
    if not text.strip():
        raise UnreadableFileError("the file is empty")
    return text


def drop_unseen(text: str) -> str:
    """Return `text` without characters that nobody sees, ligatures spelt out and hyphens as one sign."""
    return _UNSEEN.sub("", unscrambled(text)).translate(_SPELT)


def unscrambled(text: str) -> str:
    """Return `text` with UTF-8 that was surely read as Windows-1252 put right: "Âµ" is "µ"."""
    if not _SCRAMBLED.search(text):
        return text
    # Imported here: few files need it.
    from ftfy import TextFixerConfig, fix_encoding

    fixed = fix_encoding(text, TextFixerConfig(replace_lossy_sequences=False))
    return re.sub(r"(?<=\d)Â(?=\s)", "", fixed)


def name_odd_letters(texts: Iterable[str]) -> tuple[str, ...]:
    """Return a warning that shows letters beside figures and units that may be others in print."""
    odd = (each.group().strip() for text in texts for each in _ODD.finditer(text))
    found = list(dict.fromkeys(odd))
    if not found:
        return ()
    shown = ", ".join(f"“{each}”" for each in found[:MOST_ODD_SHOWN])
    more = f" and {len(found) - MOST_ODD_SHOWN} more" if len(found) > MOST_ODD_SHOWN else ""
    return (f"letters beside figures may be other ones in print: {shown}{more}",)


def name_unread(texts: Iterable[str]) -> tuple[str, ...]:
    """Return a warning that says how many characters of `texts` were broken, none where none was."""
    unread = sum(text.count("\ufffd") for text in texts)
    return (f"{unread} character{'s' * (unread > 1)} could not be read",) if unread else ()


def _decodings(data: bytes) -> Iterator[str | None]:
    yield _decode_marked(data)
    yield _decode_without_mark(data)
    yield _decode_strictly(data, "utf-8")
    yield _decode_mostly_utf_8(data)
    if len(data) - _ascii(data) <= MOST_FOREIGN_BYTES * len(data):
        yield _decode_strictly(data, "cp1252")
    yield _decode_likeliest(data)


def _decode_marked(data: bytes) -> str | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            return text if text.count("\ufffd") <= MOST_BROKEN_CHARACTERS * len(text) else None
    return None


def _decode_strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decode_without_mark(data: bytes) -> str | None:
    """Decode UTF-16 that lacks its byte order mark, which its zeros give away."""
    half = len(data) // 2
    for zeros, others, encoding in (
        (data[1::2], data[::2], "utf-16-le"),
        (data[::2], data[1::2], "utf-16-be"),
    ):
        if half and zeros.count(0) >= FEWEST_ZEROS * half and not others.count(0):
            return _decode_strictly(data, encoding)
    return None


def _decode_mostly_utf_8(data: bytes) -> str | None:
    """Decode UTF-8 of which a few characters are broken."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = len(text) - _ascii(data) - broken
    return text if whole > FEWEST_WHOLE_TO_BROKEN * broken else None


def _ascii(data: bytes) -> int:
    return len(data.translate(None, _BEYOND_ASCII))


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
