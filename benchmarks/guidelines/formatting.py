"""A sheet of formatting that bears meaning, and how its lines read.

A line is written with marks: "^{1}" is raised, "_{2}" lowered, "={>}" underlined, "~{9}" struck out,
"${m}" set in the font Symbol and "!{40}" hidden.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from benchmarks.guidelines.page import Fact, GuidelinePage, set_story
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
        """Return the marks of the line."""
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


def pdf() -> bytes:
    """Return the sheet as a PDF."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus.paragraph import Paragraph

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
    return set_story([Paragraph(TITLE, title), *lines])


def formatting(_seed: int) -> GuidelinePage:
    """Return the sheet, on which nothing is by chance; a line that reads as it looks is a fact."""
    told = [line.reads for line in SHEET]
    drawn = (TITLE, *told, *(mark for line in SHEET for mark in line.references))
    return GuidelinePage("formatting", pdf(), drawn, tuple(map(Fact, told)))
