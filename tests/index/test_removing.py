"""Documents are removed from the index, and all else that it holds stays as it is."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from another_process import AnotherProcess
from clinical_library import GOUT, TEXTS, write_library

from corpus.document import Document
from corpus.errors import UserError
from index.library import Library
from index.models.embedder import Embedder
from index.single_files import add_files, remove_documents
from index.store.catalogue import CATALOGUE, Catalogue, read_catalogue
from index.store.transaction import writing
from index.synchronise import synchronise

QUESTION = "An acute attack is treated with naproxen, colchicine or prednisolone"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "index"


@pytest.fixture
def opened_library(library: Path, folder: Path, small_embedder: Embedder) -> Iterator[Library]:
    """Give the library's index, open."""
    synchronise(folder, [library], small_embedder)
    opened_library = Library(folder, small_embedder)
    assert best(opened_library, QUESTION) == "gout#3"
    yield opened_library
    opened_library.close()


def catalogue(folder: Path) -> Catalogue:
    found = read_catalogue(folder)
    assert found
    return found


def ids(documents: tuple[Document, ...]) -> list[str]:
    return [document.id for document in documents]


def best(library: Library, question: str) -> str:
    return library.search(question, 1)[0].paragraph.id


def found(library: Library, question: str) -> set[str]:
    """Return the documents of all paragraphs that are found."""
    return {passage.paragraph.document for passage in library.search(question, 100)}


def digits(number: int) -> str:
    """Return words that tell one paragraph from the next: an approximate search may pass over a crowd."""
    words = "heart lung kidney liver skin bone nerve blood brain muscle".split()
    return " ".join(words[int(digit)] for digit in f"{number * 7919 % 99_991:05}")


def test_a_removed_document_is_never_found_again_and_the_others_stay_as_they_were(
    opened_library: Library, folder: Path, library: Path
) -> None:
    before = opened_library.documents()
    (removed,) = remove_documents(folder, ["gout"])
    assert removed == before[1]
    assert opened_library.documents() == (before[0], *before[2:])
    assert found(opened_library, QUESTION) == {"asthma", "migraine", "scabies"}
    assert best(opened_library, "Permethrin cream for scabies").startswith("scabies")
    assert (library / "gout.txt").read_text() == GOUT


def test_several_are_removed_at_once(opened_library: Library, folder: Path) -> None:
    assert ids(remove_documents(folder, ["scabies", "asthma", "scabies"])) == ["scabies", "asthma"]
    assert ids(opened_library.documents()) == ["gout", "migraine"]


def test_no_file_is_looked_at(opened_library: Library, folder: Path, library: Path) -> None:
    (library / "asthma.txt").unlink()
    (library / "scabies.txt").write_text("Changed")
    (library / "gout.txt").unlink()
    before = opened_library.documents()
    remove_documents(folder, ["gout"])
    assert opened_library.documents() == (before[0], *before[2:])


def test_a_document_that_someone_else_has_removed_is_named_and_nothing_else_is_lost(
    opened_library: Library, folder: Path
) -> None:
    remove_documents(folder, ["gout"])
    for names in (["gout"], ["asthma", "gout"]):
        with pytest.raises(UserError, match=r"'gout' is not indexed .* nothing was removed"):
            remove_documents(folder, names)
    assert ids(opened_library.documents()) == ["asthma", "migraine", "scabies"]


def test_where_there_is_no_index_nothing_can_be_removed(folder: Path) -> None:
    with pytest.raises(UserError, match="There is no index yet"):
        remove_documents(folder, ["gout"])


def test_a_document_goes_with_its_copies_which_stay_known_of_no_more(
    opened_library: Library, folder: Path, library: Path, small_embedder: Embedder
) -> None:
    write_library(library, {"podagra.txt": GOUT, "wheeze.txt": TEXTS["asthma.txt"]})
    add_files(folder, [library / "podagra.txt", library / "wheeze.txt"], small_embedder)
    (removed,) = remove_documents(folder, ["gout"])
    assert removed.copies == (str(library / "podagra.txt"),)
    assert "gout" not in found(opened_library, QUESTION)
    assert set(catalogue(folder).copies) == {str(library / "wheeze.txt")}
    # The file is still there: who names it again has it indexed again.
    add_files(folder, [library / "podagra.txt"], small_embedder)
    assert best(opened_library, QUESTION) == "podagra#3"


def test_files_below_a_named_folder_are_deleted_with_their_documents_and_no_others(
    opened_library: Library, folder: Path, library: Path, tmp_path: Path, small_embedder: Embedder
) -> None:
    uploads = write_library(tmp_path / "uploads", {"podagra.txt": GOUT, "rosacea.txt": "Rosacea\n\nRed.\n"})
    add_files(folder, [uploads / "podagra.txt", uploads / "rosacea.txt"], small_embedder)
    remove_documents(folder, ["gout"], delete_below=uploads)
    assert [path.name for path in uploads.iterdir()] == ["rosacea.txt"]
    assert (library / "gout.txt").exists()
    remove_documents(folder, ["rosacea"], delete_below=uploads)
    assert [*uploads.iterdir()] == []
    assert ids(opened_library.documents()) == ["asthma", "migraine", "scabies"]


def test_an_index_without_documents_works_and_says_that_there_are_none(
    opened_library: Library, folder: Path, library: Path, small_embedder: Embedder
) -> None:
    remove_documents(folder, ids(opened_library.documents()))
    fresh = Library(folder, small_embedder)
    for each in (opened_library, fresh):
        assert each.exists()
        assert each.documents() == ()
        assert each.lexicon().correct("gaut") == ("gaut", ())
        with pytest.raises(UserError, match="There are no documents to answer from"):
            each.search(QUESTION, 3)
    with pytest.raises(UserError, match="is not indexed"):
        remove_documents(folder, ["gout"])
    add_files(folder, [library / "gout.txt"], small_embedder)
    for each in (opened_library, fresh):
        assert best(each, QUESTION) == "gout#3"
    fresh.close()


