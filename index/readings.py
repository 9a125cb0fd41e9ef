"""What a run has read, kept beside the index for the next run, in case this one is broken off.

The file is only added to. What it took long to find unreadable stays in it, so that later runs need not
find it out again, unless it was for want of time or memory: that is tried again. Entries are for one content
of a file, one version of the code, and the same options.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import corpus
from corpus.document import Document
from corpus.document_json import document_from_json, document_to_json
from corpus.options import Limits, Options
from index.reading_processes import Failure, Request

READINGS = "readings.jsonl"


class Readings:
    """What was read of files, by their paths and the SHA-256 of their content."""

    def __init__(self, folder: Path, options: Options, limits: Limits, *, forget: bool = False) -> None:
        """Open the readings in `folder`; `forget` those that are there."""
        self._file = folder / READINGS
        self._version = _version(options, limits)
        if forget:
            self._file.unlink(missing_ok=True)
        self._entries = self._load()
        self._out: IO[bytes] | None = None

    def find(self, request: Request, content_hash: str) -> Document | Failure | None:
        """Return what was read of a file with this content, None when nothing was."""
        entry = self._entries.get((str(request.path), content_hash))
        if entry is None:
            return None
        if "reason" in entry:
            return Failure(entry["reason"], costly=True)
        try:
            return _with_id(document_from_json(entry["document"]), request.document)
        except (KeyError, TypeError, ValueError):
            return None

    def add(self, request: Request, content_hash: str, found: Document | Failure) -> None:
        """Keep what was read; a failure only when it is lasting."""
        if isinstance(found, Document):
            self._write(_key(request, found.content_hash) | {"document": document_to_json(found)})
        elif found.lasting:
            self._write(_key(request, content_hash) | {"reason": found.reason})

    def close(self) -> None:
        """Let go of the file."""
        if self._out:
            self._out.close()
            self._out = None

    def keep_only(self, failures: Collection[tuple[str, str, str]]) -> None:
        """Forget all but `failures`: lasting ones, each with path, content's SHA-256 and reason."""
        self.close()
        self._file.unlink(missing_ok=True)
        for path, content_hash, reason in failures:
            self._write({"path": path, "content_hash": content_hash, "reason": reason})
        self.close()

    def _load(self) -> dict[tuple[str, str], dict[str, Any]]:
        entries: dict[tuple[str, str], dict[str, Any]] = {}
        try:
            lines = self._file.read_bytes().splitlines()
        except OSError:
            return {}
        for line in lines:
            try:
                entry = json.loads(line)
                if entry["version"] == self._version:
                    entries[entry["path"], entry["content_hash"]] = entry
            except (ValueError, KeyError, TypeError):
                # The run was broken off in the middle of the line.
                continue
        return entries

    def _write(self, entry: Mapping[str, Any]) -> None:
        if self._out is None:
            self._out = self._file.open("ab")
            # Parts what follows from a line that was broken off.
            self._out.write(b"\n" if self._out.tell() else b"")
        self._out.write(json.dumps({"version": self._version, **entry}).encode("ascii") + b"\n")
        self._out.flush()


def _key(request: Request, content_hash: str) -> dict[str, str]:
    return {"path": str(request.path), "content_hash": content_hash}


def _with_id(document: Document, document_id: str) -> Document:
    paragraphs = (replace(paragraph, document=document_id) for paragraph in document.paragraphs)
    return replace(document, id=document_id, paragraphs=tuple(paragraphs))


def _version(options: Options, limits: Limits) -> str:
    """Return what tells readings of other code, options or limits apart; a password is none of that."""
    digest = hashlib.sha256(repr((options.ocr, limits.seconds, limits.memory)).encode())
    for module in sorted(Path(corpus.__file__).parent.rglob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()[:16]
