"""Questions that a sentence answers, by its form: "Gout is an arthritis ..." answers "What is gout?".

The method is that of question generation by rules over the form of sentences (Heilman and Smith 2010, Good
Question! Statistical Ranking for Question Generation, https://aclanthology.org/N10-1086/), kept to the forms
that need no parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.question.noun_phrases import is_aspect, is_plural
from assistant.suggestions.wording import Wording, is_name, is_or_are

LONGEST_SENTENCE = 400
_OPENS = (
    r"(?:(?:However|Therefore|In addition|Moreover|Thus|Furthermore|Currently|Clinically|Typically|Usually|"
    r"In general|In adults|In children),?\s+)?(?:(?P<article>[Tt]he|[Aa]n?)\s+)?"
)
_THING = r"(?P<thing>[^,;:()\[\]]{3,60}?)(?:\s*\((?P<short>[^()]{2,40})\))?"
_ADVERB = r"(?:\s+(?:\w+ly|also|often|best|most often|sometimes|then|thought to be|known to be))?"
# Behind these a sentence does not say what the aspect is ("The causes of gout were studied ...").
_NO_ANSWER = r"(?!\s+(?:\w+ly\s+)?(?:{})\b)".format(
    "|".join(
        """examined assessed studied investigated evaluated determined analy\\w+ compared unknown unclear
        not still reviewed discussed described shown presented summari\\w+ listed reported given
        available poorly needed required calculated estimated based performed measured obtained used
        tested""".split()
    )
)
# What a definition that tells nothing soon comes to ("Gout is a common problem").
_WEAK = re.compile(
    r"^(?:[^\w-]+[\w-]+){{0,7}}?[^\w-]+(?:{})\b".format(
        "|".join(
            """problem concern threat challenge need lack reason key limitation priority possibility candidate
            issue question same case first only subject result topic burden focus most best few number lot
            matter consequence useful important promising alternative option powerful good great potential
            tool""".split()
        )
    ),
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of sentences with the question that it answers; `name` tells forms apart."""

    name: str
    pattern: re.Pattern[str]
    ask: Callable[[re.Match[str], str], str]


def questions_of(sentence: str, wording: Wording) -> Iterator[tuple[str, str, str]]:
    """Yield each question that `sentence` answers by its form: the form's name, the thing, the question."""
    if len(sentence) > LONGEST_SENTENCE or "\n" in sentence:
        return
    for form in FORMS:
        found = form.pattern.match(sentence)
        if found is None or (form.name == "definition" and _WEAK.match(sentence[found.end() :])):
            continue
        thing = _thing(found, wording)
        if thing and _agree(found, thing, form.name):
            question = form.ask(found, thing)
            if question:
                yield form.name, thing, question


def _thing(found: re.Match[str], wording: Wording) -> str:
    """Return the thing with its article as it is written within a sentence; empty where it is no name."""
    thing, article = found["thing"].strip(), found["article"] or ""
    if not is_name(thing):
        return ""
    if article.lower() == "the" and " " not in thing:
        # "The virus" is one that was named before.
        return ""
    if article:
        return f"{article.lower()} {thing}"
    begins = found.start("thing") == 0
    return wording.name(thing) if begins else thing


def _agree(found: re.Match[str], thing: str, form: str) -> bool:
    """Tell whether the verb is of the thing, by its number; else the sentence was taken apart wrongly."""
    words = found.groupdict()
    if form == "effect" and not words.get("modal"):
        single = re.match(r"\w+?[^s]s\b", words["verb"].lower()) is not None
    elif form != "aspect" and (words.get("be") or "").lower() in ("is", "are", "was", "were"):
        single = words["be"].lower() in ("is", "was")
    else:
        return True
    return single == (_verb(thing) == "is")


def _verb(thing: str) -> str:
    return is_or_are(thing)


def _does(thing: str) -> str:
    return "do" if is_or_are(thing) == "are" else "does"


def _define(found: re.Match[str], thing: str) -> str:
    return f"What {found['be'].lower()} {thing}?"


def _aspect(found: re.Match[str], thing: str) -> str:
    noun = found["noun"].strip()
    if not is_aspect(noun.split()[-1]) and noun.split()[-1] not in ("period", "mechanisms", "manifestations"):
        return ""
    if not _NO_NOUNS.isdisjoint(noun.lower().split()):
        return ""
    be = found["be"].lower() if found["be"].lower() in ("is", "are", "was", "were") else ""
    be = be or ("are" if is_plural(noun) else "is")
    return f"What {be} the {noun[0].lower() + noun[1:]} {found['link']} {thing}?"


_NO_NOUNS = frozenset(
    """example examples values missing stage risk impact effect effects aim purpose objective number value
    part results result name evidence details information course use uses type types main question year
    years case cases another other one our such this these each increase lack presence definition""".split()
)


