"""Damage a file at random, the same way each time for the same seed."""

from __future__ import annotations

import io
import random
import re
import zipfile

from small_files import zipped

NUMBERS = (b"-1", b"0", b"2147483648", b"99999999999999999999", b"1e9", b"3.5", b"NaN", b"500000")
BYTES = (
    b"\0",
    b"<",
    b">",
    b"&",
    b'"',
    b"{",
    b"}",
    b"(",
    b"\\",
    b"\xff\xfe",
    b"\xf0\x9f\xab\x80",
    b"\xc3",
    b"\r",
)
TELLING = re.compile(r"document\.xml$|content\.xml|\.xhtml|numbering|\.opf|/sheet|sharedStr|slides/slide")
LONGEST_STRETCH = 400
DEEP = 3_000


def mutate(data: bytes, seed: int) -> bytes:
    """Return `data` with one to three faults; of a ZIP file, mostly within an unpacked part."""
    chance = random.Random(seed)
    faults = chance.choice((1, 1, 2, 3))
    if data.startswith(b"PK") and chance.random() < 0.85:
        return _mutate_part(data, chance, faults)
    for _ in range(faults):
        data = chance.choice(FAULTS)(data, chance)
    return data


def _mutate_part(data: bytes, chance: random.Random, faults: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # A quarter of the mutations anywhere, the rest where the words are.
    telling = [
        name
        for name in parts
        if re.search(
            r"document\.xml$|content\.xml|\.xhtml|numbering|\.opf|/sheet|sharedStr|slides/slide", name
        )
    ]
    name = chance.choice(list(parts) if chance.random() < 0.25 else telling)
    for _ in range(faults):
        parts[name] = chance.choice(FAULTS)(parts[name], chance)
    if chance.random() < 0.03:
        del parts[name]
    return zipped(parts)


def _flip_bits(data: bytes, chance: random.Random) -> bytes:
    flipped = bytearray(data)
    for _ in range(chance.randint(1, 8) if data else 0):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _remove(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 1, 2, 50)) + data[end:]


def _move(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    place = chance.randint(0, len(data))
    return data[:place] + data[start:end] + data[place:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    place = chance.randint(0, len(data))
    noise = chance.choice(BYTES) if chance.random() < 0.6 else chance.randbytes(chance.randint(1, 40))
    return data[:place] + noise + data[place:]


def _change_number(data: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb"\d+", data))
    return _replace(data, chance.choice(found), chance.choice(NUMBERS)) if found else data


def _change_mark(data: bytes, chance: random.Random) -> bytes:
    """Put one tag or control word in the place of another, or leave one out."""
    found = list(re.finditer(rb"<[^<>]{1,200}>|\\[a-z]+-?\d*|/[A-Z]\w+", data))
    if not found:
        return data
    other = chance.choice((b"", chance.choice(found).group()))
    return _replace(data, chance.choice(found), other)


def _nest(data: bytes, chance: random.Random) -> bytes:
    """Open a tag, a group or an array thousands of times."""
    found = list(re.finditer(rb"<[a-zA-Z][^<>/]{0,200}>|\{\\?\*?|\[|^> |^\s*- ", data, re.M))
    return _replace(data, (each := chance.choice(found)), each.group() * DEEP) if found else data


def _replace(data: bytes, found: re.Match[bytes], other: bytes) -> bytes:
    return data[: found.start()] + other + data[found.end() :]


def _stretch(data: bytes, chance: random.Random) -> tuple[int, int]:
    """Return the borders of a stretch, half the time from one tag to another."""
    start = chance.randint(0, len(data))
    end = min(len(data), start + chance.randint(1, LONGEST_STRETCH))
    if chance.random() < 0.5:
        start, end = max(0, data.rfind(b"<", 0, start)), data.rfind(b">", start, end) + 1 or end
    return start, max(start, end)


# A fault that every file has often enough comes once; flips and changed numbers tell the most.
FAULTS = (
    _flip_bits,
    _flip_bits,
    _truncate,
    _remove,
    _repeat,
    _move,
    _insert,
    _insert,
    _change_number,
    _change_number,
    _change_mark,
    _change_mark,
    _nest,
)
