"""Find the files to read below the paths that a person names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.errors import UserError
from corpus.formats import endings


def bundled_documents() -> Path:
    """Return the folder of the documents that come with the package."""
    return Path(__file__).parent / "documents"


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files that `paths` name, each once, in order; folders give the files of known formats.

    Hidden files, what is no regular file, and links that lead out of a folder are passed over. Raise
    `UserError` when a path does not exist or when no file of a known format is found.
    """
    paths = tuple(paths)
    for path in paths:
        if not _exists(path):
            raise UserError(f"{path} does not exist. Check the path, then run the command again.")
    files = tuple(dict.fromkeys(file for path in paths for file in _below(path)))
    if not files:
        named = ", ".join(map(str, paths))
        raise UserError(f"No readable file in {named}. Files that can be read end in {', '.join(endings())}.")
    return files


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # The name is longer than the system allows, or a folder above it is locked.
        return False


def _below(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path.resolve()
        return
    root, known_endings = path.resolve(), endings()
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder) / name
            known = file.suffix.lower() in known_endings and not name.startswith(".")
            if known and file.is_file() and file.resolve().is_relative_to(root):
                yield file.resolve()
