"""What is shown of a conversation: words as text, marks at their statements, quotes in their paragraphs."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from string import punctuation

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from page_html import Html

from assistant.answer import NOT_ANSWERED, Answer, Citation, PassageScore, Statement
from assistant.page.conversation import Conversation, Progress, Turn, closest
from assistant.page.views.chat_messages import messages
from assistant.page.views.plain_text import plain
from assistant.page.views.sources_panel import panel
from assistant.wording import in_small_letters
from corpus.document import Document, Paragraph
from index.lexicon.spelling import Correction

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</mark></p></article></div><h1>A headline",
    "\"><svg onload='alert(1)'>",
    "&lt;b&gt; &#60;b&#62; &amp;",
    "<!-- a comment --><![CDATA[ data ]]>",
    "[a link](https://example.com) ![an image](https://example.com/image.png)",
    "https://example.com www.example.com someone@example.com",
    "**bold** _slanted_ ~~struck~~ `code` :smile:",
    "# A headline\n\n- an item\n\n| a | b |\n|---|---|\n\n```html\n<b>\n```\n    code",
    r"$$\frac{1}{2}$$ $x$ \(x\) \[x\] \begin{align}x\end{align}",
    "{{ 7 * 7 }} ${7 * 7} <%= 7 %>",
]
ODD = [
    ("stop\u202egnipots", "stop[U+202E]gnipots"),
    ("left\u2066\u200fright\u2069", "left[U+2066][U+200F]right[U+2069]"),
    ("null\0here", "null\ufffdhere"),
    ("bell\x07 escape\x1b[31m", "bell\ufffd escape\ufffd[31m"),
    ("half a \ud83d pair", "half a \ufffd pair"),
]
HARMLESS = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs")))
MESSAGE_TAGS = {"div", "p", "span", "a", "button", "ul", "li", *("table", "thead", "tbody", "tr", "th", "td")}
PANEL_TAGS = {"section", "article", "header", "div", "span", "p", "h3", "mark", "button", "bdi"}
ATTRIBUTES = {
    *("class", "id", "href", "title", "hidden", "tabindex", "type", "aria-label", "dir", "scope", "colspan"),
    *("data-number", "data-turn", "data-document", "data-paragraph", "data-start", "data-end"),
}

PARAGRAPH = "JDM is rare. The peak incidence is from 5 to 14 years of age. JDM is rare."


def a_document(title: str, heading: str, *texts: str) -> Document:
    paragraphs = (
        Paragraph("jdm", number, text, 0, len(text), page=7, heading=heading)
        for number, text in enumerate(texts, start=1)
    )
    return Document("jdm", title, "/jdm.txt", "", tuple(paragraphs))


def an_answer(document: Document, quotes: dict[int, tuple[int, int]], *statements: Statement) -> Answer:
    """Answer with a citation of each quote: its paragraph's number, and its offsets."""
    citations = []
    for number, (paragraph, (start, end)) in enumerate(quotes.items(), start=1):
        text, heading = document.paragraphs[paragraph - 1].text, document.paragraphs[paragraph - 1].heading
        place = (document.id, document.title, paragraph, 7)
        citations.append(Citation(number, *place, text, text[start:end], start, end, heading))
    return Answer("What is JDM?", "What is JDM?", "answered", "", statements, tuple(citations), 0.9, ())


def answered(answer: Answer) -> Turn:
    return Turn(answer.question, Progress.DONE, answer)


def not_answered(document: Document, *ranked: int) -> Turn:
    passages = tuple(PassageScore(document.id, number, 0.5) for number in ranked)
    answer = Answer("Who won?", "Who won?", "refused", NOT_ANSWERED, (), (), 0.1, passages)
    return Turn(answer.question, Progress.DONE, answer, closest(answer, {document.id: document}), searched=3)


def all_of(text: str) -> Conversation:
    """Return turns in which `text` stands wherever words of a document or a person can stand."""
    document = a_document(text, text, text)
    answer = an_answer(document, {1: (0, len(text))}, Statement(text, (1,)))
    answer = replace(answer, question=text, standalone_question=f"{text} (JDM)")
    unanswered = not_answered(document, 1)
    return (
        answered(answer),
        replace(unanswered, question=text),
        Turn(text, Progress.FAILED, message=text),
        Turn(text, Progress.STREAMING, answer),
        Turn(text, Progress.STOPPED, answer),
    )


