"""Find what a saved web page is about, and leave out the menus, banners and boxes of links around it.

Own rules rather than trafilatura or readability, which lose captions, the numbers of lists and the lead-in
of a list, and which choose text by its length: a leaflet's short lines are as good as its long ones. Here
only what a page names as something else goes, and where that is in doubt the text stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.formats.markup.css.seen import name_tokens
from corpus.formats.markup.inline_text import points_to_source
from corpus.formats.markup.markup import Element, Node, descendants, plain_text, rebuilt

# Shares of a page's words.
LEAST_IN_MAIN = 0.25
LEAST_IN_ARTICLE = 0.5
MOST_BESIDE = 0.4
# Shares of an element's words that stand in links.
MANY_LINKED = 0.3
MOSTLY_LINKED = 0.5
SHORT_WORDS = 40
_BESIDE_ELEMENTS = frozenset({"nav", "header", "footer", "aside", "form", "dialog"})
_BESIDE_ROLES = frozenset(
    "alertdialog banner contentinfo dialog menu menubar navigation search tablist toolbar".split()
)
_COOKIES = re.compile(
    r"cookies?|gdpr|onetrust|cookiebot|cybotcookiebotdialog|didomi|usercentrics|cookieconsent|cookielaw|truste"
)
_BESIDE_NAMES = re.compile(
    r"ads?|adverts?|advertisement|banner|breadcrumbs?|comments?|consent|feedback|footer|header|login|masthead|menu"
    r"|modal|nav|navbar|navigation|newsletter|overlay|pager|pagination|popup|print|promo|promotion|rating|related"
    r"|search|share|sharing|sidebar|signup|sitemap|skip|skiplinks?|social|sponsor|sponsored|subscribe|survey|tags"
    r"|toc|toolbar|topbar|widgets?"
)
_DOUBLED_NAMES = re.compile(
    r"(?:^|\s)(?:screen-?reader\S*|noprint|mw-editsection|mw-cite-backlink|headerlink|footnote-back(?:ref)?"
    r"|mjx-assistive-mml|MathJax_Preview|mw-jump-link|navbox|skip-?(?:link|to-\S+|nav))(?:\s|$)",
    re.I,
)
# How a formula looks, beside the formula itself.
_DRAWN = re.compile(r"(?:^|\s)(?:katex-html|MathJax\S*|mjx-\S+)", re.I)
_CONTROLS = frozenset({"button", "input", "select", "textarea"})
_SECTIONS = frozenset({"article", "main", "body"})
_SOURCES = re.compile(r"\b(?:references?|footnotes?|endnotes?|bibliography|sources)\b", re.I)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is about, the headings of level 1 outside of it, and how many words stand around it."""

    content: Element
    headings_outside: tuple[Element, ...]
    words_around: int


def find_content(root: Element) -> Page:
    """Return the part of a page that it is about."""
    every = list(descendants(root))
    body = next((element for element in every if element.name == "body"), root)
    words = _count(body)
    pruned = _prune(body, words, inside=False)
    content = _region(pruned)
    within = {plain_text(each) for each in descendants(content) if each.name == "h1"}
    outside = (each for each in every if each.name == "h1" and plain_text(each) not in within)
    return Page(content, tuple(outside), words - _count(content))


def _region(body: Element) -> Element:
    words = _count(body)
    elements = list(descendants(body))
    mains = [each for each in elements if each.name == "main" or each.get("role") == "main"]
    articles = [each for each in elements if each.name == "article" or each.get("role") == "article"]
    for candidates, least in ((mains, LEAST_IN_MAIN), (articles, LEAST_IN_ARTICLE)):
        best = max(candidates, key=_count, default=None)
        if best is not None and _count(best) >= max(1, least * words):
            return best
    return body


