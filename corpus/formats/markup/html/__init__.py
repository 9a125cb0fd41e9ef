"""The format of saved web pages: what the page is about, without its menus; nothing is fetched or run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import Block, BlockKind, Content
from corpus.formats.format import in_sequence
from corpus.formats.lists import find_typed_lists, gather_lists
from corpus.formats.markup.css import SheetReader
from corpus.formats.markup.html.blocks import find_blocks
from corpus.formats.markup.html.decoding import decode_html, is_html
from corpus.formats.markup.html.found import (
    Found,
    name_bold_headings,
    name_captions,
    with_title,
    without_empty_headings,
    without_menus,
)
from corpus.formats.markup.html.front_matter import read_front_matter
from corpus.formats.markup.html.main_text import find_content
from corpus.formats.markup.inline_text import line_text
from corpus.formats.markup.markup import Element, descendants, from_html
from corpus.ledger import Reason, counted
from corpus.options import Options
from corpus.unseen import Unseen, unseen_warnings

__all__ = ["blocks_of_page", "is_html", "read_html", "read_page"]


def read_html(data: bytes, options: Options) -> Content:
    """Return what a web page holds; raise `UnreadableFileError` when it is not text.

    The title is the page's heading of level 1, else what it states, without the name of its site.
    """
    del options
    return read_page(data, SheetReader())


def read_page(data: bytes, sheets: SheetReader, name: str = "") -> Content:
    """Return what the web page `name` holds, with the style sheets that `sheets` finds for it."""
    text = decode_html(data)
    unseen: Counter[Unseen] = Counter()
    root = from_html(text, unseen, sheets, name)
    page = find_content(root)
    stated = read_front_matter(root)
    body = next((each for each in descendants(root) if each.name == "body"), root)
    inside = blocks_of_page(page.content)
    blocks = inside or blocks_of_page(body)
    outside = [line_text(heading.children) for heading in page.headings_outside]
    titled = with_title(blocks, stated.front_matter.title, outside=outside, site=stated.site)
    title = next((block.text for block in titled if block.kind is BlockKind.TITLE), "")
    front_matter = replace(stated.front_matter, title=title)
    warnings = () if blocks else _why_empty(root, text)
    told = (*warnings, *unseen_warnings(unseen))
    left_out = dict[Reason | Unseen, int](unseen.items())
    left_out[Reason.NAVIGATION] = page.words_around if inside else 0
    return Content(in_sequence(titled), front_matter, None, told, counted(left_out))


def blocks_of_page(content: Element) -> list[Block]:
    """Return the blocks of a page or a part of it, its lists and captions put together."""
    founds: Sequence[Found] = list(without_empty_headings(without_menus(find_blocks(content))))
    founds = name_captions(list(name_bold_headings(founds)))
    return list(gather_lists(find_typed_lists(found.listed for found in founds)))


def _why_empty(root: Element, text: str) -> tuple[str, ...]:
    if any(each.name in ("frameset", "frame") for each in descendants(root)) or "<frameset" in text.lower():
        return ("its text is in frames, which are files of their own",)
    if "<script" in text.lower():
        return (
            "a script puts its text together, which is never run; save the page from a browser or as PDF",
        )
    return ()