def chat(*turns: Turn) -> Html:
    return Html("".join(message["content"] for message in messages(turns)))


def shown(html: Html, name: str) -> list[str]:
    return [element.text for element in html.find(name)]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_word_of_a_document_or_a_person_becomes_an_element(text: str) -> None:
    spoken = Html("".join(message["content"] for message in messages(all_of(text), feedback=True)))
    sources = Html(panel(all_of(text), feedback=True))

    assert spoken.tags() <= MESSAGE_TAGS
    assert sources.tags() <= PANEL_TAGS
    assert spoken.attribute_names() | sources.attribute_names() <= ATTRIBUTES
    assert all(link.attributes["href"].startswith("#source-") for link in spoken.find("a"))


@pytest.mark.parametrize(("text", "seen"), [*((text, text) for text in HOSTILE), *ODD])
def test_every_word_is_shown_as_it_was_written(text: str, seen: str) -> None:
    spoken, sources = chat(*all_of(text)), Html(panel(all_of(text)))

    assert shown(spoken, ".question") == [seen] * 5
    assert shown(spoken, ".statement") == [f"{seen}[1]"] * 3
    assert shown(spoken, ".failure") == [seen]
    assert spoken.find(".remark")[0].text == f"Searched for: “{seen} (JDM)” Edit"
    assert {mark.attributes["title"] for mark in spoken.find(".mark")} == {
        f"{in_small_letters(seen)}, paragraph 1, page 7: “{seen}”"
    }
    assert shown(sources, ".asked") == [f"For “{seen}”"] * 5
    assert shown(sources, "h3") == [in_small_letters(seen)] * 4
    assert shown(sources, ".place") == [f"{seen} · paragraph 1, page 7"] * 4
    assert shown(sources, ".text") == [seen] * 4
    assert shown(sources, "mark") == [seen] * 3


@given(st.text("\n\r\t *#`a"))
def test_no_markdown_is_left_for_the_chat_to_find(text: str) -> None:
    for message in messages(all_of(text)):
        assert MarkdownIt("gfm-like", {"linkify": False}).render(message["content"]) == message["content"]


@given(HARMLESS)
def test_text_comes_out_of_its_html_letter_by_letter(text: str) -> None:
    assert unescape(plain(text)) == text
    assert set(punctuation).isdisjoint(re.sub(r"&#\d+;", "", plain(text)))


@given(HARMLESS, HARMLESS.filter(bool), HARMLESS)
def test_the_quote_and_nothing_else_is_highlighted(before: str, quote: str, after: str) -> None:
    document = a_document("JDM", "", before + quote + after)
    place = (len(before), len(before) + len(quote))
    html = panel((answered(an_answer(document, {1: place}, Statement(quote, (1,)))),))

    found = re.search(
        r'<p class="text" dir="auto">(.*)<mark data-number="1">(.*)</mark>(.*)</p><p class', html, re.DOTALL
    )
    assert found
    assert tuple(map(unescape, found.groups())) == (before, quote, after)


def test_of_words_that_occur_twice_the_quoted_ones_are_highlighted() -> None:
    document = a_document("JDM", "", PARAGRAPH)
    last = (PARAGRAPH.rindex("JDM"), len(PARAGRAPH))
    turn = answered(an_answer(document, {1: last}, Statement("JDM is rare.", (1,))))

    assert "JDM is rare&#46; The peak" in panel((turn,))
    assert '14 years of age&#46; <mark data-number="1">JDM is rare&#46;</mark></p>' in panel((turn,))


