"""Name the title of a page, the headings that are only set in bold, and the captions above tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.document import Block, BlockKind
from corpus.formats.markup.html.found import Found
from corpus.formats.properties import stated_title

DEEPEST_LEVEL = 6
LONGEST_HEADING_WORDS = 14
LONGEST_CAPTION_WORDS = 60
_SITE_NAME = re.compile(r"\s+[|–—·•»:-]{1,2}\s+|\s*\|\s*|\s+::\s+")
_TABLE = re.compile(r"(?:supplementary |appendix )?(?:table|box|tab\.)\s+[A-Z]?\d", re.I)
_FIGURE = re.compile(r"(?:fig(?:ure|\.)?|image|photo|video)\b", re.I)
_NO_HEADING = re.compile(r"[.:;,]$")


def name_bold_headings(founds: Sequence[Found]) -> Iterator[Found]:
    """Yield the blocks, short lines in bold that stand above text named headings."""
    level = 1
    for position, found in enumerate(founds):
        if found.block.kind is BlockKind.HEADING:
            level = found.block.level
        below = founds[position + 1] if position + 1 < len(founds) else None
        if below is not None and _is_bold_heading(found, below):
            named = replace(found.block, kind=BlockKind.HEADING, level=min(level + 1, DEEPEST_LEVEL))
            yield replace(found, listed=replace(found.listed, block=named))
        else:
            yield found


def _is_bold_heading(found: Found, below: Found) -> bool:
    block = found.block
    stands_alone = block.kind is BlockKind.PARAGRAPH and found.bold and not found.listed.depth
    return (
        stands_alone
        and below.block.kind is BlockKind.PARAGRAPH
        and not below.bold
        and len(block.text.split()) <= LONGEST_HEADING_WORDS
        and not _NO_HEADING.search(block.text)
        and any(map(str.isalpha, block.text))
    )


def name_captions(founds: Sequence[Found]) -> list[Found]:
    """Return the blocks, each table without a caption of its own given the one above it."""
    named: list[Found] = []
    caption = ""
    for found in founds:
        block = found.block
        if block.kind is BlockKind.TABLE_ROW and not block.caption:
            if not caption and named and _is_caption(named[-1]):
                caption = named[-1].block.text
                above = replace(named[-1].block, kind=BlockKind.CAPTION)
                named[-1] = replace(named[-1], listed=replace(named[-1].listed, block=above))
            with_caption = replace(found.listed, block=replace(block, caption=caption))
            named.append(replace(found, listed=with_caption))
            continue
        caption = ""
        named.append(found)
    return named


def _is_caption(found: Found) -> bool:
    block = found.block
    if block.kind is BlockKind.CAPTION:
        return not _FIGURE.match(block.text)
    short = len(block.text.split()) <= LONGEST_CAPTION_WORDS and not found.listed.depth
    may_be = block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
    return may_be and short and bool(_TABLE.match(block.text))


def with_title(
    blocks: Sequence[Block], stated: str, *, outside: Sequence[str] = (), site: str = ""
) -> tuple[Block, ...]:
    """Return the blocks behind the title of their page.

    It is the heading of level 1 that the page's stated title confirms, else the only one, else the one
    outside of the text, else what the page states, without the name of its site.
    """
    headings = [block for block in blocks if block.kind is BlockKind.HEADING and block.level == 1]
    confirmed = [block for block in headings if _confirms(stated, block.text)]
    title = confirmed[0] if confirmed else (headings[0] if len(headings) == 1 else None)
    if title is not None and title.text.casefold() != site.casefold():
        rest = tuple(block for block in blocks if block is not title)
        return (Block(BlockKind.TITLE, title.text, 0, 0), *rest)
    named = next((text for text in outside if _confirms(stated, text) and text != site), "")
    text = named or without_site(stated_title(stated), site)
    if not text and headings:
        return with_title(blocks, headings[0].text)
    return (Block(BlockKind.TITLE, text, 0, 0), *blocks) if text else tuple(blocks)


def without_site(title: str, site: str) -> str:
    """Return a page's stated title without the name of the site, where the page states that too."""
    first, *rest = _SITE_NAME.split(title)
    named = site and rest and rest[-1].casefold().strip() == site.casefold()
    return title[: title.rindex(rest[-1])].rstrip(" |–—·•»:-") if named and first else title


def _confirms(stated: str, heading: str) -> bool:
    """Tell whether a heading is the page's stated title or a part of it, before the name of the site."""
    folded, parts = heading.casefold().strip(), _SITE_NAME.split(stated)
    return bool(folded) and (stated.casefold().startswith(folded) or folded == parts[0].casefold().strip())
