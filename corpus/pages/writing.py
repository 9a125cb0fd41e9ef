"""Make blocks of the pages of a document: the last step, after which nothing knows of lines any more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.document import Block, BlockKind
from corpus.formats.lists import BULLET, Listed, find_typed_lists, gather_lists
from corpus.hyphenation import Vocabulary, vocabulary
from corpus.pages.captions import row_blocks
from corpus.pages.flow import Stretch, join_pieces, text_of
from corpus.pages.headings import set_levels
from corpus.pages.kinds import Named, body_size, name_parts
from corpus.pages.layout import Memory, lay_out
from corpus.pages.page import Page
from corpus.pages.running_heads import without_running_heads
from corpus.pages.titles import take_title
from corpus.parts import Part, PartKind

# What holds fewer letters is a piece of a formula or an ornament.
FEWEST_LETTERS = 3
_LEADERS = re.compile(r"(?:\.\s?|…\s?|·\s?){4,}\s*(?:\d{1,4}|[ivxl]+)$")


def document_blocks(pages: Sequence[Page], title: str, outline: Mapping[str, int]) -> list[Block]:
    """Return the blocks of a document's pages, without their offsets.

    `title` is that of its metadata where it can be trusted, `outline` the levels of its bookmarks.
    """
    pages = without_running_heads(pages)
    body = body_size(pages)
    memory = Memory()
    parts = [named for page in pages for named in _page_parts(page, memory, body)]
    stretches = take_title(join_pieces(parts), title, body)
    stretches = list(_with_box_titles(stretches))
    set_levels(stretches, outline)
    # In the order of reading: what follows a broken word is its other half, not a word.
    words = vocabulary(line.text for stretch in stretches for line in stretch.lines)
    return list(gather_lists(find_typed_lists(_listed(stretches, words))))


def _page_parts(page: Page, memory: Memory, body: float) -> list[Named]:
    return name_parts(lay_out(page, memory), page, body)


def _with_box_titles(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield the stretches, the heading of a box put before its text; alone in its box it is a heading."""
    sizes: dict[int, int] = {}
    for stretch in stretches:
        if stretch.pieces and stretch.kind is not BlockKind.HEADING:
            sizes[stretch.pieces[0].apart] = sizes.get(stretch.pieces[0].apart, 0) + 1
    title = ""
    for stretch in stretches:
        apart = stretch.pieces[0].apart if stretch.pieces else 0
        if apart and stretch.kind is BlockKind.HEADING and sizes.get(apart):
            words = " ".join(line.text for line in stretch.lines)
            title = f"{title}\n{words}" if title else words
            continue
        if title:
            stretch.heading, title = title, ""
        yield stretch


def _listed(stretches: Sequence[Stretch], words: Vocabulary) -> Iterator[Listed]:
    rows = row_blocks(stretches, words)
    for stretch in stretches:
        if id(stretch) in rows:
            yield from map(Listed, rows[id(stretch)])
            continue
        text = text_of(stretch.lines, words)
        if _LEADERS.search(text) or sum(map(str.isalpha, text)) < FEWEST_LETTERS:
            continue
        mark = stretch.pieces[0].mark
        block = Block(stretch.kind, text, 0, 0, stretch.page, stretch.level)
        if (
            stretch.kind is BlockKind.PARAGRAPH
            and mark
            and not mark.strip()[-1:].isalnum()
            and not mark.strip("([")[:1].isalnum()
        ):
            yield Listed(replace(block, text=text[len(mark) :]), 1, BULLET)
        elif stretch.heading:
            box = Part(PartKind.BOX, 0, len(stretch.heading))
            yield Listed(replace(block, text=f"{stretch.heading}\n{text}", parts=(box,)))
        else:
            yield Listed(block)
