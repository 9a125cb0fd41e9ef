"""Pages as guidelines have them, of which it is known what each figure is about, and how readers tell it."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.guidelines import formatting, side_by_side, tables
from benchmarks.guidelines.page import GuidelinePage

__all__ = ["PAGES", "GuidelinePage"]

# Each takes a seed; another seed gives another page of the same kind.
PAGES: tuple[Callable[[int], GuidelinePage], ...] = (
    tables.merged_cells,
    tables.merged_values,
    tables.grouped_rows,
    side_by_side.boxes,
    side_by_side.lists,
    side_by_side.texts,
    side_by_side.nested,
    formatting.formatting,
)
