"""The tab of documents: what is indexed, which of it is asked, adding and removing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_browser import Visitor
from page_documents import COLCHICINE, GOUT, two_column_guideline
from page_server import served, settings_for
from playwright.sync_api import Browser, Locator, expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

JDM = "JUVENILE DERMATOMYOSITIS (JDM) WITH SOFT TISSUE CALCINOSIS"
DOSE = "What dose of colchicine is given in acute gout?"


@pytest.fixture(scope="module")
def own_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a page whose documents may be changed."""
    settings = settings_for(tmp_path_factory.mktemp("documents"), largest_file=1, most_uploads=3)
    with served(settings) as url:
        yield url


@pytest.fixture
def owner(browser: Browser, own_url: str) -> Iterator[Visitor]:
    """Give a person on that page; what they added is removed in the end."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        visitor = Visitor(context.new_page())
        visitor.open(own_url)
        yield visitor
        visitor.open(own_url)
        visitor.open_documents()
        expect(rows(visitor).filter(has_text=JDM)).to_be_visible()
        while (others := rows(visitor).filter(has_not_text=JDM)).count():
            remove(visitor, others.first)
    assert visitor.errors == []


@pytest.fixture(scope="module")
def guideline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_column_guideline(tmp_path_factory.mktemp("uploaded") / "gout guideline.pdf")


def rows(visitor: Visitor) -> Locator:
    return visitor.page.locator("#document-list .document")


def remove(visitor: Visitor, row: Locator) -> None:
    before = rows(visitor).count()
    row.get_by_role("button", name="Remove").click()
    visitor.page.locator("#removal").get_by_role("button", name="Remove").click()
    expect(rows(visitor)).to_have_count(before - 1)


def test_the_tab_lists_what_is_indexed(visitor: Visitor) -> None:
    visitor.open_documents()

    expect(rows(visitor)).to_have_count(1)
    expect(rows(visitor)).to_contain_text(JDM)
    expect(rows(visitor)).to_contain_text("juvenile-dermatomyositis.txt")
    expect(rows(visitor).locator(".paragraphs")).to_have_text("6")


def test_a_document_is_opened_as_its_paragraphs(visitor: Visitor) -> None:
    visitor.open_documents()
    rows(visitor).get_by_role("button", name=JDM, exact=True).click()
    viewer = visitor.page.locator("#viewer")

    expect(viewer.get_by_role("heading", name=JDM)).to_be_visible()
    expect(viewer).to_contain_text("paragraph 6")
    expect(viewer.locator(".target")).to_have_count(0)


def test_a_guideline_in_two_columns_is_uploaded_asked_and_shown_on_its_page(
    owner: Visitor, guideline: Path
) -> None:
    ended = owner.upload(guideline)
    expect(ended).to_contain_text(f"added: {GOUT} (2 pages,")
    expect(rows(owner)).to_have_count(2)
    expect(rows(owner).filter(has_text=GOUT).locator(".date")).to_have_text("2024-05-03")

    owner.open_chat()
    answer = owner.ask("At what dose is allopurinol started after gout?")
    expect(answer.locator(".statement").first).to_contain_text("Allopurinol is started at 100 mg daily")
    source = owner.page.locator("#sources article").first
    expect(source).to_contain_text("Prevention · paragraph")
    expect(source).to_contain_text("page 2")
    expect(owner.page.locator("#sources .stated")).to_have_text(["2024-05-03", "A. Writer"])
    source.get_by_role("button", name="Show in document").click()
    picture = owner.page.get_by_role("img", name=f"Page 2 of {GOUT}")
    expect(picture).to_be_visible()
    places = owner.page.locator("#viewer .place:visible")
    assert places.count() >= 2
    page, place = picture.bounding_box(), places.first.bounding_box()
    assert page
    assert place
    assert page["x"] + page["width"] / 2 < place["x"]
    assert place["x"] + place["width"] < page["x"] + page["width"]


def test_what_is_added_and_removed_on_one_page_counts_at_once_on_another(
    owner: Visitor, browser: Browser, own_url: str, guideline: Path
) -> None:
    with browser.new_context() as context:
        other = Visitor(context.new_page())
        other.open(own_url)
        expect(other.ask(DOSE).locator(".refusal")).to_be_visible()
        owner.upload(guideline)

        expect(other.ask(DOSE)).to_contain_text(COLCHICINE)
        other.open_documents()
        expect(rows(other)).to_have_count(2)
        remove(owner, rows(owner).filter(has_text=GOUT))
        expect(rows(other)).to_have_count(1)
        other.open_chat()
        expect(other.ask(DOSE).locator(".refusal")).to_be_visible()
        expect(other.page.locator("#chat .question")).to_have_count(3)


def test_two_people_who_remove_the_same_document_are_both_told_the_truth(
    owner: Visitor, browser: Browser, own_url: str, guideline: Path
) -> None:
    owner.upload(guideline)
    with browser.new_context() as context:
        other = Visitor(context.new_page())
        other.open(own_url)
        other.open_documents()
        rows(other).filter(has_text=GOUT).get_by_role("button", name="Remove").click()
        remove(owner, rows(owner).filter(has_text=GOUT))
        other.page.locator("#removal").get_by_role("button", name="Remove").click()

        expect(other.page.locator("#notice")).to_contain_text("gout-guideline")
        expect(rows(other)).to_have_count(1)
        assert other.errors == []


def test_removing_asks_first_and_says_what_becomes_of_the_file(owner: Visitor, guideline: Path) -> None:
    owner.upload(guideline)
    rows(owner).filter(has_text=JDM).get_by_role("button", name="Remove").click()
    removal = owner.page.locator("#removal")
    expect(removal).to_contain_text("Its file stays where it is")
    removal.get_by_role("button", name="Keep it").click()
    expect(rows(owner)).to_have_count(2)

    rows(owner).filter(has_text=GOUT).get_by_role("button", name="Remove").click()
    expect(removal).to_contain_text("uploaded here, is deleted as well")
    removal.get_by_role("button", name="Keep it").click()


def test_questions_go_to_the_documents_that_are_chosen(owner: Visitor, guideline: Path) -> None:
    owner.upload(guideline)
    owner.open_chat()
    with owner.choosing() as window:
        window.get_by_label(JDM).check()
    chosen = owner.page.locator("#scope")
    expect(chosen).to_contain_text(f"Only {JDM}")
    refused = owner.ask(DOSE)
    expect(refused.locator(".refusal")).to_be_visible()
    expect(refused).to_contain_text("1 document was searched.")

    owner.page.get_by_role("button", name="Ask all", exact=True).click()
    expect(chosen).to_have_text("All 2 documents")
    expect(owner.ask(DOSE)).to_contain_text("500 micrograms")


def test_a_chosen_document_that_another_person_removes_is_not_asked_any_more(
    owner: Visitor, browser: Browser, own_url: str, guideline: Path
) -> None:
    owner.upload(guideline)
    with browser.new_context() as context:
        other = Visitor(context.new_page())
        other.open(own_url)
        with other.choosing() as window:
            window.get_by_label(GOUT).check()
        remove(owner, rows(owner).filter(has_text=GOUT))

        expect(other.page.locator("#notice")).to_contain_text(f"“{GOUT}” was removed. Questions go to all")
        expect(other.page.locator("#scope")).to_have_text("1 document")


def test_the_list_is_filtered_by_words(owner: Visitor, guideline: Path) -> None:
    owner.upload(guideline)
    owner.page.get_by_role("searchbox", name="Find a document").fill("writer GOUT")

    expect(rows(owner).locator("visible=true")).to_have_count(1)
    expect(owner.page.locator("#filtered")).to_have_text("1 of 2 documents")
    owner.page.get_by_role("searchbox", name="Find a document").fill("")
    expect(rows(owner).locator("visible=true")).to_have_count(2)


def test_of_several_files_each_says_how_it_ended(owner: Visitor, guideline: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing more")
    copy = tmp_path / "the same.pdf"
    copy.write_bytes(guideline.read_bytes())
    ended = owner.upload(guideline, broken, copy)

    assert [text.split("\n")[1].split(":")[0] for text in ended.all_inner_texts()] == [
        *("added", "not added", "is there already, nothing to do")
    ]
    expect(ended.nth(1)).to_contain_text("PDF")
    expect(rows(owner)).to_have_count(2)


def test_too_many_files_and_one_too_large_are_refused_with_a_reason(owner: Visitor, tmp_path: Path) -> None:
    owner.open_documents()
    chosen = owner.page.locator("#received input[type=file]")
    many = [tmp_path / f"{number}.txt" for number in range(4)]
    for file in many:
        file.write_text(f"Gout is an arthritis, number {file.stem}.")
    chosen.set_input_files([str(file) for file in many])
    expect(owner.page.locator("#uploads")).to_contain_text("4 files were chosen; at most 3")

    large = tmp_path / "large.txt"
    large.write_text("Gout is an arthritis.\n" * 100_000)
    chosen.set_input_files(str(large))
    expect(owner.page.locator("#notice")).to_contain_text("“large.txt”: more than 1 MB")
    expect(rows(owner)).to_have_count(1)


def protocol(folder: Path, name: str, milligrams: int) -> Path:
    """Write a protocol that differs from others of its name in the dose alone."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.txt"
    file.write_text(f"{name.capitalize()}\n\nThe dose of {name} is {milligrams} mg daily in adults.\n")
    return file


