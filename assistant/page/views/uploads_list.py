"""The files of an upload, and how far each has come, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.page.views.chat_messages import plain
from assistant.uploads import Stage, UploadState

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
