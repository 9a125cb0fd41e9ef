"""How the page looks and reads: on a phone, in the dark, and to those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_browser import Visitor
from page_documents import two_column_guideline
from page_looking import DESK, EVERYWHERE, PHONE, Scheme, faults, looking
from page_server import served, settings_for
from playwright.sync_api import Browser, expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

# The page may cut off what is too wide instead of scrolling to it; on a phone that is worse.
BEYOND_THE_EDGE = """() => [...document.querySelectorAll("body *")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((element) => !element.closest("#suggested, .sr-only"))
  .filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return left < 0 || right > innerWidth;
  })
  .map((element) => element.outerHTML.slice(0, 100))
"""


@pytest.fixture(scope="module")
def guideline_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a page with feedback, and with a PDF uploaded beside the bundled document."""
    home = tmp_path_factory.mktemp("looks")
    (home / "uploads").mkdir()
    two_column_guideline(home / "uploads" / "gout.pdf")
    with served(settings_for(home, feedback=home / "feedback.jsonl")) as url:
        yield url


@pytest.fixture(params=EVERYWHERE, ids=str)
def anyone(request: pytest.FixtureRequest, browser: Browser, guideline_url: str) -> Iterator[Visitor]:
    yield from looking(browser, guideline_url, *request.param)


@pytest.fixture
def caller(browser: Browser, guideline_url: str) -> Iterator[Visitor]:
    """Give a person with a phone."""
    yield from looking(browser, guideline_url, PHONE)


def test_axe_finds_no_fault_in_any_state_of_the_page(anyone: Visitor) -> None:
    page = anyone.page
    expect(anyone.suggestions().first).to_be_visible()
    assert faults(anyone) == []
    anyone.ask("I cannot breathe. What dose of colchicine is given in acute gout?")
    assert faults(anyone) == []
    anyone.ask("What is the capital of France?")
    anyone.page.get_by_role("button", name="Sources (3)").last.click()
    expect(page.locator("#sources .passage").first).to_be_visible()
    assert faults(anyone) == []
    page.locator("#turn-1 .show").first.click()
    expect(page.locator("#viewer .document-view")).to_be_visible()
    assert faults(anyone) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    anyone.rail().get_by_role("button", name="More").click()
    assert faults(anyone) == []
    page.get_by_role("button", name="Rename").click()
    assert faults(anyone) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    with anyone.choosing():
        assert faults(anyone) == []
    page.get_by_role("button", name="Wrong", exact=True).last.click()
    assert faults(anyone) == []
    page.keyboard.press("Escape")
    anyone.open_documents()
    expect(page.locator("#document-list .document")).to_have_count(2)
    assert faults(anyone) == []


def test_the_page_is_dark_where_the_reader_wants_it_dark(browser: Browser, guideline_url: str) -> None:
    grounds = {}
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        for visitor in looking(browser, guideline_url, DESK, scheme):
            grounds[scheme] = visitor.page.evaluate("getComputedStyle(document.body).backgroundColor")

    lightness = {scheme: sum(map(int, ground[4:-1].split(","))) for scheme, ground in grounds.items()}
    assert lightness["light"] > 600
    assert lightness["dark"] < 200


def test_the_page_is_set_in_its_own_typeface_which_no_other_host_serves(anyone: Visitor) -> None:
    page = anyone.page
    faces = "document.fonts.ready.then(() => [...document.fonts].map((one) => one.family + one.status))"
    assert "Atkinson Hyperlegible Nextloaded" in [one.replace('"', "") for one in page.evaluate(faces)]
    for part in ("#question textarea", "#welcome h2", "#scope"):
        family = page.locator(part).evaluate("one => getComputedStyle(one).fontFamily")
        assert family.startswith('"Atkinson Hyperlegible Next"')
    # The login form comes by the same way.
    address = next(address for address in anyone.addresses if address.endswith(".woff2"))
    reply = page.request.get(address)
    assert reply.headers["content-type"] == "font/woff2"
    assert "immutable" in reply.headers["cache-control"]
    assert len(reply.body()) < 50_000


def test_a_phone_needs_no_sideways_scrolling(caller: Visitor) -> None:
    caller.ask("What is juvenile dermatomyositis?")
    assert caller.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    assert caller.page.evaluate(BEYOND_THE_EDGE) == []
    caller.open_documents()
    expect(caller.page.locator("#document-list .document")).to_have_count(2)
    assert caller.page.evaluate(BEYOND_THE_EDGE) == []


def test_on_a_phone_the_sources_are_a_sheet_from_below(caller: Visitor) -> None:
    answer = caller.ask("What is juvenile dermatomyositis?")
    panel = caller.page.locator("#panel")
    expect(panel).to_be_hidden()

    answer.locator("a.mark").first.tap()
    expect(panel).to_be_visible()
    expect(panel.locator("mark").first).to_be_in_viewport()
    expect(caller.page.get_by_role("tooltip")).to_be_hidden()
    # Once it has slid up, it ends where the screen does.
    at_rest = "panel => Math.abs(panel.getBoundingClientRect().bottom - innerHeight) < 2"
    caller.page.wait_for_function(at_rest, arg=panel.element_handle())
    panel.get_by_role("button", name="Close the sources").tap()
    expect(panel).to_be_hidden()


def test_feedback_is_given_with_a_comment_and_kept_on_the_server(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    with served(settings_for(tmp_path, feedback=file)) as url:
        for visitor in looking(browser, url):
            visitor.ask("What is the capital of France?")
            named = visitor.page.get_by_role("button", name="This would have been right").first
            named.click()
            visitor.page.get_by_label("Comment").fill("It is the <b>first</b> one.")
            visitor.page.get_by_role("button", name="Send").click()
            expect(visitor.page.locator("#notice")).to_contain_text("Your feedback is kept on the server")

    kept = file.read_text(encoding="utf-8")
    assert '"right": false' in kept
    assert '"comment": "It is the <b>first</b> one."' in kept
    assert '"paragraph": "juvenile-dermatomyositis#' in kept
