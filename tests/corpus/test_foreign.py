import bz2
import gzip
import io
import lzma
import sqlite3
import struct
import tarfile
import wave
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from corpus.formats.foreign import name_foreign

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def compound(*parts: str) -> bytes:
    return COMPOUND + b"".join(f"{part}\0".encode("utf-16-le").ljust(128, b"\0") for part in parts)


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), part)
    return file.getvalue()


def sound() -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(8000)
        recording.writeframes(bytes(100))
    return file.getvalue()


def tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("asthma.txt"))
    return file.getvalue()


def picture(kind: str) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(file, kind)
    return file.getvalue()


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Asthma"
    message.set_content("Asthma is common.\n")
    return message.as_bytes()


KNOWN = {
    "an old Word file": (compound("Root Entry", "WordDocument"), "old Word file (.doc); save it as .docx"),
    "an old Excel file": (
        compound("Root Entry", "Workbook"),
        "old spreadsheet (.xls, .sxc); save it",
    ),
    "old slides": (compound("PowerPoint Document"), "old presentation (.ppt, .sxi); save it as .pptx"),
    "a mail of Outlook": (compound("__properties_version1.0"), "e-mail; save its text"),
    "a Word file with a password": (
        compound("EncryptionInfo", "EncryptedPackage"),
        "with a password, such as a Word file",
    ),
    "another compound file": (compound("Root Entry"), "old Office file"),
    "a binary workbook": (zipped(xl__workbook_dot_bin=b"x"), "binary workbook (.xlsb); save it as .xlsx"),
    "a sheet of OpenOffice 1": (zipped(mimetype=b"application/vnd.sun.xml.calc"), "old spreadsheet"),
    "slides of OpenOffice 1": (zipped(mimetype=b"application/vnd.sun.xml.impress"), "old presentation"),
    "a file of Pages": (zipped(Index__Document_dot_iwa=b"x"), "Apple Pages"),
    "an archive": (zipped(a_dot_txt=b"x"), "packed archive; unpack it"),
    "half an archive": (zipped(a_dot_txt=b"x")[:40], "its ZIP is broken or cut short"),
    "gzip": (gzip.compress(b"asthma"), "packed archive"),
    "bzip2": (bz2.compress(b"asthma"), "packed archive"),
    "xz": (lzma.compress(b"asthma"), "packed archive"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(30), "packed archive"),
    "rar": (b"Rar!\x1a\x07\x01\x00" + bytes(30), "packed archive"),
    "tar": (tar(), "packed archive"),
    "a sound": (sound(), "sound recording"),
    "MP3": (b"ID3\x03\0" + bytes(30), "sound recording"),
    "MP4": (b"\0\0\0\x18ftypisom" + bytes(30), "video"),
    "a sound in MP4": (b"\0\0\0\x18ftypM4A " + bytes(30), "sound recording"),
    "a picture of a phone": (b"\0\0\0\x18ftypheic" + bytes(30), "picture"),
    "a program of Windows": (b"MZ\x90\0" + bytes(60), "program"),
    "a program of Linux": (b"\x7fELF" + bytes(60), "program"),
    "DICOM": (bytes(128) + b"DICM" + bytes(30), "picture"),
    "PostScript": (b"%!PS-Adobe-3.0\n(asthma) show\n", "PostScript file; save it as a PDF"),
    "a font": (b"\0\1\0\0\0\x0f\0\x80" + bytes(30), "font"),
    "a mail": (b"MIME-Version: 1.0\r\n" + mail().replace(b"\n", b"\r\n"), "e-mail"),
    "a web archive of Safari": (b"bplist00" + bytes(30), "web page"),
    "a side file of a Mac": (
        struct.pack(">II", 0x00051607, 0x20000) + bytes(30),
        "side file that a Mac leaves",
    ),
    "WordPerfect": (b"\xffWPC" + bytes(30), "WordPerfect"),
    "a Kindle book": (bytes(60) + b"BOOKMOBI", "Kindle"),
}


@pytest.mark.parametrize(("data", "reason"), KNOWN.values(), ids=KNOWN.keys())
def test_a_file_that_is_not_read_is_named_with_what_to_do(data: bytes, reason: str) -> None:
    assert reason in name_foreign(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "WebP", "BMP", "JPEG2000", "ICO"])
def test_pictures_of_every_kind_are_named(kind: str) -> None:
    assert "it is a picture; only text is read" in name_foreign(picture(kind))


def test_a_database_is_named(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute("create table drugs (name text)")
    assert "it is a database" in name_foreign((tmp_path / "a.db").read_bytes())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Asthma is common.",
        "BMJ 2012;344:e1",
        "BM",
        "MZ twins are alike.",
        "ID3 inhibits differentiation.",
        "PAR1 is blocked by vorapaxar.",
        "Title: Asthma\nAuthor: Jane Smith\nDate: May 2021\n\nAsthma is common.",
        "From: the guideline\nTo: the reader\nSubject: asthma\n\nAsthma is common.",
        "PK of salbutamol",
        "# Asthma\n",
        "%PDF-1.7",
        "{\\rtf1 asthma}",
        "<html><body>Asthma</body></html>",
        "II* MM*",
        "Rar! 7z",
        "1\0",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_text_is_nothing_foreign(text: str, encoding: str) -> None:
    assert name_foreign(text.encode(encoding)) == ""


def test_every_reason_is_a_fragment_in_one_line() -> None:
    for data, _ in KNOWN.values():
        assert name_foreign(data).startswith("it")
        assert not name_foreign(data).endswith(".")