def test_each_statement_ends_with_the_marks_of_what_it_stands_on() -> None:
    document = a_document("JDM", "", PARAGRAPH, "Muscle enzymes may be elevated.")
    turn = answered(
        an_answer(
            document,
            {1: (0, 12), 2: (0, 31)},
            Statement("JDM is rare.", (1,)),
            Statement("Enzymes.", (2,)),
            Statement("It is rare and enzymes rise.", (1, 2)),
        )
    )
    spoken, sources = chat(turn), Html(panel((turn,)))

    assert shown(spoken, ".statement") == [
        "JDM is rare.[1]",
        "Enzymes.[2]",
        "It is rare and enzymes rise.[1][2]",
    ]
    assert shown(spoken, ".mark") == ["[1]", "[2]", "[1]", "[2]"]
    leads_to = {link.attributes["href"].removeprefix("#") for link in spoken.find(".mark")}
    assert leads_to == {number.attributes["id"] for number in sources.find(".number")}
    assert shown(sources, ".number") == ["1", "2"]


def test_the_quotes_of_one_paragraph_stand_in_it_together() -> None:
    document = a_document("JDM", "", PARAGRAPH)
    last = (PARAGRAPH.rindex("JDM"), len(PARAGRAPH))
    answer = an_answer(document, {1: (0, 0)})
    first, second = (
        replace(answer.citations[0], number=number, quote="JDM is rare.", start=start, end=end)
        for number, (start, end) in enumerate([last, (0, 12)], start=1)
    )
    turn = answered(
        replace(answer, statements=(Statement("It is rare.", (1, 2)),), citations=(first, second))
    )
    sources = Html(panel((turn,)))

    assert len(sources.find(".source")) == 1
    assert shown(sources, ".number") == ["1", "2"]
    assert [mark.attributes["data-number"] for mark in sources.find("mark")] == ["2", "1"]
    assert shown(sources, ".text") == [PARAGRAPH]


@given(st.lists(st.tuples(st.integers(0, 74), st.integers(0, 74)), min_size=1, max_size=4))
def test_quotes_that_overlap_leave_the_paragraph_as_it_is(places: list[tuple[int, int]]) -> None:
    document = a_document("JDM", "", PARAGRAPH)
    quotes = [(min(place), max(place)) for place in places]
    citation = an_answer(document, {1: (0, 12)}).citations[0]
    cited_there = tuple(
        replace(citation, number=number, quote=PARAGRAPH[start:end], start=start, end=end)
        for number, (start, end) in enumerate(quotes, start=1)
    )
    answer = replace(
        an_answer(document, {1: (0, 12)}, Statement("JDM is rare.", (1,))), citations=cited_there
    )
    sources = Html(panel((answered(answer),)))

    marked = "".join(shown(sources, "mark"))
    assert shown(sources, ".text") == [PARAGRAPH]
    assert len(marked) == len({place for start, end in quotes for place in range(start, end)})


def test_statements_of_several_documents_are_told_apart() -> None:
    document, other = a_document("JDM", "", PARAGRAPH), a_document("Gout", "", "Gout hurts.")
    answer = an_answer(document, {1: (0, 12)}, Statement("JDM is rare.", (1,)))
    second = replace(an_answer(other, {1: (0, 11)}).citations[0], number=2, document="gout")
    both = replace(answer, citations=(*answer.citations, second))

    assert shown(chat(answered(answer)), ".from") == ["From 1 document, which states no date"]
    assert shown(chat(answered(both)), ".from") == [
        "From 2 documents, none of which states a date: [1] JDM; [2] Gout"
    ]


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (["2019", "2024-05-03"], "From 2 documents, the newest of 2024-05-03: [1] A; [2] B"),
        (["2019", ""], "From 2 documents, the newest of 2019, 1 without a date: [1] A; [2] B"),
        (["2024-05"], "From 1 document, of 2024-05"),
    ],
)
def test_the_date_of_the_newest_document_is_told(dates: list[str], said: str) -> None:
    document = a_document("JDM", "", PARAGRAPH)
    answer = an_answer(document, {1: (0, 12)}, Statement("JDM is rare.", (1,)))
    citations = (
        replace(answer.citations[0], number=number, document=title, title=title, date=date)
        for number, (title, date) in enumerate(zip("AB", dates, strict=False), start=1)
    )

    assert shown(chat(answered(replace(answer, citations=tuple(citations)))), ".from") == [said]


