"""The reader is measured by what its first passages and its best statement tell."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.document import Paragraph
from index.models.reader import Scores
from index.models.windows import Said
from index.passage import Passage
from training.measure import Found, by_both, by_reader, by_search, figures

CARD = ("Midazolam 0.2 mg/kg is given intranasally.", "Midazolam 0.1 mg/kg is given intravenously.")
EVIDENCE = [{"document": "card", "quote": CARD[0]}]


def found(gold: dict[str, Any], scores: tuple[float, float]) -> Found:
    """Return a question with two passages, the second preferred by the search, and the reader's scores."""
    passages = tuple(
        Passage(Paragraph("card", number, text, 0, len(text)), "Card", score, score, 1.0)
        for number, (text, score) in enumerate(zip(CARD, (0.4, 0.6), strict=True), 1)
    )
    said = tuple((Said(("Card",), text),) for text in CARD)
    read = tuple(Scores(score, (score,)) for score in scores)
    return Found(gold, "Intranasal midazolam?", passages, said, read)


ANSWERABLE = {"answerable": True, "facts": [["0.2 mg/kg", "200 mcg/kg"]], "evidence": EVIDENCE}
SILENT = {"answerable": False}


def test_a_reader_that_knows_puts_first_what_answers() -> None:
    questions = [found(ANSWERABLE, (3.0, -3.0)), found(SILENT, (-3.0, -3.0))]
    read = figures(questions, by_reader)
    assert (read.first, read.three, read.statement, read.answerable) == (1, 1, 1, 1)
    searched = figures(questions, by_search)
    assert (searched.first, searched.three, searched.statement) == (0, 1, 0)
    # The search knows nothing of what is missing: both questions have the same best statement.
    assert searched.answerable == pytest.approx(0.5)


def test_both_added_follow_the_one_that_is_surer() -> None:
    assert figures([found(ANSWERABLE, (3.0, -3.0))], by_both).first == 1
    assert figures([found(ANSWERABLE, (0.1, -0.1))], by_both).first == 0


def test_facts_that_stand_where_no_evidence_is_do_not_count() -> None:
    elsewhere = ANSWERABLE | {"evidence": [{"document": "leaflet", "quote": CARD[0]}]}
    read = figures([found(elsewhere, (3.0, -3.0))], by_reader)
    assert (read.first, read.three, read.statement) == (0, 0, 0)
