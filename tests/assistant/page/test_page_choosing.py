"""Documents that are chosen to be asked, of which two have one title."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_browser import Visitor
from page_server import served, settings_for
from playwright.sync_api import Browser, expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

GOUT = "# Protocol\n\nAcute gout is treated with colchicine 500 micrograms two to four times daily.\n"
ASTHMA = "# Protocol\n\nAcute asthma is treated with salbutamol by inhaler and with prednisolone.\n"
QUESTION = "How is acute asthma treated?"


@pytest.fixture(scope="module")
def namesakes_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a page with two protocols of one title beside the bundled document."""
    home = tmp_path_factory.mktemp("namesakes")
    (home / "uploads").mkdir()
    (home / "uploads" / "protocol-1.md").write_text(GOUT)
    (home / "uploads" / "protocol-2.md").write_text(ASTHMA)
    with served(settings_for(home)) as url:
        yield url


@pytest.fixture(params=[1280, 390], ids=["desk", "phone"])
def chooser(request: pytest.FixtureRequest, browser: Browser, namesakes_url: str) -> Iterator[Visitor]:
    """Give a person who has chosen the first of the two."""
    with browser.new_context(viewport={"width": request.param, "height": 844}) as context:
        visitor = Visitor(context.new_page())
        visitor.open(namesakes_url)
        with visitor.choosing() as window:
            window.get_by_label("Protocol (protocol-1.md)").check()
        yield visitor
    assert visitor.errors == []


def test_a_refusal_names_what_was_asked_and_all_are_asked_in_its_place(chooser: Visitor) -> None:
    page = chooser.page
    expect(page.locator("#scope")).to_have_text("Only Protocol (protocol-1.md)")
    refused = chooser.ask(QUESTION)

    expect(refused.locator(".refusal")).to_be_visible()
    expect(refused).to_contain_text("Asked only of: Protocol (protocol-1.md)")
    expect(refused.locator(".everywhere")).to_have_text("Ask all 3 documents")
    refused.locator(".everywhere").focus()
    answer = chooser.asked_again(lambda: page.keyboard.press("Enter"))
    expect(page.locator("#chat .question")).to_have_text([QUESTION])
    expect(answer).to_contain_text("salbutamol")
    expect(answer).not_to_contain_text("Asked only of")
    expect(page.locator("#turn-0 h3")).to_have_text("Protocol (protocol-2.md)")
    answer.locator("a.mark").focus()
    expect(page.locator("#hover")).to_contain_text("Protocol (protocol-2.md), paragraph 1: “Acute asthma")


def test_of_an_earlier_refusal_all_are_asked_anew(chooser: Visitor) -> None:
    refused = chooser.ask(QUESTION)
    expect(chooser.ask("How is acute gout treated?")).to_contain_text(
        "Asked only of: Protocol (protocol-1.md)"
    )
    answer = chooser.asked(refused.locator(".everywhere").click)

    expect(answer).to_contain_text("salbutamol")
    expect(chooser.page.locator("#chat .question")).to_have_text(
        [QUESTION, "How is acute gout treated?", QUESTION]
    )


def test_an_export_names_what_was_asked(chooser: Visitor, tmp_path: Path) -> None:
    chooser.ask(QUESTION)
    chooser.page.get_by_text("Export", exact=True).click()
    with chooser.page.expect_download() as download:
        chooser.page.get_by_role("button", name="Markdown", exact=True).click()
    download.value.save_as(tmp_path / "conversation.md")

    written = (tmp_path / "conversation.md").read_text(encoding="utf-8")
    assert "Asked only of: Protocol (protocol-1.md)" in written.replace("\\", "")
