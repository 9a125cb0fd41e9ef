"""Markup in questions, documents, titles and file names is shown as text everywhere, and does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_browser import Visitor
from page_documents import HOSTILE_TITLE, hostile_document
from page_server import HOST, served, settings_for
from playwright.sync_api import Browser, expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

HOSTILE = (
    "What is JDM? <script>alert(1)</script><img src='http://192.0.2.1/x.png' onerror='alert(2)'>"
    "<h1>big</h1>![image](http://192.0.2.1/y.png) [link](javascript:alert(3)) "
    "**bold** $$x^2$$ `code` \u202eback"
)
NAME = "scurvy<img src=x onerror=alert(4)>.html"
# What only markup that was taken for markup could bring into the page.
ELEMENTS = (
    ":is(#chat .message, #sources, #viewer, #document-list, #uploads, #hover, #kept, #suggested, "
    "#title, #choices, #at-hand)"
)
OWN_LINKS = ".mark, .lead[href^='#source-']"
FOREIGN = f"{ELEMENTS} :is(script, img:not(.page img), h1, b, em, strong, code, a:not({OWN_LINKS}), .katex)"


@pytest.fixture(scope="module")
def hostile_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(settings_for(tmp_path_factory.mktemp("hostile"))) as url:
        yield url


@pytest.fixture
def target(browser: Browser, hostile_url: str) -> Iterator[Visitor]:
    """Give a person whom the words of documents and questions must do no harm."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        visitor = Visitor(context.new_page())
        visitor.open(hostile_url)
        yield visitor
        expect(visitor.page.locator(FOREIGN)).to_have_count(0)
    assert visitor.dialogs == []
    assert visitor.errors == []
    assert visitor.hosts == {HOST}


def test_markup_in_a_question_is_shown_as_text_and_does_nothing(target: Visitor) -> None:
    target.ask(HOSTILE)
    question = target.page.locator("#chat .question")

    seen = HOSTILE.replace("\u202e", "[U+202E]")
    assert question.text_content() == seen
    assert target.page.locator("#sources .asked").text_content() == f"For “{seen}”"
    expect(question.locator("*")).to_have_count(0)
    expect(target.kept()).to_have_text(HOSTILE)


def test_a_hostile_document_is_read_asked_and_opened_as_text(target: Visitor, tmp_path: Path) -> None:
    ended = target.upload(hostile_document(tmp_path / NAME))
    expect(ended).to_contain_text("<img src=x onerror=alert(1)>")
    row = target.page.locator("#document-list .document", has_text="Scurvy")
    expect(row).to_contain_text(HOSTILE_TITLE)

    target.open_chat()
    answer = target.ask("How is scurvy treated?")
    expect(answer.locator(".statement").first).to_contain_text("vitamin C <script>alert(2)</script> 300 mg")
    answer.locator("a.mark").first.hover()
    expect(target.page.get_by_role("tooltip")).to_contain_text(HOSTILE_TITLE)
    source = target.page.locator("#sources article").first
    expect(source).to_contain_text("<a href='javascript:alert(3)'>for a month</a>")
    source.get_by_role("button", name="Show in document").click()
    expect(target.page.locator("#viewer")).to_contain_text("**and** $$x^2$$ `more`.")
    target.page.keyboard.press("Escape")
    target.page.locator("summary", has_text="Export").click()
    with target.page.expect_download() as downloading:
        target.page.get_by_role("button", name="HTML", exact=True).click()
    target.page.goto(downloading.value.path().as_uri())
    expect(target.page.locator(":is(script, img, a[href^=javascript])")).to_have_count(0)
    target.addresses = [address for address in target.addresses if not address.startswith("file:")]
