"""Chroma keeps a row a chunk, and finds the rows nearest to a vector."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus.document import Chunk
from index.store.collection import Collection, CollectionError, Near

MODEL = "a model"
Vectors = list[list[float]]


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    collection = Collection(tmp_path / "chroma", MODEL)
    yield collection
    collection.close()


def unit_vectors(count: int, seed: int = 1, dimensions: int = 8) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, dimensions))
    return [list(map(float, vector / np.linalg.norm(vector))) for vector in vectors]


def rows(document: str, count: int, text: str = "hash") -> list[tuple[str, Chunk]]:
    return [
        (f"{document}@{text}#{number}.1", Chunk(f"{document}#{number}", 1, "words", 0, 5))
        for number in range(1, count + 1)
    ]


def many_rows(folder: Path) -> Path:
    """Make a collection so large that Chroma keeps its vectors in files of their own."""
    collection = Collection(folder, MODEL)
    collection.write(rows("gout", 1500), unit_vectors(1500))
    collection.close()
    return folder


def ids(found: Sequence[Near]) -> list[str]:
    return [chunk.row for chunk in found]


def test_rows_are_found_by_their_cosine_similarity_nearest_first(collection: Collection) -> None:
    vectors = [[1.0, 0.0], [0.6, 0.8], [0.0, 1.0], [-1.0, 0.0]]
    collection.write(rows("gout", 4), vectors)
    found = collection.nearest([1.0, 0.0], 4)
    assert [chunk.paragraph for chunk in found] == ["gout#1", "gout#2", "gout#3", "gout#4"]
    assert [(chunk.start, chunk.end) for chunk in found] == [(0, 5)] * 4
    assert [chunk.similarity for chunk in found] == pytest.approx([1, 0.6, 0, -1], abs=1e-6)


def test_no_more_rows_are_found_than_asked_for_or_than_there_are(collection: Collection) -> None:
    collection.write(rows("gout", 30), unit_vectors(30))
    question = unit_vectors(1, seed=2)[0]
    assert len(collection.nearest(question, 7)) == 7
    assert len(collection.nearest(question, 60)) == 30


def test_only_rows_of_the_documents_asked_for_are_found(collection: Collection) -> None:
    for document in ("asthma", "gout", "gout-2"):
        collection.write(rows(document, 20), unit_vectors(20))
    question = unit_vectors(1)[0]
    assert {row.split("@")[0] for row in ids(collection.nearest(question, 60, {"gout"}))} == {"gout"}
    assert len(collection.nearest(question, 60, {"gout", "asthma"})) == 40
    assert len(collection.nearest(question, 60)) == 60
    assert collection.nearest(question, 60, {"scabies"}) == []


def test_rows_among_thousands_that_are_nearly_the_same_are_all_found(tmp_path: Path) -> None:
    # An HNSW graph can lose sight of a few rows; with Chroma's own settings it often does.
    few, centre = unit_vectors(14, seed=1, dimensions=64), unit_vectors(1, seed=2, dimensions=64)
    noise = np.random.default_rng(3).normal(scale=0.03, size=(2500, 64))
    for build in range(4):
        collection = Collection(tmp_path / str(build), MODEL)
        collection.write(rows("gout", 14), few)
        collection.write(rows("ward", 2500), (noise + centre).tolist())
        found = [collection.nearest(vector, 60)[0][0] for vector in few]
        assert found == [row for row, _ in rows("gout", 14)]
        collection.close()


def test_missing_rows_are_named_in_order(collection: Collection) -> None:
    collection.write(rows("gout", 3), unit_vectors(3))
    asked = ["asthma@hash#1.1", "gout@hash#2.1", "gout@hash#9.1", "gout@hash#1.1"]
    assert collection.missing(asked) == ["asthma@hash#1.1", "gout@hash#9.1"]


def test_a_row_that_is_written_again_takes_the_place_of_the_old_one(collection: Collection) -> None:
    collection.write(rows("gout", 1), [[1.0, 0.0]])
    collection.write(rows("gout", 1), [[0.0, 1.0]])
    assert collection.nearest([0.0, 1.0], 1)[0].similarity == pytest.approx(1, abs=1e-6)


def test_only_rows_of_the_texts_that_are_kept_stay(collection: Collection) -> None:
    for document, text in (("gout", "old"), ("gout", "new"), ("gout-2", "old")):
        collection.write(rows(document, 20, text), unit_vectors(20))
    collection.keep_only({"gout@new", "gout-2@old"})
    kept = ids(collection.nearest(unit_vectors(1)[0], 60))
    assert {row.split("#")[0] for row in kept} == {"gout@new", "gout-2@old"}
    assert len(kept) == 40


def test_more_rows_than_one_batch_of_chroma_takes_are_written_and_deleted(collection: Collection) -> None:
    many = rows("gout", 6000)
    collection.write(many, unit_vectors(6000, dimensions=2))
    assert collection.missing([row for row, _ in many]) == []
    collection.keep_only(set())
    assert len(collection.missing([row for row, _ in many])) == 6000


def test_what_was_written_is_there_when_the_collection_is_opened_again(tmp_path: Path) -> None:
    for document in ("asthma", "gout"):
        collection = Collection(tmp_path / "chroma", MODEL)
        collection.write(rows(document, 700), unit_vectors(700))
        collection.close()
    collection = Collection(tmp_path / "chroma", MODEL, create=False)
    assert collection.missing([row for row, _ in (*rows("asthma", 700), *rows("gout", 700))]) == []
    assert len(collection.nearest(unit_vectors(1)[0], 1400)) == 1400
    collection.close()


def test_another_model_does_not_see_the_rows(tmp_path: Path, collection: Collection) -> None:
    collection.write(rows("gout", 1), [[1.0, 0.0]])
    another = Collection(tmp_path / "chroma", "another model")
    assert another.missing(["gout@hash#1.1"]) == ["gout@hash#1.1"]
    another.close()


def test_a_collection_that_is_not_there_is_not_made_for_a_reader(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match=r"chroma\.sqlite3 is missing"):
        Collection(tmp_path / "chroma", MODEL, create=False)
    assert not (tmp_path / "chroma").exists()


def test_a_collection_that_could_not_be_opened_can_be_once_it_is_mended(tmp_path: Path) -> None:
    folder = many_rows(tmp_path / "chroma")
    database = (folder / "chroma.sqlite3").read_bytes()
    (folder / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(CollectionError, match="file is not a database"):
        Collection(folder, MODEL, create=False)
    (folder / "chroma.sqlite3").write_bytes(database)
    collection = Collection(folder, MODEL, create=False)
    assert len(collection.nearest(unit_vectors(1)[0], 60)) == 60
    collection.close()


def test_a_collection_without_rows_is_told(collection: Collection) -> None:
    with pytest.raises(CollectionError, match="its embeddings are missing"):
        collection.nearest([1.0, 0.0], 5)


def test_vectors_that_are_lost_are_told(tmp_path: Path) -> None:
    folder = many_rows(tmp_path / "chroma")
    for vectors in folder.glob("*/"):
        shutil.rmtree(vectors)
    with pytest.raises(CollectionError):
        Collection(folder, MODEL, create=False)


@pytest.mark.parametrize("name", ["data_level0.bin", "length.bin"])
@pytest.mark.parametrize("length", [0, 5000, 10_000_000])
def test_a_file_of_vectors_of_the_wrong_length_is_told_before_chroma_crashes_on_it(
    tmp_path: Path, name: str, length: int
) -> None:
    folder = many_rows(tmp_path / "chroma")
    for file in folder.glob(f"*/{name}"):
        os.truncate(file, length)
    with pytest.raises(CollectionError, match="is damaged"):
        Collection(folder, MODEL)


@pytest.mark.parametrize("name", ["header.bin", "index_metadata.pickle"])
@pytest.mark.parametrize("content", [b"", b"nothing of use", bytes(100)], ids=["empty", "text", "zeros"])
def test_other_damage_to_the_vectors_is_an_error_when_they_are_asked(
    tmp_path: Path, name: str, content: bytes
) -> None:
    folder = many_rows(tmp_path / "chroma")
    for file in folder.glob(f"*/{name}"):
        file.write_bytes(content)
    with pytest.raises(CollectionError), closing(Collection(folder, MODEL)) as collection:
        collection.nearest(unit_vectors(1)[0], 60)
