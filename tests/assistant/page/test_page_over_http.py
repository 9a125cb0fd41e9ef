"""The page as it is served: nothing from elsewhere, and `python app.py` that starts and ends as it should."""

from __future__ import annotations

import json
import re
import socket
from urllib.parse import urljoin, urlsplit

import pytest
from page_html import Html, style_loads
from page_server import HOST, app, connected, fetch, free_port, interrupt, run_app

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

QUESTION = "What is juvenile dermatomyositis?"


def test_nothing_that_is_served_loads_from_another_host(page_url: str) -> None:
    html = Html(fetch(page_url))
    config = json.loads(fetch(urljoin(page_url, "config")))
    for component in config["components"]:
        # What Gradio would show a programmer as an upload; nothing loads it.
        component.pop("example_inputs", None)
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
        assert process.stdout.readline() == "Opening the documents …\n"
        assert process.stdout.readline() == f"Clinical assistant: {url} (Ctrl+C stops it)\n"
        # Once the address is told, nothing has to be loaded any more.
        assert json.loads(fetch(urljoin(url, "health"))) == {"status": "ready"}
        with connected(url) as client:
            assert "rare autoimmune" in client.predict(QUESTION, api_name="/ask")["text"]
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
