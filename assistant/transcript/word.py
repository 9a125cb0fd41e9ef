"""The parts of a Word paragraph: text that stays text, and what python-docx has no call for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assistant.answer import shown_with
from assistant.transcript.references import (
    DISCLAIMER,
    NOTHING_ASKED,
    PRODUCT,
    CitedDocument,
    Conversation,
    Exchange,
    Reference,
    below,
    cited_documents,
    exported_on,
    is_refused,
    marks,
    one_line,
    references,
    remarks,
    reply,
)
from assistant.transcript.word_styles import (
    DETAIL,
    DISCLAIMED,
    ENTRY,
    LANGUAGE,
    MARK,
    REMARK,
    WARNING,
    new_document,
)
from assistant.wording.visible import visible

if TYPE_CHECKING:
    from docx.document import Document
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


# The most that Open Packaging Conventions tools take for a property, by python-docx.
LONGEST_PROPERTY = 255
# References of one answer, so that each bookmark of a file has a number of its own.
MOST_REFERENCES = 10_000


def conversation_as_word(conversation: Conversation, exported: date, title: str) -> bytes:
    """Return the bytes of a .docx file; every word of a document or a person is text and nothing else."""
    document = new_document()
    _describe(document, exported, title)
    _begin(document, exported, title)
    if not conversation:
        _add(document, "Normal", NOTHING_ASKED)
    for number, exchange in enumerate(conversation, start=1):
        _exchange(document, exchange, number)
    _documents(document, cited_documents(conversation))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _describe(document: Document, exported: date, title: str) -> None:
    """State the file's properties, none of which tells of a person or a machine."""
    midnight = datetime.combine(exported, time(), UTC)
    properties = document.core_properties
    properties.title = visible(one_line(title))[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = PRODUCT
    properties.comments = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = midnight


def _begin(document: Document, exported: date, title: str) -> None:
    _add(document, "Title", one_line(title))
    _add(document, REMARK, exported_on(exported))
    _add(document, DISCLAIMED, DISCLAIMER)
    footer = document.sections[0].footer.paragraphs[0]
    add_text(footer, f"{DISCLAIMER}\tPage ")
    add_page_number(footer)


def _exchange(document: Document, exchange: Exchange, number: int) -> None:
    answer = exchange.answer
    _add(document, "Heading 1", f"Question {number}: {one_line(exchange.question)}")
    for about, statement in shown_with(answer.statements):
        paragraph = _add(document, "Body Text", f"{about}{statement.text} ")
        for cited in marks(statement, answer):
            add_link(paragraph, f"[{cited}]", _anchor(number, cited))
        if beneath := below(statement, answer):
            _add(document, DETAIL, beneath)
    if not answer.statements:
        _add(document, "Body Text", reply(exchange)).runs[0].bold = is_refused(answer)
    for remark in remarks(exchange):
        _add(document, REMARK, remark)
    listed = references(answer)
    if listed:
        _add(document, "Heading 2", f"References of answer {number}")
    for reference in listed:
        _reference(document, reference, number)


def _reference(document: Document, reference: Reference, answer: int) -> None:
    head = _add(document, ENTRY, f"[{reference.number}] {reference.title}")
    add_bookmark(head, _anchor(answer, reference.number), answer * MOST_REFERENCES + reference.number)
    _details(document, reference.details, reference.warning)
    _add(document, "Quote", reference.quote)


def _documents(document: Document, cited: Sequence[CitedDocument]) -> None:
    if cited:
        _add(document, "Heading 1", "Documents cited")
    for one in cited:
        _add(document, ENTRY, one.title)
        _details(document, (one.stated, one.warning), one.warning)
        # Nothing belongs to it that follows, where under a reference its quote does.
        _add(document, DETAIL, one.where).paragraph_format.keep_with_next = False


def _details(document: Document, lines: Iterable[str], warning: str) -> None:
    for line in filter(None, lines):
        _add(document, WARNING if line == warning else DETAIL, line)


def _add(document: Document, style: str, text: str) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    add_text(paragraph, text)
    return paragraph


def _anchor(answer: int, reference: int) -> str:
    return f"answer_{answer}_reference_{reference}"
