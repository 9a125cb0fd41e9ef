"""The index is made to match the files: new, changed, unchanged, removed and unreadable ones."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from clinical_library import ASTHMA, GOUT, MIGRAINE, SCABIES, write_library

from corpus.errors import UserError
from corpus.options import Limits
from index.changes import Changes
from index.library import Library
from index.models.embedder import Embedder
from index.readings import READINGS
from index.store.catalogue import CATALOGUE, Catalogue, read_catalogue
from index.synchronise import synchronise

if TYPE_CHECKING:
    from chromadb.api.client import Client

BINARY = bytes(range(256)) * 40
ROSACEA = "Rosacea\n\nRosacea reddens the cheeks. Ivermectin cream is put on once a day.\n"


class CountingEmbedder(Embedder):
    """Embed, and remember which texts were embedded."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.texts: list[str] = []

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        self.texts += texts
        return super().embed_documents(texts)

    def embedded(self) -> list[str]:
        """Return the texts that were embedded since the last call."""
        texts, self.texts = self.texts, []
        return texts


@pytest.fixture
def counting(small_model: Path) -> CountingEmbedder:
    return CountingEmbedder(str(small_model))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "index"


def computed() -> float:
    """Return the seconds that the processes which have ended for this one have computed for."""
    times = os.times()
    return times.children_user + times.children_system


def names(paths: Sequence[str]) -> list[str]:
    return [Path(path).name for path in paths]


def long_text(paragraphs: int) -> str:
    return "Ward\n\n" + "".join(f"Patient {n} was seen on ward {n * 7}.\n\n" for n in range(paragraphs))


def catalogue(folder: Path) -> Catalogue:
    found = read_catalogue(folder)
    assert found
    return found


def document_ids(folder: Path) -> dict[str, str]:
    """Return the ids of the documents by the folder and name of their files."""
    return {"/".join(Path(one.source).parts[-2:]): one.id for one in catalogue(folder).documents}


def rows(folder: Path) -> set[str]:
    """Return the ids of all rows that are in Chroma, of whichever collection."""
    import chromadb

    client = cast("Client", chromadb.PersistentClient(path=str(collection_folder(folder))))
    with closing(client):
        return {row for collection in client.list_collections() for row in collection.get()["ids"]}


