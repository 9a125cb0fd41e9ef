"""Read a file into a document: the format by its content, the paragraphs numbered, the marks set apart."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.balancing import lost_words
from corpus.decoding import drop_unseen, name_odd_letters
from corpus.document import BETWEEN_HEADINGS, Block, BlockKind, Document, Paragraph
from corpus.errors import UnreadableFileError
from corpus.formats import tell_format
from corpus.front_matter import find_front_matter
from corpus.ledger import in_order, lost_warnings
from corpus.options import Options
from corpus.parts import moved
from corpus.slug import slug
from corpus.text.headings import tells
from corpus.text.hyphenation import SOFT_HYPHEN
from corpus.text.references import (
    has_bracketed_marks,
    has_glued_marks,
    has_marks_apart,
    name_references,
    split_references,
)
from corpus.text.scripts import SURE
from corpus.text.sentences import split_sentences
from corpus.text.shapes import ends_sentence, is_list_item

SURE_MARKS_APART = 3
LONGEST_FRAGMENT_WORDS = 12
# "Acetylcysteine (PO or IV)" names ways, of which "PO:" below it is one.
_WAYS = re.compile(r"[^\n():;.]{2,80} \((?P<ways>[^()\n]*(?:\bor\b|\band\b|[/,])[^()\n]*)\)")
_WAY = re.compile(r"(?P<way>[^\W\d][\w ]{0,30}):(?=\s|$)")


def read_bytes(path: Path) -> bytes:
    """Return the bytes of `path`; raise `UnreadableFileError` with the reason when they cannot be had."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"it cannot be opened ({error.strerror or error})") from error


