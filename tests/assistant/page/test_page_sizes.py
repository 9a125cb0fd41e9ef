"""How much a request to the page may bring."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from page_server import browsing, served, settings_for

from assistant.users import add_user

pytestmark = pytest.mark.slow

JOIN = "/gradio_api/queue/join"
CALL = "/gradio_api/component_server"
JSON = {"content-type": "application/json"}
TOO_LONG = {"detail": "The request is too long; at most 5 MB are taken."}
BOUNDARY = {"content-type": "multipart/form-data; boundary=edge"}


def pieces(count: int, size: int = 100_000) -> Iterator[bytes]:
    """Yield a body piece by piece, so that its length is not told."""
    for _ in range(count):
        yield b" " * size


def upload_in_pieces(sizes: list[int]) -> Iterator[bytes]:
    """Yield an upload of files of so many bytes, cut at awkward places."""
    for number, size in enumerate(sizes):
        name = b'Content-Disposition: form-data; name="files"; filename="%d.txt"' % number
        yield b"--ed"
        yield b"ge\r\n" + name + b"\r\n\r\n"
        for _ in range(size // 1000):
            yield b"x" * 1000
        yield b"\r\n"
    yield b"--edge--\r\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sizes")


@pytest.fixture(scope="module")
def web(home: Path) -> Iterator[httpx.Client]:
    with served(settings_for(home, largest_file=1, most_uploads=2)) as url, browsing(url) as web:
        yield web


@pytest.mark.parametrize("path", [JOIN, CALL, "/login"])
def test_a_long_request_is_refused_whether_its_length_is_told_or_not(web: httpx.Client, path: str) -> None:
    for body in (b" " * 5_000_001, pieces(51)):
        answer = web.post(path, content=body, headers=JSON)
        assert (answer.status_code, answer.json()) == (413, TOO_LONG)


def test_a_request_of_the_greatest_length_is_read_as_it_was_sent(web: httpx.Client) -> None:
    for body in (b" " * 5_000_000, pieces(50)):
        assert web.post(CALL, content=body, headers=JSON).status_code not in (200, 413)
    whole = b'{"component_id": -1, "session_hash": "s", "fn_name": "none", "data": {}}'
    told, untold = (
        web.post(JOIN, content=body, headers=JSON)
        for body in (whole, (whole[n : n + 1] for n in range(len(whole))))
    )
    assert (told.status_code, told.text) == (untold.status_code, untold.text)


def test_a_long_form_is_refused_before_a_login_as_well(tmp_path: Path) -> None:
    add_user(tmp_path / "users", "ada", "correct horse")
    with served(settings_for(tmp_path)) as url, browsing(url) as stranger:
        answer = stranger.post(JOIN, content=b" " * 5_000_001, headers=JSON)
        assert answer.status_code == 401
        assert answer.json() == {"detail": "You are logged out; log in again."}


def test_files_come_by_the_upload_alone(web: httpx.Client) -> None:
    answer = web.post(CALL, files={"file": ("a.txt", b"text")})
    assert answer.status_code == 415
    assert answer.json() == {"detail": "Files are taken by the upload of the page only."}


@pytest.mark.parametrize("sizes", [[900_000] * 3, [10] * 5])
@pytest.mark.parametrize("told", [True, False])
def test_an_upload_of_too_much_is_refused_and_nothing_of_it_is_left(
    web: httpx.Client, home: Path, sizes: list[int], told: bool
) -> None:
    body = b"".join(upload_in_pieces(sizes)) if told else upload_in_pieces(sizes)
    answer = web.post("/gradio_api/upload", content=body, headers=BOUNDARY)
    assert answer.status_code == 413
    assert "over the maximum allowed size of 2 MB or 4 files" in answer.text
    assert not [path for path in (home / "received").rglob("*") if path.is_file()]


@pytest.mark.parametrize("told", [True, False])
def test_an_upload_of_what_is_allowed_is_received(web: httpx.Client, told: bool) -> None:
    body = b"".join(upload_in_pieces([900_000, 900_000])) if told else upload_in_pieces([900_000, 900_000])
    received = web.post("/gradio_api/upload", content=body, headers=BOUNDARY).raise_for_status().json()
    assert [Path(path).stat().st_size for path in received] == [900_000] * 2
    for path in received:
        Path(path).unlink(missing_ok=True)


def test_there_is_no_room_when_much_lies_there(web: httpx.Client, home: Path) -> None:
    lying = home / "received" / "lying"
    lying.write_bytes(b"x" * 8_200_000)
    try:
        answer = web.post("/gradio_api/upload", files={"files": ("a.txt", b"text")})
        assert answer.status_code == 507
        assert answer.json() == {"detail": "There is no room for uploads now; try again later."}
    finally:
        lying.unlink()
    assert web.post("/gradio_api/upload", files={"files": ("a.txt", b"text")}).status_code == 200
