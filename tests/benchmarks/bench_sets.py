"""Question sets as a benchmark takes them, written to a folder by the tests."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

Line = Mapping[str, object]


def write_set(folder: Path, texts: Mapping[str, str], lines: Sequence[Line]) -> Path:
    """Write documents, by file name, and gold questions below `folder`; return the folder."""
    (folder / "documents").mkdir(parents=True)
    for name, text in texts.items():
        (folder / "documents" / name).write_text(text, encoding="utf-8")
    gold = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / "gold.jsonl").write_text(gold, encoding="utf-8")
    return folder


def answerable(id: str, question: str, document: str, quote: str) -> Line:
    return {
        "id": id,
        "question": question,
        "answerable": True,
        "answer": quote,
        "answers": [quote],
        "evidence": [{"document": document, "quote": quote}],
    }


def unanswerable(id: str, question: str) -> Line:
    return {"id": id, "question": question, "answerable": False}
