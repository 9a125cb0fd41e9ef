import os
from pathlib import Path

import pytest

from corpus.errors import UserError, printable
from corpus.files import bundled_documents, find_files
from corpus.formats import endings


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    for name in ("asthma.txt", "b/migraine.md", "b/Gout.TXT", "a/notes.text", "a/c/deep.markdown"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("It is a disease.")
    return root


def names(files: tuple[Path, ...], root: Path) -> list[str]:
    return [file.relative_to(root.resolve()).as_posix() for file in files]


def test_a_folder_gives_the_files_of_known_formats_below_it_in_a_steady_order(library: Path) -> None:
    (library / "picture.png").write_bytes(b"\x89PNG")
    expected = ["asthma.txt", "a/notes.text", "a/c/deep.markdown", "b/Gout.TXT", "b/migraine.md"]
    assert names(find_files([library]), library) == expected


def test_files_come_in_the_order_in_which_they_are_named(library: Path) -> None:
    named = [library / "b/migraine.md", library / "asthma.txt"]
    assert find_files(named) == tuple(path.resolve() for path in named)


def test_a_file_that_is_named_twice_comes_once(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(library)
    twice = [Path("asthma.txt"), library / "asthma.txt", Path("b/../asthma.txt")]
    assert find_files(twice) == ((library / "asthma.txt").resolve(),)
    assert len(find_files([library / "b", library, library / "asthma.txt"])) == 5


def test_hidden_files_and_folders_are_passed_over(library: Path) -> None:
    before = find_files([library])
    (library / ".secret.txt").write_text("It is hidden.")
    (library / ".git").mkdir()
    (library / ".git/description.txt").write_text("It is hidden.")
    assert find_files([library]) == before


def test_what_editors_keep_beside_an_open_document_is_passed_over(library: Path) -> None:
    before = find_files([library])
    for name in ("~$asthma.txt", ".~lock.asthma.txt#", ".asthma.txt.swp", "asthma.txt~", "#asthma.txt#"):
        (library / name).write_text("It is open.")
    assert find_files([library]) == before


def test_a_file_without_an_ending_is_taken(library: Path) -> None:
    (library / "b" / "Merkblatt").write_text("It is a leaflet.")
    assert "b/Merkblatt" in names(find_files([library]), library)


def test_links_that_lead_round_do_no_harm(library: Path) -> None:
    before = find_files([library])
    (library / "a.txt").symlink_to(library / "b.txt")
    (library / "b.txt").symlink_to(library / "a.txt")
    (library / "a" / "up").symlink_to(library)
    assert find_files([library]) == before


@pytest.mark.parametrize(
    "name",
    [
        "a b.txt",
        '"it\'s".txt',
        "two\nlines.txt",
        "x" * 246 + ".txt",
        "ревматизм.txt",
        "関節.md",
        b"gr\xfcn.txt",
    ],
)
def test_a_file_is_found_whatever_it_is_called(tmp_path: Path, name: str | bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_text("It is a disease.")
    assert find_files([tmp_path]) == (path,)


def test_a_folder_that_cannot_be_looked_into_comes_itself(library: Path) -> None:
    if os.getuid() == 0:
        pytest.skip("nothing is closed to root")
    (library / "a").chmod(0)
    assert (library / "a").resolve() in find_files([library])
    (library / "a").chmod(0o755)


def test_a_hidden_folder_that_is_named_is_read(library: Path) -> None:
    hidden = library.rename(library.with_name(".library"))
    assert len(find_files([hidden])) == 5


def test_a_link_that_leads_out_of_a_folder_is_passed_over(library: Path, tmp_path: Path) -> None:
    before = find_files([library])
    (tmp_path / "secret.txt").write_text("It is private.")
    (tmp_path / "private").mkdir()
    (tmp_path / "private/secret.txt").write_text("It is private.")
    (library / "secret.txt").symlink_to(tmp_path / "secret.txt")
    (library / "private").symlink_to(tmp_path / "private", target_is_directory=True)
    (library / "broken.txt").symlink_to(tmp_path / "gone.txt")
    assert find_files([library]) == before


def test_a_link_inside_a_folder_does_not_double_its_file(library: Path) -> None:
    before = find_files([library])
    (library / "again.txt").symlink_to(library / "asthma.txt")
    (library / "round").symlink_to(library, target_is_directory=True)
    assert sorted(find_files([library])) == sorted(before)


def test_a_link_that_is_named_is_followed(library: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(library, target_is_directory=True)
    (tmp_path / "link.txt").symlink_to(library / "asthma.txt")
    assert find_files([tmp_path / "link"]) == find_files([library])
    assert find_files([tmp_path / "link.txt"]) == ((library / "asthma.txt").resolve(),)


def test_what_is_no_regular_file_is_passed_over(library: Path) -> None:
    before = find_files([library])
    os.mkfifo(library / "pipe.txt")
    (library / "folder.txt").mkdir()
    assert find_files([library]) == before


def test_a_file_of_an_unknown_format_that_is_named_is_not_dropped_in_silence(library: Path) -> None:
    (library / "scan.png").write_bytes(b"\x89PNG")
    assert find_files([library / "scan.png"]) == ((library / "scan.png").resolve(),)


@pytest.mark.parametrize(
    "name", ["gone", "gone.txt", "g" * 300 + ".txt", "asthma.txt/below.txt", "gone\0.txt", "gone\n\x1b[31m"]
)
def test_a_path_that_does_not_exist_is_named(library: Path, name: str) -> None:
    with pytest.raises(UserError) as refused:
        find_files([library, library / name])
    assert printable(str(library / name)) in str(refused.value)
    assert "does not exist" in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("content", [{}, {"scan.png": "PNG"}, {".hidden.txt": "It is hidden."}])
def test_a_folder_without_a_readable_file_is_named_with_the_formats_that_can_be_read(
    tmp_path: Path, content: dict[str, str]
) -> None:
    for name, text in content.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(UserError) as refused:
        find_files([tmp_path])
    assert str(tmp_path) in str(refused.value)
    assert all(ending in str(refused.value) for ending in endings())


def test_the_bundled_documents_are_found() -> None:
    found = find_files([bundled_documents()])
    assert [file.name for file in found] == ["juvenile-dermatomyositis.txt"]
