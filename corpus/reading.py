"""Read a file into a document: the format by its ending, the paragraphs numbered, the marks set apart.

A format is a function from a file's bytes to blocks, registered in `FORMATS`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from corpus.decoding import drop_unseen
from corpus.document import Block, BlockKind, Document, Paragraph
from corpus.errors import UnreadableFileError
from corpus.hyphenation import SOFT_HYPHEN
from corpus.markdown import read_markdown
from corpus.plain_text import read_plain_text
from corpus.references import has_glued_marks, has_marks_apart, split_references

Format = Callable[[bytes], Sequence[Block]]
FORMATS: Mapping[str, Format] = MappingProxyType(
    {".txt": read_plain_text, ".text": read_plain_text, ".md": read_markdown, ".markdown": read_markdown}
)
LONGEST_ID = 80
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


def read_document(path: Path, *, document_id: str | None = None, data: bytes | None = None) -> Document:
    """Read the file at `path` as a document; raise `UnreadableFileError` with the reason.

    `document_id` defaults to the file's name as a slug; `data` spares reading the file again.
    """
    reader = FORMATS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFileError(f"{path.suffix or 'no ending'} is not one of {', '.join(FORMATS)}")
    content = read_bytes(path) if data is None else data
    blocks = reader(content)
    document_id = document_id or slug(path)
    paragraphs = _paragraphs(document_id, blocks)
    if not paragraphs:
        raise UnreadableFileError("it holds no paragraph of text")
    title = next((_clean(block.text) for block in blocks if block.kind is BlockKind.TITLE), "")
    return Document(
        document_id, title or _title_from_name(path), str(path.resolve()), content_hash(content), paragraphs
    )


def slug(path: Path) -> str:
    """Return the readable id that a file's name gives: lower case letters and digits, parted by hyphens."""
    name = unicodedata.normalize("NFKC", path.stem).lower()
    return re.sub(r"[\W_]+", "-", name).strip("-")[:LONGEST_ID].strip("-") or "document"


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
        elif block.kind is BlockKind.PARAGRAPH:
            text, references = split_references(block.text, glued=glued)
            text = _clean(text)
            path = " > ".join(heading for _, heading in headings)
            if text:
                number = len(paragraphs) + 1
                paragraphs.append(
                    Paragraph(document_id, number, text, block.start, block.end, block.page, path, references)
                )
    return tuple(paragraphs)


def _uses_plain_digits(blocks: Sequence[Block]) -> bool:
    """Tell whether the reference marks of a document are plain digits after its full stops."""
    apart = sum(has_marks_apart(block.text) for block in blocks)
    return apart >= SURE_MARKS_APART or any(has_glued_marks(block.text) for block in blocks)


def _clean(text: str) -> str:
    """Fold white space, and drop the characters that nobody sees but that can reorder or hide text."""
    text = re.sub(r"[^\S\n]+", " ", drop_unseen(text).replace(SOFT_HYPHEN, ""))
    return re.sub(r" ?\n ?", "\n", text).strip()
