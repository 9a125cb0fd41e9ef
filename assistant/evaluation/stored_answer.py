"""Answers in files that were written before an answer said of what kind it is."""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import from_json


def with_kind(content: bytes) -> bytes:
    """Return a JSON object that is an answer, or holds one, so that the answer says its kind.

    What is no such object, or says it already, is returned as it is.
    """
    if b'"kind"' in content:
        return content
    try:
        whole = from_json(content)
    except ValueError:
        return content
    if not isinstance(whole, dict):
        return content
    inner = whole.get("answer")
    answer: dict[str, Any] = inner if isinstance(inner, dict) else whole
    if not isinstance(answer.get("answered"), bool):
        return content
    answer["kind"] = _kind(answer)
    return json.dumps(whole).encode()


def _kind(answer: dict[str, Any]) -> str:
    if answer["answered"]:
        return "answered"
    # A greeting was told by nothing having been looked at.
    return "refused" if answer.get("passages") or answer.get("confidence") else "greeted"
