"""What a person does not see in a page is not read, in every format that is written in HTML; the rest is."""

from collections.abc import Callable, Mapping
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jats_articles import article
from seen_markup import FOR_EARS, SEEN, STRUCK, UNSEEN
from test_epub import PARTS, XHTML, book

from corpus.document import BlockKind, Content
from corpus.formats.markdown import read_markdown
from corpus.formats.markup.epub import read_epub
from corpus.formats.markup.html import read_html
from corpus.formats.markup.jats import read_jats
from corpus.formats.markup.mhtml import read_mhtml
from corpus.options import Options
from corpus.unseen import Unseen

TEXT = "Sepsis is treated with bexarone now"
OTHER = "Sepsis in adults is treated with antibiotics."


def read_page(body: str) -> Content:
    return read_html(f"<html><body>{body}<p>{OTHER}</p></body></html>".encode(), Options())


def read_book(body: str, **parts: str) -> Content:
    chapter = f"{XHTML}<body>{body}<p>{OTHER}</p></body></html>"
    return read_epub(book({**PARTS, "OEBPS/text/one.xhtml": chapter, **parts}), Options())


def read_saved(body: str, sheet: str = "") -> Content:
    page = EmailMessage()
    page["From"] = "<Saved by Blink>"
    page.set_content(f"<html><body>{body}<p>{OTHER}</p></body></html>", subtype="html")
    page.add_related(sheet.encode() or b" ", "text", "css", cid="<look>")
    return read_mhtml(page.as_bytes(), Options())


def read_notes(body: str) -> Content:
    return read_markdown(f"# Sepsis\n\n{body}\n\n{OTHER}\n".encode(), Options())


SENTENCES = st.lists(st.sampled_from(["sepsis", "is", "treated", "with", "10 mg"]), min_size=4).map(
    lambda words: f"{' '.join(words).capitalize()}."
)
READERS: Mapping[str, Callable[[str], Content]] = {
    "html": read_page,
    "epub": read_book,
    "mhtml": read_saved,
    "markdown": read_notes,
}


def words(content: Content) -> str:
    return "\n".join(block.text for block in content.blocks)


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize("way", UNSEEN)
def test_what_cannot_be_seen_is_left_out_and_named(way: str, read: Callable[[str], Content]) -> None:
    why, markup = UNSEEN[way]
    content = read(markup.format(TEXT))
    assert TEXT not in words(content)
    assert OTHER in words(content)
    assert any(f"6 {why}" in warning for warning in content.warnings)


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize("way", FOR_EARS)
def test_what_is_meant_for_the_ears_is_left_out(way: str, read: Callable[[str], Content]) -> None:
    assert TEXT not in words(read(FOR_EARS[way].format(TEXT)))


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize("way", STRUCK)
def test_what_is_struck_through_is_left_out_and_named(way: str, read: Callable[[str], Content]) -> None:
    content = read(STRUCK[way].format(TEXT))
    assert TEXT not in words(content)
    assert any(f"6 {Unseen.STRUCK}" in warning for warning in content.warnings)


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize("way", SEEN)
def test_what_can_be_seen_is_read(way: str, read: Callable[[str], Content]) -> None:
    content = read(SEEN[way].format(TEXT))
    assert TEXT in words(content)
    assert not any("cannot be seen" in warning for warning in content.warnings)


def test_nothing_hidden_reaches_title_heading_date_table_caption_or_list() -> None:
    content = read_page(
        "<div style='display:none'><h1>Wrong title</h1><time datetime='2001-01-01'>2001</time></div>"
        "<h1>Sepsis</h1><h2 style='color:white'>Wrong heading</h2><table><caption style='opacity:0'>Wrong"
        " caption</caption><tr><th>Drug</th><th style='display:none'>Wrong column</th></tr><tr><td>Bexarone"
        "</td><td style='display:none'>Wrong cell</td></tr></table><ul><li hidden>Wrong item</li></ul>"
    )
    assert "Wrong" not in words(content) + "".join(block.caption for block in content.blocks)
    assert content.front_matter.title == "Sepsis"
    assert content.front_matter.date == ""
    assert not any(block.kind is BlockKind.CAPTION for block in content.blocks)


def test_a_book_and_a_saved_page_are_read_with_their_style_sheets() -> None:
    link = "<link rel='stylesheet' href='../look.css'/>"
    sheet = {"OEBPS/look.css": "@import 'more.css';", "OEBPS/more.css": ".x{display:none}"}
    assert TEXT not in words(read_book(f"{link}<p class='x'>{TEXT}</p>", **sheet))
    saved = f"<link rel='stylesheet' href='cid:look'><p class='x'>{TEXT}</p>"
    assert TEXT not in words(read_saved(saved, ".x{color:transparent}"))


def test_white_text_is_read_where_a_style_sheet_that_is_not_there_may_colour_what_is_behind() -> None:
    markup = f"<link rel=stylesheet href=site.css><div class=hero><p style='color:white'>{TEXT}</p></div>"
    assert TEXT in words(read_page(markup))


def test_what_a_switch_opens_is_read() -> None:
    markup = f"<button aria-controls=more>More</button><div id=more style='display:none'><p>{TEXT}</p></div>"
    assert TEXT in words(read_page(markup))
    assert TEXT in words(read_page(f"<details><summary>More</summary><p>{TEXT}</p></details>"))


def test_markdown_leaves_out_what_stands_between_hidden_tags() -> None:
    hidden = f"<div hidden>\n\n## {TEXT}\n\n- {TEXT} ![{TEXT}](a.png)\n\n| a |\n|---|\n| {TEXT} |\n\n</div>"
    content = read_notes(f"{hidden}\n\nGive ~~{TEXT}~~ fluids.")
    assert TEXT not in words(content)
    assert "Give fluids." in words(content)


def test_jats_leaves_out_what_is_struck_through() -> None:
    body = f"<body><sec><title>Dose</title><p>Give <strike>{TEXT}</strike> 10 mg.</p></sec></body>"
    content = read_jats(article(body).encode(), Options())
    assert "Give 10 mg." in words(content)
    assert any(f"6 {Unseen.STRUCK}" in warning for warning in content.warnings)


@given(st.lists(SENTENCES, min_size=1, max_size=5))
def test_text_without_any_styling_never_changes(texts: list[str]) -> None:
    page = "".join(f"<p>{text}</p>" for text in texts)
    content = read_html(f"<html><body>{page}</body></html>".encode(), Options())
    assert [block.text for block in content.blocks] == texts
    assert content.warnings == ()


@pytest.mark.parametrize(
    "sheet",
    [
        "nosuch " + "div " * 15 + "p{display:none}",
        "nosuch:is(" + "div " * 12 + ") p{display:none}",
        "(" * 100_000,
        "a{" * 50_000,
        "p{left:" + "9" * 10_000 + "px}",
        "@media " + "(" * 3000,
    ],
)
def test_a_sheet_made_to_take_forever_hides_nothing(sheet: str) -> None:
    assert TEXT in words(read_page(f"<style>{sheet}</style>{'<div>' * 60}<p>{TEXT}</p>"))
