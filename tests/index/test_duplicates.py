"""The same text in two files is indexed once, under one id, and both files are named."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from clinical_library import ASTHMA, GOUT, SCABIES, write_library

from corpus.document import Document, Paragraph
from corpus.errors import UserError
from index.changes import Texts
from index.library import Library
from index.models.embedder import Embedder
from index.naming import find_document
from index.store.catalogue import read_catalogue
from index.synchronise import synchronise


class CountingEmbedder(Embedder):
    """Embed, and count the texts."""

    count = 0

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        self.count += len(texts)
        return super().embed_documents(texts)


@pytest.fixture
def counting(small_model: Path) -> CountingEmbedder:
    return CountingEmbedder(str(small_model))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def copy(library: Path, source: str, target: str) -> Path:
    (library / target).parent.mkdir(exist_ok=True)
    return Path(shutil.copy(library / source, library / target))


def documents(folder: Path) -> dict[str, Document]:
    catalogue = read_catalogue(folder)
    assert catalogue
    return catalogue.by_id  # type: ignore[return-value]


def test_a_copy_is_indexed_once_and_both_files_are_named(
    library: Path, folder: Path, counting: CountingEmbedder
) -> None:
    synchronise(folder, [library], counting)
    embedded, counting.count = counting.count, 0
    assert embedded
    other = copy(library, "gout.txt", "old/gout copy.txt")
    changes = synchronise(folder, [library], counting)
    assert changes.duplicates == ((str(other), "gout"),)
    assert (changes.new, changes.changed, len(changes.unchanged), changes.paragraphs) == ((), (), 4, 14)
    assert documents(folder)["gout"].copies == (str(other),)
    assert set(documents(folder)) == {"asthma", "gout", "migraine", "scabies"}
    assert counting.count == 0
    assert synchronise(folder, [library], counting) == changes


def test_of_two_new_files_with_one_text_the_first_is_the_document(
    tmp_path: Path, folder: Path, counting: CountingEmbedder
) -> None:
    library = write_library(tmp_path / "library", {"b.txt": GOUT, "a.txt": GOUT, "c.txt": ASTHMA})
    changes = synchronise(folder, [library], counting)
    assert [Path(path).name for path in changes.new] == ["a.txt", "c.txt"]
    assert changes.duplicates == ((str(library / "b.txt"), "a"),)


def test_a_document_stays_what_it_is_when_a_copy_comes_before_it(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    synchronise(folder, [library], small_embedder)
    first = copy(library, "gout.txt", "a.txt")
    synchronise(folder, [library], small_embedder)
    assert documents(folder)["gout"].source == str(library / "gout.txt")
    assert documents(folder)["gout"].copies == (str(first),)


def test_other_bytes_that_read_the_same_are_a_copy(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    (library / "windows.txt").write_bytes(GOUT.replace("\n", "\r\n").encode("utf-16"))
    changes = synchronise(folder, [library], small_embedder)
    assert changes.duplicates == ((str(library / "windows.txt"), "gout"),)
    assert synchronise(folder, [library], small_embedder).duplicates == changes.duplicates


def test_another_format_that_reads_the_same_is_a_copy(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    (library / "page.md").write_text(f"# {GOUT}", encoding="utf-8")
    changes = synchronise(folder, [library], small_embedder)
    assert changes.duplicates == ((str(library / "page.md"), "gout"),)


def test_when_the_first_file_goes_its_copy_takes_its_place_without_being_embedded(
    library: Path, folder: Path, counting: CountingEmbedder
) -> None:
    other = copy(library, "gout.txt", "zzz.txt")
    synchronise(folder, [library], counting)
    counting.count = 0
    (library / "gout.txt").unlink()
    changes = synchronise(folder, [library], counting)
    assert (changes.removed, changes.new) == ((str(library / "gout.txt"),), ())
    gout = documents(folder)["gout"]
    assert (gout.source, gout.copies) == (str(other), ())
    assert counting.count == 0
    assert "zzz" not in documents(folder)
    assert len(synchronise(folder, [library], counting).unchanged) == 4


def test_when_the_first_file_goes_a_copy_of_another_format_is_read_and_keeps_the_id(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    (library / "page.md").write_text(f"# {GOUT}", encoding="utf-8")
    synchronise(folder, [library], small_embedder)
    (library / "gout.txt").unlink()
    synchronise(folder, [library], small_embedder)
    gout = documents(folder)["gout"]
    assert (gout.source, gout.format) == (str(library / "page.md"), "Markdown")
    assert "page" not in documents(folder)


def test_a_copy_that_goes_is_named_no_more(library: Path, folder: Path, small_embedder: Embedder) -> None:
    other = copy(library, "gout.txt", "zzz.txt")
    synchronise(folder, [library], small_embedder)
    other.unlink()
    changes = synchronise(folder, [library], small_embedder)
    assert (changes.removed, changes.duplicates) == ((str(other),), ())
    assert documents(folder)["gout"].copies == ()


def test_a_copy_that_is_changed_becomes_a_document(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    other = copy(library, "gout.txt", "zzz.txt")
    synchronise(folder, [library], small_embedder)
    other.write_text(SCABIES.replace("Scabies", "Mites"))
    changes = synchronise(folder, [library], small_embedder)
    assert (changes.changed, changes.duplicates) == ((str(other),), ())
    assert documents(folder)["zzz"].title == "Mites"


def test_when_the_first_file_is_changed_it_keeps_its_id_and_the_copy_becomes_a_document(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    other = copy(library, "gout.txt", "zzz.txt")
    synchronise(folder, [library], small_embedder)
    (library / "gout.txt").write_text(GOUT.replace("colchicine", "canakinumab"))
    synchronise(folder, [library], small_embedder)
    assert "canakinumab" in documents(folder)["gout"].paragraphs[2].text
    assert documents(folder)["zzz"].source == str(other)


def test_copies_of_what_cannot_be_read_cannot_be_read_either(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    for name in ("a.txt", "b.txt"):
        (library / name).write_bytes(b"\0\1" * 99)
    reasons = dict(synchronise(folder, [library], small_embedder).unreadable)
    assert set(reasons) == {str(library / "a.txt"), str(library / "b.txt")}


def test_a_copy_that_has_become_unreadable_stays_as_it_was(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    other = copy(library, "gout.txt", "zzz.txt")
    synchronise(folder, [library], small_embedder)
    other.unlink()
    os.mkfifo(other)
    changes = synchronise(folder, [library, other], small_embedder)
    assert changes.unreadable == ((str(other), "it is no regular file"),)
    assert changes.duplicates == ((str(other), "gout"),)
    assert len(changes.unchanged) == 4


def test_a_document_is_found_by_the_name_of_its_copy(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    other = copy(library, "gout.txt", "zebra (copy).txt")
    synchronise(folder, [library], small_embedder)
    opened_library = Library(folder, small_embedder)
    for name in ("gout", "zebra-copy", "zebra (copy).txt", str(other)):
        assert find_document(name, opened_library.documents()).id == "gout"
        found = opened_library.search("colchicine", 3, [name])
        assert {passage.paragraph.document for passage in found} == {"gout"}
        assert found[0].keywords > 0
    with pytest.raises(UserError, match="No indexed document"):
        find_document("zebra", opened_library.documents())
    opened_library.close()


def document(name: str, text: str, *, title: str = "Gout", date: str = "", heading: str = "") -> Document:
    paragraph = Paragraph(name, 1, text, 0, len(text), heading=heading)
    return Document(name, title, f"/{name}", "0" * 64, (paragraph,), date=date)


ONE = document("one", "Give 5 mg.", date="2024-05-01", heading="Treatment > Dose")


@pytest.mark.parametrize(
    "other",
    [
        document("other", "Give 5 mg.", heading="Treatment > Dose"),
        document("other", "Give 5\n mg.", heading="Dose"),
        document("other", "Give 5 mg.", heading="Dose", date="2024-06"),
        document("other", "Give 5 mg.", heading="Dose", title="GOUT"),
    ],
)
def test_white_space_outer_headings_and_the_day_of_an_export_tell_no_texts_apart(other: Document) -> None:
    assert Texts([ONE]).same(other) is ONE


@pytest.mark.parametrize(
    "other",
    [
        document("other", "Give 5 mg.", heading="Children"),
        document("other", "Give 5 µg.", heading="Dose"),
        document("other", "Give 50 mg.", heading="Dose"),
        document("other", "Give 5 mg.", heading="Dose", title="Gout in children"),
        document("other", "Give 5 mg.", heading="Dose", date="2019"),
    ],
)
def test_words_headings_titles_and_years_tell_texts_apart(other: Document) -> None:
    assert Texts([ONE]).same(other) is None
