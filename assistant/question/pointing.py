"""Put what is meant in the place of words that point back: "it", "they", "her", "this disease", "both"."""

from __future__ import annotations

import re

from assistant.question.noun_phrases import (
    Kind,
    is_about_something,
    is_function_word,
    is_plural,
    names_something,
    noun_phrases,
)
from assistant.question.topics import (
    Context,
    asks_of_people,
    background,
    means,
    members,
    people,
    several,
    subject,
)

_DISEASE_WORD = r"(?:disease|condition|disorder|illness|syndrome|infection|complication)s?"
_DRUG_WORD = r"(?:drug|medication|medicine|agent|substance|compound|antibiotic)s?"
_TEST_WORD = r"(?:test|procedure|investigation|operation)s?"
_POINTER = re.compile(
    rf"\b(?:(?P<generic>(?:this|that|these|those|such an?)\s+(?:{_DISEASE_WORD}|{_DRUG_WORD}|{_TEST_WORD})|"
    r"(?<!of )the(?: same)?\s+(?:disease|condition|disorder|illness|drug|medication|medicine)s?)\b"
    r"(?!-|\s+(?:of|for|in|that|which|who|with|called|named|\w+ing)\b)|"
    r"(?P<own>its|their)|(?P<several>they|them|theirs)|(?P<person>he|him|she|hers)|"
    r"(?P<persons>his|her)|(?P<one>it)|(?P<pair>both|the\s+former|the\s+latter|the\s+(?:first|second|"
    r"third|last|"
    r"other)\s+one)|(?P<demonstrative>this|that|these|those))\b(?!-)",
    re.I,
)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had)\b", re.I)
_EXPLETIVE = re.compile(
    r"\bit\s+(?:takes?|took)\b|\b(?:do|does|did|will|would|can)\s+it\s+(?:take|rain|snow|freeze)\b|"
    r"\btime\s+is\s+it\b|\b(?:is|was)\s+it\s+(?:that|to|for|if)\b|"
    # "How do they treat gout?": they are the doctors.
    r"\bthey\s+(?:\w+ly\s+)?(?:(?:have|need|want)\s+to\s+)?(?:cut|operate|give|test|use|treat|diagnose|find|check|"
    r"tell|measure|prescribe|detect|confirm|screen|say|call|know|perform)\b|"
    # "does it itch, this eczema?"
    r"\bit\b(?=[^,]+,\s*(?:this|that|the)\s+[\w\s-]+\W*$)|"
    r"\b(?:is|was)\s+it\s+(?:late|raining|snowing|cold|hot|sunny|warm)\b|"
    r"\bit(?:\s+(?:is|was|be|has|been))*(?:\s+(?:\w+ly|ever|still|always|not|also|more|most|"
    r"so))?\s+(?:important|"
    r"possible|true|likely|unlikely|necessary|safe|okay?|fine|common|usual|normal|proposed|determined|known|"
    r"thought|believed|better|best|worth|useful|helpful|recommended|advisable|dangerous|hard|difficult|easy|"
    r"rare|shown|reported|suggested|claimed|estimated)\s+(?:that|to|for|if|whether|when)\b",
    re.I,
)
_CLAUSE = re.compile(
    r"[,;:]|\b(?:and|but|or|when|if|because|that|which|who|after|before|while|how|what|where|once|since|"
    r"than|as)\b",
    re.I,
)
_BEFORE_THAT = re.compile(
    r"(?:^|[,;:]|\b(?:is|are|was|were|do|does|did|can|could|will|would|should|may|might|why|how|for|of|"
    r"in|with|"
    r"by|to|from|on|at|after|about|than|like|and|but|so|then))\s*$",
    re.I,
)
_NEXT_WORD = re.compile(r"\s+([^\W_][\w-]*)")
WRITING = re.compile(
    r"(?:study|studies|approach|method|work|research|analysis|review|report|paper|publication|article|trial|"
    r"document|text|sample|model)s?",
    re.I,
)
_AMOUNT = re.compile(r"high|low|much|many|enough|normal|long|often|more|less|better|worse", re.I)
_ENDS_OPEN = re.compile(r"\b(?:to|for|of|in|on|with|by|from|about)$", re.I)
_COUNT = {"first": 0, "former": 0, "second": 1, "third": 2, "latter": -1, "last": -1, "other": 0}
_PATIENTS = re.compile(r"^(?:patient|people|children|adult|case)", re.I)
LONGEST_NAME_WORDS = 6


