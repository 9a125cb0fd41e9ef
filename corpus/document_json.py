"""Documents as JSON, between processes and in files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, fields
from typing import Any

from corpus.document import BlockKind, Document, Paragraph
from corpus.parts import Part, PartKind

LISTS = ("authors", "warnings", "copies")


def document_to_json(document: Document) -> dict[str, Any]:
    """Return `document` as what JSON can hold."""
    entry = _fields(document)
    # dataclasses.asdict does the same in ten times the time, for it copies every text.
    return {**entry, "paragraphs": [_paragraph_fields(each) for each in document.paragraphs]}


def document_from_json(entry: Mapping[str, Any]) -> Document:
    """Return the document whose fields are `entry`; raise `KeyError` or `TypeError` when it is not whole."""
    paragraphs = tuple(map(_paragraph, entry["paragraphs"]))
    lists = {name: tuple(entry.get(name, ())) for name in LISTS}
    return Document(**{**entry, **lists, "paragraphs": paragraphs})


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


def _fields(value: Document | Paragraph) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}
