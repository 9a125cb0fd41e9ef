"""Read a date as files state it, in figures or in English words."""

from __future__ import annotations

import re

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100
_MONTHS = "january february march april may june july august september october november december".split()
_FIGURES = re.compile(r"\s*(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?(?!\d)")
_COMPACT = re.compile(r"\s*(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?:\w{3,9},?\s+)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<name>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})\b"
)
_MONTH_FIRST = re.compile(
    r"(?:\w{3,9},\s+)?(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})\b"
)


def iso_date(text: str) -> str:
    """Return the date that `text` begins with in ISO 8601 ("2024-05", "2024"), empty where it is none."""
    for style in (_COMPACT, _FIGURES, _MONTH_FIRST, _DAY_FIRST):
        found = style.match(text.strip())
        if found:
            parts = found.groupdict()
            month = month_number(parts["name"]) if "name" in parts else parts.get("month")
            return iso_of(parts["year"], month, parts.get("day"))
    return ""


def iso_of(year: str | None, month: str | None = None, day: str | None = None) -> str:
    """Return a date in ISO 8601 as exactly as its parts are sound, empty where its year is not."""
    if not year or not year.isdecimal() or not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        return ""
    if not month or not month.isdecimal() or not 1 <= int(month) <= 12:
        return year
    if not day or not day.isdecimal() or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}"


def month_number(name: str) -> str:
    """Return the number of an English month, written out or cut short; empty where it is none."""
    name = name.lower().rstrip(".")
    numbers = (
        number for number, month in enumerate(_MONTHS, start=1) if len(name) >= 3 and month.startswith(name)
    )
    return str(next(numbers, ""))
