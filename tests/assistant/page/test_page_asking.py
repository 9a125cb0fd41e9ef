"""The page as a person uses it: asking, asking on, asking again."""

from __future__ import annotations

import pytest
from page_browser import Visitor
from playwright.sync_api import Browser, expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

QUESTION = "What is juvenile dermatomyositis?"


def test_the_page_says_what_it_does_and_what_it_is_not(visitor: Visitor) -> None:
    page = visitor.page

    expect(page).to_have_title("Clinical assistant")
    rail = page.get_by_role("navigation", name="Conversations and documents")
    expect(rail).to_contain_text("Clinical assistant")
    expect(page.get_by_text("Answers only from the documents it was given")).to_be_visible()
    expect(page.get_by_text("Not a substitute for clinical judgement")).to_be_visible()
    expect(page.get_by_text("and shows the paragraph behind every statement")).to_be_visible()
    expect(visitor.box).to_have_attribute("placeholder", "Ask a clinical question")


def test_an_answer_appears_with_its_marks_beside_its_paragraphs(visitor: Visitor) -> None:
    visitor.page.keyboard.type(QUESTION)
    answer = visitor.asked(lambda: visitor.page.keyboard.press("Enter"))

    statement = answer.locator(".statement").first
    expect(statement).to_contain_text("a rare autoimmune inflammatory disease")
    expect(statement.locator("a.mark")).to_have_text("[1]")
    source = visitor.page.locator("#turn-0 article")
    title = visitor.page.locator("#turn-0 .of-document h3")
    expect(title).to_have_text("Juvenile dermatomyositis (JDM) with soft tissue calcinosis")
    expect(source).to_contain_text("paragraph 1")
    expect(source.locator(".text")).to_contain_text("The peak incidence is from 5 to 14 years of age")
    expect(source.locator("mark")).to_be_visible()
    assert source.locator("mark").inner_text() + "[1]" == statement.text_content()
    expect(visitor.box).to_have_value("")


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


def test_a_question_that_is_too_long_stays_in_the_box(visitor: Visitor) -> None:
    visitor.box.fill("x" * 100_000)
    visitor.box.press("Enter")

    expect(visitor.page.locator("#notice")).to_contain_text("100,000 characters; at most 2,000 are taken")
    expect(visitor.box).to_have_value("x" * 100_000)
    expect(visitor.ask(QUESTION).locator("a.mark").first).to_be_visible()


def test_an_empty_question_is_not_asked(visitor: Visitor) -> None:
    visitor.box.fill("   ")
    visitor.box.press("Enter")

    expect(visitor.page.locator("#notice")).to_have_text("Type a question first.")
    expect(visitor.page.locator("#chat .message")).to_have_count(0)


def test_an_answer_is_said_once_to_those_who_listen(visitor: Visitor) -> None:
    visitor.ask(QUESTION)

    expect(visitor.page.locator("#spoken")).to_contain_text("a rare autoimmune inflammatory disease")
    expect(visitor.page.locator("#chat [role=log]")).to_have_attribute("aria-live", "off")


def test_two_people_have_conversations_of_their_own(
    visitor: Visitor, browser: Browser, page_url: str
) -> None:
    visitor.ask(QUESTION)
    with browser.new_context() as context:
        other = Visitor(context.new_page())
        other.open(page_url)

        expect(other.page.locator("#chat .message")).to_have_count(0)
        expect(other.ask("How is it treated?")).not_to_contain_text("Searched for")


def test_a_suggestion_is_asked_with_a_click_and_answered(visitor: Visitor) -> None:
    suggestion = visitor.suggestions().first
    question = suggestion.inner_text()
    answer = visitor.asked(suggestion.click)

    expect(visitor.page.locator("#chat .question")).to_have_text(question)
    expect(answer.locator("a.mark").first).to_be_visible()


def test_after_an_answer_others_are_suggested_that_the_documents_answer_too(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    expect(visitor.page.locator("#suggested")).to_contain_text("Ask next")
    questions = visitor.suggestions().all_inner_texts()

    assert 0 < len(questions) <= 3
    assert QUESTION not in questions
    answer = visitor.asked(visitor.suggestions().first.click)
    expect(answer.locator("a.mark").first).to_be_visible()


def test_what_was_searched_for_can_be_edited_and_asked_again(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    second = visitor.ask("How is it treeted?")
    expect(second).to_contain_text("“treeted” read as “treated”")

    second.get_by_role("button", name="Edit", exact=True).click()
    expect(visitor.box).to_have_value("How is juvenile dermatomyositis treated?")
    expect(visitor.page.locator("#editing")).to_be_visible()
    visitor.box.fill("What does MRI show in juvenile dermatomyositis?")
    again = visitor.asked_again(lambda: visitor.box.press("Enter"))

    expect(again).to_contain_text("MRI")
    expect(visitor.page.locator("#chat .answer")).to_have_count(2)
    expect(visitor.page.locator("#editing")).to_be_hidden()


def test_the_last_question_can_be_asked_again_and_edited(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    visitor.ask("What is the capital of France?")
    chat = visitor.page.locator("#chat")

    expect(chat.get_by_role("button", name="Ask again")).to_have_count(1)
    again = visitor.asked_again(chat.get_by_role("button", name="Ask again").click)
    expect(again.locator(".refusal")).to_be_visible()
    chat.get_by_role("button", name="Reword the question").click()
    expect(visitor.box).to_have_value("What is the capital of France?")
    visitor.box.fill("How is it treated?")
    edited = visitor.asked_again(lambda: visitor.box.press("Enter"))
    expect(edited).to_contain_text("corticosteroid")
    assert chat.locator(".question").all_inner_texts() == [QUESTION, "How is it treated?"]


def test_a_question_that_sounds_like_an_emergency_is_told_whom_to_call(visitor: Visitor) -> None:
    answer = visitor.ask("My baby is not breathing, what should I do?")

    expect(answer.locator("p").first).to_have_class("emergency")
    expect(answer.locator(".emergency")).to_contain_text("112")
    expect(visitor.ask(QUESTION).locator(".emergency")).to_have_count(0)
