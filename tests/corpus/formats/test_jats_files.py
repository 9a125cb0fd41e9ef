import pytest
from growth import grows_in_proportion
from jats_articles import ARTICLE, BODY, FRONT, article, of_kind, read

from corpus.document import BlockKind
from corpus.errors import UnreadableFileError
from corpus.formats.markup.html import is_html
from corpus.formats.markup.jats import is_jats


@pytest.mark.parametrize(
    "wrapped",
    [
        f"<pmc-articleset>{article(FRONT, BODY)}</pmc-articleset>",
        f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record><metadata>'
        f"{article(FRONT, BODY)}</metadata></record></GetRecord></OAI-PMH>",
        article(FRONT, BODY).replace(
            "<article ", '<article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/" '
        ),
    ],
)
def test_an_article_is_found_in_what_an_archive_wraps_it_in(wrapped: str) -> None:
    assert is_jats(wrapped.encode())
    assert read(wrapped).front_matter.doi == "10.1186/s41927-020-0001"
    assert "Gout is common." in of_kind(read(wrapped), BlockKind.PARAGRAPH)


def test_several_articles_in_one_file_stand_under_their_titles() -> None:
    content = read(f"<pmc-articleset>{article(FRONT, BODY)}{article(FRONT, BODY)}</pmc-articleset>")
    assert [
        block.text for block in content.blocks if block.level == 1 and block.kind is BlockKind.HEADING
    ] == ["Gout & TNF-α in CD4⁺ cells: a cohort study"] * 2
    assert "2 articles" in content.warnings[0]


def test_a_chapter_of_a_book_is_read() -> None:
    chapter = """<book-part-wrapper><book-part book-part-type="chapter"><book-part-meta>
    <book-part-id book-part-id-type="doi">10.1000/chapter</book-part-id><title-group>
<title>Gout</title></title-group>
    <pub-date><year>2022</year></pub-date></book-part-meta><body><sec><title>Diet</title>
<p>Drink water.</p></sec>
    </body></book-part></book-part-wrapper>"""
    content = read(chapter)
    assert is_jats(chapter.encode())
    assert [block.text for block in content.blocks] == ["Gout", "Diet", "Drink water."]
    assert (content.front_matter.doi, content.front_matter.date) == ("10.1000/chapter", "2022")


def test_an_article_is_told_from_a_web_page() -> None:
    assert is_jats(ARTICLE.encode()) and not is_html(ARTICLE.encode())
    assert is_jats(ARTICLE.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert not is_jats(b"<html><body><article><p>A page.</p></article></body></html>")
    assert not is_jats(b"<article><p>A part of a page.</p></article>")


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<article>",
        ARTICLE.encode()[:3000],
        f'<!DOCTYPE article [<!ENTITY a0 "ha">{BOMB}]>{article("<body><p>&a9;</p></body>")}'.encode(),
    ],
)
def test_broken_xml_and_bombs_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        read(data)


def test_nothing_is_taken_from_other_files() -> None:
    source = article(FRONT, "<body><p>Before &leak; after.</p></body>")
    stolen = f'<!DOCTYPE article [<!ENTITY leak SYSTEM "file:///etc/passwd">]>{source}'
    try:
        texts = of_kind(read(stolen), BlockKind.PARAGRAPH)
    except UnreadableFileError:
        return
    assert not any("root:" in text for text in texts)


def test_a_long_article_is_read_in_time_in_proportion() -> None:
    section = "<sec><title>S</title><p>" + "Words of a <italic>long</italic> article. " * 50 + "</p></sec>"

    def read_long(sections: int) -> None:
        content = read(article(FRONT, f"<body>{section * sections}</body>"))
        assert len(of_kind(content, BlockKind.PARAGRAPH)) == sections + 2

    grows_in_proportion(read_long, 1500)