def _prune(element: Element, words_of_page: int, *, inside: bool) -> Element:
    """Return `element` without what stands beside the text; `inside` tells that its region is a named one."""
    inside = inside or element.name in ("main", "article") or element.get("role") in ("main", "article")
    in_text = any(isinstance(child, Element) and child.name == "p" for child in element.children)
    kept: list[Node] = []
    for child in element.children:
        if isinstance(child, str):
            kept.append(child)
            continue
        # An aside among paragraphs is a box in the text.
        within = inside or (in_text and child.name == "aside")
        if not _is_doubled(child) and not _is_beside(child, words_of_page, inside=within):
            kept.append(_prune(child, words_of_page, inside=inside))
    return rebuilt(element, tuple(kept))


def _is_doubled(element: Element) -> bool:
    """Tell whether an element is no text of the page: a switch of a wiki, an icon, how a formula is drawn."""
    name = element.get("class")
    if name and _DOUBLED_NAMES.search(name):
        return _count(element) < SHORT_WORDS
    if element.get("aria-hidden") != "true":
        return False
    return bool(_DRAWN.search(name)) or not any(map(str.isalnum, plain_text(element)))


def _is_beside(element: Element, words_of_page: int, *, inside: bool) -> bool:
    if element.name in ("select", "textarea", "button"):
        return not _holds_heading_or_prose(element)
    named = element.name if element.name in _BESIDE_ELEMENTS else ""
    role = element.get("role") if element.get("role") in _BESIDE_ROLES else ""
    tokens = name_tokens(element.attributes) if element.is_block else ()
    about_cookies = any(map(_COOKIES.fullmatch, tokens))
    suspicious = about_cookies or any(map(_BESIDE_NAMES.fullmatch, tokens))
    if not (named or role or suspicious) or _holds_main(element) or _is_the_page(element, words_of_page):
        return False
    by_name = bool(named or role) and _is_beside_by_name(role or named, element, inside=inside)
    return by_name or about_cookies or (suspicious and _is_of_links(element))


def _is_the_page(element: Element, words_of_page: int) -> bool:
    """Tell whether too much of a page stands in an element to do without it, unless it is all links."""
    words = _count(element)
    return words > MOST_BESIDE * words_of_page and _linked(element) < MOSTLY_LINKED * words


def _is_beside_by_name(name: str, element: Element, *, inside: bool) -> bool:
    if name in ("nav", "dialog") or name in _BESIDE_ROLES - {"banner", "contentinfo"}:
        return True
    if name in ("footer", "contentinfo"):
        return _is_of_links(element) if inside else not _SOURCES.search(_start(element))
    if name in ("header", "banner"):
        return not inside and (_is_of_links(element) or not _has_h1(element))
    if name == "aside":
        return _is_of_links(element) or (not inside and _count(element) < SHORT_WORDS)
    return name == "form" and not _holds_heading_or_prose(element)


def _is_of_links(element: Element) -> bool:
    """Tell whether much of an element is links to other pages, or whether it is there to be filled in."""
    controls = any(each.name in _CONTROLS for each in descendants(element))
    return controls or _linked(element) >= MANY_LINKED * max(1, _count(element))


def _linked(element: Element) -> int:
    waiting: list[Element] = [element]
    words = 0
    while waiting:
        each = waiting.pop()
        if each.name == "a" and "href" in each.attributes:
            words += 0 if points_to_source(each) else _count(each)
            continue
        waiting.extend(child for child in each.children if isinstance(child, Element))
    return words


def _count(node: Node) -> int:
    """Return how many words stand in an element, data for search engines left out."""
    if isinstance(node, str):
        return len(node.split())
    waiting: list[Node] = [node]
    words = 0
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            words += len(each.split())
        elif each.name not in ("script", "select"):
            waiting.extend(each.children)
    return words


def _has_h1(element: Element) -> bool:
    return any(each.name == "h1" for each in descendants(element))


def _holds_main(element: Element) -> bool:
    return any(each.name in _SECTIONS or each.get("role") == "main" for each in descendants(element))


def _holds_heading_or_prose(element: Element) -> bool:
    """Tell whether there is something to read in a form; some pages are one form as a whole."""
    return any(
        each.name in ("h1", "h2") or (each.name == "p" and _count(each) >= SHORT_WORDS / 2)
        for each in descendants(element)
    )


def _start(element: Element) -> str:
    return f"{' '.join(name_tokens(element.attributes))} {plain_text(element)[:200]}"
