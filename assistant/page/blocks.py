"""The statements of an answer as they stand in their documents: text, items of lists, rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation
from assistant.answer import Statement as Said
from assistant.answering.readable import for_whom
from assistant.page.tables import Table, around
from corpus.document import BETWEEN_HEADINGS, Document, Paragraph
from corpus.parts import Part, PartKind
from corpus.statements import Statement, StatementKind, listed_parts, statements_of


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: what it is marked with (nothing for a bullet), its text, and its depth from 1."""

    sign: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Block:
    """Statements that are shown together, by their places in the answer, under what they are about.

    `items` has those of each statement, where they stand in a list; `table` is the one that they stand in.
    """

    statements: tuple[int, ...]
    about: tuple[str, ...] = ()
    items: tuple[tuple[Item, ...], ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A statement of an answer that is verbatim, and what it is in the paragraph that it was taken from."""

    place: int
    citation: Citation
    document: Document
    paragraph: Paragraph
    statements: tuple[Statement, ...]


def blocks_of(answer: Answer, documents: Mapping[str, Document]) -> tuple[Block, ...]:
    """Return the statements of `answer` in order, the rows of one table together where its first one stands.

    What was written, or is in none of `documents` (by id), is running text.
    """
    found = [_quoted(place, said, answer, documents) for place, said in enumerate(answer.statements)]
    blocks: list[Block] = []
    done: set[int] = set()
    for place, said in enumerate(answer.statements):
        if place in done:
            continue
        quoted = found[place]
        rows = [each for each in found if quoted and each and _same_table(quoted, each)]
        block = _tabled(rows) or Block((place,), _about(said, answer), _items(quoted))
        if blocks and _go_together(blocks[-1], block, answer):
            last = blocks.pop()
            block = Block((*last.statements, place), last.about, (*last.items, *block.items))
        blocks.append(block)
        done.update(block.statements)
    return tuple(blocks)


def fits(blocks: Sequence[Block], answer: Answer) -> bool:
    """Tell whether `blocks`, as a browser has kept them, part the statements of `answer`."""
    places = sorted(place for block in blocks for place in block.statements)
    listed = (block for block in blocks if block.items)
    return places == list(range(len(answer.statements))) and all(
        len(block.items) == len(block.statements) and all(block.items) for block in listed
    )


def _quoted(place: int, said: Said, answer: Answer, documents: Mapping[str, Document]) -> _Quoted | None:
    citation = next((each for each in answer.citations if each.number in said.citations), None)
    document = documents.get(citation.document) if citation else None
    if citation is None or document is None or said.text != citation.quote:
        return None
    paragraph = next((each for each in document.paragraphs if each.number == citation.paragraph), None)
    if paragraph is None or paragraph.text != citation.text:
        return None
    within = (
        each
        for each in statements_of(paragraph, document.title)
        if citation.start <= each.start and each.end <= citation.end
    )
    return _Quoted(place, citation, document, paragraph, tuple(within))


def _same_table(one: _Quoted, other: _Quoted) -> bool:
    return other.paragraph.table > 0 and (one.document.id, one.paragraph.table) == (
        other.document.id,
        other.paragraph.table,
    )


def _tabled(rows: Sequence[_Quoted]) -> Block | None:
    """Return the table around `rows` of it; None where there are none, or one of them has no cells."""
    if not rows or not all(each.statements and _cells(each.paragraph) for each in rows):
        return None
    first = rows[0]
    context = first.statements[0].context
    near = tuple(filter(None, (*context.headings[-1:], context.caption)))
    about = dict.fromkeys((*for_whom(context, (*near, *(each.citation.quote for each in rows))), *near))
    quoted = {each.paragraph.number: _columns(rows, each.paragraph) for each in rows}
    numbers = {each.paragraph.number: _numbers(rows, each.paragraph) for each in rows}
    table = around(first.document, first.paragraph.table, quoted, numbers)
    return Block(tuple(each.place for each in rows), tuple(about), table=table)


def _cells(paragraph: Paragraph) -> list[Part]:
    return [part for part in paragraph.parts if part.column]


def _columns(rows: Sequence[_Quoted], paragraph: Paragraph) -> frozenset[int]:
    """Return the columns (from 1) that are quoted of a row, none where the row is quoted whole."""
    quoted = [each.statements[0] for each in rows if each.paragraph.number == paragraph.number]
    whole = any(each.kind is StatementKind.ROW for each in quoted)
    return frozenset() if whole else frozenset(each.column for each in quoted)


def _numbers(rows: Sequence[_Quoted], paragraph: Paragraph) -> tuple[int, ...]:
    return tuple(each.citation.number for each in rows if each.paragraph.number == paragraph.number)


def _items(quoted: _Quoted | None) -> tuple[tuple[Item, ...], ...]:
    """Return a tuple of the items that a statement is; nothing where it is no item, or more than that."""
    if quoted is None or {each.kind for each in quoted.statements} != {StatementKind.ITEM}:
        return ()
    items = tuple(_items_within(quoted))
    # A quote loses no word of itself.
    kept = "".join(f"{item.sign}{item.text}" for item in items)
    return (items,) if _letters(kept) == _letters(quoted.citation.quote) else ()


def _items_within(quoted: _Quoted) -> Iterator[Item]:
    text, start, end = quoted.paragraph.text, quoted.citation.start, quoted.citation.end
    parts = [part for part in _parts(quoted.paragraph) if part.start < end and part.end > start]
    for part in parts:
        begin = max(start, part.start)
        border = max(start, text.rfind("\n", 0, begin) + 1)
        yield Item(_sign(text[border:begin]), text[begin : min(end, part.end)], max(part.level, 1))


def _parts(paragraph: Paragraph) -> Sequence[Part]:
    parts = paragraph.parts or listed_parts(paragraph.text)
    return [part for part in parts if part.kind is PartKind.ITEM]


def _sign(mark: str) -> str:
    """Return the number or the letter of an item; nothing for a bullet."""
    return mark.strip() if any(map(str.isalnum, mark)) else ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _about(said: Said, answer: Answer) -> tuple[str, ...]:
    """Return what a statement is about, from far to near; of a sentence the heading above it."""
    for start in range(len(said.context)):
        if said.about and ", ".join(said.context[start:]) == said.about:
            return said.context[start:]
    if said.about:
        return (said.about,)
    citation = next((each for each in answer.citations if each.number in said.citations), None)
    heading = citation.heading.rpartition(BETWEEN_HEADINGS)[2] if citation else ""
    return (heading,) if heading and citation and heading != citation.title else ()


def _go_together(last: Block, block: Block, answer: Answer) -> bool:
    """Tell whether a block goes on with the one before it: of the same thing, in the same document."""
    if last.table or block.table or (last.about, bool(last.items)) != (block.about, bool(block.items)):
        return False
    one, other = (answer.statements[each.statements[-1]].citations[:1] for each in (last, block))
    documents = {each.number: each.document for each in answer.citations}
    return [documents.get(number) for number in one] == [documents.get(number) for number in other]
