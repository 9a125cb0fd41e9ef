"""Who reads the pages: the assistant, and what a user would take instead, each with what it is good at."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.guidelines.score import GuidelineReader, Told
from benchmarks.recipe import CHUNK_OVERLAP, CHUNK_SIZE
from corpus.ledger import Ledger, Reason
from corpus.reading import read_document
from corpus.statements import render, statements_of

_PIPES = re.compile(r"(?:^\|.*\|[ ]*$\n?)+", re.M)
_RULE = re.compile(r"[|:\s-]+")
Row = Sequence[str | None]


def by_assistant(data: bytes) -> Told:
    """Tell the statements with their contexts, and the words that it names as left out."""
    document = read_document(Path("page.pdf"), data=data)
    units = tuple(
        render(each.context, each.text)
        for paragraph in document.paragraphs
        for each in statements_of(paragraph, document.title)
    )
    read = (
        text
        for each in document.paragraphs
        for text in (each.heading, each.box, each.caption, each.text, *each.references)
    )
    left_out = (each.text for each in (document.ledger or Ledger()).left_out if each.why != Reason.LOST)
    return Told(units, "\n".join((document.title, *read)), "\n".join(left_out))


def by_pypdf(data: bytes) -> Told:
    """Tell the text in chunks."""
    from pypdf import PdfReader

    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return Told(tuple(_chunks(text)), text)


def by_pdfplumber(data: bytes) -> Told:
    """Tell the rows of the tables that it finds, each with the names in the first, and the rest in chunks."""
    import pdfplumber

    units: list[str] = []
    texts: list[str] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            tables = page.find_tables()
            rows = [table.extract() for table in tables]
            rest = page
            for table in tables:
                rest = rest.outside_bbox(table.bbox)
            units.extend(unit for table in rows for unit in _rows(table))
            texts.extend(cell or "" for table in rows for row in table for cell in row)
            texts.append(rest.extract_text())
            units.extend(_chunks(texts[-1]))
    return Told(tuple(units), "\n".join(texts))


def by_markitdown(data: bytes) -> Told:
    """Tell the rows of the tables in its Markdown, with the names in the first, and the rest in chunks."""
    from markitdown import MarkItDown

    text = MarkItDown().convert_stream(io.BytesIO(data), file_extension=".pdf").text_content
    tables = [[_cells(line) for line in found[0].splitlines()] for found in _PIPES.finditer(text)]
    rows = [[row for row in table if not _RULE.fullmatch("|".join(row) or "|")] for table in tables]
    told = (unit for table in rows for unit in _rows(table))
    return Told((*told, *_chunks(_PIPES.sub("\n", text))), text)


READERS: Mapping[str, GuidelineReader] = {
    "assistant": by_assistant,
    "pypdf": by_pypdf,
    "pdfplumber": by_pdfplumber,
    "markitdown": by_markitdown,
}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _rows(table: Sequence[Row]) -> Iterator[str]:
    """Yield the rows below the first as "Drug: warfarin; Dose: 5 mg"; empty cells are left out."""
    for row in table[1:]:
        named = zip(table[0], row, strict=False)
        yield "; ".join(f"{name}: {cell}" if name else cell for name, cell in named if cell)


def _chunks(text: str) -> Iterable[str]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP)
    return splitter.split_text(text)
