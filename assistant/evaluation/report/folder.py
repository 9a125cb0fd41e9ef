"""The folder of a report: whether it can be written to, and writing the page into it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.evaluation.case import Case
from assistant.evaluation.provenance import Provenance
from assistant.evaluation.report.page import render_page
from corpus.errors import UserError
from corpus.whole_files import replace_file, room_for

if TYPE_CHECKING:
    from assistant.evaluation.scores import Summary

PAGE = "index.html"


def write_report(folder: Path, summary: Summary, cases: Sequence[Case], provenance: Provenance) -> Path:
    """Write the page of a run to `folder`/index.html, making the folder; return the page's path.

    A page that stands there is replaced only when all is written. Raise `UserError` when it cannot
    be written.
    """
    page = folder / PAGE
    content = render_page(summary, cases, provenance)
    try:
        with room_for(page, len(content)):
            folder.mkdir(parents=True, exist_ok=True)
        replace_file(page, content.encode("utf-8"))
    except OSError as error:
        raise _unwritable(page, error) from error
    return page


def check_report_folder(folder: Path) -> None:
    """Raise `UserError` when a report could not be written to `folder`; leave nothing behind."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / PAGE).is_dir():
            raise IsADirectoryError(f"{folder / PAGE} is a folder")
        probe = _beside(folder / PAGE)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise _unwritable(folder / PAGE, error) from error
    finally:
        with suppress(OSError):
            for path in missing:
                path.rmdir()


def _beside(page: Path) -> Path:
    return page.with_name(f"{page.name}.{os.getpid()}.part")


def _unwritable(page: Path, error: OSError) -> UserError:
    return UserError(
        f"The report cannot be written to {page}: {error.strerror or error}; "
        "name a folder that you may write to, or one that can be made."
    )
