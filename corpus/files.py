"""Find the files to read below the paths that a person names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.errors import UserError, printable
from corpus.formats import endings

# What editors keep beside an open document.
TEMPORARY = ("~$", ".~")


def bundled_documents() -> Path:
    """Return the folder of the documents that come with the package."""
    return Path(__file__).parent / "documents"


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files that `paths` name, each once, in order; folders give what `looks_readable` in them.

    Hidden folders, what is no regular file, and links that lead out of a folder are passed over. A
    folder that cannot be looked into comes itself. Raise `UserError` when a path does not exist or when
    nothing to read is found.
    """
    paths = tuple(paths)
    check_paths(paths)
    files = tuple(dict.fromkeys(file for path in paths for file in _below(path)))
    if not files:
        named = ", ".join(printable(str(path)) for path in paths)
        raise UserError(f"No readable file in {named}. Files that can be read end in {', '.join(endings())}.")
    return files


def check_paths(paths: Iterable[Path]) -> None:
    """Raise `UserError` naming the first of `paths` that does not exist."""
    for path in paths:
        if not _exists(path):
            named = printable(str(path))
            raise UserError(f"{named} does not exist. Check the path, then run the command again.")


def looks_readable(name: str) -> bool:
    """Tell whether a file of this name in a folder is to be read: one of a known ending, or of none.

    Hidden files, and those that editors keep beside an open document, are not.
    """
    ending = Path(name).suffix.lower()
    return (not ending or ending in endings()) and not name.startswith((".", *TEMPORARY))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # The name is longer than the system allows, or a folder above it is locked.
        return False


def _below(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path.resolve()
        return
    root = path.resolve()
    locked: list[Path] = []
    for folder, subfolders, names in os.walk(root, onerror=lambda error: locked.append(Path(error.filename))):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(filter(looks_readable, names)):
            file = Path(folder) / name
            if _is_file_below(file, root):
                yield file.resolve()
    yield from locked


def _is_file_below(file: Path, root: Path) -> bool:
    try:
        return file.is_file() and file.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # A link that leads round to itself.
        return False
