"""Documents as JSON, between processes and in files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from corpus.document import BlockKind, Document, Paragraph

LISTS = ("authors", "warnings", "copies")


def document_to_json(document: Document) -> dict[str, Any]:
    """Return `document` as what JSON can hold."""
    entry = _fields(document)
    # dataclasses.asdict does the same in ten times the time, for it copies every text.
    return {**entry, "paragraphs": [_fields(paragraph) for paragraph in document.paragraphs]}


def document_from_json(entry: Mapping[str, Any]) -> Document:
    """Return the document whose fields are `entry`; raise `KeyError` or `TypeError` when it is not whole."""
    paragraphs = tuple(map(_paragraph, entry["paragraphs"]))
    lists = {name: tuple(entry.get(name, ())) for name in LISTS}
    return Document(**{**entry, **lists, "paragraphs": paragraphs})


def _paragraph(entry: Mapping[str, Any]) -> Paragraph:
    kind = BlockKind(entry["kind"])
    return Paragraph(**{**entry, "references": tuple(entry["references"]), "kind": kind})


def _fields(value: Document | Paragraph) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}
