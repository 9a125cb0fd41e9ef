"""Quoting: the sentences that answer, verbatim, each with the paragraph it stands in; or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import NOT_ANSWERED, Answer
from assistant.answering.quoting import quote_answer
from assistant.assistant import Assistant
from assistant.evidence.confidence import NOTHING
from assistant.evidence.judging import Evidence, SentenceScore
from assistant.settings import Settings
from corpus.errors import UserError
from corpus.statements import StatementKind, statements_of
from index.library import Library
from index.models.embedder import Embedder
from index.passage import Passage
from index.synchronise import synchronise


def assert_sound(answer: Answer) -> None:
    """Every statement is carried by a citation, and every quote stands verbatim in its paragraph."""
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    for citation in answer.citations:
        assert citation.quote
        assert citation.text[citation.start : citation.end] == citation.quote
    for statement in answer.statements:
        assert statement.citations
        assert set(statement.citations) <= set(numbers)
        assert statement.text in answer.text


@pytest.mark.parametrize(
    ("question", "document", "words"),
    [
        ("How is an acute attack of gout treated?", "gout", "colchicine"),
        ("What proves the diagnosis of gout?", "gout", "birefringent"),
        ("When is sumatriptan given?", "migraine", "early in an attack"),
        ("How long is permethrin cream left on?", "scabies", "8 to 14 hours"),
        ("What confirms the diagnosis of asthma?", "asthma", "spirometry"),
    ],
)
def test_the_sentence_that_answers_is_quoted_with_its_paragraph(
    library_assistant: Assistant, question: str, document: str, words: str
) -> None:
    answer = library_assistant.ask(question)
    assert answer.answered
    assert_sound(answer)
    carrying = [citation for citation in answer.citations if words in citation.quote]
    assert [citation.document for citation in carrying][:1] == [document]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What is the capital of Australia?", ""),
        ("How do I reverse a list in Python?", " No document names Python."),
        ("Which vaccine prevents yellow fever?", " No document names vaccine or yellow fever."),
    ],
)
def test_what_the_documents_do_not_hold_is_not_answered(
    library_assistant: Assistant, question: str, reason: str
) -> None:
    answer = library_assistant.ask(question)
    assert not answer.answered
    assert answer.text == f"{NOT_ANSWERED}{reason}"
    assert NOT_ANSWERED == "The documents do not answer this."
    assert (answer.statements, answer.citations) == ((), ())
    assert answer.passages, "the closest passages are still told"


def test_the_passages_are_in_rank_order_with_scores_between_0_and_1(library_assistant: Assistant) -> None:
    scores = [passage.score for passage in library_assistant.ask("How is gout treated?").passages]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_statements_come_in_reading_order_and_none_twice(bundled_assistant: Assistant) -> None:
    answer = bundled_assistant.ask("What is the treatment of JDM and of calcinosis?")
    assert answer.answered
    places = [(citation.paragraph, citation.start) for citation in answer.citations]
    assert places == sorted(places)
    assert len({statement.text for statement in answer.statements}) == len(answer.statements)
    assert len(answer.statements) <= bundled_assistant.settings.max_statements


def test_a_follow_up_is_answered_from_the_history_that_the_caller_passes(
    bundled_assistant: Assistant,
) -> None:
    first = bundled_assistant.ask("What is JDM?")
    answer = bundled_assistant.ask(
        "How is it treated?",
        [{"role": "user", "content": "What is JDM?"}, {"role": "assistant", "content": first.text}],
    )
    assert answer.standalone_question == "How is JDM treated?"
    assert answer.answered
    assert "corticosteroid" in answer.text


def test_an_abbreviation_and_its_long_form_find_the_same(bundled_assistant: Assistant) -> None:
    short = bundled_assistant.ask("How is JDM treated?")
    long = bundled_assistant.ask("How is juvenile dermatomyositis treated?")
    assert "corticosteroid" in short.text
    assert "corticosteroid" in long.text


def test_a_sentence_that_leans_on_the_one_before_brings_it_along(bundled_assistant: Assistant) -> None:
    answer = bundled_assistant.ask("What leads to more disability and limitations than myopathy alone?")
    assert "Four different patterns of calcification are recognized. These lead to" in answer.text


def test_reference_marks_stand_in_no_quote(bundled_assistant: Assistant) -> None:
    answer = bundled_assistant.ask("What share of children with JDM will have calcinosis?")
    assert any(citation.quote.endswith("will have calcinosis.") for citation in answer.citations)


def test_the_answer_grows_by_a_statement_at_a_time(bundled_assistant: Assistant) -> None:
    question = "What are the complications and the treatment of calcinosis?"
    growing = list(bundled_assistant.stream(question))
    assert [len(answer.statements) for answer in growing] == list(range(1, len(growing) + 1))
    assert growing[-1].text == bundled_assistant.ask(question).text
    for answer in growing:
        assert_sound(answer)


def test_the_promised_shape_of_an_answer(bundled_assistant: Assistant) -> None:
    answer = json.loads(json.dumps(bundled_assistant.ask("What is JDM?").to_json()))
    assert list(answer) == [
        "question",
        "standalone_question",
        "kind",
        "text",
        "statements",
        "citations",
        "confidence",
        "passages",
        "timings_ms",
        "corrections",
        "model",
        "note",
        "written",
        "differing",
        "answered",
    ]
    assert list(answer["statements"][0]) == ["text", "citations", "checked", "context", "about"]
    assert list(answer["citations"][0]) == [
        "number",
        "document",
        "title",
        "paragraph",
        "page",
        "text",
        "quote",
        "start",
        "end",
        "heading",
        "date",
        "copies",
        "newer",
        "authors",
        "version",
        "doi",
        "lead_in",
        "file",
        "warning",
    ]
    assert list(answer["passages"][0]) == ["document", "paragraph", "score"]
    assert 0 <= answer["confidence"] <= 1
    assert answer["timings_ms"]["total"] > 0


@pytest.mark.parametrize("question", ["", "   ", "\t\n", "?!", "\x00\x1b"])
def test_an_empty_question_is_refused_with_what_to_do(bundled_assistant: Assistant, question: str) -> None:
    with pytest.raises(UserError, match="The question is empty"):
        bundled_assistant.ask(question)


def test_a_question_of_100_000_characters_is_refused(bundled_assistant: Assistant) -> None:
    with pytest.raises(UserError, match="100,000 characters; at most 2,000"):
        bundled_assistant.ask("x" * 100_000)


def test_control_characters_are_taken_out_of_a_question(bundled_assistant: Assistant) -> None:
    answer = bundled_assistant.ask("What\x1b[31m is\x00 JDM?\n")
    assert answer.question == "What is JDM?"
    assert answer.answered


@pytest.mark.parametrize(
    ("other", "quotes"),
    [
        ("The dose of colchicine in acute gout is 0.5 mg, twice a day!", 1),
        ("The dose of colchicine in acute gout is 1.5 mg twice a day.", 2),
        ("The dose of colchicine in acute gout is not 0.5 mg twice a day.", 2),
    ],
    ids=["the same", "another number", "the opposite"],
)
def test_what_two_documents_say_in_the_same_words_is_quoted_once(
    tmp_path: Path, embedder: Embedder, other: str, quotes: int
) -> None:
    texts = {"old": "The dose of colchicine in acute gout is 0.5 mg twice a day.", "new": other}
    for name, text in texts.items():
        (tmp_path / f"{name}.md").write_text(f"# Gout, {name}\n\n{text}\n", encoding="utf-8")
    synchronise(tmp_path / "index", [tmp_path / f"{name}.md" for name in texts], embedder)
    library = Library(tmp_path / "index", embedder)
    answer = Assistant(Settings(home=tmp_path), library).ask("What is the dose of colchicine in acute gout?")
    assert len(answer.statements) == quotes
    library.close()


def test_the_first_citation_is_the_best_paragraph_and_every_paragraph_comes_before_a_second_quote(
    opened_library: Library,
) -> None:
    paragraphs = [paragraph for document in opened_library.documents() for paragraph in document.paragraphs]
    long = next(paragraph for paragraph in paragraphs if len(statements_of(paragraph)) >= 2)
    other, third = (paragraph for paragraph in reversed(paragraphs[-2:]))
    sentences = tuple(
        SentenceScore(Passage(paragraph, "A title", 1.0, 1.0, 1.0), sentence, similarity, 1.0, 1.0)
        for paragraph, sentence, similarity in (
            (long, statements_of(long)[1], 0.9),
            (long, statements_of(long)[0], 0.8),
            (other, statements_of(other)[0], 0.7),
            (third, statements_of(third)[0], 0.6),
        )
    )
    _, citations = quote_answer(Evidence((), sentences, (sentences,), NOTHING, 0.9), 3)
    cited = [(citation.document, citation.paragraph) for citation in citations]
    assert cited == [(each.document, each.number) for each in (long, other, third)]
    assert citations[0].quote == statements_of(long)[1].text


def test_what_says_more_but_answers_worse_puts_nothing_aside(opened_library: Library) -> None:
    """Then the answer would be empty."""
    paragraph = next(
        paragraph
        for document in opened_library.documents()
        for paragraph in document.paragraphs
        if len(statements_of(paragraph)) >= 2
    )
    passage = Passage(paragraph, "A title", 1.0, 1.0, 1.0)
    one, other = (replace(each, kind=StatementKind.ROW, table=1) for each in statements_of(paragraph)[:2])
    best = SentenceScore(passage, one, 1.0, 0.5, 1.0, read=1.0, held=frozenset({"gout"}))
    more = SentenceScore(passage, other, 0.2, 0.9, 0.2, held=frozenset({"gout", "dose"}))
    statements, _ = quote_answer(Evidence((), (best, more), ((best, more),), NOTHING, 0.9), 3)
    assert [statement.text for statement in statements] == [one.text]


LISTS = """# Methotrexate in children

