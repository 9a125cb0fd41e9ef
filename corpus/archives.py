"""Read the members of a ZIP file in memory, on demand, and refuse a file that is built to do harm.

What a ZIP states of itself may be a lie: sizes are held while decompressing, not only when they are read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from corpus.errors import UnreadableFileError, printable

# Bytes. A book of 2,000 pages has 20 MB of XML; what is larger are pictures, which are not unpacked.
LARGEST_TOTAL = 1_000_000_000
LARGEST_MEMBER = 200_000_000
MOST_MEMBERS = 50_000
# XML shrinks to a twentieth, a table of equal cells to a hundredth, a bomb to a thousandth.
MOST_SHRUNK = 250
SURELY_HARMLESS = 20_000_000
_PIECE = 1 << 16
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_BROKEN = "its ZIP is broken or cut short; copy or download it again"
_BOMB = "it unpacks to far more than a document holds, as a file does that is built to do harm"


@dataclass(frozen=True, slots=True)
class Archive:
    """A ZIP file whose members are read one at a time; folders are not among its names."""

    names: frozenset[str]
    _file: zipfile.ZipFile = field(repr=False, compare=False)
    _members: Mapping[str, zipfile.ZipInfo] = field(repr=False, compare=False)

    def read(self, name: str) -> bytes:
        """Return the unpacked bytes of a member; raise `UnreadableFileError` with the reason."""
        member = self._members.get(name)
        if member is None:
            raise UnreadableFileError(f"the file lacks its part {printable(name)}")
        with _named(f"its part {printable(name)} is broken; copy or download the file again"):
            return _unpack(self._file, member)


def is_zip(data: bytes) -> bool:
    """Tell whether the bytes begin as those of a ZIP file do."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def open_archive(data: bytes) -> Archive:
    """Return the ZIP file that `data` is.

    Raise `UnreadableFileError` when it is broken, encrypted, packed in a way that documents are not, or
    when it would unpack to more than a document holds.
    """
    with _named(_BROKEN):
        file = zipfile.ZipFile(io.BytesIO(data))
    members = file.infolist()
    with _named(_BROKEN):
        _refuse_harm(members)
    named = {member.filename: member for member in members if not member.is_dir()}
    return Archive(frozenset(named), file, named)


def _refuse_harm(members: list[zipfile.ZipInfo]) -> None:
    """Raise `UnreadableFileError` when the sizes and places that a ZIP states are no document's."""
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UnreadableFileError("it is encrypted; save it without a password")
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise UnreadableFileError("it is packed in a way that is not read; unpack it, or save it anew")
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_TOTAL:
        raise UnreadableFileError(_BOMB)
    if any(_is_shrunk(member.file_size, member.compress_size) for member in members):
        raise UnreadableFileError(_BOMB)
    placed = sorted(members, key=lambda member: member.header_offset)
    if any(first.header_offset + _taken(first) > second.header_offset for first, second in pairwise(placed)):
        raise UnreadableFileError(_BOMB)


def _is_shrunk(size: int, packed: int) -> bool:
    return size > SURELY_HARMLESS and size > MOST_SHRUNK * packed


def _taken(member: zipfile.ZipInfo) -> int:
    """Return the fewest bytes that a member takes up in the file."""
    return _LOCAL_HEADER + member.compress_size


def _unpack(file: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return a member's bytes, unpacked by the piece and never beyond the size that was found harmless."""
    if member.file_size > LARGEST_MEMBER:
        raise UnreadableFileError(_BOMB)
    with file.open(member) as packed:
        # Read at once, zipfile would unpack all before it cuts the rest off.
        unpacked = b"".join(iter(partial(packed.read, _PIECE), b""))
    if len(unpacked) != member.file_size:
        raise UnreadableFileError(_BROKEN)
    return unpacked


@contextmanager
def _named(reason: str) -> Iterator[None]:
    """Raise whatever goes wrong as `UnreadableFileError`: zipfile raises a dozen kinds of errors."""
    try:
        yield
    except (UnreadableFileError, MemoryError):
        raise
    except Exception as error:
        raise UnreadableFileError(reason) from error
