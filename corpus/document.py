"""The words of the corpus: blocks as a format yields them, documents made of paragraphs, chunks to embed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.ledger import Ledger, Printed
from corpus.parts import Part

BETWEEN_HEADINGS = " > "


class BlockKind(StrEnum):
    """What a stretch of a file is to its reader.

    A table row reads alone, with its column names; a reference is an entry of a list of sources,
    which is kept to be looked up and never answers a question.
    """

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE_ROW = "table row"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a file as its format yields it, before reference marks are set apart.

    `start` and `end` are character offsets in the file's decoded text, or, where a file is not text,
    in its blocks put one under the other. `page` counts from 1 where the format has pages, `level` is a
    heading's depth from 1, `caption` is that of the table around a row, `row` its place in that table from 1.
    `parts` are what the format tells apart in the text, in order; `box` is the path of headings in the box
    around it, where that is not part of the text. A row is not `certain` where the rules and the words of its
    table do not agree.
    """

    kind: BlockKind
    text: str
    start: int
    end: int
    page: int | None = None
    level: int = 1
    caption: str = ""
    parts: tuple[Part, ...] = ()
    row: int = 0
    box: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file states about itself, each empty where it states nothing.

    `date` is when it was issued or last revised, in ISO 8601 as exactly as it is known ("2024",
    "2024-05", "2024-05-03"); `doi` begins with "10.".
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    doi: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a format finds in a file.

    `pages` is how many there are where the format has pages. `warnings` are for the person who gave
    the file, a sentence fragment each ("page 7 holds only an image"). `ledger` is what the format itself left
    out; `printed` are all words that a person sees, left out or not, where the format can tell them.
    """

    blocks: tuple[Block, ...]
    front_matter: FrontMatter = FrontMatter()
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    printed: tuple[Printed, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The unit of citation, numbered from 1 within its document.

    `heading` is the path of headings above it ("Treatment > Second line"), empty when there is none; it ends
    in the headings of the box around it and in the caption of a row's table. `references` are the marks that
    stood in it ("1", "2"); they stand no longer in `text`. `start` and `end` are as in `Block`; `page` is
    where it begins. `parts`, the `box`, the `caption` and the `row` of a table's row and whether it is
    `certain` are as in `Block`, `table` counts the tables from 1; `lead_ins` are labels that stand in
    paragraphs above it ("Key points:"), outermost first.
    """

    document: str
    number: int
    text: str
    start: int
    end: int
    page: int | None = None
    heading: str = ""
    references: tuple[str, ...] = ()
    kind: BlockKind = BlockKind.PARAGRAPH
    parts: tuple[Part, ...] = ()
    caption: str = ""
    lead_ins: tuple[str, ...] = ()
    table: int = 0
    row: int = 0
    box: str = ""
    certain: bool = True

    @property
    def id(self) -> str:
        """Return `document#number`."""
        return f"{self.document}#{self.number}"

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the headings above it, outermost first, without those of its box and its table."""
        path = self.heading
        for inner in (self.caption, self.box):
            path = path.removesuffix(inner).removesuffix(BETWEEN_HEADINGS)
        return tuple(filter(None, path.split(BETWEEN_HEADINGS)))


@dataclass(frozen=True, slots=True)
class Document:
    """One file that was read.

    `source` is the file's absolute path, `content_hash` the SHA-256 of its bytes in hexadecimal. `date`,
    `authors`, `doi` and `version` are as in `FrontMatter`, `pages` and `warnings` as in `Content`. `ledger`
    says which words are in no paragraph; it is `None` where the file was read before that was noted.

    The index fills in the rest: `copies` are the absolute paths of other files with the same text,
    `indexed` is when the file was read (UTC, ISO 8601), `size` its bytes and `modified` when it was last
    changed before that, in nanoseconds since 1970.
    """

    id: str
    title: str
    source: str
    content_hash: str
    paragraphs: tuple[Paragraph, ...]
    format: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()
    doi: str = ""
    version: str = ""
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    indexed: str = ""
    size: int = 0
    modified: int = 0
    ledger: Ledger | None = None

    @property
    def front_matter(self) -> FrontMatter:
        """Return what the file states about itself."""
        return FrontMatter(self.title, self.authors, self.date, self.doi, self.version)


@dataclass(frozen=True, slots=True)
class Chunk:
    """The unit of embedding: words of one paragraph, with their offsets in the paragraph's text.

    `text` is what is embedded: the words behind what they are about.
    """

    paragraph: str
    number: int
    text: str
    start: int
    end: int
