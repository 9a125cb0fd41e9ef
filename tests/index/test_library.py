"""A library ranks paragraphs for a question, and says plainly when the index cannot be read."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from clinical_library import GOUT, SCABIES, TEXTS, write_library

from corpus.errors import UserError
from index.library import Library
from index.models.embedder import Embedder
from index.passage import Passage
from index.store.catalogue import CATALOGUE, FORMAT
from index.synchronise import synchronise

WARD = "Ward\n\n" + "".join(f"Patient {n} was seen on ward {n * 7}.\n\n" for n in range(1100))


@pytest.fixture
def folder(library: Path, tmp_path: Path, small_embedder: Embedder) -> Path:
    """Give an index of the library that a test may damage."""
    synchronise(tmp_path / "index", [library], small_embedder)
    return tmp_path / "index"


def ids(passages: Sequence[Passage]) -> list[str]:
    return [passage.paragraph.id for passage in passages]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is an aura in migraine?", "migraine#2"),
        ("Which medicine makes migraine rarer?", "migraine#4"),
        ("What confirms the diagnosis of asthma?", "asthma#2"),
        ("How can further attacks of gout be prevented?", "gout#4"),
        ("Who should not take sumatriptan?", "migraine#3"),
        ("My toe is swollen and hurts terribly", "gout#1"),
        ("lung function test", "asthma#2"),
    ],
)
def test_the_paragraph_that_answers_a_plain_question_comes_first(
    opened_library: Library, question: str, expected: str
) -> None:
    assert ids(opened_library.search(question, 5))[0] == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What confirms the diagnosis of asthma?", "asthma#2"),
        ("foundation of treatment", "asthma#3"),
        ("negatively birefringent crystals", "gout#2"),
    ],
)
def test_words_alone_find_the_paragraph_that_holds_them(
    library_index: Path, embedder: Embedder, question: str, expected: str
) -> None:
    library = Library(library_index, embedder, embedding_weight=0)
    passages = library.search(question, 14)
    assert ids(passages)[0] == expected
    assert passages[0].score == 1
    assert all((passage.score > 0) == (passage.keywords > 0) for passage in passages[:-1])
    library.close()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("lung function test", "asthma#2"),
        ("seeing flickering shapes prior to head pain", "migraine#2"),
        ("parasite under the epidermis", "scabies#1"),
    ],
)
def test_embeddings_alone_find_what_is_said_in_other_words(
    library_index: Path, embedder: Embedder, question: str, expected: str
) -> None:
    library = Library(library_index, embedder, embedding_weight=1)
    passages = library.search(question, 14)
    assert ids(passages)[0] == expected
    assert all(earlier.similarity >= later.similarity for earlier, later in pairwise(passages))
    library.close()


@pytest.mark.parametrize("word", ["omalizumab", "Febuxostat", "birefringent", "formoterol", "Sarcoptes"])
def test_a_rare_term_is_found_where_it_stands(opened_library: Library, word: str) -> None:
    best = opened_library.search(f"What is known about {word}?", 1)[0]
    assert word.lower() in best.paragraph.text.lower()
    assert best.keywords > 0


@pytest.mark.parametrize("embedding_weight", [0, 0.3, 0.5, 0.9, 1])
@pytest.mark.parametrize("question", ["What treats gout?", "crystals in the joint", "xqzv", "?", ""])
def test_scores_fall_from_one_at_most_to_zero_at_least(
    library_index: Path, embedder: Embedder, question: str, embedding_weight: float
) -> None:
    library = Library(library_index, embedder, embedding_weight=embedding_weight)
    passages = library.search(question, 14)
    assert passages
    assert all(0 <= passage.score <= 1 for passage in passages)
    assert all(earlier.score >= later.score for earlier, later in pairwise(passages))
    assert all(-1 <= passage.similarity <= 1.0001 and passage.keywords >= 0 for passage in passages)
    assert len(set(ids(passages))) == len(passages)
    library.close()


def test_no_more_passages_come_than_asked_for(opened_library: Library) -> None:
    assert [len(opened_library.search("gout", count)) for count in (1, 3, 14, 50)] == [1, 3, 14, 14]
    assert ids(opened_library.search("gout", 3)) == ids(opened_library.search("gout", 14))[:3]


@pytest.mark.parametrize("embedding_weight", [0, 0.5, 1])
def test_only_paragraphs_of_the_chosen_documents_are_ranked(
    library_index: Path, embedder: Embedder, embedding_weight: float
) -> None:
    library = Library(library_index, embedder, embedding_weight=embedding_weight)
    passages = library.search("How is an acute attack of gout treated?", 14, ["migraine", "scabies"])
    assert {passage.paragraph.document for passage in passages} <= {"migraine", "scabies"}
    assert passages[0].score == pytest.approx(1) or embedding_weight == 0.5
    everywhere = library.search("How is an acute attack of gout treated?", 14)
    scores = {passage.paragraph.id: (passage.similarity, passage.keywords) for passage in everywhere}
    assert all((one.similarity, one.keywords) == scores[one.paragraph.id] for one in passages)
    assert library.search("gout", 14, [document.id for document in library.documents()]) == library.search(
        "gout", 14
    )
    library.close()


def test_a_small_document_among_thousands_of_paragraphs_is_searched_whole(
    library: Path, tmp_path: Path, small_embedder: Embedder
) -> None:
    write_library(library, {"ward.txt": WARD})
    synchronise(tmp_path / "index", [library], small_embedder)
    opened_library = Library(tmp_path / "index", small_embedder)
    found = ids(opened_library.search("Which patient was seen on ward 7?", 9, ["gout"]))
    assert sorted(found) == ["gout#1", "gout#2", "gout#3", "gout#4"]
    opened_library.close()


def test_a_document_that_is_not_indexed_is_told_without_loading_the_model(
    library: Path, tmp_path: Path, small_model: Path
) -> None:
    model = shutil.copytree(small_model, tmp_path / "model")
    synchronise(tmp_path / "index", [library], Embedder(str(model)))
    shutil.rmtree(model)
    opened_library = Library(tmp_path / "index", Embedder(str(model)))
    with pytest.raises(UserError, match=r"No indexed document is called 'gaut'. Did you mean gout?"):
        opened_library.search("What treats gout?", 3, ["asthma", "gaut"])
    opened_library.close()


def test_a_passage_knows_its_ranks(library_index: Path, embedder: Embedder) -> None:
    question = "negatively birefringent crystals"
    both, meaning, words = (
        Library(library_index, embedder, embedding_weight=weight) for weight in (0.5, 1, 0)
    )
    ranks = {one.paragraph.id: (one.similarity_rank, one.keywords_rank) for one in both.search(question, 14)}
    for place, passage in enumerate(meaning.search(question, 14), 1):
        assert ranks[passage.paragraph.id][0] == place
    for place, passage in enumerate(words.search(question, 14), 1):
        assert ranks[passage.paragraph.id][1] == (place if passage.keywords else None)
    assert ranks["gout#2"] == (1, 1)
    for library in (both, meaning, words):
        library.close()


def test_a_passage_knows_its_paragraph_and_the_title_above_it(opened_library: Library) -> None:
    passage = opened_library.search("Omalizumab for severe allergic asthma", 1)[0]
    assert passage.title == "Asthma in adults"
    assert (passage.paragraph.document, passage.paragraph.number) == ("asthma", 4)
    assert passage.paragraph.text.startswith("Omalizumab, an antibody against immunoglobulin E")
    assert passage.similarity > 0.5


def test_a_question_without_any_known_word_is_ranked_by_its_meaning(opened_library: Library) -> None:
    passages = opened_library.search("spirometer", 14)
    assert all(passage.keywords == 0 for passage in passages)
    assert ids(passages)[0] == "asthma#2"


def test_the_documents_are_listed(opened_library: Library) -> None:
    assert [document.id for document in opened_library.documents()] == [
        "asthma",
        "gout",
        "migraine",
        "scabies",
    ]
    assert opened_library.exists()


@pytest.mark.parametrize("embedding_weight", [0, 0.5, 1])
def test_the_only_paragraph_of_an_index_is_found(
    tmp_path: Path, embedder: Embedder, embedding_weight: float
) -> None:
    library = write_library(tmp_path / "library", {"gout.txt": "Gout\n\nColchicine relieves gout.\n"})
    synchronise(tmp_path / "index", [library], embedder)
    opened_library = Library(tmp_path / "index", embedder, embedding_weight=embedding_weight)
    (passage,) = opened_library.search("What relieves gout?", 8)
    assert (passage.paragraph.id, passage.title, passage.score) == ("gout#1", "Gout", 1)
    (passage,) = opened_library.search("thermodynamics", 8)
    assert passage.paragraph.id == "gout#1"
    assert passage.keywords == 0
    opened_library.close()


def test_among_thousands_of_paragraphs_the_one_that_answers_is_found(
    library: Path, tmp_path: Path, small_embedder: Embedder
) -> None:
    write_library(library, {"ward.txt": WARD})
    synchronise(tmp_path / "index", [library], small_embedder)
    for embedding_weight in (0, 0.5, 1):
        opened_library = Library(tmp_path / "index", small_embedder, embedding_weight=embedding_weight)
        passages = opened_library.search("naproxen, colchicine or prednisolone", 200)
        assert ids(passages)[0] == "gout#3"
        assert len(passages) >= 60
        opened_library.close()


def test_before_anything_is_indexed_it_says_what_to_run_without_loading_the_model(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        library = Library(folder, Embedder("no-such-model"))
        assert not library.exists()
        for ask in (library.documents, lambda library=library: library.search("gout", 3)):
            with pytest.raises(UserError, match=r"There is no index yet. Run `assistant index`"):
                ask()
        library.close()
    assert list(tmp_path.iterdir()) == []


def truncate(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 3)


def collection(folder: Path) -> Path:
    return next(folder.glob("chroma*"))


def drop_last_document(folder: Path) -> None:
    lines = (folder / CATALOGUE).read_text().splitlines(keepends=True)
    (folder / CATALOGUE).write_text("".join(lines[:-1]))


def remove_keywords(folder: Path) -> None:
    for keywords in folder.glob("keywords-*"):
        shutil.rmtree(keywords)


def empty_keywords(folder: Path) -> None:
    for file in folder.glob("keywords-*/*"):
        file.unlink()


def write_over_keywords(folder: Path) -> None:
    for file in folder.glob("keywords-*/*"):
        file.write_bytes(b"\x00nothing\xff")


def put_a_file_for_the_collection(folder: Path) -> None:
    place = collection(folder)
    shutil.rmtree(place)
    place.write_text("nothing")


def empty_collection(folder: Path) -> None:
    place = collection(folder)
    shutil.rmtree(place)
    place.mkdir()


def write_over_the_database(folder: Path) -> None:
    (collection(folder) / "chroma.sqlite3").write_bytes(b"no database" * 1000)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "truncated catalogue": lambda folder: truncate(folder / CATALOGUE),
    "a document less": drop_last_document,
    "no keywords": remove_keywords,
    "empty keywords": empty_keywords,
    "broken keywords": write_over_keywords,
    "no collection": lambda folder: shutil.rmtree(collection(folder)),
    "a file for the collection": put_a_file_for_the_collection,
    "empty collection": empty_collection,
    "other bytes for the database": write_over_the_database,
    "truncated database": lambda folder: truncate(collection(folder) / "chroma.sqlite3"),
    "empty database": lambda folder: os.truncate(collection(folder) / "chroma.sqlite3", 0),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_told_in_one_line_that_says_what_to_run(
    folder: Path, small_embedder: Embedder, damage: str
) -> None:
    DAMAGES[damage](folder)
    before = sorted(folder.rglob("*"))
    library = Library(folder, small_embedder)
    for _ in range(2):
        with pytest.raises(UserError) as raised:
            library.search("What treats gout?", 3)
        message = str(raised.value)
        assert message.startswith(f"The index in {folder} cannot be read (")
        assert message.endswith("Run `assistant index` with your documents: it mends this.")
        assert "\n" not in message
    library.close()
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("file", ["header.bin", "data_level0.bin", "index_metadata.pickle", "*"])
def test_damaged_vectors_are_told_when_they_are_asked(
    library: Path, tmp_path: Path, small_embedder: Embedder, file: str
) -> None:
    folder = tmp_path / "index"
    # From 1000 rows on, Chroma keeps the vectors in files of their own.
    write_library(library, {"ward.txt": WARD})
    synchronise(folder, [library], small_embedder)
    for damaged in list(collection(folder).glob(f"*/{file}")):
        if file == "*":
            damaged.unlink()
        else:
            truncate(damaged)
    opened_library = Library(folder, small_embedder)
    with pytest.raises(UserError, match=r"cannot be read \(.*\)\. Run `assistant index`") as raised:
        opened_library.search("naproxen, colchicine or prednisolone", 3)
    assert "\n" not in str(raised.value)
    synchronise(folder, [library], small_embedder, rebuild=True)
    assert ids(opened_library.search("naproxen, colchicine or prednisolone", 3))[0] == "gout#3"
    opened_library.close()


def test_an_index_of_another_version_is_told(folder: Path, small_embedder: Embedder) -> None:
    # The versions before the digests had no last line for them.
    text = (folder / CATALOGUE).read_text().rpartition('{"xxh3"')[0]
    (folder / CATALOGUE).write_text(text.replace(f'"format": {FORMAT}', f'"format": {FORMAT - 1}', 1))
    library = Library(folder, small_embedder)
    for ask in (library.exists, library.documents, lambda: library.search("gout", 3)):
        with pytest.raises(UserError, match=r"made by another version\. Run `assistant index --rebuild`"):
            ask()
    library.close()


def test_an_index_that_is_deleted_and_made_again_is_taken_up(
    library: Path, folder: Path, small_embedder: Embedder
) -> None:
    opened_library = Library(folder, small_embedder)
    assert "gout#3" in ids(opened_library.search("naproxen, colchicine or prednisolone", 1))
    shutil.rmtree(folder)
    with pytest.raises(UserError, match="There is no index yet"):
        opened_library.search("gout", 3)

    synchronise(folder, [library], small_embedder)
    opened_library.search("gout", 3)
    shutil.rmtree(folder)
    (library / "gout.txt").unlink()
    synchronise(folder, [library], small_embedder)
    assert not any(
        found.startswith("gout") for found in ids(opened_library.search("naproxen, colchicine", 99))
    )
    opened_library.close()


def test_a_rebuilt_index_is_taken_up(library: Path, folder: Path, small_embedder: Embedder) -> None:
    opened_library = Library(folder, small_embedder)
    opened_library.search("gout", 3)
    write_library(library, {"gout.txt": "Gout\n\nPegloticase dissolves tophi.\n"})
    synchronise(folder, [library], small_embedder, rebuild=True)
    assert "Pegloticase" in opened_library.search("pegloticase dissolves tophi", 1)[0].paragraph.text
    opened_library.close()


def test_an_index_that_is_replaced_just_when_it_is_opened_is_opened_again(
    folder: Path, small_embedder: Embedder
) -> None:
    keywords = next(folder.glob("keywords-*"))
    keywords.rename(folder / "elsewhere")
    soon = threading.Timer(0.1, lambda: (folder / "elsewhere").rename(keywords))
    soon.start()
    library = Library(folder, small_embedder)
    assert ids(library.search("naproxen, colchicine or prednisolone", 1)) == ["gout#3"]
    soon.join()
    library.close()


def test_a_closed_reader_opens_the_index_again(folder: Path, small_embedder: Embedder) -> None:
    library = Library(folder, small_embedder)
    first = library.search("gout", 3)
    library.close()
    library.close()
    assert library.search("gout", 3) == first
    library.close()


def test_threads_search_while_another_indexes(
    library: Path, folder: Path, tmp_path: Path, small_embedder: Embedder
) -> None:
    other = write_library(tmp_path / "other", {**TEXTS, "gout.txt": SCABIES, "more.txt": WARD})
    texts = {*TEXTS.values(), WARD}
    libraries = [Library(folder, small_embedder) for _ in range(2)]
    done, failures, searches = threading.Event(), [], []

    def search(opened_library: Library) -> None:
        try:
            while not done.is_set():
                for passage in opened_library.search("naproxen, colchicine or prednisolone", 5):
                    assert any(passage.paragraph.text in text for text in texts)
                searches.append(time.monotonic())
        except BaseException as failure:
            failures.append(failure)

    threads = [
        threading.Thread(target=search, args=(opened_library,))
        for opened_library in (*libraries, libraries[0])
    ]
    for thread in threads:
        thread.start()
    try:
        for turn in range(4):
            synchronise(folder, [library if turn % 2 else other], small_embedder)
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert failures == []
    assert len(searches) > 10
    assert all(
        "gout#3" in ids(opened_library.search(GOUT.split("\n\n")[3], 1)) for opened_library in libraries
    )
    for opened_library in libraries:
        opened_library.close()


def test_a_long_form_in_the_question_comes_near_to_sentences_that_use_the_abbreviation(
    tmp_path: Path, embedder: Embedder
) -> None:
    text = "Juvenile dermatomyositis (JDM) is rare.\n\nTreatment for JDM includes steroids.\n"
    (tmp_path / "jdm.md").write_text(text, encoding="utf-8")
    synchronise(tmp_path / "index", [tmp_path / "jdm.md"], embedder)
    library = Library(tmp_path / "index", embedder)
    question = "How is juvenile dermatomyositis treated?"
    (found,) = (each for each in library.search(question, 2) if "steroids" in each.paragraph.text)
    asked, sentence = embedder.embed_query(question), embedder.embed_documents([found.paragraph.text])[0]
    assert found.similarity > 0.05 + sum(one * other for one, other in zip(asked, sentence, strict=True))
    library.close()
