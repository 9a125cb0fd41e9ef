from dataclasses import replace

import pytest
from growth import grows_in_proportion
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.evaluation.gold import Evidence, GoldQuestion
from assistant.evaluation.grounding import Grounded, ground, unsupported
from assistant.evaluation.matching import holds
from corpus.document import Document, Paragraph
from corpus.errors import UserError

TREATMENT = "Steroids are given first, and methotrexate is added after six weeks."
LATE = "After six weeks the doctors have methotrexate added to it; steroids are given till then, first daily."
RASH = "The hallmark is a heliotrope rash over the eyelids."


def document(id: str, *texts: str, title: str = "") -> Document:
    paragraphs = tuple(Paragraph(id, number, text, 0, 0) for number, text in enumerate(texts, start=1))
    return Document(id, title or id, f"/{id}.txt", "00", paragraphs)


JDM = document("juvenile-dermatomyositis", "JDM is rare.", LATE, TREATMENT, RASH, title="Juvenile (JDM)")
LUPUS = document("pubmed-30430918", "Lupus has a butterfly rash over the cheeks.", RASH, title="Lupus")


def asked(*evidence: Evidence, id: str = "q1") -> GoldQuestion:
    return GoldQuestion(id, "What is given?", True, "Steroids", evidence=evidence)


def by_name(name: str, quote: str = "butterfly rash") -> GoldQuestion:
    return asked(Evidence(name, quote, by_name=True))


def found(question: GoldQuestion, *documents: Document) -> list[list[str]]:
    (grounded,) = ground([question], documents or [JDM, LUPUS])
    return [[paragraph.id for paragraph in paragraphs] for paragraphs in grounded.expected]


def refusal(*questions: GoldQuestion, documents: tuple[Document, ...] = (JDM, LUPUS)) -> str:
    with pytest.raises(UserError) as caught:
        ground(questions, documents)
    return str(caught.value)


def test_each_evidence_has_the_paragraphs_of_its_document_that_hold_it() -> None:
    question = asked(
        Evidence(JDM.id, "heliotrope RASH"), Evidence(LUPUS.id, "over the"), Evidence(JDM.id, "nowhere")
    )
    assert ground([question], [JDM, LUPUS]) == (
        Grounded(question, ((JDM.paragraphs[3],), LUPUS.paragraphs, ())),
    )


def test_a_paragraph_that_holds_the_quote_word_for_word_comes_before_one_with_most_of_its_words() -> None:
    quote = "steroids are given first, and methotrexate is added after six weeks"
    assert found(asked(Evidence(JDM.id, quote))) == [[f"{JDM.id}#3", f"{JDM.id}#2"]]


def test_evidence_in_a_file_that_is_indexed_as_a_copy_is_found_in_the_document_that_it_copies() -> None:
    twin = replace(LUPUS, copies=("/library/Lupus leaflet.docx", "/old/pubmed-11.txt"))
    for name in ("pubmed-11", "lupus-leaflet"):
        (grounded,) = ground([asked(Evidence(name, "butterfly rash"))], [JDM, twin])
        assert grounded.gold.evidence == (Evidence(LUPUS.id, "butterfly rash"),)
        assert grounded.expected == ((twin.paragraphs[0],),)
    (grounded,) = ground([by_name("Lupus leaflet.docx", "over the")], [JDM, twin])
    assert grounded.gold.evidence == (Evidence(LUPUS.id, "over the"),)


def test_a_name_that_is_a_copy_of_two_documents_means_neither() -> None:
    first = replace(JDM, copies=("/a/leaflet.txt",))
    second = replace(LUPUS, copies=("/b/leaflet.txt",))
    assert "'leaflet'" in refusal(asked(Evidence("leaflet", "rash")), documents=(first, second))


def test_an_unanswerable_question_has_nothing_to_be_found() -> None:
    assert ground([GoldQuestion("u1", "Why?", answerable=False)], []) == (
        Grounded(GoldQuestion("u1", "Why?", answerable=False), ()),
    )


WORDS = st.lists(st.sampled_from(["rash", "fever", "5", "%", "Rash-free", "…", "is", "feverish"]), max_size=9)


@settings(deadline=None)
@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=4), WORDS.map(" ".join))
def test_what_is_found_is_what_a_citation_would_hit(texts: list[str], quote: str) -> None:
    one = document("one", *texts)
    (grounded,) = ground([asked(Evidence("one", quote))], [one])
    expected = [paragraph for paragraph in one.paragraphs if holds(paragraph.text, quote)]
    assert sorted(grounded.expected[0], key=lambda paragraph: paragraph.number) == expected


@pytest.mark.parametrize(
    "name",
    [
        "pubmed-30430918",
        "Pubmed 30430918",
        "PubMed_30430918.txt",
        "http://www.ncbi.nlm.nih.gov/pubmed/30430918",
        "https://pubmed.ncbi.nlm.nih.gov/30430918/",
        "https://example.org/papers/PubMed-30430918?view=full#top",
        "LUPUS",
        " “Lupus” ",
    ],
)
def test_the_name_of_a_public_set_is_looked_up_and_becomes_the_id(name: str) -> None:
    (grounded,) = ground([by_name(name)], [JDM, LUPUS])
    assert grounded.gold.evidence == (Evidence("pubmed-30430918", "butterfly rash"),)
    assert [paragraph.id for paragraph in grounded.expected[0]] == ["pubmed-30430918#1"]


def test_a_name_that_says_nothing_is_the_one_document_that_holds_the_quote_word_for_word() -> None:
    quote = "Lupus has a butterfly rash over the cheeks"
    assert found(by_name("Some other title", quote)) == [["pubmed-30430918#1"]]
    assert found(by_name("data[0]", quote)) == [["pubmed-30430918#1"]]


