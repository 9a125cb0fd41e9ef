"""The card of an answer: rows in their table, items under their lead-in, how sure it is, and refusals."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from page_browser import Visitor
from page_looking import EVERYWHERE, faults, looking
from page_server import served, settings_for
from playwright.sync_api import Browser, Locator, expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

ROW = "What dose of adrenaline do children get in anaphylaxis?"
ITEM = "How much oxygen is given by mask in anaphylaxis?"
REFUSED = "What is the dose of rituximab in lupus?"
GUIDELINE = """# Anaphylaxis in the emergency department

Published: 3 May 2024

## Doses of adrenaline

| Age | Dose of adrenaline | Route |
|---|---|---|
| Infants | 50 micrograms (noradrenaline/dobutamine/vasopressin) | intramuscular |
| Children | 150 micrograms | intramuscular |
| Adolescents | 300 micrograms | intramuscular |
| Adults | 500 micrograms | intramuscular |

## Treatment

Give to everyone with anaphylaxis, and do not wait for a drip:

- Oxygen is given by mask at 15 L/min until the breathing has settled.
- Fluids are given as 20 mL/kg of crystalloid where the blood pressure is low.
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("card")
    (home / "uploads").mkdir()
    (home / "uploads" / "anaphylaxis.md").write_text(GUIDELINE, encoding="utf-8")
    with served(settings_for(home, questions_per_minute=10_000)) as url:
        yield url


@pytest.fixture(params=EVERYWHERE, ids=str)
def anyone(request: pytest.FixtureRequest, browser: Browser, url: str) -> Iterator[Visitor]:
    yield from looking(browser, url, *request.param)


@pytest.fixture
def reader(browser: Browser, url: str) -> Iterator[Visitor]:
    yield from looking(browser, url)


def pixels(locator: Locator) -> float:
    return float(locator.evaluate("one => parseFloat(getComputedStyle(one).fontSize)"))


def test_no_card_has_a_fault_or_is_wider_than_the_screen(anyone: Visitor) -> None:
    width = (anyone.page.viewport_size or {"width": 0})["width"]
    for question, shown in ((ROW, "table"), (ITEM, "li"), (REFUSED, ".closest")):
        answer = anyone.ask(question)
        expect(answer.locator(shown).first).to_be_visible()
        assert faults(anyone) == []
        card = answer.locator(".card").bounding_box()
        assert card
        assert 0 <= card["x"] < card["x"] + card["width"] <= width
        # No part of a row lies where one has to look for it.
        hidden = "all => all.filter((rows) => rows.scrollWidth > rows.clientWidth).length"
        assert answer.locator(".rows").evaluate_all(hidden) == 0


def test_a_row_is_shown_within_its_table_larger_than_its_neighbours(reader: Visitor) -> None:
    table = reader.ask(ROW).get_by_role("table")

    expect(table.get_by_role("columnheader")).to_have_text(["Age", "Dose of adrenaline", "Route"])
    expect(table.locator(".statement")).to_contain_text("150 micrograms")
    expect(table.locator(".statement a.mark")).to_have_text("[1]")
    expect(table.locator(".beside")).to_contain_text(["Infants", "Adolescents"])
    assert pixels(table.locator(".statement .quoted").first) == 17
    assert pixels(table.locator(".beside td").first) == 14
    assert pixels(reader.page.locator("#sources .text").first) == 14


def test_an_item_stands_under_its_lead_in_with_a_hanging_indent(reader: Visitor) -> None:
    answer = reader.ask(ITEM)

    expect(answer.locator(".about").first).to_contain_text("Give to everyone with anaphylaxis")
    item = answer.get_by_role("listitem").first
    expect(item).to_contain_text("15 L/min")
    sign, words = (item.locator("> span").nth(at).bounding_box() for at in (0, 1))
    assert sign
    assert words
    assert sign["x"] + sign["width"] <= words["x"]


def test_with_the_keyboard_alone_one_reads_what_the_word_for_the_confidence_means(reader: Visitor) -> None:
    sure = reader.ask(ROW).locator(".sure")
    hover = reader.page.get_by_role("tooltip")
    for _ in range(20):
        reader.page.keyboard.press("Shift+Tab")
        if sure.evaluate("one => one === document.activeElement"):
            break

    expect(hover).to_contain_text("in 10")
    expect(hover).to_contain_text("It does not tell whether the documents are right")
    assert "." not in sure.inner_text()
    expect(reader.page.locator("#chat .from")).to_have_text("From 1 document, of 2024-05-03")
    reader.page.keyboard.press("Escape")
    expect(hover).to_be_hidden()


def test_a_refusal_shows_what_comes_closest_and_lets_the_question_be_reworded(reader: Visitor) -> None:
    answer = reader.ask(REFUSED)

    answer.locator(".lead").click()
    expect(reader.page.locator("#sources .passage").first).to_be_focused()
    answer.get_by_role("button", name="Reword the question").click()
    expect(reader.box).to_have_value(REFUSED)
    expect(reader.box).to_be_focused()
    reader.box.fill(ROW)
    again = reader.asked_again(lambda: reader.box.press("Enter"))
    expect(again.locator(".card.refused")).to_have_count(0)
    expect(reader.page.locator("#chat .answer")).to_have_count(1)
