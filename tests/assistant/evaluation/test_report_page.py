import itertools
import resource
from dataclasses import replace
from pathlib import Path

import pytest
from evaluation_cases import CALCINOSIS, PREVENTION, cite
from report_pages import (
    PROVENANCE,
    SEEN,
    TREATED,
    ReportPage,
    answered,
    asked,
    facts_missing,
    held_back,
    hostile_cases,
    misquoted,
    read_page,
    refused,
    right_case,
    several_cases,
    words,
    write_page,
    wrong_paragraph,
)

from assistant.evaluation import Case, Evidence, summarise
from assistant.evaluation.report import check_report_folder, write_report
from corpus.document import Paragraph
from corpus.errors import UserError

ATTACK = "<script>alert(1)</script> <img src=x onerror=alert(1)> ]]> &lt; \"'>"


def test_the_result_stands_in_one_sentence(tmp_path: Path) -> None:
    page = read_page(tmp_path, several_cases())
    assert page.text("strong", ".lead") == (
        "Of 14 questions that the documents answer, 12 were answered with the right paragraph; "
        "of 2 that they do not, 1 was refused."
    )
    assert "was asked 16 questions" in page.text(".lead")


@pytest.mark.parametrize(
    ("cases", "sentence"),
    [
        (
            (right_case(),),
            "Of 1 question that the documents answer, 1 was answered with the right paragraph.",
        ),
        ((held_back(),), "Of 1 question that the documents do not answer, 1 was refused."),
        ((), "No question was asked."),
    ],
)
def test_the_sentence_fits_gold_questions_of_one_kind_and_none(
    tmp_path: Path, cases: tuple[Case, ...], sentence: str
) -> None:
    assert read_page(tmp_path, cases).text("strong", ".lead") == sentence


def test_headline_figures_have_their_interval_and_the_number_of_questions(tmp_path: Path) -> None:
    page = read_page(tmp_path, [*[right_case()] * 3, wrong_paragraph()])
    cards = {words(card.text) for card in page.find("li", ".cards")}
    assert any("Right paragraph cited 75 % 25 to 100 % 4 questions" in card for card in cards)
    assert not any("Unanswerable" in card for card in cards)


def test_a_share_is_only_called_all_when_it_is_all(tmp_path: Path) -> None:
    page = read_page(tmp_path, [*[right_case()] * 300, wrong_paragraph()])
    assert "Right paragraph cited 99.7 %" in page.text(".cards")


def test_the_table_holds_every_metric_in_its_group(tmp_path: Path) -> None:
    page = read_page(tmp_path, several_cases())
    rows = [words(row.text) for row in page.find("tr", "#metrics")]
    start = rows.index("Knowing when not to answer")
    assert start < next(n for n, row in enumerate(rows) if "abstention_recall" in row)
    assert any("citation_hit 85.7 %" in row and row.endswith("14") for row in rows)
    assert any("rouge_l_f1" in row for row in rows)


def test_figures_by_tag_leave_out_what_does_not_apply(tmp_path: Path) -> None:
    page = read_page(tmp_path, [right_case(tags=("lay",)), held_back()])
    row = words(page.find("tr", "#metrics")[-1].text)
    assert row == "lay 1 100 % 100 to 100 % 100 % 100 to 100 % – –"


def test_every_case_that_went_wrong_stands_under_what_went_wrong_and_no_other(tmp_path: Path) -> None:
    page = read_page(tmp_path, several_cases())
    assert {kind: page.text("h4", f"#{kind}") for kind in kinds(page)} == {
        "wrong-paragraph": "Why early?",
        "facts-missing": "What does it prevent?",
        "refused": "And its rash?",
        "answered": "How old is she?",
        "quote": "Does it always?",
    }
    assert len(page.find(".case")) == 5


def test_misleading_answers_come_first_the_most_harmful_before_all_others(tmp_path: Path) -> None:
    misled = facts_missing()
    harms = {"harmless": 3, "ungraded": None, "dangerous": 1}
    cases = [
        replace(misled, gold=replace(misled.gold, id=id, question=id, must_not=("calcinosis",), harm=harm))
        for id, harm in harms.items()
    ]
    noted = replace(answered().gold, harm=2, note="Only adults are spoken of.")
    page = read_page(tmp_path, [*several_cases(), *cases, replace(answered(), gold=noted)])

    assert kinds(page)[:2] == ["misleading", "answered"]
    assert [words(title.text) for title in page.find("h4", "#misleading")] == [
        "dangerous",
        "harmless",
        "ungraded",
    ]
    assert "Says “calcinosis”." in page.text(".reason", "#misleading")
    assert "A bad answer is dangerous, at confidence 0.80" in page.text("#misleading")
    assert "Only adults are spoken of." in page.text("#answered")
    assert words(page.text(".lead")).endswith(
        "Bad answers: 3 misleading (3 at high confidence), 2 harmful (1 at high confidence), "
        "1 dangerous (1 at high confidence)."
    )