def found(folder: Path, embedder: Embedder, question: str, *, embedding_weight: float = 0.5) -> list[str]:
    """Return the texts of all paragraphs that are found, best first."""
    library = Library(folder, embedder, embedding_weight=embedding_weight)
    texts = [passage.paragraph.text for passage in library.search(question, 100)]
    library.close()
    return texts


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the files that say what is indexed."""
    files = [folder / CATALOGUE, *folder.glob("keywords-*/*")]
    return {str(file): file.read_bytes() for file in files}


def test_new_files_are_indexed_by_the_packaged_model(library: Path, folder: Path, embedder: Embedder) -> None:
    changes = synchronise(folder, [library], embedder)
    assert names(changes.new) == ["asthma.txt", "gout.txt", "migraine.txt", "scabies.txt"]
    assert changes == Changes(new=changes.new, paragraphs=14)
    assert document_ids(folder)["library/gout.txt"] == "gout"
    assert "Permethrin" in found(folder, embedder, "Is permethrin cream washed off?")[0]


def test_a_second_run_finds_everything_unchanged_and_embeds_nothing(
    library: Path, folder: Path, counting: CountingEmbedder
) -> None:
    first = synchronise(folder, [library], counting)
    before = snapshot(folder), rows(folder)
    assert len(counting.embedded()) == len(before[1]) >= 14
    changes = synchronise(folder, [library], counting)
    assert changes == Changes(unchanged=first.new, paragraphs=14)
    assert counting.embedded() == []
    assert (snapshot(folder), rows(folder)) == before


def test_a_file_that_was_touched_or_saved_again_is_unchanged(
    library: Path, folder: Path, counting: CountingEmbedder
) -> None:
    synchronise(folder, [library], counting)
    counting.embedded()
    os.utime(library / "gout.txt", (1, 1))
    (library / "asthma.txt").write_bytes((library / "asthma.txt").read_bytes())
    assert len(synchronise(folder, [library], counting).unchanged) == 4
    assert counting.embedded() == []


def changed_behind_its_back(file: Path) -> str:
    """Change a file so that its size and its time are as they were; return its text before."""
    before, seen = file.read_text(), file.stat()
    file.write_text(before.replace("naproxen", "nintedan"))
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    return before


def test_a_file_whose_size_and_time_are_as_they_were_is_not_even_opened_unless_it_is_rebuilt(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    for file in library.iterdir():
        os.utime(file, (1_000_000, 1_000_000))
    synchronise(folder, [library], small_embedder)
    changed_behind_its_back(library / "gout.txt")
    assert len(synchronise(folder, [library], small_embedder).unchanged) == 4
    synchronise(folder, [library], small_embedder, rebuild=True)
    assert "nintedan" in catalogue(folder).by_id["gout"].paragraphs[2].text


def test_a_file_that_was_changed_just_before_it_was_read_is_hashed(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    synchronise(folder, [library], small_embedder)
    changed_behind_its_back(library / "gout.txt")
    assert names(synchronise(folder, [library], small_embedder).changed) == ["gout.txt"]


def test_a_file_that_was_touched_is_hashed_once(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    synchronise(folder, [library], small_embedder)
    generation = catalogue(folder).generation
    os.utime(library / "gout.txt", (1_000_000, 1_000_000))
    synchronise(folder, [library], small_embedder)
    changed_behind_its_back(library / "gout.txt")
    assert len(synchronise(folder, [library], small_embedder).unchanged) == 4
    assert catalogue(folder).generation == generation


def test_a_document_tells_when_it_was_read_and_what_its_file_was_like(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    before = datetime.now(UTC)
    synchronise(folder, [library], small_embedder)
    gout, seen = catalogue(folder).by_id["gout"], (library / "gout.txt").stat()
    assert (gout.size, gout.modified) == (seen.st_size, seen.st_mtime_ns)
    assert before - timedelta(seconds=1) <= datetime.fromisoformat(gout.indexed) <= datetime.now(UTC)


def test_a_file_that_takes_too_long_is_named_and_tried_again_by_the_next_run(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    write_library(library, {"ward.txt": long_text(150_000)})
    short = Limits(seconds=1)
    changes = synchronise(folder, [library], small_embedder, limits=short)
    why = "reading took longer than 1 second of computing"
    assert changes.unreadable == ((str(library / "ward.txt"), why),)
    assert len(changes.new) == 4
    assert not (folder / READINGS).exists()

    before = computed()
    again = synchronise(folder, [library], small_embedder, limits=short)
    assert (again.unreadable, len(again.unchanged)) == (changes.unreadable, 4)
    assert computed() - before > 0.9, "it was not tried"

    write_library(library, {"ward.txt": long_text(300)})
    assert names(synchronise(folder, [library], small_embedder, limits=short).new) == ["ward.txt"]


def test_what_was_given_up_for_want_of_time_is_read_when_there_is_more(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    synchronise(folder, [library], small_embedder)
    write_library(library, {"ward.txt": long_text(3_000)})
    short = synchronise(folder, [library], small_embedder, limits=Limits(seconds=0.005))
    assert [path for path, _ in short.unreadable] == [str(library / "ward.txt")]

    again = synchronise(folder, [library], small_embedder)
    assert (names(again.new), again.unreadable) == (["ward.txt"], ())


def test_a_file_that_is_too_large_is_not_read(library: Path, folder: Path, small_embedder: Embedder) -> None:
    with (library / "large.txt").open("wb") as file:
        file.truncate(3_000_000)
    changes = synchronise(folder, [library], small_embedder, limits=Limits(file_size=2))
    assert changes.unreadable == (
        (str(library / "large.txt"), "it has 3 MB, more than the 2 that ASSISTANT_LARGEST_FILE allows"),
    )


def test_what_is_no_file_is_named(library: Path, folder: Path, small_embedder: Embedder) -> None:
    os.mkfifo(library / "pipe.txt")
    changes = synchronise(folder, [library, library / "pipe.txt"], small_embedder)
    assert changes.unreadable == ((str(library / "pipe.txt"), "it is no regular file"),)


@pytest.mark.parametrize(
    "name", ["a b.txt", '"it\'s".txt', "two\nlines.txt", "x" * 246 + ".txt", "ревматизм.txt", "関節"]
)
def test_a_file_is_indexed_whatever_it_is_called(
    library: Path, folder: Path, small_embedder: Embedder, name: str
) -> None:
    write_library(library, {name: ROSACEA})
    assert names(synchronise(folder, [library], small_embedder).new).count(name) == 1
    assert "Ivermectin" in found(folder, small_embedder, "ivermectin cream")[0]
    assert len(synchronise(folder, [library], small_embedder).unchanged) == 5


def test_only_a_new_file_is_embedded(library: Path, folder: Path, counting: CountingEmbedder) -> None:
    synchronise(folder, [library], counting)
    counting.embedded()
    write_library(library, {"skin/rosacea.md": ROSACEA})
    changes = synchronise(folder, [library], counting)
    assert names(changes.new) == ["rosacea.md"]
    assert len(changes.unchanged) == 4
    assert all("Rosacea" in text or "Ivermectin" in text for text in counting.embedded())
    assert "Ivermectin" in found(folder, counting, "ivermectin cream")[0]


@pytest.mark.parametrize("embedding_weight", [0, 0.5, 1])
def test_the_old_text_of_a_changed_file_is_never_found_again(
    library: Path, folder: Path, counting: CountingEmbedder, embedding_weight: float
) -> None:
    synchronise(folder, [library], counting)
    old_rows = rows(folder)
    counting.embedded()
    (library / "gout.txt").write_text(GOUT.replace("colchicine or prednisolone", "canakinumab"))
    changes = synchronise(folder, [library], counting)
    assert (names(changes.changed), len(changes.unchanged), changes.new) == (["gout.txt"], 3, ())
    assert all(
        text in GOUT.replace("colchicine or prednisolone", "canakinumab") for text in counting.embedded()
    )
    assert {row for row in rows(folder) & old_rows if row.startswith("gout@")} == set()
    question = "An acute attack is treated with naproxen, colchicine or prednisolone."
    texts = found(folder, counting, question, embedding_weight=embedding_weight)
    assert "canakinumab" in texts[0]
    assert not any("colchicine" in text for text in texts)


def test_the_paragraphs_of_a_removed_file_are_never_found_again(
    library: Path, folder: Path, counting: CountingEmbedder
) -> None:
    synchronise(folder, [library], counting)
    counting.embedded()
    (library / "gout.txt").unlink()
    changes = synchronise(folder, [library], counting)
    assert names(changes.removed) == ["gout.txt"]
    assert (len(changes.unchanged), changes.paragraphs) == (3, 10)
    assert counting.embedded() == []
    assert not any(row.startswith("gout@") for row in rows(folder))
    assert not any("urate" in text for text in found(folder, counting, "urate crystals in the joint"))


def test_files_that_are_not_named_leave_the_index(
    library: Path, folder: Path, counting: CountingEmbedder
) -> None:
    synchronise(folder, [library], counting)
    changes = synchronise(folder, [library / "gout.txt", library / "asthma.txt"], counting)
    assert names(changes.removed) == ["migraine.txt", "scabies.txt"]
    assert document_ids(folder) == {"library/gout.txt": "gout", "library/asthma.txt": "asthma"}


def test_a_file_that_is_named_twice_is_indexed_once(
    library: Path, folder: Path, counting: CountingEmbedder
) -> None:
    changes = synchronise(folder, [library / "gout.txt", library, library / ".." / "library"], counting)
    assert len(changes.new) == 4


def test_a_renamed_file_is_a_new_document(library: Path, folder: Path, counting: CountingEmbedder) -> None:
    synchronise(folder, [library], counting)
    (library / "gout.txt").rename(library / "podagra.txt")
    changes = synchronise(folder, [library], counting)
    assert (names(changes.new), names(changes.removed)) == (["podagra.txt"], ["gout.txt"])
    assert "podagra" in document_ids(folder).values()
    assert "gout" not in document_ids(folder).values()
    assert {row.split("@")[0] for row in rows(folder)} == {"asthma", "migraine", "podagra", "scabies"}


def test_a_file_that_was_moved_is_not_embedded_again(
    library: Path, folder: Path, counting: CountingEmbedder
) -> None:
    synchronise(folder, [library], counting)
    counting.embedded()
    before = rows(folder)
    (library / "joints").mkdir()
    (library / "gout.txt").rename(library / "joints" / "gout.txt")
    synchronise(folder, [library], counting)
    assert document_ids(folder)["joints/gout.txt"] == "gout"
    assert counting.embedded() == []
    assert rows(folder) == before


def test_two_files_of_one_name_have_two_ids_that_stay_with_them(
    tmp_path: Path, folder: Path, counting: CountingEmbedder
) -> None:
    library = write_library(tmp_path / "library", {"b/care.txt": ASTHMA, "c/care.txt": GOUT})
    expected = {"b/care.txt": "care", "c/care.txt": "care-2"}
    synchronise(folder, [library], counting)
    assert document_ids(folder) == expected

    write_library(library, {"a/care.txt": MIGRAINE})
    synchronise(folder, [library], counting)
    expected["a/care.txt"] = "care-3"
    assert document_ids(folder) == expected

    write_library(library, {"b/care.txt": SCABIES})
    synchronise(folder, [library], counting)
    assert document_ids(folder) == expected
    assert "Permethrin" in found(folder, counting, "permethrin cream for scabies")[0]

    (library / "b" / "care.txt").unlink()
    synchronise(folder, [library], counting)
    del expected["b/care.txt"]
    assert document_ids(folder) == expected
    assert {row.split("@")[0] for row in rows(folder)} == {"care-2", "care-3"}


def test_unreadable_files_are_named_with_their_reason_and_the_others_go_in(
    library: Path, folder: Path, counting: CountingEmbedder
) -> None:
    (library / "binary.txt").write_bytes(BINARY)
    (library / "empty.txt").touch()
    (library / "blank.md").write_text(" \n\n\t\n")
    changes = synchronise(folder, [library], counting)
    assert len(changes.new) == 4
    reasons = {Path(path).name: reason for path, reason in changes.unreadable}
    assert set(reasons) == {"binary.txt", "empty.txt", "blank.md"}
    assert all(reason and "\n" not in reason for reason in reasons.values())
    assert synchronise(folder, [library], counting) == Changes(
        unchanged=changes.new, unreadable=changes.unreadable, paragraphs=14
    )


@pytest.mark.parametrize("content", [BINARY, b""])
def test_a_file_that_has_become_unreadable_keeps_its_old_text(
    library: Path, folder: Path, counting: CountingEmbedder, content: bytes
) -> None:
    synchronise(folder, [library], counting)
    (library / "gout.txt").write_bytes(content)
    (library / "asthma.txt").unlink()
    changes = synchronise(folder, [library], counting)
    assert names([path for path, _ in changes.unreadable]) == ["gout.txt"]
    assert names(changes.removed) == ["asthma.txt"]
    assert "colchicine" in found(folder, counting, "naproxen, colchicine or prednisolone")[0]
    (library / "gout.txt").write_text(GOUT)
    assert "gout.txt" in names(synchronise(folder, [library], counting).unchanged)


def test_when_no_file_can_be_read_the_index_stays_as_it_was(
    library: Path, tmp_path: Path, folder: Path, counting: CountingEmbedder
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "binary.txt").write_bytes(BINARY)
    (other / "empty.txt").touch()
    with pytest.raises(UserError, match=r"None of the files could be read. .*binary.txt: "):
        synchronise(folder, [other], counting)
    assert read_catalogue(folder) is None

    synchronise(folder, [library], counting)
    before = snapshot(folder), rows(folder)
    for rebuild in (False, True):
        with pytest.raises(UserError, match=r"None of the files could be read. .* The index is as it was"):
            synchronise(folder, [other], counting, rebuild=rebuild)
        assert (snapshot(folder), rows(folder)) == before


def test_a_path_that_does_not_exist_changes_nothing(
    library: Path, folder: Path, counting: CountingEmbedder
) -> None:
    with pytest.raises(UserError, match=r"missing.txt does not exist"):
        synchronise(folder, [library, library / "missing.txt"], counting)
    assert not folder.exists()


def test_a_file_whose_name_is_not_valid_unicode_is_indexed(
    library: Path, folder: Path, counting: CountingEmbedder
) -> None:
    name = os.fsdecode(b"rosac\xe9e.txt")
    try:
        (library / name).write_text(ROSACEA)
    except OSError:
        pytest.skip("this file system takes no such name")
    assert name in names(synchronise(folder, [library], counting).new)
    assert name in names(synchronise(folder, [library], counting).unchanged)


def test_a_long_paragraph_is_found_by_what_stands_at_its_end(
    tmp_path: Path, folder: Path, embedder: Embedder
) -> None:
    long = " ".join(f"Remark number {number} is about the weather." for number in range(150))
    text = f"{GOUT}\n{long} The dose of febuxostat is 80 mg once a day.\n"
    library = write_library(tmp_path / "library", {"gout.txt": text, "asthma.txt": ASTHMA})
    changes = synchronise(folder, [library], embedder)
    assert len(rows(folder)) > changes.paragraphs + 50
    texts = found(folder, embedder, "How much febuxostat is taken daily?", embedding_weight=1)
    assert texts[0].endswith("80 mg once a day.")
    assert len(texts) == len(set(texts))


def test_progress_is_told_step_by_step_until_all_is_done(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    write_library(library, {"ward.txt": long_text(600)})
    told: list[tuple[str, int, int]] = []
    synchronise(folder, [library], small_embedder, progress=lambda *step: told.append(step))
    for what, total in (("Checking", 5), ("Indexing", 5), ("Embedding", len(rows(folder)))):
        steps = [(done, of) for name, done, of in told if name == what]
        assert steps[0][0] == 0
        assert steps[-1] == (total, total)
        assert all(earlier <= later for earlier, later in pairwise(steps))
        assert len(steps) > 3


def test_progress_without_anything_to_embed_is_whole(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    synchronise(folder, [library], small_embedder)
    (library / "gout.txt").unlink()
    told: list[tuple[str, int, int]] = []
    synchronise(folder, [library], small_embedder, progress=lambda *step: told.append(step))
    assert told[-1] == ("Embedding", 0, 0)


def test_another_model_is_refused_until_the_index_is_rebuilt_and_so_is_the_way_back(
    library: Path, folder: Path, embedder: Embedder, small_embedder: Embedder
) -> None:
    synchronise(folder, [library], embedder)
    before = snapshot(folder), rows(folder)
    for old, new in ((embedder, small_embedder), (small_embedder, embedder)):
        with pytest.raises(UserError) as raised:
            synchronise(folder, [library], new)
        with pytest.raises(UserError) as raised_by_reader:
            found(folder, new, "gout")
        assert str(raised.value) == str(raised_by_reader.value)
        assert f"was made with the embedding model {old.name!r}, not {new.name!r}" in str(raised.value)
        assert "Run `assistant index --rebuild`" in str(raised.value)
        assert f"set ASSISTANT_EMBEDDING_MODEL={old.name}." in str(raised.value)
        assert "colchicine" in found(folder, old, "naproxen, colchicine or prednisolone")[0]

        assert len(synchronise(folder, [library], new, rebuild=True).new) == 4
        assert "colchicine" in found(folder, new, "naproxen, colchicine or prednisolone")[0]
        assert len(synchronise(folder, [library], new).unchanged) == 4
        assert len(list(folder.glob("chroma*"))) == len(list(folder.glob("keywords-*"))) == 1
    assert rows(folder) == before[1]


def test_a_rebuild_embeds_everything_anew_whatever_is_there(
    library: Path, folder: Path, counting: CountingEmbedder
) -> None:
    synchronise(folder, [library], counting)
    first = counting.embedded()
    generation = catalogue(folder).generation
    synchronise(folder, [library], counting, rebuild=True)
    assert counting.embedded() == first
    assert catalogue(folder).generation > generation


def test_a_rebuild_owes_nothing_to_what_a_broken_off_run_left(
    library: Path, folder: Path, counting: CountingEmbedder
) -> None:
    synchronise(folder, [library], counting)
    first = counting.embedded()
    shutil.copytree(collection_folder(folder), folder / "chroma-1.part")
    synchronise(folder, [library], counting, rebuild=True)
    assert counting.embedded() == first
    assert not (folder / "chroma-1.part").exists()


def cut_short(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 3)


def collection_folder(folder: Path) -> Path:
    return folder / catalogue(folder).collection


def remove_keywords(folder: Path) -> None:
    for keywords in folder.glob("keywords-*"):
        shutil.rmtree(keywords)


def write_over_the_catalogue(folder: Path) -> None:
    (folder / CATALOGUE).write_text('{"format": 9}\n')


def write_over_the_database(folder: Path) -> None:
    (collection_folder(folder) / "chroma.sqlite3").write_bytes(b"no database" * 999)


def write_over_the_vectors(folder: Path) -> None:
    for file in collection_folder(folder).glob("*/header.bin"):
        file.write_bytes(b"no vectors")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "no catalogue": lambda folder: (folder / CATALOGUE).unlink(),
    "broken catalogue": lambda folder: cut_short(folder / CATALOGUE),
    "catalogue of another version": write_over_the_catalogue,
    "no keywords": remove_keywords,
    "no collection": lambda folder: shutil.rmtree(collection_folder(folder)),
    "broken database": lambda folder: cut_short(collection_folder(folder) / "chroma.sqlite3"),
    "no database": write_over_the_database,
    "broken vectors": write_over_the_vectors,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_rebuild_mends_whatever_is_damaged(
    library: Path, folder: Path, small_embedder: Embedder, damage: str
) -> None:
    synchronise(folder, [library], small_embedder)
    DAMAGES[damage](folder)
    assert len(synchronise(folder, [library], small_embedder, rebuild=True).new) == 4
    assert "colchicine" in found(folder, small_embedder, "naproxen, colchicine or prednisolone")[0]
    assert len(synchronise(folder, [library], small_embedder).unchanged) == 4


@pytest.mark.parametrize("damage", ["broken catalogue", "broken database", "no database", "broken vectors"])
def test_what_is_damaged_is_mended_by_a_run_that_takes_a_change_in_as_well(
    library: Path, folder: Path, small_embedder: Embedder, damage: str
) -> None:
    # From 1000 rows on, Chroma keeps the vectors in files of their own.
    write_library(library, {"ward.txt": long_text(1100)})
    synchronise(folder, [library], small_embedder)
    DAMAGES[damage](folder)
    (library / "gout.txt").unlink()
    assert len(synchronise(folder, [library], small_embedder).mended) == 1
    assert set(document_ids(folder).values()) == {"asthma", "migraine", "scabies", "ward"}
    assert not any("colchicine" in text for text in found(folder, small_embedder, "naproxen or colchicine"))


@pytest.mark.parametrize("damage", ["no keywords", "no collection"])
def test_a_lost_part_is_made_again_when_something_else_has_changed(
    library: Path, folder: Path, small_embedder: Embedder, damage: str
) -> None:
    synchronise(folder, [library], small_embedder)
    DAMAGES[damage](folder)
    write_library(library, {"rosacea.txt": ROSACEA})
    synchronise(folder, [library], small_embedder)
    assert "colchicine" in found(folder, small_embedder, "naproxen, colchicine or prednisolone")[0]


def test_a_data_folder_that_cannot_be_made_is_told(
    library: Path, tmp_path: Path, small_embedder: Embedder
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match=r"The data folder .* cannot be written .* ASSISTANT_HOME") as raised:
        synchronise(tmp_path / "file" / "index", [library], small_embedder)
    assert "\n" not in str(raised.value)
