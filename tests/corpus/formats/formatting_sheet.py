"""The sheet of formatting that bears meaning, in every format that can express it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from html import escape

import docx as word
import xlsxwriter
from pptx import Presentation
from small_files import odt_of, zipped

from benchmarks.guidelines.formatting import SHEET, TITLE, Line, pdf


def _in_html(line: Line) -> str:
    tags = {"^": "sup", "_": "sub", "=": "u", "~": "s"}
    styles = {"$": "font-family: Symbol", "!": "display: none"}

    def run(look: str, words: str) -> str:
        if look in styles:
            return f'<span style="{styles[look]}">{escape(words)}</span>'
        return f"<{tags[look]}>{escape(words)}</{tags[look]}>" if look else escape(words)

    return "".join(run(*each) for each in line.runs())


def html() -> bytes:
    body = "".join(f"<p>{_in_html(line)}</p>" for line in SHEET)
    head = f'<head><meta charset="utf-8"><title>{TITLE}</title></head>'
    return f"<!DOCTYPE html><html>{head}<body><h1>{TITLE}</h1>{body}</body></html>".encode()


def epub() -> bytes:
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title></metadata><manifest>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    body = "".join(f"<p>{_in_html(line)}</p>" for line in SHEET)
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{TITLE}</title></head><body>{body}</body></html>'
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "book.opf": package}
    return zipped({**parts, "a.xhtml": page})


def jats() -> bytes:
    tags = {"^": "sup", "_": "sub", "=": "underline", "~": "strike"}
    styles = {"$": "font-family: Symbol", "!": "display: none"}

    def run(look: str, words: str) -> str:
        if look in styles:
            return f'<styled-content style="{styles[look]}">{escape(words)}</styled-content>'
        return f"<{tags[look]}>{escape(words)}</{tags[look]}>" if look else escape(words)

    body = "".join(f"<p>{''.join(run(*each) for each in line.runs())}</p>" for line in SHEET)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal '
        'Publishing DTD v1.2 20190208//EN" "JATS-journal.dtd"><article><front><article-meta><title-group>'
        f"<article-title>{TITLE}</article-title></title-group></article-meta></front><body>{body}</body></article>"
    ).encode()


def markdown() -> bytes:
    def run(look: str, words: str) -> str:
        if look == "$":
            return f'<font face="Symbol">{words}</font>'
        if look == "~":
            return f"~~{words}~~"
        tags = {"^": "sup", "_": "sub", "=": "u"}
        if look == "!":
            return f'<span style="display: none">{words}</span>'
        return f"<{tags[look]}>{escape(words)}</{tags[look]}>" if look else words

    lines = ("".join(run(*each) for each in line.runs()) for line in SHEET)
    return "\n\n".join((f"# {TITLE}", *lines)).encode()


def docx() -> bytes:
    document, file = word.Document(), io.BytesIO()
    document.add_heading(TITLE, 0)
    for line in SHEET:
        paragraph = document.add_paragraph()
        for look, words in line.runs():
            font = paragraph.add_run(words).font
            if look in ("^", "_"):
                setattr(font, "superscript" if look == "^" else "subscript", True)
            font.underline, font.strike, font.hidden = look == "=", look == "~", look == "!"
            font.name = "Symbol" if look == "$" else None
    document.save(file)
    return file.getvalue()


def odt() -> bytes:
    properties = {
        "^": 'style:text-position="super 58%"',
        "_": 'style:text-position="sub 58%"',
        "=": 'style:text-underline-style="solid"',
        "~": 'style:text-line-through-style="solid"',
        "$": 'style:font-name="Symbol"',
        "!": 'text:display="none"',
    }
    names = {look: f"T{place}" for place, look in enumerate(properties)}
    styles = "".join(
        f'<style:style style:name="{names[look]}" style:family="text"><style:text-properties {stated}/>'
        "</style:style>"
        for look, stated in properties.items()
    )

    def run(look: str, words: str) -> str:
        return (
            f'<text:span text:style-name="{names[look]}">{escape(words)}</text:span>'
            if look
            else escape(words)
        )

    lines = "".join(f"<text:p>{''.join(run(*each) for each in line.runs())}</text:p>" for line in SHEET)
    return odt_of(f'<text:p text:style-name="Title">{TITLE}</text:p>{lines}', automatic=styles)


def rtf() -> bytes:
    words_of = {"^": r"\super", "_": r"\sub", "=": r"\ul", "~": r"\strike", "$": r"\f1", "!": r"\v"}

    def character(each: str) -> str:
        special = {"\u00a0": r"\~", "\u00ad": r"\-", "‑": r"\_"}
        return special.get(each) or (each if ord(each) < 128 else rf"\u{ord(each)}?")

    def run(look: str, words: str) -> str:
        text = "".join(map(character, words))
        return f"{{{words_of[look]} {text}}}" if look else text

    lines = "".join(rf"\pard {''.join(run(*each) for each in line.runs())}\par " for line in SHEET)
    return (
        r"{\rtf1\ansi\deff0{\fonttbl{\f0\froman Times;}{\f1\fnil\fcharset2 Symbol;}}"
        rf"{{\stylesheet{{\s0 Normal;}}{{\s3 Title;}}}}\pard\s3 {TITLE}\par {lines}}}"
    ).encode()


def plain() -> bytes:
    lines = (line.drawn for line in SHEET if not line.looks())
    return "\n\n".join((TITLE, *lines)).encode()


FORMATS: Mapping[str, Callable[[], bytes]] = {
    ".md": markdown,
    ".html": html,
    ".epub": epub,
    ".xml": jats,
    ".docx": docx,
    ".odt": odt,
    ".rtf": rtf,
    ".pdf": pdf,
    ".txt": plain,
}


def seen() -> list[Line]:
    """Return the lines that hide nothing, as slides and sheets have no words that are hidden in a line."""
    return [line for line in SHEET if "!" not in line.looks()]


def pptx() -> bytes:
    show, file = Presentation(), io.BytesIO()
    for line in seen():
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = TITLE
        paragraph = slide.placeholders[1].text_frame.paragraphs[0]
        for look, words in line.runs():
            run = paragraph.add_run()
            run.text, run.font.underline = words, look == "="
            run.font.name = "Symbol" if look == "$" else None
            stated = {"^": ("baseline", "30000"), "_": ("baseline", "-25000"), "~": ("strike", "sngStrike")}
            if look in stated:
                run.font._rPr.set(*stated[look])
    show.save(file)
    return file.getvalue()


def xlsx() -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Doses")
    looks: dict[str, dict[str, object]] = {
        "": {},
        "^": {"font_script": 1},
        "_": {"font_script": 2},
        "=": {"underline": 1},
        "~": {"font_strikeout": True},
        "$": {"font_name": "Symbol"},
    }
    formats = {look: book.add_format(stated) for look, stated in looks.items()}
    for place, line in enumerate(seen()):
        runs = [each for look, words in line.runs() for each in (formats[look], words)]
        if len(runs) > 2:
            sheet.write_rich_string(place, 0, *runs)
        else:
            sheet.write_string(place, 0, line.drawn)
    book.close()
    return file.getvalue()


OFFICE: Mapping[str, Callable[[], bytes]] = {".pptx": pptx, ".xlsx": xlsx}
