"""The small guideline as a web page, an e-book, Markdown and an article."""

from __future__ import annotations

from guideline_words import (
    BOX,
    BOX_ITEMS,
    BOX_LEAD_IN,
    BOX_SENTENCE,
    CAPTION,
    COLUMNS,
    FIRST,
    GROUPS,
    HEADING,
    ITEMS,
    LAST,
    LEAD_IN,
    TITLE,
)
from small_files import zipped

INSIDE = (
    f"<p>{BOX_SENTENCE}</p><p>{BOX_LEAD_IN}</p><ul>{''.join(f'<li>{each}</li>' for each in BOX_ITEMS)}</ul>"
)
ASIDE = f"<aside><h3>{BOX}</h3>{INSIDE}</aside>"
CALLOUT = f'<div class="callout"><p><strong>{BOX}</strong></p>{INSIDE}</div>'
BORDERED = f'<div style="border: 1px solid black; padding: 1em"><p><b>{BOX}</b></p>{INSIDE}</div>'
CELL = f"<table border=1><tr><td><b>{BOX}</b><br>{INSIDE}</td></tr></table>"
FIELDSET = f"<fieldset><legend>{BOX}</legend>{INSIDE}</fieldset>"
DETAILS = f"<details open><summary>{BOX}</summary>{INSIDE}</details>"


def html(box: str = ASIDE) -> bytes:
    """Return a web page with the box drawn so."""
    page = f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body>{_body(box)}</body></html>"
    return page.encode()


def _body(box: str) -> str:
    return (
        f"<h1>{TITLE}</h1><p>{FIRST}</p><h2>{HEADING}</h2><p>{LEAD_IN}</p>{_list_in_html()}"
        f"{_table_in_html(f'<caption>{CAPTION}</caption>')}{box}<p>{LAST}</p>"
    )


def _list_in_html() -> str:
    def item(text: str, below: tuple[str, ...]) -> str:
        inner = "".join(f"<li>{each}</li>" for each in below)
        return f"<li>{text}{f'<ul>{inner}</ul>' if inner else ''}</li>"

    return f"<ul>{''.join(item(*each) for each in ITEMS)}</ul>"


def _table_in_html(caption: str = "") -> str:
    drug, dose, *kinds = COLUMNS
    kinds_in_html = "".join(f"<th>{kind}</th>" for kind in kinds)
    rows = "".join(
        f'<tr><td colspan="3">{group}</td></tr>'
        + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        for group, rows in GROUPS
    )
    return (
        f'<table>{caption}<thead><tr><th rowspan="2">{drug}</th><th colspan="2">{dose}</th></tr>'
        f"<tr>{kinds_in_html}</tr>"
        f"</thead><tbody>{rows}</tbody></table>"
    )


def epub() -> bytes:
    """Return an e-book of one page."""
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
        "</container>"
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title></metadata><manifest>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    head = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{TITLE}</title></head>'
    page = f"{head}<body>{_body(ASIDE)}</body></html>"
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OPS/book.opf": package}
    return zipped({**parts, "OPS/a.xhtml": page})


QUOTED = "\n>\n".join(
    (f"> **{BOX}**", f"> {BOX_SENTENCE}", f"> {BOX_LEAD_IN}", "\n".join(f"> - {each}" for each in BOX_ITEMS))
)
HEADED_QUOTE = QUOTED.replace(f"**{BOX}**", f"### {BOX}")
ALERT = QUOTED.replace(f"> **{BOX}**", f"> [!WARNING] {BOX}")
_UNQUOTED = QUOTED.split("\n>\n", 1)[1].replace("\n>\n", "\n\n").replace("> ", "")
ADMONITION = f'!!! warning "{BOX}"\n\n{_UNQUOTED}'.replace("\n", "\n    ").replace("    \n", "\n")
FENCED = f":::warning {BOX}\n\n{_UNQUOTED}\n\n:::"


def markdown(box: str = QUOTED) -> bytes:
    """Return Markdown with the box written so."""
    items = "\n".join("\n".join((f"- {text}", *(f"  - {each}" for each in below))) for text, below in ITEMS)
    table = _table_in_html(f"<caption>{CAPTION}</caption>")
    parts = (f"# {TITLE}", FIRST, f"## {HEADING}", LEAD_IN, items, table, box, f"{LAST}\n")
    return "\n\n".join(parts).encode()


def jats() -> bytes:
    """Return an article."""

    def item(text: str, below: tuple[str, ...] = ()) -> str:
        inner = "".join(f"<list-item><p>{each}</p></list-item>" for each in below)
        return f"<list-item><p>{text}</p>{f'<list>{inner}</list>' if inner else ''}</list-item>"

    label, caption = CAPTION.split(". ")
    box = (
        f"<boxed-text><caption><title>{BOX}</title></caption><p>{BOX_SENTENCE}</p><p>{BOX_LEAD_IN}</p>"
        f"<list>{''.join(map(item, BOX_ITEMS))}</list></boxed-text>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal '
        'Publishing DTD v1.2 20190208//EN" "JATS-journal.dtd"><article><front><article-meta><title-group>'
        f"<article-title>{TITLE}</article-title></title-group></article-meta></front><body><p>{FIRST}</p>"
        f"<sec><title>{HEADING}</title><p>{LEAD_IN}</p><list>{''.join(item(*each) for each in ITEMS)}</list>"
        f"<table-wrap><label>{label}</label><caption><p>{caption}</p></caption>{_table_in_html()}"
        f"</table-wrap>{box}<p>{LAST}</p></sec></body></article>"
    ).encode()
