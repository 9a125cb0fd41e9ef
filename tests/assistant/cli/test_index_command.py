"""`assistant index` says what it did, can be stopped at any time, and watches."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from clinical_library import ASTHMA, GOUT, write_library
from running import HEED_CTRL_C, assistant, environment, refused

from assistant.evaluation.provenance import provenance
from assistant.settings import load_settings
from corpus.errors import UserError

pytestmark = pytest.mark.slow

PATIENCE = 120


class Watcher:
    """`assistant index --watch` in a process of its own, with the lines that it prints."""

    def __init__(self, library: Path, home: Path, model: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", HEED_CTRL_C, "index", "--watch", str(library)],
            env=environment(home, ASSISTANT_EMBEDDING_MODEL=str(model)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._lines.put(line.strip())

    def says(self, wanted: str) -> str:
        """Return the next line, which is to hold `wanted`."""
        line = self._lines.get(timeout=PATIENCE)
        assert wanted in line, line
        return line

    def is_quiet(self) -> bool:
        time.sleep(2.5)
        return self._lines.empty()

    def stop(self) -> int:
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(PATIENCE)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def watcher(library: Path, tmp_path: Path, small_model: Path) -> Iterator[Watcher]:
    watcher = Watcher(library, tmp_path / "home", small_model)
    watcher.says("4 new")
    watcher.says("Watching")
    yield watcher
    watcher.kill()


def test_index_says_what_it_did_and_names_what_it_could_not_read(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library", {"gout.txt": "Gout\n\nGout is treated with colchicine.\n"})
    (library / "broken.txt").write_bytes(b"\x00\x01\x02PNG" * 50)
    run = assistant("index", str(library), home=tmp_path / "home")
    assert run.returncode == 1
    assert (
        run.stdout.strip()
        == "1 new, 0 changed, 0 unchanged, 0 removed, 1 not read. The index holds 1 paragraph."
    )
    (line,) = run.stderr.splitlines()
    assert "broken.txt: the file is not text" in line
    again = assistant("index", str(library / "gout.txt"), "--json", home=tmp_path / "home")
    assert again.returncode == 0
    assert json.loads(again.stdout)["unchanged"] == [str(library / "gout.txt")]


def test_names_that_would_steer_a_terminal_are_escaped(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library", {"gout.txt": GOUT})
    for name in ("two\nlines\x1b[31m.txt", os.fsdecode(b"gr\xfcn.txt")):
        (library / name).write_bytes(b"\0\1" * 99)
    run = assistant("index", str(library), home=tmp_path)
    assert "two\\nlines\\x1b[31m.txt: " in run.stderr
    assert "gr\\xfcn.txt: " in run.stderr
    assert len(run.stderr.splitlines()) == 2
    unreadable = json.loads(assistant("index", str(library), "--json", home=tmp_path).stdout)["unreadable"]
    assert {one["file"] for one in unreadable} == {str(path) for path in library.iterdir()} - {
        str(library / "gout.txt")
    }


def test_settings_bound_what_a_file_may_take(tmp_path: Path) -> None:
    library = write_library(
        tmp_path / "library", {"gout.txt": GOUT, "ward.txt": "Ward\n\nSeen.\n\n" * 200_000}
    )
    run = assistant("index", str(library), home=tmp_path, ASSISTANT_READING_SECONDS="1.5")
    assert "ward.txt: reading took longer than 1.5 seconds of computing" in run.stderr
    run = assistant("index", str(library), home=tmp_path, ASSISTANT_LARGEST_FILE="1")
    assert "ward.txt: it has 3 MB, more than the 1 that ASSISTANT_LARGEST_FILE allows" in run.stderr


def test_a_password_is_never_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSISTANT_PASSWORD", "open sesame")
    settings = load_settings()
    assert settings.reading_options.password == "open sesame"
    (tmp_path / "gold.jsonl").touch()
    recorded = provenance(tmp_path / "gold.jsonl", (), settings)
    assert "password" not in recorded.settings
    assert "sesame" not in repr(settings) + str(settings.model_dump(mode="json")) + repr(recorded)
    with pytest.raises(UserError, match="PASSWORD") as refusal:
        load_settings(password=5155)
    assert "5155" not in str(refusal.value)


def test_what_was_uploaded_on_the_page_stays_indexed(tmp_path: Path, small_model: Path) -> None:
    home, model = tmp_path / "home", {"ASSISTANT_EMBEDDING_MODEL": str(small_model)}
    library = write_library(tmp_path / "library", {"gout.txt": GOUT})
    write_library(home / "uploads", {"asthma.txt": ASTHMA})
    for options in ((), ("--rebuild",)):
        run = assistant("index", str(library), *options, "--json", home=home, **model)
        found = json.loads(run.stdout)
        assert {Path(path).name for path in found["new"] + found["unchanged"]} == {"gout.txt", "asthma.txt"}
        assert found["removed"] == []
    (home / "uploads" / "asthma.txt").unlink()
    assert "0 new, 0 changed, 1 unchanged, 1 removed" in (
        assistant("index", str(library), home=home, **model).stdout
    )
    assert "uploaded on the page" in assistant("index", "--help", home=home).stdout.replace("\n", " ")


def test_watching_and_json_exclude_each_other(tmp_path: Path) -> None:
    assert "--watch" in refused(assistant("index", "--watch", "--json", home=tmp_path))


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_says_so_in_one_line_and_is_taken_up(
    tmp_path: Path, small_model: Path, sign: signal.Signals
) -> None:
    library = write_library(tmp_path / "library", {"gout.txt": GOUT})
    lines = "".join(f"Patient {n} was seen on ward {n * 7}.\n\n" for n in range(40_000))
    write_library(library, {"ward.txt": f"Ward\n\n{lines}"})
    home = tmp_path / "home"
    model = {"ASSISTANT_EMBEDDING_MODEL": str(small_model)}
    process = subprocess.Popen(
        [sys.executable, "-c", HEED_CTRL_C, "index", str(library)],
        env=environment(home, **model),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until((home / "index" / "readings.jsonl").exists)
    process.send_signal(sign)
    out, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (130, "")
    assert errors == "Stopped. What was done is kept; run the same command to go on.\n"
    assert "There is no index yet" in refused(assistant("documents", home=home, **model))
    assert "gout" in (home / "index" / "readings.jsonl").read_text()
    (library / "ward.txt").unlink()
    assert assistant("index", str(library), home=home, **model).stdout.startswith("1 new")


def until(true: Callable[[], bool]) -> None:
    limit = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.02)


def test_watching_tells_each_change_in_a_line(watcher: Watcher, library: Path) -> None:
    write_library(library, {"new/rosacea.txt": "Rosacea\n\nIvermectin cream calms rosacea.\n"})
    watcher.says("Added: " + str(library / "new/rosacea.txt"))
    write_library(library, {"gout.txt": GOUT.replace("colchicine", "canakinumab")})
    watcher.says("Changed: " + str(library / "gout.txt"))
    (library / "scabies.txt").unlink()
    watcher.says("Removed: " + str(library / "scabies.txt"))
    write_library(library, {"copy.txt": ASTHMA})
    watcher.says("Same text as asthma: " + str(library / "copy.txt"))
    assert watcher.stop() == 0
    watcher.says("Stopped watching.")


def test_watching_takes_what_is_uploaded_on_the_page(watcher: Watcher, tmp_path: Path) -> None:
    upload = tmp_path / "home" / "uploads" / "rosacea.txt"
    write_library(upload.parent, {"rosacea.txt": "Rosacea\n\nIvermectin cream calms rosacea.\n"})
    watcher.says(f"Added: {upload}")
    upload.unlink()
    watcher.says(f"Removed: {upload}")


def test_watching_takes_a_file_when_it_is_whole_and_is_quiet_about_what_is_none(
    watcher: Watcher, library: Path
) -> None:
    (library / ".gout.txt.swp").write_text("It is open.")
    (library / "~$gout.docx").write_text("It is open.")
    (library / "gout.txt").touch()
    assert watcher.is_quiet()
    with (library / "slow.txt").open("w") as file:
        for part in range(6):
            file.write(f"Part {part} is copied slowly.\n\n")
            file.flush()
            time.sleep(0.4)
    watcher.says("Added: " + str(library / "slow.txt"))
    # As editors do: written beside it, then put in its place.
    (library / "asthma.txt.tmp").write_text(ASTHMA.replace("budesonide", "mometasone"))
    (library / "asthma.txt.tmp").replace(library / "asthma.txt")
    watcher.says("Changed: " + str(library / "asthma.txt"))
    assert watcher.is_quiet()


def test_watching_goes_on_after_an_error(watcher: Watcher, library: Path) -> None:
    (library / "broken.txt").write_bytes(b"\0\1" * 99)
    watcher.says("broken.txt: the file is not text")
    (library / "broken.txt").unlink()
    elsewhere = library.rename(library.with_name("elsewhere"))
    watcher.says("does not exist")
    elsewhere.rename(library)
    time.sleep(2)
    write_library(library, {"rosacea.txt": "Rosacea\n\nIvermectin cream calms rosacea.\n"})
    watcher.says("Added: " + str(library / "rosacea.txt"))
