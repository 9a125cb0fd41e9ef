"""What stands above an opened document: what it states about itself, and what to beware of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.page.views.page_pictures import has_pictures, outlined_pages, page_figure
from assistant.page.views.plain_text import plain
from assistant.wording import also_in, in_small_letters, place, stated
from corpus.document import BlockKind, Document, Paragraph
from corpus.errors import UserError
from index.naming import Original, find_document, newer_version, original

WHAT_BECAME: dict[Original, str] = {
    Original.CHANGED: "The file has changed since it was indexed; this is what it held then.",
    Original.GONE: "The file is no longer there; this is what it held when it was indexed.",
    Original.UNREADABLE: "The file cannot be opened now; this is what it held when it was indexed.",
}


def document_header(document: Document, documents: Sequence[Document], fate: Original) -> str:
    """Return title, statements, size, file name, warnings and cautions; `fate` is what became of the file."""
    lines = [f"<h2>{plain(in_small_letters(document.title))}</h2>"]
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


MOST_PARAGRAPHS = 400
IN_WORDS: dict[BlockKind, str] = {
    BlockKind.TABLE_ROW: "table row",
    BlockKind.CAPTION: "caption",
    BlockKind.FOOTNOTE: "footnote",
    BlockKind.REFERENCE: "reference",
}
NO_PARAGRAPH = "Paragraph {number} is not in this document as it is indexed now; it has {count}."


def document_view(
    documents: Sequence[Document],
    document: str,
    paragraph: int | None,
    quote: tuple[int, int] | None,
    password: str,
    first: int | None = None,
) -> str:
    """Return a document as HTML: what it is, its paragraphs, and for a PDF the page of `paragraph`.

    `document` is an id; `quote` holds offsets in the text of `paragraph`. Of a long document 400
    paragraphs are shown, from the number `first` on, else around `paragraph`. Raise `UserError` when the
    document is no longer among `documents`.
    """
    found = _indexed(documents, document)
    fate = original(found)
    target = next((each for each in found.paragraphs if each.number == paragraph), None)
    shown = _window(found.paragraphs, target, first)
    above, below = _around(found, shown)
    pictured = fate is Original.SAME and has_pictures(found)
    pages = _pages(found, target, quote, password) if target and pictured else ""
    missing = ""
    if paragraph is not None and target is None:
        lost = NO_PARAGRAPH.format(number=paragraph, count=len(found.paragraphs))
        missing = f'<p class="caution">{lost}</p>'
    return (
        f'<div class="document-view{" pictured" if pages else ""}">'
        f"{document_header(found, documents, fate)}{missing}"
        f'<div class="columns"><section class="paragraphs" tabindex="0" aria-label="Paragraphs">'
        f"{above}{''.join(_listed(found, shown, target, quote, pictured))}{below}</section>"
        f"{pages}</div></div>"
    )


def page_view(documents: Sequence[Document], document: str, page: int, password: str) -> str:
    """Return a page of a PDF, counted from 1, as a figure; a file that cannot be shown gives the reason.

    Raise `UserError` when the document is no longer among `documents`.
    """
    return page_figure(_indexed(documents, document), page, password)


def _indexed(documents: Sequence[Document], name: str) -> Document:
    try:
        return find_document(name, documents)
    except UserError as error:
        raise UserError(
            f"The document “{name}” is no longer indexed: it was removed or renamed. Ask again."
        ) from error


def _window(
    paragraphs: Sequence[Paragraph], target: Paragraph | None, first: int | None
) -> Sequence[Paragraph]:
    """Return the paragraphs to show, which follow each other."""
    if first is None:
        first = target.number - MOST_PARAGRAPHS // 2 if target else 1
        first = min(first, len(paragraphs) - MOST_PARAGRAPHS + 1)
    begin = min(max(first, 1), len(paragraphs)) - 1
    return paragraphs[begin : begin + MOST_PARAGRAPHS]


def _around(document: Document, shown: Sequence[Paragraph]) -> tuple[str, str]:
    """Return what stands above and below the paragraphs that are shown when there are more."""
    count = len(document.paragraphs)
    if len(shown) == count:
        return "", ""
    begin, end = shown[0].number, shown[-1].number
    note = f'<p class="note">Paragraphs {begin} to {end} of {count} are shown.</p>'
    earlier = _more(document, max(1, begin - MOST_PARAGRAPHS)) if begin > 1 else ""
    return note + earlier, _more(document, end + 1) if end < count else ""


def _more(document: Document, first: int) -> str:
    last = min(first + MOST_PARAGRAPHS - 1, len(document.paragraphs))
    return (
        f'<button type="button" class="more" data-document="{plain(document.id)}" data-from="{first}">'
        f"Paragraphs {first} to {last}</button>"
    )


def _listed(
    document: Document,
    shown: Sequence[Paragraph],
    target: Paragraph | None,
    quote: tuple[int, int] | None,
    pictured: bool,
) -> Iterator[str]:
    """Yield the paragraphs, a heading where the path of headings changes, a line where the page does."""
    page, heading, caption = None, "", ""
    for paragraph in shown:
        if paragraph.page != page and paragraph.page is not None:
            page = paragraph.page
            yield _page_line(document, page, pictured)
        if paragraph.kind is BlockKind.CAPTION:
            caption = " > ".join(filter(None, (paragraph.heading, paragraph.text)))
        # A table's rows stand under its caption, which need not be shown twice.
        captioned = paragraph.kind is BlockKind.TABLE_ROW and paragraph.heading == caption
        if paragraph.heading != heading and not captioned:
            heading = paragraph.heading
            yield _heading(heading)
        yield _paragraph(paragraph, target, quote)


def _page_line(document: Document, page: int, pictured: bool) -> str:
    if not pictured:
        return f'<div class="page-line"><span>Page {page}</span></div>'
    return (
        f'<div class="page-line"><span>Page {page}</span><button type="button" class="picture" '
        f'data-document="{plain(document.id)}" data-page="{page}" aria-label="Show page {page} as a picture">'
        "Show the page</button></div>"
    )


def _pages(document: Document, target: Paragraph, quote: tuple[int, int] | None, password: str) -> str:
    """Return the pages that the quote, or without one the whole of `target`, stands on."""
    if target.page is None:
        return ""
    figures = outlined_pages(document, target, _within(target, quote), password)
    return f'<section class="pages" tabindex="0" aria-label="The page as a picture">{figures}</section>'


def _within(paragraph: Paragraph, quote: tuple[int, int] | None) -> tuple[int, int]:
    """Return the offsets of `quote`, (0, 0) without one or when they lie outside the text."""
    start, end = quote or (0, 0)
    return (start, end) if 0 <= start < end <= len(paragraph.text) else (0, 0)


def _heading(path: str) -> str:
    above, _, last = path.rpartition(" > ")
    if not last:
        return '<hr class="no-heading">'
    crumbs = f'<span class="above">{plain(above.replace(" > ", " › "))} › </span>' if above else ""
    return f"<h3>{crumbs}{plain(last)}</h3>"


def _paragraph(paragraph: Paragraph, target: Paragraph | None, quote: tuple[int, int] | None) -> str:
    kind = "" if paragraph.kind is BlockKind.PARAGRAPH else f" {str(paragraph.kind).replace(' ', '-')}"
    chosen = paragraph == target
    start, end = _within(paragraph, quote) if chosen else (0, 0)
    text = paragraph.text
    marked = f"<mark>{plain(text[start:end])}</mark>" if end else ""
    attributes = f'class="paragraph{kind}{" target" if chosen else ""}" id="paragraph-{paragraph.number}"'
    if chosen:
        attributes += ' tabindex="-1" aria-current="true"'
    return (
        f"<div {attributes}>{_where(paragraph, quoted=bool(end))}"
        f'<p class="text">{plain(text[:start])}{marked}{plain(text[end:])}</p></div>'
    )


def _where(paragraph: Paragraph, *, quoted: bool) -> str:
    parts = (plain(place(paragraph.number, paragraph.page)), _named(paragraph))
    chip = ' <span class="chip">quoted here</span>' if quoted else ""
    return f'<p class="where">{" · ".join(filter(None, parts))}{chip}</p>'


def _named(paragraph: Paragraph) -> str:
    """Return what a paragraph is when it is no running text; a row of a table with what it stands under."""
    above = paragraph.heading.rpartition(" > ")[2]
    if paragraph.kind is BlockKind.TABLE_ROW and above:
        return f"table row under “{plain(above)}”"
    return IN_WORDS.get(paragraph.kind, "")
