"""Read dates as people write them, no more exactly than they are written."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january jan januar jänner janvier enero gennaio",
    "february feb februar février fevrier fév febrero febbraio",
    "march mar märz maerz mrz mars marzo",
    "april apr avril avr abril aprile",
    "may mai mayo maggio",
    "june jun juni juin junio giugno",
    "july jul juli juillet juil julio luglio",
    "august aug août aout agosto",
    "september sept sep septembre septiembre setiembre settembre",
    "october oct oktober okt octobre octubre ottobre",
    "november nov novembre noviembre",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre",
)
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_MONTH = rf"(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_END = r"(?![^\W_]|[-/.–]\d|\s?[-–/]\s?(?:19|20)\d\d)"
# In the order in which they are tried: the more exact first.
_SHAPES = tuple(
    re.compile(shape + _END, re.I)
    for shape in (
        rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark){_DAY}(?:T\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?",
        rf"{_YEAR}-(?P<month>\d\d)",
        rf"{_WEEKDAY}(?:\d{{1,2}}\s?[-–]\s?)?{_DAY}(?:st|nd|rd|th|er|\.|º)?[\s-]*(?:of\s|de\s)?"
        rf"(?P<name>{_MONTH}),?[\s-]*(?:de\s|del\s|of\s)?{_YEAR}",
        rf"{_WEEKDAY}(?P<name>{_MONTH})\s*{_DAY}(?:st|nd|rd|th)?(?:,\s*|\s+){_YEAR}",
        rf"{_YEAR},?\s+(?P<name>{_MONTH})(?:\s+{_DAY})?",
        rf"{_MONTH}\s?[-/–]\s?{_MONTH},?\s+{_YEAR}",
        rf"(?P<name>{_MONTH}),?[\s/-]*(?:de\s|del\s|of\s)?{_YEAR}",
        rf"{_DAY}\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
        rf"(?P<first>\d{{1,2}})(?P<mark>[/-])(?P<second>\d{{1,2}})(?P=mark){_YEAR}",
        rf"(?P<month>\d{{1,2}})[/.]{_YEAR}",
        rf"(?:spring|summer|autumn|fall|winter|Q[1-4]),?\s+{_YEAR}",
        _YEAR,
    )
)


def month_number(name: str) -> int:
    """Return the number of a month by its name, in full or at least three letters of it; 0 for no month."""
    plain = name.lower().rstrip(".")
    english = (number for number, names in enumerate(_MONTHS, start=1) if names.startswith(plain))
    return _NUMBERS.get(plain) or (next(english, 0) if len(plain) >= 3 else 0)


def date_at(text: str, place: int = 0) -> tuple[str, int] | None:
    """Return the date that stands at `place` in ISO 8601, and where it ends; None when none stands there.

    Of a date such as 03/04/2021, whose day and month cannot be told apart, only the year is known. What
    lies more than a year ahead is no date of a document.
    """
    for shape in _SHAPES:
        found = shape.match(text, place)
        written = found and _written(found.groupdict())
        if found and written:
            return written, found.end()
    return None


def _written(parts: dict[str, str | None]) -> str:
    """Return the parts of a date in ISO 8601, empty when there is no such day."""
    year, name = int(parts["year"] or 0), (parts.get("name") or "").lower().rstrip(".")
    month, day = month_number(name) or int(parts.get("month") or 0), int(parts.get("day") or 0)
    if parts.get("first"):
        month, day = _month_and_day(int(parts["first"] or 0), int(parts["second"] or 0))
        if not month:
            return ""
        if month != day and day <= 12:
            month = day = 0
    if year > date.today().year + 1 or (parts.get("month") and not month):
        return ""
    return _iso(year, month, day)


def _month_and_day(first: int, second: int) -> tuple[int, int]:
    """Return which of two numbers is the month, as far as that can be; zeros when neither is."""
    if 0 in (first, second) or min(first, second) > 12 or max(first, second) > 31:
        return 0, 0
    return min(first, second), max(first, second)


def _iso(year: int, month: int, day: int) -> str:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    return f"{year}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
