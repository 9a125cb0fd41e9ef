"""Several processes use one index: each sees what the others wrote, and none harms what another needs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from another_process import AnotherProcess
from clinical_library import ASTHMA, TEXTS, write_library

from corpus.errors import UserError
from index.changes import Changes
from index.library import Library
from index.models.embedder import Embedder
from index.readings import READINGS
from index.store.catalogue import read_catalogue
from index.store.transaction import writing
from index.synchronise import synchronise

pytestmark = pytest.mark.slow

QUESTION = "An acute attack is treated with naproxen, colchicine or prednisolone"
WARD = "Ward\n\n" + "".join(f"Patient {n} was seen on ward {n * 7}.\n\n" for n in range(1100))
NOBODY = 65534


@pytest.fixture(scope="module")
def other(small_model: Path) -> Iterator[AnotherProcess]:
    """Give another process, which is kept for all tests: it takes seconds to start."""
    process = AnotherProcess(str(small_model))
    yield process
    process.kill()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def opened_library(library: Path, folder: Path, small_embedder: Embedder) -> Iterator[Library]:
    """Give the library's index, open."""
    synchronise(folder, [library], small_embedder)
    opened_library = Library(folder, small_embedder)
    assert best(opened_library, QUESTION) == "gout#3"
    yield opened_library
    opened_library.close()


def best(library: Library, question: str) -> str:
    return library.search(question, 1)[0].paragraph.id


