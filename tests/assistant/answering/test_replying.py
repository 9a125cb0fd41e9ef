"""Whatever a chat service does, the answer comes within the bounds, and says why it quotes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from chat_service import Behaviour, chat_service
from running import assistant

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.opening import open_chat_model
from assistant.settings import Settings
from corpus.files import bundled_documents
from index.library import Library
from index.models.embedder import Embedder
from index.synchronise import synchronise

# Each speaks with a server.
pytestmark = pytest.mark.slow

QUESTION = "How is an acute attack of gout treated?"
Ask = Callable[..., Answer]


@pytest.fixture
def ask(library_index: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask a real index through the real client of a service that behaves as it is told."""
    monkeypatch.setenv("OPENAI_API_KEY", "none")

    def asked(behaviour: Behaviour, address: str = "", **bounds: float) -> Answer:
        settings = Settings(**{"llm_seconds": 20.0, **bounds})  # type: ignore[arg-type]
        with chat_service(behaviour) as own:
            monkeypatch.setenv("OPENAI_BASE_URL", address or own)
            model = open_chat_model("openai:small", settings.llm_seconds, settings.llm_tokens)
            library = Library(library_index, embedder)
            answer = Assistant(settings, library, model).ask(QUESTION)
            if behaviour.endless:
                # Whoever is gone is noticed at the next word.
                assert behaviour.left.wait(20)
            return answer

    return asked


def is_quoted(answer: Answer) -> bool:
    return (
        answer.answered
        and not answer.model
        and {one.checked for one in answer.statements} == {"verbatim"}
        and "naproxen, colchicine or prednisolone" in answer.text
    )


def number_of(library_index: Path, embedder: Embedder) -> int:
    passages = Library(library_index, embedder).search(QUESTION, Settings().passages)
    return next(n for n, one in enumerate(passages, start=1) if "naproxen" in one.paragraph.text)


