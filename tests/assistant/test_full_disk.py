"""A disk without room is said to be full, with what to do, and all stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from clinical_library import write_library
from small_disk import filled, small_disk

from assistant.answer import Answer
from assistant.evaluation.gold import GoldQuestion
from assistant.evaluation.gold.drafting import append
from assistant.page.feedback import Feedback, keep_feedback
from assistant.settings import Settings
from assistant.uploads import Received, Stage, UploadState, remove_document, upload_all
from assistant.users import add_user
from corpus.errors import UserError
from corpus.whole_files import replace_file
from index.library import Library
from index.models.embedder import Embedder
from index.readings import READINGS
from index.synchronise import synchronise

pytestmark = pytest.mark.slow

QUESTION = "An acute attack is treated with naproxen, colchicine or prednisolone"
WARD = "Ward\n\n" + "".join(f"Patient {n} was seen on ward {n * 7}.\n\n" for n in range(1100))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", 1) as disk:
        yield disk


@pytest.fixture
def settings(
    tmp_path: Path, library: Path, small_model: Path, small_embedder: Embedder
) -> Iterator[Settings]:
    """Give the settings of a page whose index, with an upload in it, lies on a small disk."""
    with small_disk(tmp_path / "home", 8) as home:
        settings = Settings(home=home, embedding_model=str(small_model))
        synchronise(settings.index_folder, [library], small_embedder)
        assert upload(settings, small_embedder, tmp_path, "rosacea.txt", "Rosacea\n\nRed cheeks.\n").document
        yield settings


def upload(settings: Settings, embedder: Embedder, folder: Path, name: str, text: str) -> UploadState:
    (folder / "sent.txt").write_text(text)
    *_, (state,) = upload_all([Received(folder / "sent.txt", name)], settings, embedder)
    return state


def content(folder: Path) -> dict[str, bytes]:
    """Return what lies in a folder, but for what a run has read, which is kept for the next one."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != READINGS)
    return {str(file): file.read_bytes() for file in files}


def best(settings: Settings, embedder: Embedder) -> str:
    library = Library(settings.index_folder, embedder)
    try:
        return library.search(QUESTION, 1)[0].paragraph.id
    finally:
        library.close()


@pytest.mark.parametrize("room", [0, 50_000, 500_000])
def test_an_index_without_room_is_as_it_was(
    settings: Settings, small_embedder: Embedder, library: Path, tmp_path: Path, room: int
) -> None:
    write_library(library, {"ward.txt": WARD})
    before = content(settings.home)
    acts: dict[str, Callable[[], object]] = {
        "index": lambda: synchronise(settings.index_folder, [library], small_embedder),
        "remove": lambda: remove_document("rosacea", settings),
    }
    with filled(settings.home, but=room):
        for name, act in acts.items():
            if name == "remove" and room > 100_000:
                continue
            with pytest.raises(
                UserError, match=r"The disk is full: .* needed, .* free.* Make room"
            ) as raised:
                act()
            assert "\n" not in str(raised.value)
        state = upload(settings, small_embedder, tmp_path, "ward.txt", WARD)
        assert state.stage is Stage.FAILED
        assert "The disk is full" in state.reason
    assert content(settings.home) == before
    assert best(settings, small_embedder) == "gout#3"
    remove_document("rosacea", settings)
    assert len(synchronise(settings.index_folder, [library], small_embedder).new) == 1


def test_a_file_that_is_written_whole_is_as_it_was(disk: Path) -> None:
    file = disk / "file"
    replace_file(file, b"before")
    with (
        filled(disk),
        pytest.raises(UserError, match=r"The disk is full: .*file cannot be written \(0\.3 MB"),
    ):
        replace_file(file, bytes(300_000))
    assert content(disk) == {str(file): b"before"}
    replace_file(file, b"after")
    assert file.read_bytes() == b"after"


# A block, so that one byte more takes another.
BLANK = 4096
ANSWER = Answer("What is JDM?", "What is JDM?", "refused", "Not answered.", (), (), 0.1, ())
WRITERS: dict[str, Callable[[Path], object]] = {
    "feedback": lambda disk: keep_feedback(disk / "file", Feedback(ANSWER, right=True, comment="x" * 2000)),
    "gold": lambda disk: append(disk / "file", [GoldQuestion("q", "What is JDM?", False)]),
    "users": lambda disk: add_user(disk / "file", "maria", "correct horse battery"),
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("is_there", [True, False])
def test_whatever_a_person_adds_to_is_as_it_was(disk: Path, writer: str, is_there: bool) -> None:
    if is_there:
        (disk / "file").write_text("\n" * BLANK)
    before = content(disk)
    with (
        filled(disk),
        pytest.raises(UserError, match=r"The disk is full: .*file cannot be written") as raised,
    ):
        WRITERS[writer](disk)
    assert "Make room, then do the same again." in str(raised.value)
    after = {name: held for name, held in content(disk).items() if not name.endswith(".lock") and held}
    assert after == before
    WRITERS[writer](disk)
    assert (disk / "file").stat().st_size > (BLANK if is_there else 0)