def question_about(visitor: Visitor, name: str) -> Locator:
    """Return the question what to do with the file of that name, once it is asked."""
    question = visitor.page.get_by_role("dialog", name="A document of this name is there already")
    expect(question).to_contain_text(f"{name}.txt")
    return question


def test_a_corrected_file_of_the_same_name_is_asked_about_and_takes_the_place_of_the_first(
    owner: Visitor, tmp_path: Path
) -> None:
    first, corrected = (protocol(tmp_path / str(dose), "upliane", dose) for dose in (11, 22))
    owner.upload(first)
    owner.choose(corrected)
    question = question_about(owner, "upliane")
    expect(question).to_contain_text("It is “Upliane”, and what it says differs.")
    expect(question.get_by_role("button", name="Cancel")).to_be_focused()
    owner.page.keyboard.press("Escape")
    expect(owner.uploaded(1)).to_contain_text("cancelled, not added")
    expect(rows(owner)).to_have_count(2)

    owner.choose(corrected)
    question_about(owner, "upliane")
    for key in ("Tab", "Tab", "Enter"):
        owner.page.keyboard.press(key)
    expect(owner.uploaded(1)).to_contain_text("replaced: Upliane")
    expect(rows(owner)).to_have_count(2)
    expect(owner.upload(corrected)).to_contain_text("is there already, nothing to do")

    owner.open_chat()
    answer = owner.ask("What is the dose of upliane in adults?")
    expect(answer).to_contain_text("22 mg")
    expect(answer).not_to_contain_text("11 mg")
    expect(owner.page.locator("#sources article")).to_have_count(1)