Methotrexate is given once a week. It acts slowly.

Do not give methotrexate to a child with:

- active infection
- pregnancy or breastfeeding
- severe liver disease

Doses in juvenile arthritis:

- Methotrexate: 15 mg/m2 once a week by mouth
- Prednisolone: 1 mg/kg a day
- Etanercept: 0.8 mg/kg once a week under the skin
"""


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("lists")
    (home / "methotrexate.md").write_text(LISTS, encoding="utf-8")
    synchronise(home / "index", [home / "methotrexate.md"], embedder)
    library = Library(home / "index", embedder)
    yield Assistant(Settings(home=home), library)
    library.close()


def test_a_list_whose_items_answer_is_quoted_whole_below_what_leads_in_to_it(lists: Assistant) -> None:
    answer = lists.ask("When must methotrexate not be given to a child?")
    quote = "- active infection\n- pregnancy or breastfeeding\n- severe liver disease"
    assert (answer.citations[0].quote, answer.statements[0].text) == (quote, quote)
    assert answer.text.startswith(f"Do not give methotrexate to a child with:\n{quote} [1]")


def test_an_item_that_answers_alone_is_shown_with_what_leads_in_to_it_apart_from_its_words(
    lists: Assistant,
) -> None:
    answer = lists.ask("What is the dose of etanercept?")
    assert_sound(answer)
    (statement,) = answer.statements
    assert statement.text == "Etanercept: 0.8 mg/kg once a week under the skin"
    assert statement.context == ("Methotrexate in children", "Doses in juvenile arthritis")
    assert answer.text == f"Doses in juvenile arthritis: {statement.text} [1]"


def test_a_list_too_long_to_be_quoted_whole_gives_the_items_that_answer(
    tmp_path: Path, embedder: Embedder
) -> None:
    items = "\n".join(
        f"- Drug number {number} for gout: {number} mg a day by mouth" for number in range(1, 40)
    )
    (tmp_path / "doses.md").write_text(f"# Gout\n\nDrugs for gout:\n\n{items}\n", encoding="utf-8")
    synchronise(tmp_path / "index", [tmp_path / "doses.md"], embedder)
    library = Library(tmp_path / "index", embedder)
    answer = Assistant(Settings(home=tmp_path), library).ask("Which drugs for gout are there?")
    assert answer.answered
    assert answer.text.startswith("Drugs for gout: Drug number")
    assert answer.text.count("Drugs for gout:") == 1
    assert all(len(statement.text) < 100 for statement in answer.statements)
    library.close()


ROWS = """# Otitis

