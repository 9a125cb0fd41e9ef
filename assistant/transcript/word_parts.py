"""The parts of a Word paragraph: text that stays text, and what python-docx has no call for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.transcript.word_styles import MARK
from assistant.visible import visible

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run


def add_text(paragraph: Paragraph, text: str) -> Run:
    """Add a run of `text`, its line ends and tabs kept and nothing in it that XML forbids."""
    return paragraph.add_run(visible(text))


def add_link(paragraph: Paragraph, text: str, anchor: str) -> None:
    """Add `text` as a link to the bookmark `anchor` (ECMA-376, part 1, 17.16.22)."""
    run = paragraph.add_run(visible(text), style=MARK)
    link = _element("w:hyperlink", {"w:anchor": anchor, "w:history": "1"})
    run._r.addprevious(link)
    link.append(run._r)


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Put the bookmark `name`, of at most 40 characters, around the paragraph (17.13.6).

    `number` is its own within the file.
    """
    start = _element("w:bookmarkStart", {"w:id": str(number), "w:name": name})
    paragraph.runs[0]._r.addprevious(start)
    paragraph._p.append(_element("w:bookmarkEnd", {"w:id": str(number)}))


def add_page_number(paragraph: Paragraph) -> None:
    """Add the number of the page that the paragraph stands on, as a field (17.16.4)."""
    field = _element("w:fldSimple", {"w:instr": "PAGE"})
    paragraph._p.append(field)
    field.append(paragraph.add_run("1")._r)


def _element(name: str, attributes: dict[str, str]) -> Any:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element
