"""Rows and cells of tables, and items: which are quoted, which only stand beside the one asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from assistant.evidence.pieces.cutting import pieces
from assistant.evidence.pieces.piece import Kind as PieceKind
from assistant.evidence.requirements.comparisons import YEARS, Comparison, age_unit, comparisons
from assistant.evidence.requirements.mentions import mentions
from assistant.evidence.requirements.names import load_names
from assistant.evidence.requirements.requirement import Kind, Requirement, Verdict
from assistant.evidence.requiring import Held
from corpus.document import Paragraph
from corpus.statements import Statement, StatementKind, statements_of

# Columns that differ in these are for other patients, or for another way to treat them.
SETTING_APART = frozenset({Kind.POPULATION, Kind.ROUTE, Kind.SEVERITY})
# All other kinds are names: of them a row's label, or its column's, says for which it holds.
_TOLD = frozenset({Kind.VALUE, Kind.ASPECT})


def quotable(paragraph: Paragraph, title: str) -> tuple[Statement, ...]:
    """Return the statements of `paragraph` that can be quoted; `title` is its document's.

    A sentence that is itself a question is none of them. Of a row whose values rival, as the doses of adults
    and of children do, each is quoted for itself. One whose values go together, as a dose and its duration
    do, is quoted whole.
    """
    statements = statements_of(paragraph, title)
    cells = [one for one in statements if one.kind is StatementKind.CELL]
    left_out = StatementKind.ROW if _rival(cells) else StatementKind.CELL
    return tuple(one for one in statements if one.kind is not left_out and not _asks(one))


def _asks(statement: Statement) -> bool:
    """Tell whether a sentence is itself a question, which answers none: "Should I take it at once?"."""
    return statement.kind is StatementKind.SENTENCE and statement.text.rstrip().endswith("?")


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A statement of a document, be it a row or not, with what came of holding it against a question."""

    document: str
    statement: Statement
    held: Held


def stands_beside(
    row: HeldRow, others: Sequence[HeldRow], question: str, required: Sequence[Requirement]
) -> bool:
    """Tell whether a `row` only stands beside what the `question` asks about; `others` were held with it.

    So does "Normal: in 2 years" beside "Stage 1: within 2 months" where stage 1 is asked about, and where
    stage 3 is, and so do "250 mL" beside the "100 mL" that are asked about and "severe, complicated" beside
    "severe". An item of a list only does where it gives another figure: "for 5 days" beside the "2 days" that
    are asked about. What stands in neither never does.
    """
    near = [each for each in others if each.document == row.document and each is not row]
    if row.statement.level:
        siblings = (each for each in near if each.held.may_answer and _is_sibling(row, each))
        return any(_gives_other_figure(row.statement, each.statement, question) for each in siblings)
    rows = [each for each in near if each.statement.table]
    if not row.statement.table:
        return False
    return any(
        _is_of_another(row, each, required)
        or (each.held.may_answer and _gives_way(row, each, question, required))
        for each in rows
    )


def _is_sibling(item: HeldRow, other: HeldRow) -> bool:
    """Tell whether two statements are items of one list."""
    one, beside = item.statement, other.statement
    return (one.context, one.level) == (beside.context, beside.level) and one.start != beside.start


def _gives_other_figure(item: Statement, other: Statement, question: str) -> bool:
    """Tell whether an item has in place of a figure of `question`, which the `other` has, one in its unit."""
    asked, ours, theirs = figures(question), figures(item.text), figures(other.text)
    instead = {unit for _, _, unit in (figure.partition(" ") for figure in ours - asked)}
    return ours & asked < theirs & asked and any(
        figure.partition(" ")[2] in instead for figure in (theirs & asked) - ours
    )


def _is_of_another(row: HeldRow, other: HeldRow, required: Sequence[Requirement]) -> bool:
    """Tell whether a row is silent about how ill the patients are, and an `other` of its table is not."""
    verdicts = zip(required, row.held.judged.verdicts, other.held.judged.verdicts, strict=True)
    return row.statement.table == other.statement.table and any(
        (each.kind, own, others) == (Kind.SEVERITY, Verdict.SILENT, Verdict.OTHER)
        for each, own, others in verdicts
    )


