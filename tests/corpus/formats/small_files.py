"""One small file of each format, with a bit of all that a document holds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage

DRUGS = (("Drug", "Dose"), ("Salbutamol", "100 µg"), ("Prednisolone", "40 mg"))
INTRODUCTION = (
    "Asthma is a chronic disease of the airways, and its attacks are treated with a bronchodilator [1]."
)
ITEMS = ("wheeze at night", "cough after exercise", "breathlessness < 30 min")
SOURCE = "Smith J. Asthma in adults. Lancet 2019;393:1234."

HTML = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Asthma in adults</title>
<meta name="author" content="Jane Smith"><script>document.write("x")</script></head><body><nav>
<a href="/">Home</a></nav>
<main><h1>Asthma in adults</h1><p>{INTRODUCTION} CO<sub>2</sub> 10<sup>9</sup>/L &alpha;&nbsp;&lt; 5</p>
<h2>Signs</h2><p>Look for:</p><ul>{"".join(f"<li>{item}</li>" for item in ITEMS)}</ul>
<ol start="3"><li>First<ol type="a"><li>Nested</li></ol></li></ol>
<table><caption>Table 1. Doses</caption><thead><tr><th colspan="2">Drugs</th></tr><tr><th>Drug</th>
<th>Dose</th></tr></thead>
<tbody><tr><td rowspan="2">Salbutamol</td><td>100 µg</td></tr><tr><td>40 mg</td></tr></tbody></table>
<figure><img src="http://example.org/a.png" alt="A chest"><figcaption>Figure 1. A chest</figcaption>
</figure>
<dl><dt>Dose</dt><dd>4 mg</dd></dl><pre>a  b\nc</pre><h2>References</h2><ol><li>{SOURCE}</li></ol></main>
</body></html>
"""
JATS = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.2 20190208//EN"
"JATS-journal.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML">
<front><article-meta>
<article-id pub-id-type="doi">10.1000/xyz</article-id><title-group>
<article-title>Asthma in adults</article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Smith</surname>
<given-names>Jane</given-names></name></contrib>
</contrib-group><pub-date pub-type="epub"><day>12</day><month>3</month><year>2021</year></pub-date>
<abstract><sec><title>Aim</title><p>{INTRODUCTION}</p></sec></abstract></article-meta></front><body>
<sec id="s1"><title>Signs</title>
<p>Look for &alpha; <xref ref-type="bibr" rid="b1">1</xref> and 10<sup>9</sup>/L:</p>
<list list-type="order">
{"".join(f"<list-item><p>{item.replace('<', '&lt;')}</p></list-item>" for item in ITEMS)}</list>
<table-wrap id="t1"><label>Table 1</label><caption><p>Doses</p></caption><table><thead><tr><th>Drug</th>
<th>Dose</th></tr></thead>
<tbody><tr><td rowspan="2">Salbutamol</td><td>100 µg</td></tr><tr><td colspan="1">4 mg</td></tr></tbody>
</table>
<table-wrap-foot><fn id="f1"><p>By inhaler</p></fn></table-wrap-foot></table-wrap>
<disp-formula><mml:math><mml:mfrac><mml:mi>a</mml:mi><mml:mn>2</mml:mn></mml:mfrac></mml:math>
</disp-formula>
<fig id="g1"><label>Figure 1</label><caption><title>A chest</title></caption>
<graphic xlink:href="a.png"/></fig>
<boxed-text><p>Give oxygen.</p></boxed-text></sec></body><back><ref-list><title>References</title>
<ref id="b1"><label>1</label>
<mixed-citation>{SOURCE}</mixed-citation></ref></ref-list></back></article>
"""
MARKDOWN = f"""---
title: Asthma in adults
---
# Asthma

{INTRODUCTION}

## Signs

Look for:

{"".join(f"- {item}" + chr(10) for item in ITEMS)}
1. First
   - nested

| Drug | Dose |
|---|---|
| Salbutamol | 100 µg |

> **Box** 10<sup>9</sup> &alpha;

```
code
```

## References

1. {SOURCE}
"""
TEXT = f"""ASTHMA IN ADULTS

{INTRODUCTION}
It is com-
mon.

Signs

Look for:
{"".join(f"- {item}" + chr(10) for item in ITEMS)}
\f
Page 2

References

