"""Tell from the first and the last lines of a document when it was issued or last revised.

Precise before complete: a date counts only behind a word that says what it is the date of, in a place
where such words stand, or alone on its line. When the next review is due is no date of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import pairwise, zip_longest

from corpus.text.written_dates import date_at

LONGEST_LINE = 200
LONGEST_REST = 60
LONGEST_BEFORE = 120


class Standing(IntEnum):
    """How much a date says about when a document was issued; of the highest standing the latest counts."""

    COPYRIGHT = 1
    ACCEPTED = 2
    ALONE = 3
    CITATION = 4
    ISSUED = 5


_THING = (
    r"(?:(?:this|the|our)\s+)?(?:web\s?)?(?:page|site|topic|content|article|document|guidelines?|guidance"
    r"|leaflet|information|text|summary|protocol|policy|statement|monograph|chapter|fact\s?sheet|pathway"
    r"|procedure|version|edition|resource)\s+(?:(?:was|were|is|has\s+been)\s+)?"
)
_LAST = r"(?:last|latest|first|originally|most\s+recent(?:ly)?|medically|clinically|fully|date)[\s-]+"
_DONE = (
    r"(?:up-?dated|revised|reviewed|amended|modified|published|issued|released|posted|approved|ratified"
    r"|adopted|finali[sz]ed|dated)"
)
_ACT = r"(?:revision|update|amendment|modification|publication|issue|release|approval|ratification|adoption)"
_OF = r"(?:\s+of\s+(?:the\s+|this\s+)?\w+)?"
_ELSEWHERE = (
    r"stand|veröffentlicht|aktualisiert|überarbeitet|(?:zuletzt|letzte)\s+(?:aktualisiert|geändert|überarbeitet"
    r"|aktualisierung|überarbeitung|änderung)|gültig\s+ab|veröffentlichungsdatum"
    r"|publiée?|mise?\s+à\s+jour|dernière\s+(?:mise\s+à\s+jour|révision)|révisée?|date\s+de\s+publication"
    r"|publicad[oa]|actualizad[oa]|última\s+(?:actualización|revisión)|revisad[oa]"
    r"|fecha\s+de\s+(?:publicación|actualización|revisión)"
)
_ALWAYS = (
    rf"(?:{_LAST})*(?:up-?dated|revised|reviewed|amended|published|issued)(?:\s+(?:online|on|date))?"
    rf"|date\s+of\s+(?:the\s+)?(?:last\s+|latest\s+)?{_ACT}{_OF}|{_ACT}\s+date|version\s+date"
)
_LABEL = (
    rf"(?:(?:{_THING})?(?:{_LAST})*{_DONE}(?:(?:\s+and\s+|\s*[/&]\s*){_DONE})?"
    r"(?:\s+(?:online|electronically|ahead\s+of\s+print|date))?"
    rf"|date\s+of\s+(?:the\s+)?(?:(?:last|latest|most\s+recent)\s+)?{_ACT}{_OF}"
    rf"|(?:date\s+of\s+(?:the\s+)?)?(?:last|latest|most\s+recent)\s+(?:{_ACT}|review){_OF}(?:\s+date)?"
    rf"|{_ACT}\s+date|version\s+date|date\s+of\s+issue|epub|available\s+online|version\s+of\s+record"
    r"|(?:effective|in\s+force|valid|applicable)\s+(?:date|from|as\s+of)|date\s+effective|effective|current\s+as\s+of"
    rf"|{_ELSEWHERE})"
)
_TO_DATE = r"(?P<mark>\s*[:=]\s*|\s+[-–]\s+|\s+)(?:(?:on|in|the|le|en|el|am|im|vom|du|der|of)\s+)*"
_LABELLED = re.compile(rf"(?P<label>{_LABEL}){_TO_DATE}", re.I)
_ANYWHERE = re.compile(rf"(?<=\s)(?P<label>{_ALWAYS})(?P<mark>\s*:\s*)", re.I)
_BEHIND_TITLE = re.compile(rf"[,(–—-]\s*(?P<label>{_LABEL}){_TO_DATE}", re.I)
_BARE = re.compile(r"dat(?:e|um)\s*:\s*", re.I)
_VERSION = re.compile(
    r"(?:(?:version|v)\.?\s*(?:no\.?\s*)?\d[\w.]*|(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|revised)"
    r"\s+edition)[\s,:(–-]+(?:dated\s+|of\s+|date\s*:?\s*)?",
    re.I,
)
_JOIN = re.compile(r"\s*(?:[,(–—/-]|\band\b)?\s*", re.I)
_ACCEPTED = re.compile(
    r"\baccepted(?:\s+for\s+publication)?(?:\s+after\s+revision)?(?:\s*:)?\s+(?:on\s+|in\s+)?", re.I
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)\s|^copyright\b)[^\d|•;]{0,80}?(?:(?:19|20)\d\d\s?[,–-]\s?)*(?P<year>(?:19|20)\d\d)\b", re.I
)
# "BMJ 2012;344:e1", "N Engl J Med. 2020 Mar 12;382(11):1-10", "J. Clin. Med. 2020, 9, 123".
_CITATION = re.compile(
    r"^(?:(?i:please\s+)?(?i:cite\s+(?:this\s+(?:article\s+)?)?as)\s*:?\s*(?:.{0,300}?[.\s])??)?"
    r"(?:[A-Z][\w’'-]*[.:,]{0,2}\s|(?:of|the|and|in|for|&)\s){1,12}\(?"
    r"(?P<date>(?:19|20)\d\d\b(?:\s[A-Z][a-z]{2,8}\b(?:\s\d{1,2}\b)?)?)\)?\s?[;,]?\s*"
    r"\d{1,4}\s?(?:\([\w –-]{1,12}\))?\s?[:,]\s?[A-Za-z]?\d+"
)
_ELSE = re.compile(
    r"[\s.)]*$|\s*(?:\(|\d\d?[:.]\d\d)|[\s,.(]*(?:next|review|valid|expir|version|v\.?\s?\d|edition|approved|author|page\s"
    r"|ref|doi|https?:|www\.|published|updated|revised|©)|\.\s+[A-Z]|,?\s+by\s",
    re.I,
)
_NOT_YET = re.compile(
    r"\b(?:next|due|planned|expected|scheduled|future|until|be|not|never|before|since|fda|ema|mhra)\W*$", re.I
)
_SOURCE = re.compile(
    r"\b(?:accessed|retrieved|downloaded|printed|cited)\b|^\s*(?:\[\d{1,3}\]|\d{1,3}\.)\s", re.I
)
_ALONE_LABEL = re.compile(rf"(?:\d{{1,2}}\.?\s+)?(?P<label>{_LABEL}|dat(?:e|um))\s*:?", re.I)
_SOMETHING_ELSE = re.compile(
    r":$|\b(?:review|renewal|expir\w+|until|due|search|received|authori[sz]ation|meeting|birth|printed)\b",
    re.I,
)
_PARTS = re.compile(r"\s*[|•·■▪;]\s*|(?:(?<=[a-z)])|(?<=\d{4}))\.\s+(?=[A-Z©])")


def find_date(first: Sequence[str], last: Sequence[str]) -> tuple[str, Standing] | None:
    """Return the date of a document by its first and its last lines, in ISO 8601, and what it stands on."""
    lines = [line for line in _with_labels(first) if not _SOURCE.search(line)]
    found = [each for line in lines for each in _dates(line)]
    found += [(date, Standing.ALONE) for date in _alone(first)]
    found += [
        (date, Standing.ISSUED)
        for line in _with_labels(last)
        if not _SOURCE.search(line)
        for date in _issued(line)
    ]
    if not found:
        return None
    best = max(standing for _, standing in found)
    dates = {date for date, standing in found if standing is best}
    return None if best is Standing.ALONE and len(dates) > 1 else (max(dates), best)


def _with_labels(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, a label that stands alone on one joined with the date on the next."""
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        label = _ALONE_LABEL.fullmatch(line)
        if label and date_at(following):
            yield f"{label['label']}: {following}"
        else:
            yield line


