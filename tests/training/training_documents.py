"""A small guideline with its marks, in the form of the training data."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from training.documents import Read, read_all

CARD = """# Seizure in children

## First line

Give midazolam while the airway is kept open:

- 0.2 mg/kg intranasal
- 0.1 mg/kg intravenous

Do not give it when the child has stopped convulsing. Call for help early.

| Drug | Dose | Route |
| --- | --- | --- |
| Lorazepam | 0.1 mg/kg | IV |
| Diazepam | 0.5 mg/kg | rectal |
"""
SHEET = """# Anaphylaxis in adults

Adrenaline 0.5 mg is given intramuscularly. Midazolam has no place here.
"""
STATEMENTS = [
    ["First line", "Give midazolam while the airway is kept open:"],
    ["First line", "- 0.2 mg/kg intranasal"],
    ["First line", "- 0.1 mg/kg intravenous"],
    ["First line", "Do not give it when the child has stopped convulsing."],
    ["First line", "Call for help early."],
    ["First line", "Drug: Lorazepam; Dose: 0.1 mg/kg; Route: IV"],
    ["First line", "Drug: Diazepam; Dose: 0.5 mg/kg; Route: rectal"],
]
MARKS = [
    {
        "question": "intranasal midazolam dose?",
        "answers": [1],
        "part": [0],
        "look_alikes": [2],
        "kind": "dose",
    },
    {
        "question": "When is midazolam not given?",
        "answers": [3],
        "part": [],
        "look_alikes": [4],
        "kind": "time",
    },
    {"question": "rectal diazepam dose", "answers": [6], "part": [], "look_alikes": [5], "kind": "dose"},
    {"question": "phenytoin dose", "answers": [], "part": [], "look_alikes": [5, 6], "kind": "other-drug"},
]


def write_sources(folder: Path) -> Path:
    """Write the guideline, its marks and another document into `folder`, and return it."""
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "seizure.md").write_text(CARD, encoding="utf-8")
    (folder / "documents" / "anaphylaxis.md").write_text(SHEET, encoding="utf-8")
    line = {"document": "seizure.md", "title": "Seizure in children", "statements": STATEMENTS}
    with gzip.open(folder / "statements.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    lines = [
        one | {"document": "seizure.md", "answerable": bool(one["answers"]), "style": "full"} for one in MARKS
    ]
    (folder / "marks.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return folder


def read_sources(folder: Path) -> dict[str, Read]:
    """Return the documents that `write_sources` wrote, as the product reads them."""
    return read_all(folder / "documents")