def test_a_damaged_index_is_told_and_stays_as_it_was(opened_library: Library, folder: Path) -> None:
    opened_library.close()
    for file in (folder / catalogue(folder).collection).glob("chroma.sqlite3*"):
        file.unlink()
    before = (folder / CATALOGUE).read_bytes()
    with pytest.raises(UserError, match=r"cannot be changed .*; it is as it was"):
        remove_documents(folder, ["gout"])
    assert (folder / CATALOGUE).read_bytes() == before


@pytest.mark.slow
def test_a_removal_loads_no_model(opened_library: Library, folder: Path) -> None:
    script = """
import sys
from pathlib import Path
from index.single_files import remove_documents
remove_documents(Path(sys.argv[1]), ["gout"])
print(*({"torch", "sentence_transformers"} & set(sys.modules)))
"""
    run = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == []
    assert "gout" not in ids(opened_library.documents())


def test_who_finds_the_index_being_written_is_told_to_wait(opened_library: Library, folder: Path) -> None:
    with (
        writing(folder, timeout=1),
        pytest.raises(UserError, match=r"Another process is writing the index in .* Wait until it is done"),
    ):
        remove_documents(folder, ["gout"], lock_timeout=0.2)
    assert len(opened_library.documents()) == 4


@pytest.mark.slow
def test_a_run_of_another_process_that_waited_for_a_removal_does_not_bring_the_file_back(
    opened_library: Library, folder: Path, library: Path, small_model: Path
) -> None:
    """Nor does it drop what was added meanwhile: it looks for files once it may write."""
    other = AnotherProcess(str(small_model))
    try:
        # Loads what it needs, so that it waits for the lock and nothing else from now on.
        other.ask("index", folder=folder, library=library)
        with writing(folder, timeout=5):
            other.begin("index", folder=folder, library=library, lock_timeout=30)
            time.sleep(1)
            (library / "gout.txt").unlink()
            write_library(library, {"rosacea.txt": "Rosacea\n\nIvermectin cream calms rosacea.\n"})
        result = other.result()
        assert [Path(path).name for path in result["new"]] == ["rosacea.txt"]
        assert [Path(path).name for path in result["removed"]] == ["gout.txt"]
    finally:
        other.kill()
    assert ids(opened_library.documents()) == ["asthma", "migraine", "rosacea", "scabies"]


@pytest.mark.slow
def test_threads_ask_while_others_add_and_remove_in_the_same_process(
    opened_library: Library, folder: Path, library: Path, tmp_path: Path, small_embedder: Embedder
) -> None:
    """Chroma's traps: a second client on one folder, and a folder that goes while it is open."""
    del library
    done = threading.Event()
    failures: list[BaseException] = []
    answers: list[str] = []

    def ask() -> None:
        try:
            while not done.is_set():
                answers.append(best(opened_library, QUESTION))
        except BaseException as failure:
            failures.append(failure)

    def change(number: int) -> None:
        try:
            ward = "".join(f"Patient {n} of ward {number} sleeps; {digits(n)}.\n\n" for n in range(300))
            files = write_library(tmp_path / f"ward-{number}", {f"ward-{number}.txt": f"Ward\n\n{ward}"})
            for _ in range(4):
                add_files(folder, [files / f"ward-{number}.txt"], small_embedder, lock_timeout=60)
                assert f"ward-{number}" in ids(opened_library.documents())
                assert f"ward-{number}" in found(opened_library, f"Patient 7 of ward {number} sleeps")
                remove_documents(folder, [f"ward-{number}"], lock_timeout=60)
                assert f"ward-{number}" not in found(opened_library, f"Patient 7 of ward {number} sleeps")
        except BaseException as failure:
            failures.append(failure)

    asking = [threading.Thread(target=ask) for _ in range(4)]
    changing = [threading.Thread(target=change, args=(number,)) for number in (1, 2)]
    for thread in (*asking, *changing):
        thread.start()
    for thread in changing:
        thread.join()
    done.set()
    for thread in asking:
        thread.join()
    assert failures == []
    assert len(answers) > 20
    assert set(answers) == {"gout#3"}
    assert ids(opened_library.documents()) == ["asthma", "gout", "migraine", "scabies"]
    assert len(list(folder.glob("chroma*"))) == len(list(folder.glob("keywords-*"))) == 1


@pytest.mark.slow
def test_another_process_asks_while_this_one_adds_and_removes(
    opened_library: Library, folder: Path, tmp_path: Path, small_model: Path, small_embedder: Embedder
) -> None:
    uploads = write_library(tmp_path / "uploads", {"rosacea.txt": "Rosacea\n\nIvermectin calms rosacea.\n"})
    other = AnotherProcess(str(small_model))
    try:
        for _ in range(3):
            add_files(folder, [uploads / "rosacea.txt"], small_embedder)
            asked = other.ask("search", folder=folder, question="Ivermectin calms rosacea")
            assert asked["found"][0][0] == "rosacea#1"
            remove_documents(folder, ["rosacea"])
            asked = other.ask("search", folder=folder, question="Ivermectin calms rosacea")
            assert not any(paragraph.startswith("rosacea") for paragraph, _ in asked["found"])
    finally:
        other.kill()
    assert best(opened_library, QUESTION) == "gout#3"
