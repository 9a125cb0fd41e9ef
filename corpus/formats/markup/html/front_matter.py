"""Read what a web page states of itself: the meta elements of publishers, Dublin Core, JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.document import FrontMatter
from corpus.formats.markup.inline_text import line_text
from corpus.formats.markup.markup import Element, descendants, plain_text
from corpus.formats.properties import iso_date, stated_doi

# In the order in which they are believed: of an article when it was published, of a page when it was changed.
_DATES = tuple(
    tuple(names.split())
    for names in (
        "citation_publication_date citation_date citation_cover_date prism.publicationdate",
        "citation_online_date",
        """dcterms.modified dc.date.modified article:modified_time og:updated_time revised last-modified
        last-updated lastreviewed datemodified""",
        """dcterms.issued dc.date.issued dc.date dcterms.date article:published_time datepublished date
        pubdate publish-date dcterms.created dc.date.created""",
    )
)
_AUTHORS = ("citation_author", "dc.creator", "dcterms.creator", "author", "article:author", "parsely-author")
_DOIS = ("citation_doi", "prism.doi", "bepress_citation_doi", "dc.identifier", "dcterms.identifier", "doi")
_TITLES = ("citation_title", "dc.title", "dcterms.title", "og:title")
_NO_AUTHOR = re.compile(
    r"https?://.*|@.*|(?:web ?)?(?:admin(?:istrator)?|master|editor|team|user)\d*|unknown|anonymous|"
    r"(?:content|digital|communications?) team",
    re.I,
)
_FLIPPED = re.compile(r"(?P<last>[^,]{2,40}),\s*(?P<first>[^,]{1,40})")
MOST_AUTHORS = 200
MOST_PARTS = 10_000


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states of itself: its front matter, and the name of the site that it is from."""

    front_matter: FrontMatter
    site: str


def read_front_matter(root: Element) -> Stated:
    """Return what a page states of itself; whatever cannot be understood is left out."""
    elements = list(descendants(root))
    metas = _metas(elements)
    linked = tuple(_linked_data(elements))
    titles = (line_text(each.children) for each in elements if each.name == "title")
    title = next(titles, "") or next(iter(_values(metas, _TITLES)), "")
    doi = stated_doi(*_values(metas, _DOIS)) or stated_doi(*_texts(linked, "identifier", "@id", "sameAs"))
    version = next(iter(_texts(linked, "version")), "") or next(iter(_values(metas, ("version",))), "")
    site = next(iter(_values(metas, ("og:site_name", "application-name"))), "")
    return Stated(
        FrontMatter(title, _authors(metas, linked), _date(metas, linked, elements), doi, version), site
    )


def _metas(elements: Iterable[Element]) -> Mapping[str, list[str]]:
    """Return the values of meta elements under their names in lower case."""
    found: dict[str, list[str]] = {}
    for each in elements:
        if each.name == "meta" and each.get("content").strip():
            name = each.get("name") or each.get("property") or each.get("itemprop") or each.get("http-equiv")
            found.setdefault(name.lower().strip(), []).append(
                re.sub(r"\s+", " ", each.get("content")).strip()
            )
    return found


def _values(metas: Mapping[str, list[str]], names: Iterable[str]) -> list[str]:
    return [value for name in names for value in metas.get(name, ())]


def _linked_data(elements: Iterable[Element]) -> Iterator[Mapping[str, Any]]:
    """Yield the things that a page describes for search engines and that can be what it is about."""
    for each in elements:
        if each.name != "script":
            continue
        try:
            waiting = [json.loads(plain_text(each))]
        except (ValueError, RecursionError):
            continue
        seen = 0
        while waiting and seen < MOST_PARTS:
            thing = waiting.pop(0)
            seen += 1
            if isinstance(thing, list):
                waiting.extend(thing)
            elif isinstance(thing, dict):
                waiting.extend(value for key in ("@graph", "mainEntity") if (value := thing.get(key)))
                if {"datePublished", "dateModified", "lastReviewed", "author", "version"} & thing.keys():
                    yield thing


def _texts(things: Iterable[Mapping[str, Any]], *keys: str) -> list[str]:
    values = (value for thing in things for key in keys for value in _flat(thing.get(key)))
    return [str(value).strip() for value in values if isinstance(value, str | int | float)]


def _flat(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _date(
    metas: Mapping[str, list[str]], linked: tuple[Mapping[str, Any], ...], elements: Iterable[Element]
) -> str:
    changed = sorted(filter(None, map(iso_date, _texts(linked[:1], "dateModified", "lastReviewed"))))
    stated = [*map(iso_date, _values(metas, (*_DATES[0], *_DATES[1])))]
    stated += [
        *map(iso_date, _values(metas, _DATES[2])),
        *changed[-1:],
        *map(iso_date, _values(metas, _DATES[3])),
    ]
    stated += [*map(iso_date, _texts(linked[:1], "datePublished")), _date_in_text(elements)]
    return next(filter(None, stated), "")


def _date_in_text(elements: Iterable[Element]) -> str:
    """Return the day of a page's time elements: the changed one's, or the only one's."""
    times = [each for each in elements if each.name == "time" and iso_date(each.get("datetime"))]
    named = [
        each for each in times if each.get("itemprop") in ("dateModified", "lastReviewed", "datePublished")
    ]
    named.sort(key=lambda each: each.get("itemprop") == "datePublished")
    days = {iso_date(each.get("datetime")) for each in times}
    if named:
        return iso_date(named[0].get("datetime"))
    return days.pop() if len(days) == 1 else ""


def _authors(metas: Mapping[str, list[str]], linked: tuple[Mapping[str, Any], ...]) -> tuple[str, ...]:
    """Return the authors by the first of the ways to name them that a page uses."""
    for name in _AUTHORS:
        names = tuple(filter(None, map(_author, metas.get(name, ()))))
        if names:
            return tuple(dict.fromkeys(names))[:MOST_AUTHORS]
    people = [person for thing in linked[:1] for person in _flat(thing.get("author"))]
    names = tuple(
        _author(str(each.get("name") or "") if isinstance(each, dict) else each or "") for each in people
    )
    return tuple(dict.fromkeys(filter(None, names)))[:MOST_AUTHORS]


def _author(name: Any) -> str:
    """Return a name with the given name first; empty for an address or a role."""
    name = re.sub(r"\s+", " ", str(name)).strip(" ,;")
    flipped = _FLIPPED.fullmatch(name)
    if flipped and len(flipped["last"].split()) <= 3 and len(flipped["first"].split()) <= 3:
        name = f"{flipped['first']} {flipped['last']}"
    return "" if _NO_AUTHOR.fullmatch(name) or not any(map(str.isalpha, name)) else name