def _passive(found: re.Match[str], thing: str) -> str:
    verb, be = found["verb"].lower(), found["be"].lower()
    if " " in be:
        return f"How {be.split()[0]} {thing} be {verb}?"
    return f"How {be} {thing} {verb}?"


def _when(found: re.Match[str], thing: str) -> str:
    be = found["be"].lower()
    if " " in be:
        return f"When {be.split()[0]} {thing} be {found['verb'].lower()}?"
    return f"When {be} {thing} {found['verb'].lower()}?"


def _active(found: re.Match[str], thing: str) -> str:
    modal = found["modal"]
    plain = _base(found["verb"].lower())
    return f"What {modal.strip().lower() if modal else _does(thing)} {thing} {plain}?"


def _base(verb: str) -> str:
    """Return a verb as it stands behind "does": "leads to" gives "lead to"."""
    first, *rest = verb.split()
    return " ".join([re.sub(r"(?<!s)s$", "", first), *rest])


def _form(name: str, after: str, ask: Callable[[re.Match[str], str], str], before: str = _OPENS) -> _Form:
    return _Form(name, re.compile(before + _THING + after), ask)


FORMS = (
    _form("definition", rf"\s+(?P<be>is|are){_ADVERB}\s+(?:an?|the|one of the|any)\b", _define),
    _form("definition", r",\s+(?:an?|the) [^,]{5,80},\s+(?P<be>is|are)\b", _define),
    _form("definition", r"\s+(?P<be>is|are) (?:defined as|characteri[sz]ed by)\b", _define),
    _form(
        "aspect",
        rf"\s+(?P<be>is|are|was|were|includes?|ranges?|varies){_NO_ANSWER}\b",
        _aspect,
        before=r"(?:(?:The|An?)\s+)?(?P<noun>(?:[\w-]+ ){0,2}[\w-]+) (?P<link>of|for) "
        r"(?:(?P<article>the|an?)\s+)?",
    ),
    _form(
        "manner",
        rf"\s+(?P<be>is|are|can be|should be|may be){_ADVERB}\s+"
        r"(?P<verb>treated|managed|diagnosed|confirmed|prevented|"
        r"transmitted|spread|detected|classified|inherited|acquired|absorbed|excreted|metaboli[sz]ed|cleared|"
        r"monitored|administered)\s+(?:\w+ly\s+)?(?:by|with|using|through|via|on|in|from|to|when|as|into)\b",
        _passive,
    ),
    _form(
        "time",
        rf"\s+(?P<be>is|are|should be|must be){_ADVERB}\s+"
        r"(?P<verb>recommended|indicated|contraindicated|preferred|started|"
        r"given|stopped)\s+(?:in|for|when|if|after|early|at|before|within|as)\b",
        _when,
    ),
    _form(
        "cause", rf"\s+(?:is|are){_ADVERB}\s+(?:caused by|due to)\b", lambda _, thing: f"What causes {thing}?"
    ),
    _form(
        "use",
        r"\s+(?:is|are|can be)(?:\s+\w+ly|\s+also|\s+often)?\s+used (?:for|to|in)\b",
        lambda _, thing: f"What {_verb(thing)} {thing} used for?",
    ),
    _form(
        "association",
        rf"\s+(?P<be>is|are|was|were){_ADVERB}\s+associated with\b",
        lambda found, thing: f"What {found['be']} {thing} associated with?",
    ),
    _form(
        "caution",
        r"\s+(?:must|should) not be (?P<verb>given|used|taken)\s+(?:to|in|by|with|when|if|during)\b",
        lambda found, thing: f"When should {thing} not be {found['verb']}?",
    ),
    _form(
        "place",
        rf"\s+(?P<be>is|are){_ADVERB}\s+(?P<verb>found|located|expressed|distributed|produced)\s+"
        r"(?:in|on|within|at|by)\b",
        lambda found, thing: f"Where {found['be']} {thing} {found['verb']}?",
    ),
    _form(
        "beginning",
        r"\s+(?P<be>was|were) first "
        r"(?P<verb>reported|identified|described|detected|isolated|discovered|recogni[sz]ed)\s+"
        r"(?:\w+ ){0,4}?(?:in|on) (?:\w+ ){0,2}\d",
        lambda found, thing: f"When {found['be']} {thing} first {found['verb']}?",
    ),
    _form(
        "role",
        r"\s+plays? (?:an?|the) (?:[\w-]+ ){0,3}role in\b",
        lambda _, thing: f"What role {_does(thing)} {thing} play?",
    ),
    _form(
        "effect",
        r"\s+(?P<modal>can\s+|may\s+)?(?:\w+ly\s+)?"
        r"(?P<verb>causes?|leads? to|results? in|inhibits?|binds to|encodes?|"
        r"regulates?|mediates?|activates?|controls?|targets?|blocks?|affects?|reduces?|lowers?|increases?|"
        r"improves?|prevents?|decreases?|protects? against|induces?|consists? of|"
        r"comprises?|contains?|requires?|contributes? to)\s+(?!of\b)",
        _active,
    ),
)