1. {SOURCE}
"""
RTF = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fnil\fcharset2 Symbol;}}"
    r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}}"
    r"{\info{\title Asthma in adults}{\author Jane Smith}"
    r"{\creatim\yr2021\mo3\dy12}}"
    r"{\pard\s1\outlinelevel0\b Signs\par}{\pard " + INTRODUCTION + r" 10{\super 9}/L \u945?\'e9 {\f1 a}\par}"
    r"{\pard{\listtext\bullet\tab}wheeze\par}{\pard{\listtext\bullet\tab}cough\par}"
    r"\trowd\cellx2000\cellx4000\pard\intbl Drug\cell Dose\cell\row"
    r"\trowd\cellx2000\cellx4000\pard\intbl Salbutamol\cell 100 mg\cell\row"
    r"\pard Text{\footnote\pard A note.\par} "
    r"and {\*\unknown hidden}{\pict\pngblip 89504e47}\bin4 abcd more.\par}"
)


def pdf() -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table
    from reportlab.platypus.flowables import Flowable

    styles, file = getSampleStyleSheet(), io.BytesIO()
    story: list[Flowable] = [
        Paragraph("Asthma in adults", styles["Title"]),
        Paragraph(INTRODUCTION, styles["Normal"]),
        Paragraph("Signs", styles["Heading2"]),
        *(Paragraph(item.replace("<", "&lt;"), styles["Normal"], bulletText="•") for item in ITEMS),
        Table(DRUGS),
        PageBreak(),
        Paragraph(f"1. {SOURCE}", styles["Normal"]),
    ]
    # Not compressed, so that the mutations reach what stands on the pages.
    SimpleDocTemplate(file, title="Asthma in adults", author="Jane Smith", pageCompression=0).build(story)
    return file.getvalue()


def docx() -> bytes:
    import docx as writer

    document, file = writer.Document(), io.BytesIO()
    document.core_properties.title = "Asthma in adults"
    document.add_heading("Asthma in adults", 0)
    document.add_paragraph(INTRODUCTION).add_run("9").font.superscript = True
    document.add_heading("Signs", 1)
    for item in ITEMS:
        document.add_paragraph(item, style="List Bullet")
    table = document.add_table(rows=0, cols=2)
    for drug in DRUGS:
        for cell, words in zip(table.add_row().cells, drug, strict=True):
            cell.text = words
    document.add_heading("References", 1)
    document.add_paragraph(SOURCE, style="List Number")
    document.save(file)
    return file.getvalue()


ODT_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "meta")
)


def odt_of(body: str, meta: str = "", automatic: str = "") -> bytes:
    """Return an OpenDocument text with this body; "Title" is the style of a title, `automatic` are others."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODT_SPACES}>'
        f"<office:automatic-styles>{automatic}</office:automatic-styles><office:body>"
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    told = (
        f'<office:document-meta {ODT_SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        f"{meta}</office:meta></office:document-meta>"
    )
    styles = (
        f"<office:document-styles {ODT_SPACES}><office:styles>"
        '<style:style style:name="Title" style:family="paragraph"/></office:styles></office:document-styles>'
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    kind = "application/vnd.oasis.opendocument.text"
    parts = {"mimetype": kind, "content.xml": content, "meta.xml": told, "styles.xml": styles}
    return zipped({**parts, "META-INF/manifest.xml": manifest})


def odt() -> bytes:
    items = "".join(
        f"<text:list-item><text:p>{item.replace('<', '&lt;')}</text:p></text:list-item>" for item in ITEMS
    )
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in drug)
        + "</table:table-row>"
        for drug in DRUGS
    )
    note = (
        '<text:note text:note-class="footnote"><text:note-body><text:p>A note.</text:p></text:note-body>'
        "</text:note>"
    )
    body = (
        f'<text:p text:style-name="Title">Asthma in adults</text:p><text:p>{INTRODUCTION}{note}</text:p>'
        f'<text:h text:outline-level="1">Signs</text:h><text:list>{items}</text:list>'
        f'<table:table><table:table-column table:number-columns-repeated="2"/>{rows}</table:table>'
        '<text:p>a<text:s text:c="3"/>b</text:p>'
    )
    return odt_of(body, "<dc:title>Asthma in adults</dc:title><dc:date>2021-03-12</dc:date>")


def epub() -> bytes:
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>'
        "</rootfiles></container>"
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Asthma in adults</dc:title>'
        "<dc:creator>Jane Smith</dc:creator><dc:date>2021</dc:date></metadata><manifest>"
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    page = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Asthma</title></head><body>{}</body></html>'
    )
    listed = "".join(f"<li>{item.replace('<', '&lt;')}</li>" for item in ITEMS)
    first = page.format(f"<h1>Signs</h1><p>{INTRODUCTION}&nbsp;</p><ul>{listed}</ul>")
    second = page.format(
        f"<h1>Sources</h1><p>{SOURCE}</p><table><tr><th>Drug</th></tr><tr><td>A</td></tr></table>"
    )
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OPS/book.opf": package}
    return zipped({**parts, "OPS/a.xhtml": first, "OPS/b.xhtml": second})


def mhtml() -> bytes:
    page = EmailMessage()
    page["From"] = "<Saved by Blink>"
    page["Subject"] = "Asthma in adults"
    page.set_content(HTML, subtype="html", cte="quoted-printable")
    page.add_related(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<a>")
    return page.as_bytes()


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), part, packing)
    return file.getvalue()


# By an ending of the format. A format without a file here fails the tests of fuzzing.
SMALL_FILES: Mapping[str, Callable[[], bytes]] = {
    ".pdf": pdf,
    ".docx": docx,
    ".odt": odt,
    ".epub": epub,
    ".mhtml": mhtml,
    ".rtf": RTF.encode,
    ".html": HTML.encode,
    ".xml": JATS.encode,
    ".md": MARKDOWN.encode,
    ".txt": TEXT.encode,
}
