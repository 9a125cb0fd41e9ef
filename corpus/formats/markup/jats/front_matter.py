"""Read what a JATS article states about itself, and its list of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import FrontMatter
from corpus.formats.markup.inline_text import line_text
from corpus.formats.markup.markup import Element, children, descendants
from corpus.formats.properties import iso_of, stated_doi
from corpus.text.written_dates import month_number

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
    return iso_of(
        parts.get("year"), month if month.isdecimal() else str(month_number(month)), parts.get("day")
    )


def _doi(meta: Element) -> str:
    names = ("article-id", "book-part-id", "book-id")
    kinds = ("pub-id-type", "book-part-id-type", "book-id-type")
    ids = [each for each in children(meta) if each.name in names]
    return stated_doi(*(line_text(each.children) for each in ids if "doi" in map(each.get, kinds)))


MOST_CITED_AUTHORS = 6
_COMPOSED = ("element-citation", "nlm-citation", "citation")
_PUNCTUATION = re.compile(r"[.,;:]")


def reference_text(ref: Element) -> str:
    """Return a source: its label, authors, title, where it appeared, year, its identifier."""
    every = list(descendants(ref))
    label = next((line_text(each.children) for each in every if each.name == "label"), "")
    written = next((each for each in every if each.name == "mixed-citation"), None)
    composed = next((each for each in every if each.name in _COMPOSED), None)
    if written is not None and _has_punctuation(written):
        text = line_text(child for child in written.children if _name(child) != "label")
    elif written is not None or composed is not None:
        text = _compose(composed if composed is not None else written)  # type: ignore[arg-type]
    else:
        text = line_text(child for child in ref.children if _name(child) != "label")
    number = re.fullmatch(r"[\[(]?\s*(\d+)\s*[\])]?\.?", label)
    return " ".join(filter(None, [f"{number[1]}." if number else label, text]))


def _name(node: Element | str) -> str:
    return node.name if isinstance(node, Element) else ""


def _has_punctuation(citation: Element) -> bool:
    """Tell whether a citation is written out, rather than in parts without what stands between them."""
    own = "".join(child for child in citation.children if isinstance(child, str))
    parts = [child for child in citation.children if isinstance(child, Element)]
    return bool(_PUNCTUATION.search(own)) or len(parts) < 2


def _compose(citation: Element) -> str:
    title = _part(citation, "article-title", "chapter-title", "part-title", "data-title")
    source = _part(citation, "source")
    sentences = [_cited_authors(citation), title or source, source if title else "", _issue(citation)]
    sentences += [_part(citation, "publisher-name"), _part(citation, "comment")]
    identifiers = [each for each in descendants(citation) if each.name == "pub-id"]
    for kind in ("doi", "pmid"):
        numbers = [line_text(each.children) for each in identifiers if each.get("pub-id-type") == kind]
        sentences += [f"{kind}:{number}" for number in numbers[:1]]
    sentences += [_part(citation, "ext-link", "uri")]
    return " ".join(
        text if text[-1] in ".?!" else f"{text}." for text in dict.fromkeys(filter(None, sentences))
    )


def _part(citation: Element, *names: str) -> str:
    found = (line_text(each.children) for each in descendants(citation) if each.name in names)
    return next(filter(None, found), "")


def _cited_authors(citation: Element) -> str:
    names = [person_name(each) for each in _people(citation)]
    names = [name for name in names if name]
    shown = names[:MOST_CITED_AUTHORS] if len(names) > MOST_CITED_AUTHORS + 1 else names
    et_al = len(shown) < len(names) or any(each.name == "etal" for each in descendants(citation))
    return ", ".join([*shown, *(["et al"] if et_al else [])])


def _people(citation: Element) -> list[Element]:
    groups = [each for each in descendants(citation) if each.name == "person-group"]
    within = groups[0] if groups else citation
    return [each for each in descendants(within) if each.name in ("name", "string-name", "collab")]


def person_name(name: Element, *, given_first: bool = False) -> str:
    """Return a person's name as sources do ("Smith JA"), or with the given name first; or a group's."""
    parts = {child.name: line_text(child.children) for child in children(name)}
    surname, given = parts.get("surname", ""), parts.get("given-names", "")
    if not surname:
        return line_text(name.children)
    ordered = [parts.get("prefix", ""), given, surname] if given_first else [surname, given]
    return " ".join(filter(None, [*ordered, parts.get("suffix", "")]))


def _issue(citation: Element) -> str:
    """Return when and where in a journal something stands: "2019;12(3):45-50"."""
    year, volume, issue = (_part(citation, name) for name in ("year", "volume", "issue"))
    first, last = _part(citation, "fpage", "elocation-id"), _part(citation, "lpage")
    place = f"{volume}{f'({issue})' if issue else ''}"
    pages = f"{first}{f'-{last}' if last and last != first else ''}" or _part(citation, "page-range")
    return ":".join(filter(None, [";".join(filter(None, [year, place])), pages]))
