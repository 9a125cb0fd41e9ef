"""Refusing a request, in words."""

from __future__ import annotations

from fastapi import HTTPException


class RefusedError(HTTPException):
    """An answer in place of what was asked for: a status, a reason in words, and `headers`.

    It is understood wherever in the server it is raised.
    """

    def __init__(self, status: int, reason: str, **headers: str) -> None:
        super().__init__(status, reason, headers)
        self.status, self.reason, self.headers = status, reason, headers
