"""Words of documents and persons as text of a page, and nothing else."""

from __future__ import annotations

from assistant.wording.visible import visible

CLIPPED_LENGTH = 300


def plain(text: str) -> str:
    """Return `text` as HTML that a browser, a Markdown or a LaTeX renderer shows letter by letter.

    All ASCII punctuation becomes character references, so that no renderer on the way finds syntax;
    control characters become U+FFFD, and those that reorder text are spelled out, as "[U+202E]".
    """
    return "".join(map(_character, visible(text)))


def _character(character: str) -> str:
    if character.isascii() and not character.isalnum() and character != " ":
        return f"&#{ord(character)};"
    return character


def clipped(text: str) -> str:
    """Return the beginning of a long `text`."""
    return text if len(text) <= CLIPPED_LENGTH else f"{text[:CLIPPED_LENGTH]}…"
