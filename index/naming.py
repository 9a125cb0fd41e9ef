"""A document by its name, and the names that a misspelt one may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.document import Document
from corpus.errors import UserError
from corpus.slug import slug
from index.namesakes import full_names

# How alike a name must be to be proposed, and how many are.
ALIKE = 0.4
PROPOSED = 3


def find_document(name: str, documents: Sequence[Document]) -> Document:
    """Return the document whose id is `name`, else the one that has a copy of that name.

    A copy's name is that of its file, or the id that it would have. Raise `UserError` with the nearest ids
    when there is none.
    """
    by_id = {document.id: document for document in documents}
    if name in by_id:
        return by_id[name]
    for document in documents:
        if any(name in (slug(Path(copy)), Path(copy).name, copy) for copy in document.copies):
            return document
    near = difflib.get_close_matches(name, by_id, n=PROPOSED, cutoff=ALIKE)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`assistant documents` lists them."
    raise UserError(f"No indexed document is called {name!r}. {hint}")


def names_of_chosen(chosen: Iterable[str], documents: Sequence[Document]) -> tuple[str, ...]:
    """Return what the `chosen` documents are called, empty when none or all of them were chosen.

    They are given as `find_document` takes them. Raise `UserError` as it does.
    """
    ids = {find_document(name, documents).id for name in chosen}
    if len(ids) == len(documents):
        return ()
    return tuple(name for id, name in full_names(documents).items() if id in ids)