def _gives_way(row: HeldRow, other: HeldRow, question: str, required: Sequence[Requirement]) -> bool:
    """Tell whether an `other` row, of its table or of one with its columns, says more of what is asked."""
    one, beside = row.statement, other.statement
    if (one.table, one.row) == (beside.table, beside.row):
        return False
    if one.table != beside.table and _columns(one.text) != _columns(beside.text):
        return False
    asked = figures(question)
    met, more = (
        _named_in(each.held, required) | (figures(text) & asked) | _within(question, text)
        for each, text in ((row, one.text), (other, beside.text))
    )
    return met < more or (met == more and _unasked(one, required) > _unasked(beside, required))


def _named_in(held: Held, required: Sequence[Requirement]) -> frozenset[str]:
    """Return the names asked about that a statement is about."""
    verdicts = zip(required, held.judged.verdicts, strict=True)
    return frozenset(
        f"{each.kind} {each.name}"
        for each, verdict in verdicts
        if each.kind not in _TOLD and verdict is Verdict.MET
    )


def _unasked(row: Statement, required: Sequence[Requirement]) -> frozenset[str]:
    """Return how ill the patients of a row are beside what is asked; nothing where that is not asked."""
    asked = frozenset[str]().union(*(each.values for each in required if each.kind is Kind.SEVERITY))
    context = row.context
    said = (context.group, context.row, *context.columns, row.text) if asked else ()
    named = (each for text in said for each in mentions(text, load_names()) if each.kind is Kind.SEVERITY)
    return frozenset[str]().union(*(each.values for each in named)) - asked


def _columns(row: str) -> list[str]:
    """Return the names of the columns of a row, "Name: a; Name: b"."""
    return [cell.partition(":")[0] for cell in row.split("; ")]


@lru_cache(maxsize=10_000)
def figures(text: str) -> frozenset[str]:
    """Return the figures of `text` that have a unit, in the smallest of its family."""
    figures = (each.value for each in pieces(text) if each.kind is PieceKind.NUMBER)
    return frozenset(figure for figure in figures if " " in figure)


def _within(question: str, row: str) -> frozenset[str]:
    """Return the figures of `question` that a range in a `row` holds: "2 weeks and more" does three weeks."""
    ranges = [_scaled(each) for each in comparisons(row) if not each.point]
    points = [_scaled(each) for each in comparisons(question) if each.point]
    return frozenset(
        f"{low} {unit}"
        for unit, low, _ in points
        for other, least, most in ranges
        if unit and unit == other and least <= low <= most
    )


def _scaled(one: Comparison) -> tuple[str, float, float]:
    """Return the unit of a comparison with its ends; times are in years."""
    time = age_unit(one.unit)
    scale = YEARS[time] if time else 1.0
    return ("time" if time else one.unit.lower()), one.low * scale, one.high * scale


def _rival(cells: list[Statement]) -> bool:
    """Tell whether two cells of a row give a quantity of the same kind, or one each for other patients."""
    told = [(set(_quantities(cell.text)), _meant_for(cell)) for cell in cells]
    pairs = combinations([(kinds, patients) for kinds, patients in told if kinds], 2)
    return any(
        kinds & other or (ours and theirs and ours != theirs) for (kinds, ours), (other, theirs) in pairs
    )


def _meant_for(cell: Statement) -> frozenset[str]:
    """Return whom, by which route and how ill, the names of a cell's column are for."""
    named = (each for name in cell.context.columns for each in mentions(name, load_names()))
    return frozenset(value for each in named if each.kind in SETTING_APART for value in each.values)


def _quantities(text: str) -> Iterator[str]:
    """Yield the kinds of quantities that a cell gives; a bare figure is one of its own."""
    numbers = [piece.value.partition(" ")[2] for piece in pieces(text) if piece.kind is PieceKind.NUMBER]
    yield from filter(None, numbers)
    if numbers and not any(map(str.isalpha, text)):
        yield "figure"
