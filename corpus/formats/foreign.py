"""Name the kinds of files that lie among documents and are not read, and say what to do about them."""

from __future__ import annotations

import re

from corpus.archives import is_zip, open_archive
from corpus.errors import UnreadableFileError

_PICTURE = "it is a picture; only text is read: save what it shows as a PDF with recognised text (OCR)"
_SOUND = "it is a sound recording; only text is read"
_FILM = "it is a video; only text is read"
_PROGRAM = "it is a program; only documents are read"
_FONT = "it is a font; only documents are read"
_DATABASE = "it is a database; save what it holds as text, HTML or PDF"
_PACKED = "it is a packed archive; unpack it into the folder"
_PRINTED = "it is a PostScript file; save it as a PDF"
_BOOK = "it is a Kindle or Palm book; save it as EPUB or PDF"
_NOTES = "it is a OneNote file; save it as PDF or Word (.docx)"
_DATA = "it holds numbers, not text; only documents are read"
_BESIDE = "it is a side file that a Mac leaves beside another; it holds no text"
_LOCKED = "it is encrypted; save it without a password"
_APPLE = "it is an Apple Pages, Numbers or Keynote file; export it as PDF, Word, Excel or PowerPoint"
_OLD_SHEET = "it is an old spreadsheet (.xls, .sxc); save it as .xlsx or .ods"
_BINARY_SHEET = "it is a binary workbook (.xlsb); save it as .xlsx"
_OLD_SLIDES = "it is an old presentation (.ppt, .sxi); save it as .pptx, .odp or PDF"
_DRAWING = "it is a drawing; save it as PDF"
_OLD_WORD = "it is an old Word file (.doc); save it as .docx or PDF"
_WORD_PERFECT = "it is a WordPerfect file; save it as PDF or Word (.docx)"
_MAIL = "it is an e-mail; save its text as PDF or HTML, and its attachments as files of their own"
_WEB_ARCHIVE = "it is a web page with its pictures in one file; save it as HTML or PDF"