def test_a_quote_that_stands_in_two_documents_or_has_four_words_tells_of_none() -> None:
    assert "Some other title" in refusal(by_name("Some other title", RASH))
    assert "Some other title" in refusal(by_name("Some other title", "has a butterfly rash"))


def test_a_short_quote_is_looked_for_where_the_other_quotes_of_its_document_stand() -> None:
    question = asked(
        Evidence("A title", "rash", by_name=True),
        Evidence("A title", "Lupus has a butterfly rash over the cheeks.", by_name=True),
    )
    assert found(question) == [["pubmed-30430918#1", "pubmed-30430918#2"], ["pubmed-30430918#1"]]


def test_what_an_address_or_a_title_could_mean_twice_it_does_not_mean() -> None:
    twice = [document("pubmed-7", "One.", title="Rash"), document("arxiv-7", "Two.", title="Rash")]
    assert "https://example.org/7" in refusal(by_name("https://example.org/7"), documents=tuple(twice))
    assert "'RASH'" in refusal(by_name("RASH"), documents=tuple(twice))
    whole = document("7", "A butterfly rash.")
    assert found(by_name("https://example.org/7"), *twice, whole) == [["7#1"]]


@pytest.mark.parametrize("name", ["", "?!", "/", "http://[", "document", "a\x00b", "." * 300, "St. John"])
def test_odd_names_are_named_as_not_indexed_and_break_nothing(name: str) -> None:
    assert repr(name) in refusal(by_name(name), documents=(LUPUS, document("st", "x")))


def test_a_title_with_a_point_or_a_slash_in_it_is_a_name_like_any_other() -> None:
    saint = document("st-john-s-wort", "A butterfly rash.", title="other")
    acdc = document("ac-dc", "A butterfly rash.", title="other")
    assert found(by_name("St. John's wort"), saint, acdc) == [["st-john-s-wort#1"]]
    assert found(by_name("AC/DC"), saint, acdc) == [["ac-dc#1"]]


def test_an_id_of_our_own_format_counts_only_as_it_is_and_near_ones_are_suggested() -> None:
    said = refusal(asked(Evidence("juvenile-dermatomyositis-", "rare")), asked(id="q2"))
    assert "1 of 2 gold questions" in said
    assert "'juvenile-dermatomyositis-' (did you mean juvenile-dermatomyositis?)" in said
    assert "`assistant index`" in said
    assert "did you mean" not in refusal(asked(Evidence("Lupus", "rash")))
    assert "public set" not in said
    assert "public set" in refusal(by_name("Some other title"))


def test_of_many_documents_that_are_not_indexed_ten_are_named_and_the_others_counted() -> None:
    questions = [
        asked(Evidence(f"none-{n}", "rash"), Evidence(f"none-{n}", "fever"), id=f"{n}") for n in range(25)
    ]
    said = refusal(*questions)
    assert "25 of 25 gold questions" in said
    assert "'none-9' and 15 more" in said
    assert "none-10" not in said
    assert "\n" not in said


def test_evidence_that_stands_in_no_paragraph_is_told_with_the_closest_paragraph() -> None:
    question = asked(Evidence(JDM.id, "a heliotropic eruption over the eyelid"), Evidence(JDM.id, "is rare"))
    (missing,) = unsupported([question], [LUPUS, JDM])
    assert (missing.question, missing.document, missing.indexed) == ("q1", JDM.id, True)
    assert missing.quote == "a heliotropic eruption over the eyelid"
    assert missing.closest == JDM.paragraphs[3]
    assert 0.5 < missing.similarity < 1


def test_a_document_that_is_not_indexed_gets_the_closest_paragraph_of_all() -> None:
    questions = [
        asked(Evidence("sle", "Lupus has a butterfly rash over both cheeks.")),
        asked(Evidence("other", "Nichts davon", by_name=True), id="q2"),
    ]
    near, far = unsupported(questions, [JDM, LUPUS])
    assert (near.document, near.indexed, near.closest) == ("sle", False, LUPUS.paragraphs[0])
    assert near.similarity > 0.8
    assert (far.question, far.closest, far.similarity) == ("q2", None, 0.0)


def test_a_word_of_the_quote_as_a_paragraph_of_its_own_is_not_the_closest() -> None:
    short = document("short", "Rash", "The rash is over the eyelids in most.")
    (missing,) = unsupported([asked(Evidence("short", "A violet rash over the eyelids"))], [short])
    assert missing.closest == short.paragraphs[1]


def test_nothing_is_missing_where_every_quote_stands_and_names_are_looked_up_here_too() -> None:
    questions = [
        asked(Evidence(JDM.id, "JDM is rare")),
        by_name("http://www.ncbi.nlm.nih.gov/pubmed/30430918"),
    ]
    assert unsupported(questions, [JDM, LUPUS]) == ()


def test_thousands_of_documents_and_quotes_take_time_in_proportion() -> None:
    words = [f"word{number}" for number in range(4000)]
    texts = [" ".join(words[(start * 7 + step) % 4000] for step in range(150)) for start in range(2000)]
    documents = [document(f"pubmed-{number}", text) for number, text in enumerate(texts)]
    questions = [
        asked(
            *(Evidence(f"title {n}", texts[n % 2000][200:350], by_name=True) for n in range(at, at + 5)),
            id=str(at),
        )
        for at in range(0, 2000, 5)
    ]
    grows_in_proportion(lambda count: unsupported(questions[: count // 5], documents[:count]), 2000)
