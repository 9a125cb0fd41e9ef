"""Abbreviations: what the documents define, each document for itself where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given as over
from hypothesis import strategies as some

from index.lexicon.abbreviations import Abbreviations, definitions, find_abbreviations
from index.library import Library
from index.models.embedder import Embedder
from index.synchronise import synchronise

NERVES = "nerves", "Multiple sclerosis (MS) is a disease of young adults. MS is treated with interferon."
HEART = "heart", "Mitral stenosis (MS) follows rheumatic fever. MS is treated by balloon valvotomy."
BRAIN = "brain", "In multiple sclerosis (MS), MRI shows lesions."


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Juvenile dermatomyositis (JDM) is rare.", [("JDM", "Juvenile dermatomyositis")]),
        (
            "enzyme-linked immunosorbent assay (ELISA; Sigma)",
            [("ELISA", "enzyme-linked immunosorbent assay")],
        ),
        ("It was seen in 12 (30%) of them (see Table 2).", []),
        ("the drug (MTX)", []),
    ],
)
def test_a_short_form_in_brackets_behind_its_words_is_a_definition(
    text: str, pairs: list[tuple[str, str]]
) -> None:
    assert list(definitions(text)) == pairs


def test_a_long_form_counts_as_its_abbreviation_when_all_documents_agree() -> None:
    abbreviations = find_abbreviations([NERVES, BRAIN])
    assert abbreviations.own == {}
    assert abbreviations.shorten("How is multiple sclerosis treated?") == "How is MS treated?"


def test_long_forms_in_other_words_for_one_thing_do_not_clash() -> None:
    first = "one", "adult respiratory distress syndrome (ARDS)"
    second = "other", "Acute respiratory distress syndromes (ARDS) are grave."
    assert find_abbreviations([first, second]).own == {}


def test_an_abbreviation_with_two_meanings_is_what_its_own_document_says() -> None:
    abbreviations = find_abbreviations([NERVES, HEART])
    question = "How is mitral stenosis treated?"
    assert abbreviations.shorten(question) == question
    assert abbreviations.both_forms("MS is treated.", "heart") == "MS is treated. mitral stenosis"
    assert abbreviations.both_forms("MS is treated.", "nerves") == "MS is treated. multiple sclerosis"
    assert (
        abbreviations.both_forms("Mitral stenosis is treated.", "heart") == "Mitral stenosis is treated. MS"
    )
    assert abbreviations.both_forms("MS is treated.", "skin") == "MS is treated."


@pytest.fixture(scope="module")
def clash(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("clash")
    for name, text in (NERVES, HEART):
        (folder / f"{name}.txt").write_text(text.replace(". MS", ".\n\nMS") + "\n", encoding="utf-8")
    synchronise(folder / "index", [folder], embedder)
    library = Library(folder / "index", embedder)
    yield library
    library.close()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What is the treatment of mitral stenosis?", "heart#2"),
        ("What is the treatment of multiple sclerosis?", "nerves#2"),
    ],
)
def test_a_question_finds_the_document_that_means_it(clash: Library, question: str, found: str) -> None:
    ranked = [passage.paragraph.id for passage in clash.search(question, 4)]
    treatments = [paragraph for paragraph in ranked if paragraph.endswith("#2")]
    assert treatments[0] == found


WORDS = (
    "multiple",
    "sclerosis",
    "systemic",
    "lupus",
    "mass",
    "index",
    "body",
    "bodys",
    "and",
    "MS",
    "s",
    "-",
    ",",
)
spoken = some.lists(some.sampled_from(WORDS), max_size=12).map(" ".join)


@over(
    some.lists(
        some.lists(some.sampled_from(WORDS[:8]), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=5
    ),
    spoken,
)
def test_long_forms_are_found_as_an_alternation_of_all_of_them_would(longs: list[str], text: str) -> None:
    known = {long: f"X{number}" for number, long in enumerate(dict.fromkeys(longs))}
    ordered = sorted(known, key=len, reverse=True)
    every = re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})(?=s?\b)", re.I)
    abbreviations = Abbreviations({short: (long,) for long, short in known.items()})
    assert abbreviations.shorten(text) == every.sub(lambda found: known[found.group().lower()], text)
