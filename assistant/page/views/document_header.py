"""What stands above an opened document: what it states about itself, and what to beware of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.page.views.chat_messages import plain
from assistant.wording import also_in, stated
from corpus.document import Document
from index.naming import Original, newer_version

WHAT_BECAME: dict[Original, str] = {
    Original.CHANGED: "The file has changed since it was indexed; this is what it held then.",
    Original.GONE: "The file is no longer there; this is what it held when it was indexed.",
    Original.UNREADABLE: "The file cannot be opened now; this is what it held when it was indexed.",
}


def document_header(document: Document, documents: Sequence[Document], fate: Original) -> str:
    """Return title, statements, size, file name, warnings and cautions; `fate` is what became of the file."""
    lines = [f"<h2>{plain(document.title)}</h2>"]
    lines += [f'<p class="{kind}">{plain(line)}</p>' for kind, line in _lines(document) if line]
    lines += [f'<p class="caution">{plain(caution)}</p>' for caution in _cautions(document, documents, fate)]
    return f'<header class="about">{"".join(lines)}</header>'


def _lines(document: Document) -> Iterator[tuple[str, str]]:
    yield "authors", ", ".join(document.authors)
    yield "stated", " · ".join(stated((), document.date, document.version, document.doi))
    sizes = {"page": document.pages or 0, "paragraph": len(document.paragraphs)}
    counted = [f"{count:,} {name}{'s' * (count != 1)}" for name, count in sizes.items() if count]
    name = Path(document.source).name
    yield "facts", " · ".join(filter(None, (name, document.format, *counted)))
    yield "facts", also_in(document.copies)


def _cautions(document: Document, documents: Sequence[Document], fate: Original) -> Iterator[str]:
    if newer := newer_version(document, documents):
        yield f"A newer version is indexed: {newer.title} ({newer.date}, {Path(newer.source).name})."
    if fate in WHAT_BECAME:
        yield WHAT_BECAME[fate]
    yield from (f"When it was read: {warning}." for warning in document.warnings)
