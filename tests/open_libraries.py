"""Indexes that are opened, closed in the end: each holds files open, and a process may have only so many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from index.library import Library


@contextmanager
def libraries_closed() -> Iterator[None]:
    """Close in the end every `Library` that is made meanwhile."""
    made: list[Library] = []
    make = Library.__init__

    def noted(library: Library, *given: Any, **named: Any) -> None:
        make(library, *given, **named)
        made.append(library)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Library, "__init__", noted)
        try:
            yield
        finally:
            for library in made:
                library.close()
