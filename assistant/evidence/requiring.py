"""Hold statements against what a question names: which are about another thing, and which may answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.evidence.requirements.absence import absent, gap, words_held
from assistant.evidence.requirements.asking import requirements_of
from assistant.evidence.requirements.judging import judge_statement
from assistant.evidence.requirements.names import CLASS, STATES, Names, load_names
from assistant.evidence.requirements.requirement import Judged, Kind, Requirement, Verdict
from corpus.statements import Statement
from index.lexicon.lexicon import Lexicon

# Of what is said in the place of what was asked, so much is told.
MOST_INSTEAD = 2


@dataclass(frozen=True, slots=True)
class Held:
    """What came of holding a statement against the requirements of a question, with a verdict for each."""

    judged: Judged
    may_answer: bool


class Required:
    """What a question requires of the statements that answer it."""

    def __init__(self, question: str, lexicon: Lexicon) -> None:
        """Find what `question` names; `lexicon` is that of the documents which are asked."""
        self._question = question
        self._lexicon = lexicon

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """Return them, in the order of the question."""
        return requirements_of(self._question, self._names)

    @property
    def _names(self) -> Names:
        return load_names()

    @cached_property
    def unnamed(self) -> tuple[str, ...]:
        """Return the drugs and diseases of the question that no document names, as the question says them."""
        return absent(self._question, self._names, _holds(self._lexicon.words()))

    def unnamed_in_words(self) -> str:
        """Return in a sentence what no document names; empty where all is named somewhere."""
        return f"No document names {_joined(self.unnamed, 'or')}." if self.unnamed else ""

    def hold(self, statement: Statement) -> Held:
        """Hold `statement`, with its context, against the requirements."""
        context = statement.context.parts()
        judged = judge_statement(self.requirements, statement.text, context, "", self._names)
        return Held(judged, may_answer(self.requirements, judged))

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


_holds = lru_cache(maxsize=8)(words_held)


def _joined(names: Sequence[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), names[-1])))


# Values that are given to a patient: what holds for another route or patient may do harm.
GIVEN = frozenset({"dose", "duration", "frequency"})
ADULT_FROM = 18.0
# Diseases that change a dose by changing what the body does with the drug, folded as names are.
ORGANS = frozenset(
    {
        "renal insufficienci",
        "hepatic insufficienci",
        "chronic kidney disease",
        "chronic kidney failure",
        "acute kidney injury",
    }
)
# A reason needs no word that tells it: "they are nonreplicating and safer".
REASON = frozenset({"why"})
# How something is diagnosed is told without the word, under "Criteria".
PURPOSES = frozenset({"treatment", "prophylaxis"})


def may_answer(requirements: Sequence[Requirement], judged: Judged) -> bool:
    """Tell whether a statement that was `judged` against `requirements` may answer.

    Nothing may be about another one. The value, the aspects, the purpose and a state such as pregnancy must
    be told; one of the drugs, and one of the diseases, named, but for what is told of a drug and no disease.
    What is given to a patient must be given by the route that is asked for, and to the child that is.
    """
    verdicts = [*zip(requirements, judged.verdicts, strict=True)]
    silent = [each for each, verdict in verdicts if verdict is Verdict.SILENT]
    if Verdict.OTHER in judged.verdicts or any(_must(each, requirements) for each in silent):
        return False
    drugs = [verdict for each, verdict in verdicts if each.kind is Kind.DRUG and not _is_class(each)]
    if drugs and Verdict.MET not in drugs:
        return False
    diseases = [verdict for each, verdict in verdicts if each.kind is Kind.CONDITION]
    whatever = bool(drugs) and not judged.names_disease
    return not diseases or Verdict.MET in diseases or whatever


def _must(requirement: Requirement, requirements: Sequence[Requirement]) -> bool:
    """Tell whether a statement may not be silent about it."""
    values, given = (
        requirement.values,
        any(each.values & GIVEN for each in requirements if each.kind is Kind.VALUE),
    )
    match requirement.kind:
        case Kind.ASPECT:
            return True
        case Kind.VALUE:
            return values != REASON
        case Kind.PURPOSE:
            return not values.isdisjoint(PURPOSES)
        case Kind.CONDITION:
            return given and not values.isdisjoint(ORGANS)
        case Kind.POPULATION:
            young = requirement.range is not None and requirement.range.high < ADULT_FROM
            return not values.isdisjoint(STATES) or (given and young)
    return given and requirement.kind is Kind.ROUTE


def _is_class(requirement: Requirement) -> bool:
    """Tell whether a class of drugs is asked for, of which a text may name any member."""
    return any(value.startswith(CLASS) for value in requirement.values)
