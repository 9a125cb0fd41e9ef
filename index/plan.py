"""What is to be done with each file: leave its document as it is, read it, or take it for a copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from corpus.document import Document
from corpus.slug import slug
from index.reading_processes import Request
from index.store.catalogue import Catalogue, FileState
from index.survey import Seen


@dataclass(slots=True)
class Plan:
    """What is to be done with the files in `seen`, all by their paths.

    `asked` are the files that the run is about, `kept` documents that stay, `requests` the files to read,
    `twins` those with the text of another file, with that one's path.
    """

    seen: Mapping[str, Seen]
    asked: AbstractSet[str]
    kept: dict[str, Document] = field(default_factory=dict)
    requests: dict[str, Request] = field(default_factory=dict)
    twins: dict[str, str] = field(default_factory=dict)

    def unreadable(self) -> dict[str, str]:
        """Return the files that cannot be read, with the reasons."""
        return {path: file.reason for path, file in self.seen.items() if file.reason}

    def hash(self, path: str) -> str:
        """Return the SHA-256 of the content of a file, of what is indexed of it when it cannot be read."""
        return _hash(self.seen[path])

    def state_of_copy(self, path: str) -> FileState:
        """Return what to remember of a copy; its time only when no later change can bear the same."""
        file = self.seen[path]
        state = file.state or file.known
        assert state
        return state if file.settled else replace(state, modified=0)


def make_plan(seen: Sequence[Seen], before: Catalogue, asked: Iterable[str] | None = None) -> Plan:
    """Return what is to be done with the files in `seen` when `before` is what is indexed.

    The run is about those whose paths are `asked`, about all of them when that is left out.
    """
    files = {str(file.path): file for file in seen}
    plan = Plan(files, files.keys() if asked is None else frozenset(asked))
    ids: dict[str, str] = {}
    for document in before.documents:
        heir = _heir(document, plan.seen)
        if heir and _stays(heir, plan.seen) and _hash(plan.seen[heir]) == document.content_hash:
            plan.kept[heir] = _brought_up_to_date(document, plan.seen[heir])
            copies = (copy for copy in document.copies if copy != heir and _stays(copy, plan.seen))
            plan.twins |= dict.fromkeys(copies, heir)
        elif heir:
            ids[heir] = document.id
    _share_out(plan, ids)
    return plan


def _heir(document: Document, files: Mapping[str, Seen]) -> str | None:
    """Return the path of the file that has the document's id from now on, None when it goes.

    A copy of the same bytes comes before one that only reads the same: that one is read, since its pages
    and offsets are its own.
    """
    if document.source in files:
        return document.source
    copies = [copy for copy in document.copies if _stays(copy, files)]
    copies.sort(key=lambda copy: _hash(files[copy]) != document.content_hash)
    return next(iter(copies), None)


def _stays(path: str, files: Mapping[str, Seen]) -> bool:
    """Tell whether a file is as it was, or cannot be read, so that what is indexed of it stays."""
    file = files.get(path)
    return file is not None and file.known is not None and (file.unchanged or bool(file.reason))


def _hash(file: Seen) -> str:
    """Return the SHA-256 of what is indexed of a file that cannot be read, else of its content."""
    state = file.state or file.known
    return state.content_hash if state else ""


def _brought_up_to_date(document: Document, file: Seen) -> Document:
    """Return `document` with where its file lies, and when it was changed if that is settled."""
    moved = replace(document, source=str(file.path))
    if file.state is None or file.state.modified == document.modified:
        return moved
    if file.settled:
        return replace(moved, modified=file.state.modified)
    return moved if moved == document else replace(moved, modified=0)


def _share_out(plan: Plan, ids: Mapping[str, str]) -> None:
    """Have the files that are left read, each content once; those with `ids` come first and keep them."""
    by_content = {document.content_hash: path for path, document in plan.kept.items()}
    by_content |= {_hash(plan.seen[twin]): path for twin, path in plan.twins.items()}
    taken = {document.id for document in plan.kept.values()} | set(ids.values())
    for path in sorted(plan.seen, key=lambda path: path not in ids):
        file = plan.seen[path]
        if file.state is None or path in plan.kept or path in plan.twins:
            continue
        content = file.state.content_hash
        if content in by_content:
            plan.twins[path] = by_content[content]
            continue
        by_content[content] = path
        document_id = ids.get(path) or _free_id(slug(file.path), taken)
        taken.add(document_id)
        plan.requests[path] = Request(file.source or file.path, document_id, file.state.size)


def _free_id(name: str, taken: AbstractSet[str]) -> str:
    """Return `name`, numbered when it is taken."""
    number = 1
    while (candidate := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return candidate
