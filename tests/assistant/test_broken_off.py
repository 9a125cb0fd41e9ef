"""A removal or an upload that is killed, whatever the moment, has happened wholly or not at all."""

from __future__ import annotations

import itertools
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import killed_process
import pytest
from forked_process import ForkedProcess

from assistant.settings import Settings
from assistant.uploads import Policy, Received, Stage, upload_all, with_uploads
from index.library import Library
from index.models.embedder import Embedder
from index.store.catalogue import read_catalogue
from index.store.transaction import finish_broken_off
from index.synchronise import synchronise

pytestmark = pytest.mark.slow

OLD = "Protocol\n\nThe dose of upliane is 11 mg daily in adults.\n"
NEW = "Protocol\n\nThe dose of upliane is 22 mg daily in adults.\n"
Act = Callable[[str, int], int]
# The texts that are found, and what the files say.
State = tuple[list[str], list[str]]


@pytest.fixture
def settings(tmp_path: Path, library: Path, small_model: Path, small_embedder: Embedder) -> Settings:
    """Give the settings of a page whose index holds the library and an upload; a copy lies beside it."""
    settings = Settings(home=tmp_path / "home", embedding_model=str(small_model))
    synchronise(settings.index_folder, [library], small_embedder)
    (tmp_path / "protocol.txt").write_text(OLD)
    *_, (state,) = upload_all([Received(tmp_path / "protocol.txt", "protocol.txt")], settings, small_embedder)
    assert state.stage is Stage.DONE
    shutil.copytree(settings.home, tmp_path / "before")
    return settings


@pytest.fixture
def act(settings: Settings, tmp_path: Path, small_model: Path) -> Iterator[Act]:
    """Give what acts on the home as it was in the beginning, killed before a step, and returns the status."""
    process = ForkedProcess(killed_process.main, str(settings.home), str(small_model))

    def run(action: str, number: int) -> int:
        shutil.rmtree(settings.home)
        shutil.copytree(tmp_path / "before", settings.home)
        (tmp_path / "new.txt").write_text(NEW)
        command = {"action": action, "number": number, "file": str(tmp_path / "new.txt")}
        process.tell(command)
        return int(process.result())

    yield run
    process.kill()


def state(settings: Settings, embedder: Embedder) -> State:
    """Return what is found of the protocol, and what its files say, hidden ones as well."""
    library = Library(settings.index_folder, embedder)
    found = [one.paragraph for one in library.search("The dose of upliane in adults", 50)]
    library.close()
    files = [path for path in settings.uploads_folder.rglob("*") if path.is_file()]
    return (
        [one.text for one in found if one.document.startswith("protocol")],
        [path.read_text() for path in files],
    )


THERE: State = ([OLD.split("\n\n")[1].strip()], [OLD])
REPLACED: State = ([NEW.split("\n\n")[1].strip()], [NEW])
GONE: State = ([], [])


@pytest.mark.parametrize(("action", "after"), [("remove", GONE), ("replace", REPLACED)])
def test_killed_before_any_step_it_is_wholly_there_or_wholly_done_and_stays_so(
    settings: Settings,
    act: Act,
    library: Path,
    small_embedder: Embedder,
    action: str,
    after: State,
) -> None:
    found = []
    for number in itertools.count(1):
        status = act(action, number)
        assert status in (0, -signal.SIGKILL), f"step {number}"
        # The page starts again every other time; after it, as at other times at once, the command is run.
        if number % 2:
            finish_broken_off(settings.index_folder, 10)
        else:
            synchronise(settings.index_folder, with_uploads([library], settings), small_embedder)
        found.append(state(settings, small_embedder))
        assert found[-1] in (THERE, after), f"step {number}"
        if number % 2:
            synchronise(settings.index_folder, with_uploads([library], settings), small_embedder)
            assert state(settings, small_embedder) == found[-1], f"step {number}"
        assert not (settings.index_folder / "arriving").exists()
        if status == 0:
            break
    assert found[0] == THERE
    assert found[-1] == after
    assert len(found) > 10
    # Once it was done, no later moment undoes it.
    assert found == sorted(found, key=lambda one: one == after)


def test_what_cannot_be_deleted_now_stays_removed_and_is_deleted_later(
    settings: Settings, library: Path, small_embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.uploads import remove_document

    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == "protocol.txt":
            raise PermissionError(13, "Permission denied", str(path))
        unlink(path, missing_ok)

    with monkeypatch.context() as disk:
        disk.setattr(Path, "unlink", refuse)
        remove_document("protocol", settings)
        synchronise(settings.index_folder, with_uploads([library], settings), small_embedder, rebuild=True)
    assert state(settings, small_embedder) == ([], [OLD])
    synchronise(settings.index_folder, with_uploads([library], settings), small_embedder)
    assert state(settings, small_embedder) == GONE


def test_a_file_that_comes_under_a_removed_name_is_not_taken_for_the_removed_one(
    settings: Settings, small_embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import index.store.transaction
    from assistant.uploads import remove_document

    with monkeypatch.context() as crashed:
        crashed.setattr(index.store.transaction, "finish", lambda *_: None)
        remove_document("protocol", settings)
    (settings.uploads_folder / "protocol.txt").unlink()
    (tmp_path / "again.txt").write_text(OLD)
    sent = Received(tmp_path / "again.txt", "protocol.txt", Policy.ASK)
    *_, (done,) = upload_all([sent], settings, small_embedder)
    assert done.stage is Stage.DONE
    assert state(settings, small_embedder) == THERE
    found = read_catalogue(settings.index_folder)
    assert found and found.steps == ()


def test_a_file_that_could_not_be_put_in_its_place_does_not_come_there_once_it_is_removed(
    settings: Settings,
    library: Path,
    small_embedder: Embedder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from assistant.uploads import remove_document

    (tmp_path / "leaflet.txt").write_text("Leaflet\n\nThe dose of zorbiline is 7 mg daily.\n")
    replace = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if Path(target).parent == settings.uploads_folder:
            raise PermissionError(13, "Permission denied", str(target))
        return replace(path, target)

    with monkeypatch.context() as disk:
        disk.setattr(Path, "replace", refuse)
        *_, (added,) = upload_all(
            [Received(tmp_path / "leaflet.txt", "leaflet.txt")], settings, small_embedder
        )
        assert added.stage is Stage.DONE
        remove_document("leaflet", settings)
    synchronise(settings.index_folder, with_uploads([library], settings), small_embedder)

    catalogue = read_catalogue(settings.index_folder)
    assert catalogue is not None
    assert "leaflet" not in catalogue.by_id
    assert not (settings.uploads_folder / "leaflet.txt").exists()
