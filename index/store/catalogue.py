"""The files beside the collection: what is indexed, made by which model, and the generation mark.

`catalogue.jsonl` holds a header line, then a document a line, then the digest of these. It is replaced in
one move, and its generation rises with each change: a reader that sees another generation opens everything
anew. The header names the folders of the collection and of the keywords, so that new ones take the place of
the old in that move, and the steps among the files that belong to the change.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import astuple, dataclass, field, replace
from functools import cached_property
from pathlib import Path

import xxhash

from corpus.document import Document, Paragraph
from corpus.document_json import document_from_json, document_to_json
from corpus.errors import UserError
from corpus.whole_files import replace_file
from index.lexicon.abbreviations import Abbreviations, find_abbreviations
from index.lexicon.terms import terms, tokens
from index.naming import files_apart, newer_versions
from index.store.faults import REBUILD, damaged, reason_of
from index.store.sealing import is_sealed

# Rises when the folder's content means something else: 2 has a row a sentence, 3 kinds of paragraphs, 4 the
# digests of all files, 5 the parts of paragraphs, and rows of statements with what they are about; 7 reads
# what is raised, underlined or in a symbol font, what was put on a page later, and tables as they are ruled;
# 8 reads columns with heads of their own apart, and lead-ins with the sentence that they go on from; 9 reads
# drawn bullets, shaded rows, and what is set in below a label.
FORMAT = 9
CATALOGUE = "catalogue.jsonl"
COLLECTION = "chroma"
KEYWORDS = "keywords"
STATES = "states_of_copies"
SEAL = "xxh3"
_ROOM_OF_SEAL = 100


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was last seen: its bytes, when it was changed, the SHA-256 of its content.

    `modified` is in nanoseconds since 1970, 0 when that tells nothing.
    """

    size: int
    modified: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class FileStep:
    """What is left to be done with a file, as part of a change of the index.

    The file at `source` is moved to `path`; without a source, the one at `path` is deleted, as long as
    it is the one with this `inode` and this time in nanoseconds (`modified`).
    """

    path: str
    source: str = ""
    inode: int = 0
    modified: int = 0


