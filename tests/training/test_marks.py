"""Marked documents become examples: what answers, what is doubtful, and what only seems to answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from training_documents import read_sources, write_sources

from corpus.statements import StatementKind
from index.models.embedder import Embedder
from training.documents import Read, find_marked
from training.examples import ANSWERS, DOUBTFUL, WRONG, Example
from training.marks import Marked, examples_of, read_marks
from training.mining import Mine


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sources(tmp_path_factory.mktemp("training"))


@pytest.fixture(scope="module")
def documents(sources: Path) -> dict[str, Read]:
    return read_sources(sources)


@pytest.fixture(scope="module")
def marked(sources: Path, documents: dict[str, Read]) -> dict[str, Marked]:
    return {one.question: one for one in read_marks(sources, documents)}


def labelled(marked: Marked, read: Read, label: int) -> list[str]:
    return [one.text for one, found in zip(read.statements, marked.labels, strict=True) if found == label]


def examples(marked: Marked, documents: dict[str, Read]) -> list[Example]:
    return list(examples_of(marked, documents[marked.document], Mine([*documents.values()], Embedder())))


def test_the_marked_statement_answers_and_its_neighbours_do_not(
    marked: dict[str, Marked], documents: dict[str, Read]
) -> None:
    one = marked["intranasal midazolam dose?"]
    assert labelled(one, documents["seizure.md"], ANSWERS) == ["0.2 mg/kg intranasal"]
    assert "0.1 mg/kg intravenous" in labelled(one, documents["seizure.md"], WRONG)


def test_which_cell_of_an_answering_row_answers_is_left_open(
    marked: dict[str, Marked], documents: dict[str, Read]
) -> None:
    read = documents["seizure.md"]
    doubtful = [
        one
        for one, label in zip(read.statements, marked["rectal diazepam dose"].labels, strict=True)
        if label == DOUBTFUL
    ]
    assert [one.text for one in doubtful] == ["0.5 mg/kg", "rectal"]
    assert {one.kind for one in doubtful} == {StatementKind.CELL}


def test_a_question_that_nothing_answers_has_only_wrong_statements(marked: dict[str, Marked]) -> None:
    assert set(marked["phenytoin dose"].labels) == {WRONG}


def test_a_question_brings_what_answers_first_and_then_what_seems_to(
    marked: dict[str, Marked], documents: dict[str, Read]
) -> None:
    found = examples(marked["intranasal midazolam dose?"], documents)
    assert [one.answers for one in found[:2]] == [True, False]
    assert all(not one.answers for one in found[1:])
    assert found[0].statements[0].context[0] == "Seizure in children"


def test_other_documents_lend_what_holds_the_questions_words(
    marked: dict[str, Marked], documents: dict[str, Read]
) -> None:
    found = [
        one for one in examples(marked["When is midazolam not given?"], documents) if one.origin == "foreign"
    ]
    assert ["Midazolam has no place here." in [s.text for s in one.statements] for one in found] == [True]
    assert all(set(one.labels) == {WRONG} for one in found)


def test_what_is_said_twice_is_told_apart_by_its_neighbours(documents: dict[str, Read]) -> None:
    statements = documents["seizure.md"].statements
    twice = [*statements, *statements]
    texts = [one.text for one in twice if one.kind is not StatementKind.CELL]
    places = [places[0][0] for places in find_marked(texts, twice).values()]
    assert places == sorted(set(places))


def test_a_statement_that_the_product_cuts_in_two_is_found_in_parts(documents: dict[str, Read]) -> None:
    text = "Do not give it when the child has stopped convulsing. Call for help early."
    statements = documents["seizure.md"].statements
    found = find_marked([text], statements)[0]
    assert [(statements[place].text, whole) for place, whole in found] == [
        ("Do not give it when the child has stopped convulsing.", True),
        ("Call for help early.", False),
    ]


def test_what_stands_nowhere_is_not_found(documents: dict[str, Read]) -> None:
    assert find_marked(["Phenytoin 20 mg/kg"], documents["seizure.md"].statements) == {0: []}
