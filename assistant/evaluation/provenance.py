"""Where the figures of a run come from: the gold file, the index, the settings, the versions, the commit."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from assistant.settings import Settings
from corpus.document import Document

PACKAGES = (
    "clinical-assistant",
    "bm25s",
    "chromadb",
    "langchain-core",
    "nupunkt",
    "sentence-transformers",
    "torch",
    "transformers",
    "wordfreq",
)
# Seconds to wait for git: who gives up too early takes changed code for unchanged.
LONGEST_WAIT = 120
# Where the data lie, what reading them may take and where the page listens change no answer.
NOT_ABOUT_ANSWERS = frozenset(
    {
        *("home", "lock_timeout", "password", "reading_seconds", "largest_file", "most_documents"),
        *("most_uploads", "host", "port", "users", "without_login", "questions_per_minute", "mcp"),
        *("read_only", "feedback", "emergency_notice"),
    }
)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What has to be the same for two runs to be alike.

    `gold_sha256` is of the gold file's bytes, `index` of the indexed documents' ids, contents and
    model, both in hexadecimal. `commit` is empty outside a git checkout, and ends in "+" when files
    in it are changed. `started` is in UTC, ISO 8601.
    """

    gold_file: str
    gold_sha256: str
    index: str
    documents: int
    paragraphs: int
    settings: Mapping[str, str | int | float | None]
    versions: Mapping[str, str]
    commit: str
    started: str

    def differences(self, other: Provenance) -> tuple[str, ...]:
        """Return the names of what differs from `other` and may change answers."""
        compared = (field.name for field in fields(self) if field.name not in {"gold_file", "started"})
        return tuple(name for name in compared if getattr(self, name) != getattr(other, name))


def provenance(gold: Path, documents: Sequence[Document], settings: Settings) -> Provenance:
    """Note where a run over `gold` comes from that starts now."""
    return Provenance(
        gold_file=gold.name,
        gold_sha256=hashlib.sha256(gold.read_bytes()).hexdigest(),
        index=_fingerprint(documents, settings.embedding_model),
        documents=len(documents),
        paragraphs=sum(len(document.paragraphs) for document in documents),
        settings={
            name: value
            for name, value in settings.model_dump(mode="json").items()
            if name not in NOT_ABOUT_ANSWERS
        },
        versions=versions(PACKAGES),
        commit=commit(),
        started=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _fingerprint(documents: Sequence[Document], model: str) -> str:
    lines = sorted(f"{document.id} {document.content_hash}" for document in documents)
    return hashlib.sha256("\n".join((model, *lines)).encode()).hexdigest()


def versions(packages: Iterable[str]) -> dict[str, str]:
    """Return the versions of Python and of installed `packages`."""
    return {"python": platform.python_version(), **{name: version(name) for name in packages}}


def commit() -> str:
    """Return the commit of the checkout that this code stands in, empty when it stands in none.

    It ends in "+" when files that git knows are changed.
    """
    head = _git("rev-parse", "--short=12", "HEAD")
    # Files that git does not know are somebody's own (documents, reports) and change no code.
    return f"{head}{'+' if _git('status', '--porcelain', '--untracked-files=no') else ''}" if head else ""


def _git(*words: str) -> str:
    checkout = Path(__file__).parents[2]
    if not (checkout / ".git").exists():
        return ""
    try:
        done = subprocess.run(
            ["git", "-C", str(checkout), *words],
            capture_output=True,
            text=True,
            timeout=LONGEST_WAIT,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
