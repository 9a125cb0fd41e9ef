"""The training documents as the product reads them, and where in them the marked statements lie."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from corpus.reading import read_document
from corpus.statements import Statement, StatementKind, statements_of
from corpus.text.shapes import item_mark
from index.models.windows import Said, said_of

# Characters below which a text that is found within another one is found by chance.
SHORTEST_WITHIN = 12
# The share of a marked statement from which a piece of it says what the whole says.
MOST = 0.7
# One document in so many is kept out of training.
KEPT_OUT = 5


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's statements, and the place of the first among those of its document."""

    id: str
    first: int
    statements: tuple[Statement, ...]

    @property
    def places(self) -> range:
        """Return the places of its statements in the document."""
        return range(self.first, self.first + len(self.statements))

    @property
    def said(self) -> tuple[Said, ...]:
        """Return its statements as the reader reads them."""
        return said_of(self.statements)


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read: the paragraphs that hold statements."""

    name: str
    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Return all its statements, in order."""
        return tuple(one for paragraph in self.paragraphs for one in paragraph.statements)


def is_kept_out(document: str) -> bool:
    """Tell whether a document is of the development set, by its name."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % KEPT_OUT == 0


def read_all(folder: Path) -> dict[str, Read]:
    """Return the documents in `folder` by their files' names."""
    return {path.name: _read(path) for path in sorted(folder.iterdir()) if path.is_file()}


def _read(path: Path) -> Read:
    document = read_document(path)
    found: list[Paragraph] = []
    first = 0
    for paragraph in document.paragraphs:
        statements = statements_of(paragraph, document.title)
        if statements:
            found.append(Paragraph(paragraph.id, first, statements))
            first += len(statements)
    return Read(path.name, document.title, tuple(found))


def find_marked(marked: Sequence[str], statements: Sequence[Statement]) -> dict[int, list[tuple[int, bool]]]:
    """Return where each of the `marked` texts lies among `statements`: its places, each with whether whole.

    Both are in the document's order, so that what is said twice is told apart by its neighbours. The cells of
    a row lie nowhere, as nobody marked them; a text that the product cuts otherwise lies in parts.
    """
    places = [at for at, one in enumerate(statements) if one.kind is not StatementKind.CELL]
    texts = [_folded(statements[at].text) for at in places]
    wanted = [_folded(text) for text in marked]
    found: dict[int, list[tuple[int, bool]]] = {}
    expected = 0
    blocks = SequenceMatcher(None, wanted, texts, autojunk=False).get_matching_blocks()
    equal = {block.a + step: block.b + step for block in blocks for step in range(block.size)}
    for number, text in enumerate(wanted):
        if number in equal:
            expected = equal[number]
            found[number] = [(places[expected], True)]
        else:
            found[number] = [(places[at], whole) for at, whole in _parts_of(text, texts, expected)]
    return found


def _parts_of(text: str, texts: Sequence[str], expected: int) -> Iterator[tuple[int, bool]]:
    """Yield where `text` lies within others, or others within it, in the neighbourhood of `expected`."""
    for at in range(max(0, expected - 15), min(len(texts), expected + 40)):
        other = texts[at]
        if min(len(text), len(other)) >= SHORTEST_WITHIN and (other in text or text in other):
            yield at, len(other) >= MOST * len(text)
        elif text and text == other:
            yield at, True


def _folded(text: str) -> str:
    folded = " ".join(text.split())
    return folded[len(item_mark(folded)) :].casefold().strip(" .:;-*•")
