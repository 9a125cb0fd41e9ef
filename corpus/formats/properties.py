"""What a file states about itself beside its text: properties and the dates in them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.decoding import drop_unseen
from corpus.text.written_dates import month_number

EARLIEST_YEAR = 1985
LATEST_YEAR = 2100
_DEFAULT_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|office)\b.*|(?:un(?:titled|named)|document|dokument|doc|title|template"
    r"|normal|blank|new document|powerpoint presentation|presentation|word document|slide|layout|print"
    r"|draft|test|default|no title|ohne titel|sans titre)[\s\d.()_-]*)",
    re.I,
)
_FILE_NAME = re.compile(
    r".*\.(?:docx?|docm|dotx?|od[tps]|ott|xls[xm]?|csv|pp[ts]x?|rtf|pdf|txt|html?|indd|qxd|pub|tex|pages|wpd|md)",
    re.I,
)
_DEFAULT_AUTHOR = re.compile(
    r"(?:(?:microsoft|ms|windows|office|default|registered|authori[sz]ed|valued|gateway|dell|hp|lenovo|local|domain)"
    r"[\s-]*(?:office)?[\s-]*(?:user|customer|owner|admin)?|user\d*|users?|admin(?:istrator)?|owner|author"
    r"|unknown(?: author)?|anonymous|root|guest|none|test|python-docx|libreoffice|openoffice(?:\.org)?)",
    re.I,
)
_DATE = re.compile(r"\s*(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?=$|[T\s])")
_VERSION_NAME = re.compile(
    r"(?:doc(?:ument)?[\s_-]*)?(?:version|rev(?:ision)?)[\s_-]*(?:no\.?|number)?", re.I
)
_DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.I)


def stated_title(title: str) -> str:
    """Return a title from a file's properties, empty where an editor or a file name made it up."""
    title = re.sub(r"\s+", " ", drop_unseen(title)).strip()
    made_up = _DEFAULT_TITLE.fullmatch(title) or _FILE_NAME.fullmatch(title)
    return "" if made_up or sum(map(str.isalpha, title)) < 3 or "_" in title else title


def stated_authors(creators: Iterable[str]) -> tuple[str, ...]:
    """Return the names among `creators`, each of two words at least; what an editor fills in is none."""
    names = [
        re.sub(r"\s+", " ", drop_unseen(name)).strip()
        for creator in creators
        for name in re.split(r";|\n|\band\b|&", creator)
    ]
    return tuple(name for name in dict.fromkeys(names) if " " in name and not _DEFAULT_AUTHOR.fullmatch(name))


def stated_date(*stamps: str) -> str:
    """Return the day of the first of `stamps` (ISO 8601) that can be one, empty when there is none."""
    for stamp in stamps:
        found = _DATE.match(stamp)
        if found and EARLIEST_YEAR <= int(found[1]) <= LATEST_YEAR:
            return "-".join(part for part in found.groups() if part)
    return ""


def stated_version(properties: dict[str, str]) -> str:
    """Return what the property that is named "Version", "Document version" or so holds."""
    return next((value.strip() for name, value in properties.items() if _VERSION_NAME.fullmatch(name)), "")


def stated_doi(*identifiers: str) -> str:
    """Return the first of `identifiers` that is a DOI, from its "10." on."""
    found = (_DOI.fullmatch(identifier.strip()) for identifier in identifiers)
    return next((doi[1] for doi in found if doi), "")


EARLIEST_STATED_YEAR = 1900
LATEST_STATED_YEAR = 2100
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
            month = str(month_number(parts["name"])) if "name" in parts else parts.get("month")
            return iso_of(parts["year"], month, parts.get("day"))
    return ""


def iso_of(year: str | None, month: str | None = None, day: str | None = None) -> str:
    """Return a date in ISO 8601 as exactly as its parts are sound, empty where its year is not."""
    if not year or not year.isdecimal() or not EARLIEST_STATED_YEAR <= int(year) <= LATEST_STATED_YEAR:
        return ""
    if not month or not month.isdecimal() or not 1 <= int(month) <= 12:
        return year
    if not day or not day.isdecimal() or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}"
