"""What a folder holds besides sound documents: each file is read, or refused with a reason in one line."""

from __future__ import annotations

import io
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

import pytest
from small_files import HTML, INTRODUCTION, SMALL_FILES, zipped

from corpus.document import Document
from corpus.errors import UnreadableFileError
from corpus.formats import endings
from corpus.reading import read_document

pytestmark = pytest.mark.slow

ENDINGS = [ending for ending in SMALL_FILES if ending in endings()]
TEXTS = {".md", ".txt", ".csv"}
# The part that holds the words of a format that is a ZIP file.
PARTS = {
    ".docx": "word/document.xml",
    ".odt": "content.xml",
    ".xlsx": "xl/sharedStrings.xml",
    ".ods": "content.xml",
    ".pptx": "ppt/slides/slide1.xml",
    ".odp": "content.xml",
    ".epub": "OPS/a.xhtml",
}
ZIPPED = [ending for ending in ENDINGS if ending in PARTS]
SECONDS = 15

needs_docx = pytest.mark.skipif(".docx" not in ENDINGS, reason="DOCX is not registered")
needs_html = pytest.mark.skipif(".html" not in ENDINGS, reason="HTML is not registered")


def read(data: bytes, name: str) -> Document:
    return read_document(Path(name), data=data)


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def reason(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableFileError) as refused:
        read(data, name)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@contextmanager
