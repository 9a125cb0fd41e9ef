"""Examples that are right or wrong by construction: cells, exchanged names, public sets, pairs."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from training_documents import read_sources, write_sources

from index.models.windows import Said
from training.cells import cell_examples, row_labels
from training.counterfactuals import counterfactual, read_exchanges
from training.documents import Read
from training.examples import ANSWERS, DOUBTFUL, WRONG, Example, read_examples, write_examples
from training.pairs import pair_examples
from training.public import example_of


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    return read_sources(write_sources(tmp_path_factory.mktemp("training")))


def test_the_asked_cell_and_its_row_answer_and_the_other_cells_do_not(documents: dict[str, Read]) -> None:
    found = list(cell_examples(documents["seizure.md"], ["Phenytoin"], random.Random(1)))
    answering = [one for one in found if one.answers]
    assert len(answering) == 4
    for example in answering:
        cell = next(
            said
            for said, label in zip(example.statements[1:], example.labels[1:], strict=True)
            if label == ANSWERS
        )
        *_, row, column = cell.context
        assert row.casefold() in example.question.casefold()
        assert column.casefold() in example.question.casefold()
        assert example.labels.count(ANSWERS) == 2


def test_other_rows_and_rows_that_are_not_there_answer_nothing(documents: dict[str, Read]) -> None:
    found = list(cell_examples(documents["seizure.md"], ["Phenytoin"], random.Random(1)))
    silent = [one for one in found if "phenytoin" in one.question.casefold()]
    assert silent
    assert not any(one.answers for one in silent)
    assert row_labels(documents["seizure.md"]) == {"Lorazepam", "Diazepam"}


EXAMPLE = Example(
    "What is the dose of midazolam for children?",
    (Said(("Midazolam", "Children"), "0.2 mg/kg"), Said(("Midazolam", "Children"), "Watch the airway.")),
    (ANSWERS, WRONG),
    "marks",
)


@pytest.mark.parametrize("seed", range(12))
def test_with_one_name_exchanged_on_one_side_nothing_answers(seed: int) -> None:
    other = counterfactual(EXAMPLE, read_exchanges(), random.Random(seed))
    assert other is not None
    assert set(other.labels) == {WRONG}
    assert (other.question == EXAMPLE.question) != (other.statements == EXAMPLE.statements)
    assert [one.text for one in other.statements] == [one.text for one in EXAMPLE.statements]


def test_what_shares_no_name_with_the_question_is_not_exchanged() -> None:
    example = Example("Which dose?", EXAMPLE.statements, EXAMPLE.labels, "marks")
    assert counterfactual(example, read_exchanges(), random.Random(1)) is None


def test_a_word_is_not_exchanged_for_another_word_for_the_same() -> None:
    for exchange in read_exchanges():
        assert not any(exchange.words.fullmatch(other) for other in exchange.others)


PUBLIC = {
    "question": "How many died?",
    "title": "Black Death",
    "heading": "Europe > Toll",
    "paragraph": "It came by ship. It killed a third of Europe. Rats carried it.",
    "start": 17,
    "end": 45,
    "answerable": True,
    "source": "squad",
}


def test_the_sentence_of_the_evidence_answers() -> None:
    example = example_of(PUBLIC, random.Random(1))
    assert example is not None
    answering = [
        said for said, label in zip(example.statements, example.labels, strict=True) if label == ANSWERS
    ]
    assert answering == [Said(("Black Death", "Europe", "Toll"), "It killed a third of Europe.")]


def test_what_stands_beside_weak_evidence_is_doubtful() -> None:
    example = example_of(PUBLIC | {"weak": True}, random.Random(1))
    assert example is not None
    assert set(example.labels) == {ANSWERS, DOUBTFUL}


def test_a_paragraph_without_an_answer_has_only_wrong_sentences() -> None:
    example = example_of(PUBLIC | {"answerable": False, "start": None, "end": None}, random.Random(1))
    assert example is not None
    assert set(example.labels) == {WRONG}


def test_of_a_pair_only_the_named_statements_are_told(tmp_path: Path, documents: dict[str, Read]) -> None:
    named = {"heading": "First line", "lead_in": "", "statement": "0.2 mg/kg intranasal"}
    miss = {
        "heading": "Elsewhere",
        "lead_in": "Children:",
        "statement": "0.3 mg/kg buccal",
        "why": "other route",
    }
    line = {
        "question": "intranasal midazolam",
        "document": "seizure.md",
        "title": "Seizure in children",
        "near_misses": [miss],
        "answerable": True,
    }
    (tmp_path / "pairs-a.jsonl").write_text(json.dumps(line | named), encoding="utf-8")
    found, missed = pair_examples(tmp_path / "pairs-a.jsonl", documents)
    assert [
        said.text for said, label in zip(found.statements, found.labels, strict=True) if label == ANSWERS
    ] == ["0.2 mg/kg intranasal"]
    assert set(found.labels) == {ANSWERS, DOUBTFUL}
    assert missed.statements == (Said(("Seizure in children", "Elsewhere", "Children"), "0.3 mg/kg buccal"),)
    assert missed.labels == (WRONG,)


def test_examples_are_read_as_they_were_written(tmp_path: Path) -> None:
    assert write_examples(tmp_path / "examples.jsonl", [EXAMPLE]) == 1
    assert list(read_examples(tmp_path / "examples.jsonl")) == [EXAMPLE]
