"""Where the reader is: each question comes to the top, its sources with it, and nothing moves after."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from langchain_core.language_models import FakeListChatModel
from page_browser import Visitor
from page_server import served, settings_for
from playwright.sync_api import Browser, FloatRect, Locator, expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

DESK, PHONE = (1280, 800), (390, 844)
QUESTIONS = [
    "What is juvenile dermatomyositis?",
    "How is juvenile dermatomyositis treated?",
    "What is calcinosis?",
    "What does MRI show?",
]
EMERGENCY = "I have chest pain and cannot breathe"
# Pixels between the top of the chat and the question that stands there, at most.
NEAR = 30
# What stood together on the screen, frame by frame: the lowest question, and whose sources.
WATCH = """() => {
  window.seen = new Set();
  const look = () => {
    const question = [...document.querySelectorAll("#chat .question")].at(-1)?.textContent;
    const sources = document.querySelector("#sources .turn:not([hidden]) .asked")?.textContent;
    window.seen.add(JSON.stringify([question, sources]));
    requestAnimationFrame(look);
  };
  look();
}"""


def reading(browser: Browser, url: str, size: tuple[int, int] = DESK) -> Iterator[Visitor]:
    width, height = size
    phone = size == PHONE
    viewport = {"width": width, "height": height}
    with browser.new_context(viewport=viewport, is_mobile=phone, has_touch=phone) as context:  # type: ignore[arg-type]
        visitor = Visitor(context.new_page())
        visitor.open(url)
        yield visitor
    assert visitor.errors == []


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def reader(request: pytest.FixtureRequest, browser: Browser, page_url: str) -> Iterator[Visitor]:
    """Give a person with a conversation of four questions, at a desk or with a phone."""
    for visitor in reading(browser, page_url, request.param):
        for question in QUESTIONS:
            visitor.ask(question)
        yield visitor


@pytest.fixture(scope="module")
def slow_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a page whose chat model writes long answers, 100 letters a second."""
    sentences = [
        "Juvenile dermatomyositis is a rare autoimmune inflammatory disease [1].",
        "The peak incidence is from 5 to 14 years of age [1].",
        "It is estimated that 30-70% of children with JDM will have calcinosis [1].",
    ]
    model = FakeListChatModel(responses=[" ".join(sentences)], sleep=0.01)
    settings = settings_for(tmp_path_factory.mktemp("slow"), questions_per_minute=10_000)
    with served(settings, model) as url:
        yield url


def box_of(locator: Locator) -> FloatRect:
    box = locator.bounding_box()
    assert box is not None
    return box


def from_the_top(visitor: Visitor, question: Locator) -> float:
    """Return how many pixels below the top of the chat a question stands."""
    return box_of(question)["y"] - box_of(visitor.page.locator("#chat"))["y"]


def comes_to_the_top(visitor: Visitor, question: Locator) -> bool:
    return visitor.comes_true(lambda: 0 <= from_the_top(visitor, question) <= NEAR)


def scroll_up(visitor: Visitor) -> None:
    visitor.page.locator("#chat .bubble-wrap").evaluate("chat => chat.scrollTo(0, 0)")
    expect(visitor.page.locator("#asked-0")).to_be_in_viewport()


def overlap(one: FloatRect, other: FloatRect) -> bool:
    apart = (
        one["x"] + one["width"] <= other["x"]
        or other["x"] + other["width"] <= one["x"]
        or one["y"] + one["height"] <= other["y"]
        or other["y"] + other["height"] <= one["y"]
    )
    return not apart


def test_a_new_question_comes_to_the_top_wherever_the_reader_was(reader: Visitor) -> None:
    scroll_up(reader)
    answer = reader.ask(EMERGENCY)

    assert comes_to_the_top(reader, reader.page.locator("#chat .question").last)
    chat, notice = box_of(reader.page.locator("#chat")), box_of(answer.locator(".emergency"))
    assert chat["y"] < notice["y"]
    assert notice["y"] + notice["height"] < chat["y"] + chat["height"]


@pytest.mark.parametrize("way", ["suggestion", "again", "edit", "keyboard"])
def test_so_does_one_that_was_not_typed_anew(reader: Visitor, way: str) -> None:
    page = reader.page
    expect(reader.suggestions().first).to_be_visible()
    if way == "edit":
        page.get_by_role("button", name="Edit question").click()
        reader.box.fill("What is calcinosis?")
    scroll_up(reader)
    if way == "suggestion":
        reader.asked(reader.suggestions().first.click)
    elif way == "again":
        again = page.get_by_role("button", name="Ask again")
        reader.asked_again(lambda: again.dispatch_event("click"))
    elif way == "edit":
        reader.asked_again(lambda: reader.box.press("Enter"))
    else:
        reader.suggestions().first.focus()
        reader.asked(lambda: page.keyboard.press("Enter"))

    assert comes_to_the_top(reader, page.locator("#chat .question").last)


