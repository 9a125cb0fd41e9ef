"""Journal articles in XML, as PubMed Central gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

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
    Table,
    truths,
)
from benchmarks.layouts.web import PLAIN_DIGITS, RAISED
from benchmarks.layouts.whole import whole_story

_ARTICLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.2 20190208//EN"
"JATS-archivearticle1.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article" xml:lang="en"><front>
<journal-meta><journal-id journal-id-type="nlm-ta">J Clin Pract</journal-id><journal-title-group>
<journal-title>Journal of Clinical Practice</journal-title></journal-title-group></journal-meta><article-meta>
<article-id pub-id-type="doi">10.1234/jcp.2024.0117</article-id>
<title-group><article-title>{title}</article-title></title-group>
<contrib-group><contrib contrib-type="author">
<name><surname>Berg</surname><given-names>Anna</given-names></name>
</contrib></contrib-group><pub-date pub-type="epub"><day>3</day><month>5</month><year>2024</year></pub-date>
<permissions><copyright-statement>© The Authors 2024</copyright-statement></permissions>
<abstract><title>Abstract</title>{abstract}</abstract></article-meta></front>
<body>{body}</body><back><ref-list><title>References</title>{sources}</ref-list></back></article>
"""


def journal_article(seed: int) -> Layout:
    """Return an article in JATS with an abstract, sections in sections, floats and references."""
    story = whole_story(Writer("journal-article", seed), abstract=True)
    # The abstract's heading and paragraph come first, the list of references last.
    body = [each for each in story.elements[2:] if not isinstance(each, Source)][:-1]
    article = _ARTICLE.format(
        title=_inline(story.title),
        abstract=_tagged(story.elements[1]),
        body="".join(_sections(body)),
        sources="".join(_tagged(each) for each in story.elements if isinstance(each, Source)),
    )
    return Layout("journal-article", "journal-article.xml", article.encode(), story.title, truths(story))


def _sections(elements: Sequence[Element]) -> Iterator[str]:
    """Yield sections, each closed before the next of its level or above begins."""
    depth = 0
    for element in elements:
        if isinstance(element, Heading):
            yield "</sec>" * max(0, depth - element.level + 1)
            depth = element.level
            yield f"<sec><title>{_inline(element.text)}</title>"
        else:
            yield _tagged(element)
    yield "</sec>" * depth


def _tagged(element: Element) -> str:
    match element:
        case Prose(text):
            tagged = f"<p>{_inline(text)}</p>"
        case Listing(lead, items, numbered):
            inner = "".join(f"<list-item><p>{_inline(item)}</p></list-item>" for item in items)
            kind = "order" if numbered else "bullet"
            tagged = f'<p>{_inline(lead)}<list list-type="{kind}">{inner}</list></p>'
        case Table(caption, columns, rows):
            head = "".join(f"<th>{_inline(column)}</th>" for column in columns)
            body = "".join(f"<tr>{''.join(f'<td>{_inline(cell)}</td>' for cell in row)}</tr>" for row in rows)
            grid = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            label, words = _labelled(caption)
            tagged = f"<table-wrap>{label}<caption><p>{words}</p></caption>{grid}</table-wrap>"
        case Figure(caption):
            label, words = _labelled(caption)
            graphic = '<graphic xlink:href="figure.jpg"/>'
            tagged = f"<fig>{label}<caption><p>{words}</p></caption>{graphic}</fig>"
        case Source(number, text):
            citation = f'<mixed-citation publication-type="journal">{_inline(text)}</mixed-citation>'
            tagged = f'<ref id="B{number}"><label>{number}</label>{citation}</ref>'
        case Box(text):
            tagged = f"<boxed-text><p>{_inline(text)}</p></boxed-text>"
        case Heading() | Note():
            tagged = ""
    return tagged


def _labelled(caption: str) -> tuple[str, str]:
    """Return the label ("Table 1.") and the words of a caption."""
    kind, number, words = caption.split(" ", 2)
    return f"<label>{kind} {number}</label>", _inline(words)


def _inline(text: str) -> str:
    marked = MARK.sub(lambda found: f"<sup>{_links(found[1])}</sup>", escape(text, quote=False))
    return RAISED.sub(lambda found: f"<sup>{found[0].translate(PLAIN_DIGITS)}</sup>", marked)


def _links(mark: str) -> str:
    return re.sub(r"\d+", lambda number: f'<xref ref-type="bibr" rid="B{number[0]}">{number[0]}</xref>', mark)
