"""Read mutants of a file in a process of its own: `read_mutants.py ENDING FIRST_SEED END_SEED SECONDS`.

Says on the standard output which seed is being read, and what went wrong with it; a mutant that takes
more than so many seconds of computing time ends the process, as a crash of a library does. On a busy machine
the clock allows ten times that.
"""

from __future__ import annotations

import contextlib
import faulthandler
import signal
import sys
from pathlib import Path

from mutations import mutate
from small_files import SMALL_FILES

from corpus.errors import UnreadableFileError
from corpus.reading import read_document

MOST_MEMORY = 1_500_000_000
# Seconds by the clock for each of computing time.
PATIENCE = 10


def main() -> None:
    ending, first, last, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    data = SMALL_FILES[ending]()
    read_document(Path(f"whole{ending}"), data=data)
    _bound_memory()
    read = 0
    for seed in range(first, last):
        _say("seed", seed)
        mutant = mutate(data, seed)
        _end_after(seconds)
        try:
            read += _read(Path(f"mutant{ending}"), mutant)
        except Exception as error:
            _say("fault", seed, type(error).__name__, " ".join(str(error).split())[:200])
        _end_after(0)
    _say("read", read)


def _end_after(seconds: float) -> None:
    """Have this process end when it has computed for so many seconds, or waited for long; 0 takes it back."""
    if hasattr(signal, "setitimer"):
        # The traceback comes first, then the signal does what it does to whom nobody told otherwise: it ends.
        faulthandler.register(signal.SIGPROF, chain=True)
        signal.setitimer(signal.ITIMER_PROF, seconds)
    faulthandler.cancel_dump_traceback_later()
    if seconds:
        faulthandler.dump_traceback_later(seconds * PATIENCE, exit=True)


def _say(*words: object) -> None:
    # At once: the process may end at any mutant.
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def _read(path: Path, mutant: bytes) -> bool:
    """Tell whether a mutant is read; what is read is a document with words in it."""
    try:
        document = read_document(path, data=mutant)
    except UnreadableFileError as error:
        if not str(error) or "\n" in str(error):
            raise ValueError(f"a reason is one line: {error!r}") from error
        return False
    if not document.title or not all(paragraph.text.strip() for paragraph in document.paragraphs):
        raise ValueError("a title or a paragraph is empty")
    if any(not 0 <= paragraph.start <= paragraph.end for paragraph in document.paragraphs):
        raise ValueError("a paragraph has no place")
    return True


def _bound_memory() -> None:
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))


if __name__ == "__main__":
    main()
