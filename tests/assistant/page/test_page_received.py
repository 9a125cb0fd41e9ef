"""Where uploads lie before they are taken in: nobody else can read them, and they do not stay."""

from __future__ import annotations

import os
import socket
import stat
import time
from pathlib import Path

import pytest
from page_server import HOST, app, browsing, interrupt, served, settings_for

from assistant.page.server.received_folder import ReceivedFolder

pytestmark = pytest.mark.slow

FILE = {"files": ("patient.txt", b"A patient of 54 with gout.")}


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_uploads_lie_in_the_data_folder_for_its_owner_alone_and_are_gone_with_the_page(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "received"
    with served(settings_for(tmp_path)) as url, browsing(url) as web:
        (received,) = web.post("/gradio_api/upload", files=FILE).raise_for_status().json()
        assert Path(received).is_relative_to(folder)
        assert Path(received).read_bytes() == FILE["files"][1]
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not files(folder)


def test_ctrl_c_leaves_no_upload_behind(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    with app(ASSISTANT_HOME=str(tmp_path), ASSISTANT_PORT=str(settings.port)) as process:
        assert process.stdout is not None
        while "http" not in process.stdout.readline():
            pass
        with browsing(f"http://{HOST}:{settings.port}") as web:
            web.post("/gradio_api/upload", files=FILE).raise_for_status()
        assert files(tmp_path / "received")
        assert interrupt(process).stderr == ""
    assert not files(tmp_path / "received")


def test_what_an_earlier_page_left_is_gone_at_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "received"
    (folder / "1a2b").mkdir(parents=True)
    folder.chmod(0o755)
    (folder / "1a2b" / "patient.txt").write_text("left", "utf-8")
    (folder / "tmpk3").write_text("broken off", "utf-8")
    outside = tmp_path / "outside.txt"
    outside.write_text("not ours", "utf-8")
    (folder / "link").symlink_to(outside)

    with served(settings_for(tmp_path)):
        assert list(folder.iterdir()) == []
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert outside.exists()


def test_an_upload_that_breaks_off_is_swept_once_nobody_waits_for_it(tmp_path: Path) -> None:
    settings, folder = settings_for(tmp_path), tmp_path / "received"
    with served(settings):
        with socket.create_connection((HOST, settings.port)) as line:
            line.sendall(
                f"POST /gradio_api/upload HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 9000\r\n"
                "Content-Type: multipart/form-data; boundary=edge\r\n\r\n--edge\r\n"
                'Content-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nhalf of it'.encode()
            )
            last = time.monotonic() + 20
            while not files(folder) and time.monotonic() < last:
                time.sleep(0.05)
        (left,) = files(folder)
        beside = ReceivedFolder(folder)
        assert files(folder) == [left], "another page over the same data takes nothing away"
        age(left, 3700)
        beside.sweep(3600)
        assert not files(folder)


def test_only_what_is_old_is_swept(tmp_path: Path) -> None:
    received = ReceivedFolder(tmp_path / "received")
    for name in ("old", "new"):
        (received.path / name).mkdir()
        (received.path / name / "a.txt").write_text("text", "utf-8")
    age(received.path / "old" / "a.txt", 3700)
    age(received.path / "old", 3700)

    received.sweep(3600)

    assert [path.name for path in received.path.iterdir()] == ["new"]
    assert received.size() == 4
    received.close()
    assert list(received.path.iterdir()) == []


def test_where_the_data_folder_cannot_be_written_uploads_are_received_elsewhere_in_private(
    tmp_path: Path,
) -> None:
    (tmp_path / "received").write_text("a file where a folder is wanted", "utf-8")
    received = ReceivedFolder(tmp_path / "received")
    assert received.path != tmp_path / "received"
    assert stat.S_IMODE(received.path.stat().st_mode) == 0o700
    assert stat.S_IMODE(received.path.parent.stat().st_mode) == 0o700
    received.close()
