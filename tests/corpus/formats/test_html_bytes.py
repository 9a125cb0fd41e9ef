import pytest
from growth import grows_in_proportion
from html_pages import of_kind, paragraphs, read

from corpus.document import BlockKind
from corpus.errors import UnreadableFileError
from corpus.formats.markup.html import is_html
from corpus.formats.markup.mhtml import is_mhtml, read_mhtml
from corpus.options import Options


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "utf-16-le"),
        ("", "cp1252"),
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="windows-1252">', "utf-8"),
    ],
)
def test_the_encoding_is_found(declared: str, encoding: str) -> None:
    page = f"<html><head>{declared}<title>Fieber</title></head><p>Fieber über 38 °C – “hoch”.</p></html>"
    data = page.encode(encoding)
    assert is_html(data)
    assert paragraphs(data) == ["Fieber über 38 °C – “hoch”."]


@pytest.mark.parametrize("encoding", ["shift_jis", "euc-jp", "iso-2022-jp"])
def test_a_stated_encoding_is_used(encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
    page = f"<html><head>{meta}</head><p>痛風の治療</p>"
    assert paragraphs(page.encode(encoding)) == ["痛風の治療"]


def test_an_encoding_that_is_none_of_text_is_ignored() -> None:
    assert paragraphs(b'<html><meta charset="rot13"><p>Fever.</p>') == ["Fever."]


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><p>x",
        "\n<!-- a --><HTML>",
        "<?xml version='1.0'?>\n<html>",
        "<div><p>A part.</p></div>\n",
    ],
)
def test_a_page_is_told_by_its_content(page: str) -> None:
    assert is_html(page.encode())


@pytest.mark.parametrize(
    "text",
    ["# A title\n\n<p>x</p>", "Fever < 38", "<p align=center>\n\n# Title\n\n</p>", "%PDF-1.4", "", "<5 mg"],
)
def test_other_texts_are_no_pages(text: str) -> None:
    assert not is_html(text.encode())


def test_a_deep_page_keeps_its_text() -> None:
    def read_deep(deep: int) -> None:
        inside = "<div>" * deep + "<p>Deep.</p>" + "</div>" * deep
        page = f"<html><body>{inside}<p>After.</p></body></html><p>End.</p>"
        assert paragraphs(page) == ["Deep.", "After.", "End."]

    grows_in_proportion(read_deep, 100_000)


def test_paragraphs_that_stand_deeper_than_any_page_stay_apart() -> None:
    page = "<div>" * 500 + "<p>One.</p><p>Two.</p>" + "</div>" * 500
    assert paragraphs(page) == ["One.", "Two."]


@pytest.mark.parametrize(
    "tags", ["<ul><li>", "<table><tr><td>", "<b><font>", "<select><option>a", "<dl><dd>"]
)
def test_tags_without_end_neither_hang_nor_lose_text(tags: str) -> None:
    end = "</select>" if "select" in tags else ""

    def read_tags(count: int) -> None:
        texts = paragraphs(f"<p>Before.</p>{tags * count}{end}<p>Fever.</p>")
        assert texts[0] == "Before." and "Fever." in texts[-1]

    grows_in_proportion(read_tags, 20_000)


@pytest.mark.parametrize("piece", [" ", "<br>", "[(", "<", "<sup>1</sup>", "<!--", "&nbsp;", "<i> </i>"])
def test_what_is_repeated_a_hundred_thousand_times_does_not_hang(piece: str) -> None:
    grows_in_proportion(lambda times: read(f"<p>Before.</p>{piece * times}"), 100_000)


def test_a_large_page_is_read_in_time_in_proportion() -> None:
    rows = "".join(f"<tr><td>Drug {number}</td><td>{number} mg</td></tr>" for number in range(1, 6))
    part = "<h2>Part</h2><p>" + "Take <b>this</b> medicine with food. " * 20 + f"</p><table>{rows}</table>"

    def read_large(parts: int) -> None:
        assert len(of_kind(read(part * parts), BlockKind.PARAGRAPH)) == parts

    grows_in_proportion(read_large, 2_000_000 // len(part))


def test_data_and_remote_addresses_leave_no_trace() -> None:
    page = (
        '<p>See <img src="data:image/png;base64,AAAA" alt="x"><img src="http://a.example/b.png"> below.</p>'
    )
    assert paragraphs(page) == ["See below."]


def test_a_script_with_an_end_of_a_paragraph_in_it_is_no_text() -> None:
    assert paragraphs('<p>One<script>var a = "</p><p>no</p>";</script> two.</p>') == ["One two."]


@pytest.mark.parametrize("page", [b"", b"   ", b"\0\1\2" * 50])
def test_a_file_without_text_is_refused(page: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        read(page)


def test_a_page_that_a_script_would_write_says_so() -> None:
    content = read("<html><body><div id=app></div><script>start()</script></body></html>")
    assert content.blocks == ()
    assert "script" in content.warnings[0]


def test_a_page_saved_as_one_file_is_read() -> None:
    data = (
        b"From: <Saved by Browser>\r\nSnapshot-Content-Location: https://a.example/\r\nSubject: Gout\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        b"<html><body><h1>Gout</h1><p>Below 38 =C2=B0C.</p></body></html>\r\n--b--\r\n"
    )
    assert is_mhtml(data) and not is_html(data)
    assert [block.text for block in read_mhtml(data, Options()).blocks] == ["Gout", "Below 38 °C."]
