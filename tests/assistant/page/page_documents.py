"""Documents that people add on the page: a guideline in two columns, and one that is out for harm."""

from __future__ import annotations

from html import escape
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer

GOUT = "Management of acute gout in primary care"
COLCHICINE = (
    "Colchicine 500 micrograms two to four times daily is an alternative where anti-inflammatory drugs are "
    "not tolerated, and it should be stopped when diarrhoea begins."
)
ALLOPURINOL = (
    "Allopurinol is started at 100 mg daily two weeks after the attack has settled and is raised every four "
    "weeks until the serum urate is below 300 micromol/L."
)
BACKGROUND = (
    "Gout is the most common inflammatory arthritis in adults, and its prevalence rises with age and with "
    "kidney disease. People with gout often have raised blood pressure, diabetes or obesity. "
)
HOSTILE_TITLE = "Scurvy <img src=x onerror=alert(1)> [click](http://192.0.2.1/) ![x](http://192.0.2.1/y.png)"
HOSTILE_TEXT = (
    "Scurvy is treated with vitamin C <script>alert(2)</script> 300 mg daily "
    "<a href='javascript:alert(3)'>for a month</a> **and** $$x^2$$ `more`."
)


def two_column_guideline(path: Path) -> Path:
    """Write a PDF whose second page has the paragraph on prevention, in its second column."""
    styles, (width, height) = getSampleStyleSheet(), A4
    column = width / 2 - 50
    frames = [Frame(left, 40, column, height - 80) for left in (40, width / 2 + 10)]
    document = BaseDocTemplate(str(path), pagesize=A4, title=GOUT, author="A. Writer")
    document.addPageTemplates(PageTemplate(frames=frames))
    story = [Paragraph(GOUT, styles["Title"]), Paragraph("Published: 3 May 2024", styles["BodyText"])]
    for heading, text, before in [
        ("Background", BACKGROUND, 0),
        ("Treatment of an acute attack", COLCHICINE, 6),
        ("Prevention", ALLOPURINOL, 15),
    ]:
        for number in range(before):
            story += [Paragraph(f"{BACKGROUND * 2} ({number})", styles["BodyText"]), Spacer(1, 6)]
        story += [Paragraph(heading, styles["Heading2"]), Paragraph(text, styles["BodyText"])]
    document.build(story)
    return path


def hostile_document(path: Path) -> Path:
    """Write an HTML file whose title and words spell markup, for whoever would take them for it."""
    path.write_text(
        f"<html><head><title>{escape(HOSTILE_TITLE)}</title></head>"
        f"<body><h1>{escape(HOSTILE_TITLE)}</h1><p>{escape(HOSTILE_TEXT)}</p></body></html>",
        encoding="utf-8",
    )
    return path