def kinds(page: ReportPage) -> list[str]:
    return [section.attributes["id"] for section in page.find(".kind")]


def test_the_contents_lead_to_every_part_with_the_number_of_cases(tmp_path: Path) -> None:
    page = read_page(tmp_path, several_cases())
    ids = {element.attributes.get("id") for element in page.elements}
    targets = [link.attributes["href"] for link in page.find("a")]
    assert {target[1:] for target in targets} <= ids
    assert "Facts missing 1" in page.text("nav")


def test_no_id_stands_twice(tmp_path: Path) -> None:
    ids = [
        found for one in read_page(tmp_path, several_cases()).elements if (found := one.attributes.get("id"))
    ]
    assert len(ids) == len(set(ids))


def test_the_given_answer_stands_beside_what_was_expected(tmp_path: Path) -> None:
    page = read_page(tmp_path, [wrong_paragraph()])
    given, expected = (words(side.text) for side in page.find(".side"))
    assert "heliotrope rash [1]" in given
    assert "JDM Paragraph 1 The hallmark is a heliotrope rash over the eyelids." in given
    assert "Prevention" in expected
    assert f"Paragraph 1, page 3 · Treatment > First line {CALCINOSIS}" in expected
    assert [mark.text for mark in page.find("mark", ".side")] == ["heliotrope rash", PREVENTION.quote]


def test_a_mark_in_the_answer_leads_to_its_source(tmp_path: Path) -> None:
    page = read_page(tmp_path, [wrong_paragraph()])
    [link] = page.find("a", ".answer")
    [source] = page.find(link.attributes["href"])
    assert (link.text, source.text) == ("[1]", "[1]")


def test_citations_of_one_paragraph_show_it_once_with_all_quotes_marked(tmp_path: Path) -> None:
    case = facts_missing()
    second = cite("painful complication", CALCINOSIS)
    citations = (*case.answer.citations, replace(second, number=2, paragraph=1))
    page = read_page(tmp_path, [replace(case, answer=replace(case.answer, citations=citations))])
    given = page.find(".side")[0].text
    assert given.count("a painful complication of the disease") == 1
    assert [mark.text for mark in page.find("mark", ".side")][:2] == [
        PREVENTION.quote,
        "painful complication",
    ]


def test_a_right_citation_is_said_to_be_right(tmp_path: Path) -> None:
    page = read_page(tmp_path, [facts_missing(), wrong_paragraph(), answered()])
    assert len(page.find(".badge")) == 1
    assert page.find(".badge", "#facts-missing")


def test_facts_that_are_missing_are_named_with_their_alternatives(tmp_path: Path) -> None:
    page = read_page(tmp_path, [facts_missing()])
    assert page.text(".reason") == "Does not say “pain”."
    assert page.text("li", ".warning") == "pain or ache"


def test_a_refusal_says_how_sure_it_was_and_whether_the_search_had_found_the_paragraph(
    tmp_path: Path,
) -> None:
    found = refused()
    elsewhere = replace(found, expected=((Paragraph("other", 9, "x", 0, 1),),))
    page = read_page(tmp_path, [found, elsewhere])
    assert [words(reason.text) for reason in page.find(".reason")] == [
        "Its confidence was 0.10. The search found the right paragraph in place 1 of 2.",
        "Its confidence was 0.10. The search did not find the right paragraph among its 2.",
    ]


def test_a_question_is_shown_in_its_conversation_with_what_was_searched_for(tmp_path: Path) -> None:
    page = read_page(tmp_path, [refused()])
    assert page.text("dl", ".before") == "Asked What is JDM? Answered A rare disease. [1]"
    assert page.text(".standalone") == "Searched for: “What is the rash of JDM?”"
    assert not read_page(tmp_path, [wrong_paragraph()]).find(".before")