# Beginnings of files with the place where they stand, in bytes, as their formats define them.
_SIGNATURES: tuple[tuple[str, int, tuple[bytes, ...]], ...] = (
    (_PICTURE, 0, (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"II+\0")),
    (_PICTURE, 0, (b"8BPS\0", b"\0\0\1\0", b"\0\0\0\x0cjP  ", b"\0\0\0\x0cJXL ", b"AT&TFORM")),
    (_PICTURE, 0, (b"\xd7\xcd\xc6\x9a",)),
    (_PICTURE, 8, (b"WEBPVP8",)),
    (_PICTURE, 40, (b" EMF\0\0\1\0",)),
    (_PICTURE, 128, (b"DICM",)),
    (_SOUND, 0, (b"ID3\2", b"ID3\3", b"ID3\4", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xf1")),
    (_SOUND, 0, (b"OggS\0", b"fLaC\0", b"#!AMR", b"MThd\0")),
    (_SOUND, 8, (b"WAVEfmt", b"AIFF", b"AIFC")),
    (_FILM, 0, (b"\x1aE\xdf\xa3", b"\0\0\1\xba", b"\0\0\1\xb3", b"0&\xb2u\x8ef\xcf\x11", b"FLV\1")),
    (_FILM, 8, (b"AVI LIST",)),
    (_PROGRAM, 0, (b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\0asm")),
    (_FONT, 0, (b"OTTO\0", b"\0\1\0\0\0", b"wOFF\0", b"wOFFO", b"wOF2\0", b"wOF2O", b"ttcf\0")),
    (_DATABASE, 0, (b"SQLite format 3\0", b"\0\1\0\0Standard ", b"!BDN")),
    (_PACKED, 0, (b"\x1f\x8b\x08", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\7", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")),
    (_PACKED, 0, (b"MSCF\0", b"\x04\x22\x4d\x18", b"ITSF\3", b"xar!\0")),
    (_PACKED, 4, (b"1AY&SY",)),
    (_PACKED, 257, (b"ustar\0", b"ustar ")),
    (_PACKED, 32769, (b"CD001",)),
    (_PRINTED, 0, (b"%!PS", b"\x04%!PS", b"\xc5\xd0\xd3\xc6", b"\x1b%-12345X", b"\x1bE\x1b")),
    (_BOOK, 60, (b"BOOKMOBI", b"TEXtREAd")),
    (_BOOK, 0, (b"ITOLITLS", b"TPZ0")),
    (_NOTES, 0, (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d",)),
    (_DATA, 0, (b"\x89HDF\r\n", b"PAR1\x15", b"\x93NUMPY", b"CDF\1", b"$FL2@(#)", b"Obj\1")),
    (_BESIDE, 0, (b"\0\5\x16\7", b"\0\5\x16\0", b"\0\0\0\1Bud1")),
    (_LOCKED, 0, (b"Salted__", b"age-encryption.org/", b"-----BEGIN PGP MESSAGE")),
    (_OLD_WORD, 0, (b"\xdb\xa5-\0", b"\x9b\xa5", b"1\xbe\0\0", b"\xfe7\0#")),
    (_WORD_PERFECT, 0, (b"\xffWPC",)),
    (_WEB_ARCHIVE, 0, (b"bplist00",)),
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The names of the parts of a compound file, which stand there in UTF-16 (MS-CFB, section 2.6.1).
_COMPOUND_PARTS = (
    ("EncryptedPackage", "it is an Office file with a password, such as a Word file; save it without one"),
    ("WordDocument", _OLD_WORD),
    ("Workbook", _OLD_SHEET),
    ("PowerPoint Document", _OLD_SLIDES),
    ("__properties_version1.0", _MAIL),
    ("VisioDocument", _DRAWING),
    ("Book", _OLD_SHEET),
)
_ZIP_PARTS = (
    ("word/document.xml", "it is a Word file that lacks its main part; save it anew"),
    ("xl/workbook.bin", _BINARY_SHEET),
    ("visio/document.xml", _DRAWING),
    ("Index/Document.iwa", _APPLE),
    ("index.xml", _APPLE),
    ("FixedDocumentSequence.fdseq", "it is an XPS file; print it as a PDF"),
    ("META-INF/MANIFEST.MF", _PROGRAM),
    ("AndroidManifest.xml", _PROGRAM),
)
_OPEN_DOCUMENTS = (
    (b"opendocument.graphics", _DRAWING),
    (b"sun.xml.writer", "it is an OpenOffice 1 text (.sxw); save it as .odt, .docx or PDF"),
    (b"sun.xml.calc", _OLD_SHEET),
    (b"sun.xml.impress", _OLD_SLIDES),
)
_PICTURE_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis", b"crx "})
_SOUND_BRANDS = frozenset({b"M4A ", b"M4B ", b"F4A "})
# Mail begins with several header lines, of which one at least is no ordinary word of a text.
_HEADER = rb"[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*"
_HEADERS = re.compile(rb"\A(?:From [^\n]*\n)?(?P<headers>(?:" + _HEADER + rb"){3,100})\r?\n")
_MAIL_HEADER = re.compile(
    rb"^(?:Received|Message-ID|MIME-Version|Return-Path|Content-Transfer-Encoding):", re.I | re.M
)
_RELATED = re.compile(rb"^Content-Type:\s*multipart/related", re.I | re.M)
_LONGEST_HEADERS = 100_000


def name_foreign(data: bytes) -> str:
    """Say of which kind a file is that is known and not read, and what to do; empty when it is not known."""
    if data.startswith(_COMPOUND):
        return _name_compound(data)
    if is_zip(data):
        return _name_zip(data)
    for reason, place, signatures in _SIGNATURES:
        if data.startswith(signatures, place):
            return reason
    return _name_by_boxes(data) or _name_bitmap_or_program(data) or _name_mail(data[:_LONGEST_HEADERS])


def _name_compound(data: bytes) -> str:
    """Name a compound file (OLE), which Office wrote until 2007 and still writes around encrypted files."""
    for part, reason in _COMPOUND_PARTS:
        if f"{part}\0".encode("utf-16-le") in data:
            return reason
    return "it is an old Office file; save it as .docx or PDF"


def _name_zip(data: bytes) -> str:
    try:
        archive = open_archive(data)
        if "mimetype" in archive.names:
            stated = archive.read("mimetype")
            for kind, reason in _OPEN_DOCUMENTS:
                if kind in stated:
                    return reason
    except UnreadableFileError as error:
        return str(error)
    return next((reason for part, reason in _ZIP_PARTS if part in archive.names), _PACKED)


def _name_by_boxes(data: bytes) -> str:
    """Name a file of the family of MP4 (ISO/IEC 14496-12), which states its brand behind "ftyp"."""
    if data[4:8] not in (b"ftyp", b"moov", b"mdat"):
        return ""
    brand = data[8:12] if data[4:8] == b"ftyp" else b""
    return _PICTURE if brand in _PICTURE_BRANDS else _SOUND if brand in _SOUND_BRANDS else _FILM


def _name_bitmap_or_program(data: bytes) -> str:
    """Name what two letters begin, which begin many a text too, by a second mark."""
    if data.startswith(b"BM") and data[6:10] == bytes(4):
        return _PICTURE
    header = int.from_bytes(data[60:64], "little")
    if data.startswith(b"MZ") and (b"\0" in data[:64] or data[header : header + 2] == b"PE"):
        return _PROGRAM
    return ""


def _name_mail(beginning: bytes) -> str:
    found = _HEADERS.match(beginning.replace(b"\r\n", b"\n"))
    if not found or not _MAIL_HEADER.search(found["headers"]):
        return ""
    return _WEB_ARCHIVE if _RELATED.search(found["headers"]) else _MAIL
