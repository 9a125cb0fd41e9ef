"""Whatever is lost or changed of the index's own files is told at the next question, and mended by a run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from clinical_library import write_library

from corpus.errors import UserError
from index.library import Library
from index.models.embedder import Embedder
from index.single_files import add_files, remove_documents
from index.store.catalogue import CATALOGUE, read_catalogue
from index.synchronise import synchronise

pytestmark = pytest.mark.slow

QUESTION = "An acute attack is treated with naproxen, colchicine or prednisolone"
# From 1000 rows on, Chroma keeps the vectors in files of their own.
WARD = "Ward\n\n" + "".join(f"Patient {n} was seen on ward {n * 7}.\n\n" for n in range(1100))


class CountingEmbedder(Embedder):
    """Embed, and count what was embedded."""

    count = 0

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        self.count += len(texts)
        return super().embed_documents(texts)


@pytest.fixture(scope="module", params=["few", "many"])
def whole(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, small_embedder: Embedder
) -> Path:
    """Give a folder with a library and its index, of few rows or of many."""
    folder = tmp_path_factory.mktemp("whole")
    library = write_library(folder / "library")
    if request.param == "many":
        write_library(library, {"ward.txt": WARD})
    synchronise(folder / "index", [library], small_embedder)
    return folder


def delete(file: Path) -> None:
    file.unlink()


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def flip_a_bit(file: Path, at: float = 0.5) -> None:
    content = bytearray(file.read_bytes())
    if content:
        content[int(at * (len(content) - 1))] ^= 4
    file.write_bytes(content)


def flip_the_first(file: Path) -> None:
    flip_a_bit(file, 0)


def flip_the_last(file: Path) -> None:
    flip_a_bit(file, 1)


DAMAGES = (delete, truncate, flip_a_bit, flip_the_first, flip_the_last)


def search(folder: Path, embedder: Embedder) -> list[tuple[str, str]]:
    library = Library(folder, embedder)
    try:
        return [(one.paragraph.id, one.paragraph.text) for one in library.search(QUESTION, 5)]
    finally:
        library.close()


def part_of(file: Path) -> str:
    """Return what the part is called that `file` belongs to."""
    return {"c": "embeddings", "k": "keywords"}[file.parts[0][0]] if len(file.parts) > 1 else "catalogue"


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_to_any_file_is_told_and_mended_by_the_next_run(
    whole: Path, tmp_path: Path, small_model: Path, damage: Callable[[Path], None]
) -> None:
    embedder = CountingEmbedder(str(small_model))
    right, folder = search(whole / "index", embedder), tmp_path / "index"
    rows = sum(len(one.paragraphs) for one in Library(whole / "index", embedder).documents())
    files = sorted(path.relative_to(whole / "index") for path in (whole / "index").rglob("*"))
    for file in [one for one in files if (whole / "index" / one).is_file() and one.name != "writing.lock"]:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(whole / "index", folder)
        before = (folder / file).read_bytes()
        damage(folder / file)
        changed = not (folder / file).exists() or (folder / file).read_bytes() != before
        told = ""
        try:
            assert search(folder, embedder) == right, file
        except UserError as error:
            told = str(error)
            assert f"its {part_of(file)}" in told, file
            assert told.endswith("Run `assistant index` with your documents: it mends this."), file
            assert "\n" not in told
        # Chroma makes the files of vectors anew at each opening as long as it has few of them.
        unused = part_of(file) == "embeddings" and len(file.parts) == 3 and rows < 1000
        assert bool(told) == (changed and not unused), file

        embedder.count = 0
        changes = synchronise(folder, [whole / "library"], embedder)
        assert changes.mended == ((part_of(file),) if told else ()), file
        assert (embedder.count > 0) == (bool(told) and part_of(file) == "embeddings"), file
        assert search(folder, embedder) == right, file
        assert synchronise(folder, [whole / "library"], embedder).mended == ()


@pytest.mark.parametrize("part", ["chroma-*", "keywords-*"])
def test_a_part_that_is_lost_as_a_whole_is_told_and_mended(
    whole: Path, tmp_path: Path, small_embedder: Embedder, part: str
) -> None:
    folder = tmp_path / "index"
    shutil.copytree(whole / "index", folder)
    for place in folder.glob(part):
        shutil.rmtree(place)
    with pytest.raises(UserError, match=r"Run `assistant index` with your documents"):
        search(folder, small_embedder)
    assert synchronise(folder, [whole / "library"], small_embedder).mended
    assert search(folder, small_embedder) == search(whole / "index", small_embedder)


def test_what_was_damaged_is_never_written_on(whole: Path, tmp_path: Path, small_embedder: Embedder) -> None:
    """A removal, or a file that is added, would seal damaged embeddings as if they were whole."""
    folder, new = tmp_path / "index", write_library(tmp_path / "new", {"rosacea.txt": "Rosacea\n\nRed.\n"})
    shutil.copytree(whole / "index", folder)
    (database,) = folder.glob("chroma-*/chroma.sqlite3")
    flip_a_bit(database)
    before = (folder / CATALOGUE).read_bytes()
    for change in (
        lambda: remove_documents(folder, ["gout"]),
        lambda: add_files(folder, [new / "rosacea.txt"], small_embedder),
    ):
        with pytest.raises(
            UserError, match=r"cannot be changed \(its embeddings are damaged.*Run `assistant"
        ):
            change()
    assert (folder / CATALOGUE).read_bytes() == before


def test_many_readers_and_openings_leave_what_is_sealed_as_it_was(
    whole: Path, tmp_path: Path, small_embedder: Embedder
) -> None:
    folder = tmp_path / "index"
    shutil.copytree(whole / "index", folder)
    catalogue = read_catalogue(folder)
    assert catalogue
    database = folder / catalogue.collection / "chroma.sqlite3"
    before = database.read_bytes()
    for _ in range(5):
        search(folder, small_embedder)
    assert database.read_bytes() == before
