"""Protocols for adults beside those for children, and lists in lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.guidelines.page import (
    AROUND,
    DRUGS,
    PATIENTS,
    ROUTES,
    SITES,
    Doses,
    Fact,
    GuidelinePage,
    Look,
    Name,
    listed,
    set_page,
)

WIDTH = 235.0
GAP = 14.0
FRAMED = (("BOX", (0, 0), (0, 0), 0.8, "black"), ("BOX", (2, 0), (2, 0), 0.8, "black"))
SHADED = (("BACKGROUND", (0, 0), (0, 0), "lightgrey"), ("BACKGROUND", (2, 0), (2, 0), "lightblue"))


def boxes(seed: int) -> GuidelinePage:
    """Return two boxes with heads of their own, framed or shaded, a list in each."""
    doses = Doses("boxes", seed)
    return _listed("two-boxes", doses, doses.random.choice((FRAMED, SHADED)))


def lists(seed: int) -> GuidelinePage:
    """Return two lists under heads of their own, with nothing drawn around or between them."""
    return _listed("two-lists", Doses("lists", seed), ())


def texts(seed: int) -> GuidelinePage:
    """Return two texts under heads of their own, with nothing drawn around or between them."""
    doses = Doses("texts", seed)
    look = Look.drawn(doses.random)
    facts, columns = [], []
    for patient in PATIENTS:
        first, second = doses.dose(), doses.dose()
        site, drug = doses.random.choice(SITES), doses.random.choice(DRUGS)
        columns.append(
            f"Give {first} of {drug.casefold()} into the {site} as soon as the line is in, and watch the "
            f"pressure. When it has not risen after five minutes, give {second} more and call for help."
        )
        facts += [Fact(value, (Name(patient, PATIENTS),)) for value in (first, second)]
    return _page("two-texts", look, [(text,) for text in columns], facts, (), items=False)


def nested(seed: int) -> GuidelinePage:
    """Return a list of drugs, below each its routes, below each the doses."""
    from reportlab.platypus.paragraph import Paragraph

    doses = Doses("nested", seed)
    look = Look.drawn(doses.random)
    drawn, facts, tops = list(AROUND), [], []

    def item(text: str) -> Any:
        drawn.append(text)
        return Paragraph(text, look.style())

    drugs = doses.some(DRUGS, 3)
    for drug in drugs:
        middles = []
        for route in doses.some(ROUTES, 2):
            values = {patient: doses.dose() for patient in PATIENTS}
            lowest = [item(f"{patient}: {value}") for patient, value in values.items()]
            middles.append([item(f"{route.capitalize()}:"), listed(lowest, look, "•")])
            facts += [
                Fact(value, (Name(drug, drugs), Name(route, ROUTES), Name(patient, PATIENTS)))
                for patient, value in values.items()
            ]
        tops.append([item(f"{drug}:"), listed(middles, look, "–")])
    return GuidelinePage("nested-lists", set_page(look, [listed(tops, look)]), tuple(drawn), tuple(facts))


def _listed(name: str, doses: Doses, drawn: Sequence[tuple[Any, ...]]) -> GuidelinePage:
    look = Look.drawn(doses.random)
    columns, facts = [], []
    wraps = doses.random.random() < 0.5
    for patient in PATIENTS:
        items = []
        drugs = doses.some(DRUGS, doses.random.choice((3, 4, 5)))
        for drug in drugs:
            value = doses.dose()
            more = (
                f" into the {doses.random.choice(SITES)}, again after five minutes when there is no response"
            )
            items.append(f"{drug} {value}{more if wraps else ''}")
            facts.append(Fact(value, (Name(patient, PATIENTS), Name(drug, DRUGS))))
        columns.append(tuple(items))
    return _page(name, look, columns, facts, drawn, items=True)


def _page(
    name: str,
    look: Look,
    columns: Sequence[tuple[str, ...]],
    facts: Sequence[Fact],
    style: Sequence[tuple[Any, ...]],
    *,
    items: bool,
) -> GuidelinePage:
    from reportlab.platypus.paragraph import Paragraph
    from reportlab.platypus.tables import Table, TableStyle

    cells = []
    for patient, texts in zip(PATIENTS, columns, strict=True):
        told = [Paragraph(text, look.style()) for text in texts]
        cells.append([Paragraph(patient, look.style(bold=True)), *([listed(told, look)] if items else told)])
    made = Table([[cells[0], "", cells[1]]], colWidths=(WIDTH, GAP, WIDTH))
    made.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *style]))
    texts = tuple(text for column in columns for text in column)
    return GuidelinePage(name, set_page(look, [made]), (*AROUND, *PATIENTS, *texts), tuple(facts))
