"""What every form of a transcript says: its head, its notes, and the list of its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Answer, Citation, Statement
from assistant.wording import (
    also_in,
    asked_only,
    confidence,
    differ,
    documents_searched,
    instead_of_written,
    newer_indexed,
    place,
    searched_for,
    stands_on,
    stated,
    was_looked_for,
    written_by,
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was asked and its complete answer; `searched` documents, 0 when unknown.

    `only` names those that were chosen to be asked, empty when all were.
    """

    question: str
    answer: Answer
    searched: int
    only: tuple[str, ...] = ()


Conversation = Sequence[Exchange]


PRODUCT = "Clinical assistant"
DISCLAIMER = (
    "Not a substitute for clinical judgement. Check the cited paragraphs before you act on an answer."
)
NOTHING_ASKED = "Nothing has been asked."


def one_line(text: str) -> str:
    """Return `text` with each run of white space, line ends too, as one space."""
    return " ".join(text.split())


def exported_on(day: date) -> str:
    """Return the line that says when and from what a conversation was exported."""
    return f"Exported from the {PRODUCT.lower()} on {day.isoformat()}."


def is_refused(answer: Answer) -> bool:
    """Tell whether the documents were searched and do not answer; a greeting is replied to without that."""
    return not answer.statements and was_looked_for(answer)


def reply(exchange: Exchange) -> str:
    """Return what is said in place of statements; of a refusal, with how many documents were searched."""
    answer = exchange.answer
    searched = documents_searched(exchange.searched) if is_refused(answer) else ""
    return f"{answer.text} {searched}".rstrip()


def remarks(exchange: Exchange) -> tuple[str, ...]:
    """Return who wrote it, what was searched for if that differs, in which documents, how sure it is."""
    answer = exchange.answer
    if not was_looked_for(answer):
        return ()
    sure = f"Confidence: {confidence(answer)}"
    said = (differ(answer), written_by(answer), searched_for(answer), asked_only(exchange.only))
    return tuple(filter(None, (*map(one_line, said), sure)))


def below(statement: Statement, answer: Answer) -> str:
    """Return what stands under a sentence that a chat model wrote, or under the quote in its place."""
    return one_line(stands_on(statement, answer) or instead_of_written(statement))


def marks(statement: Statement, answer: Answer) -> tuple[int, ...]:
    """Return the numbers that stand after a statement, those that lead to a citation."""
    known = {citation.number for citation in answer.citations}
    return tuple(number for number in statement.citations if number in known)


def bracketed(numbers: tuple[int, ...]) -> str:
    """Return numbers as they are shown: "[1][2]"."""
    return "".join(f"[{number}]" for number in numbers)


NO_DATE = "no date stated"
BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation as it is listed under its answer, whose numbers begin at 1.

    `stated` is what the document says of itself (authors, date, version, DOI), `place` the headings above
    the paragraph, its number and page. `warning` tells of a newer version, or that it may be misread; it is
    empty when there is none, like `remarks`. `before`, `quote` and `after` are the whole paragraph. No field
    but these has line ends.
    """

    number: int
    title: str
    stated: str
    place: str
    warning: str
    remarks: tuple[str, ...]
    before: str
    quote: str
    after: str

    @property
    def details(self) -> tuple[str, ...]:
        """Return the lines that stand under the title."""
        return tuple(filter(None, (self.stated, self.place, *self.remarks, self.warning)))


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document of the conversation with, for each answer that cites it, the numbers it has there."""

    title: str
    stated: str
    warning: str
    cited: tuple[tuple[int, tuple[int, ...]], ...]

    @property
    def where(self) -> str:
        """Return "Cited in answer 1 as [1], [2]; in answer 3 as [1]"."""
        places = (
            f"in answer {answer} as {', '.join(f'[{number}]' for number in numbers)}"
            for answer, numbers in self.cited
        )
        return f"Cited {'; '.join(places)}"


def references(answer: Answer) -> tuple[Reference, ...]:
    """Return the citations of an answer in the order of their numbers, each complete in itself.

    A paragraph that is cited twice is listed under both numbers, and each entry names the other: so
    every mark leads to its own quote, and the reader sees that it is one source, not two.
    """
    return tuple(_reference(citation, answer) for citation in _listed(answer))


def cited_documents(conversation: Conversation) -> tuple[CitedDocument, ...]:
    """Return each document that the conversation cites once, in the order of the first citation.

    A document that stated something else when a later question was asked is another entry.
    """
    cited: dict[tuple[str, str, str, str], dict[int, list[int]]] = {}
    for position, exchange in enumerate(conversation, start=1):
        for citation in _listed(exchange.answer):
            document = (citation.document, _title(citation), _stated(citation), _warning(citation))
            cited.setdefault(document, {}).setdefault(position, []).append(citation.number)
    return tuple(
        CitedDocument(title, said, warning, _places(places))
        for (_, title, said, warning), places in cited.items()
    )


def _places(numbers: Mapping[int, Sequence[int]]) -> tuple[tuple[int, tuple[int, ...]], ...]:
    return tuple((answer, tuple(own)) for answer, own in numbers.items())


def _listed(answer: Answer) -> list[Citation]:
    """Return the citations in the order of their numbers; of what is no answer, none."""
    return sorted(answer.citations, key=lambda citation: citation.number) if answer.statements else []


def _reference(citation: Citation, answer: Answer) -> Reference:
    return Reference(
        number=citation.number,
        title=_title(citation),
        stated=_stated(citation),
        place=_place(citation),
        warning=_warning(citation),
        remarks=tuple(filter(None, (_same_paragraph(citation, answer), one_line(also_in(citation.copies))))),
        before=citation.text[: citation.start],
        quote=citation.quote,
        after=citation.text[citation.end :],
    )


def _title(citation: Citation) -> str:
    return one_line(citation.name) or citation.document


def _stated(citation: Citation) -> str:
    authors = [one_line(author) for author in citation.authors]
    date, version, doi = map(one_line, (citation.date or NO_DATE, citation.version, citation.doi))
    return BETWEEN.join(stated(authors, date, version, doi))


def _place(citation: Citation) -> str:
    parts = (one_line(citation.heading), place(citation.paragraph, citation.page))
    return BETWEEN.join(filter(None, parts))


def _warning(citation: Citation) -> str:
    return " ".join(filter(None, (newer_indexed(one_line(citation.newer)), one_line(citation.warning))))


def _same_paragraph(citation: Citation, answer: Answer) -> str:
    own = (citation.document, citation.paragraph)
    others = [
        f"[{other.number}]"
        for other in _listed(answer)
        if (other.document, other.paragraph) == own and other.number != citation.number
    ]
    return f"The same paragraph as {', '.join(others)}" if others else ""
