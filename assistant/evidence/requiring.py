"""Hold statements against what a question names: which are about another thing, and which may answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.evidence.requirements.absence import absent, gap, words_held
from assistant.evidence.requirements.admitting import may_answer
from assistant.evidence.requirements.asking import requirements_of
from assistant.evidence.requirements.judging import judge_statement
from assistant.evidence.requirements.names import Names, load_names
from assistant.evidence.requirements.requirement import Judged, Requirement
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
