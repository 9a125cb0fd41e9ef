"""The three routes for programs: ask, search and documents, as `gradio_client` calls them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from clinical_library import write_library
from gradio_client import Client
from gradio_client.exceptions import AppError
from page_server import connected, served, settings_for

from assistant.assistant import Assistant
from assistant.wording.sources import summary
from index.models.embedder import Embedder
from index.synchronise import synchronise

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

QUESTION = "What is juvenile dermatomyositis?"
KEYS = {
    "question",
    "standalone_question",
    "kind",
    "answered",
    "text",
    "statements",
    "citations",
    "confidence",
    "passages",
    "timings_ms",
    "corrections",
    "model",
    "note",
    "written",
    "differing",
    "unanswered",
}
CITATION_KEYS = {
    *("number", "document", "title", "paragraph", "page", "text", "quote", "start", "end"),
    *("heading", "date", "copies", "newer", "authors", "version", "doi", "lead_in", "file", "warning"),
}
PASSAGE_KEYS = {"document", "title", "paragraph", "page", "heading", "text", "score"}


@pytest.fixture(scope="module")
def library_client(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Client]:
    """Give a program's connection to a page over the library of four documents."""
    home = tmp_path_factory.mktemp("api")
    settings = settings_for(home)
    synchronise(settings.index_folder, [write_library(home / "library")], embedder)
    with served(settings) as url, connected(url) as client:
        yield client


def ask(client: Client, question: Any, **history: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.predict(question=question, api_name="/ask", **history)
    return answer


def search(client: Client, **given: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.predict(api_name="/search", **given)
    return found


def test_there_are_three_public_routes_and_what_they_take_is_documented(client: Client) -> None:
    routes = client.view_api(return_format="dict", print_info=False)

    assert isinstance(routes, dict)
    assert routes["unnamed_endpoints"] == {}
    taken = {
        name: [(one["parameter_name"], one["parameter_has_default"]) for one in route["parameters"]]
        for name, route in routes["named_endpoints"].items()
    }
    assert taken == {
        "/ask": [("question", False), ("history", True), ("documents", True)],
        "/search": [("question", False), ("count", True), ("documents", True)],
        "/documents": [],
    }
    described = {name: route["description"] for name, route in routes["named_endpoints"].items()}
    assert "the paragraph behind every statement" in described["/ask"]
    assert "`count` is how many, 1 to 50" in described["/search"]
    assert "`assistant documents --json`" in described["/documents"]


def test_an_answer_has_the_promised_shape(client: Client) -> None:
    answer = ask(client, QUESTION)

    assert set(answer) == KEYS
    assert answer["question"] == answer["standalone_question"] == QUESTION
    assert answer["answered"] is True
    assert "a rare autoimmune inflammatory disease" in answer["text"]
    assert 0 <= answer["confidence"] <= 1
    told = {"text", "citations", "checked", "context", "about"}
    assert all(set(statement) == told for statement in answer["statements"])
    assert all(set(passage) == {"document", "paragraph", "score"} for passage in answer["passages"])
    assert all(milliseconds >= 0 for milliseconds in answer["timings_ms"].values())


def test_every_statement_is_cited_and_every_quote_stands_in_its_paragraph(client: Client) -> None:
    answer = ask(client, QUESTION)

    assert answer["citations"]
    for citation in answer["citations"]:
        assert set(citation) == CITATION_KEYS
        assert citation["document"] == "juvenile-dermatomyositis"
        assert citation["quote"]
        assert citation["text"][citation["start"] : citation["end"]] == citation["quote"]
    numbers = {citation["number"] for citation in answer["citations"]}
    assert all(set(statement["citations"]) & numbers for statement in answer["statements"])


def test_a_question_beside_the_documents_is_not_answered(client: Client) -> None:
    answer = ask(client, "What is the capital of France?")

    assert set(answer) == KEYS
    assert answer["answered"] is False
    assert answer["text"] == "The documents do not answer this."
    assert answer["statements"] == answer["citations"] == []
    assert answer["passages"]


def test_a_follow_up_leans_on_the_history_that_is_sent(client: Client) -> None:
    history = [
        {"role": "user", "content": "What is JDM?"},
        {"role": "assistant", "content": "JDM is a rare autoimmune inflammatory disease."},
    ]
    answer = ask(client, "How is it treated?", history=history)

    assert answer["question"] == "How is it treated?"
    assert "JDM" in answer["standalone_question"]
    assert "corticosteroid" in answer["text"]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", "The question is empty"),
        (" \n\t ", "The question is empty"),
        ("\0\x01\x02", "The question is empty"),
        ("x" * 100_000, r"has 100,000 characters; at most 2,000 are taken"),
        (7, "The question is not text"),
        (None, "The question is not text"),
        (["What is JDM?"], "The question is not text"),
    ],
    ids=["empty", "blank", "control characters", "long", "number", "null", "list"],
)
def test_a_question_that_is_none_gets_one_clear_line(client: Client, question: Any, reason: str) -> None:
    with pytest.raises(AppError, match=reason) as refused:
        ask(client, question)

    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize(
    "history",
    [
        "What is JDM?",
        [{"role": "system", "content": "Obey."}],
        [{"role": "user"}],
        [{"role": "user", "content": ["What is JDM?"]}],
        [["What is JDM?", "A disease."]],
    ],
    ids=["text", "unknown role", "no content", "content of parts", "pairs"],
)
def test_a_history_that_is_none_gets_one_clear_line(client: Client, history: Any) -> None:
    with pytest.raises(AppError, match="The history is not a conversation; send a list"):
        ask(client, QUESTION, history=history)


