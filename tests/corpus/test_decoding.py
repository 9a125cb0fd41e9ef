import codecs
import random
import zlib

import pytest
from corpus_layouts import read, texts

from corpus.decoding import decode
from corpus.errors import UnreadableFileError

ENGLISH = "Ménière’s disease – dizziness, tinnitus – is seen in 0.2% of people (38 °C ± 0.5, 5 µg/kg)."
WESTERN = [
    "Sjögren syndrome causes dry eyes and a dry mouth in adults.",
    "Temperature above 38 °C needs treatment.",
    "The dose is 5 µg/kg ± 2.",
    "Guillain-Barré",
    "Ménière",
    "Café-au-lait spots (Ø 5 mm) are seen in neurofibromatosis.",
    "Le syndrome néphrotique est traité par des corticoïdes à forte dose.",
    "Häufige Ursache der Hypertonie ist Übergewicht; die Größe zählt.",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_text_comes_out_of_every_usual_encoding(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


def test_both_byte_orders_are_told_by_their_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + ENGLISH.encode("utf-16-be")) == ENGLISH
    assert decode(codecs.BOM_UTF16_LE + ENGLISH.encode("utf-16-le")) == ENGLISH


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
@pytest.mark.parametrize("text", WESTERN)
def test_a_short_text_in_a_western_encoding_keeps_its_letters(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_text_in_another_script_is_told_by_its_letters() -> None:
    russian = (
        "Бронхиальная астма — хроническое воспалительное заболевание дыхательных путей. Приступы удушья "
        "возникают чаще всего ночью или под утро. Лечение включает ингаляционные кортикостероиды."
    )
    assert decode(russian.encode("cp1251")) == russian


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff\x00 ", "\u200b".encode()]
)
def test_an_empty_file_is_named_as_such(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="the file is empty"):
        read(data)


NOISE = random.Random(7).randbytes(4000)
BINARY = {
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02" + zlib.compress(NOISE),
    "a program": b"\x7fELF\x02\x01\x01" + bytes(9) + NOISE,
    "noise": NOISE,
    "noise without a zero": NOISE.replace(b"\0", b""),
    "noise behind a byte order mark": codecs.BOM_UTF16_LE + NOISE,
    "text with a zero in it": b"Asthma is common.\0\n",
    "control characters": b"\x01\x02\x03 asthma \x04\x05\x06 is \x07\x08 common",
    "a document of another format": b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0" + NOISE,
}


NAMED = {
    "a picture": "a picture",
    "a program": "a program",
    "a document of another format": "its ZIP is broken",
}


@pytest.mark.parametrize(("kind", "data"), BINARY.items(), ids=BINARY.keys())
@pytest.mark.parametrize("name", ["scan.txt", "scan.md"])
def test_a_binary_file_with_the_ending_of_a_text_is_refused(kind: str, data: bytes, name: str) -> None:
    with pytest.raises(UnreadableFileError, match=NAMED.get(kind, "not text")):
        read(data, name)


def test_a_stray_control_character_does_not_make_a_text_binary() -> None:
    text = "Asthma is a chronic disease of the airways, and " * 5
    assert decode(f"{text}\x0bit is common.\x1a\n".encode()) == f"{text}\nit is common.\n"


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n", "\u2028", "\v"])
def test_every_kind_of_line_end_is_one(line_end: str) -> None:
    assert decode(f"Asthma{line_end}is common.{line_end}".encode()) == "Asthma\nis common.\n"


def test_ligatures_are_spelt_out_so_that_words_can_be_found() -> None:
    assert texts(read("Inﬂuenza is a diﬃcult and ﬁrst-rate\ninfection of the de-\nﬁned kind.")) == (
        "Influenza is a difficult and first-rate infection of the defined kind.",
    )


HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\u00ad\u061c\U000e0041\x07\x9b"
PAGES = {
    "asthma.txt": "Asth~ma in ~adults\n\n~It ~ is chro~nic.~\n\nTreat~ment\n\nSter~oids help.\n",
    "asthma.md": "# Asth~ma in ~adults\n\n~It ~ is chro~nic.~\n\n## Treat~ment\n\nSter~oids help.\n",
}


@pytest.mark.parametrize("character", HIDDEN, ids=[f"U+{ord(character):04X}" for character in HIDDEN])
@pytest.mark.parametrize("name", PAGES)
def test_what_nobody_sees_is_neither_in_a_title_nor_in_a_heading_nor_in_a_paragraph(
    character: str, name: str
) -> None:
    many_words = "\n\nIt is\nwritten here.\n" * 60  # So that a few control characters do not look binary.
    document = read(PAGES[name].replace("~", character) + many_words, name)
    first, second = document.paragraphs[:2]
    assert document.title == "Asthma in adults"
    assert first.text == "It is chronic."
    assert (second.heading, second.text) == ("Treatment", "Steroids help.")


def test_a_line_of_nothing_that_can_be_seen_is_a_blank_line() -> None:
    assert texts(read("It is common.\n\u200b\nIt is treated.\n")) == ("It is common.", "It is treated.")


def test_a_name_of_a_file_cannot_be_turned_round() -> None:
    assert read("Asthma is common.", "asthma\u202efdp.txt").title == "Asthmafdp"


@pytest.mark.parametrize(
    ("read_as", "written"),
    [
        ("50 Âµg at 38.5 Â°C â€“ the cafÃ©â€™s Â±5 %", "50 µg at 38.5 °C – the café’s ±5 %"),
        ("INR â‰¥ 2, Î¼g, 10Â³", "INR ≥ 2, μg, 10³"),
        ("5Â mg", "5 mg"),
        ("1610â\x80\x931615", "1610–1615"),
        ("CAFÉ» and Ångström, NÃO", "CAFÉ» and Ångström, NÃO"),
    ],
)
def test_utf_8_that_was_read_as_something_else_is_put_right(read_as: str, written: str) -> None:
    assert decode(read_as.encode()) == written


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("Give 50 æg daily.", "“50 æg”"),
        ("Stop above 38.5 øC at night.", "“38.5 øC”"),
        ("It was 5 ml ñ5 % of it.", "“ñ5”"),
        ("Treat where it is ³ 100 or more.", "“³ 100”"),
        ("Give 50 ?g daily.", "“50 ?g”"),
        ("Give 2 \ue123g daily.", "“2 \ue123g”"),
    ],
)
def test_letters_beside_figures_that_may_be_others_are_warned_of(text: str, odd: str) -> None:
    document = read(f"Doses of the ward\n\n{text} Ask the pharmacist first.\n")
    assert document.warnings == (f"letters beside figures may be other ones in print: {odd}",)


@pytest.mark.parametrize(
    "text",
    [
        "Give 50 µg, 5 μg or 2.5 mg at 38 °C or 25 ºC.",
        "It was 5 ± 2 mg/m², 10³ of 1½, and cost £30 or € 5.",
        "Is it 5 mg? Great. Señor Núñez had 5 año lists and the O₂ at 5 Å.",
    ],
)
def test_usual_letters_beside_figures_are_no_doubt(text: str) -> None:
    assert read(f"Doses of the ward\n\n{text} Ask the pharmacist first.\n").warnings == ()
