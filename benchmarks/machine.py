"""What a run was made with and on: versions, machine."""

from __future__ import annotations

import os
import platform

from assistant.evaluation.provenance import versions

PACKAGES = (
    "clinical-assistant",
    "bm25s",
    "chromadb",
    "langchain-text-splitters",
    "sentence-transformers",
    "torch",
)


def with_versions() -> str:
    """Return the versions of Python and of the packages that the figures hang on."""
    return ", ".join(f"{name} {number}" for name, number in versions(PACKAGES).items())


def machine() -> str:
    """Return processors, memory and platform."""
    return f"{os.cpu_count()} CPUs, {_memory()}{platform.platform()}"


def _memory() -> str:
    # Windows does not tell it this way.
    if not hasattr(os, "sysconf"):
        return ""
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB of memory, "
