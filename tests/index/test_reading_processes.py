"""Files are read in other processes: one that hangs, fills the memory or crashes harms no other."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from clinical_library import GOUT, write_library
from PIL import Image

from corpus.document import Document
from corpus.options import Limits, Options
from corpus.reading import read_document
from index.reading_processes import Failure, Request, read_all

pytestmark = pytest.mark.slow

# Reads a pipe that nobody writes, in a process of its own that is to be killed.
READING_FOR_EVER = """
import sys
from pathlib import Path
from corpus.options import Limits
from index.reading_processes import Options, Request, read_all
for _ in read_all([Request(Path(sys.argv[1]), "pipe", 0)], Options(), Limits(seconds=1)):
    pass
input()
"""


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Path]:
    """Give a file on which every reader hangs: a pipe that nobody writes."""
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    yield path


def requests(*paths: Path) -> list[Request]:
    return [Request(path, path.stem, 1 << 20) for path in paths]


def read(*paths: Path, limits: Limits | None = None) -> dict[str, Document | Failure]:
    found = read_all(requests(*paths), Options(), limits or Limits())
    return {request.document: read for request, read in found}


def computed() -> float:
    """Return the seconds that the processes which have ended for this one have computed for."""
    times = os.times()
    return times.children_user + times.children_system


def processes() -> set[int]:
    """Return the processes that read files for this one."""
    listed = subprocess.run(["ps", "-wweo", "pid,ppid,stat,args"], capture_output=True, text=True, check=True)
    lines = [line.split(maxsplit=3) for line in listed.stdout.splitlines()[1:]]
    return {
        int(pid)
        for pid, parent, state, program in lines
        if int(parent) == os.getpid() and "corpus.worker.reading" in program and not state.startswith("Z")
    }


def has_open(process: int, file: Path) -> bool:
    """Tell whether a process has `file` open."""
    with suppress(OSError):
        return any(each.readlink() == file for each in Path(f"/proc/{process}/fd").iterdir())
    return False


def test_documents_come_as_if_they_were_read_here(library: Path) -> None:
    files = sorted(library.iterdir())
    found = read(*files)
    for file in files:
        document, expected = found[file.stem], read_document(file)
        assert isinstance(document, Document)
        assert document.paragraphs == expected.paragraphs
        assert (document.title, document.source) == (expected.title, expected.source)
        assert document.content_hash == expected.content_hash
        assert document.indexed.endswith("+00:00")


def test_a_file_that_hangs_is_given_up_after_its_time_and_the_others_are_read(
    library: Path, pipe: Path
) -> None:
    found = read(pipe, *sorted(library.iterdir()), limits=Limits(seconds=0.2))
    assert found.pop("pipe") == Failure("reading took longer than 2 seconds", costly=True, passing=True)
    assert len(found) == 4
    assert all(isinstance(one, Document) for one in found.values())


def test_a_file_that_takes_much_computing_is_given_up_after_its_time_of_it(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_text("Ward\n\n" + "Patient was seen.\n\n" * 400_000)
    before = computed()
    found = read(large, limits=Limits(seconds=0.5))
    why = "reading took longer than 0.5 seconds of computing"
    assert found["large"] == Failure(why, costly=True, passing=True)
    assert 0.4 < computed() - before < 4


def test_a_process_that_is_stopped_for_longer_than_it_may_compute_is_not_given_up(tmp_path: Path) -> None:
    limits = Limits(seconds=4)
    pipe = tmp_path / "late.txt"
    os.mkfifo(pipe)
    reading = ThreadPoolExecutor(1).submit(read, pipe, limits=limits)
    writer = once_it_is_read(pipe)
    readers = children(os.getpid())
    assert readers
    for reader in readers:
        os.kill(reader, signal.SIGSTOP)
    time.sleep(limits.seconds + 3)
    for reader in readers:
        os.kill(reader, signal.SIGCONT)
    os.write(writer, GOUT.encode())
    os.close(writer)
    assert isinstance(reading.result()["late"], Document)


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="the program tesseract is not installed")
def test_what_tesseract_computes_is_counted(tmp_path: Path) -> None:
    scans = tmp_path / "scans.pdf"
    pages = [Image.effect_noise((1654, 2339), 90) for _ in range(8)]
    pages[0].save(scans, save_all=True, append_images=pages[1:])
    ((_, found),) = read_all(requests(scans), Options(ocr="eng"), Limits(seconds=3))
    why = "reading took longer than 3 seconds of computing"
    assert found == Failure(why, costly=True, passing=True)


def test_a_file_that_needs_more_memory_than_it_may_is_named(tmp_path: Path, library: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_text("Ward\n\n" + "Patient was seen.\n\n" * 200_000)
    found = read(large, library / "gout.txt", limits=Limits(memory=60))
    why = "reading it needs more than 60 MB of memory"
    assert found["large"] == Failure(why, costly=True, passing=True)
    assert isinstance(found["gout"], Document)


def test_a_crash_is_told_and_the_others_are_read(library: Path, pipe: Path) -> None:
    read(library / "gout.txt")

    def crash() -> None:
        writer = once_it_is_read(pipe)
        while len(victims := {process for process in processes() if has_open(process, pipe)}) < 2:
            time.sleep(0.05)
        for victim in victims:
            os.kill(victim, signal.SIGSEGV)
        os.close(writer)

    killer = threading.Thread(target=crash)
    # More than one request, so that another process than the spare one reads as well.
    reading = read_all(requests(pipe, pipe), Options(), Limits(seconds=60))
    killer.start()
    found = [next(reading)[1]]
    killer.join()
    reading.close()
    assert found == [Failure("reading it crashed", costly=True)]
    assert isinstance(read(library / "gout.txt")["gout"], Document)


def test_an_unreadable_file_has_its_reason(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    found = read(tmp_path / "binary.txt", tmp_path / "gone.txt")
    assert found["binary"] == Failure("the file is not text (its content is binary)")
    assert found["gone"] == Failure("it cannot be opened (No such file or directory)")


def test_a_process_is_kept_for_the_next_files(library: Path) -> None:
    read(library / "gout.txt")
    before = processes()
    assert before
    read(library / "asthma.txt")
    assert processes() == before


def test_reading_that_is_broken_off_leaves_no_process_behind_that_reads(library: Path, pipe: Path) -> None:
    limits = Limits(seconds=60)
    reading = read_all(requests(library / "gout.txt", pipe, pipe, pipe), Options(), limits)
    next(reading)
    began = time.monotonic()
    reading.close()
    assert time.monotonic() - began < limits.seconds, "it waited for what it broke off"
    assert isinstance(read(library / "asthma.txt")["asthma"], Document)


def test_more_files_than_processes_are_all_read(tmp_path: Path) -> None:
    library = write_library(tmp_path / "many", {f"leaflet-{n}.txt": f"{GOUT}\n{n}\n" for n in range(60)})
    assert len(read(*library.iterdir())) == 60


def test_a_program_without_a_guard_is_not_run_again_and_a_folder_called_corpus_is_not_looked_into(
    library: Path, tmp_path: Path
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "__init__.py").write_text("raise SystemExit('looked into')")
    (tmp_path / "program.py").write_text(
        "from pathlib import Path\n"
        "import sys\n"
        "print('run')\n"
        "sys.path = [path for path in sys.path if path != sys.path[0]]\n"
        "from index.reading_processes import *\n"
        f"found = read_all([Request(Path({str(library / 'gout.txt')!r}), 'gout', 1)], Options(), Limits())\n"
        "print([document.title for _, document in found])\n"
    )
    run = subprocess.run(
        [sys.executable, "program.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.stdout == "run\n['Gout and its treatment']\n", run.stderr


def alive(process: int) -> bool:
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return bool(listed.stdout.strip()) and not listed.stdout.startswith("Z")


def children(parent: int) -> set[int]:
    """Return the processes of `parent`, without the one that lists them."""
    command = ["ps", "-o", "pid=", "--ppid", str(parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as listing:
        listed, _ = listing.communicate()
    return set(map(int, listed.split())) - {listing.pid}


def once_it_is_read(pipe: Path) -> int:
    """Return the descriptor of a writer of `pipe` that writes nothing, as soon as somebody reads it."""
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.02)


def test_a_process_ends_with_the_one_that_it_reads_for_even_in_a_file_that_hangs(pipe: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", READING_FOR_EVER, str(pipe)], stdin=subprocess.PIPE)
    writer = once_it_is_read(pipe)
    readers = children(parent.pid)
    assert readers and all(map(alive, readers))
    parent.kill()
    parent.communicate()
    limit = time.monotonic() + 8
    while any(map(alive, readers)) and time.monotonic() < limit:
        time.sleep(0.1)
    assert not any(map(alive, readers))
    os.close(writer)