def test_a_quote_that_is_not_verbatim_is_named_and_nothing_is_marked(tmp_path: Path) -> None:
    page = read_page(tmp_path, [misquoted()])
    given = page.find(".side")[0]
    assert "not verbatim in this paragraph: “Early treatment always prevents calcinosis”" in words(given.text)
    assert [mark.text for mark in page.find("mark", ".side")] == [PREVENTION.quote]


def test_evidence_that_stands_in_no_indexed_paragraph_is_shown_as_a_quote(tmp_path: Path) -> None:
    case = replace(wrong_paragraph(), expected=((),))
    page = read_page(tmp_path, [case])
    assert "No indexed paragraph is known to hold this quote." in page.text("#wrong-paragraph")
    assert page.find("blockquote")[-1].text == PREVENTION.quote
    assert page.text(".reason") == "Cites paragraph 1."


def test_evidence_is_marked_whatever_its_case_punctuation_and_line_breaks(tmp_path: Path) -> None:
    text = "Before. Early\ntreatment, is thought to pre\u00advent CALCINOSIS! After."
    paragraph = Paragraph("jdm", 1, text, 0, len(text))
    page = read_page(tmp_path, [replace(wrong_paragraph(), expected=((paragraph,),))])
    assert page.find("mark", ".side")[-1].text == text[8:-8]


def test_of_a_quote_that_is_not_verbatim_the_longer_runs_are_marked(tmp_path: Path) -> None:
    evidence = Evidence("jdm", "The early treatment is thought perhaps to prevent calcinosis, a complication")
    case = Case(asked(evidence=(evidence,)), wrong_paragraph().answer, expected=((TREATED,),))
    marks = [mark.text for mark in read_page(tmp_path, [case]).find("mark", ".side")][1:]
    assert marks == ["Early treatment is thought", "to prevent calcinosis, a"]


def test_paragraphs_of_several_documents_are_told_apart(tmp_path: Path) -> None:
    other = replace(TREATED, document="other", number=7)
    evidence = Evidence("other", PREVENTION.quote)
    case = Case(asked(evidence=(evidence,)), wrong_paragraph().answer, expected=((other,),))
    reason = read_page(tmp_path, [case]).text(".reason")
    assert reason == "Cites paragraph 1 of JDM; the answer stands in paragraph 7 of other."


def test_confidence_tags_and_id_stand_with_a_case(tmp_path: Path) -> None:
    page = read_page(tmp_path, [wrong_paragraph(tags=("lay", "typo"))])
    assert page.text(".tags") == "lay typo"
    assert page.text(".facts").startswith("Confidence 0.40.")
    assert page.text(".facts").endswith("Question wrong.")


def test_nothing_of_the_text_is_taken_for_html(tmp_path: Path) -> None:
    page = read_page(tmp_path, hostile_cases(ATTACK), replace(PROVENANCE, gold_file=ATTACK, commit=ATTACK))
    assert len(page.find("script")) == 1
    assert not page.find("img")
    assert not any(name.startswith("on") for element in page.elements for name in element.attributes)
    assert page.find("h4")[0].text == ATTACK
    assert page.find("mark", ".side")[0].text == ATTACK
    assert ATTACK in page.text("#provenance")
    assert ATTACK in page.text("#tag")


def test_control_characters_and_lone_surrogates_are_replaced(tmp_path: Path) -> None:
    page = read_page(tmp_path, hostile_cases("a\x00b\x1b\ud800c"))
    assert page.find("h4")[0].text == "a\ufffdb\ufffd\ufffdc"


def test_characters_that_reorder_text_are_spelled_out_and_text_is_isolated(tmp_path: Path) -> None:
    page = read_page(tmp_path, hostile_cases("dose \u202e50 mg\u2066"))
    assert page.find("bdi", "h4")[0].text == "dose [U+202E]50 mg[U+2066]"
    assert not any(sign in page.source for sign in "\u202e\u2066")
    assert all(quote.attributes["dir"] == "auto" for quote in page.find("blockquote"))


def test_where_the_figures_come_from_stands_at_the_end(tmp_path: Path) -> None:
    page = read_page(tmp_path, several_cases())
    text = page.text("#provenance")
    for words_ in ("gold.jsonl", "ab" * 32, "cd" * 32, "2 documents, 1,234 paragraphs", "23d4120+"):
        assert words_ in text
    for words_ in ("22 November 2026, 18:11 UTC", "threshold 0.2", "llm not set", "python 3.11.9"):
        assert words_ in text.replace("</code>", "")
    assert page.find("section")[-1].attributes["id"] == "provenance"


