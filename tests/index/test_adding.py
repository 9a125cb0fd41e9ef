"""Files are added to the index, and what it holds already stays as it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from clinical_library import ASTHMA, GOUT, write_library

from corpus.document import Document
from corpus.errors import UserError
from index.changes import Changes
from index.library import Library
from index.models.embedder import Embedder
from index.readings import READINGS
from index.single_files import add_files
from index.store.catalogue import Catalogue, read_catalogue
from index.store.transaction import writing
from index.synchronise import synchronise

ROSACEA = "Rosacea\n\nRosacea reddens the cheeks. Ivermectin cream is put on once a day.\n"
NEWER = GOUT.replace("colchicine or prednisolone", "canakinumab")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "index"


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    return write_library(tmp_path / "uploads", {"rosacea.txt": ROSACEA})


@pytest.fixture
def indexed(library: Path, folder: Path, small_embedder: Embedder) -> tuple[Document, ...]:
    """Give the four documents that are indexed before anything is added."""
    synchronise(folder, [library], small_embedder)
    return catalogue(folder).documents


def catalogue(folder: Path) -> Catalogue:
    found = read_catalogue(folder)
    assert found
    return found


def names(paths: tuple[str, ...]) -> list[str]:
    return [Path(path).name for path in paths]


def best(folder: Path, embedder: Embedder, question: str) -> str:
    library = Library(folder, embedder)
    text = library.search(question, 1)[0].paragraph.text
    library.close()
    return text


def test_a_file_is_added_beside_what_is_indexed(
    indexed: tuple[Document, ...], folder: Path, uploads: Path, small_embedder: Embedder
) -> None:
    changes = add_files(folder, [uploads / "rosacea.txt"], small_embedder)
    assert changes == Changes(new=(str(uploads / "rosacea.txt"),), paragraphs=15)
    *before, rosacea = catalogue(folder).documents
    assert tuple(before) == indexed
    assert (rosacea.id, rosacea.title) == ("rosacea", "Rosacea")
    assert "Ivermectin" in best(folder, small_embedder, "ivermectin cream")
    assert "colchicine" in best(folder, small_embedder, "naproxen, colchicine or prednisolone")


def remove(file: Path) -> None:
    file.unlink()


def spoil(file: Path) -> None:
    file.write_bytes(b"\0\1" * 99)


def rewrite(file: Path) -> None:
    file.write_text(NEWER)


@pytest.mark.parametrize("change", [remove, spoil, rewrite])
def test_files_that_have_meanwhile_changed_or_gone_stay_as_they_were_indexed(
    indexed: tuple[Document, ...],
    library: Path,
    folder: Path,
    uploads: Path,
    small_embedder: Embedder,
    change: Callable[[Path], None],
) -> None:
    change(library / "gout.txt")
    add_files(folder, [uploads / "rosacea.txt"], small_embedder)
    assert catalogue(folder).documents[:4] == indexed
    assert "colchicine" in best(folder, small_embedder, "naproxen, colchicine or prednisolone")


def test_a_whole_folder_that_has_gone_stays_indexed(
    indexed: tuple[Document, ...], library: Path, folder: Path, uploads: Path, small_embedder: Embedder
) -> None:
    shutil.rmtree(library)
    add_files(folder, [uploads / "rosacea.txt"], small_embedder)
    assert catalogue(folder).documents[:4] == indexed


def test_a_file_that_is_indexed_already_is_read_anew_when_it_has_changed_and_keeps_its_place(
    indexed: tuple[Document, ...], library: Path, folder: Path, small_embedder: Embedder
) -> None:
    generation = catalogue(folder).generation
    assert names(add_files(folder, [library / "gout.txt"], small_embedder).unchanged) == ["gout.txt"]
    assert catalogue(folder).generation == generation
    rewrite(library / "gout.txt")
    changes = add_files(folder, [library / "gout.txt"], small_embedder)
    assert (names(changes.changed), changes.new, changes.unchanged) == (["gout.txt"], (), ())
    after = catalogue(folder).documents
    assert [document.id for document in after] == [document.id for document in indexed]
    assert "canakinumab" in after[1].paragraphs[2].text
    assert (after[0], after[2:]) == (indexed[0], indexed[2:])


def test_the_same_bytes_and_the_same_text_become_copies_of_what_is_there(
    indexed: tuple[Document, ...], folder: Path, uploads: Path, small_embedder: Embedder
) -> None:
    write_library(uploads, {"podagra.txt": GOUT, "wheezing.txt": ASTHMA.replace("\n\n", "\n\n\n")})
    given = [uploads / "podagra.txt", uploads / "wheezing.txt"]
    changes = add_files(folder, given, small_embedder)
    assert set(changes.duplicates) == {(str(given[0]), "gout"), (str(given[1]), "asthma")}
    assert (changes.new, changes.paragraphs) == ((), 14)
    add_files(folder, [uploads / "rosacea.txt"], small_embedder)
    after = catalogue(folder)
    assert after.by_id["gout"].copies == (str(given[0]),)
    assert after.by_id["asthma"].copies == (str(given[1]),)
    assert set(after.copies) == set(map(str, given))
    # What is known of the copies is enough for a later run to leave them alone.
    assert len(synchronise(folder, [Path(indexed[0].source).parent, uploads], small_embedder).unchanged) == 5


def test_a_name_that_is_taken_is_numbered(
    indexed: tuple[Document, ...], folder: Path, uploads: Path, small_embedder: Embedder
) -> None:
    write_library(uploads, {"gout.txt": NEWER})
    add_files(folder, [uploads / "gout.txt"], small_embedder)
    assert [one.id for one in catalogue(folder).documents] == [*(one.id for one in indexed), "gout-2"]


def test_a_file_that_cannot_be_read_is_named_and_changes_nothing(
    indexed: tuple[Document, ...], folder: Path, uploads: Path, small_embedder: Embedder
) -> None:
    generation = catalogue(folder).generation
    (uploads / "scan.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" * 40)
    changes = add_files(folder, [uploads / "scan.pdf"], small_embedder)
    (unreadable,) = changes.unreadable
    assert unreadable[0] == str(uploads / "scan.pdf")
    assert "picture" in unreadable[1]
    assert catalogue(folder).generation == generation

    changes = add_files(folder, [uploads / "scan.pdf", uploads / "rosacea.txt"], small_embedder)
    assert (names(changes.new), len(changes.unreadable)) == (["rosacea.txt"], 1)
    assert catalogue(folder).documents[:4] == indexed


def test_without_an_index_one_is_made_unless_nothing_can_be_read(
    folder: Path, uploads: Path, small_embedder: Embedder
) -> None:
    (uploads / "empty.txt").touch()
    assert len(add_files(folder, [uploads / "empty.txt"], small_embedder).unreadable) == 1
    assert read_catalogue(folder) is None
    add_files(folder, [uploads / "rosacea.txt"], small_embedder)
    assert "Ivermectin" in best(folder, small_embedder, "ivermectin cream")


def test_a_file_that_does_not_exist_and_another_model_change_nothing(
    indexed: tuple[Document, ...], folder: Path, uploads: Path, small_embedder: Embedder, embedder: Embedder
) -> None:
    with pytest.raises(UserError, match=r"missing.txt does not exist"):
        add_files(folder, [uploads / "missing.txt"], small_embedder)
    with pytest.raises(UserError, match="was made with the embedding model"):
        add_files(folder, [uploads / "rosacea.txt"], embedder)
    assert catalogue(folder).documents == indexed


def test_who_finds_the_index_being_written_is_told_to_wait(
    indexed: tuple[Document, ...], folder: Path, uploads: Path, small_embedder: Embedder
) -> None:
    with (
        writing(folder, timeout=1),
        pytest.raises(UserError, match=r"Another process is writing the index in .* Wait until it is done"),
    ):
        add_files(folder, [uploads / "rosacea.txt"], small_embedder, lock_timeout=0.2)
    assert catalogue(folder).documents == indexed


def test_progress_is_that_of_the_added_file_alone(
    indexed: tuple[Document, ...], folder: Path, uploads: Path, small_embedder: Embedder
) -> None:
    assert indexed
    told: list[tuple[str, int, int]] = []
    add_files(folder, [uploads / "rosacea.txt"], small_embedder, progress=lambda *step: told.append(step))
    assert told == [
        ("Checking", 0, 1),
        ("Checking", 1, 1),
        ("Indexing", 0, 1),
        ("Indexing", 0, 1),
        ("Embedding", 0, 2),
        ("Indexing", 1, 1),
        ("Embedding", 2, 2),
    ]


def test_what_a_run_that_was_broken_off_has_read_is_kept(
    indexed: tuple[Document, ...], folder: Path, uploads: Path, small_embedder: Embedder
) -> None:
    assert indexed
    (folder / READINGS).write_text('{"version": "of a run that was broken off"}\n')
    before = (folder / READINGS).read_bytes()
    add_files(folder, [uploads / "rosacea.txt"], small_embedder)
    assert (folder / READINGS).read_bytes() == before


def test_rows_that_a_run_that_was_broken_off_lacks_are_made_again(
    indexed: tuple[Document, ...], library: Path, folder: Path, uploads: Path, small_embedder: Embedder
) -> None:
    """It had dropped those of a document that was to go."""
    assert indexed
    before = folder / catalogue(folder).collection
    synchronise(folder, [library / "asthma.txt"], small_embedder)
    lacking = shutil.copytree(folder / catalogue(folder).collection, folder / "lacking")
    synchronise(folder, [library], small_embedder, rebuild=True)
    assert not before.exists()
    lacking.rename(folder / "chroma-1.part")
    add_files(folder, [uploads / "rosacea.txt"], small_embedder)
    opened_library = Library(folder, small_embedder)
    near = [passage.paragraph.id for passage in opened_library.search("gout", 100) if passage.similarity_rank]
    opened_library.close()
    assert sorted(near) == sorted(paragraph.id for paragraph in catalogue(folder).paragraphs)
    assert len([*folder.iterdir()]) == len({"catalogue", "collection", "keywords", "lock"})
