"""The page as programs use it: one route, the answer that `ask --json` promises, nothing from elsewhere."""

from __future__ import annotations

import json
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from page_html import Html, style_loads
from page_server import HOST, app, connected, fetch, free_port, interrupt, run_app

pytest_plugins = ["page_fixtures"]
# Gradio counts its events with a part of pandas that is to change.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing")

QUESTION = "What is juvenile dermatomyositis?"
KEYS = {
    "question",
    "standalone_question",
    "answered",
    "text",
    "statements",
    "citations",
    "confidence",
    "passages",
    "timings_ms",
}
CITATION_KEYS = {
    *("number", "document", "title", "paragraph", "page", "text", "quote", "start", "end"),
    *("heading", "date", "copies", "newer", "authors", "version", "doi"),
}


def ask(client: Client, question: Any, **history: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.predict(question=question, api_name="/ask", **history)
    return answer


def test_asking_is_the_one_public_route(client: Client) -> None:
    routes = client.view_api(return_format="dict", print_info=False)

    assert isinstance(routes, dict)
    assert list(routes["named_endpoints"]) == ["/ask"]
    assert routes["unnamed_endpoints"] == {}
    parameters = routes["named_endpoints"]["/ask"]["parameters"]
    assert [parameter["parameter_name"] for parameter in parameters] == ["question", "history"]


def test_an_answer_has_the_promised_shape(client: Client) -> None:
    answer = ask(client, QUESTION)

    assert set(answer) == KEYS
    assert answer["question"] == answer["standalone_question"] == QUESTION
    assert answer["answered"] is True
    assert "a rare autoimmune inflammatory disease" in answer["text"]
    assert 0 <= answer["confidence"] <= 1
    assert all(set(statement) == {"text", "citations"} for statement in answer["statements"])
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


def test_nothing_that_is_served_loads_from_another_host(page_url: str) -> None:
    html = Html(fetch(page_url))
    config = json.loads(fetch(urljoin(page_url, "config")))
    sheets = [urljoin(page_url, link.attributes["href"]) for link in html.find("link")]
    sheets = [sheet for sheet in sheets if urlsplit(sheet).path.endswith(".css")]
    styles = [config["css"], *map(fetch, [urljoin(page_url, "theme.css"), *sheets])]

    addresses = [*html.loads(), *config["stylesheets"], *(found for s in styles for found in style_loads(s))]
    hosts = {urlsplit(urljoin(page_url, address)).hostname for address in addresses}
    assert len(addresses) > 3
    assert hosts - {None} == {HOST}
    assert set(re.findall(r"//([\w.-]+\.[\w-]+)", json.dumps(config))) <= {HOST}


def test_the_page_measures_and_reports_nothing(page_url: str) -> None:
    config = json.loads(fetch(urljoin(page_url, "config")))

    assert config["analytics_enabled"] is False
    assert config["space_id"] is None


def test_app_py_answers_and_ends_quietly_at_ctrl_c() -> None:
    port = free_port()
    with app(ASSISTANT_PORT=str(port)) as process:
        assert process.stdout
        url = f"http://{HOST}:{port}/"
        assert process.stdout.readline() == f"Clinical assistant: {url} (Ctrl+C stops it)\n"
        with connected(url) as client:
            assert "rare autoimmune" in ask(client, QUESTION)["text"]
        ended = interrupt(process)

    assert ended.returncode == 0
    assert "Traceback" not in ended.stdout + ended.stderr


def test_app_py_ends_quietly_while_it_still_loads() -> None:
    with app(ASSISTANT_PORT=str(free_port())) as process:
        assert process.stdout
        process.stdout.readline()
        ended = interrupt(process)

    assert ended.returncode in {0, 130}
    assert ended.stderr == ""


def test_a_port_in_use_is_said_in_one_line() -> None:
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]
        ended = run_app(ASSISTANT_PORT=str(port))

    assert ended.stderr == f"Error: Port {port} is in use; choose another with ASSISTANT_PORT.\n"
    assert ended.stdout == ""
    assert ended.returncode == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("ASSISTANT_PORT", "99999"), ("ASSISTANT_COLOUR", "teal"), ("ASSISTANT_HOST", "192.0.2.1")],
)
def test_a_bad_setting_is_named_in_one_line(name: str, value: str) -> None:
    ended = run_app(**{name: value})

    assert ended.stderr.startswith("Error: ")
    assert name in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert ended.returncode == 1
