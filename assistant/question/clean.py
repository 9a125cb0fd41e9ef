"""A question without what a terminal or a paste left in it."""

from __future__ import annotations

import re

from corpus.errors import UserError

# What a terminal sends for colours and arrow keys.
_ESCAPE_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z~]")


def clean_question(question: str, longest: int) -> str:
    """Return `question` without control characters and needless white space.

    Raise `UserError` when nothing is left or when it has more than `longest` characters.
    """
    plain = _ESCAPE_SEQUENCE.sub(" ", question)
    printable = "".join(letter if letter.isprintable() else " " for letter in plain)
    text = " ".join(printable.split())
    if not any(map(str.isalnum, text)):
        raise UserError("The question is empty. Ask in a few words, for example: What is JDM?")
    if len(text) > longest:
        raise UserError(
            f"The question has {len(text):,} characters; at most {longest:,} are taken. Ask in fewer words."
        )
    return text
