"""Keys that belong to an input method, as those who write Japanese, Chinese or Korean use it."""

from __future__ import annotations

import pytest
from page_browser import Visitor
from playwright.sync_api import CDPSession, expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

# What a key is called while an input method has it.
TAKEN = 229


def compose(visitor: Visitor, text: str) -> CDPSession:
    """Begin to write `text` with an input method, where the focus is."""
    keyboard = visitor.page.context.new_cdp_session(visitor.page)
    length = len(text)
    keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": length, "selectionEnd": length})
    return keyboard


def press(keyboard: CDPSession, key: str, text: str = "") -> None:
    """Press a key that the input method takes."""
    sent = {"key": key, "code": key, "windowsVirtualKeyCode": TAKEN}
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", **sent} | ({"text": text} if text else {}))
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **sent})


def test_the_enter_that_ends_a_composition_sends_nothing(visitor: Visitor) -> None:
    visitor.box.press_sequentially("JDM ")
    keyboard = compose(visitor, "しんぞう")
    press(keyboard, "Enter", "\r")
    visitor.page.wait_for_timeout(1000)

    expect(visitor.box).to_have_value("JDM しんぞう")
    expect(visitor.page.locator("#chat .message")).to_have_count(0)
    keyboard.send("Input.insertText", {"text": "心臓"})
    expect(visitor.box).to_have_value("JDM 心臓")
    visitor.asked(lambda: visitor.box.press("Enter"))
    expect(visitor.page.locator("#chat .question")).to_have_text("JDM 心臓")


def test_the_escape_that_ends_a_composition_closes_nothing(visitor: Visitor) -> None:
    menu = visitor.page.locator("details.menu")
    menu.evaluate("menu => (menu.open = true)")
    visitor.box.focus()
    keyboard = compose(visitor, "しん")
    press(keyboard, "Escape")

    expect(menu).to_have_attribute("open", "")
    keyboard.send("Input.insertText", {"text": "心"})
    visitor.page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")


def test_the_enter_that_ends_a_composition_renames_nothing(visitor: Visitor) -> None:
    visitor.ask("What is JDM?")
    visitor.rail().get_by_role("button", name="More").first.click()
    visitor.page.get_by_role("button", name="Rename").first.click()
    name = visitor.page.get_by_label("Name of the conversation")
    name.fill("")
    press(compose(visitor, "かん"), "Enter", "\r")

    expect(name).to_be_visible()
    expect(name).to_have_value("かん")
