"""Write an entry of a list of sources in JATS as a line that a person can look up."""

from __future__ import annotations

import re

from corpus.formats.inline_text import line_text
from corpus.formats.markup import Element, children, descendants

MOST_AUTHORS = 6
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
    sentences = [_authors(citation), title or source, source if title else "", _issue(citation)]
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


def _authors(citation: Element) -> str:
    names = [person_name(each) for each in _people(citation)]
    names = [name for name in names if name]
    shown = names[:MOST_AUTHORS] if len(names) > MOST_AUTHORS + 1 else names
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
