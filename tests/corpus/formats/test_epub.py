import io
import zipfile

import pytest
from sure_marks import unmarked

from corpus.document import BlockKind, Content
from corpus.errors import UnreadableFileError
from corpus.formats.markup.epub import is_epub, read_epub
from corpus.options import Options

CONTAINER = """<?xml version="1.0"?><container version="1.0"
xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf"
media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"
xmlns:opf="http://www.idpf.org/2007/opf"
 version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Handbook of gout</dc:title>
<dc:creator>Jane Smith</dc:creator><dc:creator opf:role="edt">Ann Editor</dc:creator>
<dc:identifier>urn:doi:10.1000/book.1</dc:identifier><dc:date>2021-06-01T00:00:00Z</dc:date>
<meta property="dcterms:modified">2024-01-01T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="two" href="text/chapter%202.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="picture" href="a.png" media-type="image/png"/></manifest>
<spine><itemref idref="cover"/><itemref idref="nav"/><itemref idref="one"/><itemref
idref="two"/></spine></package>"""
XHTML = (
    '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
)
PARTS = {
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": PACKAGE,
    "OEBPS/cover.xhtml": f"{XHTML}<body><p>Handbook of gout</p></body></html>",
    "OEBPS/nav.xhtml": f"{XHTML}<body><nav><a href='text/one.xhtml'>Causes</a></nav></body></html>",
    "OEBPS/text/one.xhtml": f"{XHTML}<body><a id='p1'/><h1>Causes</h1><p>Urate<a href='#fn1' "
    "epub:type='noteref'>1</a> forms at &#8805; 360&#160;µmol/L.</p><aside id='fn1' epub:type='footnote'>"
    "<p>A salt.</p></aside></body></html>",
    "OEBPS/text/chapter 2.xhtml": f"{XHTML}<body><h1>Treatment</h1><h2>Diet</h2><p>Avoid:</p>"
    "<ul><li>beer</li><li>liver</li></ul><script src='x.js'/><p>Drink water.</p></body></html>",
}
ENCRYPTED = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
 xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="{}"/>
<enc:CipherData><enc:CipherReference URI="{}"/></enc:CipherData></enc:EncryptedData></encryption>"""


def book(parts: dict[str, str], mimetype: str = "application/epub+zip") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def read(parts: dict[str, str]) -> Content:
    return unmarked(read_epub(book(parts), Options()))


def test_a_book_is_read_in_its_order_without_cover_and_contents() -> None:
    found = [(block.kind, block.level, block.text) for block in read(PARTS).blocks]
    assert found == [
        (BlockKind.TITLE, 1, "Handbook of gout"),
        (BlockKind.HEADING, 1, "Causes"),
        (BlockKind.PARAGRAPH, 1, "Urate [1] forms at ≥ 360 µmol/L."),
        (BlockKind.FOOTNOTE, 1, "A salt."),
        (BlockKind.HEADING, 1, "Treatment"),
        (BlockKind.HEADING, 2, "Diet"),
        (BlockKind.PARAGRAPH, 1, "Avoid:\n- beer\n- liver"),
        (BlockKind.PARAGRAPH, 1, "Drink water."),
    ]


def test_front_matter_is_the_publishers() -> None:
    stated = read(PARTS).front_matter
    assert (stated.title, stated.authors) == ("Handbook of gout", ("Jane Smith",))
    assert (stated.date, stated.doi) == ("2021-06-01", "10.1000/book.1")


def test_a_book_is_told_by_its_content() -> None:
    assert is_epub(book(PARTS))
    assert not is_epub(book({"word/document.xml": "<w/>"}, mimetype="application/zip"))
    assert not is_epub(b"PK\x03\x04")


def test_a_book_whose_text_is_encrypted_says_so() -> None:
    locked = ENCRYPTED.format("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "OEBPS/text/one.xhtml")
    with pytest.raises(UnreadableFileError, match="encrypted"):
        read(PARTS | {"META-INF/encryption.xml": locked})


def test_a_book_whose_fonts_are_garbled_is_read() -> None:
    fonts = ENCRYPTED.format("http://www.idpf.org/2008/embedding", "OEBPS/font.otf")
    assert read(PARTS | {"META-INF/encryption.xml": fonts}).blocks == read(PARTS).blocks


def test_a_chapter_that_is_missing_is_named_and_the_others_are_read() -> None:
    content = read({name: text for name, text in PARTS.items() if "one" not in name})
    assert "text/one.xhtml" in content.warnings[0]
    assert "Drink water." in [block.text for block in content.blocks]


@pytest.mark.parametrize(
    "parts", [{}, {"META-INF/container.xml": CONTAINER}, PARTS | {"OEBPS/book.opf": "<package"}]
)
def test_a_book_without_its_list_of_parts_is_refused(parts: dict[str, str]) -> None:
    with pytest.raises(UnreadableFileError):
        read(parts)


@pytest.mark.parametrize("length", [4, 100, 1000])
def test_a_book_cut_short_is_refused(length: int) -> None:
    with pytest.raises(UnreadableFileError):
        read_epub(book(PARTS)[:length], Options())


def test_a_page_that_is_not_well_formed_is_read_all_the_same() -> None:
    broken = PARTS | {"OEBPS/text/one.xhtml": "<html><body><p>Open <b>tags<p>and &nbsp; more</body>"}
    texts = [block.text for block in read(broken).blocks]
    assert "Open tags" in texts and "and more" in texts
