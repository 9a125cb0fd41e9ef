"""Check an answer before it is shown: quotes stand verbatim, and citations carry their statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation, Statement
from corpus.shapes import is_list_item
from index.lexicon import covered
from index.terms import terms, tokens, weighted_terms

NOT_ANSWERED = "The documents do not answer this."
LEAST_SUPPORT = 0.6


def check_answers(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Check each answer of a growing series; the last one is the whole."""
    for answer in answers:
        yield check_answer(answer)


def check_answer(answer: Answer) -> Answer:
    """Return `answer` without the statements that its citations do not carry.

    A citation must hold its quote verbatim. With no statement left, the documents do not answer.
    """
    if not answer.answered:
        return answer
    sound = {citation.number: citation for citation in answer.citations if is_verbatim(citation)}
    kept = [checked for statement in answer.statements if (checked := _carried(statement, sound))]
    if not kept:
        return withhold(answer)
    return _renumbered(answer, kept, sound)


def withhold(answer: Answer) -> Answer:
    """Return `answer` as one that the documents do not give."""
    return replace(answer, answered=False, text=NOT_ANSWERED, statements=(), citations=())


def is_verbatim(citation: Citation) -> bool:
    """Tell whether the quote stands in its paragraph where it says."""
    return bool(citation.quote) and citation.text[citation.start : citation.end] == citation.quote


def supported(statement: str, paragraphs: Sequence[str]) -> bool:
    """Tell whether `paragraphs` hold every number and enough of the words of `statement`.

    Words count by their rarity; it is a check of words, not of meaning.
    """
    held = {token for paragraph in paragraphs for token in tokens(paragraph)}
    if any(token[0].isdigit() and token not in held for token in tokens(statement)):
        return False
    words = [word for paragraph in paragraphs for word in terms(paragraph)]
    return covered(weighted_terms(statement), words) >= LEAST_SUPPORT


def answer_text(statements: Iterable[Statement]) -> str:
    """Return the statements as one text, each with its marks: "JDM is rare. [1]"; lists stand apart."""
    text, above = "", ""
    for statement in statements:
        marks = "".join(f"[{number}]" for number in statement.citations)
        border = "\n" if is_list_item(statement.text) or "\n" in above else " "
        text += f"{border if text else ''}{statement.text} {marks}"
        above = statement.text
    return text


def _carried(statement: Statement, sound: dict[int, Citation]) -> Statement | None:
    numbers = tuple(number for number in statement.citations if number in sound)
    if not numbers or not supported(statement.text, [sound[number].text for number in numbers]):
        return None
    return replace(statement, citations=numbers)


def _renumbered(answer: Answer, kept: Sequence[Statement], sound: dict[int, Citation]) -> Answer:
    """Return the answer with its citations numbered anew from 1, in the order of the statements."""
    used = list(dict.fromkeys(number for statement in kept for number in statement.citations))
    numbers = {old: new for new, old in enumerate(used, start=1)}
    statements = tuple(
        replace(statement, citations=tuple(numbers[old] for old in statement.citations)) for statement in kept
    )
    citations = tuple(replace(sound[old], number=numbers[old]) for old in used)
    return replace(answer, text=answer_text(statements), statements=statements, citations=citations)
