"""What a format is: a name, the endings of its files, how they are told and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from corpus.document import Block, Content
from corpus.options import Options


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file; `tell` looks at a file's bytes, `read` raises `UnreadableFileError` with the reason."""

    name: str
    endings: tuple[str, ...]
    tell: Callable[[bytes], bool]
    read: Callable[[bytes, Options], Content]


def in_sequence(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return `blocks` with the offsets that they have when they are put one under the other."""
    placed: list[Block] = []
    start = 0
    for block in blocks:
        end = start + len(block.text)
        placed.append(replace(block, start=start, end=end))
        start = end + 1
    return tuple(placed)
