"""Saved web pages and electronic books."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise

from benchmarks.layouts.source import Writer
from benchmarks.layouts.story import (
    MARK,
    Box,
    Element,
    Figure,
    Heading,
    Layout,
    Listing,
    Note,
    Prose,
    Source,
    Story,
    Table,
    truths,
)
from benchmarks.layouts.whole import whole_story

RAISED = re.compile("[⁰¹²³⁴-⁹]+")
PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_PAGE = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | Northern Hospital Trust</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="https://cdn.example.org/a.css">
<style>body {{ font-family: serif }}</style><script>window.dataLayer = ["Accept all cookies"];</script></head>
<body><header><a href="/">Northern Hospital Trust</a>
<nav><ul><li><a href="/">Home</a></li><li><a href="/guidelines">Guidelines</a></li>
<li><a href="/contact">Contact us</a></li></ul></nav></header>
<main><article><h1>{title}</h1>
{body}
</article></main>
<footer><p>© 2024 Northern Hospital Trust. All rights reserved.</p><ul><li><a href="/privacy">Privacy</a></li>
<li><a href="/cookies">Cookies</a></li></ul></footer>
<noscript><p>Please enable JavaScript.</p></noscript></body></html>
"""
_CHAPTER = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}</title></head><body>
{body}
</body></html>
"""
_CONTAINER = """\
<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""
_PACKAGE = """\
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:isbn:9780000000000</dc:identifier>
<dc:title>{title}</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2024-05-03T00:00:00Z</meta>
</metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
{items}</manifest><spine>{spine}</spine></package>
"""


def web_page(seed: int) -> Layout:
    """Return a saved web page with a menu, a foot, scripts and style around its article."""
    story = whole_story(Writer("web-page", seed))
    page = _PAGE.format(title=escape(story.title), body="\n".join(_body(story.elements, top=2)))
    return Layout("web-page", "web-page.html", page.encode(), story.title, truths(story))


def book(seed: int) -> Layout:
    """Return an EPUB with a chapter a file and a table of contents."""
    story = whole_story(Writer("book", seed))
    starts = [
        number
        for number, each in enumerate(story.elements)
        if isinstance(each, Heading) and each.level == 1
    ]  # fmt: skip
    chapters = [story.elements[first:last] for first, last in pairwise([*starts, len(story.elements)])]
    return Layout("book", "book.epub", _package(story, chapters), story.title, truths(story))


def _package(story: Story, chapters: list[tuple[Element, ...]]) -> bytes:
    names = [f"chapter{number}" for number in range(1, len(chapters) + 1)]
    items = "\n".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in names
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    links = "".join(f'<li><a href="{name}.xhtml">Chapter</a></li>' for name in names)
    contents = f'<nav epub:type="toc" xmlns:epub="http://www.idpf.org/2007/ops"><ol>{links}</ol></nav>'
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        package.writestr("META-INF/container.xml", _CONTAINER)
        package.writestr(
            "OEBPS/content.opf", _PACKAGE.format(title=escape(story.title), items=items, spine=spine)
        )
        package.writestr("OEBPS/nav.xhtml", _CHAPTER.format(title="Contents", body=contents))
        for name, chapter in zip(names, chapters, strict=True):
            body = "\n".join(_body(chapter, top=1))
            package.writestr(f"OEBPS/{name}.xhtml", _CHAPTER.format(title=escape(story.title), body=body))
    return written.getvalue()


def _body(elements: Iterable[Element], *, top: int) -> Iterator[str]:
    """Yield the elements as HTML that is XML as well, headings from level `top` on."""
    listed = False
    for element in elements:
        if isinstance(element, Source) != listed:
            listed = not listed
            yield '<ol class="references">' if listed else "</ol>"
        yield _tagged(element, top)
    if listed:
        yield "</ol>"


def _tagged(element: Element, top: int) -> str:
    match element:
        case Heading(text, level):
            tagged = f"<h{level + top - 1}>{inline(text)}</h{level + top - 1}>"
        case Prose(text):
            tagged = f"<p>{inline(text)}</p>"
        case Listing(lead, items, numbered):
            kind = "ol" if numbered else "ul"
            tagged = f"<p>{inline(lead)}</p>\n<{kind}>{_each('li', items)}</{kind}>"
        case Table(caption, columns, rows):
            body = "\n".join(f"<tr>{_each('td', row)}</tr>" for row in rows)
            head = f"<thead><tr>{_each('th', columns)}</tr></thead>"
            tagged = f"<table><caption>{inline(caption)}</caption>{head}<tbody>{body}</tbody></table>"
        case Figure(caption):
            image = '<img src="figure.png" alt="" width="400" height="300"/>'
            tagged = f"<figure>{image}<figcaption>{inline(caption)}</figcaption></figure>"
        case Source(number, text):
            tagged = f'<li id="ref{number}">{inline(text)}</li>'
        case Box(text):
            tagged = f'<div class="panel panel-primary"><p>{inline(text)}</p></div>'
        case Note():
            tagged = ""
    return tagged


def _each(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"<{tag}>{inline(text)}</{tag}>" for text in texts)


def inline(text: str) -> str:
    """Return `text` as HTML, its marks raised and linked, its exponents raised."""
    marked = MARK.sub(lambda found: f"<sup>{_links(found[1])}</sup>", escape(text, quote=False))
    return RAISED.sub(lambda found: f"<sup>{found[0].translate(PLAIN_DIGITS)}</sup>", marked)


def _links(mark: str) -> str:
    return re.sub(r"\d+", lambda number: f'<a href="#ref{number[0]}">{number[0]}</a>', mark)
