"""Documents as JSON, between processes and in files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, fields
from typing import Any

from corpus.document import BlockKind, Document, Paragraph
from corpus.ledger import Ledger, LeftOut
from corpus.parts import Part, PartKind

LISTS = ("authors", "warnings", "copies")


def document_to_json(document: Document) -> dict[str, Any]:
    """Return `document` as what JSON can hold."""
    entry = _fields(document)
    ledger = document.ledger and {
        **_fields(document.ledger),
        "left_out": [astuple(each) for each in document.ledger.left_out],
    }
    # dataclasses.asdict does the same in ten times the time, for it copies every text.
    paragraphs = [_paragraph_fields(each) for each in document.paragraphs]
    return {**entry, "paragraphs": paragraphs, "ledger": ledger}


def document_from_json(entry: Mapping[str, Any]) -> Document:
    """Return the document whose fields are `entry`; raise `KeyError` or `TypeError` when it is not whole."""
    paragraphs = tuple(map(_paragraph, entry["paragraphs"]))
    lists = {name: tuple(entry.get(name, ())) for name in LISTS}
    return Document(**{**entry, **lists, "paragraphs": paragraphs, "ledger": _ledger(entry.get("ledger"))})


def _ledger(entry: Mapping[str, Any] | None) -> Ledger | None:
    if entry is None:
        return None
    found = tuple(LeftOut(*each) for each in entry["left_out"])
    return Ledger(found, tuple(entry["doubtful"]), tuple(entry["pictures"]))


def _paragraph(entry: Mapping[str, Any]) -> Paragraph:
    kind, references = BlockKind(entry["kind"]), tuple(entry["references"])
    parts, lead_ins = tuple(map(_part, entry.get("parts", ()))), tuple(entry.get("lead_ins", ()))
    read = {"references": references, "kind": kind, "parts": parts, "lead_ins": lead_ins}
    return Paragraph(**{**entry, **read})


def _part(entry: Sequence[Any]) -> Part:
    kind, start, end, level, columns, column = entry
    return Part(PartKind(kind), start, end, level, tuple(columns), column)


def _paragraph_fields(paragraph: Paragraph) -> dict[str, Any]:
    return {**_fields(paragraph), "parts": [astuple(part) for part in paragraph.parts]}


def _fields(value: Document | Paragraph | Ledger) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}
