"""What of a paragraph can be quoted: its statements, of a row of rival values each for itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from assistant.answering.pieces import Kind, pieces
from corpus.document import Paragraph
from corpus.statements import Statement, StatementKind, statements_of


def quotable(paragraph: Paragraph, title: str) -> tuple[Statement, ...]:
    """Return the statements of `paragraph` that can be quoted; `title` is its document's.

    Of a row whose values rival, as the doses of adults and of children do, each is quoted for itself. One
    whose values go together, as a dose and its duration do, is quoted whole.
    """
    statements = statements_of(paragraph, title)
    cells = [one for one in statements if one.kind is StatementKind.CELL]
    left_out = StatementKind.ROW if _rival(cells) else StatementKind.CELL
    return tuple(one for one in statements if one.kind is not left_out)


def _rival(cells: list[Statement]) -> bool:
    """Tell whether two cells of a row give a quantity of the same kind."""
    kinds = [set(_quantities(cell.text)) for cell in cells]
    return any(not one.isdisjoint(other) for one, other in combinations(kinds, 2))


def _quantities(text: str) -> Iterator[str]:
    """Yield the kinds of quantities that a cell gives; a bare figure is one of its own."""
    numbers = [piece.value.partition(" ")[2] for piece in pieces(text) if piece.kind is Kind.NUMBER]
    yield from filter(None, numbers)
    if numbers and not any(map(str.isalpha, text)):
        yield "figure"
