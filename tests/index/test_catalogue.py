"""The catalogue says what is indexed; it is replaced in one move, and one process writes at a time."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from corpus.document import Document, Paragraph
from corpus.errors import UserError
from index.store.catalogue import (
    CATALOGUE,
    FORMAT,
    Catalogue,
    empty_catalogue,
    read_catalogue,
    read_generation,
    write_catalogue,
)
from index.store.transaction import writing

GOUT = Document(
    "gout",
    "Gout",
    "/library/gout.txt",
    "0" * 64,
    (
        Paragraph("gout", 1, "Urate forms crystals.\u2028Next line.", 0, 21, 3, "Causes > Urate", ("1", "2")),
        Paragraph("gout", 2, "Die Gicht schmerzt über Nacht.", 23, 60),
    ),
)
ASTHMA = Document(
    "asthma", "Asthma", "/library/asthma.txt", "1" * 64, (Paragraph("asthma", 1, "Air.", 0, 4),)
)
CATALOGUE_OF_TWO = Catalogue(7, "a model", (GOUT, ASTHMA), "chroma-7")
OURS = f'{{"format": {FORMAT}, '
HEADER = (
    f'{OURS}"generation": 7, "model": "a model", '
    '"collection": "chroma-7", "keywords": "keywords-7", "steps": []}\n'
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write_catalogue(tmp_path, CATALOGUE_OF_TWO)
    assert read_catalogue(tmp_path) == CATALOGUE_OF_TWO
    assert read_generation(tmp_path) == 7
    assert [file.name for file in tmp_path.iterdir()] == [CATALOGUE]


def test_documents_and_paragraphs_are_found_by_id() -> None:
    assert [paragraph.id for paragraph in CATALOGUE_OF_TWO.paragraphs] == ["gout#1", "gout#2", "asthma#1"]
    assert CATALOGUE_OF_TWO.position["asthma#1"] == 2
    assert CATALOGUE_OF_TWO.by_id["asthma"] is ASTHMA


def test_a_folder_without_an_index_has_no_catalogue(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path, tmp_path / "missing", tmp_path / "file" / "below"):
        assert read_catalogue(folder) is None
        assert read_generation(folder) == 0
    assert empty_catalogue("a model").paragraphs == ()


def test_a_file_name_that_is_not_valid_unicode_is_kept(tmp_path: Path) -> None:
    name = os.fsdecode(b"/library/g\xfcht.txt")
    document = Document("g-ht", "G\udcfcht", name, "2" * 64, GOUT.paragraphs)
    write_catalogue(tmp_path, Catalogue(1, "a model", (document,)))
    found = read_catalogue(tmp_path)
    assert found and found.documents[0].source == name


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"no json at all\n",
        *(b"{}\n", b"[]\n", b"3\n", b"null\n"),
        b"\xff\xfe\x00binary\x00",
        (OURS + '"generation"').encode(),
        (OURS + '"model": "a model"}\n').encode(),
        (OURS + '"generation": "7", "model": "a model"}\n').encode(),
        (OURS + '"generation": 7}\n').encode(),
        HEADER.encode() + b'{"id": "gout", "title": "Go',
        HEADER.encode() + b'{"id": "gout"}\n',
        HEADER.encode() + b'{"id": "gout", "paragraphs": [{"number": 1}]}\n',
        HEADER.encode() + b'{"id": "gout", "paragraphs": [3]}\n',
        HEADER.encode() + b"3\n",
        HEADER.encode() + b"[]\n",
        HEADER.encode() + b"\xff\xff\n",
    ],
)
def test_a_damaged_catalogue_is_told_in_one_line_that_says_what_to_run(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / CATALOGUE).write_bytes(content)
    with pytest.raises(UserError) as raised:
        read_catalogue(tmp_path)
    message = str(raised.value)
    assert message.startswith(f"The index in {tmp_path} cannot be read (")
    assert message.endswith("Run `assistant index` with your documents: it mends this.")
    assert "\n" not in message


@pytest.mark.parametrize("header", ['{"format": 1000, "generation": 1}', '{"format": 3}'])
def test_a_catalogue_of_another_version_is_told(tmp_path: Path, header: str) -> None:
    (tmp_path / CATALOGUE).write_text(f"{header}\n")
    for read in (read_catalogue, read_generation):
        with pytest.raises(UserError, match=r"was made by another version. Run `assistant index --rebuild`"):
            read(tmp_path)


def test_a_folder_in_the_place_of_the_catalogue_is_told(tmp_path: Path) -> None:
    (tmp_path / CATALOGUE).mkdir()
    for read in (read_catalogue, read_generation):
        with pytest.raises(UserError, match=r"cannot be read \(Is a directory"):
            read(tmp_path)


def test_writing_makes_the_folder_and_is_done_by_one_at_a_time(tmp_path: Path) -> None:
    folder, order = tmp_path / "new" / "index", []

    def write(name: str) -> None:
        with writing(folder, timeout=5):
            order.append(f"{name} begins")
            time.sleep(0.1)
            order.append(f"{name} ends")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert folder.is_dir()
    assert [line.split()[1] for line in order] == ["begins", "ends"] * 3


@pytest.mark.parametrize("timeout", [0, 0.3])
def test_a_folder_that_is_being_written_is_told_after_the_time_given(tmp_path: Path, timeout: float) -> None:
    with writing(tmp_path, timeout=1):
        began = time.monotonic()
        with (
            pytest.raises(UserError, match=r"Another process is writing the index in .* try again"),
            writing(tmp_path, timeout),
        ):
            pass
        assert timeout <= time.monotonic() - began < timeout + 1
    with writing(tmp_path, timeout):
        pass


def test_the_lock_is_given_back_when_writing_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(tmp_path, timeout=0):
        raise ZeroDivisionError
    with writing(tmp_path, timeout=0):
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "index"):
        with pytest.raises(UserError) as raised, writing(folder, timeout=0):
            pass
        assert str(raised.value).startswith(f"The data folder {folder} cannot be written (")
        assert "set ASSISTANT_HOME to a folder that is" in str(raised.value)
