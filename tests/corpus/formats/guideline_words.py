"""What one small guideline says, whatever format it is in: sentences, lists, a table, a box."""

from __future__ import annotations

TITLE = "Croup"
FIRST = "Croup is a viral infection of the upper airways. It is worst at night."
HEADING = "Treatment"
LEAD_IN = "Send to hospital:"
ITEMS = (("any child with", ("stridor at rest", "low oxygen")), ("any infant under three months", ()))
CAPTION = "Table 1. Doses by mouth"
GROUPS = (
    ("Mild", (("Dexamethasone", "0.15 mg/kg", "0.30 mg/kg"),)),
    ("Severe", (("Adrenaline", "4 mg", "5 mg"),)),
)
COLUMNS = ("Drug", "Dose", "First", "Repeated")
BOX = "Warning signs"
BOX_SENTENCE = "Every parent should know them."
BOX_LEAD_IN = "Call an ambulance for:"
BOX_ITEMS = ("drooling or blue lips", "a child who grows tired")
LAST = "Most children are better within two days."


def table_rows() -> list[tuple[str, ...]]:
    """Return the rows of the table: two that name the columns, then each group's label above its rows."""
    drug, dose, *kinds = COLUMNS
    rows: list[tuple[str, ...]] = [(drug, dose, ""), ("", *kinds)]
    for group, doses in GROUPS:
        rows.extend(((group, "", ""), *doses))
    return rows
