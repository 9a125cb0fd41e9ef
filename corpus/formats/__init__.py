"""The formats that can be read, each registered here once; a file is told by what it holds."""

from __future__ import annotations

from pathlib import Path

from corpus.formats.format import Format, Options, in_sequence
from corpus.formats.markdown import read_markdown
from corpus.formats.plain_text import read_plain_text

__all__ = ["FORMATS", "Format", "Options", "endings", "in_sequence", "tell_format"]

MARKDOWN = Format("Markdown", (".md", ".markdown"), lambda _: False, read_markdown)
PLAIN_TEXT = Format("text", (".txt", ".text"), lambda _: False, read_plain_text)
# The first that knows a file's bytes reads it; text that no format claims is told by its ending.
FORMATS: tuple[Format, ...] = (MARKDOWN, PLAIN_TEXT)


def endings() -> tuple[str, ...]:
    """Return the endings of the files that can be read, in lower case with their dot."""
    return tuple(ending for each in FORMATS for ending in each.endings)


def tell_format(path: Path, data: bytes) -> Format:
    """Return the format of a file by its bytes, of text by its ending."""
    known = next((each for each in FORMATS if each.tell(data)), None)
    by_ending = MARKDOWN if path.suffix.lower() in MARKDOWN.endings else PLAIN_TEXT
    return known or by_ending
