"""Conversations stay in the browser: kept, opened again, named, deleted, copied and taken away."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from docx import Document as WordDocument
from page_browser import Visitor
from playwright.sync_api import Browser, Locator, expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

QUESTION = "What is juvenile dermatomyositis?"
OTHER = "What does MRI show?"
QUOTE = "rare autoimmune inflammatory disease"


@pytest.fixture
def copying(browser: Browser, page_url: str) -> Iterator[Visitor]:
    """Give a person whose browser lets the page use the clipboard."""
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        visitor = Visitor(context.new_page())
        visitor.open(page_url)
        yield visitor


def button(visitor: Visitor, name: str) -> Locator:
    return visitor.page.get_by_role("button", name=name, exact=True)


def more(visitor: Visitor) -> None:
    """Unfold what can be done with the one conversation that is kept."""
    visitor.rail().get_by_role("button", name="More").click()


def kept(visitor: Visitor) -> list[str]:
    return visitor.kept().all_inner_texts()


def test_a_new_conversation_forgets_the_old_one_and_the_list_keeps_it(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    visitor.start_over()

    expect(visitor.page.locator("#sources .source")).to_have_count(0)
    expect(visitor.ask("How is it treated?")).not_to_contain_text("Searched for")
    assert kept(visitor) == ["How is it treated?", QUESTION]


def test_an_old_conversation_is_opened_and_gone_on_with(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    visitor.start_over()
    visitor.ask(OTHER)
    visitor.kept().filter(has_text=QUESTION).click()

    expect(visitor.page.locator("#chat .question")).to_have_text([QUESTION])
    expect(visitor.page.locator("#sources mark")).to_contain_text(QUOTE)
    expect(visitor.ask("How is it treated?")).to_contain_text(
        "Searched for: “How is juvenile dermatomyositis treated?”"
    )


def test_reloading_the_page_loses_nothing(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    visitor.ask("What is the capital of France?")
    visitor.reload()

    expect(visitor.page.locator("#chat .question")).to_have_text([QUESTION, "What is the capital of France?"])
    expect(visitor.page.locator("#turn-1 .passage")).to_have_count(3)


def test_nothing_of_it_is_in_another_browser(visitor: Visitor, browser: Browser, page_url: str) -> None:
    visitor.ask(QUESTION)
    with browser.new_context() as context:
        other = Visitor(context.new_page())
        other.open(page_url)
        expect(other.page.locator("#chat .message")).to_have_count(0)
        assert kept(other) == []


def test_two_tabs_of_one_browser_hold_two_conversations(visitor: Visitor, page_url: str) -> None:
    visitor.ask(QUESTION)
    other = Visitor(visitor.page.context.new_page())
    other.open(page_url)
    expect(other.page.locator("#chat .message")).to_have_count(0)
    other.ask(OTHER)

    visitor.ask("How is it treated?")
    assert sorted(kept(other)) == sorted([QUESTION, OTHER])


def test_a_conversation_that_went_on_in_another_tab_is_kept_beside_it(
    visitor: Visitor, page_url: str
) -> None:
    visitor.ask(QUESTION)
    other = Visitor(visitor.page.context.new_page())
    other.open(page_url)
    other.kept().click()
    expect(other.page.locator("#chat .message")).to_have_count(2)
    other.ask(OTHER)
    visitor.ask("How is it treated?")

    expect(visitor.page.locator("#notice")).to_contain_text("went on in another tab")
    for name, questions in zip(range(2), ([QUESTION, "How is it treated?"], [QUESTION, OTHER]), strict=True):
        other.kept().nth(name).click()
        expect(other.page.locator("#chat .question")).to_have_text(questions)


def test_what_is_deleted_in_one_tab_is_gone_in_the_other(visitor: Visitor, page_url: str) -> None:
    visitor.ask(QUESTION)
    other = Visitor(visitor.page.context.new_page())
    other.open(page_url)
    button(other, "Delete all conversations").click()
    button(other, "Delete all").click()

    expect(visitor.page.locator("#chat .message")).to_have_count(0)
    assert kept(visitor) == []


def test_without_storage_the_page_still_answers(browser: Browser, page_url: str) -> None:
    with browser.new_context() as context:
        context.add_init_script(
            """for (const name of ["localStorage", "sessionStorage"]) {
              Object.defineProperty(window, name, { get() { throw new Error("forbidden"); } });
            }"""
        )
        visitor = Visitor(context.new_page())
        visitor.open(page_url)
        expect(visitor.suggestions().first).to_be_visible()
        expect(visitor.ask(QUESTION).locator("a.mark")).to_be_visible()
        assert kept(visitor) == [QUESTION]
        visitor.start_over()


def test_a_conversation_is_renamed_and_deleted(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    more(visitor)
    visitor.page.get_by_role("button", name="Rename").click()
    visitor.page.get_by_label("Name of the conversation").fill("For the <b>ward round</b>")
    button(visitor, "Keep").click()

    expect(visitor.page.locator("#kept .open")).to_have_text("For the <b>ward round</b>")
    more(visitor)
    visitor.page.get_by_role("button", name="Delete: For the").click()
    button(visitor, "Delete for good").click()
    expect(visitor.page.locator("#kept-note")).to_contain_text("None yet")
    expect(visitor.page.locator("#search")).to_be_focused()
    expect(visitor.page.locator("#chat .message")).to_have_count(0)


def test_all_conversations_go_with_one_button_that_asks_first(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    visitor.start_over()
    visitor.ask(OTHER)
    button(visitor, "Delete all conversations").click()
    button(visitor, "Keep them").click()
    expect(visitor.page.locator("#kept li")).to_have_count(2)
    button(visitor, "Delete all conversations").click()
    button(visitor, "Delete all").click()

    expect(visitor.page.locator("#kept li")).to_have_count(0)
    assert visitor.page.evaluate("Object.keys(localStorage).filter(key => key.includes('assistant'))") == []


def test_a_conversation_that_another_version_kept_is_no_trap(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    visitor.page.evaluate(
        """() => {
          for (const key of Object.keys(localStorage)) {
            if (!key.includes("assistant")) continue;
            localStorage.setItem(key, JSON.stringify({ name: "Old", changed: 1, turns: [{ asked: 1 }] }));
          }
        }"""
    )
    visitor.reload()

    expect(visitor.page.locator("#notice")).to_contain_text("kept by another version of the page")
    expect(visitor.ask(QUESTION).locator("a.mark")).to_be_visible()


@pytest.mark.parametrize(("name", "mark"), [("Copy", "[1]"), ("Copy as Markdown", "\\[1\\]")])
def test_an_answer_is_copied_with_its_references(copying: Visitor, name: str, mark: str) -> None:
    copying.ask(QUESTION)
    button(copying, name).click()
    expect(copying.page.locator("#notice")).to_contain_text("Copied")
    text = copying.page.evaluate("navigator.clipboard.readText()")

    assert text.count(QUOTE) >= 2
    assert mark in text
    assert "paragraph 1" in text


@pytest.mark.parametrize("format", ["Markdown", "HTML", "Word"])
def test_a_conversation_is_taken_away_as_a_file(visitor: Visitor, format: str) -> None:
    visitor.ask(QUESTION)
    visitor.ask("What is the capital of France?")
    visitor.page.locator("summary", has_text="Export").click()
    with visitor.page.expect_download() as downloading:
        button(visitor, format).click()
    content = downloading.value.path().read_bytes()

    if format == "Word":
        text = "\n".join(paragraph.text for paragraph in WordDocument(io.BytesIO(content)).paragraphs)
    else:
        text = content.decode("utf-8")
    assert downloading.value.suggested_filename.startswith("conversation-20")
    assert text.count(QUOTE) >= 2
    assert "The documents do not answer this" in text
    assert "clinical judgement" in text
    assert visitor.errors == []


def test_without_a_conversation_there_is_nothing_to_export(visitor: Visitor) -> None:
    visitor.page.locator("summary", has_text="Export").click()
    button(visitor, "HTML").click()

    expect(visitor.page.locator("#notice")).to_have_text("There is no conversation to export yet.")