def point_out(question: str, context: Context) -> str | None:
    """Return `question` with its pointing words replaced, or None when it has none.

    What does not fit into the sentence is put behind it in brackets.
    """
    result, added = question, ""
    first_of_a_kind = {pointer.lastgroup: pointer for pointer in reversed(_pointers(question, context))}
    for pointer in sorted(first_of_a_kind.values(), key=lambda pointer: -pointer.start()):
        replacement, more = _meaning(pointer, question, context)
        added = more or added
        if replacement and pointer.start() == 0 and question[0].isupper():
            replacement = replacement[0].upper() + replacement[1:]
        if replacement:
            result = result[: pointer.start()] + replacement + result[pointer.end() :]
    return add_behind(result, added) if first_of_a_kind else None


def add_behind(question: str, words: str) -> str:
    """Return `question` with `words` before its question mark, unless it already has them."""
    said = re.sub(r"^(?:in|of)\s+", "", words.strip("() ")).lower()
    if not words or said in question.lower():
        return question
    plain = question.rstrip(" ?.!")
    if _ENDS_OPEN.search(plain) and not words.startswith("("):
        words = f"({words.split(maxsplit=1)[1]})"
    return f"{plain} {words}?"


def _pointers(question: str, context: Context) -> list[re.Match[str]]:
    """Return the words of `question` that point out of it."""
    idle = [match.span() for match in _EXPLETIVE.finditer(question)]
    return [
        pointer
        for pointer in _POINTER.finditer(question)
        if not any(start <= pointer.start() < end for start, end in idle)
        and _points_out(pointer, question, context)
    ]


def _points_out(pointer: re.Match[str], question: str, context: Context) -> bool:
    """Tell whether what `pointer` means stands outside the question."""
    if pointer.group().isupper() and not question.isupper():
        return False
    if pointer["demonstrative"]:
        return _demonstrates(pointer, question, context)
    follows = _next_word(question, pointer)
    if pointer["pair"]:
        determines = pointer.group().lower() == "both" and names_something(follows or "it")
        return not determines and len(members(context)) > 1
    if pointer["generic"]:
        return not (follows and names_something(follows)) and not _named_before(pointer, question)
    before = question[: pointer.start()]
    named = noun_phrases(before)
    if not named or pointer["own"] or pointer["persons"]:
        return not named
    return not _CLAUSE.search(before[named[0].end :]) and len(_AUXILIARY.findall(before)) < 2


def _named_before(pointer: re.Match[str], question: str) -> bool:
    """Tell whether the question itself names what "the drug" can mean; "this drug" lies outside."""
    named = [phrase for phrase in noun_phrases(question[: pointer.start()]) if not phrase.asked_for]
    return bool(named) and pointer.group().lower().startswith("the ")


def _demonstrates(pointer: re.Match[str], question: str, context: Context) -> bool:
    """Tell whether "this" or "that" stands for something said before rather than opening a clause."""
    before = question[: pointer.start()]
    if pointer.group().lower() == "that" and not _BEFORE_THAT.search(before):
        return False
    word = _next_word(question, pointer)
    if not word or (is_function_word(word) and not WRITING.fullmatch(word)):
        those_who = pointer.group().lower() == "those" and word in ("with", "who", "whose")
        return not (those_who or (noun_phrases(before) and _CLAUSE.search(before)))
    if is_about_something(word):
        return not (WRITING.fullmatch(word) or noun_phrases(before))
    said = re.search(rf"\b{re.escape(word.rstrip('s'))}", context.said, re.I)
    return said is not None and not WRITING.fullmatch(word)


def _next_word(question: str, pointer: re.Match[str]) -> str:
    return found[1] if (found := _NEXT_WORD.match(question, pointer.end())) else ""


def _meaning(pointer: re.Match[str], question: str, context: Context) -> tuple[str, str]:
    """Return what `pointer` is replaced by (or nothing) and what is added behind the question."""
    if pointer["pair"]:
        return _counted(pointer.group(), context), ""
    if pointer["person"] or pointer["persons"]:
        return _person(pointer, question, context)
    if pointer["several"] or (pointer["own"] or "").lower() == "their":
        return _several(pointer, question, context)
    return _one(pointer, question, context)


