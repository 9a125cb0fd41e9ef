"""What the reader thinks of passages reaches their order, and the scores of their statements."""

from __future__ import annotations

from assistant.evidence.reading import Reading, read
from assistant.evidence.requirements.names import load_names
from assistant.evidence.requirements.synonyms import Synonyms
from corpus.statements import statements_of
from index.library import Library
from index.models.reader import Reader

QUESTION = "How is an acute attack of gout treated?"
SYNONYMS = Synonyms(QUESTION, load_names())


def test_every_passage_and_every_statement_is_read(opened_library: Library, reader: Reader) -> None:
    passages = opened_library.search(QUESTION, 8)
    reading = read(QUESTION, passages, reader, SYNONYMS)
    for passage in passages:
        assert 0 < reading.of_passage(passage) < 1
        for statement in statements_of(passage.paragraph, passage.title):
            assert 0 < reading.of(passage, statement) < 1


def test_the_reader_has_half_of_a_passages_score(opened_library: Library, reader: Reader) -> None:
    passages = opened_library.search(QUESTION, 8)
    reading = read(QUESTION, passages, reader, SYNONYMS)
    ranked = reading.ranked(passages)
    before = {one.paragraph.id: one.score for one in passages}
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    for one in ranked:
        assert one.reranker == reading.of_passage(one)
        assert one.score == (before[one.paragraph.id] + reading.of_passage(one)) / 2
    assert ranked[0].paragraph.document == "gout"


def test_without_a_reader_nothing_changes(opened_library: Library) -> None:
    passages = opened_library.search(QUESTION, 8)
    reading = read(QUESTION, passages, None, SYNONYMS)
    assert reading == Reading()
    assert reading.ranked(passages) == tuple(passages)
    assert reading.of_passage(passages[0]) == 0