def ended_after(seconds: int) -> Iterator[None]:
    """Fail when the block computes for longer, so that what hangs does not hang the tests."""

    def end(signal_number: int, frame: FrameType | None) -> NoReturn:
        del signal_number, frame
        pytest.fail(f"it computed for more than {seconds} s")

    if not hasattr(signal, "SIGPROF"):
        yield
        return
    signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """Return a ZIP file with one of its parts replaced, or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({**{each: archive.read(each) for each in archive.namelist()}, name: part})


def with_words(ending: str, words: str) -> bytes:
    """Return the small file of a format with its first sentence replaced."""
    data = SMALL_FILES[ending]()
    if ending not in PARTS:
        return data.replace(INTRODUCTION.encode(), words.encode())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.read(PARTS[ending])
    return with_part(data, PARTS[ending], part.replace(INTRODUCTION.encode(), words.encode()))


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_without_a_byte_is_empty(ending: str) -> None:
    assert reason(b"", f"a{ending}") == "the file is empty"


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_of_zeros_is_refused(ending: str) -> None:
    assert reason(bytes(5000), f"a{ending}") == "the file is not text (its content is binary)"


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("share", [0.05, 0.2, 0.4, 0.6, 0.8, 0.95])
def test_a_file_that_is_cut_short_is_read_as_far_as_it_goes_or_refused(ending: str, share: float) -> None:
    data = SMALL_FILES[ending]()
    cut = data[: int(len(data) * share)]
    if ending in PARTS:
        assert "its ZIP is broken or cut short" in reason(cut, f"a{ending}")
        return
    try:
        assert read(cut, f"a{ending}").paragraphs
    except UnreadableFileError as refused:
        assert re.search("broken|cut short|damaged|no paragraph|not text", str(refused))


@pytest.mark.parametrize("ending", [ending for ending in ENDINGS if ending not in TEXTS])
@pytest.mark.parametrize("wrong", [".txt", ".md", ".pdf", ".docx", ".PDF", ""])
def test_a_file_of_the_wrong_ending_is_told_by_what_it_holds(ending: str, wrong: str) -> None:
    data = SMALL_FILES[ending]()
    right = read(data, f"a{ending}")
    misnamed = read(data, f"a{wrong}")
    assert (misnamed.format, texts(misnamed)) == (right.format, texts(right))


def test_a_text_that_is_called_a_pdf_is_read_as_text() -> None:
    assert texts(read(b"Asthma is a common disease of the airways.\n", "a.pdf")) == [
        "Asthma is a common disease of the airways."
    ]


@pytest.mark.parametrize("ending", ZIPPED)
def test_a_zip_bomb_is_refused(ending: str) -> None:
    bomb = with_part(SMALL_FILES[ending](), PARTS[ending], bytes(100_000_000))
    assert "built to do harm" in reason(bomb, f"a{ending}")


LAUGHS = '<!DOCTYPE a [<!ENTITY l0 "ha">' + "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10)
)


@pytest.mark.parametrize(
    "ending", [each for each in ENDINGS if (each in PARTS and each != ".epub") or each == ".xml"]
)
def test_an_xml_bomb_is_refused(ending: str) -> None:
    data = SMALL_FILES[ending]()
    with zipfile.ZipFile(io.BytesIO(data)) if ending in PARTS else io.BytesIO() as archive:
        xml = archive.read(PARTS[ending]) if isinstance(archive, zipfile.ZipFile) else data
    body = re.sub(rb"\A(?:<\?.*?\?>|<!DOCTYPE[^>]*>|\s)*", b"", xml, flags=re.S)
    bomb = f"{LAUGHS}]>".encode() + body.replace(INTRODUCTION.encode(), b"&l9;")
    assert "built to do harm" in reason(
        with_part(data, PARTS[ending], bomb) if ending in PARTS else bomb, f"a{ending}"
    )


@pytest.mark.parametrize("ending", [each for each in ENDINGS if each not in (".pdf", ".mhtml")])
@pytest.mark.parametrize("word", ["asthma ", "x", "- ", "[1] ", "1.5,"], ids=repr)
def test_a_million_characters_in_a_line_are_one_paragraph_soon(ending: str, word: str) -> None:
    data = with_words(ending, f"Asthma {word * (1_000_000 // len(word))}end.")
    with ended_after(SECONDS):
        document = read(data, f"a{ending}")
    assert any("end." in text for text in texts(document))


@pytest.mark.parametrize("line", ["Asthma is common.", "- item", ""], ids=repr)
def test_a_text_of_very_many_lines_is_read_in_bounded_memory(line: str) -> None:
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_DATA, (384 << 20, 384 << 20));"
        "from pathlib import Path; from corpus.reading import read_document;"
        f"data = ('Asthma is a disease.\\n\\n' + {line + chr(10)!r} * 250_000).encode();"
        "print(len(read_document(Path('a.txt'), data=data).paragraphs))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-500:]
    assert int(run.stdout) >= 1


class TestEncodings:
    # Of what could not be read, that which stands where a unit is told.
    ODD = "letters beside figures may be other ones in print: “5 \ufffdg”"
    ENGLISH = "Ménière’s disease – dizziness, tinnitus – is seen in 0.2% of people (38 °C ± 0.5, 5 µg/kg)."

    @pytest.mark.parametrize("name", ["a.txt", "a.md"])
    @pytest.mark.parametrize(
        "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "utf-8-sig"]
    )
    def test_every_usual_encoding_is_read(self, encoding: str, name: str) -> None:
        document = read(f"{self.ENGLISH}\n\n{self.ENGLISH}\n".encode(encoding), name)
        assert (texts(document), document.warnings) == ([self.ENGLISH, self.ENGLISH], ())

    def test_latin_1_is_read(self) -> None:
        assert texts(read("Ménière 5 µg ± 2 in 38 °C.\n".encode("latin-1"), "a.txt")) == [
            "Ménière 5 µg ± 2 in 38 °C."
        ]

    @pytest.mark.parametrize("name", ["a.txt", "a.md"])
    def test_a_few_broken_characters_in_utf_8_are_replaced_and_counted(self, name: str) -> None:
        data = (self.ENGLISH + "\n\n").encode() * 3
        for broken in ("’".encode(), "µ".encode(), "é".encode()):
            data = data.replace(broken, broken[:-1], 1)
        document = read(data, name)
        assert texts(document)[1:] == [self.ENGLISH, self.ENGLISH]
        assert texts(document)[0] == re.sub("[’µé]", "\ufffd", self.ENGLISH).replace(
            "\ufffdni", "\ufffdni", 1
        )
        assert document.warnings == ("3 characters could not be read", self.ODD)

    def test_one_broken_character_is_one(self) -> None:
        data = (self.ENGLISH * 3).encode().replace("µ".encode(), b"\xc2", 1)
        assert read(data, "a.txt").warnings == ("1 character could not be read", self.ODD)

    def test_a_western_text_is_not_taken_for_broken_utf_8(self) -> None:
        text = "Häufige Ursache der Hypertonie ist Übergewicht; die Größe zählt für Ärzte. Ã© is odd."
        # What is certain is put right all the same.
        assert texts(read(text.encode("cp1252"), "a.txt")) == [text.replace("Ã©", "é")]


@pytest.fixture
def visits() -> Iterator[tuple[str, list[bytes]]]:
    """Give the address of a server on this machine, and what it was asked for."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stopped = threading.Event()

        def listen() -> None:
            while not stopped.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    asked.append(connection.recv(1000))

        listener = threading.Thread(target=listen)
        listener.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
        stopped.set()
        listener.join()


