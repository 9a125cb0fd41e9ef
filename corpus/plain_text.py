"""The format of .txt files: lines, whoever wrapped them."""

from __future__ import annotations

from corpus.decoding import decode
from corpus.document import Block
from corpus.lines import blocks_from_lines, split_lines


def read_plain_text(data: bytes) -> tuple[Block, ...]:
    """Return the blocks of a plain text file; raise `UnreadableFileError` when it is not text."""
    return blocks_from_lines(split_lines(decode(data)))
