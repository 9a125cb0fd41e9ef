"""How a request is refused before the page sees it."""

from __future__ import annotations


class RefusedError(Exception):
    """An answer in place of what was asked for: a status, a reason in words, and `headers`."""

    def __init__(self, status: int, reason: str, **headers: str) -> None:
        super().__init__(reason)
        self.status, self.reason, self.headers = status, reason, headers
