"""A question may be asked within chosen documents; no other is read then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.cli.command_line import app
from corpus.errors import UserError

GOUT = "How is an acute attack of gout treated?"


def cited(answer: Answer) -> set[str]:
    return {citation.document for citation in answer.citations}


def considered(answer: Answer) -> set[str]:
    return {passage.document for passage in answer.passages}


def run(home: Path, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, words, input=typed, env={"ASSISTANT_HOME": str(home), "COLUMNS": "100"})


def test_only_the_chosen_documents_are_read(library_assistant: Assistant) -> None:
    assert cited(library_assistant.ask("What is given in an attack?", documents=["migraine"])) == {"migraine"}
    answer = library_assistant.ask("What is given in an attack?", documents=["gout", "scabies"])
    assert considered(answer) == {"gout", "scabies"}


def test_what_only_another_document_answers_is_not_answered(library_assistant: Assistant) -> None:
    assert cited(library_assistant.ask(GOUT)) == {"gout"}
    assert library_assistant.ask(GOUT, documents=["gout"]).answered
    elsewhere = library_assistant.ask(GOUT, documents=["scabies"])
    assert not elsewhere.answered
    assert considered(elsewhere) == {"scabies"}


def test_all_documents_are_read_when_none_is_chosen(library_assistant: Assistant) -> None:
    everywhere = library_assistant.ask(GOUT, documents=())
    assert everywhere.passages == library_assistant.ask(GOUT).passages
    every = [document.id for document in library_assistant.documents()]
    assert library_assistant.ask(GOUT, documents=every).passages == everywhere.passages


def test_growing_answers_and_explanations_keep_to_them_too(library_assistant: Assistant) -> None:
    *_, answer = library_assistant.stream("How is it diagnosed?", documents=["asthma"])
    assert considered(answer) == {"asthma"}
    explanation = library_assistant.explain("How is it diagnosed?", documents=["asthma"])
    assert {passage.document for passage in explanation.passages} == {"asthma"}
    assert explanation.documents == ("asthma",)


def test_a_follow_up_is_made_to_stand_alone_and_kept_to_them(library_assistant: Assistant) -> None:
    first = library_assistant.ask("What is gout?", documents=["gout"])
    answer = library_assistant.ask(
        "How is it treated?",
        [{"role": "user", "content": first.question}, {"role": "assistant", "content": first.text}],
        ["gout"],
    )
    assert answer.standalone_question == "How is gout treated?"
    assert considered(answer) == {"gout"}


@pytest.mark.parametrize(
    ("name", "said"),
    [("migrane", "Did you mean migraine?"), ("xyz", "`assistant documents` lists them")],
)
def test_a_document_that_is_not_indexed_is_told_with_the_nearest_names(
    library_assistant: Assistant, name: str, said: str
) -> None:
    for ask in (library_assistant.ask, library_assistant.explain):
        with pytest.raises(UserError, match=f"No indexed document is called '{name}'") as raised:
            ask(GOUT, documents=["gout", name])
        assert said in str(raised.value)


def test_the_command_line_takes_several(library_index: Path) -> None:
    home = library_index.parent
    words = ("ask", "--json", "--document", "gout", "--document", "asthma", "How", "is", "it", "diagnosed?")
    answer = json.loads(run(home, *words).stdout)
    assert answer["question"] == "How is it diagnosed?"
    assert {passage["document"] for passage in answer["passages"]} == {"gout", "asthma"}
    refused = run(home, "ask", GOUT, "--document", "gouts")
    assert isinstance(refused.exception, UserError)
    assert "Did you mean gout?" in str(refused.exception)


def test_a_chat_keeps_to_them_and_refuses_an_unknown_one_before_it_begins(library_index: Path) -> None:
    home = library_index.parent
    talk = run(home, "chat", "--document", "scabies", typed=f"What is scabies?\n{GOUT}\n")
    assert "infestation of the skin" in talk.stdout
    assert "The documents do not answer this." in talk.stdout
    assert "naproxen" not in talk.stdout
    refused = run(home, "chat", "--document", "scabeis", typed=f"{GOUT}\n")
    assert "Did you mean scabies?" in str(refused.exception)
    assert refused.stdout == ""


def test_a_drug_that_only_another_document_names_is_named_nowhere_that_was_asked(
    library_assistant: Assistant,
) -> None:
    question = "Is sumatriptan given in gout?"
    assert library_assistant.ask(question, documents=["gout"]).text == (
        "The documents do not answer this. No document names sumatriptan."
    )
    assert "sumatriptan" in library_assistant.explain(question, documents=["gout"]).missing
    assert library_assistant.ask(question).text == (
        "The documents do not answer this. For sumatriptan, nothing is said of gout, but of Migraine."
    )
