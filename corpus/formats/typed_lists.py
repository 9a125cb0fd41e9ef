"""Tell how deep the items of a list are that was typed by hand: by indentation, then by the sort of mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.formats.lists import BULLET
from corpus.text.shapes import is_list_item, item_mark, without_item_mark

FEWEST_ITEMS = 2
_SORTS = ("-–—*", "•●∙·・⁃‣", "o○◦", "■▪□", "☐☑☒", "➢►✓")
_ROMAN = re.compile(r"[ivx]+")


@dataclass(frozen=True, slots=True)
class TypedLine:
    """What a line says, with its mark where it is an item's: as it is shown, and as it was `typed`.

    `depth` counts from 1, 0 is no item's.
    """

    text: str
    mark: str = ""
    depth: int = 0
    typed: str = ""


class Depths:
    """The lists that are open around an item: one deeper for each indentation, and for each sort of mark."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def depth(self, indentation: int, mark: str) -> int:
        """Return how deep the next item is, from 1; `indentation` counts the spaces before its mark."""
        self._open = [each for each in self._open if each[0] <= indentation]
        place = (indentation, self._sort(indentation, mark))
        if place in self._open:
            del self._open[self._open.index(place) + 1 :]
        else:
            self._open.append(place)
        return len(self._open)

    def _sort(self, indentation: int, mark: str) -> str:
        bare = mark.strip("().")
        if bare.isdigit():
            return f"1{mark[-1]}"
        if not bare.isascii() or not bare.isalpha() or mark == "o":
            return next((sort for sort in _SORTS if mark in sort), mark)
        # "i." goes on after "h." where letters count already.
        lettered = (indentation, f"a{mark[-1]}") in self._open
        return f"{'i' if _ROMAN.fullmatch(bare) and not lettered else 'a'}{mark[-1]}"


def indentation(line: str) -> int:
    """Return how many spaces `line` begins with, a tab for up to four."""
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def typed_lines(lines: Sequence[tuple[int, str]], *, fewest: int = FEWEST_ITEMS) -> Iterator[TypedLine]:
    """Yield the lines, each with its indentation, as items where `fewest` are; a line goes on with one.

    Lines of running text above the first item are one.
    """
    if sum(is_list_item(text) for _, text in lines) < fewest:
        yield TypedLine(" ".join(text for _, text in lines))
        return
    depths = Depths()
    kept: TypedLine | None = None
    for indent, text in lines:
        mark = item_mark(text)
        if kept is not None and not mark:
            kept = replace(kept, text=f"{kept.text} {text}")
            continue
        if kept is not None:
            yield kept
        kept = as_item(text, mark, depths.depth(indent, mark)) if mark else TypedLine(text)
    if kept is not None:
        yield kept


def as_item(text: str, mark: str, depth: int) -> TypedLine:
    """Return a line as an item: numbers stay, bullets are alike, a box to tick stays with its words."""
    numbered = mark.strip("()[]. ").isalnum() and mark not in ("o", "[x]", "[X]")
    return TypedLine(without_item_mark(text), mark if numbered else BULLET, depth, mark)
