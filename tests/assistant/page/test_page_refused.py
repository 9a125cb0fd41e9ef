"""A question that could not be sent or answered stands in the box again, and what went wrong is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from page_browser import Visitor
from page_server import served, settings_for
from playwright.sync_api import Browser, expect

from assistant.page.server import request_sizes

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

QUESTION = "What is juvenile dermatomyositis?"
SECOND = "How is it treated?"


@contextmanager
def visiting(browser: Browser, url: str) -> Iterator[Visitor]:
    with browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True) as context:
        visitor = Visitor(context.new_page())
        visitor.open(url)
        yield visitor


def test_a_question_too_many_in_a_minute(browser: Browser, tmp_path: Path) -> None:
    with served(settings_for(tmp_path, questions_per_minute=1)) as url, visiting(browser, url) as visitor:
        visitor.ask(QUESTION)
        refused = visitor.ask("I cannot breathe, what should I do?")

        expect(refused.locator(".emergency")).to_be_visible()
        expect(refused.locator(".failure")).to_contain_text("You asked a question in a minute; wait")
        expect(visitor.box).to_have_value("I cannot breathe, what should I do?")
        # Sent again, it takes the place of the one that was refused.
        visitor.asked_again(lambda: visitor.box.press("Enter"))
        expect(visitor.page.locator("#chat .question")).to_have_count(2)
        expect(visitor.box).to_have_value("I cannot breathe, what should I do?")


def test_what_was_typed_meanwhile_is_not_lost(browser: Browser, page_url: str) -> None:
    with visiting(browser, page_url) as visitor:
        held = visitor.hold_back("**/queue/join**")
        visitor.box.fill(QUESTION)
        visitor.box.press("Enter")
        expect(visitor.box).to_have_value("")
        visitor.box.fill(SECOND)
        held[-1].abort()

        expect(visitor.page.locator("#notice")).to_contain_text("Your question is in the box again.")
        expect(visitor.box).to_have_value(f"{QUESTION}\n{SECOND}")


def test_a_server_that_cannot_be_reached(browser: Browser, page_url: str) -> None:
    with visiting(browser, page_url) as visitor:
        visitor.ask(QUESTION)
        visitor.page.context.set_offline(True)
        visitor.box.fill(SECOND)
        visitor.box.press("Enter")

        notice = visitor.page.locator("#notice")
        expect(notice).to_contain_text("The server cannot be reached", timeout=10_000)
        expect(notice).to_contain_text("Your question is in the box again.")
        expect(visitor.box).to_have_value(SECOND)
        visitor.page.context.set_offline(False)
        # Gradio loads the page anew once it finds the server.
        expect(notice).to_contain_text("The page was loaded anew")
        expect(visitor.box).to_have_value(SECOND)
        # The conversation is drawn again, too; only then is the answer that comes next a new one.
        expect(visitor.page.locator("#chat .answer")).to_have_count(1)
        expect(visitor.asked(lambda: visitor.box.press("Enter"))).to_contain_text("corticosteroid")


def test_a_conversation_that_has_grown_too_long(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(settings_for(tmp_path)) as url, visiting(browser, url) as visitor:
        visitor.ask(QUESTION)
        monkeypatch.setattr(request_sizes, "LARGEST_BODY", 2000)
        visitor.box.fill(SECOND)
        visitor.box.press("Enter")

        notice = visitor.page.locator("#notice")
        expect(notice).to_contain_text("This conversation has become too long", timeout=10_000)
        expect(visitor.box).to_have_value(SECOND)
        visitor.start_over()
        expect(visitor.ask(QUESTION).locator("a.mark").first).to_be_visible()
