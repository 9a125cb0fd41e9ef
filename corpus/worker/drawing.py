"""The process that draws a page of a PDF: one line of JSON asks for it, one line of JSON holds it.

It is a program of its own (`python -m corpus.worker.drawing`), for one drawing: PDFium works for one thread
at a time, and a file made to crash or hang it must not take the page down with it.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.document import BlockKind, Document
from corpus.errors import UnreadableFileError
from corpus.options import PATIENCE
from corpus.places.finding import Found, Place, Sought
from corpus.places.pictures import Drawing, Sheet, draw_page, draw_places
from corpus.reading import content_hash, read_bytes
from corpus.worker.bounds import (
    answers_alone,
    bound_computing,
    bound_memory,
    end_after,
    ended_computing,
)
from corpus.worker.starting import end, start

# Of computing: on a busy machine a drawing may take longer.
SECONDS = 20
MEGABYTES = 1024
GRACE_SECONDS = 2


def drawing(document: Document, page: int, target: Sought | None = None, password: str = "") -> Drawing:
    """Return what `draw_places` does of the file of `document`, or `page` alone without a `target`.

    It is drawn in a process of its own. Raise `UnreadableFileError` when the file is not as it was indexed,
    or cannot be drawn within its bounds of time and memory.
    """
    request = {
        "path": document.source,
        "content_hash": document.content_hash,
        "page": page,
        "target": asdict(target) if target else None,
        "password": password,
    }
    try:
        answer = json.loads(_asked(json.dumps(request).encode("ascii")))
    except (OSError, ValueError) as error:
        raise UnreadableFileError("drawing it failed") from error
    if "reason" in answer:
        raise UnreadableFileError(answer["reason"])
    return _drawing_from_json(answer)


def _asked(request: bytes) -> bytes:
    """Return what a process of its own answers to `request`."""
    with start("drawing") as process:
        try:
            answer, _ = process.communicate(request, PATIENCE * SECONDS + GRACE_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFileError(f"drawing it takes more than {PATIENCE * SECONDS} seconds") from error
        finally:
            end(process)
    if ended_computing(process.returncode):
        raise UnreadableFileError(f"drawing it takes more than {SECONDS} seconds of computing")
    return answer


def main() -> None:
    """Draw what the standard input asks for."""
    answers = answers_alone()
    end_after(PATIENCE * SECONDS)
    bound_computing(SECONDS)
    bound_memory(MEGABYTES)
    json.dump(_answer(json.loads(sys.stdin.read())), answers)
    answers.flush()


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    try:
        return _drawing_to_json(_draw(request))
    except UnreadableFileError as error:
        return {"reason": str(error)}
    except MemoryError:
        return {"reason": f"drawing it needs more than {MEGABYTES // 1024} GB of memory"}


def _draw(request: dict[str, Any]) -> Drawing:
    data = read_bytes(Path(request["path"]))
    if content_hash(data) != request["content_hash"]:
        raise UnreadableFileError("it has changed since it was indexed")
    page, target, password = request["page"], request["target"], request["password"]
    if target is None:
        return Drawing((draw_page(data, page, password),), Found())
    return draw_places(data, Sought(**{**target, "kind": BlockKind(target["kind"])}), password)


def _drawing_to_json(drawn: Drawing) -> dict[str, Any]:
    sheets = [
        asdict(sheet) | {"picture": base64.b64encode(sheet.picture).decode("ascii")} for sheet in drawn.sheets
    ]
    return {"sheets": sheets, "found": asdict(drawn.found)}


def _drawing_from_json(answer: dict[str, Any]) -> Drawing:
    sheets = (
        Sheet(
            sheet["page"],
            sheet["media_type"],
            base64.b64decode(sheet["picture"]),
            (sheet["pixels"][0], sheet["pixels"][1]),
            (sheet["points"][0], sheet["points"][1]),
        )
        for sheet in answer["sheets"]
    )
    found = answer["found"]
    places, beside = (tuple(Place(**place) for place in found[name]) for name in ("places", "beside"))
    return Drawing(tuple(sheets), Found(places, found["named"], beside, found["beside_named"]))


if __name__ == "__main__":
    main()
