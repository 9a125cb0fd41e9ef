"""Writing: a chat model writes, code owns the citations, and shows what agrees with its quote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import BaseMessage

from assistant.answer import Answer, Written
from assistant.answering.writing import MOST_PASSAGES, MOST_UNMARKED
from assistant.assistant import Assistant
from assistant.evidence.confidence import in_words
from assistant.opening import open_assistant, open_chat_model
from assistant.settings import Settings
from corpus.errors import UserError
from index.library import Library
from index.models.embedder import Embedder
from index.models.reader import Reader

QUESTION = "How is an acute attack of gout treated?"


class Listener(BaseCallbackHandler):
    """Keep what a chat model was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def on_chat_model_start(
        self, serialized: dict[str, Any], messages: list[list[BaseMessage]], **kwargs: Any
    ) -> None:
        self.asked += ["\n".join(message.text for message in one) for one in messages]


def write(library_index: Path, embedder: Embedder, reply: str) -> Answer:
    return writer(library_index, embedder, reply).ask(QUESTION)


def writer(library_index: Path, embedder: Embedder, reply: str) -> Assistant:
    model = FakeListChatModel(responses=[reply])
    return Assistant(Settings(), Library(library_index, embedder), model)


def passage_number(library_index: Path, embedder: Embedder, words: str) -> int:
    """Return the number under which the model sees the paragraph that holds `words`."""
    passages = Library(library_index, embedder).search(QUESTION, Settings().passages)
    return next(number for number, one in enumerate(passages, start=1) if words in one.paragraph.text)


def quoted_answer(library_index: Path, embedder: Embedder) -> Answer:
    return Assistant(Settings(), Library(library_index, embedder)).ask(QUESTION)


@pytest.fixture
def attack(library_index: Path, embedder: Embedder) -> int:
    return passage_number(library_index, embedder, "naproxen, colchicine")


def test_a_sentence_with_a_mark_is_shown_with_its_paragraph_and_quote(
    library_index: Path, embedder: Embedder, attack: int
) -> None:
    answer = write(
        library_index, embedder, f"An attack of gout is treated with colchicine or prednisolone [{attack}]."
    )
    assert answer.answered
    assert answer.text == "An attack of gout is treated with colchicine or prednisolone. [1]"
    assert [statement.checked for statement in answer.statements] == ["entailed"]
    assert answer.model == "FakeListChatModel"
    (citation,) = answer.citations
    assert citation.document == "gout"
    assert citation.quote == "An acute attack is treated with naproxen, colchicine or prednisolone."
    assert citation.text[citation.start : citation.end] == citation.quote


def test_a_mark_behind_the_full_stop_belongs_to_the_sentence_before_it(
    library_index: Path, embedder: Embedder, attack: int
) -> None:
    reply = (
        f"An attack is treated with colchicine. [{attack}] "
        f"Treatment works best when begun within 24 hours. [{attack}]"
    )
    answer = write(library_index, embedder, reply)
    assert [statement.text for statement in answer.statements] == [
        "An attack is treated with colchicine.",
        "Treatment works best when begun within 24 hours.",
    ]
    assert [citation.quote for citation in answer.citations] == [
        "An acute attack is treated with naproxen, colchicine or prednisolone.",
        "Treatment works best when it begins within 24 hours.",
    ]


def test_a_sentence_without_a_mark_is_not_shown(library_index: Path, embedder: Embedder, attack: int) -> None:
    reply = f"Gout is painful. An acute attack is treated with colchicine [{attack}]."
    assert write(library_index, embedder, reply).text == "An acute attack is treated with colchicine. [1]"


@pytest.mark.parametrize("mark", ["[99]", "[0]", "[99, 0]"])
def test_what_cites_nothing_that_is_there_is_dropped(
    library_index: Path, embedder: Embedder, attack: int, mark: str
) -> None:
    reply = f"Gout is painful {mark}. An acute attack is treated with colchicine [{attack}]."
    assert write(library_index, embedder, reply).text == "An acute attack is treated with colchicine. [1]"


def test_a_wrong_mark_beside_a_right_one_leaves_the_right_one(
    library_index: Path, embedder: Embedder, attack: int
) -> None:
    answer = write(library_index, embedder, f"An acute attack is treated with colchicine [{attack}, 99].")
    assert answer.text == "An acute attack is treated with colchicine. [1]"


@pytest.mark.parametrize(
    "invented",
    [
        "An acute attack is treated with infliximab and cyclophosphamide",
        "An acute attack is treated with 500 mg of colchicine",
        "An acute attack is not treated with colchicine",
        "An acute attack must be treated with colchicine",
        "In pregnancy an acute attack is treated with colchicine",
        "An acute attack is treated with colchicine IV",
    ],
)
def test_a_statement_stands_in_the_place_of_what_does_not_agree_with_it(
    library_index: Path, embedder: Embedder, attack: int, invented: str
) -> None:
    good = f"Treatment works best when begun within 24 hours [{attack}]."
    answer = write(library_index, embedder, f"{invented} [{attack}]. {good}")
    first, second = answer.statements
    assert (first.text, first.checked) == (
        "An acute attack is treated with naproxen, colchicine or prednisolone.",
        "replaced",
    )
    assert (second.text, second.checked) == ("Treatment works best when begun within 24 hours.", "entailed")
    assert answer.citations[0].quote == first.text


