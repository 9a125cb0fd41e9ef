"""Gold questions: read from a file of any known format, told by what it holds, and checked as a whole."""

from __future__ import annotations

import codecs
from enum import StrEnum
from pathlib import Path

from pydantic_core import from_json

from assistant.evaluation.gold.lines import check_lines
from assistant.evaluation.gold.published import check_bioasq, check_squad
from assistant.evaluation.gold.question import Checked, Evidence, Fault, GoldQuestion, report
from corpus.errors import UserError

__all__ = ["Evidence", "Fault", "GoldFormat", "GoldQuestion", "read_bytes", "read_content", "read_gold"]


class GoldFormat(StrEnum):
    """What a gold file can be written in."""

    LINES = "JSON lines"
    SQUAD = "SQuAD JSON"
    BIOASQ = "BioASQ JSON"


def read_gold(path: Path) -> tuple[GoldQuestion, ...]:
    """Read a gold file in UTF-8, in the file's order: JSON lines, SQuAD or BioASQ golden JSON.

    Raise one `UserError` with a line per fault, each naming file, line number where there are lines,
    and field; there are no questions unless the whole file is sound.
    """
    _, questions = read_content(path, read_bytes(path))
    if not questions:
        raise UserError(f"The gold file {path} holds no questions; write some into it.")
    return questions


def read_bytes(path: Path) -> bytes:
    """Return the file without a byte order mark; raise `UserError` when it cannot be had or is empty."""
    try:
        content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except FileNotFoundError:
        raise UserError(f"There is no gold file {path}; give the path of one.") from None
    except OSError as error:
        raise UserError(f"The gold file {path} cannot be read: {error.strerror or error}.") from error
    if not content.strip():
        raise UserError(f"The gold file {path} is empty; write one question a line into it, as JSON.")
    return content


def read_content(path: Path, content: bytes) -> tuple[GoldFormat, tuple[GoldQuestion, ...]]:
    """Return a gold file's format and questions from its bytes; raise `UserError` with a line per fault."""
    kind, (questions, faults) = _check(path, content)
    if faults:
        raise UserError(report(path, f"The gold file {path}, read as {kind},", faults))
    return kind, questions


def _check(path: Path, content: bytes) -> tuple[GoldFormat, Checked]:
    whole, trouble = _parsed(content)
    match whole:
        case {"data": _}:
            return GoldFormat.SQUAD, check_squad(whole)
        case {"questions": _}:
            return GoldFormat.BIOASQ, check_bioasq(whole)
    # A broken line among sound ones is a fault; without a sound one the file is something else.
    if any(isinstance(_parsed(line)[0], dict) for line in content.split(b"\n")):
        return GoldFormat.LINES, check_lines(content)
    raise UserError(
        f"The gold file {path} is none of the formats that are read: JSON lines (an object a line), "
        'SQuAD JSON (an object with "data") or BioASQ golden JSON (an object with "questions"). '
        f"{f'As JSON it fails: {trouble}.' if trouble else 'It is other JSON.'}"
    )


def _parsed(content: bytes) -> tuple[object, str]:
    """Return what the JSON stands for, or `None` and why it is no JSON."""
    try:
        return from_json(content), ""
    except ValueError as error:
        return None, str(error)
