"""A file whose name is there already: whose it is, and what the person wants done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.uploads.kept_files import (
    Policy,
    Received,
    facts_of,
    file_hash,
    free_path,
    safe_name,
    same_name,
    was_uploaded,
)
from corpus.document import Document
from corpus.errors import UserError
from index.store.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Clash:
    """What has the name of a received file: a `document`'s file at `path`, or a file sent before it.

    `agreed` is what to agree to for it to be replaced, empty when it cannot be.
    """

    document: Document | None
    path: Path | None
    agreed: str

    @property
    def facts(self) -> dict[str, Any]:
        """Return what an `UploadState` tells of it."""
        return {"agreed": self.agreed, **(facts_of(self.document) if self.document else {})}


class AskingError(Exception):
    """Nothing is done with a file before the person has said what."""

    def __init__(self, clash: Clash) -> None:
        super().__init__("the name is there already")
        self.clash = clash


def to_ask(received: Sequence[Received], before: Catalogue, uploads: Path) -> dict[int, Clash]:
    """Return the clashes to ask about, by the places of the files; those of the same bytes are none."""
    asked: dict[int, Clash] = {}
    sent: dict[str, str] = {}
    for place, one in enumerate(received):
        try:
            content = file_hash(one)
        except UserError:
            # It is told when its turn comes.
            continue
        first = sent.setdefault(safe_name(one.name).casefold(), content)
        if same_content(content, before):
            continue
        clash = _clash(one, before.documents, uploads)
        if clash is None and first != content:
            clash = Clash(None, None, first)
        if clash and not _is_settled(one, clash):
            asked[place] = clash
    return asked


def same_content(content_hash: str, before: Catalogue) -> Document | None:
    """Return the document that was read of a file of this SHA-256, or has one for a copy."""
    for document in before.documents:
        copies = (before.copies[copy].content_hash for copy in document.copies)
        if content_hash in (document.content_hash, *copies):
            return document
    return None


def place_for(one: Received, before: Catalogue, uploads: Path) -> Path:
    """Return where a received file is to lie; raise `AskingError` when that has to be asked first."""
    clash = _clash(one, before.documents, uploads)
    if clash is None or one.policy is Policy.KEEP_BOTH:
        return free_path(uploads, one)
    if clash.path is None or not _is_settled(one, clash):
        raise AskingError(clash)
    return clash.path


def _is_settled(one: Received, clash: Clash) -> bool:
    if one.policy is Policy.REPLACE:
        return bool(clash.agreed) and one.agreed == clash.agreed
    return one.policy is not Policy.ASK


def _clash(one: Received, documents: Sequence[Document], uploads: Path) -> Clash | None:
    """Return what has the name of `one`, what was uploaded first: that alone can be replaced here."""
    found = [(document, path) for document in documents if (path := same_name(one.name, document, uploads))]
    found.sort(key=lambda pair: not was_uploaded(pair[1], uploads))
    for document, path in found:
        return Clash(document, path, document.content_hash if was_uploaded(path, uploads) else "")
    return None