| Drug | Adults | Children |
|---|---|---|
| Amoxicillin | 500 mg | 50 mg |
| Azithromycin | 300 mg | 30 mg |

| Age | Tablets | Days |
|---|---|---|
| 2 to 5 years | 1 tablet | 5 days |
| 6 years and above | 2 tablets | 7 days |
"""


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("rows")
    (folder / "otitis.md").write_text(ROWS, encoding="utf-8")
    synchronise(folder / "index", [folder / "otitis.md"], embedder)
    library = Library(folder / "index", embedder)
    yield Assistant(Settings(home=folder, threshold=0.0), library)
    library.close()


def test_of_a_row_of_rival_values_the_one_asked_for_is_quoted(rows: Assistant) -> None:
    answer = rows.ask("What is the dose of amoxicillin for children with otitis?")
    assert answer.text == "Amoxicillin, Children: 50 mg [1]"
    assert answer.statements[0].context == ("Otitis", "Amoxicillin", "Children")
    assert answer.citations[0].quote == "50 mg"


def test_a_row_whose_values_go_together_is_quoted_whole_for_the_age_that_is_asked(rows: Assistant) -> None:
    answer = rows.ask("How many tablets are taken at 4 years of age?")
    assert answer.text == "Age: 2 to 5 years; Tablets: 1 tablet; Days: 5 days [1]"
