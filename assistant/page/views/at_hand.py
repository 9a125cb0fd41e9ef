"""Which documents there are to ask: in a few words at first sight, and each with a box to be ticked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.page.views.plain_text import plain
from assistant.wording import in_small_letters
from corpus.document import Document
from index.naming import full_names

# Titles that are shown at first sight, of those indexed last.
MOST_TITLES = 3
UPLOADED = "Uploaded here"


def at_hand(documents: Sequence[Document], *, read_only: bool = False) -> str:
    """Return how many documents there are, the date of the newest and the titles of those indexed last."""
    names = full_names(documents)
    titles = "".join(
        f'<li><button type="button" class="show title" data-document="{plain(each.id)}" dir="auto">'
        f"{plain(in_small_letters(names[each.id]))}</button></li>"
        for each in _last_indexed(documents)[:MOST_TITLES]
    )
    more = len(documents) - MOST_TITLES
    others = f"<li>and {more:,} more</li>" if more > 0 else ""
    add = "" if read_only else '<button type="button" id="add-documents">Add documents</button>'
    return f"<p>{_counted(documents)}</p><ul>{titles}{others}</ul>{add}"


def _counted(documents: Sequence[Document]) -> str:
    if not documents:
        return "There are no documents yet. Add some, and questions can be asked."
    count = f"{len(documents):,} document{'' if len(documents) == 1 else 's'}"
    newest = max(each.date for each in documents)
    dated = f", the newest of {plain(newest)}" if newest and len(documents) > 1 else ""
    return f"{count} to ask, in English{dated}."


def documents_choice(documents: Sequence[Document], uploads: Path) -> str:
    """Return a box for each document, by folders where they lie in several; those indexed last come first."""
    names = full_names(documents)
    folders: dict[Path, list[Document]] = {}
    for document in _last_indexed(documents):
        folders.setdefault(Path(document.source).parent, []).append(document)
    if len(folders) < 2:
        return "".join(_choice(each, names[each.id]) for held in folders.values() for each in held)
    called = _folder_names(folders, uploads)
    return "".join(
        f'<fieldset><legend><label><input type="checkbox" class="whole"> {plain(called[folder])} '
        f'<span class="quiet">{len(held):,}</span></label></legend>'
        f"{''.join(_choice(each, names[each.id], called[folder]) for each in held)}</fieldset>"
        for folder, held in folders.items()
    )


def _last_indexed(documents: Iterable[Document]) -> list[Document]:
    return sorted(documents, key=lambda one: one.indexed, reverse=True)


def _folder_names(folders: Iterable[Path], uploads: Path) -> dict[Path, str]:
    """Return the folders' own names; where two have the same one, with that of the folder they lie in."""
    count = Counter(folder.name for folder in folders)
    return {
        folder: UPLOADED
        if folder == uploads
        else folder.name
        if count[folder.name] == 1
        else f"{folder.parent.name}/{folder.name}"
        for folder in folders
    }


def _choice(document: Document, name: str, folder: str = "") -> str:
    called, date = plain(name), plain(document.date)
    return (
        f'<label class="one" data-text="{called} {plain(folder)}" dir="auto">'
        f'<input type="checkbox" value="{plain(document.id)}" data-name="{called}"> {called} '
        f'<span class="quiet">{date}</span></label>'
    )