def test_a_sentence_that_its_document_holds_is_a_quote(
    library_index: Path, embedder: Embedder, attack: int
) -> None:
    answer = write(
        library_index,
        embedder,
        f"- An acute attack is treated with naproxen,  colchicine or prednisolone [{attack}].",
    )
    assert [statement.checked for statement in answer.statements] == ["verbatim"]
    assert answer.citations[0].quote == answer.statements[0].text


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("NOT ANSWERED", "found no answer in the passages"),
        ("Not answered.", "found no answer in the passages"),
        (" ", "nothing that FakeListChatModel wrote passed"),
        ("I do not know.", "nothing that FakeListChatModel wrote passed"),
        ("Gout is cured by leeches [99].", "nothing that FakeListChatModel wrote passed"),
        ("Gout is cured by leeches [1].", "nothing that FakeListChatModel wrote passed"),
        ("<think>Colchicine is right [1].", "nothing that FakeListChatModel wrote passed"),
    ],
)
def test_where_the_model_gives_nothing_the_answer_is_the_one_that_quotes(
    library_index: Path, embedder: Embedder, reply: str, why: str
) -> None:
    answer, quoted = write(library_index, embedder, reply), quoted_answer(library_index, embedder)
    assert why in answer.note
    assert (answer.text, answer.statements, answer.citations, answer.confidence) == (
        quoted.text,
        quoted.statements,
        quoted.citations,
        quoted.confidence,
    )
    assert answer.model == ""


def test_a_written_answer_is_never_of_high_confidence(
    library_index: Path, embedder: Embedder, reader: Reader
) -> None:
    library = Library(library_index, embedder)
    quoted = Assistant(Settings(), library, reader=reader).ask(QUESTION)
    assert in_words(quoted.confidence) == "high"
    cited = quoted.citations[0]
    places = [(one.document, one.paragraph) for one in quoted.passages]
    number = places.index((cited.document, cited.paragraph)) + 1
    model = FakeListChatModel(responses=[f"An acute attack is treated with colchicine [{number}]."])
    written = Assistant(Settings(), library, model, reader).ask(QUESTION)
    assert written.model
    assert in_words(written.confidence) == "fair"


def test_a_growing_answer_never_refuses_before_the_model_has_ended(
    library_index: Path, embedder: Embedder, attack: int
) -> None:
    reply = f"Leeches cure it [99]. Leeches cure it. An attack is treated with colchicine [{attack}]."
    assert all(answer.answered for answer in writer(library_index, embedder, reply).stream(QUESTION))


def test_what_was_only_thought_aloud_is_taken_back(
    library_index: Path, embedder: Embedder, attack: int
) -> None:
    reply = (
        f"Treatment works best when begun within 24 hours [{attack}]. Or not? Wait.</think>"
        f"An attack is treated with colchicine [{attack}]."
    )
    answer = write(library_index, embedder, reply)
    assert answer.text == "An attack is treated with colchicine. [1]"


def test_the_model_is_stopped_once_the_answer_is_full(
    library_index: Path, embedder: Embedder, attack: int
) -> None:
    model = FakeListChatModel(responses=[f"An attack is treated with colchicine [{attack}]. " * 40])
    settings = Settings(max_statements=1, llm_tokens=64)
    answer = Assistant(settings, Library(library_index, embedder), model).ask(QUESTION)
    assert answer.text == "An attack is treated with colchicine. [1]"


def test_sentences_are_shown_one_by_one_as_the_model_writes(
    library_index: Path, embedder: Embedder, attack: int
) -> None:
    reply = (
        f"An attack is treated with colchicine [{attack}]. "
        f"Treatment works best when begun within 24 hours [{attack}]."
    )
    growing = list(writer(library_index, embedder, reply).stream(QUESTION))
    assert [len(answer.statements) for answer in growing] == [1, 2, 2]


def test_the_model_gets_numbered_passages_and_the_question(library_index: Path, embedder: Embedder) -> None:
    listener = Listener()
    model = FakeListChatModel(responses=["NOT ANSWERED"], callbacks=[listener])
    Assistant(Settings(), Library(library_index, embedder), model).ask(QUESTION)
    (asked,) = listener.asked
    assert "[1] " in asked
    assert "naproxen, colchicine or prednisolone" in asked
    assert f"[{MOST_PASSAGES}] " in asked
    assert f"[{MOST_PASSAGES + 1}] " not in asked
    assert QUESTION in asked


