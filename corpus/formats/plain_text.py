"""The format of .txt files: lines, whoever wrapped them."""

from __future__ import annotations

from corpus.decoding import decode, name_unread
from corpus.document import Content
from corpus.options import Options
from corpus.text.lines import blocks_from_lines
from corpus.text.text_lines import split_lines


def read_plain_text(data: bytes, options: Options) -> Content:
    """Return what a plain text file holds; raise `UnreadableFileError` when it is not text."""
    del options
    text = decode(data)
    return Content(blocks_from_lines(split_lines(text)), warnings=name_unread([text]))
