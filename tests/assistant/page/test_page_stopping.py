"""An answer that takes its time is seen growing, can be stopped, and is in nobody's way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from langchain_core.language_models import FakeListChatModel
from page_browser import Visitor
from page_server import served, settings_for
from playwright.sync_api import Browser, Locator, expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

QUESTION = "What is juvenile dermatomyositis?"
WRITTEN = [
    "Juvenile dermatomyositis is a rare autoimmune inflammatory disease [1].",
    "The peak incidence is from 5 to 14 years of age [1].",
    "It is estimated that 30-70% of children with JDM will have calcinosis [1].",
]


@pytest.fixture(scope="module")
def slow_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a page whose chat model writes 50 letters a second."""
    model = FakeListChatModel(responses=[" ".join(WRITTEN)], sleep=0.02)
    with served(settings_for(tmp_path_factory.mktemp("slow")), model) as url:
        yield url


@pytest.fixture
def waiting(browser: Browser, slow_url: str) -> Iterator[Visitor]:
    """Give a person who waits for that model."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        visitor = Visitor(context.new_page())
        visitor.open(slow_url)
        yield visitor
    assert visitor.errors == []


def begun(visitor: Visitor) -> Locator:
    """Ask, and return the answer once its first statement is there, and no more."""
    visitor.box.fill(QUESTION)
    visitor.box.press("Enter")
    answer = visitor.page.locator("#chat .answer").last
    expect(answer.locator(".statement")).to_have_count(1)
    return answer


def stop(visitor: Visitor) -> None:
    visitor.page.get_by_test_id("stop-button").click()


def test_an_answer_is_seen_growing(waiting: Visitor) -> None:
    answer = begun(waiting)
    expect(answer.locator(".waiting")).to_be_visible()
    expect(answer.locator(".act")).to_have_count(0)

    expect(answer.locator(".statement")).to_have_count(3)
    expect(waiting.complete(answer).locator(".waiting")).to_have_count(0)


def test_an_answer_is_stopped_and_the_next_question_asked_at_once(waiting: Visitor) -> None:
    answer = begun(waiting)
    stop(waiting)

    expect(answer).to_contain_text("Stopped before the answer was complete and checked.")
    expect(answer.locator(".statement")).to_have_count(1)
    again = waiting.asked_again(waiting.page.get_by_role("button", name="Ask again").click)
    expect(again.locator(".statement")).to_have_count(3)


def test_what_is_typed_while_an_answer_runs_stays_in_the_box(waiting: Visitor) -> None:
    answer = begun(waiting)
    waiting.box.fill("How is it treated?")
    waiting.box.press("Enter")

    expect(waiting.page.locator("#notice")).to_contain_text("One question at a time")
    expect(waiting.box).to_have_value("How is it treated?")
    waiting.complete(answer)
    expect(waiting.box).to_have_value("How is it treated?")


def test_a_question_right_after_stopping_is_asked_or_stays_in_the_box(waiting: Visitor) -> None:
    begun(waiting)
    waiting.box.fill("How is it treated?")
    stop(waiting)
    waiting.box.press("Enter")
    asked, notice = waiting.page.locator("#chat .question"), waiting.page.locator("#notice")
    assert waiting.comes_true(lambda: asked.count() == 2 or notice.is_visible())
    if waiting.box.input_value():
        waiting.box.press("Enter")

    expect(waiting.page.locator("#chat .question")).to_have_text([QUESTION, "How is it treated?"])
    waiting.complete(waiting.page.locator("#chat .answer").last)
    expect(waiting.page.locator("#chat .waiting")).to_have_count(0)


def test_a_good_answer_does_not_give_way_to_one_that_was_stopped(waiting: Visitor) -> None:
    waiting.ask(QUESTION)
    waiting.page.get_by_role("button", name="Ask again").click()
    expect(waiting.page.locator("#chat .waiting")).to_be_visible()
    expect(waiting.page.locator("#chat .statement")).to_have_count(1)
    stop(waiting)

    expect(waiting.page.locator("#chat .answer")).to_have_count(2)
    expect(waiting.page.locator("#answer-0 .statement")).to_have_count(3)
    expect(waiting.page.locator("#answer-1")).to_contain_text("Stopped before")


def test_who_leaves_while_an_answer_runs_finds_it_in_the_list(waiting: Visitor) -> None:
    begun(waiting)
    waiting.start_over()
    waiting.page.wait_for_timeout(2000)
    expect(waiting.page.locator("#chat .message")).to_have_count(0)

    waiting.kept().first.click()
    expect(waiting.page.locator("#chat .question")).to_have_text(QUESTION)
    expect(waiting.page.locator("#chat .answer")).to_contain_text("Stopped before the answer was complete")


def test_a_new_conversation_leaves_the_running_answer_behind(waiting: Visitor) -> None:
    begun(waiting)
    waiting.start_over()
    waiting.page.wait_for_timeout(2000)

    expect(waiting.page.locator("#chat .message")).to_have_count(0)
    expect(waiting.ask(QUESTION).locator(".statement")).to_have_count(3)


def test_who_waits_is_in_nobodys_way(waiting: Visitor, browser: Browser, slow_url: str) -> None:
    with browser.new_context() as context:
        # Opening a page takes longer than the answer that is waited for.
        other = Visitor(context.new_page())
        other.open(slow_url)
        answer = begun(waiting)
        refused = other.ask("What is the capital of France?")

        expect(refused.locator(".refusal")).to_be_visible()
        expect(answer.locator(".waiting")).to_be_visible()
    waiting.complete(answer)
