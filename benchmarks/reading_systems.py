"""The readers that are measured: the assistant's own, and that of the tutorials."""

from __future__ import annotations

import io
from pathlib import Path

from benchmarks.paragraph_score import Found, Reading
from benchmarks.recipe import CHUNK_OVERLAP, CHUNK_SIZE
from corpus.reading import read_document

RECIPE_TEXT = (".md", ".txt")


def read_with_assistant(file_name: str, data: bytes) -> Reading:
    """Return the paragraphs of the assistant."""
    document = read_document(Path(file_name), data=data)
    found = (Found(each.text, each.kind, each.heading, each.page) for each in document.paragraphs)
    return Reading(tuple(found), document.title)


def read_with_recipe(file_name: str, data: bytes) -> Reading | None:
    """Return LangChain's chunks of the text that pypdf takes from a PDF, or of a text file as it is.

    Return `None` for other files. Pages are put together before they are cut, which spares
    the paragraphs that run on over a page; PyPDFLoader cuts them there.
    """
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    if file_name.endswith(".pdf"):
        text = _text_of_pdf(data)
    elif file_name.endswith(RECIPE_TEXT):
        text = data.decode("utf-8", errors="replace")
    else:
        return None
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP)
    return Reading(tuple(map(Found, splitter.split_text(text))))


def _text_of_pdf(data: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
