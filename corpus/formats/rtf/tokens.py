r"""Cut an RTF file into its tokens: groups, control words, control symbols, bytes of text.

After Microsoft's "Rich Text Format (RTF) Specification", version 1.9.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z'])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n\0]+)|[\r\n\0\\]",
    re.S,
)


class Token(NamedTuple):
    """A token: `kind` is "word", "symbol", "brace" or "text", `number` a control word's, None without."""

    kind: str
    name: str = ""
    number: int | None = None
    data: bytes = b""


def rtf_tokens(data: bytes) -> Iterator[Token]:
    """Yield the tokens of an RTF file; line ends between them and binary data are left out."""
    place, end = 0, len(data)
    while place < end:
        found = _TOKEN.match(data, place)
        if found is None:
            place += 1
            continue
        place = found.end()
        kind = found.lastgroup
        if kind in ("word", "number"):
            number = found["number"]
            token = Token("word", found["word"].decode("ascii"), int(number) if number else None)
            if token.name == "bin" and token.number and token.number > 0:
                place += token.number
            yield token
        elif kind == "byte":
            yield Token("text", "byte", None, bytes.fromhex(found["byte"].decode("ascii")))
        elif kind == "text":
            yield Token("text", "", None, found["text"])
        elif kind is not None:
            yield Token(kind, found[kind].decode("latin-1"))
