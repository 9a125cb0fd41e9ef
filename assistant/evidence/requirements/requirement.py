"""What a question names and a statement must be about, and what comes of holding one against the other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing a requirement names."""

    DRUG = "drug"
    CONDITION = "condition"
    POPULATION = "population"
    SEVERITY = "severity"
    ROUTE = "route"
    TEST = "test"
    PURPOSE = "purpose"
    # The line of treatment (first, second) and its phase (loading, maintenance).
    LINE = "line"
    # A weight, a clearance, a value from the laboratory or the bedside.
    MEASURE = "measure"
    # What is asked about the thing (its prognosis, its cost), and what value answers (a dose, a time).
    ASPECT = "aspect"
    VALUE = "value"


class Verdict(StrEnum):
    """What a statement with its context says of a requirement."""

    MET = "met"
    OTHER = "other"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Range:
    """The values of a quantity from `low` to `high`, ends counted.

    Ages are in years (a day is 1/365), weights in kg, clearances in mL/min; everything else is in the unit
    that the text has, for texts on one quantity agree on it, or differ by so much that nothing overlaps.
    """

    quantity: str
    low: float = -math.inf
    high: float = math.inf

    def meets(self, other: Range) -> bool:
        """Tell whether both are of one quantity and have a value in common."""
        return self.quantity == other.quantity and self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement as it was judged: its levels from near to far, and a verdict for each requirement.

    `names_disease` is false where it holds whatever the disease, for none is named; `of_animals` tells that
    it is of what was done to animals in a laboratory.
    """

    levels: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    names_disease: bool = True
    of_animals: bool = False


# In place of names beside: whatever else is named is asked about too, as by "Which drugs interact with it?".
ANY = frozenset({"any"})
# The group of a quantity of which no value is told, but asked: it must be named.
NAMED = "named"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a question names.

    `name` is how the question says it, `values` are the names that count for it, `range` the ages or measured
    values that it stands for. `beside` are values of the same kind that the question names too: what is about
    one of them is about nothing else. `group` parts alternatives of one kind: a first line of treatment
    excludes a second line, and no maximum dose.
    """

    kind: Kind
    name: str
    values: frozenset[str] = frozenset()
    range: Range | None = None
    beside: frozenset[str] = frozenset()
    group: str = ""
