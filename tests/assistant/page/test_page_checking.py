"""A person checks a statement: what its mark says, the paragraph it leads to, the document around that."""

from __future__ import annotations

import re

import pytest
from page_browser import Visitor
from playwright.sync_api import expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

QUESTION = "How is juvenile dermatomyositis treated?"


def test_a_mark_says_on_hover_where_the_statement_stands(visitor: Visitor) -> None:
    answer = visitor.ask(QUESTION)
    hover = visitor.page.get_by_role("tooltip")

    answer.locator("a.mark").first.hover()
    expect(hover).to_be_visible()
    expect(hover).to_contain_text("Juvenile dermatomyositis (JDM) with soft tissue calcinosis, paragraph 5")
    expect(hover).to_contain_text("“Treatment for JDM includes high dose corticosteroid")
    visitor.page.keyboard.press("Escape")
    expect(hover).to_be_hidden()


def test_a_mark_leads_to_its_paragraph_and_its_quote(visitor: Visitor) -> None:
    answer = visitor.ask(QUESTION)
    last = visitor.page.locator("article", has=visitor.page.locator("#source-0-3"))

    answer.locator("a.mark", has_text="3").click()
    expect(last).to_be_focused()
    expect(last).to_have_class(re.compile("followed"))
    expect(last.locator("mark.followed")).to_have_text(
        # With the sentence that it leans on.
        "The present patient is under the joint care of dermatology and rheumatology since the diagnosis of "
        "JDM in 2015. He has been treated with methotrexate and prednisolone."
    )
    expect(last.locator("mark.followed")).to_be_in_viewport()

    answer.locator("a.mark", has_text="1").click()
    expect(visitor.page.locator("article.followed")).to_have_count(1)
    expect(visitor.page.locator("article", has=visitor.page.locator("#source-0-1"))).to_be_focused()


def test_the_keyboard_alone_asks_and_checks(visitor: Visitor) -> None:
    keyboard, page = visitor.page.keyboard, visitor.page
    keyboard.type(QUESTION)
    visitor.asked(lambda: keyboard.press("Enter"))
    for _ in range(40):
        keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('a.mark')"):
            break

    expect(page.get_by_role("tooltip")).to_be_visible()
    mark = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert mark.startswith("Source [3]: Juvenile dermatomyositis (JDM) with")
    keyboard.press("Enter")
    expect(page.locator("article", has=page.locator("#source-0-3"))).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(page.locator("#viewer .target")).to_be_focused()
    keyboard.press("Escape")
    expect(page.locator("#viewer")).to_be_hidden()


def test_a_paragraph_is_shown_among_its_neighbours(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    visitor.page.get_by_role("button", name="Show in document").first.click()
    viewer = visitor.page.locator("#viewer")

    expect(viewer.get_by_role("heading", name="JUVENILE DERMATOMYOSITIS")).to_be_visible()
    expect(viewer.locator(".target")).to_be_in_viewport()
    expect(viewer.locator(".target mark")).to_have_text(
        "Treatment for JDM includes high dose corticosteroid initially with disease-modifying drugs like "
        "methotrexate or cyclosporin A."
    )
    expect(viewer).to_contain_text("On plain radiograph, JDM typically shows calcification")
    viewer.get_by_role("button", name="Close the document").click()
    expect(viewer).to_be_hidden()


def test_the_sources_of_an_earlier_answer_come_back_with_a_button(visitor: Visitor) -> None:
    first = visitor.ask(QUESTION)
    visitor.ask("What is the capital of France?")
    expect(visitor.page.locator("#turn-0")).to_be_hidden()

    first.get_by_role("button", name="Sources").click()
    expect(visitor.page.locator("#turn-0")).to_be_visible()
    expect(visitor.page.locator("#turn-1")).to_be_hidden()
