"""What the reader thinks of passages reaches their order, and the scores of their statements."""

from __future__ import annotations

from contextlib import ExitStack
from io import StringIO

from rich.console import Console

from assistant.assistant import Assistant
from assistant.cli.explanation import print_explanation
from assistant.evidence.reading import LEAST_READ, AtOnce, Reading, read
from assistant.evidence.requirements.mentions import Synonyms
from assistant.evidence.requirements.names import load_names
from assistant.settings import Settings
from corpus.statements import statements_of
from index.library import Library
from index.models.reader import Reader

QUESTION = "How is an acute attack of gout treated?"
SYNONYMS = Synonyms(QUESTION, load_names())


def test_every_passage_and_every_statement_is_read(opened_library: Library, reader: Reader) -> None:
    passages = opened_library.search(QUESTION, 8)
    reading = read(QUESTION, passages, reader, SYNONYMS, 8)
    for passage in passages:
        assert 0 < reading.passages[passage.paragraph.id] < 1
        for statement in statements_of(passage.paragraph, passage.title):
            assert 0 < reading.of(passage, statement) < 1


def test_the_reader_has_half_of_a_passages_score(opened_library: Library, reader: Reader) -> None:
    passages = opened_library.search(QUESTION, 8)
    reading = read(QUESTION, passages, reader, SYNONYMS, 8)
    ranked = reading.ranked(passages)
    before = {one.paragraph.id: one.score for one in passages}
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    for one in ranked:
        assert one.reranker == reading.passages[one.paragraph.id]
        assert one.score == (before[one.paragraph.id] + one.reranker) / 2
    assert ranked[0].paragraph.document == "gout"


def test_without_a_reader_nothing_changes(opened_library: Library) -> None:
    passages = opened_library.search(QUESTION, 8)
    reading = read(QUESTION, passages, None, SYNONYMS, 8)
    assert reading == Reading()
    assert reading.ranked(passages) == tuple(passages)
    assert reading.of(passages[0], statements_of(passages[0].paragraph)[0]) == 0


def test_only_the_first_passages_are_read_and_the_others_have_nothing_from_it(
    opened_library: Library, reader: Reader
) -> None:
    passages = opened_library.search(QUESTION, 8)
    reading = read(QUESTION, passages, reader, SYNONYMS, 3)
    assert list(reading.passages) == [one.paragraph.id for one in passages[:3]]
    before = {one.paragraph.id: one.score for one in passages}
    unread = [one for one in reading.ranked(passages) if one.reranker is None]
    assert len(unread) == 5
    assert all(one.score == before[one.paragraph.id] / 2 for one in unread)


def test_more_questions_than_cores_share_what_is_read() -> None:
    at_once, told = AtOnce(cores=2), []
    with ExitStack() as asked:
        told = [asked.enter_context(at_once.one_more(20)) for _ in range(8)]
    assert told == [20, 20, 13, 10, 8, LEAST_READ, LEAST_READ, LEAST_READ]
    with at_once.one_more(20) as alone:
        assert alone == 20
    with at_once.one_more(3) as few:
        assert few == 3


def test_the_explanation_says_that_less_was_read(opened_library: Library, reader: Reader) -> None:
    assistant = Assistant(Settings(passages_read=2), opened_library, reader=reader)
    why = assistant.explain(QUESTION)
    said = StringIO()
    print_explanation(Console(file=said, width=100), why)
    assert f"Read: 2 of {len(why.passages)} passages" in said.getvalue()
    assert sum(passage.reranker is not None for passage in why.passages) == 2