def test_a_conversation_that_is_opened_again_begins_at_its_last_question(reader: Visitor) -> None:
    reader.start_over()
    reader.kept().first.click()
    expect(reader.page.locator("#chat .question")).to_have_count(len(QUESTIONS))

    assert comes_to_the_top(reader, reader.page.locator("#chat .question").last)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_while_an_answer_grows_the_question_stays_until_the_reader_scrolls(
    browser: Browser, slow_url: str, size: tuple[int, int]
) -> None:
    for visitor in reading(browser, slow_url, size):
        visitor.ask(QUESTIONS[0])
        visitor.ask(QUESTIONS[1])
        scroll_up(visitor)
        visitor.box.fill(QUESTIONS[0])
        visitor.box.press("Enter")
        answer = visitor.page.locator("#answer-2")
        asked = visitor.page.locator("#asked-2")
        for count in (1, 2):
            expect(answer.locator(".statement")).to_have_count(count)
            assert comes_to_the_top(visitor, asked)
        scroll_up(visitor)
        visitor.complete(answer)

        assert visitor.page.locator("#chat .bubble-wrap").evaluate("chat => chat.scrollTop") == 0


def test_an_answer_never_stands_beside_the_sources_of_another(browser: Browser, page_url: str) -> None:
    for visitor in reading(browser, page_url):
        visitor.ask(QUESTIONS[0])
        visitor.page.evaluate(WATCH)
        for question in QUESTIONS[1:]:
            visitor.ask(question)
        seen = visitor.page.evaluate("[...window.seen].map(JSON.parse)")

        assert len(seen) >= len(QUESTIONS)
        assert [f"For “{question}”" for question, _ in seen] == [sources for _, sources in seen]


def test_who_scrolls_up_has_the_sources_of_what_they_read(browser: Browser, page_url: str) -> None:
    for visitor in reading(browser, page_url):
        for question in QUESTIONS:
            visitor.ask(question)
        asked = visitor.page.locator("#sources .turn:not([hidden]) .asked")
        expect(asked).to_have_text(f"For “{QUESTIONS[-1]}”")
        scroll_up(visitor)

        expect(asked).to_have_text(f"For “{QUESTIONS[0]}”")
        visitor.page.mouse.move(300, 400)
        visitor.page.mouse.wheel(0, 10_000)
        expect(asked).to_have_text(f"For “{QUESTIONS[-1]}”")


def test_whose_sources_they_are_stands_above_them_however_far_one_reads(
    browser: Browser, page_url: str
) -> None:
    question = f"{EMERGENCY}, {'and I do not know what to do about it ' * 12}"
    for visitor in reading(browser, page_url):
        visitor.ask(question)
        sources, asked = visitor.page.locator("#sources"), visitor.page.locator("#turn-0 .asked")
        sources.evaluate("panel => panel.scrollTo(0, panel.scrollHeight)")

        expect(asked).to_contain_text(f"For “{EMERGENCY}")
        assert box_of(asked)["y"] >= box_of(sources)["y"]
        assert box_of(asked)["height"] < 70


def test_suggestions_that_come_late_move_nothing(reader: Visitor) -> None:
    page, late = reader.page, reader.hold_back("**/component_server**")
    reader.ask(EMERGENCY)
    parts = [page.locator(name) for name in ("#chat", "#answer-4", "#question", "#asked-4")]
    before = [box_of(part) for part in parts]
    expect(reader.suggestions()).to_have_count(0)
    for route in late:
        route.continue_()

    expect(reader.suggestions().first).to_be_visible()
    assert [box_of(part) for part in parts] == before


def test_what_is_said_in_passing_covers_neither_the_box_nor_its_button(reader: Visitor) -> None:
    page = reader.page
    reader.box.fill("x" * 3000)
    reader.box.press("Enter")
    notice = page.locator("#notice")
    expect(notice).to_be_visible()
    said = box_of(notice)

    assert not overlap(said, box_of(page.locator("#question")))
    assert not overlap(said, box_of(page.locator("#chat")))
    page.get_by_role("button", name="Ask", exact=True).click(timeout=2000)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_what_is_typed_in_several_lines_does_not_push_the_question_away(
    browser: Browser, page_url: str, size: tuple[int, int]
) -> None:
    for visitor in reading(browser, page_url, size):
        for question in QUESTIONS[:2]:
            visitor.ask(question)
        visitor.box.fill("one\ntwo\nthree\nfour\nfive\nsix")

        assert comes_to_the_top(visitor, visitor.page.locator("#asked-1"))


def test_who_looks_at_the_documents_meanwhile_comes_back_to_the_same_place(reader: Visitor) -> None:
    reader.open_documents()
    expect(reader.page.locator("#chat")).to_be_hidden()
    reader.open_chat()
    expect(reader.page.locator("#chat")).to_be_visible()

    assert comes_to_the_top(reader, reader.page.locator("#chat .question").last)
