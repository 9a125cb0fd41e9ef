"""Words and expressions that mean the same in a clinical question, from the reviewed list beside this module.

Each line of `lay_words.txt` is a group: the clinical word first, then the others, with " = " between
them and a remark after "#". Text is rewritten to the first one, stem by stem, so that most text in
clinical words stays as it is. A word in double quotes counts in this very form only ("bloods" are blood
tests, "blood" is not).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("lay_words.txt")


@dataclass(frozen=True, slots=True)
class LayWords:
    """The list, ready to be looked up.

    A word is compared by its key: the stem of the clinical word for it. `exact` are the keys of the words
    that count in their very form only; `stems` gives the key for a stem that is not its own.
    `expressions` gives, for the first key of an expression, the keys that follow it and the terms instead,
    the longest expression first.
    """

    exact: frozenset[str]
    stems: Mapping[str, str]
    expressions: Mapping[str, Sequence[tuple[list[str], tuple[str, ...]]]]

    def key(self, word: str, stem: str) -> str:
        """Return the key of `word`, in lower case and in one spelling, that has this stem."""
        quoted = f'"{word}"'
        return quoted if quoted in self.exact else self.stems.get(stem, stem)


def read_lay_words(
    tokens: Callable[[str], list[str]], stems: Callable[[list[str]], list[str]], more: Mapping[str, str]
) -> LayWords:
    """Read the list, cut by `tokens` (into words in one spelling) and `stems`; add the expressions `more`."""
    pairs = [(other, clinical) for clinical, *others in groups() for other in others]
    exact = frozenset(f'"{tokens(other)[0]}"' for other, _ in pairs if other.startswith('"'))
    cut = [(stems(tokens(other)), stems(tokens(clinical))) for other, clinical in pairs if '"' not in other]
    single = {other[0]: clinical[0] for other, clinical in cut if len(other) == len(clinical) == 1}
    found = LayWords(exact, single, {})
    expressions: dict[str, list[tuple[list[str], tuple[str, ...]]]] = {}
    for pair in (*pairs, *more.items()):
        words, instead = ([*map(found.key, tokens(text), stems(tokens(text)))] for text in pair)
        if words != instead:
            expressions.setdefault(words[0], []).append((words[1:], tuple(instead)))
    for longest_first in expressions.values():
        longest_first.sort(key=lambda expression: -len(expression[0]))
    return LayWords(exact, single, expressions)


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """Return the groups of the list, the clinical word first."""
    return tuple(_groups(LIST.read_text(encoding="utf-8")))


def _groups(text: str) -> Iterator[tuple[str, ...]]:
    for line in text.splitlines():
        group, _, _ = line.partition("#")
        if group.strip():
            yield tuple(member.strip() for member in group.split(" = "))
