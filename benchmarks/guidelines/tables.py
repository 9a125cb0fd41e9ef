"""Tables of doses with merged cells, two header rows and labels of groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.guidelines.page import (
    AROUND,
    CONDITIONS,
    DRUGS,
    PATIENTS,
    ROUTES,
    Doses,
    Fact,
    GuidelinePage,
    Look,
    Name,
    set_page,
)

RULES = ("GRID", (0, 0), (-1, -1), 0.5, "black")
Span = tuple[tuple[int, int], tuple[int, int]]


def merged_cells(seed: int) -> GuidelinePage:
    """Return a ruled table whose drug spans the rows of its routes, under two header rows."""
    doses = Doses("merged-cells", seed)
    drugs = doses.some(DRUGS, 3)
    head = [["Drug", "Route", "Dose", ""], ["", "", *PATIENTS]]
    spans: list[Span] = [((0, 0), (0, 1)), ((1, 0), (1, 1)), ((2, 0), (3, 0))]
    rows: list[list[str]] = []
    facts: list[Fact] = []
    for drug in drugs:
        routes = doses.some(ROUTES, doses.random.choice((1, 2, 3)))
        top = len(head) + len(rows)
        spans += [((0, top), (0, top + len(routes) - 1))] if len(routes) > 1 else []
        for place, route in enumerate(routes):
            values = [doses.dose(), doses.dose()]
            rows.append(["" if place else drug, route, *values])
            facts += [
                Fact(value, (Name(drug, drugs), Name(route, ROUTES), Name(patient, PATIENTS)))
                for value, patient in zip(values, PATIENTS, strict=True)
            ]
    return _page("merged-cells", Look.drawn(doses.random), [*head, *rows], facts, spans, header=2)


def grouped_rows(seed: int) -> GuidelinePage:
    """Return a ruled table with a row across above the drugs of each condition."""
    doses = Doses("grouped-rows", seed)
    rows: list[list[str]] = [["Drug", *PATIENTS]]
    spans: list[Span] = []
    facts = []
    conditions = doses.some(CONDITIONS, 3)
    for condition in conditions:
        spans.append(((0, len(rows)), (2, len(rows))))
        rows.append([condition, "", ""])
        drugs = doses.some(DRUGS, 2)
        for drug in drugs:
            values = [doses.dose(), doses.dose()]
            rows.append([drug, *values])
            facts += [
                Fact(value, (Name(condition, conditions), Name(drug, DRUGS), Name(patient, PATIENTS)))
                for value, patient in zip(values, PATIENTS, strict=True)
            ]
    return _page("grouped-rows", Look.drawn(doses.random), rows, facts, spans)


def merged_values(seed: int) -> GuidelinePage:
    """Return a ruled table of which some doses are those of two columns, or of two rows."""
    doses = Doses("merged-values", seed)
    drugs = doses.some(DRUGS, 4)
    both, of_two = doses.dose(), doses.dose()
    others = [doses.dose() for _ in range(4)]
    rows = [
        ["Drug", *PATIENTS],
        [drugs[0], both, ""],
        [drugs[1], others[0], of_two],
        [drugs[2], others[1], ""],
        [drugs[3], *others[2:]],
    ]
    placed = ((others[0], 1, 0), (others[1], 2, 0), (others[2], 3, 0), (others[3], 3, 1))
    facts = [
        Fact(both, (Name(drugs[0], drugs),)),
        Fact(of_two, (Name(PATIENTS[1], PATIENTS),)),
        *(
            Fact(dose, (Name(drugs[row], drugs), Name(PATIENTS[side], PATIENTS)))
            for dose, row, side in placed
        ),
    ]
    spans: list[Span] = [((1, 1), (2, 1)), ((2, 2), (2, 3))]
    return _page("merged-values", Look.drawn(doses.random), rows, facts, spans)


def _page(
    name: str,
    look: Look,
    rows: Sequence[Sequence[str]],
    facts: Sequence[Fact],
    spans: Sequence[Span],
    header: int = 1,
) -> GuidelinePage:
    from reportlab.platypus.paragraph import Paragraph
    from reportlab.platypus.tables import Table, TableStyle

    cells: list[list[Any]] = [
        [Paragraph(text, look.style(bold=place < header, after=0)) if text else "" for text in row]
        for place, row in enumerate(rows)
    ]
    made = Table(cells, colWidths=[480 / len(rows[0])] * len(rows[0]))
    made.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), RULES, *(("SPAN", *each) for each in spans)])
    )
    drawn = (*AROUND, *(text for row in rows for text in row if text))
    return GuidelinePage(name, set_page(look, [made]), drawn, tuple(facts))