def content(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_an_open_reader_finds_what_another_process_has_added(
    opened_library: Library, folder: Path, library: Path, other: AnotherProcess
) -> None:
    write_library(library, {"rosacea.txt": "Rosacea\n\nIvermectin cream calms rosacea.\n"})
    assert [Path(path).name for path in other.ask("index", folder=folder, library=library)["new"]] == [
        "rosacea.txt"
    ]
    assert best(opened_library, "Ivermectin cream calms rosacea") == "rosacea#1"
    assert [document.id for document in opened_library.documents()][-2:] == ["rosacea", "scabies"]


def test_an_open_reader_never_finds_again_what_another_process_has_removed(
    opened_library: Library, folder: Path, library: Path, other: AnotherProcess
) -> None:
    (library / "gout.txt").unlink()
    other.ask("index", folder=folder, library=library)
    assert not any(passage.paragraph.document == "gout" for passage in opened_library.search(QUESTION, 99))


def test_an_open_reader_finds_the_new_text_of_what_another_process_has_changed(
    opened_library: Library, folder: Path, library: Path, other: AnotherProcess
) -> None:
    for text in ("Gout is treated with canakinumab.", "Gout is treated with lesinurad."):
        write_library(library, {"gout.txt": f"Gout\n\n{text}\n"})
        other.ask("index", folder=folder, library=library)
        passages = opened_library.search(text, 99)
        assert passages[0].paragraph.text == text
        assert [passage.paragraph.id for passage in passages if passage.paragraph.document == "gout"] == [
            "gout#1"
        ]


def test_two_open_readers_in_one_process_both_see_what_another_has_written(
    opened_library: Library, folder: Path, library: Path, small_embedder: Embedder, other: AnotherProcess
) -> None:
    second = Library(folder, small_embedder, embedding_weight=1)
    assert best(second, QUESTION) == "gout#3"
    write_library(library, {"rosacea.txt": "Rosacea\n\nIvermectin cream calms rosacea.\n"})
    other.ask("index", folder=folder, library=library)
    for _ in range(2):
        for each in (opened_library, second):
            assert best(each, "Ivermectin cream calms rosacea") == "rosacea#1"
    second.close()


def test_what_this_process_writes_is_found_by_another(
    opened_library: Library, folder: Path, other: AnotherProcess
) -> None:
    del opened_library
    assert other.ask("search", folder=folder, question=QUESTION)["found"][0][0] == "gout#3"


def test_while_another_process_writes_the_index_answers_as_before(
    opened_library: Library, folder: Path, library: Path, small_embedder: Embedder, other: AnotherProcess
) -> None:
    before = opened_library.search(QUESTION, 99)
    write_library(library, {"gout.txt": ASTHMA.upper(), "ward.txt": WARD})
    other.begin("index", folder=folder, library=library, pause_at="Embedding 1024")
    assert other.result()["paused"]
    assert opened_library.search(QUESTION, 99) == before
    second = Library(folder, small_embedder)
    assert second.search(QUESTION, 99) == before
    second.close()
    other.go_on()
    assert other.result()["changed"]
    assert len(opened_library.documents()) == 5
    assert not any("colchicine" in passage.paragraph.text for passage in opened_library.search(QUESTION, 99))


def test_threads_search_while_another_process_indexes_again_and_again(
    opened_library: Library, folder: Path, library: Path, tmp_path: Path, other: AnotherProcess
) -> None:
    larger = write_library(tmp_path / "larger", {**TEXTS, "asthma.txt": ASTHMA.upper(), "ward.txt": WARD})
    failures: list[BaseException] = []
    searches: list[str] = []
    done = threading.Event()

    def search() -> None:
        try:
            while not done.wait(0.005):
                searches.append(best(opened_library, QUESTION))
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        result = other.ask("index_by_turns", folder=folder, libraries=[str(larger), str(library)], times=4)
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert result == {"times": 4}
    assert failures == []
    assert len(searches) > 20
    assert set(searches) == {"gout#3"}


def test_a_run_that_is_killed_leaves_the_old_index_and_its_rows_are_taken_up(
    opened_library: Library, folder: Path, library: Path, small_model: Path, small_embedder: Embedder
) -> None:
    before, passages = content(folder), opened_library.search(QUESTION, 99)
    write_library(library, {"gout.txt": ASTHMA.upper(), "ward.txt": WARD})
    victim = AnotherProcess(str(small_model))
    victim.begin("index", folder=folder, library=library, pause_at="Embedding 1024")
    assert victim.result()["paused"][2] > 1100
    victim.kill()

    after = content(folder)
    assert {name: after[name] for name in before if "chroma-" not in name} == {
        name: before[name] for name in before if "chroma-" not in name
    }
    assert opened_library.search(QUESTION, 99) == passages
    fresh = Library(folder, small_embedder)
    assert fresh.search(QUESTION, 99) == passages
    fresh.close()

    told: list[tuple[str, int, int]] = []
    changes = synchronise(folder, [library], small_embedder, progress=lambda *step: told.append(step))
    assert (len(changes.new), len(changes.changed), len(changes.unchanged)) == (1, 1, 3)
    assert told[-1][2] < 1100 - 512
    assert len(list(folder.glob("chroma*"))) == len(list(folder.glob("keywords-*"))) == 1
    assert not any("colchicine" in passage.paragraph.text for passage in opened_library.search(QUESTION, 99))
    assert best(opened_library, "Patient 77 was seen on ward 539") == "ward#78"


def test_a_first_run_that_is_killed_leaves_no_index_and_its_rows_are_taken_up(
    folder: Path, library: Path, small_model: Path, small_embedder: Embedder
) -> None:
    write_library(library, {"ward.txt": WARD})
    victim = AnotherProcess(str(small_model))
    victim.begin("index", folder=folder, library=library, pause_at="Embedding 768")
    assert victim.result()["paused"]
    victim.kill()
    opened_library = Library(folder, small_embedder)
    with pytest.raises(UserError, match="There is no index yet"):
        opened_library.search(QUESTION, 1)

    told: list[tuple[str, int, int]] = []
    synchronise(folder, [library], small_embedder, progress=lambda *step: told.append(step))
    assert told[-1][2] < 1100 - 512
    assert best(opened_library, QUESTION) == "gout#3"
    opened_library.close()


def test_what_a_run_that_is_killed_has_read_is_not_read_again(
    folder: Path, library: Path, small_model: Path, small_embedder: Embedder
) -> None:
    victim = AnotherProcess(str(small_model))
    victim.begin("index", folder=folder, library=library, pause_at="Embedding 0")
    assert victim.result()["paused"]
    victim.kill()
    killed = datetime.now(UTC).isoformat()
    with (folder / READINGS).open("ab") as file:
        file.write(b'{"version": "broken off')
    write_library(library, {"rosacea.txt": "Rosacea\n\nIvermectin cream calms rosacea.\n"})
    assert len(synchronise(folder, [library], small_embedder).new) == 5
    catalogue = read_catalogue(folder)
    assert catalogue and [one.id for one in catalogue.documents if one.indexed > killed] == ["rosacea"]
    assert not (folder / READINGS).exists()


def test_what_a_run_that_is_killed_has_read_is_read_again_when_the_file_has_changed_or_in_a_rebuild(
    folder: Path, library: Path, small_model: Path, small_embedder: Embedder
) -> None:
    for rebuild in (False, True):
        victim = AnotherProcess(str(small_model))
        victim.begin("index", folder=folder, library=library, pause_at="Embedding 0", rebuild=True)
        assert victim.result()["paused"]
        victim.kill()
        killed = datetime.now(UTC).isoformat()
        write_library(library, {"gout.txt": f"Gout\n\nGout is treated with lesinurad ({rebuild}).\n"})
        synchronise(folder, [library], small_embedder, rebuild=rebuild)
        catalogue = read_catalogue(folder)
        assert catalogue and str(rebuild) in catalogue.by_id["gout"].paragraphs[0].text
        read_now = {one.id for one in catalogue.documents if one.indexed > killed}
        assert read_now == ({"asthma", "gout", "migraine", "scabies"} if rebuild else {"gout"})


@pytest.mark.parametrize("largest_file", [50_000, 350_000, 1_000_000])
def test_a_disk_without_room_is_told_and_the_index_stays_as_it_was(
    opened_library: Library, folder: Path, library: Path, other: AnotherProcess, largest_file: int
) -> None:
    before = opened_library.search(QUESTION, 99)
    write_library(library, {"ward.txt": WARD})
    result = other.ask("index_on_a_small_disk", folder=folder, library=library, largest_file=largest_file)
    assert str(folder) in result["error"]
    assert "cannot be written" in result["error"] or "Make room if the disk is full" in result["error"]
    assert "\n" not in result["error"]
    assert len(result["error"]) < 600
    assert opened_library.search(QUESTION, 99) == before
    opened_library.close()
    assert opened_library.search(QUESTION, 99) == before
    assert len(other.ask("index", folder=folder, library=library)["new"]) == 1
    assert best(opened_library, QUESTION) == "gout#3"


def test_of_two_processes_that_write_one_is_told_to_wait_or_waits(
    folder: Path, library: Path, tmp_path: Path, small_embedder: Embedder, other: AnotherProcess
) -> None:
    other.begin("index", folder=folder, library=library, pause_at="Embedding 0")
    assert other.result()["paused"]
    theirs = write_library(tmp_path / "theirs", {"gout.txt": TEXTS["gout.txt"]})
    with pytest.raises(UserError, match=r"Another process is writing the index in .* Wait until it is done"):
        synchronise(folder, [theirs], small_embedder, lock_timeout=0.2)

    done: list[Changes] = []
    waiting = threading.Thread(
        target=lambda: done.append(synchronise(folder, [theirs], small_embedder, lock_timeout=30))
    )
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive()
    other.go_on()
    assert len(other.result()["new"]) == 4
    waiting.join(30)
    assert len(done[0].new) == 1
    assert len(done[0].removed) == 4
    catalogue = read_catalogue(folder)
    assert catalogue and [document.source for document in catalogue.documents] == [str(theirs / "gout.txt")]


def test_a_writer_that_waits_in_vain_is_told_and_the_other_ends_well(
    folder: Path, library: Path, other: AnotherProcess
) -> None:
    with writing(folder, timeout=1):
        result = other.ask("index", folder=folder, library=library, lock_timeout=0.3)
    assert result["error"].startswith(f"Another process is writing the index in {folder}.")
    assert len(other.ask("index", folder=folder, library=library)["new"]) == 4


def as_nobody(script: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
    """Run `script` as a user whom the file system's permissions bind, as they do not bind root."""
    drop = (
        f"import os\nif os.getuid() == 0:\n    os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
    )
    # What is imported first may lie where nobody else may look.
    imports = """
import sys
from pathlib import Path
import bm25s, chromadb, chromadb.api.rust, chromadb.errors, chromadb.telemetry.product.posthog
import Stemmer, wordfreq
from corpus.errors import UserError
from index.library import Library
from index.models.embedder import Embedder
from index.synchronise import synchronise
embedder = Embedder(sys.argv[1])
embedder.embed_query("gout")
folder, library = map(Path, sys.argv[2:])
"""
    return subprocess.run(
        [sys.executable, "-c", imports + drop + script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """Give a temporary folder that others may look into, as they may not into pytest's own."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def make_read_only(path: Path) -> None:
    for folder, _, files in os.walk(path):
        for file in files:
            (Path(folder) / file).chmod(0o444)
        Path(folder).chmod(0o555)


def test_a_data_folder_that_may_not_be_written_is_told(
    public_folder: Path, small_model: Path, small_embedder: Embedder
) -> None:
    folder, library = public_folder / "index", write_library(public_folder / "library")
    synchronise(folder, [library], small_embedder)
    write_library(library, {"rosacea.txt": "Rosacea\n\nIvermectin cream calms rosacea.\n"})
    make_read_only(public_folder)
    script = """
def told(action):
    try:
        action()
    except UserError as error:
        print(error)
told(lambda: synchronise(folder, [library], embedder))
told(lambda: synchronise(folder / "new", [library], embedder))
told(lambda: Library(folder, embedder).search("gout", 1))
"""
    result = as_nobody(script, small_model, folder, library)
    lines = result.stdout.splitlines()
    assert (result.returncode, len(lines)) == (0, 3), result.stderr
    for line, place in zip(lines, (folder, folder / "new", folder), strict=True):
        assert line.startswith(f"The data folder {place} cannot be written (")
        assert line.endswith("Make it writable, or set ASSISTANT_HOME to a folder that is.")
