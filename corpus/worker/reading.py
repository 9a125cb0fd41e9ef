"""The process that reads files: a line of JSON names one, a line of JSON says what is in it.

It is a program of its own (`python -m corpus.worker.reading`), started and ended by
`index.reading_processes`, so that a file on which it hangs, crashes or fills the memory harms nothing else.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.document_json import document_to_json
from corpus.errors import UnreadableFileError
from corpus.options import PATIENCE, Options
from corpus.reading import read_document
from corpus.worker.bounds import (
    answers_alone,
    bound_computing,
    bound_memory,
    end_after,
    end_with_parent,
)

# A process that nobody asks again for so many seconds ends by itself; so does one whose file takes so many
# seconds longer than it may by the clock, should the process that started it not have ended it.
IDLE_SECONDS = 60
GRACE_SECONDS = 5


def main() -> None:
    """Read file after file, as the lines of the standard input say, until they end."""
    answers = answers_alone()
    end_with_parent()
    _say(answers, {"ready": True})
    for line in sys.stdin:
        request: dict[str, Any] = json.loads(line)
        end_after(PATIENCE * request["seconds"] + GRACE_SECONDS)
        bound_memory(request["megabytes"])
        bound_computing(request["seconds"])
        answer = _answer(request)
        bound_computing(0)
        # Before the answer: who has it may ask again at once, and finds a process that idles.
        end_after(IDLE_SECONDS)
        _say(answers, answer)


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    """Return the document that a request asks for, or the reason why there is none.

    `costly` says that finding the reason again would take as much as it has taken now, `passing` that
    another time it may not be found.
    """
    try:
        return {"document": _read(request)}
    except UnreadableFileError as error:
        return {"reason": str(error), "costly": False}
    except MemoryError:
        limit = _size(request["megabytes"])
        return {"reason": f"reading it needs more than {limit} of memory", "costly": True, "passing": True}
    except RecursionError:
        return {"reason": "its parts are nested too deeply", "costly": False}
    except Exception as error:
        fault = next(iter(str(error).splitlines()), "")
        return {"reason": f"reading it failed ({type(error).__name__}: {fault})", "costly": False}


def _read(request: dict[str, Any]) -> dict[str, Any]:
    options = Options(password=request["password"], ocr=request["ocr"])
    # Noted before the file is opened: what is changed from now on may not be in the document.
    began = datetime.now(UTC).isoformat(timespec="milliseconds")
    document = read_document(Path(request["path"]), document_id=request["document"], options=options)
    # A title that is a file's name may hold bytes that are no Unicode, which no page can show.
    title = document.title.encode("utf-8", "replace").decode("utf-8")
    return document_to_json(replace(document, title=title, indexed=began))


def _size(megabytes: int) -> str:
    return f"{megabytes} MB" if megabytes < 1024 else f"{megabytes / 1024:g} GB"


def _say(answers: Any, answer: dict[str, Any]) -> None:
    # Escaped, because a file's name need not be valid Unicode.
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