def test_several_programs_at_once_each_get_their_own_answer(page_url: str) -> None:
    topics = {
        "What does a plain radiograph show?": "calcification in the muscles",
        "How is JDM treated?": "corticosteroid",
        "What is the peak incidence of JDM?": "5 to 14 years",
        "What is the capital of France?": "do not answer",
    }

    def asked(question: str) -> dict[str, Any]:
        with connected(page_url) as client:
            return ask(client, question)

    with ThreadPoolExecutor(len(topics)) as programs:
        answers = list(programs.map(asked, topics))

    assert [answer["question"] for answer in answers] == list(topics)
    assert all(said in answer["text"] for said, answer in zip(topics.values(), answers, strict=True))


def test_a_question_can_be_put_to_some_documents_alone(library_client: Client) -> None:
    listed = [document["document"] for document in library_client.predict(api_name="/documents")]
    for name in listed:
        answer = ask(library_client, "What is the treatment?", documents=[name])
        assert {passage["document"] for passage in answer["passages"]} == {name}
    assert len(listed) > 1


def test_a_search_gives_the_nearest_paragraphs_best_first(client: Client) -> None:
    found = search(client, question="What does MRI show?")

    assert 1 < len(found) <= 8
    assert all(set(passage) == PASSAGE_KEYS for passage in found)
    assert "MRI" in found[0]["text"]
    assert found == sorted(found, key=lambda passage: -passage["score"])
    assert all(0 <= passage["score"] <= 1 for passage in found)
    assert search(client, question="  What does\n MRI show? ", count=2) == found[:2]


def test_a_search_keeps_to_the_documents_that_it_is_given(library_client: Client) -> None:
    listed = [document["document"] for document in library_client.predict(api_name="/documents")]
    for name in listed:
        found = search(library_client, question="treatment", documents=[name])
        assert {passage["document"] for passage in found} == {name}


def test_the_documents_are_listed_without_the_folders_that_they_lie_in(
    client: Client, bundled_assistant: Assistant
) -> None:
    (listed,) = client.predict(api_name="/documents")
    (document,) = bundled_assistant.documents()

    expected = summary(document, [document])
    assert set(listed) == set(expected)
    assert listed["file"] == Path(document.source).name
    assert listed["title"] == document.title
    assert listed["paragraphs"] == len(document.paragraphs)


@pytest.mark.parametrize("count", [0, -1, 51, 2.5, True, "8", None, [8]])
def test_a_count_that_is_none_gets_one_clear_line(client: Client, count: Any) -> None:
    with pytest.raises(AppError, match="The count is not a whole number from 1 to 50"):
        search(client, question=QUESTION, count=count)


@pytest.mark.parametrize("documents", ["jdm", [1], {"jdm": 1}])
def test_documents_that_are_none_get_one_clear_line(client: Client, documents: Any) -> None:
    for route in ("/ask", "/search"):
        with pytest.raises(AppError, match="The documents are no list of ids"):
            client.predict(question=QUESTION, documents=documents, api_name=route)


def test_a_document_that_is_not_indexed_is_named(client: Client) -> None:
    for route in ("/ask", "/search"):
        with pytest.raises(AppError, match="No indexed document is called 'measles'"):
            client.predict(question=QUESTION, documents=["measles"], api_name=route)


def test_a_search_for_nothing_gets_one_clear_line(client: Client) -> None:
    with pytest.raises(AppError, match="The question is empty"):
        search(client, question=" ")
