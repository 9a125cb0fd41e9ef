"""What a reference says, in every format: where the quoted words stand, and what its document states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation
from assistant.transcript.phrases import Conversation, one_line
from assistant.wording import also_in, newer_indexed, place, stated

NO_DATE = "no date stated"
BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation as it is listed under its answer, whose numbers begin at 1.

    `stated` is what the document says of itself (authors, date, version, DOI), `place` the headings above
    the paragraph, its number and page. `warning` tells of a newer version; it is empty when there is none,
    like `remarks`. `before`, `quote` and `after` are the whole paragraph. No field but these has line ends.
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
    return newer_indexed(one_line(citation.newer))


def _same_paragraph(citation: Citation, answer: Answer) -> str:
    own = (citation.document, citation.paragraph)
    others = [
        f"[{other.number}]"
        for other in _listed(answer)
        if (other.document, other.paragraph) == own and other.number != citation.number
    ]
    return f"The same paragraph as {', '.join(others)}" if others else ""
