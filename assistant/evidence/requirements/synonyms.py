"""Read a text as if it called things as the question does: "Veklury" where "remdesivir" is asked about."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.evidence.requirements.mentions import mentions
from assistant.evidence.requirements.names import Names
from assistant.evidence.requirements.requirement import Kind

_NAMED = frozenset({Kind.DRUG, Kind.CONDITION})


class Synonyms:
    """The drugs and diseases that a question names, each as it says it."""

    def __init__(self, question: str, known: Names) -> None:
        """Find the drugs and diseases that `question` names among those that are `known`."""
        self._known = known
        self._asked: Mapping[frozenset[str], str] = {
            each.values: each.said for each in mentions(question, known) if each.kind in _NAMED
        }

    def as_asked(self, text: str) -> str:
        """Return `text` with other names of what the question names replaced by those of the question."""
        if not self._asked:
            return text
        names = {
            each.said: self._asked[each.values]
            for each in mentions(text, self._known)
            if each.values in self._asked and each.said.casefold() != self._asked[each.values].casefold()
        }
        if not names:
            return text
        every = "|".join(re.escape(said) for said in sorted(names, key=len, reverse=True))
        return re.sub(rf"\b(?:{every})\b", lambda found: names[found.group()], text)