def test_a_document_stands_above_its_paragraphs_once() -> None:
    document = replace(a_document("JDM", "Signs", "One.", "Two."), date="2024-05", authors=("A. Smith",))
    other = replace(a_document("Gout", "", "Three."), id="gout")
    answer = an_answer(document, {1: (0, 4), 2: (0, 4)})
    first, second = (
        replace(each, date="2024-05", authors=("A. Smith",), number=number)
        for each, number in zip(answer.citations, (1, 3), strict=True)
    )
    between = replace(an_answer(other, {1: (0, 6)}).citations[0], number=2, document="gout")
    said = tuple(
        Statement(text, (number,)) for number, text in enumerate(("One.", "Three.", "Two."), start=1)
    )
    turn = answered(replace(answer, statements=said, citations=(first, between, second)))
    sources = Html(panel((turn,)))

    assert shown(sources, "h3") == ["JDM", "Gout"]
    assert shown(sources, ".stated") == ["2024-05", "A. Smith"]
    assert shown(sources, ".number") == ["1", "3", "2"]
    assert shown(sources, ".place")[0] == "Signs · paragraph 1, page 7"


@pytest.mark.parametrize(
    ("title", "small"),
    [
        ("DERMATOMYOSITIS (JDM) WITH SOFT TISSUE", "Dermatomyositis (JDM) with soft tissue"),
        ("HIV AND COPD IN ADULTS", "HIV and COPD in adults"),
        ("Care of Adults with COPD", "Care of Adults with COPD"),
        ("COVID-19: TREATMENT", "COVID-19: treatment"),
        ("JDM", "JDM"),
    ],
)
def test_a_title_in_capitals_is_told_in_small_letters(title: str, small: str) -> None:
    assert in_small_letters(title) == small


def test_a_question_without_an_answer_shows_the_closest_passages_as_a_lead() -> None:
    document = a_document("JDM", "Signs", "One.", "Two.", "Three.", "Four.", "Five.")
    turn = not_answered(document, 4, 2, 5, 1)
    spoken, sources = chat(turn), Html(panel((turn,)))

    assert shown(spoken, ".refusal") == ["The documents do not answer this."]
    assert shown(spoken, ".why") == ["No passage fits the question well enough to be quoted."]
    assert "3 documents were searched. This comes closest. It is a lead, not an answer." in spoken.text
    assert [link.attributes["href"] for link in spoken.find(".lead")] == ["#source-0-1"]
    assert shown(spoken, ".passage") == ["Four."]
    assert [button.text for button in spoken.find(".act")] == [
        *("Reword the question", "Sources (3)", "Copy", "Copy as Markdown", "Ask again")
    ]
    assert not spoken.find(".sure")
    assert shown(sources, ".not-an-answer") == ["Closest passages. They do not answer the question."]
    assert shown(sources, ".text") == ["Four.", "Two.", "Five."]
    assert shown(spoken, ".mark") == shown(sources, ".number") == shown(sources, "mark") == []


def test_a_refusal_tells_why_the_closest_passage_is_no_answer() -> None:
    turn = not_answered(a_document("JDM", "Signs", "One."), 1)
    assert turn.answer
    reason = "For JDM, nothing is said of rituximab."
    said = replace(turn.answer, text=f"{NOT_ANSWERED} {reason}")

    spoken = chat(replace(turn, answer=said))

    assert shown(spoken, ".refusal") == [NOT_ANSWERED]
    assert shown(spoken, ".why") == [reason]
    assert "refused" in spoken.find(".card")[0].classes


def test_a_closest_passage_says_that_a_newer_version_is_indexed() -> None:
    old = replace(a_document("JDM", "", "One."), date="2019")
    new = replace(old, id="jdm-2", date="2024")
    answer = not_answered(old, 1).answer
    assert answer
    turn = Turn("Who won?", Progress.DONE, answer, closest(answer, {"jdm": old, "jdm-2": new}))

    assert "A newer version of this document is indexed: jdm-2" in Html(panel((turn,))).text


