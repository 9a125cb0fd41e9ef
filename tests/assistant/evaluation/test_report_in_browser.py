import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright
from report_pages import (
    facts_missing,
    hostile_cases,
    read_page,
    refused,
    right_case,
    several_cases,
    write_page,
)

pytestmark = pytest.mark.slow

Scheme = Literal["light", "dark"]
DESK: ViewportSize = {"width": 1280, "height": 800}
TELEPHONE: ViewportSize = {"width": 390, "height": 800}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# The contrast of every word with what is behind it, by WCAG 2.2's relative luminance.
LOW_CONTRAST = """() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((one) => {
    const share = one / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }).reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const shown = [...document.body.querySelectorAll("*")].filter((one) => own(one) && one.checkVisibility());
  return shown.map((one) => {
    const style = getComputedStyle(one);
    const colour = parse(one.closest("svg") && one.tagName === "text" ? style.fill : style.color);
    const [low, high] = [luminance(colour), luminance(behind(one))].sort((a, b) => a - b);
    return [(high + 0.05) / (low + 0.05), one.tagName, one.textContent.slice(0, 40)];
  }).filter(([ratio]) => ratio < 4.5);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        path = next((found for name in BROWSERS if (found := shutil.which(name))), own)
        if not Path(path).exists():
            pytest.skip("There is no Chromium to open the report with.")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser,
    path: Path,
    *,
    viewport: ViewportSize = DESK,
    scheme: Scheme = "light",
    scripts: bool = True,
) -> Iterator[Page]:
    """Open a page; it loads nothing but itself, and nothing goes wrong while it is used."""
    with browser.new_context(viewport=viewport, color_scheme=scheme, java_script_enabled=scripts) as context:
        page = context.new_page()
        asked, wrong = list[str](), list[str]()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.goto(path.as_uri())
        yield page
        assert {address.partition("#")[0] for address in asked} == {path.as_uri()}
        assert wrong == []


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(tmp_path_factory.mktemp("report"), several_cases())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["desk", "telephone"])
def test_the_page_fits_its_window_and_can_be_read_by_day_and_by_night(
    browser: Browser, report: Path, scheme: Scheme, viewport: ViewportSize
) -> None:
    with opened(browser, report, viewport=viewport, scheme=scheme) as page:
        page.get_by_role("button", name="Open all").click()
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
        assert page.evaluate(LOW_CONTRAST) == []


def test_day_and_night_differ_in_the_plots_as_well(browser: Browser, report: Path) -> None:
    colours = set()
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        with opened(browser, report, scheme=scheme) as page:
            text = page.locator("svg text").first
            colours.add(text.evaluate("one => getComputedStyle(one).fill"))
            colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(colours) == 4


@pytest.mark.parametrize("words", ["w" * 3000, "ש" * 800, "word " * 1000, "<script>alert(1)</script>"])
def test_neither_long_words_nor_long_paragraphs_nor_markup_break_the_page(
    browser: Browser, tmp_path: Path, words: str
) -> None:
    path = write_page(tmp_path, hostile_cases(words.strip()))
    with opened(browser, path, viewport=TELEPHONE) as page:
        page.get_by_role("button", name="Open all").click()
        assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]


def test_a_case_opens_to_the_answers_side_by_side(browser: Browser, report: Path) -> None:
    with opened(browser, report) as page:
        case = page.locator("#wrong-paragraph .case")
        expect(case.get_by_text("What was expected")).to_be_hidden()
        case.get_by_role("heading", name="Why early?").click()
        given, expected = (case.locator(".side").nth(number).bounding_box() for number in (0, 1))
        assert given and expected
        assert given["y"] == expected["y"]
        assert given["x"] + given["width"] <= expected["x"]


def test_on_a_telephone_the_expected_answer_stands_under_the_given_one(
    browser: Browser, report: Path
) -> None:
    with opened(browser, report, viewport=TELEPHONE) as page:
        page.get_by_role("button", name="Open all").click()
        given, expected = (page.locator(".side").nth(number).bounding_box() for number in (0, 1))
        assert given and expected
        assert given["y"] + given["height"] <= expected["y"]


def test_cases_are_chosen_by_what_went_wrong_and_by_tag(browser: Browser, report: Path) -> None:
    with opened(browser, report) as page:
        shown = page.locator(".case:visible h4")
        expect(shown).to_have_count(5)
        page.locator("#tag").select_option(label="typo (3)")
        expect(shown).to_have_text(["How old is she?", "Why early?", "What does it prevent?"])
        expect(page.get_by_role("heading", name="Refused though the documents answer")).to_be_hidden()
        page.locator("#kind").select_option(label="Facts missing (1)")
        expect(shown).to_have_text(["What does it prevent?"])
        expect(page.get_by_text("1 of 5 shown")).to_be_visible()


def test_following_the_contents_to_cases_that_are_not_chosen_shows_them(
    browser: Browser, report: Path
) -> None:
    with opened(browser, report) as page:
        page.locator("#kind").select_option(label="Facts missing (1)")
        page.get_by_role("navigation").get_by_role("link", name="Wrong paragraph cited").click()
        expect(page.locator("#wrong-paragraph")).to_be_in_viewport()


def test_a_link_to_a_source_opens_its_case(browser: Browser, report: Path) -> None:
    with opened(browser, report) as page:
        page.goto(f"{report.as_uri()}#facts-missing-1-1")
        expect(page.locator("#facts-missing-1 .source").first).to_be_visible()


def test_without_scripts_everything_can_be_read_and_no_control_is_shown(
    browser: Browser, report: Path
) -> None:
    with opened(browser, report, scripts=False) as page:
        expect(page.locator(".case:visible")).to_have_count(5)
        expect(page.locator("#controls")).to_be_hidden()
        page.get_by_role("heading", name="Why early?").click()
        expect(page.locator("#wrong-paragraph .source").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_on_paper_cases_are_open_controls_are_gone_and_it_is_day(
    browser: Browser, report: Path, scripts: bool
) -> None:
    with opened(browser, report, scripts=scripts, scheme="dark") as page:
        page.emulate_media(media="print")
        expect(page.locator("#wrong-paragraph .side").first).to_be_visible()
        expect(page.locator("#controls")).to_be_hidden()
        assert page.locator(".side").first.evaluate("one => one.getBoundingClientRect().height") > 50
        assert page.locator("body").evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"


def test_it_prints_on_few_pages(browser: Browser, report: Path) -> None:
    with opened(browser, report) as page:
        assert 4 <= page.pdf(format="A4").count(b"/Type /Page\n") <= 10


def test_printing_leaves_closed_what_was_closed(browser: Browser, report: Path) -> None:
    with opened(browser, report) as page:
        page.locator("summary").first.click()
        page.pdf()
        expect(page.locator(".case[open]")).to_have_count(1)


def test_a_script_that_is_not_the_page_s_own_would_not_run(browser: Browser, tmp_path: Path) -> None:
    source = read_page(tmp_path, [facts_missing()]).source
    path = tmp_path / "changed.html"
    path.write_text(
        source.replace("</body>", "<script>document.title = 'run'</script></body>"), encoding="utf-8"
    )
    page = browser.new_page()
    page.goto(path.as_uri())
    assert page.title().startswith("Evaluation of the clinical assistant")
    page.close()


def test_six_hundred_cases_open_in_seconds(browser: Browser, tmp_path: Path) -> None:
    cases = [*[right_case()] * 100, *[refused(tags=("lay",))] * 300, *[facts_missing()] * 300]
    path = write_page(tmp_path, cases)
    with opened(browser, path) as page:
        page.locator("#tag").select_option(label="lay (300)", timeout=5000)
        expect(page.locator(".case:visible")).to_have_count(300, timeout=5000)