def _alone(lines: Sequence[str]) -> Iterator[str]:
    """Yield the dates that are all of a line, months at least, unless the line above names something else."""
    for above, line in pairwise(("", *lines)):
        bare = line.strip(" ().")
        found = date_at(bare)
        if (
            found
            and found[1] == len(bare)
            and len(found[0]) > len("2021")
            and not _SOMETHING_ELSE.search(above)
        ):
            yield found[0]


def _dates(line: str) -> Iterator[tuple[str, Standing]]:
    """Yield the dates of one of the first lines, each with its standing."""
    issued = [date for part in _PARTS.split(line) for date in (*_issued(part), *_behind(_BARE, part))]
    yield from ((date, Standing.ISSUED) for date in (*issued, *_behind_title(line)))
    cited = _CITATION.match(line[: LONGEST_LINE * 2])
    if cited and (found := date_at(cited["date"])):
        yield found[0], Standing.CITATION
    accepted = _ACCEPTED.search(line)
    if accepted and (found := date_at(line, accepted.end())):
        yield found[0], Standing.ACCEPTED
    if copyright_ := _COPYRIGHT.search(line):
        yield copyright_["year"], Standing.COPYRIGHT


def _behind(label: re.Pattern[str], part: str) -> Iterator[str]:
    begun = label.match(part)
    if begun and (found := date_at(part, begun.end())):
        yield found[0]


def _issued(part: str) -> Iterator[str]:
    """Yield the dates of issue and revision that a part of a line begins with, or that a colon marks."""
    place = 0
    version = _VERSION.match(part)
    label = _LABELLED.match(part, version.end() if version else 0) or version
    while label and (found := date_at(part, label.end())):
        if not _is_told_apart(label, found[0], part[found[1] :]):
            break
        yield found[0]
        place = found[1]
        joined = _JOIN.match(part, place)
        label = _LABELLED.match(part, joined.end() if joined else place)
    if len(part) > LONGEST_LINE:
        return
    for marked in _ANYWHERE.finditer(part, place):
        found = date_at(part, marked.end())
        if found and not _NOT_YET.search(part[: marked.start()]):
            yield found[0]


def _is_told_apart(label: re.Match[str], date: str, rest: str) -> bool:
    """Tell whether a label and its date are no part of a sentence that runs on ("Issued in 2014, it...")."""
    if ":" in label.group():
        return True
    joined = _JOIN.match(rest)
    if _LABELLED.match(rest, joined.end() if joined else 0):
        return True
    if len(date) == 4:
        return not rest.strip(" .)")
    return not rest.strip(" .)") or (len(rest) <= LONGEST_REST and bool(_ELSE.match(rest)))


def _behind_title(line: str) -> Iterator[str]:
    """Yield the date at the end of a short line ("Asthma in adults (updated May 2023)")."""
    for label in _BEHIND_TITLE.finditer(line[:LONGEST_BEFORE]):
        found = date_at(line, label.end())
        before = line[: label.start()]
        if found and not line[found[1] :].strip(" )") and not _NOT_YET.search(before):
            yield found[0]
