"""The page as a person uses it: asking, checking a statement against its paragraph, asking on."""

from __future__ import annotations

import re

import pytest
from page_browser import Visitor
from page_server import HOST
from playwright.sync_api import Browser, expect

pytest_plugins = ["page_fixtures"]
# Gradio counts its events with a part of pandas that is to change.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing")

QUESTION = "What is juvenile dermatomyositis?"
HOSTILE = (
    "What is JDM? <script>alert(1)</script><img src='http://192.0.2.1/x.png' onerror='alert(2)'>"
    "<h1>big</h1>![image](http://192.0.2.1/y.png) [link](javascript:alert(3)) **bold** $$x^2$$ `code`"
)
# The page may cut off what is too wide instead of scrolling to it; on a phone that is worse.
BEYOND_THE_EDGE = """() => [...document.querySelectorAll("body *")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return left < 0 || right > innerWidth;
  })
  .map((element) => element.outerHTML.slice(0, 100))
"""


def test_the_page_says_what_it_does_and_what_it_is_not(visitor: Visitor) -> None:
    page = visitor.page

    expect(page).to_have_title("Clinical assistant")
    expect(page.get_by_role("heading", name="Clinical assistant")).to_be_visible()
    expect(page.get_by_text("Answers only from the documents it was given")).to_be_visible()
    expect(page.get_by_text("Not a substitute for clinical judgement")).to_be_visible()
    expect(page.get_by_text("The paragraphs behind an answer appear here")).to_be_visible()
    expect(visitor.box).to_have_attribute("placeholder", "Ask a clinical question")


def test_an_answer_appears_with_its_marks_beside_its_paragraphs(visitor: Visitor) -> None:
    visitor.page.keyboard.type(QUESTION)
    answer = visitor.asked(lambda: visitor.page.keyboard.press("Enter"))

    statement = answer.locator(".statement").first
    expect(statement).to_contain_text("a rare autoimmune inflammatory disease")
    expect(statement.locator("a.mark")).to_have_text("[1]")
    source = visitor.page.locator("#source-0-1")
    expect(source).to_contain_text("JUVENILE DERMATOMYOSITIS (JDM) WITH SOFT TISSUE CALCINOSIS")
    expect(source).to_contain_text("paragraph 1")
    expect(source.locator(".text")).to_contain_text("The peak incidence is from 5 to 14 years of age")
    expect(source.locator("mark")).to_be_visible()
    assert source.locator("mark").inner_text() + "[1]" == statement.text_content()
    expect(visitor.box).to_have_value("")


def test_a_mark_leads_to_its_paragraph(visitor: Visitor) -> None:
    answer = visitor.ask("How is juvenile dermatomyositis treated?")
    first, second = visitor.page.locator("#source-0-1"), visitor.page.locator("#source-0-2")

    answer.locator("a.mark", has_text="2").click()
    expect(second).to_be_focused()
    expect(second).to_have_class(re.compile("followed"))
    expect(second).to_be_in_viewport()

    answer.locator("a.mark", has_text="1").press("Enter")
    expect(first).to_be_focused()
    expect(visitor.page.locator(".followed")).to_have_count(1)


def test_a_follow_up_says_what_was_searched_for_and_earlier_sources_stay_at_hand(visitor: Visitor) -> None:
    first = visitor.ask(QUESTION)
    second = visitor.ask("How is it treated?")

    expect(second).to_contain_text("corticosteroid")
    expect(second).to_contain_text("Searched for: “How is juvenile dermatomyositis treated?”")
    earlier, latest = visitor.page.locator("#turn-0"), visitor.page.locator("#turn-1")
    expect(latest).to_be_visible()
    expect(earlier).to_be_hidden()
    first.locator("a.mark").first.click()
    expect(earlier).to_be_visible()
    expect(latest).to_be_hidden()


def test_a_question_beside_the_documents_is_told_so_with_the_closest_passages(visitor: Visitor) -> None:
    answer = visitor.ask("What is the capital of France?")

    expect(answer.locator(".refusal")).to_have_text("The documents do not answer this.")
    expect(answer.locator("a.mark")).to_have_count(0)
    panel = visitor.page.locator("#sources")
    expect(panel).to_contain_text("Closest passages. They do not answer the question.")
    expect(panel.locator(".passage")).to_have_count(3)
    expect(panel.locator("mark")).to_have_count(0)


def test_an_example_is_asked_with_a_click(visitor: Visitor) -> None:
    example = visitor.page.locator("#chat .example").first
    answer = visitor.asked(example.click)

    expect(visitor.page.locator("#chat .question")).to_have_text(QUESTION)
    expect(answer.locator("a.mark").first).to_be_visible()


def test_a_new_conversation_forgets_the_old_one(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    visitor.page.get_by_role("button", name="New conversation").click()

    expect(visitor.page.locator("#chat .message")).to_have_count(0)
    expect(visitor.page.locator("#sources .source")).to_have_count(0)
    expect(visitor.page.locator("#chat .example").first).to_be_visible()
    expect(visitor.ask("How is it treated?")).not_to_contain_text("Searched for")


def test_markup_in_a_question_is_shown_as_text_and_does_nothing(visitor: Visitor) -> None:
    visitor.ask(HOSTILE)
    question = visitor.page.locator("#chat .question")

    assert question.text_content() == HOSTILE
    assert visitor.page.locator("#sources .asked").text_content() == HOSTILE
    expect(question.locator("*")).to_have_count(0)
    expect(visitor.page.locator("#chat .message img, #sources img, .katex")).to_have_count(0)
    assert visitor.dialogs == []
    assert visitor.hosts == {HOST}


@pytest.mark.parametrize(
    ("question", "reason"),
    [("   ", "The question is empty."), ("x" * 100_000, "100,000 characters; at most 2,000 are taken")],
    ids=["blank", "long"],
)
def test_a_question_that_is_none_is_explained_in_the_chat(
    visitor: Visitor, question: str, reason: str
) -> None:
    expect(visitor.ask(question).locator(".failure")).to_contain_text(reason)
    expect(visitor.ask(QUESTION).locator("a.mark").first).to_be_visible()


def test_two_people_have_conversations_of_their_own(
    visitor: Visitor, browser: Browser, page_url: str
) -> None:
    visitor.ask(QUESTION)
    with browser.new_context() as context:
        other = Visitor(context.new_page())
        other.open(page_url)

        expect(other.page.locator("#chat .message")).to_have_count(0)
        expect(other.ask("How is it treated?")).not_to_contain_text("Searched for")


def test_a_phone_needs_no_sideways_scrolling(browser: Browser, page_url: str) -> None:
    phone = {"width": 390, "height": 844}
    with browser.new_context(viewport=phone, is_mobile=True, has_touch=True) as context:  # type: ignore[arg-type]
        visitor = Visitor(context.new_page())
        visitor.open(page_url)
        visitor.ask(QUESTION)

        assert visitor.page.evaluate("document.documentElement.scrollWidth") == phone["width"]
        assert visitor.page.evaluate(BEYOND_THE_EDGE) == []
