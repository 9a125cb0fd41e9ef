"""The packaged reader: it tells a statement that answers from the one beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import UserError
from index.models.reader import GRAPH, Reader, Scores
from index.models.windows import Said

CARD = (
    Said(("Drug card", "Seizure", "Midazolam", "Dose"), "0.2 mg/kg (max 10 mg)"),
    Said(("Drug card", "Seizure", "Lorazepam", "Dose"), "0.1 mg/kg (max 4 mg)"),
)
WATCHING = (
    Said(("Drug card", "Sedation"), "Have a second person watch the patient's breathing."),
    Said(("Drug card", "Sedation"), "Give oxygen."),
)


def read(reader: Reader, question: str, *paragraphs: tuple[Said, ...]) -> tuple[Scores, ...]:
    return reader.read(question, paragraphs)


def test_what_answers_scores_above_what_is_about_something_else(reader: Reader) -> None:
    card, watching = read(reader, "What are the drugs for a seizure, and their doses?", CARD, WATCHING)
    assert card.passage > watching.passage
    assert min(card.statements) > max(watching.statements)


@pytest.mark.parametrize(("drug", "place"), [("midazolam", 0), ("lorazepam", 1)])
def test_the_row_of_another_drug_scores_below(reader: Reader, drug: str, place: int) -> None:
    (card,) = read(reader, f"What is the dose of {drug} for a seizure?", CARD)
    assert card.statements[place] > card.statements[1 - place]


def test_a_score_does_not_depend_on_what_is_read_beside_it(reader: Reader) -> None:
    question = "Who watches the patient?"
    (alone,) = read(reader, question, WATCHING)
    together = read(reader, question, CARD, WATCHING, (Said((), "A long line. " * 60),))[1]
    assert together.passage == pytest.approx(alone.passage, abs=1e-3)
    assert together.statements == pytest.approx(alone.statements, abs=1e-3)


def test_nothing_to_read_is_no_answer(reader: Reader) -> None:
    assert read(reader, "Who watches?") == ()
    nothing, something = read(reader, "Who watches?", (), WATCHING)
    assert nothing == Scores(float("-inf"), ())
    assert len(something.statements) == 2


def test_a_graph_that_is_damaged_or_gone_is_told(tmp_path: Path) -> None:
    damaged = tmp_path / "reader.onnx"
    damaged.write_bytes(GRAPH.read_bytes()[:-1])
    for graph, reason in ((damaged, "SHA-256 differs"), (tmp_path / "gone.onnx", "cannot be read")):
        with pytest.raises(UserError, match=reason) as raised:
            Reader(graph).read("Who?", [WATCHING])
        assert "Reinstall the assistant." in str(raised.value)
