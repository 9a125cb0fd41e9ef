"""Documents that are chosen to be asked, of which two have one title."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_browser import Visitor
from page_looking import DESK, PHONE, faults, looking
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


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def chooser(request: pytest.FixtureRequest, browser: Browser, namesakes_url: str) -> Iterator[Visitor]:
    """Give a person who has chosen the first of the two."""
    for visitor in looking(browser, namesakes_url, request.param):
        with visitor.choosing() as window:
            window.get_by_label("Protocol (protocol-1.md)").check()
        yield visitor


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
    # A finger does not hover.
    if page.evaluate("matchMedia('(hover: none)').matches"):
        return
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


def test_what_is_chosen_stands_under_the_box_and_axe_finds_nothing(chooser: Visitor) -> None:
    page = chooser.page
    with chooser.choosing() as window:
        search = window.get_by_label("Find a document")
        expect(search).to_be_focused()
        search.fill("protocol UPLOADED")
        expect(window.locator("#choice-count")).to_have_text("2 of 3 documents")
        expect(window.locator(".one:visible")).to_have_count(2)
        assert faults(chooser) == []
        search.press("Tab")
        window.get_by_label("Protocol (protocol-2.md)").press("Space")
    expect(page.locator("#scope")).to_have_text("Only 2 of 3 documents")
    expect(page.locator("#scope")).to_be_focused()
    assert faults(chooser) == []
    page.get_by_role("button", name="Ask all", exact=True).click()
    expect(page.locator("#scope")).to_have_text("All 3 documents")


def test_a_folder_is_chosen_with_all_that_is_in_it(chooser: Visitor) -> None:
    with chooser.choosing() as window:
        whole = window.get_by_label("Uploaded here 2")
        assert whole.evaluate("box => box.indeterminate")
        whole.check()
        expect(window.get_by_label("Protocol (protocol-2.md)")).to_be_checked()
        whole.uncheck()
        expect(window.locator(".one input:checked")).to_have_count(0)
    expect(chooser.page.locator("#scope")).to_have_text("All 3 documents")


def test_a_sharp_in_the_box_finds_a_document_and_leaves_the_rest_of_the_question(chooser: Visitor) -> None:
    page = chooser.page
    page.get_by_role("button", name="Ask all", exact=True).click()
    expect(chooser.suggestions().first).to_be_visible()
    suggested = chooser.suggestions().all_inner_texts()
    chooser.box.press_sequentially("How is acute asthma #protocol-2")
    expect(chooser.suggestions()).to_have_text(["Protocol (protocol-2.md)"])
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")

    expect(chooser.box).to_have_value("How is acute asthma ")
    expect(chooser.box).to_be_focused()
    expect(page.locator("#scope")).to_have_text("Only Protocol (protocol-2.md)")
    expect(chooser.suggestions()).not_to_have_text(suggested)
    chooser.box.press_sequentially("treated?")
    expect(chooser.asked(lambda: chooser.box.press("Enter"))).to_contain_text("salbutamol")


def test_a_sharp_that_names_no_document_is_asked_as_it_was_typed(chooser: Visitor) -> None:
    # So do surgeons write a fracture.
    chooser.ask("How is a #NOF treated?")

    expect(chooser.page.locator("#chat .question")).to_have_text(["How is a #NOF treated?"])
