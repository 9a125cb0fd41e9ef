import io
import random
import struct
import zipfile

import pytest

from corpus.archives import is_zip, open_archive
from corpus.errors import UnreadableFileError

PARTS = {
    "word/document.xml": b"<w:document>asthma</w:document>" * 40,
    "empty.xml": b"",
    "media/a.png": b"\x89PNG",
}
BOMB = "built to do harm"


def zipped(
    parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED, file: io.BytesIO | None = None
) -> bytearray:
    file = file or io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return bytearray(file.getvalue())


def overwrite(data: bytearray, local: int, central: int, layout: str, value: int) -> bytes:
    """Overwrite a field of the first part in both of its headers."""
    struct.pack_into(layout, data, data.find(b"PK\3\4") + local, value)
    struct.pack_into(layout, data, data.find(b"PK\1\2") + central, value)
    return bytes(data)


def test_the_parts_of_a_file_are_read_one_at_a_time() -> None:
    archive = open_archive(bytes(zipped({**PARTS, "media/": b""})))
    assert archive.names == frozenset(PARTS)
    assert {name: archive.read(name) for name in archive.names} == PARTS


def test_a_part_that_is_missing_is_named() -> None:
    archive = open_archive(bytes(zipped({"a.xml": b"a"})))
    with pytest.raises(UnreadableFileError, match=r"^the file lacks its part word/document\.xml$"):
        archive.read("word/document.xml")


def test_the_name_of_a_part_cannot_break_the_line_of_its_reason() -> None:
    with pytest.raises(UnreadableFileError, match=r"lacks its part a\\n\\x1b\[31mb$"):
        open_archive(bytes(zipped({"a": b"a"}))).read("a\n\x1b[31mb")


def test_a_zip_is_told_by_its_first_bytes() -> None:
    assert is_zip(bytes(zipped(PARTS)))
    assert is_zip(bytes(zipped({})))
    assert not is_zip(b"PK is the name of a gene.")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_is_cut_short_is_named_as_such(share: float) -> None:
    data = bytes(zipped(PARTS))
    with pytest.raises(
        UnreadableFileError, match="its ZIP is broken or cut short; copy or download it again"
    ):
        open_archive(data[: int(len(data) * share)])


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"PK\5\6", b"text", bytes(1000)])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="broken or cut short"):
        open_archive(data)


def test_a_part_whose_bytes_were_damaged_is_named() -> None:
    data = zipped(PARTS, zipfile.ZIP_STORED)
    data[data.find(b"asthma")] ^= 1
    with pytest.raises(UnreadableFileError, match=r"its part word/document\.xml is broken; copy or download"):
        open_archive(bytes(data)).read("word/document.xml")


def test_an_encrypted_file_says_what_to_do() -> None:
    data = overwrite(zipped(PARTS), 6, 8, "<H", 1)
    with pytest.raises(UnreadableFileError, match="it is encrypted; save it without a password"):
        open_archive(data)


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_no_document_has_is_refused(packing: int) -> None:
    with pytest.raises(UnreadableFileError, match="packed in a way that is not read"):
        open_archive(bytes(zipped(PARTS, packing)))


class TestBombs:
    def test_a_part_that_unpacks_to_a_thousandfold_is_refused_before_it_is_unpacked(self) -> None:
        with pytest.raises(UnreadableFileError, match=BOMB):
            open_archive(bytes(zipped({"word/document.xml": bytes(30_000_000)})))

    def test_parts_that_are_too_much_together_are_refused(self) -> None:
        data = zipped({f"{number}.xml": b"a" for number in range(3)})
        for place in (each for each in range(len(data)) if data[each : each + 4] == b"PK\1\2"):
            struct.pack_into("<I", data, place + 24, 400_000_000)
            struct.pack_into("<I", data, place + 20, 40_000_000)
        with pytest.raises(UnreadableFileError, match=BOMB):
            open_archive(bytes(data))

    def test_a_size_that_is_a_lie_does_not_make_more_be_unpacked(self) -> None:
        data = overwrite(zipped({"word/document.xml": bytes(30_000_000)}), 22, 24, "<I", 100)
        with pytest.raises(UnreadableFileError, match="is broken"):
            open_archive(data).read("word/document.xml")

    def test_a_size_that_is_too_large_is_no_reason_to_wait_for_more(self) -> None:
        data = overwrite(zipped({"a.xml": b"asthma"}), 22, 24, "<I", 1_000_000)
        with pytest.raises(UnreadableFileError, match="is broken"):
            open_archive(data).read("a.xml")

    def test_parts_that_lie_over_each_other_are_refused(self) -> None:
        data = zipped({"a.xml": random.Random(7).randbytes(2000), "b.xml": b"b"})
        second = data.rfind(b"PK\1\2")
        struct.pack_into("<I", data, second + 42, 0)
        with pytest.raises(UnreadableFileError, match=BOMB):
            open_archive(bytes(data))

    def test_a_zip_within_a_zip_is_not_opened(self) -> None:
        inner = bytes(zipped({"bomb": bytes(30_000_000)}))
        assert open_archive(bytes(zipped({"inner.zip": inner}))).read("inner.zip") == inner

    def test_more_parts_than_any_document_has_are_refused(self) -> None:
        with pytest.raises(UnreadableFileError, match=BOMB):
            open_archive(bytes(zipped({str(number): b"" for number in range(50_001)}, zipfile.ZIP_STORED)))

    def test_a_picture_that_hardly_shrinks_may_be_large(self) -> None:
        noise = random.Random(7).randbytes(25_000_000)
        assert open_archive(bytes(zipped({"a.png": noise}, zipfile.ZIP_STORED))).read("a.png") == noise


def test_whatever_the_bytes_are_there_is_a_reason_or_the_part() -> None:
    data, chance = zipped(PARTS), random.Random(7)
    for _ in range(3000):
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            archive = open_archive(bytes(damaged))
            assert all(isinstance(archive.read(name), bytes) for name in archive.names)
        except UnreadableFileError as error:
            assert "\n" not in str(error)
