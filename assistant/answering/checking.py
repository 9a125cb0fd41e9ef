"""Check an answer before it is shown: quotes stand verbatim, and written sentences agree with theirs.

A written sentence is held against one statement at a time; where it joins two openly ("...; ...", "... and
...") each half may have its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from assistant.answer import NOT_ANSWERED, Answer, Citation, Statement, shown_with
from assistant.answering.agreement import agrees
from assistant.answering.differing import differing
from assistant.evidence.confidence import MOST_WARNED
from assistant.evidence.pieces.cutting import pieces
from assistant.evidence.pieces.piece import Kind, Piece, kind_of_thing
from corpus.text.shapes import is_list_item

_JOINED = re.compile(r";\s+|,?\s+(?:but|whereas|while)\s+|,?\s+and\s+", re.I)
# A half that has none of these says nothing of its own.
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|has|have|may|might|can|could|should|must|will|do|does|give|avoid|start|stop)\b",
    re.I,
)
_FRAGMENT = re.compile(
    r"(?:for|in|to|with|by|on|at|of|from|as|or|who|which|that|if|when|unless|except)\b", re.I
)


def check_answers(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Check each answer of a growing series; the last one is the whole.

    That the documents do not answer is said at the end alone: until then, more may come.
    """
    refused = None
    for answer in answers:
        checked = check_answer(answer)
        refused = None if checked.answered else checked
        if checked.answered:
            yield checked
    if refused:
        yield refused


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
    return replace(answer, kind="refused", text=NOT_ANSWERED, statements=(), citations=())


def is_verbatim(citation: Citation) -> bool:
    """Tell whether the quote stands in its paragraph where it says."""
    return bool(citation.quote) and citation.text[citation.start : citation.end] == citation.quote


@dataclass(frozen=True, slots=True)
class CitedStatement:
    """A statement to hold a sentence against: `lead_in` is a part of it, `context` title and headings."""

    text: str
    lead_in: str = ""
    context: str = ""

    def pieces(self) -> list[Piece]:
        """Return the pieces of what leads in to it and of its own words."""
        return [*pieces(self.lead_in), *pieces(self.text)]


def held_by(sentence: str, statements: Sequence[CitedStatement]) -> tuple[int, ...]:
    """Return the place of the statement that holds `sentence`, or of the two that hold its halves."""
    for place, one in enumerate(statements):
        if agrees(sentence, one.text, one.lead_in, one.context):
            return (place,)
    for found in _JOINED.finditer(sentence):
        halves = sentence[: found.start()], sentence[found.end() :]
        if not all(map(_VERB.search, halves)):
            continue
        leans = bool(_FRAGMENT.match(halves[1]))
        each = [
            [n for n, one in enumerate(statements) if agrees(half, one.text, one.lead_in, one.context)]
            for half in halves
        ]
        for first, second in product(*each):
            # "... for A, and for B" goes on with what leads in to both.
            shared = statements[first].lead_in == statements[second].lead_in != ""
            if (shared or not leans) and _goes_on(*halves, statements[second]):
                return first, second
    for place, (one, other) in enumerate(pairwise(statements)):
        if (one.lead_in, one.context) == (other.lead_in, other.context):
            both = f"{one.text.rstrip('.')}. {other.text}"
            if agrees(sentence, both, one.lead_in, one.context):
                return place, place + 1
    return ()


def _goes_on(first: str, second: str, held: CitedStatement) -> bool:
    """Tell whether what the second half leaves to the first, its drug or patient, is none other there."""
    before, behind, there = pieces(first), pieces(second), held.pieces()
    if any(piece.value == "if" for piece in before):
        return False
    for kind in ("drug", "condition", "population"):
        ours, own, theirs = (_named(kind, each) for each in (before, behind, there))
        if ours and not own and theirs and not ours & theirs:
            return False
    return True


def _named(kind: str, found: Iterable[Piece]) -> frozenset[str]:
    if kind == "population":
        return frozenset(piece.value for piece in found if piece.kind is Kind.POPULATION)
    return frozenset(piece.thing for piece in found if kind_of_thing(piece) == kind)


def carried_by(statement: Statement, citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Return those of `citations` that hold `statement` verbatim, or whose quotes hold what was written."""
    if statement.checked != "entailed":
        return tuple(one for one in citations if statement.text in one.text)
    held = [CitedStatement(one.quote, one.lead_in, f"{one.title}\n{one.heading}") for one in citations]
    return tuple(citations[place] for place in dict.fromkeys(held_by(statement.text, held)))


def with_statements(answer: Answer, statements: Sequence[Statement], citations: Sequence[Citation]) -> Answer:
    """Return `answer` as one that the documents give in these statements.

    Where a citation warns, what it quotes may not be as it is printed: that is never sure.
    """
    warned = any(citation.warning for citation in citations)
    return replace(
        answer,
        confidence=min(answer.confidence, MOST_WARNED) if warned else answer.confidence,
        kind="answered",
        text=answer_text(statements),
        statements=tuple(statements),
        citations=tuple(citations),
        differing=differing(answer.standalone_question, statements, citations),
    )


def answer_text(statements: Iterable[Statement]) -> str:
    """Return the statements as one text, each with its marks: "JDM is rare. [1]"; lists stand apart."""
    text, above = "", ""
    for about, statement in shown_with(statements):
        marks = "".join(f"[{number}]" for number in statement.citations)
        apart = statement.about or is_list_item(statement.text) or "\n" in above
        border = ("\n" if apart else " ") if text else ""
        text += f"{border}{about}{statement.text} {marks}"
        above = statement.text
    return text


def _carried(statement: Statement, sound: dict[int, Citation]) -> Statement | None:
    cited = [sound[number] for number in statement.citations if number in sound]
    numbers = tuple(citation.number for citation in carried_by(statement, cited))
    return replace(statement, citations=numbers) if numbers else None


def _renumbered(answer: Answer, kept: Sequence[Statement], sound: dict[int, Citation]) -> Answer:
    """Return the answer with its citations numbered anew from 1, in the order of the statements."""
    used = list(dict.fromkeys(number for statement in kept for number in statement.citations))
    numbers = {old: new for new, old in enumerate(used, start=1)}
    statements = tuple(
        replace(statement, citations=tuple(numbers[old] for old in statement.citations)) for statement in kept
    )
    citations = tuple(replace(sound[old], number=numbers[old]) for old in used)
    return with_statements(answer, statements, citations)