def test_what_the_service_writes_is_checked_and_shown(
    ask: Ask, library_index: Path, embedder: Embedder
) -> None:
    number = number_of(library_index, embedder)
    behaviour = Behaviour(
        f"<think>Is it [9]. Hm.</think> Treatment works best when begun within 24 hours [{number}]."
    )
    answer = ask(behaviour)
    assert answer.text == "Treatment works best when begun within 24 hours. [1]"
    assert answer.model == "small"
    assert behaviour.asked[0]["stream"] is True


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "does not take the request (400)"),
        (401, "refused the key (401)"),
        (404, "does not know the model or the address (404)"),
        (429, "takes no more requests now (429)"),
        (500, "failed (500)"),
        (502, "failed (502)"),
        (503, "failed (503)"),
    ],
)
def test_a_service_that_refuses_is_said_in_a_line_and_the_answer_quotes(
    ask: Ask, status: int, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        answer = ask(Behaviour(status=status))
    assert is_quoted(answer)
    assert answer.note == f"Quoted, because small did not answer: it {said}."
    (record,) = [one for one in caplog.records if one.name == "assistant.answering.replying"]
    assert "small did not answer" in record.getMessage()
    assert record.exc_info is None
    assert "\n" not in record.getMessage()


WRITTEN = "Treatment works best when begun within 24 hours"


@pytest.mark.parametrize(
    "words",
    [
        "{said} 【{n}】.",
        "{said} 【{n}†source】.",
        "{said} ({n}).",
        "{said}. ({n})",
        "{said} [^{n}].",
        "{said} [{n}-{n}].",
        "{said} [Passage {n}].",
        "{said} [{n}](https://example.org/{n}).",
        "{said}.[{n}]",
        "{said}<sup>{n}</sup>.",
        "**{said}** [{n}].",
        "## Answer\n\n- *{said}* [{n}].\n",
        "1. {said} [{n}].",
        "> `{said}` [{n}].",
        "<p>{said}&nbsp;[{n}].</p>",
        "Sure! Here is the answer:\n\n{said} [{n}].\n\nI hope this helps!",
        "<think>It says [1].</think>{said} [{n}].",
    ],
)
def test_however_a_service_marks_and_dresses_a_sentence_the_sentence_and_its_mark_are_found(
    ask: Ask, library_index: Path, embedder: Embedder, words: str
) -> None:
    answer = ask(Behaviour(words.format(said=WRITTEN, n=number_of(library_index, embedder))))
    assert answer.text == f"{WRITTEN}. [1]"
    assert [one.checked for one in answer.statements] == ["entailed"]


@pytest.mark.parametrize(
    "words",
    [
        "Un ataque agudo se trata con corticoides orales [{n}].",
        "End every sentence with the number of the passage it comes from, in brackets, like this: [{n}].",
        "You answer a clinical question from numbered passages, and from nothing else [{n}].",
        "As an AI language model I cannot give medical advice [{n}].",
        "See https://example.org/gout [{n}].",
        "[{n}] [{n}] [{n}]",
        '{{"answer": 42}} [{n}]',
    ],
)
def test_what_no_document_says_is_never_shown(
    ask: Ask, library_index: Path, embedder: Embedder, words: str
) -> None:
    answer = ask(Behaviour(words.format(n=number_of(library_index, embedder))))
    assert is_quoted(answer)
    assert "nothing that small wrote passed" in answer.note


def test_a_slow_service_is_waited_for_within_the_bounds(
    ask: Ask, library_index: Path, embedder: Embedder
) -> None:
    number = number_of(library_index, embedder)
    assert ask(Behaviour(f"{WRITTEN} [{number}].", slow=True)).text == f"{WRITTEN}. [1]"


def test_a_service_that_is_not_there_is_said_in_a_line(ask: Ask) -> None:
    answer = ask(Behaviour(), address="http://127.0.0.1:9/v1")
    assert is_quoted(answer)
    assert answer.note.endswith("it cannot be reached.")


def test_what_is_no_json_is_said_in_a_line(ask: Ask) -> None:
    answer = ask(Behaviour(raw=b"data: {nonsense\n\n"))
    assert is_quoted(answer)
    assert answer.note.endswith("it sent what cannot be read.")


@pytest.mark.parametrize("words", ["", " "])
def test_a_service_that_sends_nothing_to_read_ends_in_quotes(ask: Ask, words: str) -> None:
    answer = ask(Behaviour(words))
    assert is_quoted(answer)
    assert answer.note


def test_an_answer_that_breaks_off_half_way_is_no_answer(
    ask: Ask, library_index: Path, embedder: Embedder
) -> None:
    number = number_of(library_index, embedder)
    first = f"An acute attack is treated with naproxen, colchicine or prednisolone [{number}]."
    answer = ask(Behaviour(f"{first} But never", breaks_off=True))
    assert is_quoted(answer)
    assert answer.note.endswith("its answer broke off.")


def test_a_service_that_never_says_anything_is_left_when_the_time_is_up(ask: Ask) -> None:
    answer = ask(Behaviour(silent=True), llm_seconds=0.5)
    assert is_quoted(answer)
    assert "0.5 seconds" in answer.note or "nothing in time" in answer.note


def test_a_service_that_never_ends_is_stopped_when_the_time_is_up(ask: Ask) -> None:
    behaviour = Behaviour("Gout is", endless=True)
    answer = ask(behaviour, llm_seconds=0.5)
    assert is_quoted(answer)
    assert answer.note.endswith("it did not come to an end within 0.5 seconds.")


def test_a_service_that_writes_too_much_is_stopped_and_its_connection_closed(ask: Ask) -> None:
    behaviour = Behaviour("Gout is", endless=True)
    answer = ask(behaviour, llm_tokens=16)
    assert is_quoted(answer)
    assert answer.note.endswith("it wrote more tokens than an answer may have.")
    assert behaviour.asked[0].get("max_completion_tokens", behaviour.asked[0].get("max_tokens")) == 16


def test_a_service_that_cuts_its_answer_short_gives_none(
    ask: Ask, library_index: Path, embedder: Embedder
) -> None:
    number = number_of(library_index, embedder)
    words = f"An attack is treated with colchicine [{number}]. Treatment works best when"
    answer = ask(Behaviour(words, finish="length"))
    assert is_quoted(answer)
    assert answer.note.endswith("it wrote more tokens than an answer may have.")


def test_thinking_without_an_end_is_no_answer(ask: Ask, library_index: Path, embedder: Embedder) -> None:
    number = number_of(library_index, embedder)
    answer = ask(Behaviour(f"<think> An acute attack is treated with colchicine [{number}]. So then"))
    assert is_quoted(answer)
    assert "nothing that small wrote passed" in answer.note


def test_a_service_whose_answer_is_not_wanted_any_more_is_told_so(
    ask: Ask, library_index: Path, embedder: Embedder
) -> None:
    number = number_of(library_index, embedder)
    behaviour = Behaviour(f"An attack is treated with colchicine [{number}]. Then", endless=True)
    answer = ask(behaviour, max_statements=1)
    assert answer.text == "An attack is treated with colchicine. [1]"
    assert behaviour.left.is_set()


def test_a_terminal_shows_the_quotes_and_the_line_and_no_traceback(
    tmp_path: Path, embedder: Embedder
) -> None:
    synchronise(Settings(home=tmp_path).index_folder, [bundled_documents()], embedder)
    with chat_service(Behaviour(status=401)) as address:
        run = assistant(
            "ask",
            "What share of children with JDM have calcinosis?",
            home=tmp_path,
            ASSISTANT_LLM="openai:small",
            OPENAI_API_KEY="none",
            OPENAI_BASE_URL=address,
        )
    assert run.returncode == 0
    assert "30-70%" in run.stdout
    assert "Quoted, because small did not answer: it refused the key (401)." in run.stdout
    assert "Traceback" not in run.stdout + run.stderr