def test_a_run_outside_a_checkout_and_a_start_that_is_no_time_are_shown_as_they_are(tmp_path: Path) -> None:
    page = read_page(tmp_path, [right_case()], replace(PROVENANCE, commit="", started="yesterday"))
    assert "not run from a git checkout" in page.text("#provenance")
    assert "yesterday" in page.text("#provenance")


@pytest.mark.parametrize("cases", [[right_case()], [held_back()], [refused()], []], ids=str)
def test_a_page_of_hardly_anything_says_so_in_words(tmp_path: Path, cases: list[Case]) -> None:
    page = read_page(tmp_path, cases)
    assert not page.find("svg", "#risk-coverage")
    assert "answered" in page.text("figcaption", "#risk-coverage")
    assert page.text("figcaption", "#latency") == "No answer was timed."
    assert page.text("figcaption", "#tags") == "The gold questions have no tags."


def test_when_nothing_went_wrong_that_is_said(tmp_path: Path) -> None:
    page = read_page(tmp_path, [right_case(), held_back()])
    assert page.text(".nothing").startswith("Nothing went wrong")
    assert not page.find("select")


def test_headings_never_skip_a_level(tmp_path: Path) -> None:
    levels = [int(one.tag[1]) for one in read_page(tmp_path, several_cases()).elements if one.tag in HEADINGS]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def test_the_same_run_gives_the_same_page(tmp_path: Path) -> None:
    pages = [write_page(tmp_path / name, several_cases()).read_bytes() for name in ("one", "two")]
    assert pages[0] == pages[1]


def test_a_long_run_with_many_failures_is_no_page_of_many_megabytes(tmp_path: Path) -> None:
    text = (f"{CALCINOSIS} " * 60)[:5000]
    paragraph = Paragraph("jdm", 1, text, 0, len(text))
    wrong = replace(wrong_paragraph(tags=("lay",)), expected=((paragraph,),))
    cases = [*[right_case(milliseconds=90, tags=("lay",))] * 700, *[wrong] * 600]
    summary = summarise(cases)
    path = write_report(tmp_path, summary, cases, PROVENANCE)
    assert path.stat().st_size < 20_000_000


def test_the_folder_is_made_and_an_older_page_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "today"
    write_page(folder, [wrong_paragraph()])
    page = write_page(folder, [right_case()])
    assert page == folder / "index.html"
    assert "Nothing went wrong" in page.read_text(encoding="utf-8")
    assert [path.name for path in folder.iterdir()] == ["index.html"]


def test_a_page_that_cannot_be_written_leaves_the_older_one(tmp_path: Path) -> None:
    older = write_page(tmp_path, [right_case()]).read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(UserError, match=r"The report cannot be written to .*index\.html: File too large"):
            write_page(tmp_path, [wrong_paragraph()])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (tmp_path / "index.html").read_bytes() == older
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_a_folder_that_can_be_written_to_passes_the_check_and_nothing_is_left_behind(tmp_path: Path) -> None:
    check_report_folder(tmp_path / "new" / "deep")
    assert list(tmp_path.iterdir()) == []
    page = write_page(tmp_path / "there", [right_case()])
    before = page.read_bytes()
    check_report_folder(tmp_path / "there")
    assert page.read_bytes() == before
    assert [path.name for path in page.parent.iterdir()] == ["index.html"]


@pytest.mark.parametrize("place", ["file", "file/below", "page-is-a-folder"])
def test_a_folder_that_cannot_be_written_to_is_told_of_before_the_run(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "page-is-a-folder" / "index.html").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    for act in (check_report_folder, lambda folder: write_page(folder, [right_case()])):
        with pytest.raises(UserError, match=f"The report cannot be written to .*{place}"):
            act(tmp_path / place)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_paragraph_that_two_pieces_of_evidence_share_is_shown_once(tmp_path: Path) -> None:
    evidence = (PREVENTION, Evidence("jdm", "a painful complication"))
    case = Case(asked(evidence=evidence), wrong_paragraph().answer, expected=((TREATED,), (TREATED, SEEN)))
    page = read_page(tmp_path, [case])
    assert page.find(".side")[1].text.count("thought to prevent") == 1
    assert "a painful complication" in [mark.text for mark in page.find("mark", ".side")]
