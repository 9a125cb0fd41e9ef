"""A page in coarse cells, so that what lies where is found without comparing all with all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# In points; a page that is larger than usual has larger cells.
CELL = 4.0
MOST_CELLS = 400


@dataclass(frozen=True, slots=True)
class Grid:
    """A number for each cell of a page, 0 where nothing has been laid."""

    cells: NDArray[np.int64]
    cell: float

    def lay(self, boxes: Floats, numbers: NDArray[np.int64]) -> None:
        """Write a number into each cell that a box (left, top, right, bottom) touches, the last one last."""
        down, across = self.cells.shape
        edges = np.nan_to_num(boxes / self.cell, nan=-1.0)
        first = np.clip(np.floor(edges[:, :2]), 0, None).astype(np.int64)
        last = np.clip(np.ceil(edges[:, 2:]), 0, (across, down)).astype(np.int64)
        rows = zip(first.tolist(), last.tolist(), numbers.tolist(), strict=True)
        for (left, top), (right, bottom), number in rows:
            self.cells[top:bottom, left:right] = number

    def at(self, boxes: Floats) -> NDArray[np.int64]:
        """Return the number in the middle of each box."""
        down, across = self.cells.shape
        x = np.clip((boxes[:, 0] + boxes[:, 2]) / 2 / self.cell, 0, across - 1).astype(np.int64)
        y = np.clip((boxes[:, 1] + boxes[:, 3]) / 2 / self.cell, 0, down - 1).astype(np.int64)
        return self.cells[y, x]


def grid_over(size: tuple[float, float]) -> Grid:
    """Return a grid over a page of `size` in points."""
    cell = max(CELL, max(size) / MOST_CELLS)
    across, down = (max(1, int(np.ceil(length / cell))) for length in size)
    return Grid(np.zeros((down, across), np.int64), cell)