def content_hash(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_document(
    path: Path, *, document_id: str | None = None, data: bytes | None = None, options: Options | None = None
) -> Document:
    """Read the file at `path` as a document; raise `UnreadableFileError` with the reason.

    `document_id` defaults to the file's name as a slug; `data` spares reading the file again.
    """
    data = read_bytes(path) if data is None else data
    found = tell_format(path, data)
    content = found.read(data, options or Options())
    blocks = tuple(name_references(content.blocks))
    document_id = document_id or slug(path)
    paragraphs = _paragraphs(document_id, blocks)
    if not paragraphs:
        raise UnreadableFileError("; ".join(("it holds no paragraph of text", *content.warnings)))
    stated = find_front_matter(blocks, content.front_matter)
    title = next((block.text for block in blocks if block.kind is BlockKind.TITLE), stated.title)
    title = _clean(title) or _title_from_name(path)
    lost = lost_words(content.printed, content.ledger.left_out, title, paragraphs)
    ledger = replace(content.ledger, left_out=in_order((*content.ledger.left_out, *lost)))
    odd = name_odd_letters(paragraph.text for paragraph in paragraphs)
    return Document(
        document_id,
        title,
        str(path.resolve()),
        content_hash(data),
        paragraphs,
        found.name,
        stated.date,
        tuple(map(_clean, stated.authors)),
        stated.doi,
        _clean(stated.version),
        content.pages,
        (*content.warnings, *odd, *lost_warnings(lost)),
        ledger=ledger,
    )


def _title_from_name(path: Path) -> str:
    words = re.sub(r"[\s_-]+", " ", path.stem).strip() or path.name
    return _clean(words[0].upper() + words[1:])


def _paragraphs(document_id: str, blocks: Iterable[Block]) -> tuple[Paragraph, ...]:
    """Return the numbered paragraphs, each under the path of headings above it.

    A heading with nothing below it, as a step or a remark in large type is, is a paragraph.
    """
    blocks = tuple(blocks)
    glued = _uses_plain_digits(blocks)
    typed = glued or any(
        block.kind is BlockKind.REFERENCE or has_bracketed_marks(block.text) for block in blocks
    )
    headings: list[tuple[int, str]] = []
    paragraphs: list[Paragraph] = []
    tables = 0
    blocks = tuple(_with_what_headings_tell(blocks))
    for above, block, below in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
        tables += _begins_table(above, block)
        if block.kind is BlockKind.HEADING:
            headings = [above for above in headings if above[0] < block.level]
            if _stands_above(block, below):
                headings.append((block.level, _clean(block.text)))
                continue
        text, references = split_references(block.text, glued=glued, typed=typed)
        text, box, caption = _clean(text), _clean(block.box), _clean(block.caption)
        path = BETWEEN_HEADINGS.join(filter(None, (*(heading for _, heading in headings), box, caption)))
        if text:
            number, place = len(paragraphs) + 1, (block.start, block.end, block.page)
            kind = BlockKind.PARAGRAPH if block.kind is BlockKind.HEADING else block.kind
            parts = moved(block.parts, block.text, text)
            paragraph = Paragraph(document_id, number, text, *place, path, references, kind, parts)
            paragraph = replace(paragraph, box=box) if box else paragraph
            if block.row:
                paragraph = replace(
                    paragraph, caption=caption, table=tables, row=block.row, certain=block.certain
                )
            paragraphs.append(paragraph)
    return tuple(_led_in(paragraphs))


def _with_what_headings_tell(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks without titles; a heading that says something stands alone before it stands above."""
    kept = [block for block in blocks if block.kind is not BlockKind.TITLE]
    for block, below in zip(kept, (*kept[1:], None), strict=False):
        if block.kind is BlockKind.HEADING and _stands_above(block, below) and tells(block.text):
            yield block
        yield block


def _stands_above(heading: Block, below: Block | None) -> bool:
    """Tell whether anything stands below a heading before the next of its level or above."""
    return below is not None and (below.kind is not BlockKind.HEADING or below.level > heading.level)


def _begins_table(above: Block | None, block: Block) -> bool:
    """Tell whether a row is the first of its table that is read."""
    if not block.row or above is None or not above.row:
        return bool(block.row)
    return block.row <= above.row or block.caption != above.caption


def _led_in(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs, what stands right below a label (a whole table, too) with what leads in to it."""
    labels: tuple[str, ...] = ()
    listed = False
    head = ""
    for above, paragraph in zip((None, *paragraphs), paragraphs, strict=False):
        is_row = paragraph.kind is BlockKind.TABLE_ROW
        if above is None or (above.table and not is_row) or not _share_headings(above, paragraph):
            labels, head = (), ""
        if listed and not _is_fragment(paragraph):
            labels = ()
        if head and _is_one_of(paragraph, head):
            labels = (head,)
        head = _announced(paragraph) or head
        yield replace(paragraph, lead_ins=labels) if labels else paragraph
        listed = bool(labels) and _is_fragment(paragraph)
        if not (is_row or listed or paragraph.kind is BlockKind.CAPTION):
            labels = _labels_below(paragraph, labels)


def _announced(paragraph: Paragraph) -> str:
    """Return what a paragraph begins with where that names ways in brackets: "Acetylcysteine (PO or IV)"."""
    found = _WAYS.match(paragraph.text) if paragraph.kind is BlockKind.PARAGRAPH else None
    return found[0] if found else ""


def _is_one_of(paragraph: Paragraph, head: str) -> bool:
    """Tell whether a paragraph begins with one of the ways that `head` names, as "PO:" does."""
    label, ways = _WAY.match(paragraph.text), _WAYS.match(head)
    if label is None or ways is None or paragraph.kind is BlockKind.TABLE_ROW:
        return False
    return set(label["way"].casefold().split()) <= set(re.findall(r"\w+", ways["ways"].casefold()))


def _share_headings(above: Paragraph, paragraph: Paragraph) -> bool:
    return (above.headings, above.box) == (paragraph.headings, paragraph.box)


def _is_fragment(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a line of a list without marks: a few words, small or with a figure."""
    text = paragraph.text
    short = len(text.split()) <= LONGEST_FRAGMENT_WORDS and not ends_sentence(text)
    begins = text[0].isdigit() or text[0].islower()
    return short and begins and paragraph.kind is BlockKind.PARAGRAPH and not text.endswith(":")


def _labels_below(paragraph: Paragraph, above: tuple[str, ...]) -> tuple[str, ...]:
    """Return what leads in to the paragraph below: the label that `paragraph` is or ends in."""
    last = paragraph.text.split("\n")[-1]
    if paragraph.kind is not BlockKind.PARAGRAPH or not last.endswith(":") or is_list_item(last):
        return ()
    sentences = split_sentences(last)
    return (*(above if sentences[0].text == paragraph.text else ()), sentences[-1].text)


def _uses_plain_digits(blocks: Sequence[Block]) -> bool:
    """Tell whether the reference marks of a document are plain digits after its full stops."""
    apart = sum(has_marks_apart(block.text) for block in blocks)
    return apart >= SURE_MARKS_APART or any(has_glued_marks(block.text) for block in blocks)


def _clean(text: str) -> str:
    """Fold white space, and drop the characters that nobody sees but that can reorder or hide text."""
    text = drop_unseen(text).replace(SOFT_HYPHEN, "").replace(SURE, "")
    text = re.sub(r"[^\S\n]+", " ", text)
    return re.sub(r" ?\n ?", "\n", text).strip()
