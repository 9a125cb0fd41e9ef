"""The format of .rtf files: Rich Text Format, read by its tokens."""

from __future__ import annotations

import re

from corpus.document import Content, FrontMatter
from corpus.errors import UnreadableFileError
from corpus.formats.properties import stated_authors, stated_date, stated_title, stated_version
from corpus.formats.word.flow import blocks_of_flow
from corpus.formats.word.rtf.characters import rtf_tokens
from corpus.formats.word.rtf.reader import RtfReader
from corpus.formats.word.rtf.state import RtfReading
from corpus.ledger import counted
from corpus.options import Options
from corpus.unseen import unseen_warnings

_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")
_PAGES = re.compile(rb"\\nofpages(\d{1,5})")
_PAGE_BREAK = re.compile(rb"\\page(?![a-zA-Z])")
_CUT_SHORT = "it may be cut short: it ends in the middle"


def is_rtf(data: bytes) -> bool:
    """Tell whether `data` begins as an RTF file does."""
    return bool(_BEGINNING.match(data))


def read_rtf(data: bytes, options: Options) -> Content:
    """Return what an RTF file holds; raise `UnreadableFileError` when it is none.

    Its pages are those that are parted by hand, where they are as many as its editor counted. Headers,
    footers, comments, deleted text and what cannot be seen are left out; pictures and objects are not
    looked at.
    """
    del options
    if not is_rtf(data):
        raise UnreadableFileError("it does not begin as an RTF file; save it anew in its editor")
    reading = RtfReading()
    stated = _PAGES.search(data)
    if stated and int(stated[1]) == 1 + sum(1 for _ in _PAGE_BREAK.finditer(data)):
        reading.page = 1
    reader = RtfReader(reading)
    reader.read(rtf_tokens(data))
    reading.end()
    unseen = reading.unseen_words()
    warnings = (*([_CUT_SHORT] if reader.stack else []), *unseen_warnings(unseen))
    blocks = blocks_of_flow(reading.flows[0].pieces, reading.notes)
    return Content(blocks, _front_matter(reader.properties), reading.page, warnings, counted(unseen))


def _front_matter(properties: dict[str, str]) -> FrontMatter:
    return FrontMatter(
        stated_title(properties.get("title", "")),
        stated_authors([properties.get("author", "")]),
        stated_date(properties.get("revtim", ""), properties.get("creatim", "")),
        version=stated_version(properties),
    )
