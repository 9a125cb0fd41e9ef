import os
from pathlib import Path

import pytest

from corpus import UserError, bundled_documents, find_files


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
    (library / "scan.pdf").write_bytes(b"%PDF")
    (library / "README").write_text("It is a folder.")
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
    (library / "scan.pdf").write_bytes(b"%PDF")
    assert find_files([library / "scan.pdf"]) == ((library / "scan.pdf").resolve(),)


@pytest.mark.parametrize(
    "name", ["gone", "gone.txt", "g" * 300 + ".txt", "asthma.txt/below.txt", "gone\0.txt"]
)
def test_a_path_that_does_not_exist_is_named(library: Path, name: str) -> None:
    with pytest.raises(UserError) as refused:
        find_files([library, library / name])
    assert str(library / name) in str(refused.value)
    assert "does not exist" in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("content", [{}, {"scan.pdf": "%PDF"}, {".hidden.txt": "It is hidden."}])
def test_a_folder_without_a_readable_file_is_named_with_the_formats_that_can_be_read(
    tmp_path: Path, content: dict[str, str]
) -> None:
    for name, text in content.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(UserError) as refused:
        find_files([tmp_path])
    assert str(tmp_path) in str(refused.value)
    assert ".md, .markdown, .txt, .text" in str(refused.value)


def test_the_bundled_documents_are_found() -> None:
    found = find_files([bundled_documents()])
    assert [file.name for file in found] == ["juvenile-dermatomyositis.txt"]
