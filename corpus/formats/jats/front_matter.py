"""Read what an article in JATS, or a part of a book in BITS, states of itself."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.document import FrontMatter
from corpus.formats.dates import iso_of, month_number
from corpus.formats.inline_text import line_text
from corpus.formats.jats.references import person_name
from corpus.formats.markup import Element, children, descendants
from corpus.formats.properties import stated_doi

MOST_AUTHORS = 200
_METAS = ("article-meta", "book-part-meta", "front-stub", "book-meta", "collection-meta")
_TITLES = ("article-title", "title", "book-title")
# When an archive took an article in says nothing about its age.
_NOT_ISSUED = frozenset({"pmc-release", "nihms-submitted", "received", "accepted", "retracted", "preprint"})


def read_front_matter(article: Element) -> FrontMatter:
    """Return an article's title with its subtitle, its authors, date, DOI and version."""
    meta = meta_of(article)
    if meta is None:
        return FrontMatter()
    versions = [line_text(each.children) for each in descendants(meta) if each.name == "article-version"]
    return FrontMatter(_title(meta), _authors(meta), _date(meta), _doi(meta), next(iter(versions), ""))


def meta_of(article: Element) -> Element | None:
    """Return the element that holds what an article states of itself."""
    metas = [each for each in _outside_text(article) if each.name in _METAS]
    return min(metas, key=lambda each: _METAS.index(each.name), default=None)


def _outside_text(article: Element) -> Iterator[Element]:
    for child in children(article):
        yield child
        if child.name in ("front", "book-part", "book-front"):
            yield from _outside_text(child)


def _title(meta: Element) -> str:
    titles = [each for each in descendants(meta) if each.name in _TITLES and _is_own(each, meta)]
    subtitles = [each for each in descendants(meta) if each.name == "subtitle" and _is_own(each, meta)]
    title = _without_notes(titles[0]) if titles else ""
    subtitle = _without_notes(subtitles[0]) if subtitles else ""
    joint = " " if title[-1:] in ".?!:" else ": "
    return f"{title}{joint}{subtitle}" if title and subtitle else title


def _is_own(title: Element, meta: Element) -> bool:
    """Tell whether a title is the article's, not that of its abstract or of what it speaks about."""
    groups = ("title-group", "book-title-group")
    own = [group for group in children(meta) if group.name in groups]
    return any(each is title for group in own for each in children(group))


def _without_notes(title: Element) -> str:
    kept = (child for child in title.children if isinstance(child, str) or child.name not in ("fn", "xref"))
    return line_text(kept)


def _authors(meta: Element) -> tuple[str, ...]:
    groups = [each for each in children(meta) if each.name == "contrib-group"]
    contributors = [each for group in groups for each in children(group) if each.name == "contrib"]
    names = (_contributor(each) for each in contributors if each.get("contrib-type") in ("author", ""))
    return tuple(dict.fromkeys(filter(None, names)))[:MOST_AUTHORS]


def _contributor(contributor: Element) -> str:
    kinds = ("name", "string-name", "collab", "anonymous")
    name = next((each for each in descendants(contributor) if each.name in kinds), None)
    if name is None or name.name == "anonymous":
        return ""
    if name.name == "collab":
        words = [each for each in name.children if isinstance(each, str) or each.name != "contrib-group"]
        return line_text(words).strip(" ,;")
    return person_name(name, given_first=True)


def _date(meta: Element) -> str:
    """Return the latest of the days on which an article was issued, of the months where there is no day."""
    dates = [
        _iso(each)
        for each in descendants(meta)
        if each.name == "pub-date" and not {each.get("pub-type"), each.get("date-type")} & _NOT_ISSUED
    ]
    return max(dates, key=lambda date: (len(date), date), default="")


def _iso(date: Element) -> str:
    parts = {child.name: line_text(child.children) for child in children(date)}
    month = parts.get("month", "")
    return iso_of(parts.get("year"), month if month.isdecimal() else month_number(month), parts.get("day"))


def _doi(meta: Element) -> str:
    names = ("article-id", "book-part-id", "book-id")
    kinds = ("pub-id-type", "book-part-id-type", "book-id-type")
    ids = [each for each in children(meta) if each.name in names]
    return stated_doi(*(line_text(each.children) for each in ids if "doi" in map(each.get, kinds)))
