"""Reports of a few cases, and their pages as a browser would read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

from evaluation_cases import CALCINOSIS, EYELIDS, PREVENTION, RASH, cite, refusal, unanswerable

from assistant.answer import Answer, Message, PassageScore, Statement
from assistant.evaluation import Case, Evidence, GoldQuestion, Provenance, summarise
from assistant.evaluation.report import write_report
from corpus.document import Paragraph

BLOCKS = frozenset({"td", "th", "dt", "dd", "li", "p", "h6"})
VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
PROVENANCE = Provenance(
    gold_file="gold.jsonl",
    gold_sha256="ab" * 32,
    index="cd" * 32,
    documents=2,
    paragraphs=1234,
    settings={"threshold": 0.2, "llm": None},
    versions={"python": "3.11.9"},
    commit="23d4120+",
    started="2026-11-22T18:11:30+00:00",
)
TREATED = Paragraph("jdm", 1, CALCINOSIS, 0, len(CALCINOSIS), 3, "Treatment > First line")
SEEN = Paragraph("jdm", 2, RASH, 0, len(RASH))


def asked(
    question: str = "What is it for?",
    *,
    id: str = "q",
    evidence: Sequence[Evidence] = (PREVENTION,),
    facts: Sequence[tuple[str, ...]] = (),
    tags: Sequence[str] = (),
) -> GoldQuestion:
    return GoldQuestion(
        id, question, True, "Prevention", facts=tuple(facts), evidence=tuple(evidence), tags=tuple(tags)
    )


def said(quote: str, text: str, *, confidence: float = 0.8, milliseconds: float | None = None) -> Answer:
    citation = cite(quote, text)
    return Answer(
        "What is it for?",
        "What is it for?",
        "answered",
        f"{quote} [1]",
        (Statement(quote, (1,)),),
        (citation,),
        confidence,
        (PassageScore("jdm", 2, 0.9), PassageScore("jdm", 1, 0.8)),
        {} if milliseconds is None else {"total": milliseconds},
    )


def right_case(
    *, tags: Sequence[str] = (), milliseconds: float | None = None, confidence: float = 0.8
) -> Case:
    quote = "Early treatment is thought to prevent calcinosis"
    answer = said(quote, CALCINOSIS, confidence=confidence, milliseconds=milliseconds)
    return Case(asked(tags=tags, id="right"), answer, expected=((TREATED,),))


def wrong_paragraph(*, tags: Sequence[str] = (), milliseconds: float | None = None) -> Case:
    answer = said("heliotrope rash", RASH, confidence=0.4, milliseconds=milliseconds)
    return Case(asked("Why early?", id="wrong", tags=tags), answer, expected=((TREATED,),))


def facts_missing(*, tags: Sequence[str] = ()) -> Case:
    gold = asked("What does it prevent?", id="facts", facts=(("calcinosis",), ("pain", "ache")), tags=tags)
    quote = "Early treatment is thought to prevent calcinosis"
    return Case(gold, said(quote, CALCINOSIS), expected=((TREATED,),))


def refused(*, tags: Sequence[str] = ()) -> Case:
    answer = replace(refusal(), passages=(PassageScore("jdm", 2, 0.9), PassageScore("jdm", 1, 0.8)))
    history = (
        Message(role="user", content="What is JDM?"),
        Message(role="assistant", content="A rare disease. [1]"),
    )
    gold = asked("And its rash?", id="refused", evidence=(EYELIDS,), tags=tags)
    return Case(gold, replace(answer, standalone_question="What is the rash of JDM?"), history, ((SEEN,),))


def answered(*, tags: Sequence[str] = ()) -> Case:
    return Case(unanswerable(id="answered", tags=tuple(tags)), said("heliotrope rash", RASH, confidence=0.6))


def misquoted() -> Case:
    answer = said("Early treatment is thought to prevent calcinosis", CALCINOSIS)
    wrong = replace(answer.citations[0], quote="Early treatment always prevents calcinosis")
    return Case(
        asked("Does it always?", id="quote"), replace(answer, citations=(wrong,)), expected=((TREATED,),)
    )


def held_back() -> Case:
    return Case(unanswerable(id="held-back"), refusal())


def several_cases() -> tuple[Case, ...]:
    """Give one of each kind, and enough that are right for plots."""
    right = [
        right_case(tags=("lay",), milliseconds=100 + 9 * number, confidence=0.35 + number / 20)
        for number in range(10)
    ]
    wrong = [
        wrong_paragraph(tags=("lay", "typo"), milliseconds=400),
        facts_missing(tags=("typo",)),
        refused(tags=("follow-up",)),
        answered(tags=("typo",)),
        misquoted(),
    ]
    return (*right, *wrong, held_back())


def hostile_cases(text: str) -> tuple[Case, ...]:
    """Give cases with `text` wherever somebody's text may stand; an indexed document's id is a slug."""
    evidence = Evidence(text, text)
    gold = replace(
        asked(text, id=text, evidence=(evidence,), facts=((text, text),), tags=(text,)), answer=text
    )
    paragraph = Paragraph("jdm", 1, text, 0, len(text), None, text)
    answer = said(text, f"x {text} x")
    citation = replace(answer.citations[0], title=text, document=f"{text} other")
    answer = replace(answer, standalone_question=f"{text}?", citations=(citation,))
    history = (Message(role="user", content=text),)
    wrong = Case(gold, answer, history, ((paragraph,),))
    return wrong, Case(gold, refused().answer, history, ((),)), *[right_case(tags=(text,))] * 5


@dataclass
class Element:
    """An element, its attributes, and all text below it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    def has(self, selector: str) -> bool:
        """Tell whether it is of a tag ("mark"), a class (".case") or an id ("#quote-1")."""
        if selector.startswith("#"):
            return self.attributes.get("id") == selector[1:]
        if selector.startswith("."):
            return selector[1:] in self.attributes.get("class", "").split()
        return self.tag == selector


@dataclass
class ReportPage(HTMLParser):
    """A page, read; `elements` are in the order of their start tags, `inside` has all around each."""

    source: str
    elements: list[Element] = field(default_factory=list)
    inside: list[tuple[Element, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []
        self.feed(self.source)
        self.close()

    def find(self, selector: str, within: str = "html") -> list[Element]:
        """Return what `selector` names, in any element that `within` names."""
        return [
            element
            for element, around in zip(self.elements, self.inside, strict=True)
            if element.has(selector) and (within == "html" or any(outer.has(within) for outer in around))
        ]

    def text(self, selector: str, within: str = "html") -> str:
        """Return the words of the first element that `selector` names, white space as one blank."""
        return words(self.find(selector, within)[0].text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        self.inside.append(tuple(self._open))
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))
        self.inside.append(tuple(self._open))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag, f"</{tag}> closes something else"
        if tag in BLOCKS:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data


def words(text: str) -> str:
    """Return `text` with single blanks."""
    return " ".join(text.split())


def write_page(folder: Path, cases: Sequence[Case], provenance: Provenance = PROVENANCE) -> Path:
    """Write the report of `cases` into `folder`."""
    return write_report(folder, summarise(cases), cases, provenance)


def read_page(folder: Path, cases: Sequence[Case], provenance: Provenance = PROVENANCE) -> ReportPage:
    """Write the report of `cases` into `folder` and read its page."""
    return ReportPage(write_page(folder, cases, provenance).read_text(encoding="utf-8"))
