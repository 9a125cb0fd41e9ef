"""What a run was made with and on: commit, versions, machine."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

PACKAGES = (
    "clinical-assistant",
    "bm25s",
    "chromadb",
    "langchain-text-splitters",
    "sentence-transformers",
    "torch",
)


def commit() -> str:
    """Return the short hash of the commit, with "+" where files differ from it; empty outside a checkout."""
    head = _git("rev-parse", "--short", "HEAD")
    return f"{head}+" if head and _git("status", "--porcelain") else head


def versions() -> str:
    """Return the versions of Python and of the packages that the figures hang on."""
    return ", ".join(
        [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in PACKAGES)]
    )


def machine() -> str:
    """Return processors, memory and platform."""
    return f"{os.cpu_count()} CPUs, {_memory()}{platform.platform()}"


def _memory() -> str:
    # Windows does not tell it this way.
    if not hasattr(os, "sysconf"):
        return ""
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB of memory, "


def _git(*words: str) -> str:
    try:
        run = subprocess.run(
            ["git", *words], cwd=Path(__file__).parent, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return run.stdout.strip()
