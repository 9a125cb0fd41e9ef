"""One sheet of formatting that bears meaning, in every format that can express it, and how its lines read.

A line is written with marks: "^{1}" is raised, "_{2}" lowered, "={>}" underlined, "~{9}" struck out,
"${m}" set in the font Symbol and "!{40}" hidden.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

import docx as word
from pdf_files import set_pages
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph
from small_files import odt_of, zipped

from benchmarks.layouts.sheet import fonts

TITLE = "Doses of the ward"
_RUN = re.compile(r"([\^_=~$!])\{([^}]*)\}|[^\^_=~$!]+|.")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its marks, how it reads, and the references that are set apart from it."""

    drawn: str
    reads: str
    references: tuple[str, ...] = ()

    def runs(self) -> list[tuple[str, str]]:
        """Return the words with the mark of how they look, empty where they look like any."""
        return [(found[1] or "", found[2] or found[0]) for found in _RUN.finditer(self.drawn)]

    def looks(self) -> set[str]:
        return {look for look, _ in self.runs()} - {""}


SHEET = (
    Line("Give 2^{1}/_{2} tablets of alpha daily.", "Give 2½ tablets of alpha daily."),
    Line("Give 3^{1/2} tablets of beta daily.", "Give 3½ tablets of beta daily."),
    Line("Give ^{1}⁄_{4} of an ampoule of gamma.", "Give ¼ of an ampoule of gamma."),
    Line("Give 1^{3}/8 or 2 ½ ampoules of delta.", "Give 1⅜ or 2 ½ ampoules of delta."),
    Line("Stop it below 0.5 × 10^{9}/L in two samples.", "Stop it below 0.5 × 10⁹/L in two samples."),
    Line("Give 75 mg/m^{2} above 30 mL min^{-1} only.", "Give 75 mg/m² above 30 mL min⁻¹ only."),
    Line("It is weight (kg) / height (m)^{2} in adults.", "It is weight (kg) / height (m)² in adults."),
    Line("Use a height^{0.725} and 10^{-5} M of it.", "Use a height^0.725 and 10⁻⁵ M of it."),
    Line("Measure HCO_{3}^{-}, Ca^{2+} and CO_{2} first.", "Measure HCO3⁻, Ca²⁺ and CO2 first."),
    Line("Give ^{131}I once after the scan.", "Give ¹³¹I once after the scan."),
    Line("Give 320^{1} mg of epsilon daily.", "Give 320 mg of epsilon daily.", ("1",)),
    Line("Give 15^{a} mg of zeta daily.", "Give 15 [a] mg of zeta daily."),
    Line("Stop when it is above 38.5 ^{o}C at night.", "Stop when it is above 38.5 °C at night."),
    Line("Treat from ={>} 160 mmHg to ={<} 90 mmHg.", "Treat from ≥ 160 mmHg to ≤ 90 mmHg."),
    Line("Give 50 ${m}g where it is ${³} 100 or ${£} 3.", "Give 50 µg where it is ≥ 100 or ≤ 3."),
    Line("The dose is ~{40 mg} 10 mg once daily.", "The dose is 10 mg once daily."),
    Line("The course lasts ~{9} 5 days, not more.", "The course lasts 5 days, not more."),
    Line("The limit is 20 mg in adults.!{ Not 70 mg.}", "The limit is 20 mg in adults."),
    Line("Aim for a target INR [2-3] for three months.", "Aim for a target INR [2-3] for three months."),
    Line("The score was 4 [2–6] before the block.", "The score was 4 [2–6] before the block."),
    Line("Give 5\u00a0mg or 2,5 mg, at most 1\u202f000 mg.", "Give 5 mg or 2,5 mg, at most 1 000 mg."),
    Line("Keep it from −4 to 10,000 units of eta.", "Keep it from −4 to 10,000 units of eta."),
    Line("Para\u00adcetamol is given 4‑hourly to adults.", "Paracetamol is given 4-hourly to adults."),
)


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


def pdf() -> bytes:
    tags = {"^": "super", "_": "sub", "=": "u", "~": "strike"}
    more = {"$": ' name="Symbol"', "!": ' color="white"'}

    def run(look: str, words: str) -> str:
        words = "".join({"m": "µ", "³": "≥", "£": "≤"}[each] for each in words) if look == "$" else words
        if look in more:
            return f"<font{more[look]}>{escape(words)}</font>"
        return f"<{tags[look]}>{escape(words)}</{tags[look]}>" if look else escape(words)

    upright, _ = fonts("Sans")
    body = ParagraphStyle("sheet", fontName=upright, fontSize=10, leading=13, spaceAfter=26)
    title = ParagraphStyle("title", body, fontSize=18, leading=24)
    lines = (Paragraph("".join(run(*each) for each in line.runs()), body) for line in SHEET)
    return set_pages([Paragraph(TITLE, title), *lines])


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
