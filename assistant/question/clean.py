"""Take a question as it was typed: cleaned, within bounds, and told from a greeting."""

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


_SMALL_TALK = re.compile(
    r"\W*(?:(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|there|thanks?|thank you|"
    r"cheers|many|very much|so much|a lot|ok|okay|great|bye|goodbye|see you|please|help|help me|"
    r"how are you|how do you do|who are you|what are you|what is this|what can you do|what do you do|"
    r"what can i ask(?: you)?|how does this work|are you (?:there|a bot|human|an ai))\b\W*)+",
    re.I,
)


def is_small_talk(question: str) -> bool:
    """Tell whether `question` is nothing but a greeting, thanks, or a question about this assistant."""
    return _SMALL_TALK.fullmatch(question) is not None
