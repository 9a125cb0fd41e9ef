"""The lists of documents and of uploads as the page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.page.views.plain_text import plain
from assistant.uploads import Stage, UploadState
from assistant.wording import NotRead, also_in, newer_indexed, not_read
from corpus.document import Document
from index.naming import full_names, newer_versions

NONE = '<p class="panel-note">There are no documents yet. Add some, and questions can be asked.</p>'
MOST_PAGES = 6
COLUMNS = ("Document", "Date", "Pages", "Paragraphs", "Added")
UPLOADED = "Its file, which was uploaded here, is deleted as well."
ELSEWHERE = "Its file stays where it is; indexing its folder again brings the document back."


def documents_list(documents: Sequence[Document], uploads: Path, *, read_only: bool = False) -> str:
    """Return the table; what lies in the folder `uploads` was uploaded, and goes with its document."""
    if not documents:
        return NONE
    newer, names = newer_versions(documents), full_names(documents)
    columns = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    last = "" if read_only else '<th scope="col"><span class="unseen">Remove</span></th>'
    rows = "".join(
        _row(document, names[document.id], newer.get(document.id, ""), uploads, read_only)
        for document in documents
    )
    return f"<table><thead><tr>{columns}{last}</tr></thead><tbody>{rows}</tbody></table>"


def _row(document: Document, name: str, newer: str, uploads: Path, read_only: bool) -> str:
    title, own_id = plain(document.title), plain(document.id)
    opened = f'<button type="button" class="show open" data-document="{own_id}">{title}</button>'
    cells = {
        "title": f"{opened}{_remarks(document, newer)}",
        "date": plain(document.date) or "–",
        "pages": str(document.pages or "–"),
        "paragraphs": f"{len(document.paragraphs):,}",
        "added": plain(document.indexed[:10]) or "–",
    }
    if not read_only:
        cells["removal"] = _removal(document, name, uploads)
    filled = "".join(f'<td class="{name}">{cell}</td>' for name, cell in cells.items())
    return f'<tr class="document">{filled}</tr>'


def _remarks(document: Document, newer: str) -> str:
    lines = (Path(document.source).name, ", ".join(document.authors), also_in(document.copies))
    said = "".join(f'<p class="place">{plain(line)}</p>' for line in lines if line)
    warnings = (newer_indexed(newer), *document.warnings)
    warned = "".join(f'<p class="warning">{plain(warning)}</p>' for warning in warnings if warning)
    return (
        said
        + warned
        + "".join(f'<p class="not-read">{_not_read(document, each)}</p>' for each in not_read(document))
    )


def _not_read(document: Document, unread: NotRead) -> str:
    """Return what was not read, with a button for each page that is to be looked at."""
    shown = unread.pages[:MOST_PAGES]
    more = f" and {len(unread.pages) - len(shown)} more" if len(unread.pages) > len(shown) else ""
    pages = ", ".join(_page_button(document, page) for page in shown)
    return f"Not read: {plain(unread.said)}{': ' if pages else ''}{pages}{more}"


def _page_button(document: Document, page: int) -> str:
    """Return the button that opens the document where a page begins, or what stands before it."""
    before = [each.number for each in document.paragraphs if (each.page or 0) <= page]
    begins = next(
        (each.number for each in document.paragraphs if each.page == page), before[-1] if before else 1
    )
    return (
        f'<button type="button" class="show page" data-document="{plain(document.id)}" '
        f'data-paragraph="{begins}">page {page}</button>'
    )


def _removal(document: Document, name: str, uploads: Path) -> str:
    file = UPLOADED if Path(document.source).is_relative_to(uploads) else ELSEWHERE
    return (
        f'<button type="button" class="remove" data-document="{plain(document.id)}" '
        f'data-name="{plain(name)}" data-file="{file}" '
        f'aria-label="Remove: {plain(name)}">Remove</button>'
    )


_SAID = {
    Stage.WAITING: "waiting",
    Stage.READING: '<progress aria-label="reading"></progress> reading',
    Stage.ASKING: "its name is there already",
    Stage.CANCELLED: "cancelled, not added",
    Stage.FAILED: "not added",
}


def uploads_list(states: Sequence[UploadState]) -> str:
    """Return the list; what it says of a file changes as that moves on."""
    files = "".join(map(_file, states))
    return f'<div class="upload-list" role="status" aria-label="Files being added">{files}</div>'


def uploads_failure(reason: str) -> str:
    """Return why none of the files was taken."""
    return f'<p class="upload failed" role="alert"><span class="state">{plain(reason)}</span></p>'


def _file(state: UploadState) -> str:
    warnings = "".join(f'<p class="warning">{plain(warning)}</p>' for warning in state.warnings)
    reason = f"<p>{plain(state.reason)}</p>" if state.reason else ""
    return (
        f'<div class="upload {state.stage}"{_question(state)}><span class="file">{plain(state.name)}</span>'
        f'<span class="state">{_progress(state)}</span>{reason}{warnings}</div>'
    )


def _question(state: UploadState) -> str:
    """Return what the script has to know to ask what is to be done with a file."""
    if state.stage is not Stage.ASKING:
        return ""
    there = state.title or "another of the files that you chose"
    where = "" if state.agreed else "elsewhere"
    return f' data-name="{plain(state.name)}" data-title="{plain(there)}" data-where="{where}"'


def _progress(state: UploadState) -> str:
    if state.stage is Stage.EMBEDDING:
        share = f'value="{state.done}" max="{max(1, state.total)}"'
        bar = f'<progress aria-label="indexing" {share}></progress>'
        return f"{bar} indexing, part {state.done:,} of {state.total:,}"
    if state.stage is Stage.DONE:
        done = "replaced" if state.replaced else "added"
        pages = f"{_count(state.pages, 'page')}, " if state.pages else ""
        return f"{done}: {plain(state.title)} ({pages}{_count(state.paragraphs, 'paragraph')})"
    if state.stage is Stage.SAME:
        return f"is there already, nothing to do: {plain(state.title)}"
    return _SAID[state.stage]


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
