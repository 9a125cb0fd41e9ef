"""Typing errors in a question are mended from the words of the documents; names are not touched."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from growth import grows_in_proportion

import corpus
from corpus.reading import read_document
from index.lexicon.spelling import Correction, Vocabulary

BUNDLED = Path(corpus.__file__).parent
SURELY_RIGHT, SURELY_WRONG = 0.85, 0.02
# Name asked for; name that the documents hold.
SIMILAR_DRUGS = [
    pair.split("/")
    for pair in """hydralazine/hydroxyzine prednisone/prednisolone vinblastine/vincristine
    cefazolin/ceftriaxone clonidine/clonazepam cefuroxime/cefotaxime cefixime/cefepime
    chlorpropamide/chlorpromazine acetohexamide/acetazolamide tolazamide/tolbutamide glipizide/glyburide
    lamivudine/lamotrigine metolazone/metoprolol misoprostol/mifepristone nicardipine/nifedipine
    nimodipine/nifedipine pentobarbital/phenobarbital quinine/quinidine dopamine/dobutamine
    ephedrine/epinephrine penicillamine/penicillin cycloserine/cyclosporine azathioprine/azacitidine
    sulfadiazine/sulfasalazine terbutaline/terbinafine tizanidine/tiagabine tramadol/trazodone
    valganciclovir/valacyclovir clobazam/clonazepam bupropion/buspirone apatinib/afatinib
    lapatinib/apatinib axitinib/afatinib neratinib/nintedanib daunorubicin/doxorubicin
    guselkumab/secukinumab risankizumab/tildrakizumab saxagliptin/sitagliptin fluocinonide/fluocinolone
    rifabutin/rifampin losec/loses neoral/neural ultram/ultra sular/solar eldepryl/elderly""".split()
]


def vocabulary(*texts: str) -> Vocabulary:
    return Vocabulary.build(texts)


def bundled() -> Vocabulary:
    texts = []
    for file in sorted((BUNDLED / "documents").iterdir()):
        document = read_document(file)
        texts += [document.title, *(f"{found.heading} {found.text}" for found in document.paragraphs)]
    return Vocabulary.build(texts)


TEXTS = (
    "Juvenile dermatomyositis is treated with corticosteroids and methotrexate.",
    "Soft tissue calcinosis and a rash on the eyelids are symptoms in children. Gottron’s papules.",
    "Treatment depends on the symptoms. Bisphosphonates help. The heart is seldom affected.",
)
SOME = vocabulary(*TEXTS)


def larger() -> Vocabulary:
    return vocabulary(*TEXTS * 100, "Military service is a serious matter of public health.")


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        (
            "wat is the treatmnt for juvenile dermatomyositis",
            "what is the treatment for juvenile dermatomyositis",
        ),
        ("methotrexat", "methotrexate"),
        ("corticosteriods", "corticosteroids"),
        ("rash on eyelidds", "rash on eyelids"),
        ("calcinosys", "calcinosis"),
        ("haert", "heart"),
        ("juvenile dermatomyosytus", "juvenile dermatomyositis"),
        ("reatment of rashes", "treatment of rashes"),
        ("bisphosphanates", "bisphosphonates"),
        ("simptoms", "symptoms"),
        ("symtoms", "symptoms"),
    ],
)
def test_a_mistyped_word_becomes_the_one_that_the_documents_hold(question: str, searched: str) -> None:
    assert SOME.correct(question)[0] == searched


def test_what_was_changed_is_told_in_order_as_it_stands_in_the_texts() -> None:
    assert SOME.correct("Wat is  the treatmnt?") == (
        "What is  the treatment?",
        (Correction("Wat", "What"), Correction("treatmnt", "treatment")),
    )


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("  Calcinosys?", "  Calcinosis?"),
        ("(treatmnt), “calcinosys” -  haert!", "(treatment), “calcinosis” -  heart!"),
        ("dermatomyosits's rash", "dermatomyositis's rash"),
        ("I see a rash. Calcinosys too?", "I see a rash. Calcinosis too?"),
    ],
)
def test_case_punctuation_and_spaces_stay(question: str, searched: str) -> None:
    assert SOME.correct(question)[0] == searched


def test_a_missing_or_a_slipped_in_space_is_mended() -> None:
    assert SOME.correct("softtissue calcinosis")[0] == "soft tissue calcinosis"
    assert SOME.correct("juvenile derma tomyositis?") == (
        "juvenile dermatomyositis?",
        (Correction("derma tomyositis", "dermatomyositis"),),
    )


@pytest.mark.parametrize(
    ("question", "searched"),
    [("wht hapens", "what happens"), ("wich ones", "which ones"), ("teh rash adn", "the rash and")],
)
def test_plain_english_is_mended_though_no_document_holds_it(question: str, searched: str) -> None:
    assert SOME.correct(question)[0] == searched


@pytest.mark.parametrize(
    "question",
    [
        "",
        "?!",
        "What is the treatment for juvenile dermatomyositis?",
        "Is a bee sting, hiss or wen a symptom?",
        "serous fluid, pubic hair and miliary tuberculosis",
        "Does it differ, and don't they say ’tis?",
        "what about ild, aso and tsh",
        "calcinoses and bisphosphonate",
    ],
)
def test_words_that_the_documents_or_english_know_stay(question: str) -> None:
    assert SOME.correct(question)[1] == ()
    assert larger().correct(question)[1] == ()


@pytest.mark.parametrize("word", ["TREATMNT", "TreatMnt", "treatmnt2", "IL-6", "anti-Mi2", "HAERT"])
def test_abbreviations_and_words_with_digits_stay(word: str) -> None:
    assert SOME.correct(f"the {word} of it") == (f"the {word} of it", ())


def test_a_capital_within_the_question_says_that_it_is_a_name() -> None:
    known = vocabulary("Aspirin is given.", "Vaccines from Gottron")
    assert known.correct("Is the protein Asporin known?")[1] == ()
    assert known.correct("What did Gotron find?")[0] == "What did Gottron find?"


@pytest.mark.parametrize(("asked", "held"), SIMILAR_DRUGS)
def test_a_drug_never_becomes_another_one_nor_another_word(asked: str, held: str) -> None:
    known = vocabulary(*[f"The dose of {held} in adults is low."] * 50)
    assert known.correct(f"what is the dose of {asked}")[1] == ()
    assert known.correct(f"{asked.capitalize()} dose")[1] == ()
    known = vocabulary(*[f"The dose of {asked} in adults is low."] * 50)
    assert known.correct(f"what is the dose of {held}")[1] == ()


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("hypomethylated", "hypermethylated"),
        ("macrovesicular", "microvesicular"),
        ("intrathecally", "interthecally"),
        ("cholecystotomies", "cholecystostomies"),
        ("oesophagotomy", "oesophagostomy"),
    ],
)
def test_what_means_the_opposite_or_another_operation_is_no_typing_error(asked: str, held: str) -> None:
    assert vocabulary(held).correct(asked)[1] == ()


def test_a_drug_misspelt_before_its_stem_is_mended() -> None:
    known = vocabulary("adalimumab", "ciprofloxacin")
    assert known.correct("adalmumab or ciprofloxacn")[0] == "adalimumab or ciprofloxacin"


def test_of_two_words_equally_near_neither_is_taken() -> None:
    assert vocabulary("brachiola", "brachiolo").correct("brachiol")[1] == ()
    often = vocabulary(*["brachiola"] * 20, "brachiolo")
    assert often.correct("brachiol")[0] == "brachiola"


def test_without_words_nothing_is_changed() -> None:
    assert Vocabulary({}).correct("wat is teh treatmnt") == ("wat is teh treatmnt", ())


def test_words_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    vocabulary("Sjögren’s treatment").save(tmp_path / "words.json")
    loaded = Vocabulary.load(tmp_path / "words.json")
    assert loaded.correct("sjögrn treatmnt")[0] == "sjögren treatment"


def test_the_bundled_questions_without_typing_errors_stay_as_they_are() -> None:
    known = bundled()
    for question in questions():
        assert known.correct(question) == (question, ())


def test_one_slip_of_the_finger_in_a_word_of_the_documents_mostly_comes_back() -> None:
    known, rng, right, wrong = bundled(), random.Random(11), 0, 0
    slips = [slip for question in questions() if (slip := mistyped(question, known, rng))]
    for question, typed in slips:
        searched = known.correct(typed)[0]
        right += searched == question
        wrong += searched not in (question, typed)
    assert len(slips) > 70
    assert right >= SURELY_RIGHT * len(slips)
    assert wrong <= SURELY_WRONG * len(slips)


def test_a_large_vocabulary_loads_and_mends_in_time_in_proportion(tmp_path: Path) -> None:
    rng = random.Random(3)

    def mend(size: int) -> None:
        words = {"".join(rng.choices("abcdefghilmnoprstu", k=rng.randint(4, 14))) for _ in range(size)}
        Vocabulary({**dict.fromkeys(words, 2), "treatment": 40}).save(tmp_path / "words.json")
        known = Vocabulary.load(tmp_path / "words.json")
        assert known.correct("wat is the treatmnt for calcinosys of the eyelidds")[1]

    grows_in_proportion(mend, 50_000)


def questions() -> list[str]:
    lines = (BUNDLED / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    return [str(one["question"]) for one in gold if "typo" not in one.get("tags", [])]


def mistyped(question: str, known: Vocabulary, rng: random.Random) -> tuple[str, str] | None:
    """Return the question, and the same with a letter missing, doubled or exchanged in one word."""
    words = [word for word in re.finditer(r"\b[a-z]{5,}\b", question) if known.correct(word.group() + "q")[1]]
    if not words:
        return None
    word = rng.choice(words)
    at = rng.randrange(word.start() + 1, word.end() - 1)
    pair = question[at : at + 2]
    instead = rng.choice([pair[1], pair[0] + pair, pair[::-1]])
    typed = question[:at] + instead + question[at + 2 :]
    return None if typed == question else (question, typed)
