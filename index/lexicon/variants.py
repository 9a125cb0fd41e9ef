"""Write the British and the American spelling of a word as one, and numbers in words as figures.

What comes out is compared, never shown. So a rule may reach a word that it was not made for, such as
"angioedema", as long as no two different words become the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

# Roots that count wherever they stand in a word; "ae" and "oe" as such are something else in "aerobic",
# "coefficient", "shoe" and "Michael". The plurals are a list, for "pneumoniae" is none.
ROOTS: Mapping[str, str] = MappingProxyType(
    dict(
        pair.split(":")
        for pair in """
        haem:hem aemi:emi leukaemo:leukemo leucaem:leukem leuco:leuko aesthe:esthe anaesth:anesth aetio:etio
        paed:ped gynaec:gynec faec:fec caec:cec caesar:cesar caesi:cesi naev:nev laevo:levo
        archaeo:archeo palaeo:paleo phaeo:pheo oedem:edem oesoph:esoph oestr:estr foet:fet coeli:celi
        rrhoe:rrhe pnoe:pne amoeb:ameb homoeo:homeo poeia:peia manoeuvre:maneuver
        colour:color tumour:tumor behaviour:behavior favour:favor flavour:flavor humour:humor labour:labor
        neighbour:neighbor harbour:harbor honour:honor odour:odor vapour:vapor vigour:vigor armour:armor
        endeavour:endeavor rumour:rumor
        sulph:sulf fibreoptic:fiberoptic grey:gray artefact:artifact aluminium:aluminum
        mould:mold sceptic:skeptic enquir:inquir aneurism:aneurysm judgement:judgment counsellor:counselor
        acknowledgement:acknowledgment tranquilli:tranquili speciality:specialty hiccough:hiccup
        yoghurt:yogurt liquorice:licorice practis:practic
        licence:license defence:defense offence:offense disk:disc
        vertebrae:vertebra larvae:larva sequelae:sequela lamellae:lamella herniae:hernia amoebae:ameba
        bullae:bulla bursae:bursa fistulae:fistula striae:stria petechiae:petechia conjunctivae:conjunctiva
        maculae:macula papillae:papilla algae:alga formulae:formula fossae:fossa trabeculae:trabecula
        scapulae:scapula patellae:patella maxillae:maxilla fimbriae:fimbria hyphae:hypha synechiae:synechia
        antennae:antenna
        """.split()
    )
)
# How a word ends, what of it changes, and into what.
ENDINGS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    # litre, centimetre, fibre, multicentre, titre, goitre, theatre, calibre
    (("re", "res"), "(?<=lit|met|fib|ent|tit|oit|eat|lib)re(?=s?$)", "er"),
    (("red",), "(?<=ent|tit)red$", "ered"),
    (("logue", "logues"), "(?<=[ao]l)ogues?$", "og"),
    # To "s", not to "z": Snowball takes "organization" for "organ" and "immunization" for "immune".
    # What stands before it holds a vowel and more, unlike "size", "prize" and "seize".
    (
        ("ize", "ized", "izes", "izer", "izers", "izing", "izable", "ization", "izations", "izational"),
        r"([aeiouy]\w+)iz",
        r"\1is",
    ),
    # What Snowball would take for "pneumonia" and "influenza", and "hepatitis" for "hepatic".
    (("ae",), "(pneumoni|influenz|choler|gonorrhe|diphtheri|malari)ae$", r"\1aeus"),
    (("itis",), r"(?<=\w{3})itis$", "itides"),
    # The plural, for Snowball parts "metastasis" and "metastases".
    (("sis",), "(?<=..[aeiopy])sis$", "ses"),
)
UNITS = tuple("zero one two three four five six seven eight nine ten eleven twelve".split())
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def one_spelling(word: str) -> str:
    """Return the form that `word` (in lower case) shares with its other spelling and its figure.

    "haemoglobin" and "hemoglobin", "organize" and "organise", "two" and "2", "1,000" and "1000". "one"
    is more often a pronoun than a number and stays.
    """
    if word[0].isdigit():
        return word.replace(",", "") if _THOUSANDS.fullmatch(word) else word
    if word in UNITS[2:]:
        return str(UNITS.index(word))
    roots, *endings = _patterns()
    word = roots.sub(lambda found: ROOTS[found.group()], word)
    for (finals, _, instead), pattern in zip(ENDINGS, endings, strict=True):
        # Spares the pattern for most words, which is most of the time that this takes.
        if word.endswith(finals):
            word = pattern.sub(instead, word)
    return word


def compound_numbers() -> dict[str, str]:
    """Return the numbers from 20 to 99 in words ("twenty", "twenty one") with their figures."""
    return {
        f"{ten} {unit}".strip(): str(tens * 10 + units)
        for tens, ten in enumerate(TENS, start=2)
        for units, unit in enumerate(("", *UNITS[1:10]))
    }


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the pattern of any root, the longest first, and that of each ending."""
    roots = "|".join(sorted(ROOTS, key=len, reverse=True))
    return re.compile(roots), *(re.compile(pattern) for _, pattern, _ in ENDINGS)