def test_several_are_asked_about_one_by_one_or_all_at_once(owner: Visitor, tmp_path: Path) -> None:
    names = ("alpha", "beta", "gamma")
    owner.upload(*(protocol(tmp_path / "first", name, 1) for name in names))
    owner.choose(*(protocol(tmp_path / "second", name, 2) for name in names))
    question_about(owner, "alpha").get_by_role("button", name="Cancel").click()
    question = question_about(owner, "beta")
    question.get_by_label("The same for all that are left").check()
    question.get_by_role("button", name="Keep both").click()
    ended = owner.uploaded(3)
    assert [text.split("\n")[1].split(":")[0] for text in ended.all_inner_texts()] == [
        *("cancelled, not added", "added", "added")
    ]
    expect(rows(owner)).to_have_count(6)


def test_a_tab_that_is_closed_before_the_answer_has_cancelled(
    owner: Visitor, browser: Browser, own_url: str, tmp_path: Path
) -> None:
    owner.upload(protocol(tmp_path / "first", "upliane", 11))
    with browser.new_context() as context:
        other = Visitor(context.new_page())
        other.open(own_url)
        other.choose(protocol(tmp_path / "new", "solo", 5), protocol(tmp_path / "second", "upliane", 22))
        question_about(other, "upliane")
        expect(other.page.locator("#uploads .upload")).to_have_count(2)
    owner.open(own_url)
    owner.open_documents()
    expect(rows(owner)).to_have_count(2)
    owner.open_chat()
    expect(owner.ask("What is the dose of upliane in adults?")).to_contain_text("11 mg")


def test_a_page_that_is_read_only_offers_neither(browser: Browser, tmp_path: Path) -> None:
    with served(settings_for(tmp_path, read_only=True)) as url, browser.new_context() as context:
        visitor = Visitor(context.new_page())
        visitor.open(url)
        visitor.open_documents()

        expect(rows(visitor)).to_have_count(1)
        expect(visitor.page.locator("#received")).to_have_count(0)
        expect(visitor.page.get_by_role("button", name="Remove")).to_have_count(0)
