"""Put together what stands in a box, whichever format draws it, so that all of it is under its heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from corpus.document import BETWEEN_HEADINGS, Block, BlockKind
from corpus.parts import Part, PartKind, shifted

# A box of more words than the first is not one paragraph, one of more than the second places text on a page.
LONGEST_BOX_WORDS = 200
LARGEST_BOX_WORDS = 1000


def boxed(blocks: Sequence[Block]) -> list[Block]:
    """Return what stands in a box; the headings of one level that `blocks` begin with are its own.

    A few sentences are one paragraph, whose first line is the heading. In a larger box each block is told the
    headings above it in the box, for what stands behind the box is not about them. A box of nothing but its
    headings stays as it is.
    """
    titles = list(takewhile(lambda block: _is_heading(block) and block.level == blocks[0].level, blocks))
    inside = blocks[len(titles) :]
    if not inside:
        return list(blocks)
    title = " ".join(block.text for block in titles)
    words = sum(len(block.text.split()) for block in inside)
    if words <= LONGEST_BOX_WORDS and all(block.kind is BlockKind.PARAGRAPH for block in inside):
        return [_stacked(inside, title, blocks[0].start)]
    return list(_under_headings(inside, [(blocks[0].level, title)] if title else []))


def _is_heading(block: Block) -> bool:
    return block.kind is BlockKind.HEADING


def _stacked(blocks: Sequence[Block], title: str, start: int) -> Block:
    """Return the blocks one under the other, below the title of their box, which begins at `start`."""
    text, parts = title, [Part(PartKind.BOX, 0, len(title))] if title else []
    for block in blocks:
        text += "\n" if text else ""
        parts.extend(shifted(block.parts, len(text)))
        text += block.text
    return replace(blocks[0], text=text, start=start, end=blocks[-1].end, parts=tuple(parts))


def _under_headings(blocks: Iterable[Block], above: Sequence[tuple[int, str]]) -> Iterator[Block]:
    """Yield the blocks with the headings above them; a heading with nothing below it is a paragraph.

    `above` is the heading of their box with its level; one as high as it ends what stands under it.
    """
    waiting: Block | None = None
    for block in blocks:
        if _is_heading(block):
            if waiting is not None and waiting.level >= block.level:
                yield replace(waiting, kind=BlockKind.PARAGRAPH, box=_path(above[:-1]))
            above = [*(each for each in above if each[0] < block.level), (block.level, block.text)]
            waiting = block
        else:
            yield replace(block, box=_path([*above, (block.level, block.box)]))
            waiting = None
    if waiting is not None:
        yield replace(waiting, kind=BlockKind.PARAGRAPH, box=_path(above[:-1]))


def _path(headings: Iterable[tuple[int, str]]) -> str:
    return BETWEEN_HEADINGS.join(text for _, text in headings if text)