@dataclass(frozen=True)
class Catalogue:
    """What is indexed: the documents with their paragraphs, and the model that embedded them.

    `collection` and `keywords` are the names of the folders where their rows and their words are (there are
    no rows yet when that is empty), `copies`
    the state of each file that is a copy of a document, by its absolute path. `steps` are left to be done
    among the files: the change that this catalogue is includes them, whenever they are done.
    """

    generation: int
    model: str
    documents: tuple[Document, ...]
    collection: str = COLLECTION
    copies: Mapping[str, FileState] = field(default_factory=dict)
    keywords: str = KEYWORDS
    steps: tuple[FileStep, ...] = ()

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return every paragraph, documents in order; BM25 scores stand in this order."""
        return tuple(paragraph for document in self.documents for paragraph in document.paragraphs)

    @cached_property
    def by_id(self) -> Mapping[str, Document]:
        """Return the documents by id."""
        return {document.id: document for document in self.documents}

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Return each paragraph's place in `paragraphs` by its id."""
        return {paragraph.id: place for place, paragraph in enumerate(self.paragraphs)}

    @cached_property
    def newer_versions(self) -> Mapping[str, str]:
        """Return the id of the newest version of each document (id) that has a later one."""
        return newer_versions(self.documents)

    @cached_property
    def files_apart(self) -> Mapping[str, str]:
        """Return the file name of each document (id) whose title another one has as well."""
        return files_apart(self.documents)

    @cached_property
    def abbreviations(self) -> Abbreviations:
        """Return the abbreviations that the documents define."""
        return find_abbreviations((paragraph.document, paragraph.text) for paragraph in self.paragraphs)

    def terms_of(self, documents: AbstractSet[str]) -> frozenset[str]:
        """Return the terms of the text, headings and titles of some documents (ids)."""
        return frozenset().union(*(self._words_of_document(self.by_id[name])[0] for name in documents))

    def words_of(self, documents: AbstractSet[str]) -> frozenset[str]:
        """Return the word forms of the text, headings and titles of some documents (ids), in lower case."""
        return frozenset().union(*(self._words_of_document(self.by_id[name])[1] for name in documents))

    def _words_of_document(self, document: Document) -> tuple[frozenset[str], frozenset[str]]:
        """Return its terms and its word forms."""
        if document.id not in self._words_by_document:
            texts = [f"{paragraph.heading} {paragraph.text}" for paragraph in document.paragraphs]
            texts.append(document.title)
            held = frozenset(term for text in texts for term in terms(text))
            written = frozenset(word for text in texts for word in tokens(text) if word.isalpha())
            self._words_by_document[document.id] = held, written
        return self._words_by_document[document.id]

    @cached_property
    def _words_by_document(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """Hold the words of the documents that were asked for alone; cutting a long one takes a while."""
        return {}

    @cached_property
    def title_terms(self) -> frozenset[str]:
        """Return the terms of the documents' titles."""
        return frozenset(term for document in self.documents for term in terms(document.title))


def empty_catalogue(model: str) -> Catalogue:
    """Return the catalogue of an index that holds nothing yet."""
    return Catalogue(0, model, (), collection="")


def check_model(catalogue: Catalogue, model: str) -> None:
    """Raise `UserError` when another model than `model` made the index."""
    if catalogue.model != model:
        raise UserError(
            f"The index was made with the embedding model {catalogue.model!r}, not {model!r}. "
            f"Run `assistant index --rebuild` with your documents to embed them anew, "
            f"or set ASSISTANT_EMBEDDING_MODEL={catalogue.model}."
        )


def read_generation(folder: Path) -> int:
    """Return the generation of the index in `folder`, 0 when there is none."""
    header = read_header(folder)
    return header.generation if header else 0


def read_header(folder: Path) -> Catalogue | None:
    """Return the catalogue in `folder` without its documents, None when there is none.

    Its digest is only looked at when the header cannot be right. Raise `UserError` when it cannot be read.
    """
    try:
        with (folder / CATALOGUE).open("rb") as file:
            first = file.readline()
            try:
                return _header(first)
            except (ValueError, TypeError) as error:
                raise _fault(folder, first + file.read(), error) from error
    except (FileNotFoundError, NotADirectoryError):
        _check_lost(folder)
        return None
    except OSError as error:
        raise _unreadable(folder, error) from error


def read_catalogue(folder: Path) -> Catalogue | None:
    """Return the catalogue in `folder`, None when there is none; raise `UserError` when it is damaged."""
    try:
        content = (folder / CATALOGUE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        _check_lost(folder)
        return None
    except OSError as error:
        raise _unreadable(folder, error) from error
    try:
        first, *lines = _whole(content)
        header, entries = _header(first), [json.loads(line) for line in lines]
        copies = {
            path: FileState(*state) for entry in entries for path, state in entry.pop(STATES, {}).items()
        }
        return replace(header, documents=tuple(map(document_from_json, entries)), copies=copies)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _fault(folder, content, error) from error


def write_catalogue(folder: Path, catalogue: Catalogue) -> None:
    """Put `catalogue` in the place of the one in `folder`, in one move."""
    header = {
        "format": FORMAT,
        "generation": catalogue.generation,
        "model": catalogue.model,
        "collection": catalogue.collection,
        "keywords": catalogue.keywords,
        "steps": [astuple(step) for step in catalogue.steps],
    }
    lines = [header]
    for document in catalogue.documents:
        states = {path: astuple(catalogue.copies[path]) for path in document.copies}
        lines.append(document_to_json(document) | {STATES: states})
    # Escaped, because a file's name need not be valid Unicode.
    content = "".join(f"{json.dumps(line)}\n" for line in lines).encode("ascii")
    replace_file(folder / CATALOGUE, content + _seal(content))


def _seal(content: bytes) -> bytes:
    return json.dumps({SEAL: xxhash.xxh3_128_hexdigest(content)}).encode("ascii") + b"\n"


def _whole(content: bytes) -> list[bytes]:
    """Return the lines of a catalogue; raise `ValueError` when they are not as they were written."""
    *lines, seal = content.splitlines(keepends=True) or [b""]
    if not lines or seal != _seal(b"".join(lines)):
        raise ValueError("it is not as it was written")
    return lines


def _fault(folder: Path, content: bytes, error: Exception) -> UserError:
    """Return what is wrong with a catalogue: it is another version's, or is not as it was written."""
    try:
        is_ours = json.loads(content.partition(b"\n")[0])["format"] == FORMAT
        if SEAL.encode() in content[-_ROOM_OF_SEAL:]:
            _whole(content)
    except (ValueError, TypeError, KeyError, IndexError):
        is_ours = True
    if is_ours:
        return damaged(folder, f"its catalogue is damaged: {reason_of(error)}")
    return UserError(f"The index in {folder} was made by another version. {REBUILD}")


def _check_lost(folder: Path) -> None:
    """Raise `UserError` when of an index only the catalogue is not there."""
    try:
        if any(map(is_sealed, folder.glob(f"{COLLECTION}-*"))):
            raise damaged(folder, f"its catalogue {CATALOGUE} is missing")
    except OSError:
        return


def _unreadable(folder: Path, error: OSError) -> UserError:
    return UserError(
        f"The index in {folder} cannot be read ({reason_of(error)}: {CATALOGUE}). Let this file be read, "
        "or set ASSISTANT_HOME to another folder."
    )


def _header(line: bytes) -> Catalogue:
    """Return the catalogue that a header line tells of, without its documents; raise `ValueError` if none."""
    header = json.loads(line)
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise ValueError("its first line is none of this version")
    generation, steps = header.get("generation"), header.get("steps")
    names = [header.get(name) for name in ("model", "collection", "keywords")]
    texts = [name for name in names if isinstance(name, str)]
    if not isinstance(generation, int) or not isinstance(steps, list) or len(texts) < len(names):
        raise ValueError("its first line is not whole")
    model, collection, keywords = texts
    left = tuple(FileStep(*step) for step in steps)
    return Catalogue(generation, model, (), collection, keywords=keywords, steps=left)
