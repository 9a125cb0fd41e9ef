"""What a person sees who has asked nothing yet, while the page opens, and when its server has gone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_browser import Visitor
from page_looking import EVERYWHERE, Scheme, Size, faults, looking
from page_server import served, settings_for
from playwright.sync_api import Browser, expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

CALLS = re.compile("/component_server")
QUESTION = "What is juvenile dermatomyositis?"


@pytest.fixture(scope="module")
def library_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a page with four documents beside the bundled one."""
    home = tmp_path_factory.mktemp("first-sight")
    (home / "uploads").mkdir()
    for name in ("Gout", "Asthma", "Croup", "Sepsis"):
        text = (
            f"# {name}\n\nPublished: 3 May 2024\n\nAcute {name.lower()} is treated with care and on time.\n"
        )
        (home / "uploads" / f"{name.lower()}.md").write_text(text, encoding="utf-8")
    with served(settings_for(home, questions_per_minute=10_000)) as url:
        yield url


@pytest.mark.parametrize(("size", "scheme"), EVERYWHERE, ids=str)
def test_it_says_what_this_is_and_which_documents_it_answers_from(
    browser: Browser, library_url: str, size: Size, scheme: Scheme
) -> None:
    for visitor in looking(browser, library_url, size, scheme):
        page = visitor.page
        welcome = page.locator("#welcome")
        expect(welcome).to_contain_text("Answers only from the documents it was given")
        expect(welcome).to_contain_text("5 documents to ask, in English, the newest of 2024-05-03.")
        expect(welcome.locator(".title")).to_have_count(3)
        expect(welcome).to_contain_text("and 2 more")
        expect(visitor.suggestions().first).to_be_visible()
        assert faults(visitor) == []
        # Nothing lies over anything, and all of it is seen.
        places = [
            page.locator(part).bounding_box() for part in ("#welcome", "#suggested", "#question", "#below")
        ]
        for above, below in itertools.pairwise(places):
            assert above
            assert below
            assert above["y"] + above["height"] <= below["y"] + 1
        assert places[-1]
        assert places[-1]["y"] + places[-1]["height"] <= size[1]

        welcome.locator(".title").first.click()
        expect(page.locator("#viewer .document-view")).to_be_visible()
        page.keyboard.press("Escape")
        visitor.asked(visitor.suggestions().first.click)
        expect(welcome).to_be_hidden()


def test_documents_are_added_from_there(browser: Browser, library_url: str) -> None:
    for visitor in looking(browser, library_url):
        visitor.page.get_by_role("button", name="Add documents").click()
        expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Documents")
        expect(visitor.page.locator("#received")).to_be_visible()


def test_where_nothing_can_be_added_nothing_offers_to(browser: Browser, tmp_path: Path) -> None:
    with served(settings_for(tmp_path, read_only=True)) as url:
        for visitor in looking(browser, url):
            expect(visitor.page.locator("#welcome")).to_contain_text("1 document to ask")
            expect(visitor.page.get_by_role("button", name="Add documents")).to_have_count(0)


def test_while_the_documents_are_opened_it_says_so(browser: Browser, page_url: str) -> None:
    with browser.new_context() as context:
        visitor = Visitor(context.new_page())
        held = visitor.hold_back(CALLS)
        visitor.open(page_url)
        expect(visitor.page.locator("#welcome .waiting")).to_have_text("Opening the documents")
        for route in held:
            route.continue_()
        visitor.page.unroute(CALLS)
        expect(visitor.page.locator("#welcome")).to_contain_text("1 document to ask")


def test_a_page_that_has_lost_its_server_says_so_once_until_it_is_back(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    lost = visitor.page.locator("#lost")
    visitor.page.route(CALLS, lambda route: route.abort())
    visitor.page.route(re.compile("/login_check"), lambda route: route.abort())
    expect(lost).to_contain_text("The server cannot be reached.")
    expect(lost).to_contain_text("this page keeps trying")
    expect(visitor.page.locator("#notice")).to_be_hidden()
    assert faults(visitor) == []

    visitor.page.unroute_all()
    expect(lost).to_be_hidden()
    expect(visitor.ask("How is it treated?")).to_contain_text("corticosteroid")
