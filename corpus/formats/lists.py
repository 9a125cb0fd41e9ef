"""Make one paragraph of a list and the words that lead in to it, whatever format it comes from."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, tee

from corpus.document import Block, BlockKind
from corpus.parts import Part, PartKind
from corpus.text.references import name_references
from corpus.text.shapes import ends_sentence

BULLET = "-"
# Items that are this long, with nothing leading in to them, are numbered paragraphs rather than a list.
LONG_ITEM_WORDS = 30
TYPED_BULLET = re.compile(r"(?:[-–—*•‣◦▪●○·∙⁃・■□➢►✓]|o(?=\t))\s+(?=\S)|[•▪●‣・■](?=\w)|(?=[☐☑☒]\s?\w)")
# Numbers in brackets, and what stands unseen where a note is called.
_MARK = re.compile(r"\s*(?:\[[\d\s,–-]{1,30}\]|\ue000\d{1,9}\ue001)\s*$")
LONGEST_MARK = 48
MOST_REPEATED_LETTERS = 20
LARGEST_ROMAN = 4999
_ROMAN = zip(
    (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
    "m cm d cd c xc l xl x ix v iv i".split(),
    strict=True,
)
_ROMAN_DIGITS = tuple(_ROMAN)
_TYPED_NUMBER = re.compile(r"(?P<mark>\(?(?P<count>\d{1,2}|[a-z])[.)])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Listed:
    """A block with its place in lists.

    `depth` is how many lists are around it, 0 for none. `mark` is that of its item, `BULLET` or a number
    as it is shown ("1.", "a)"); it is empty where the block goes on with the item above. `begins` tells
    that a list of another kind begins with it, to which what leads in to the list above does not lead in.
    """

    block: Block
    depth: int = 0
    mark: str = BULLET
    begins: bool = False


def gather_lists(listed: Iterable[Listed]) -> Iterator[Block]:
    """Yield the blocks, each list as one paragraph with the lead-in above it, an item a line.

    Numbered paragraphs of several sentences stay paragraphs of their own, each with the items below it,
    and so do the entries of a list of sources. Blocks without text are left out.
    """
    listed, again = tee(item for item in listed if item.block.text.strip())
    lead_in: Block | None = None
    items: list[Listed] = []
    for item, block in zip(listed, name_references(each.block for each in again), strict=True):
        if item.depth and block.kind is BlockKind.PARAGRAPH:
            if item.begins and items:
                yield from _paragraphs(lead_in, items)
                lead_in, items = None, []
            items.append(item)
            continue
        yield from _paragraphs(lead_in, items)
        lead_in, items = None, []
        if block.kind is BlockKind.REFERENCE and item.depth and item.mark not in ("", BULLET):
            yield replace(block, text=f"{item.mark} {block.text}")
        elif block.kind is BlockKind.PARAGRAPH and leads_in(block.text):
            lead_in = block
        else:
            yield block
    yield from _paragraphs(lead_in, items)


def without_marks(text: str) -> str:
    """Return `text` without the reference and footnote marks that end it."""
    end = len(text)
    # Searched for from the end: a pattern of many marks would be tried at each of them.
    while mark := _MARK.search(text, max(0, end - LONGEST_MARK), end):
        end = mark.start()
    return text[:end].rstrip()


def leads_in(text: str) -> bool:
    """Tell whether a paragraph is left open for the list below it ("Do not take it if you have:")."""
    text = without_marks(text)
    return text.endswith((":", ",", "…")) or not ends_sentence(text)


def find_typed_lists(listed: Iterable[Listed]) -> Iterator[Listed]:
    """Yield the blocks, the paragraphs whose bullet or number was typed by hand named items of a list.

    A number makes an item only beside the number before or after it, or below a lead-in with its first.
    """
    above, *rest = [None, *listed, None]
    for item, below in pairwise(rest):
        if item is not None:
            yield _typed(above, item, below)
        above = item


def _typed(above: Listed | None, item: Listed, below: Listed | None) -> Listed:
    if item.depth or item.block.kind is not BlockKind.PARAGRAPH:
        return item
    bullet = TYPED_BULLET.match(item.block.text)
    # A lone star is a footnote's.
    if bullet and (bullet[0][:1] != "*" or _is_starred(above) or _is_starred(below)):
        return Listed(replace(item.block, text=item.block.text[bullet.end() :]), 1, BULLET)
    number = _TYPED_NUMBER.match(item.block.text)
    if not number:
        return item
    count = _count(number["count"])
    begins = count == 1 and above is not None and above.block.text.endswith(":")
    if begins or _typed_count(above) == count - 1 or _typed_count(below) == count + 1:
        return Listed(replace(item.block, text=item.block.text[number.end() :]), 1, number["mark"])
    return item


def _is_starred(item: Listed | None) -> bool:
    return item is not None and item.block.text.startswith("* ")


def _typed_count(item: Listed | None) -> int | None:
    number = _TYPED_NUMBER.match(item.block.text) if item and not item.depth else None
    return _count(number["count"]) if number else None


def _count(shown: str) -> int:
    return int(shown) if shown.isdigit() else ord(shown) - ord("a") + 1


def _paragraphs(lead_in: Block | None, items: Sequence[Listed]) -> Iterator[Block]:
    if lead_in and not items:
        yield lead_in
    elif not lead_in and _are_paragraphs(items):
        for part in _parts(items):
            yield _joined(None, part)
    elif items:
        yield _joined(lead_in, items)


def _are_paragraphs(items: Sequence[Listed]) -> bool:
    top = min((item.depth for item in items), default=0)
    lengths = [len(item.block.text.split()) for item in items if item.depth == top and item.mark]
    return len(lengths) > 1 and statistics.median(lengths) >= LONG_ITEM_WORDS


def _parts(items: Sequence[Listed]) -> Iterator[list[Listed]]:
    """Yield each outermost item with what stands in it."""
    top = min(item.depth for item in items)
    part: list[Listed] = []
    for item in items:
        if item.depth == top and item.mark and part:
            yield part
            part = []
        part.append(item)
    if part:
        yield part


def _joined(lead_in: Block | None, items: Sequence[Listed]) -> Block:
    first, last = lead_in or items[0].block, items[-1].block
    top = min(item.depth for item in items)
    text, parts = (lead_in.text, [Part(PartKind.LEAD_IN, 0, len(lead_in.text))]) if lead_in else ("", [])
    for item in items:
        begins = bool(item.mark) or not text
        if begins:
            text += ("\n" if text else "") + (f"{item.mark} " if item.mark else "")
            parts.append(Part(PartKind.ITEM, len(text), 0, item.depth - top + 1))
        text = f"{text}{'' if begins else ' '}{item.block.text}"
        parts[-1] = replace(parts[-1], end=len(text))
    return replace(first, text=text, end=last.end, parts=tuple(parts))


def format_count(count: int, style: str) -> str:
    """Return a count as one of Word's number formats shows it; one that is not known as digits."""
    if style in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, MOST_REPEATED_LETTERS)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman") and 0 < count <= LARGEST_ROMAN:
        return _roman(count).upper() if style == "upperRoman" else _roman(count)
    if style in ("none", "bullet"):
        return ""
    return f"{count:02}" if style == "decimalZero" else str(count)


def _roman(count: int) -> str:
    digits = ""
    for worth, digit in _ROMAN_DIGITS:
        times, count = divmod(count, worth)
        digits += digit * times
    return digits
