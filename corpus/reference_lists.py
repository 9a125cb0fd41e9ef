"""Tell the list of sources at a document's end from what the document itself says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.document import Block, BlockKind

_HEADING = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:list of )?references(?: cited)?|bibliography|literature(?: cited)?"
    r"|works cited|reference list)\s*:?",
    re.I,
)


def name_references(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, the paragraphs under a heading such as "References" named references.

    The list ends at the next heading of the same level or above.
    """
    level: int | None = None
    for block in blocks:
        if block.kind is BlockKind.HEADING and (level is None or block.level <= level):
            level = block.level if _HEADING.fullmatch(block.text.strip()) else None
        listed = level is not None and block.kind in (BlockKind.PARAGRAPH, BlockKind.FOOTNOTE)
        yield replace(block, kind=BlockKind.REFERENCE) if listed else block
