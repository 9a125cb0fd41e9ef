"""The rail: conversations by their time, found, pinned and folded away, and the keys that lead there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from page_browser import Visitor
from page_looking import EVERYWHERE, PHONE, faults, looking
from playwright.sync_api import Browser, expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

QUESTION = "What is juvenile dermatomyositis?"
# Days ago, of conversations that this browser kept; one holds the word that is looked for.
KEPT = {"Of today": 0, "Of yesterday": 1, "Of last month": 30}
KEEP = """kept => {
  for (const [name, days] of Object.entries(kept)) {
    const question = name === "Of yesterday" ? "Is Colchicine given?" : "Is rest of use?";
    const turn = { question, progress: "stopped" };
    const changed = new Date().setHours(12, 0, 0, 0) - days * 86400000;
    const kept = JSON.stringify({ name, changed, turns: [turn] });
    localStorage.setItem(`clinical-assistant//conversation/${name}`, kept);
  }
}"""

# Past its end the focus is the browser's own, never what lies under it.
WITHIN = """() => {
  const focused = document.activeElement;
  return focused === document.body || document.getElementById("rail").contains(focused);
}"""


@pytest.fixture(params=EVERYWHERE, ids=str)
def anyone(request: pytest.FixtureRequest, browser: Browser, page_url: str) -> Iterator[Visitor]:
    """Give a person whose browser has kept three conversations."""
    for visitor in looking(browser, page_url, *request.param):
        visitor.page.evaluate(KEEP, KEPT)
        visitor.reload()
        yield visitor


@pytest.fixture
def caller(browser: Browser, page_url: str) -> Iterator[Visitor]:
    """Give a person with a phone."""
    yield from looking(browser, page_url, PHONE)


def groups(visitor: Visitor) -> dict[str, list[str]]:
    """Return the names of the conversations under each heading of the rail."""
    found: dict[str, list[str]] = {}
    for heading in visitor.rail().locator("#kept h2").all():
        names = heading.locator("xpath=following-sibling::ul[1]").locator(".open")
        found[heading.inner_text()] = names.all_inner_texts()
    return found


def test_conversations_stand_under_their_time_and_a_pinned_one_before_them(anyone: Visitor) -> None:
    assert groups(anyone) == {
        "Today": ["Of today"],
        "Last 7 days": ["Of yesterday"],
        "Earlier": ["Of last month"],
    }
    assert faults(anyone) == []

    anyone.page.get_by_role("button", name="More: Of last month").click()
    anyone.page.get_by_role("button", name="Pin: Of last month").click()
    assert list(groups(anyone)) == ["Pinned", "Today", "Last 7 days"]
    anyone.reload()
    assert groups(anyone)["Pinned"] == ["Of last month"]
    anyone.page.get_by_role("button", name="More: Of last month").click()
    anyone.page.get_by_role("button", name="Unpin: Of last month").click()
    assert groups(anyone)["Earlier"] == ["Of last month"]


def test_conversations_are_found_by_what_was_said_in_them(anyone: Visitor) -> None:
    anyone.page.keyboard.press("Control+k")
    search = anyone.page.get_by_label("Search the conversations")
    expect(search).to_be_focused()
    search.press_sequentially("colchicine given")

    expect(anyone.kept()).to_have_text(["Of yesterday"])
    expect(anyone.page.locator("#kept-note")).to_have_text("1 of 3 conversations")
    assert faults(anyone) == []
    anyone.kept().press("Enter")
    expect(anyone.page.locator("#chat .question")).to_have_text(["Is Colchicine given?"])
    expect(anyone.page.get_by_role("heading", level=1)).to_have_text("Of yesterday")


def test_what_stays_pinned_is_gone_on_with(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    visitor.rail().get_by_role("button", name="More").click()
    visitor.page.get_by_role("button", name="Pin").click()
    visitor.ask("How is it treated?")

    assert groups(visitor) == {"Pinned": [QUESTION]}


def test_on_a_phone_the_rail_keeps_the_focus_and_gives_it_back(caller: Visitor) -> None:
    page = caller.page
    expect(page.locator("#rail")).to_be_hidden()
    page.locator("#open-rail").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#rail")).to_be_visible()
    expect(page.locator("#open-rail")).to_have_attribute("aria-expanded", "true")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(WITHIN)
    page.keyboard.press("Escape")
    expect(page.locator("#rail")).to_be_hidden()
    expect(page.locator("#open-rail")).to_be_focused()
    expect(page.locator("#open-rail")).to_have_attribute("aria-expanded", "false")


def test_on_a_phone_a_tap_beside_the_rail_or_on_its_cross_closes_it(caller: Visitor) -> None:
    page = caller.page
    for beside in (True, False):
        page.locator("#open-rail").tap()
        expect(page.locator("#rail")).to_be_visible()
        if beside:
            page.touchscreen.tap(380, 400)
        else:
            page.get_by_role("button", name="Close the conversations").tap()
        expect(page.locator("#rail")).to_be_hidden()


def test_at_a_desk_the_rail_folds_and_its_room_is_the_chats(visitor: Visitor) -> None:
    stage = visitor.page.locator("#stage")
    before = stage.bounding_box()
    visitor.page.locator("#open-rail").click()
    expect(visitor.page.locator("#rail")).to_be_hidden()
    after = stage.bounding_box()
    assert before
    assert after
    assert after["width"] > before["width"] + 200
    visitor.page.locator("#open-rail").click()
    expect(visitor.page.locator("#rail")).to_be_visible()


def test_the_documents_are_a_click_away_with_their_number_and_the_conversation_stays(
    visitor: Visitor,
) -> None:
    visitor.ask(QUESTION)
    expect(visitor.page.locator("#to-documents")).to_have_text("Documents 1")
    visitor.open_documents()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Documents")
    expect(visitor.page.locator("#document-list .document")).to_have_count(1)
    expect(visitor.box).to_be_hidden()
    visitor.open_chat()
    expect(visitor.page.locator("#chat .question")).to_have_text([QUESTION])


def test_keys_edit_the_last_question_and_say_what_they_are(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    visitor.box.press("ArrowUp")
    expect(visitor.box).to_have_value(QUESTION)
    expect(visitor.page.locator("#editing")).to_be_visible()
    visitor.page.get_by_role("button", name="Cancel", exact=True).click()

    # In the box they are letters.
    visitor.box.press_sequentially("?/")
    expect(visitor.box).to_have_value("?/")
    visitor.box.fill("")
    visitor.page.locator("#scope").focus()
    visitor.page.keyboard.press("?")
    expect(visitor.page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert faults(visitor) == []
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator("#scope")).to_be_focused()
    visitor.page.keyboard.press("/")
    expect(visitor.page.locator("#search")).to_be_focused()
