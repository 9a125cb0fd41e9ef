"""Texts set in the layouts that extractors and editors leave behind, and a way to read them."""

import textwrap
from collections.abc import Sequence
from pathlib import Path

from corpus.document import Document
from corpus.reading import read_document

TITLE = "ASTHMA IN CHILDREN AND ADOLESCENTS"
PARAGRAPHS = (
    "Asthma is the commonest chronic disease of childhood. It causes recurrent wheeze, cough and "
    "breathlessness, mostly at night, after exercise or in cold air.",
    "Viral infections, allergens and tobacco smoke set attacks off. About 30-40% of affected children "
    "have eczema as well, and their parents often have hay fever.",
    "Inhaled corticosteroids are the mainstay of treatment. A short-acting bronchodilator is added for "
    "relief. Technique is checked at each visit.",
)


def read(text: str | bytes, name: str = "asthma.txt") -> Document:
    data = text.encode() if isinstance(text, str) else text
    return read_document(Path(name), data=data)


def texts(document: Document) -> tuple[str, ...]:
    return tuple(paragraph.text for paragraph in document.paragraphs)


def wrap(text: str, width: int = 45) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False)


def double_spaced(*paragraphs: Sequence[str], parted_by: str = "\n \n") -> str:
    """Set lines as a PDF extractor leaves them: a space at each end, a blank line after every line."""
    return ("\n" + parted_by + "\n").join("\n\n".join(f"{line} " for line in lines) for lines in paragraphs)