def _counted(words: str, context: Context) -> str:
    """Return the things that "both", "the latter" or "the second one" count, or an empty text."""
    counted = members(context)
    if words.lower() == "both":
        return " and ".join(counted[-2:])
    place = _COUNT[words.split()[1].lower()]
    return counted[place] if place < len(counted) else ""


def _person(pointer: re.Match[str], question: str, context: Context) -> tuple[str, str]:
    someone = people(context)
    owner = pointer["persons"] is not None and _next_word(question, pointer) != ""
    owner = owner and not is_function_word(_next_word(question, pointer))
    if someone and not someone.plural:
        return someone.with_article + ("'s" if owner else ""), ""
    patient = f"a patient with {context.topic}"
    return ("the", f"in {patient}") if owner else (patient, "")


def _several(pointer: re.Match[str], question: str, context: Context) -> tuple[str, str]:
    meant, topic = several(context, question), subject(context.question)
    thing = topic is not None and topic.kind in (Kind.DRUG, Kind.TEST)
    if not meant and asks_of_people(question) and thing and not pointer["own"]:
        return f"patients on {context.topic}", ""
    if not meant and (pointer["own"] or thing):
        return _one(pointer, question, context)
    if not meant:
        meant = "patients" if re.search(r"\bit\b", question, re.I) else f"patients with {context.topic}"
    if pointer["own"]:
        return _owned(meant)
    after_of = question[: pointer.start()].lower().endswith(" of ")
    rest = background(context, meant, placed=True)
    return ("the " if after_of and not meant.startswith("the ") else "") + meant, f"in {rest}" if rest else ""


def _one(pointer: re.Match[str], question: str, context: Context) -> tuple[str, str]:
    demonstrative = pointer["demonstrative"]
    word = _next_word(question, pointer)
    if demonstrative and _AMOUNT.fullmatch(word):
        return "", f"({context.topic})"
    if demonstrative and word and _is_noun(word, question):
        return "", f"({context.topic})"
    if (demonstrative or "").lower() in ("these", "those") or (
        pointer["generic"] and is_plural(pointer.group())
    ):
        meant = several(context, question)
        rest = background(context, meant)
        return (meant, f"in {rest}" if rest else "") if meant else ("", f"({context.topic})")
    found = subject(context.question, question)
    meant = found.with_article if found else context.topic
    if found is None or found.kind is not Kind.DRUG:
        meant = means(context, question) or meant
    odd = found is not None and (
        _mismatched(pointer["generic"] or "", found.kind)
        or (found.plural and (pointer["one"] or demonstrative) is not None)
    )
    if len(meant.split()) > LONGEST_NAME_WORDS or odd:
        return "", f"({meant})"
    if pointer["own"]:
        return _owned(meant)
    rest = background(context, meant) if found and found.kind in (Kind.DRUG, Kind.TEST) else ""
    return meant, f"in {rest}" if rest else ""


def _mismatched(words: str, kind: Kind) -> bool:
    """Tell whether "this drug" or "that test" cannot mean a thing of `kind`."""
    named = (
        (_DISEASE_WORD, (Kind.DISEASE, Kind.NAME)),
        (_DRUG_WORD, (Kind.DRUG, Kind.NAME)),
        (_TEST_WORD, (Kind.TEST,)),
    )
    return any(re.search(rf"{word}$", words, re.I) and kind not in kinds for word, kinds in named)


def _owned(owner: str) -> tuple[str, str]:
    """Return a possessive: "gout's", or "the ... of children with gout" for a longer owner."""
    if len(owner.split()) <= 2:
        return owner + ("'" if owner.endswith("s") else "'s"), ""
    return "the", f"in {owner}" if _PATIENTS.match(owner) else f"of {owner}"


def _is_noun(word: str, question: str) -> bool:
    """Tell whether `word` after "this" is its noun and not what is said of it ("Is this serious?")."""
    said_of = re.search(rf"{_AUXILIARY.pattern}\s+\w+\s+{re.escape(word)}\b", question, re.I)
    plain = said_of is None or is_plural(word)
    return names_something(word) or (plain and not is_function_word(word))
