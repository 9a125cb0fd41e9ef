"""What changes under an open page: the server restarts, or the command line writes the index anew."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_browser import Visitor
from page_server import HOST, ROOT, app, free_port, served, settings_for
from playwright.sync_api import Browser, expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

QUESTION = "What is juvenile dermatomyositis?"
# Milliseconds after which a page must have come back.
RESTORED = 60_000


@pytest.fixture
def reader(browser: Browser) -> Iterator[Visitor]:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        yield Visitor(context.new_page())


def started(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    assert any(line.startswith("Clinical assistant") for line in process.stdout)


def test_a_server_that_restarts_loses_no_conversation(reader: Visitor, tmp_path: Path) -> None:
    port = str(free_port())
    variables = {"ASSISTANT_PORT": port, "ASSISTANT_HOME": str(tmp_path)}
    with app(**variables) as process:
        started(process)
        reader.open(f"http://{HOST}:{port}/")
        reader.ask(QUESTION)
    # The server is away, as the person notices who asks now.
    reader.page.get_by_role("button", name="Show in document").click()
    expect(reader.page.locator("#notice")).to_contain_text("cannot be reached")
    reader.box.fill("How is it treated?")
    reader.box.press("Enter")
    with app(**variables) as process:
        started(process)
        # The page finds the server by itself, and comes back as it was.
        expect(reader.page.locator("#notice")).to_contain_text("It is in the box again", timeout=RESTORED)
        expect(reader.page.locator("#chat .question")).to_have_text([QUESTION])
        expect(reader.page.locator("#chat .answer")).to_contain_text("rare autoimmune")
        expect(reader.box).to_have_value("How is it treated?")
        expect(reader.asked(lambda: reader.box.press("Enter"))).to_contain_text("corticosteroid")
    assert reader.errors == []


def test_an_index_written_by_the_command_line_answers_the_next_question(
    reader: Visitor, tmp_path: Path, library: Path
) -> None:
    with served(settings_for(tmp_path)) as url:
        reader.open(url)
        expect(reader.ask("How is gout treated?").locator(".refusal")).to_be_visible()
        command = [sys.executable, "-m", "assistant", "index", str(library)]
        environment = {**os.environ, "ASSISTANT_HOME": str(tmp_path)}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

        expect(reader.ask("How is gout treated?").locator("a.mark").first).to_be_visible()
        # What was cited before is still there to read, though its document is not indexed any more.
        expect(reader.page.locator("#chat .answer").first).to_contain_text("do not answer this")
        reader.page.locator("#chat .answer").first.get_by_role("button", name="Sources").click()
        reader.page.locator("#turn-0 .show").first.click()
        expect(reader.page.locator("#notice")).to_contain_text("no longer indexed")
        reader.open_documents()
        expect(reader.page.locator("#document-list .document")).to_have_count(4)
    assert reader.errors == []
