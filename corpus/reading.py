"""Read a file into a document: the format by its content, the paragraphs numbered, the marks set apart."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.decoding import drop_unseen
from corpus.document import Block, BlockKind, Document, Paragraph
from corpus.errors import UnreadableFileError
from corpus.formats import tell_format
from corpus.front_matter import find_front_matter
from corpus.options import Options
from corpus.slug import slug
from corpus.text.hyphenation import SOFT_HYPHEN
from corpus.text.references import has_glued_marks, has_marks_apart, name_references, split_references

SURE_MARKS_APART = 3


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
    return Document(
        document_id,
        _clean(title) or _title_from_name(path),
        str(path.resolve()),
        content_hash(data),
        paragraphs,
        found.name,
        stated.date,
        tuple(map(_clean, stated.authors)),
        stated.doi,
        _clean(stated.version),
        content.pages,
        content.warnings,
    )


def _title_from_name(path: Path) -> str:
    words = re.sub(r"[\s_-]+", " ", path.stem).strip() or path.name
    return _clean(words[0].upper() + words[1:])


def _paragraphs(document_id: str, blocks: Iterable[Block]) -> tuple[Paragraph, ...]:
    """Return the numbered paragraphs, each under the path of headings above it."""
    blocks = tuple(blocks)
    glued = _uses_plain_digits(blocks)
    headings: list[tuple[int, str]] = []
    paragraphs: list[Paragraph] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            headings = [above for above in headings if above[0] < block.level]
            headings.append((block.level, _clean(block.text)))
        elif block.kind is not BlockKind.TITLE:
            text, references = split_references(block.text, glued=glued)
            text = _clean(text)
            above = (*(heading for _, heading in headings), _clean(block.caption))
            path = " > ".join(filter(None, above))
            if text:
                number, place = len(paragraphs) + 1, (block.start, block.end, block.page)
                paragraphs.append(Paragraph(document_id, number, text, *place, path, references, block.kind))
    return tuple(paragraphs)


def _uses_plain_digits(blocks: Sequence[Block]) -> bool:
    """Tell whether the reference marks of a document are plain digits after its full stops."""
    apart = sum(has_marks_apart(block.text) for block in blocks)
    return apart >= SURE_MARKS_APART or any(has_glued_marks(block.text) for block in blocks)


def _clean(text: str) -> str:
    """Fold white space, and drop the characters that nobody sees but that can reorder or hide text."""
    text = re.sub(r"[^\S\n]+", " ", drop_unseen(text).replace(SOFT_HYPHEN, ""))
    return re.sub(r" ?\n ?", "\n", text).strip()
