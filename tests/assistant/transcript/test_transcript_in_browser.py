"""The exported page in a real browser: it loads and runs nothing, fits, and its marks lead there and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from page_browser import opened_browser
from playwright.sync_api import Browser, Page, expect
from transcript_samples import EXPORTED, HOSTILE, HOSTILE_LINES, TITLE, a_conversation, all_of

from assistant.transcript import conversation_as_html

pytestmark = pytest.mark.slow

Scheme = Literal["light", "dark"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a browser, installed first where there is none."""
    with opened_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the page of a conversation in which hostile words stand wherever words can."""
    hostile = [exchange for text in (*HOSTILE, *HOSTILE_LINES) for exchange in all_of(text)]
    path = tmp_path_factory.mktemp("exported") / "conversation.html"
    path.write_text(conversation_as_html([*a_conversation(), *hostile], EXPORTED, TITLE), encoding="utf-8")
    return path


@contextmanager
def opened(browser: Browser, path: Path, scheme: Scheme = "light") -> Iterator[Page]:
    """Open the page on a telephone; it asks for nothing else, and nothing on it runs or goes wrong."""
    with browser.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme) as context:
        page = context.new_page()
        asked, said = list[str](), list[str]()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.goto(path.as_uri())
        yield page
        assert {address.partition("#")[0] for address in asked} == {path.as_uri()}
        assert said == []


@pytest.mark.parametrize(("scheme", "colour"), [("light", "rgb(246, 248, 250)"), ("dark", "rgb(16, 23, 31)")])
def test_the_page_fits_a_telephone_by_day_and_by_night(
    browser: Browser, exported: Path, scheme: Scheme, colour: str
) -> None:
    with opened(browser, exported, scheme) as page:
        expect(page.locator("body")).to_have_css("background-color", colour)
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_mark_leads_to_its_reference_and_back_by_the_keyboard(browser: Browser, exported: Path) -> None:
    with opened(browser, exported) as page:
        page.get_by_role("link", name="Reference 2", exact=True).press("Enter")
        reference = page.locator("#reference-4-2")
        expect(reference).to_be_focused()
        expect(reference).to_be_in_viewport()
        expect(reference.locator("mark")).to_have_text("The thighs are affected most.")

        reference.get_by_role("link", name="Back to statement 2").press("Enter")
        expect(page.locator("#mark-4-2-2")).to_be_in_viewport()
        assert page.evaluate("location.hash") == "#mark-4-2-2"


def test_on_paper_it_is_dark_on_white_also_at_night(browser: Browser, exported: Path) -> None:
    with opened(browser, exported, "dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
        expect(page.locator("body")).to_have_css("color", "rgb(28, 39, 51)")
        expect(page.locator(".back").first).to_be_hidden()
