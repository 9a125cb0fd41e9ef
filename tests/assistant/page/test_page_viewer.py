"""The document beside the chat: its pages, what is cited and found in it, and its file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_browser import Visitor
from page_documents import GOUT, two_column_guideline
from page_looking import EVERYWHERE, PHONE, Scheme, Size, faults, looking
from page_server import served, settings_for
from playwright.sync_api import Browser, FloatRect, Locator, expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

DOSE = "At what dose is allopurinol started after gout?"
CALLS = "**/component_server*"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("viewer")
    (home / "uploads").mkdir()
    two_column_guideline(home / "uploads" / "gout.pdf")
    return home


@pytest.fixture(scope="module")
def url(home: Path) -> Iterator[str]:
    """Give the address of a page with a PDF of two pages beside the bundled document."""
    with served(settings_for(home, questions_per_minute=10_000)) as url:
        yield url


@pytest.fixture
def reader(browser: Browser, url: str) -> Iterator[Visitor]:
    """Give a person at a desk who has asked for the dose, and looks at the page that it stands on."""
    for visitor in looking(browser, url):
        visitor.ask(DOSE)
        visitor.page.get_by_role("button", name="Show in document").first.click()
        expect(picture(visitor, 2)).to_be_visible()
        yield visitor


def picture(visitor: Visitor, page: int) -> Locator:
    return visitor.page.get_by_role("img", name=f"Page {page} of {GOUT}")


def button(visitor: Visitor, name: str) -> Locator:
    return visitor.page.locator("#viewer").get_by_role("button", name=name, exact=True)


def box(locator: Locator) -> FloatRect:
    found = locator.bounding_box()
    assert found
    return found


def test_the_document_stands_beside_the_chat_and_not_over_it(reader: Visitor) -> None:
    chat, viewer = box(reader.page.locator("#chat")), box(reader.page.locator("#viewer"))
    assert chat["x"] + chat["width"] <= viewer["x"]
    expect(reader.page.locator("#viewer .place").first).to_be_in_viewport()
    expect(reader.page.locator("#sources")).to_be_hidden()
    reader.box.fill("I can still write.")

    button(reader, "Close the document").click()
    expect(reader.page.locator("#sources")).to_be_visible()
    expect(reader.page.locator("#viewer")).to_be_hidden()


def test_the_next_question_brings_the_sources_back(reader: Visitor) -> None:
    reader.ask("What is the capital of France?")
    expect(reader.page.locator("#viewer")).to_be_hidden()
    expect(reader.page.locator("#turn-1")).to_be_visible()


def test_with_the_keyboard_alone_pages_are_turned_and_enlarged(reader: Visitor) -> None:
    keyboard, paged = reader.page.keyboard, reader.page.locator("#paged")
    expect(paged).to_have_text("Page 2 of 2")
    button(reader, "Previous page").focus()
    keyboard.press("Enter")
    expect(picture(reader, 1)).to_be_visible()
    expect(paged).to_have_text("Page 1 of 2")
    keyboard.press("Enter")
    expect(paged).to_have_text("Page 1 of 2")
    button(reader, "Next page").focus()
    keyboard.press("Enter")
    # The page that was cited is outlined still.
    expect(reader.page.locator("#viewer .place").first).to_be_in_viewport()

    fitting = box(picture(reader, 2))["width"]
    assert fitting <= box(reader.page.locator("#viewer"))["width"]
    button(reader, "Larger").focus()
    keyboard.press("Enter")
    assert box(picture(reader, 2))["width"] == pytest.approx(1.5 * fitting, rel=0.02)
    expect(reader.page.locator("#viewer .place").first).to_be_in_viewport()
    button(reader, "Fit to width").focus()
    keyboard.press("Enter")
    assert box(picture(reader, 2))["width"] == pytest.approx(fitting, rel=0.02)
    keyboard.press("Escape")
    expect(reader.page.get_by_role("button", name="Show in document").first).to_be_focused()


def test_the_text_of_the_page_is_a_button_away(reader: Visitor) -> None:
    expect(reader.page.locator("#viewer .target")).to_be_hidden()
    button(reader, "Text").click()
    expect(reader.page.locator("#viewer .target mark")).to_contain_text("Allopurinol is started at 100 mg")
    expect(picture(reader, 2)).to_be_hidden()
    button(reader, "Text").click()
    expect(picture(reader, 2)).to_be_visible()


def test_one_citation_leads_to_the_next_and_a_mark_to_its_own(browser: Browser, url: str) -> None:
    for visitor in looking(browser, url):
        answer = visitor.ask("How is juvenile dermatomyositis treated?")
        shown = visitor.page.get_by_role("button", name="Show in document")
        count = shown.count()
        assert count > 1
        shown.first.click()
        cited, target = visitor.page.locator("#cited"), visitor.page.locator("#viewer .target")
        expect(cited).to_have_text(f"Citation 1 of {count}")
        first = target.get_attribute("id")
        button(visitor, "Next citation").click()
        expect(cited).to_have_text(f"Citation 2 of {count}")
        expect(target).not_to_have_id(str(first))
        expect(button(visitor, "Next citation")).to_be_focused()
        answer.locator("a.mark").first.click()
        expect(cited).to_have_text(f"Citation 1 of {count}")
        expect(target).to_have_id(str(first))


def test_words_are_searched_for_in_the_document(reader: Visitor) -> None:
    words, hits = (
        reader.page.get_by_role("searchbox", name="Search in the document"),
        reader.page.locator("#hits"),
    )
    words.fill("SERUM  urate")
    words.press("Enter")
    expect(hits).to_have_text("1 of 1")
    words.fill("prevalence rises")
    words.press("Enter")
    expect(hits).to_contain_text("1 of ")
    expect(picture(reader, 1)).to_be_visible()
    button(reader, "Next place").click()
    expect(hits).to_contain_text("2 of ")
    words.fill("nothing of the kind")
    words.press("Enter")
    expect(hits).to_have_text("Not found")


def test_the_original_file_is_given_as_it_is(reader: Visitor, home: Path) -> None:
    with reader.page.expect_download() as waiting:
        button(reader, "Original file").click()

    assert waiting.value.suggested_filename == "gout.pdf"
    assert waiting.value.path().read_bytes() == (home / "uploads" / "gout.pdf").read_bytes()


def test_no_file_is_given_where_anyone_may_look(browser: Browser, tmp_path: Path) -> None:
    with served(settings_for(tmp_path, without_login=True)) as url:
        for visitor in looking(browser, url):
            visitor.ask("What is juvenile dermatomyositis?")
            visitor.page.get_by_role("button", name="Show in document").first.click()
            expect(visitor.page.locator("#viewer .target")).to_be_visible()
            expect(button(visitor, "Original file")).to_be_hidden()
            visitor.page.evaluate("document.querySelector('#original').click()")
            expect(visitor.page.locator("#notice")).to_contain_text("cannot be fetched from this page")


def test_while_a_page_is_drawn_it_says_so(browser: Browser, url: str) -> None:
    for visitor in looking(browser, url):
        visitor.ask(DOSE)
        expect(visitor.suggestions().first).to_be_visible()
        held = visitor.hold_back(CALLS)
        visitor.page.get_by_role("button", name="Show in document").first.click()
        expect(visitor.page.locator("#viewer")).to_have_attribute("aria-busy", "true")
        expect(visitor.page.locator("#viewed .waiting")).to_have_text("Opening the document")
        visitor.page.unroute(CALLS)
        for route in held:
            route.continue_()
        expect(picture(visitor, 2)).to_be_visible()
        assert visitor.page.locator("#viewer[aria-busy]").count() == 0


def test_on_a_phone_the_document_fills_the_screen(browser: Browser, url: str) -> None:
    for caller in looking(browser, url, PHONE):
        answer = caller.ask(DOSE)
        answer.locator("a.mark").first.tap()
        caller.page.get_by_role("button", name="Show in document").first.tap()
        expect(picture(caller, 2)).to_be_visible()
        panel = caller.page.locator("#panel")
        caller.page.wait_for_function(
            "panel => panel.getBoundingClientRect().height === innerHeight", arg=panel.element_handle()
        )
        assert box(panel)["width"] == PHONE[0]
        assert caller.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
        for control in caller.page.locator("#viewer-bar button:visible").all():
            assert box(control)["x"] + box(control)["width"] <= PHONE[0]
        button(caller, "Close the document").tap()
        expect(caller.page.locator("#sources")).to_be_visible()


@pytest.mark.parametrize(("size", "scheme"), EVERYWHERE, ids=str)
def test_axe_finds_no_fault_beside_the_chat(browser: Browser, url: str, size: Size, scheme: Scheme) -> None:
    for visitor in looking(browser, url, size, scheme):
        answer = visitor.ask(DOSE)
        answer.locator("a.mark").first.click()
        visitor.page.get_by_role("button", name="Show in document").first.click()
        expect(picture(visitor, 2)).to_be_visible()
        for shown in ("page", "text"):
            assert faults(visitor) == [], shown
            button(visitor, "Text").click()
