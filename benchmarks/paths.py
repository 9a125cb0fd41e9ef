"""Count the functions and modules that a question and a file walk through: what a newcomer has to read.

    python -m benchmarks.paths

A follow-up question is answered from the bundled document, and a PDF of one page is read. Counted is each
function of the project's own that is entered, by the module that it stands in.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from assistant.answer import Message
from assistant.opening import open_assistant
from assistant.settings import Settings
from corpus.reading import read_document

ROOT = Path(__file__).parents[1]
ROOMS = ("corpus", "index", "assistant")
FIRST, FOLLOW_UP = "What is juvenile dermatomyositis?", "How is it treated?"


@contextmanager
def entered() -> Iterator[Counter[tuple[str, str]]]:
    """Count the project's functions that run in the block, by module and name."""
    found: Counter[tuple[str, str]] = Counter()

    def note(frame: FrameType, event: str, _: Any) -> None:
        file = Path(frame.f_code.co_filename)
        if event == "call" and file.is_relative_to(ROOT) and file.relative_to(ROOT).parts[0] in ROOMS:
            found[str(file.relative_to(ROOT)), frame.f_code.co_qualname] += 1

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield found
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def one_page(folder: Path) -> Path:
    """Write a PDF of one page: a title, a heading, running text."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    styles, path = getSampleStyleSheet(), folder / "page.pdf"
    words = "Give the first dose within an hour, and look again after two. " * 6
    SimpleDocTemplate(str(path)).build(
        [
            Paragraph("Treatment of sepsis", styles["Title"]),
            Paragraph("First hour", styles["Heading1"]),
            Paragraph(words, styles["BodyText"]),
        ]
    )
    return path


def show(name: str, walk: Callable[[], object]) -> None:
    """Print how many functions in how many modules `walk` enters, the second time that it is done."""
    walk()
    with entered() as found:
        walk()
    functions = {one for one in found if not one[1].endswith(("<lambda>", "<genexpr>", "<listcomp>"))}
    sys.stdout.write(
        f"{name}: {len(functions)} functions in {len({module for module, _ in functions})} modules\n"
    )
    for module, count in Counter(module for module, _ in functions).most_common():
        sys.stdout.write(f"  {count:4} {module}\n")


def main() -> None:
    """Print the walks of a follow-up question and of a PDF."""
    with tempfile.TemporaryDirectory() as folder:
        assistant = open_assistant(Settings(home=Path(folder)))
        history: list[Message] = [
            {"role": "user", "content": FIRST},
            {"role": "assistant", "content": assistant.ask(FIRST).text},
        ]
        show("A follow-up question", lambda: assistant.ask(FOLLOW_UP, history))
        assistant.close()
        page = one_page(Path(folder))
        show("A PDF of one page", lambda: read_document(page, document_id="page"))


if __name__ == "__main__":
    main()
