"""Tell titles and headings from paragraphs, in a file that does not mark them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.document import Block, BlockKind
from corpus.text.shapes import ends_sentence, is_capitals, is_list_item

LONGEST_HEADING_WORDS = 14
# Lines of their own in capitals that make a habit.
FEWEST_SHOUTED = 2
LONGEST_TITLE_WORDS = 30
_TITLE_LABEL = re.compile(r"^(?:answer|article|case|diagnosis|question|subject|title|topic)\s*:\s*", re.I)


def name_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with title and headings told from paragraphs by their shape and what follows.

    Where several lines of their own are in capitals, they are the headings, and others stand below them.
    """
    shouted = sum(map(_is_shouted, blocks[1:])) >= FEWEST_SHOUTED
    above: Block | None = None
    for position, block in enumerate(blocks):
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        if position == 0 and following and _is_title(block):
            named = replace(block, kind=BlockKind.TITLE, text=_TITLE_LABEL.sub("", block.text))
        elif following and shouted and _is_shouted(block):
            named = replace(block, kind=BlockKind.HEADING)
        elif following and _is_heading(block, following) and not _is_item_below(above, block):
            named = replace(block, kind=BlockKind.HEADING, level=2 if shouted else 1)
        else:
            named = block
        above = named
        yield named


def _is_shouted(block: Block) -> bool:
    return is_capitals(block.text) and _has_heading_shape(block)


def _is_title(block: Block) -> bool:
    return (
        len(block.text.split()) <= LONGEST_TITLE_WORDS
        and not block.text.endswith(",")
        and "\n" not in block.text
        and block.kind is BlockKind.PARAGRAPH
        and (block.text.endswith("?") or not ends_sentence(block.text))
        and not is_list_item(block.text)
        and _TITLE_LABEL.sub("", block.text).count(":") < 2
    )


def _is_heading(block: Block, following: Block) -> bool:
    words, next_words = block.text.split(), following.text.split()
    return (
        _has_heading_shape(block)
        and not _has_heading_shape(following)
        and len(next_words) > len(words)
        and not (next_words[0].isalpha() and next_words[0].islower())
    )


def _has_heading_shape(block: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and not block.parts
        and len(block.text.split()) <= LONGEST_HEADING_WORDS
        and not ends_sentence(block.text)
        and not re.search(r"[,:/@]", block.text)
        and not is_list_item(block.text)
        and (block.text[0].isupper() or block.text[0].isdigit())
    )


def _is_item_below(above: Block | None, block: Block) -> bool:
    """Tell whether a block goes on, on the very next line, with what an unfinished line began."""
    if not above or above.kind is not BlockKind.PARAGRAPH or above.page != block.page:
        return False
    unfinished = above.text.endswith(":") or not ends_sentence(above.text)
    return unfinished and block.start <= above.end + 1
