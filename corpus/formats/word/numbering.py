"""Count the items of a .docx file's lists as Word does, and say what it shows in front of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.formats.lists import BULLET, format_count
from corpus.formats.word.docx.xml import W, child, number, switched, value
from corpus.formats.xml_trees import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered: `text` has "%1" where the number of the first level stands."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""
    restarts: bool = True
    plain: bool = False


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: Mapping[str, Mapping[int, Level]]
    lists: Mapping[str, str]
    starts: Mapping[str, Mapping[int, int]]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, num_id: str, style_id: str) -> int | None:
        """Return the level of a list that a paragraph style is tied to."""
        levels = self.levels.get(num_id, {})
        return next((at for at, level in levels.items() if level.style == style_id), None)

    def mark(self, num_id: str, at: int) -> str | None:
        """Count an item and return its mark as in `Listed`; None where it shows none or is in no list."""
        level = self.levels.get(num_id, {}).get(at)
        if level is None:
            return None
        counts = self._count(num_id, at, level)
        if level.format == "bullet":
            return BULLET
        return self._shown(num_id, level, counts) or None

    def _count(self, num_id: str, at: int, level: Level) -> list[int | None]:
        counts = self._counts.setdefault(self.lists[num_id], [None] * LEVELS)
        override = self.starts.get(num_id, {}).get(at)
        before = counts[at]
        if override is not None and (num_id, at) not in self._begun:
            counts[at] = override
        else:
            counts[at] = level.start if before is None else before + 1
        self._begun.add((num_id, at))
        for deeper in range(at + 1, LEVELS):
            below = self.levels[num_id].get(deeper)
            if below is None or below.restarts:
                counts[deeper] = None
        return counts

    def _shown(self, num_id: str, level: Level, counts: list[int | None]) -> str:
        def count(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            of = self.levels[num_id].get(place, Level())
            if counts[place] is None:
                counts[place] = of.start
            return format_count(counts[place] or 0, "decimal" if level.plain else of.format)

        return re.sub(r"%([1-9])", count, level.text).strip()


def read_numbering(root: _Element | None) -> Numbering:
    """Return the lists of `numbering.xml`; none where there is no such part."""
    if root is None:
        return Numbering({}, {}, {})
    abstract = {value(each, "abstractNumId") or "": each for each in root.iter(W + "abstractNum")}
    by_link = {value(child(each, "styleLink")) or "": each for each in abstract.values()}
    levels: dict[str, dict[int, Level]] = {}
    lists: dict[str, str] = {}
    starts: dict[str, dict[int, int]] = {}
    for num in root.iter(W + "num"):
        num_id, lists_id = value(num, "numId") or "", value(child(num, "abstractNumId")) or ""
        kind = abstract.get(lists_id)
        link = value(child(kind, "numStyleLink"))
        kind = by_link.get(link, kind) if link else kind
        lists[num_id] = lists_id
        levels[num_id] = _levels(kind)
        starts[num_id] = _override(num, levels[num_id])
    return Numbering(levels, lists, starts)


def _levels(element: _Element | None) -> dict[int, Level]:
    found = [] if element is None else list(element.iterchildren(W + "lvl"))
    return {
        at: _level(each) for each in found if (at := number(each, "ilvl")) is not None and 0 <= at < LEVELS
    }


def _level(element: _Element) -> Level:
    return Level(
        value(child(element, "numFmt")) or "decimal",
        value(child(element, "lvlText")) or "",
        _or(number(child(element, "start")), 1),
        value(child(element, "pStyle")) or "",
        value(child(element, "lvlRestart")) != "0",
        bool(switched(element, "isLgl")),
    )


def _override(num: _Element, levels: dict[int, Level]) -> dict[int, int]:
    """Put the levels that a list has of its own in place, and return where its levels start anew."""
    starts: dict[int, int] = {}
    for override in num.iterchildren(W + "lvlOverride"):
        at = number(override, "ilvl")
        if at is None or not 0 <= at < LEVELS:
            continue
        start, own = number(child(override, "startOverride")), child(override, "lvl")
        if own is not None and local_name(own) == "lvl":
            levels[at] = _level(own)
        if start is not None:
            starts[at] = start
    return starts


def _or(found: int | None, default: int) -> int:
    return default if found is None else found