@needs_html
def test_scripts_are_not_run_and_nothing_is_fetched_for_a_page(visits: tuple[str, list[bytes]]) -> None:
    address, asked = visits
    head = (
        f'<link rel="stylesheet" href="{address}/a.css"><script src="{address}/a.js"></script>'
        f'<base href="{address}/"><meta http-equiv="refresh" content="0;url={address}/">'
    )
    body = (
        f'<img src="{address}/a.png" srcset="{address}/b.png 2x"><iframe src="{address}/frame"></iframe>'
        '<script>document.write("<p>Injected words.</p>")</script><noscript>Words without script.</noscript>'
        f'<object data="{address}/a.swf"></object><video src="{address}/a.mp4"></video>'
    )
    page = HTML.replace("<head>", f"<head>{head}").replace("<main>", f"<main>{body}")
    assert texts(read(HTML.encode(), "a.html"))[0] in texts(read(page.encode(), "a.html"))
    assert not any("Injected" in text for text in texts(read(page.encode(), "a.html")))
    time.sleep(0.3)
    assert asked == []


@needs_docx
def test_macros_and_links_of_a_word_file_are_not_followed(visits: tuple[str, list[bytes]]) -> None:
    address, asked = visits
    plain = SMALL_FILES[".docx"]()
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        links = archive.read("word/_rels/document.xml.rels").decode()
        kinds = archive.read("[Content_Types].xml").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    outside = "".join(
        f'<Relationship Id="x{number}" Type="{kind}/{name}" Target="{address}/{name}" TargetMode="External"/>'
        for number, name in enumerate(
            ("attachedTemplate", "image", "hyperlink", "oleObject", "styles", "footnotes")
        )
    )
    project = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    macros = f'<Relationship Id="m" Type="{project}" Target="vbaProject.bin"/>'
    data = with_part(
        plain, "word/_rels/document.xml.rels", links.replace("</Rel", f"{outside}{macros}</Rel").encode()
    )
    data = with_part(data, "word/vbaProject.bin", b"Sub AutoOpen()")
    enabled = kinds.replace(
        "openxmlformats-officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main"
    )
    for each in (data, with_part(data, "[Content_Types].xml", enabled.encode())):
        assert texts(read(each, "a.docx")) == texts(read(plain, "a.docx"))
    time.sleep(0.3)
    assert asked == []


NAMES = {
    "spaces": "a guideline for  asthma.txt",
    "quotes": "a \"guide\" 'for' `asthma`.txt",
    "newlines": "a\nguideline\r\n.txt",
    "very long": "a" * 246 + ".txt",
    "another script": "喘息ガイドライン.txt",
    "right to left": "\u202eaisam\u202c الربو.txt",
    "escapes": "a\x1b[31mred\x07.txt",
    "dots": "...txt.txt",
    "no ending": "guideline",
    "only an ending": ".txt",
    "no Unicode": b"ast\xff\xfehma.txt".decode("utf-8", "surrogateescape"),
    "a percent sign and a brace": "100% {asthma} %s.txt",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_file_of_any_name_is_read_and_its_title_is_one_line(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"Asthma is a common disease of the airways.\n")
    document = read_document(path)
    assert texts(document) == ["Asthma is a common disease of the airways."]
    assert document.title.strip()
    assert not re.search(r"[\n\r\x1b\x07\u202e]", document.title)
    assert re.fullmatch(r"[\w-]{1,80}", document.id)
