"""Hold statements against what a question names: which are about another thing, and which may answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from assistant.evidence.requirements.absence import absent, gap, words_held
from assistant.evidence.requirements.admitting import is_class, may_answer
from assistant.evidence.requirements.asking import requirements_of
from assistant.evidence.requirements.judging import judge_requirement, judge_statement
from assistant.evidence.requirements.mentions import mentions
from assistant.evidence.requirements.names import STATES, Names, load_names
from assistant.evidence.requirements.requirement import Judged, Kind, Requirement, Verdict
from assistant.evidence.requirements.values import GIVEN
from corpus.document import Paragraph
from corpus.statements import Statement, StatementKind
from corpus.text.sentences import split_sentences
from corpus.text.shapes import leans_back
from index.lexicon.lexicon import Lexicon
from index.lexicon.terms import STOPWORDS, tokens
from index.passage import Passage

# Of what is said in the place of what was asked, so much is told.
MOST_INSTEAD = 2
# A question that names one of these is about a patient, wherever that was.
_OF_CARE = frozenset({Kind.DRUG, Kind.CONDITION, Kind.PURPOSE, Kind.POPULATION})
# Asks for what differs from place to place; elsewhere a place is only where the patient was.
_OF_A_PLACE = re.compile(
    r"\bhow (?:common|many|frequent\w*|often|rare)\b|\b(?:inciden|prevalen|epidemi|burden|cases|deaths|"
    r"mortality|law|legal|licen[sc]ed|approved|available|program|schedule|polic|guideline|recommend|offered|costs?\b|price)",
    re.I,
)
_PLACE = re.compile(r"\b(?:in|at|from|near|by) (?:the )?(?P<name>[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*)\b")
MOST_CAPITALS = 0.5
# Words of headings that are no use of a drug.
_NO_USE = """patient people person adult child dose dosage treatment therapy management medicine medication
    drug vaccine use administration day week month hour time before after recommend schedule guideline"""
_WORD = re.compile(r"[^\W_][\w-]*\w")
_BEGINNING = 6
# Whom a question is about, before what the person has.
_HAS = (
    r"(?:\b(?:patient|man|woman|lady|gentleman|boy|girl|child|baby|person|someone|adult|mother|father|husband|wife|son|"
    r"daughter|old|he|she|I|we)\b|\bI['’](?:m|ve)\b)"
    r"[^.?]{0,40}\b(?:with|has|have|had|having|got|suffers? from|suffering from)\b[^.?]{0,40}"
)
# Whether something is so, and not what it is, is answered in the words of the question.
_WHETHER = re.compile(
    r"(?:^|[:.;?!]\s)\W*(?:(?:and|so|but|then),? )?(?:is|are|was|does|do|did|can|could|may|might|should|will|"
    r"would|has|have|must|am)(?:n['’]t)? \w",
    re.I,
)
_REFERS = re.compile(
    r"\(?\bsee (?:also )?(?:table|figure|fig|section|chapter|box|appendix|page)s?\b[^).;]*\)?", re.I
)


@dataclass(frozen=True, slots=True)
class Held:
    """What came of holding a statement against the requirements of a question, with a verdict for each."""

    judged: Judged
    may_answer: bool


class Required:
    """What a question requires of the statements that answer it."""

    def __init__(self, question: str, lexicon: Lexicon, passages: Sequence[Passage] = ()) -> None:
        """Find what `question` names.

        `lexicon` is that of the documents that are asked, `passages` were found there.
        """
        self._question = question
        self._lexicon = lexicon
        self._passages = passages

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """Return them, in the order of the question."""
        return requirements_of(self._in_full(self._question), self._names)

    def _in_full(self, text: str) -> str:
        """Return `text` with the abbreviations of the question written out that no list knows."""
        for short, long in self._long_forms.items():
            text = re.sub(rf"\b{re.escape(short)}\b", long, text, flags=re.I)
        return text

    @cached_property
    def _long_forms(self) -> Mapping[str, str]:
        """Return the abbreviations of the question with the names that the documents give them."""
        known = {each.said.casefold() for each in mentions(self._question, self._names)}
        asked = {found.group().casefold() for found in _WORD.finditer(self._question)} - known - STOPWORDS
        return {
            short: longs[0]
            for short, longs in self._lexicon.abbreviations.long_forms.items()
            if len(longs) == 1 and short.casefold() in asked and mentions(longs[0], self._names)
        }

    @property
    def _names(self) -> Names:
        return load_names()

    @cached_property
    def unnamed(self) -> tuple[str, ...]:
        """Return the drugs and diseases of the question that no document names, as the question says them.

        A word that no list holds and that looks like a name is one of them, and so is a place or a person.
        """
        listed = absent(self._question, self._names, _holds(self._lexicon.words()))
        known = {word for each in mentions(self._question, self._names) for word in tokens(each.said)}
        unlisted = (word for word in self._lexicon.unnamed_names(self._question) if word not in known)
        of_care = any(each.kind in _OF_CARE for each in self.requirements)
        of_a_place = not of_care or bool(_OF_A_PLACE.search(self._question))
        found = _places(self._question) if of_a_place else ()
        places = (name for name in found if known.isdisjoint(tokens(name)))
        away = (name for name in places if not self._is_heard_of(name))
        return tuple(dict.fromkeys((*listed, *unlisted, *away)))

    def _is_heard_of(self, name: str) -> bool:
        """Tell whether a document has a word that begins like one of a name: "Bolivia" for "Bolivian"."""
        begun = tuple(word[:_BEGINNING] for word in tokens(name))
        return any(word.startswith(begun) for word in self._lexicon.words())

    def unnamed_in_words(self) -> str:
        """Return in a sentence what no document names; empty where all is named somewhere."""
        return f"No document names {_joined(self.unnamed, 'or')}." if self.unnamed else ""

    def hold(self, statement: Statement, paragraph: Paragraph) -> Held:
        """Hold `statement` of `paragraph`, with its context, against the requirements."""
        context = [self._in_full(each) for each in statement.context.parts()]
        row = self._in_full(self._row(paragraph)) if statement.kind is StatementKind.CELL else ""
        text = self._in_full(statement.text)
        judged = judge_statement(self.requirements, text, context, row, self._names)
        judged = self._going_on(judged, statement, paragraph)
        of_disease = paragraph.document in self._of_disease
        may = may_answer(self.requirements, judged, of_disease=of_disease)
        may = may and not self._is_for_another_use(statement, paragraph)
        may = may and (not self._asks_which_drug or self._names_a_drug(statement, paragraph))
        return Held(judged, may and not self._asks_again(statement))

    @cached_property
    def _asks_which_drug(self) -> bool:
        """Tell whether the question asks which drug of a class it is: "Which antihypertensive first?"."""
        classes = [each for each in self.requirements if each.kind is Kind.DRUG and is_class(each.values)]
        which = (rf"\b(?:which|what)\s+(?:[\w-]+\s+){{0,2}}{re.escape(each.name)}" for each in classes)
        return any(re.search(each, self._question, re.I) for each in which)

    def _names_a_drug(self, statement: Statement, paragraph: Paragraph) -> bool:
        """Tell whether a statement, its row or what stands nearest above it names a drug or a class."""
        said = (statement.text, self._row(paragraph), *statement.context.parts()[-1:])
        return any(each.kind is Kind.DRUG for text in said for each in mentions(text, self._names))

    def _is_for_another_use(self, statement: Statement, paragraph: Paragraph) -> bool:
        """Tell whether a dose does not stand under the use that is asked for, which heads other passages."""
        if not self._uses:
            return False
        said = (statement.text, *statement.context.parts(), self._row(paragraph))
        return self._uses.isdisjoint(term for each in said for term in self._lexicon.terms(each))

    @cached_property
    def _uses(self) -> frozenset[str]:
        """Return the words of a question for a dose, names aside, under which passages stand."""
        if not any(each.values & GIVEN for each in self.requirements if each.kind is Kind.VALUE):
            return frozenset()
        named = " ".join(each.said for each in mentions(self._question, self._names))
        asked = frozenset(self._lexicon.terms(self._question))
        asked -= frozenset(self._lexicon.terms(f"{named} {_NO_USE}"))
        heads = {
            term
            for passage in self._passages
            for head in (*passage.paragraph.headings[-1:], passage.paragraph.caption)
            for term in self._lexicon.terms(head)
        }
        return asked & heads

    def _asks_again(self, statement: Statement) -> bool:
        """Tell whether a statement only says the question again, as "Causes of gout (see table 2)." does."""
        if statement.table or leans_back(statement.text) or self._asks_whether:
            return False
        return self._asked.issuperset(self._lexicon.terms(_REFERS.sub("", statement.text)))

    @cached_property
    def _asks_whether(self) -> bool:
        """Tell whether the question asks whether something is so, and not what it is."""
        return bool(_WHETHER.search(self._question))

    @cached_property
    def _asked(self) -> frozenset[str]:
        return frozenset(self._lexicon.terms(self._question))

    def _row(self, paragraph: Paragraph) -> str:
        """Return the row of a cell where it is about one drug alone: any cell of it may name that."""
        named = mentions(paragraph.text, self._names)
        drugs = {each.values for each in named if each.kind is Kind.DRUG and not is_class(each.values)}
        return paragraph.text if len(drugs) == 1 else ""

    def _going_on(self, judged: Judged, statement: Statement, paragraph: Paragraph) -> Judged:
        """Let a statement tell what stands before it, where it would be silent.

        It is about the state of a patient that its paragraph has spoken of; where it leans on the sentence
        before it, with which it is quoted ("It is given twice daily."), about the drug and disease of that;
        an item, which is shown below what leads in to it, gives the value that stands there.
        """
        before = self._in_full(paragraph.text[: statement.start])
        lead_ins = ": ".join(statement.context.lead_ins)
        leant_on = self._leant_on(statement, before)

        def again(requirement: Requirement, verdict: Verdict) -> Verdict:
            if verdict is not Verdict.SILENT:
                return verdict
            if requirement.kind in (Kind.DRUG, Kind.CONDITION) and leant_on:
                return judge_requirement(requirement, leant_on, (), "", self._names)
            if not requirement.values.isdisjoint(STATES):
                return judge_requirement(requirement, before, (), "", self._names)
            if requirement.kind is Kind.VALUE and statement.level:
                return judge_requirement(requirement, lead_ins, (), "", self._names)
            return verdict

        return replace(judged, verdicts=tuple(map(again, self.requirements, judged.verdicts)))

    def _leant_on(self, statement: Statement, before: str) -> str:
        """Return the sentence that a statement leans on; empty where that names several drugs."""
        if statement.kind is not StatementKind.SENTENCE or not leans_back(statement.text):
            return ""
        said = [each.text for each in split_sentences(before)][-1:]
        drugs = {
            each.values
            for text in said
            for each in mentions(text, self._names)
            if each.kind is Kind.DRUG and not each.aside
        }
        return said[0] if said and len(drugs) <= 1 else ""

    @cached_property
    def _of_disease(self) -> frozenset[str]:
        """Return the documents of which a passage that was found names one of the diseases asked about.

        What a patient only has besides, as "a man with hypertension", need not be named. Whether a drug is
        for a disease is told by no statement that does not name it.
        """
        diseases = [each for each in self.requirements if each.kind is Kind.CONDITION]
        besides = all(_is_had(each.name, self._question) for each in diseases)
        if self._asks_whether and not besides:
            return frozenset()
        return frozenset(
            passage.paragraph.document
            for passage in self._passages
            if besides or any(self._names_it(disease, passage) for disease in diseases)
        )

    def _names_it(self, disease: Requirement, passage: Passage) -> bool:
        paragraph = passage.paragraph
        context = (self._in_full(passage.title), self._in_full(paragraph.heading))
        text = self._in_full(paragraph.text)
        return judge_requirement(disease, text, context, "", self._names) is Verdict.MET

    def lacking(self, held: Sequence[Held]) -> str:
        """Return in words what statements lack of which none may answer; empty where that cannot be told."""
        found = gap(self.requirements, [each.judged for each in held], self._names)
        if found is None:
            return ""
        others = list({name.casefold(): name for name in reversed(found.instead)}.values())[::-1][
            :MOST_INSTEAD
        ]
        instead = f", but of {_joined(others, 'and')}" if others else ""
        return f"For {found.subject}, nothing is said of {_joined(found.lacking, 'or')}{instead}."


def _places(question: str) -> list[str]:
    """Return the names behind "in", "from" and the like that are told by their capitals alone."""
    words = question.split()
    # In a headline all words have capitals.
    if sum(word[:1].isupper() for word in words) > MOST_CAPITALS * len(words):
        return []
    return [found["name"] for found in _PLACE.finditer(question)]


def _is_had(disease: str, question: str) -> bool:
    """Tell whether a question says that a person has `disease`."""
    return bool(re.search(_HAS + re.escape(disease), question, re.I))


_holds = lru_cache(maxsize=8)(words_held)


def _joined(names: Sequence[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