def test_the_model_is_not_asked_what_the_documents_do_not_hold(
    library_index: Path, embedder: Embedder
) -> None:
    listener = Listener()
    model = FakeListChatModel(responses=["Canberra is the capital [1]."], callbacks=[listener])
    assistant = Assistant(Settings(), Library(library_index, embedder), model)
    assert not assistant.ask("What is the capital of Australia?").answered
    assert not listener.asked


def test_where_the_service_fails_the_answer_quotes_and_says_so(
    library_index: Path, embedder: Embedder
) -> None:
    model = FakeListChatModel(responses=["Gout is treated."], error_on_chunk_number=3)
    answer = Assistant(Settings(), Library(library_index, embedder), model).ask(QUESTION)
    assert answer.text == quoted_answer(library_index, embedder).text
    assert answer.note == "Quoted, because FakeListChatModel did not answer: its answer broke off."


@pytest.mark.parametrize("name", ["nowhere:gpt", "openai:gpt-5-mini"])
def test_a_chat_model_that_cannot_be_had_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(UserError, match=f"{name}.*ASSISTANT_LLM") as refused:
        open_chat_model(name, 60, 2000)
    assert "\n" not in str(refused.value)


def test_a_wrong_chat_model_is_told_before_anything_is_indexed(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, llm="nowhere:gpt")
    with pytest.raises(UserError, match="nowhere"):
        open_assistant(settings)
    assert not settings.index_folder.exists()


def test_the_confidence_is_that_of_the_evidence_times_the_share_that_passed(
    library_index: Path, embedder: Embedder, attack: int
) -> None:
    good = f"An acute attack is treated with colchicine [{attack}]."
    bad = f"Treatment works best when begun within 48 hours [{attack}]."
    whole, half = write(library_index, embedder, good), write(library_index, embedder, f"{good} {bad}")
    assert [one.checked for one in half.statements] == ["entailed", "replaced"]
    assert half.confidence == pytest.approx(whole.confidence / 2, abs=1e-3)


def test_what_a_sentence_has_said_is_not_said_again_in_the_place_of_another(
    library_index: Path, embedder: Embedder, attack: int
) -> None:
    good = f"An acute attack is treated with colchicine [{attack}]."
    answer = write(
        library_index, embedder, f"{good} An acute attack must be treated with colchicine [{attack}]."
    )
    assert [one.text for one in answer.statements] == ["An acute attack is treated with colchicine."]


def test_a_sentence_that_joins_two_statements_cites_both(
    library_index: Path, embedder: Embedder, attack: int
) -> None:
    joined = "An attack is treated with colchicine, and treatment works best when it is begun within 24 hours"
    answer = write(library_index, embedder, f"{joined} [{attack}].")
    assert answer.text == f"{joined}. [1][2]"
    assert [one.quote for one in answer.citations] == [
        "An acute attack is treated with naproxen, colchicine or prednisolone.",
        "Treatment works best when it begins within 24 hours.",
    ]


def test_what_became_of_each_sentence_is_told(library_index: Path, embedder: Embedder, attack: int) -> None:
    reply = (
        f"An acute attack is treated with colchicine [{attack}]. "
        f"Treatment works best when begun within 48 hours [{attack}]. "
        "Gout is painful."
    )
    assert write(library_index, embedder, reply).written == Written(passed=1, replaced=1, unmarked=1)


def test_what_the_model_wrote_is_told_of_an_answer_that_quotes(
    library_index: Path, embedder: Embedder
) -> None:
    assert write(library_index, embedder, "Gout is painful. Rest helps.").written == Written(unmarked=2)
    assert write(library_index, embedder, "NOT ANSWERED").written == Written()
    assert quoted_answer(library_index, embedder).written is None


def test_a_model_that_never_cites_is_not_waited_for(library_index: Path, embedder: Embedder) -> None:
    answer = write(library_index, embedder, "Gout is painful. " * 100)
    assert answer.answered
    assert answer.written == Written(unmarked=MOST_UNMARKED)


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "[1]",
        "Yes.",
        "[1] [2] [3]",
        "The documents do not answer this [1].",
        "I cannot answer this question [1].",
        "NOT ANSWERED [1].",
        "Colchicine cures infliximab [1]. Leeches [2]. 5 mg of anything [3].",
        "An acute attack is not treated [1].",
        "\x00 \ud83d gout [1].",
        "An acute attack is treated with naproxen [1]." * 50,
        "Naproxen [1][2][3][4][5][6][7][8]. " * 10,
    ],
)
def test_whatever_the_model_writes_it_never_turns_an_answer_into_a_refusal(
    library_index: Path, embedder: Embedder, reply: str
) -> None:
    growing = list(writer(library_index, embedder, reply).stream(QUESTION))
    assert all(answer.answered for answer in growing)
    assert growing[-1].model or growing[-1].note
    assert all(one.text[one.start : one.end] == one.quote for one in growing[-1].citations)