def test_passages_of_a_document_that_has_gone_are_not_shown() -> None:
    document = a_document("JDM", "", "One.")
    turn = not_answered(document, 9, 1)

    assert shown(Html(panel((turn,))), ".text") == ["One."]


def test_without_any_passage_nothing_is_promised() -> None:
    turn = not_answered(a_document("JDM", ""))

    assert "closest" not in chat(turn).text
    assert not chat(turn).find(".closest")
    assert shown(Html(panel((turn,))), ".panel-note") == ["No passages to show."]


def test_an_answer_to_another_wording_says_what_was_searched_for() -> None:
    document = a_document("JDM", "", PARAGRAPH)
    answer = an_answer(document, {1: (0, 12)}, Statement("JDM is rare.", (1,)))
    asked = replace(answer, question="Is it rare?", standalone_question="Is JDM rare?")

    assert shown(chat(answered(answer)), ".remark") == []
    assert shown(chat(answered(asked)), ".remark") == ["Searched for: “Is JDM rare?” Edit"]


def test_a_typing_error_that_was_mended_is_named() -> None:
    document = a_document("JDM", "", PARAGRAPH)
    answer = an_answer(document, {1: (0, 12)}, Statement("JDM is rare.", (1,)))
    asked = replace(
        answer,
        question="Is myocitis rare?",
        standalone_question="Is myositis rare?",
        corrections=(Correction("myocitis", "myositis"),),
    )

    assert shown(chat(answered(asked)), ".remark")[0] == (
        "Searched for: “Is myositis rare?” (“myocitis” read as “myositis”) Edit"
    )


def test_only_the_last_question_can_be_asked_again_or_edited() -> None:
    document = a_document("JDM", "", PARAGRAPH)
    turn = answered(an_answer(document, {1: (0, 12)}, Statement("JDM is rare.", (1,))))
    failed = Turn("What?", Progress.FAILED, message="No.")

    assert shown(chat(turn, failed), ".act") == [
        *("Sources (1)", "Copy", "Copy as Markdown"),
        *("Ask again", "Edit question"),
    ]
    assert shown(chat(Turn("What?", Progress.SEARCHING)), ".act") == []


def test_feedback_is_asked_for_only_where_it_is_kept() -> None:
    document = a_document("JDM", "", PARAGRAPH)
    turn = answered(an_answer(document, {1: (0, 12)}, Statement("JDM is rare.", (1,))))

    for kept in (False, True):
        spoken, sources = messages((turn,), feedback=kept)[1]["content"], panel((turn,), feedback=kept)
        assert (">Right<" in spoken and ">Wrong<" in spoken) is kept
        assert ("would have been right" in sources) is kept


def test_a_notice_stands_above_the_answer_even_when_there_is_none() -> None:
    document = a_document("JDM", "", PARAGRAPH)
    answer = answered(an_answer(document, {1: (0, 12)}, Statement("JDM is rare.", (1,))))
    failed = Turn("What?", Progress.FAILED, message="No.")

    for turn in (answer, not_answered(document, 1), failed, Turn("What?", Progress.SEARCHING)):
        spoken = messages((replace(turn, notice="Call 112."),))[1]["content"]
        assert spoken.startswith('<div class="answer" id="answer-0"><p class="emergency">Call 112&#46;</p>')


@pytest.mark.parametrize(
    ("confidence", "word", "meaning"),
    [(0.8, "High", "at least 8 in 10"), (0.7, "Fair", "6 to 8 in 10"), (0.5, "Low", "under 6 in 10")],
)
def test_how_sure_an_answer_is_stands_under_it_as_a_word_that_is_explained(
    confidence: float, word: str, meaning: str
) -> None:
    document = a_document("JDM", "", PARAGRAPH)
    answer = an_answer(document, {1: (0, 12)}, Statement("JDM is rare.", (1,)))
    spoken = chat(answered(replace(answer, confidence=confidence)))

    (sure,) = spoken.find(".sure")
    assert sure.text == f"{word} confidence"
    assert meaning in sure.attributes["title"]
    assert ("Read the sources before" in sure.attributes["title"]) is (word == "Low")
    assert word.lower() in sure.classes
    assert word.lower() in spoken.find(".card")[0].classes
    assert str(confidence) not in spoken.text


