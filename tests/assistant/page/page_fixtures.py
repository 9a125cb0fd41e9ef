"""One served page for all tests, and browsers with it open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from gradio_client import Client
from page_browser import Visitor, opened_browser
from page_server import HOST, connected, served, settings_for
from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def page_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the page, which answers from the bundled document in a data folder of its own."""
    # All tests come from one address.
    with served(settings_for(tmp_path_factory.mktemp("page"), questions_per_minute=10_000)) as url:
        yield url


@pytest.fixture(scope="module")
def client(page_url: str) -> Iterator[Client]:
    """Give a program's connection to the page."""
    with connected(page_url) as client:
        yield client


# Not for the session: while Playwright runs, no other event loop can run in this thread.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a browser; without one the tests fail, and are not skipped."""
    with opened_browser() as browser:
        yield browser


@pytest.fixture
def visitor(browser: Browser, page_url: str) -> Iterator[Visitor]:
    """Give a person at a desk with the page open; nothing may go wrong, or elsewhere, while they use it."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        visitor = Visitor(context.new_page())
        visitor.open(page_url)
        yield visitor
    assert visitor.hosts == {HOST}
    assert visitor.dialogs == []
    assert visitor.errors == []