def test_only_the_last_answer_has_its_sources_open() -> None:
    document = a_document("JDM", "", PARAGRAPH)
    turns = (not_answered(document, 1), not_answered(document, 1), not_answered(document, 1))

    hidden = ["hidden" in section.attributes for section in Html(panel(turns)).find("section")]
    assert hidden == [True, True, False]


@pytest.mark.parametrize("progress", [Progress.OPENING, Progress.SEARCHING])
def test_a_turn_that_runs_says_what_it_is_waiting_for(progress: Progress) -> None:
    turn = Turn("What is JDM?", progress)

    assert "documents" in shown(chat(turn), ".waiting")[0]
    assert shown(Html(panel((turn,))), ".waiting") == shown(chat(turn), ".waiting")


def test_an_answer_that_was_stopped_is_not_passed_off_as_whole() -> None:
    document = a_document("JDM", "", PARAGRAPH)
    answer = an_answer(document, {1: (0, 12)}, Statement("JDM is rare.", (1,)))
    turn = replace(answered(answer), progress=Progress.STOPPED)

    assert shown(chat(turn), ".statement") == ["JDM is rare.[1]"]
    assert shown(chat(turn), ".remark") == ["Stopped before the answer was complete and checked."]


@pytest.mark.parametrize(("text", "seen"), [*((text, text) for text in HOSTILE), *ODD])
def test_documents_that_were_chosen_are_named_and_all_can_be_asked_where_they_do_not_answer(
    text: str, seen: str
) -> None:
    document = a_document("Gout", "", "Text.")
    refused = replace(not_answered(document, 1), only=(text,), indexed=1200)
    given = replace(answered(an_answer(document, {1: (0, 5)}, Statement("Text.", (1,)))), only=(text,))

    assert chat(refused).find(".remark")[0].text == f"Asked only of: {seen}"
    assert shown(chat(refused), ".everywhere") == ["Ask all 1,200 documents"]
    assert chat(given).find(".remark")[0].text == f"Asked only of: {seen}"
    assert not chat(given).find(".everywhere")
    assert not chat(replace(refused, only=())).find(".everywhere")


def test_of_many_documents_that_were_chosen_some_are_named() -> None:
    document = a_document("Gout", "", "Text.")
    refused = replace(not_answered(document, 1), only=tuple(f"No {number}" for number in range(40)))

    assert "No 7 and 32 others" in chat(refused).text


def test_a_question_that_was_far_too_long_is_not_shown_whole() -> None:
    turn = Turn("x" * 100_000, Progress.FAILED, message="Too long.")

    assert shown(chat(turn), ".question") == shown(Html(panel((turn,))), "bdi") == ["x" * 300 + "…"]


def test_before_the_first_question_the_panel_says_what_it_is_for() -> None:
    assert messages(()) == []
    assert Html(panel(())).text.startswith("The paragraphs behind an answer appear here")


def test_a_written_sentence_stands_over_its_quote_and_the_model_is_named_once() -> None:
    document = a_document("JDM", "Skin", "JDM is rare. It itches <b>much</b>.")
    answer = an_answer(
        document,
        {1: (0, 12)},
        Statement("Rare is JDM.", (1,), "entailed"),
        Statement("It itches <b>much</b>.", (1,), "replaced"),
    )
    text = chat(answered(replace(answer, model="<i>llama</i>", confidence=0.79))).text
    places = [
        text.index(part)
        for part in (
            "Rare is JDM.",
            "“JDM is rare.”",
            "<b>much</b>",
            "Quoted in place of",
            "Written by <i>llama",
        )
    ]
    assert places == sorted(places)
    assert text.count("Written by") == 1


def test_why_an_answer_quotes_is_said_where_a_model_was_to_write() -> None:
    document = a_document("JDM", "Skin", "JDM is rare.")
    answer = an_answer(document, {1: (0, 12)}, Statement("JDM is rare.", (1,)))
    note = "Quoted, because llama did not answer: it cannot be reached."
    assert note in chat(answered(replace(answer, note=note))).text
