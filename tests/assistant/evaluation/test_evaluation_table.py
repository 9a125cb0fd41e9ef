from evaluation_cases import CALCINOSIS, answer, answerable, cite, refusal, unanswerable
from rich.console import Console

from assistant.evaluation import Case, compare, render, summarise
from assistant.evaluation.table import render_comparison, turned

TAGS = ("[red]lay[/red]", "abbreviation", "follow-up", "treatment", "unanswerable-close")
CASES = (
    Case(
        answerable(facts=(("calcinosis",), ("steroids",)), tags=TAGS[:4]),
        answer("It prevents calcinosis.", cite("calcinosis", CALCINOSIS), timings={"total": 12.34}),
    ),
    Case(unanswerable(tags=TAGS[4:]), refusal(total=12.34)),
)


def printed(cases: tuple[Case, ...], width: int = 80) -> str:
    console = Console(width=width, color_system=None)
    with console.capture() as capture:
        for table in render(summarise(cases)):
            console.print(table)
    return capture.get()


def row(text: str, name: str) -> list[str]:
    return next(line.split() for line in text.splitlines() if line.split()[:1] == [name])


def test_the_first_table_gives_each_metric_and_how_many_questions_it_used() -> None:
    text = printed(CASES)
    assert "2 questions" in text
    assert row(text, "fact_recall") == ["fact_recall", "0.500", "0.500", "to", "0.500", "1"]
    assert row(text, "quote_fidelity") == ["quote_fidelity", "1.000", "1.000", "to", "1.000", "1"]
    assert row(text, "latency_ms_p50")[:3] == ["latency_ms_p50", "12.3", "ms"]


def test_a_metric_that_applied_to_nothing_shows_a_dash_and_not_a_zero() -> None:
    assert row(printed(CASES[1:]), "fact_recall") == ["fact_recall", "–", "0"]


def test_every_tag_has_a_column_with_its_questions() -> None:
    text = printed(CASES)
    for tag in TAGS:
        assert tag in text
    counts = [line.split()[1:] for line in text.splitlines() if line.split()[:1] == ["questions"]]
    assert counts == [["1", "1", "1"], ["1", "1"]]


def test_the_metrics_stand_in_groups() -> None:
    lines = printed(CASES).splitlines()
    first, last = (
        next(i for i, line in enumerate(lines) if line.split()[:1] == [name])
        for name in ("mrr", "fact_recall")
    )
    assert any(not line.strip() for line in lines[first:last])


def compared(before: tuple[Case, ...], after: tuple[Case, ...]) -> str:
    console = Console(width=100, color_system=None)
    comparison = compare(before, after)
    with console.capture() as capture:
        console.print(render_comparison(comparison))
        for line in turned(comparison):
            console.print(line)
    return capture.get()


def test_a_comparison_shows_before_now_and_the_difference_with_its_sign() -> None:
    refused = Case(CASES[0].gold, refusal(total=12.34))
    text = compared((refused, CASES[1]), CASES)
    assert "Compared over 2 questions" in text
    assert row(text, "accuracy")[1:4] == ["0.500", "1.000", "+0.500"]
    assert row(text, "false_refusal_rate")[1:4] == ["1.000", "0.000", "-1.000"]


def test_a_comparison_names_what_turned_and_whether_that_could_be_chance() -> None:
    refused = Case(CASES[0].gold, refusal(total=12.34))
    text = compared(CASES, (refused, CASES[1]))
    assert "0 turned right." in text
    assert "1 turned wrong: q1." in text
    assert "p = 1" in text


def test_without_tags_there_is_one_table() -> None:
    assert len(render(summarise((Case(unanswerable(), refusal()),)))) == 1


def test_the_tables_fit_a_terminal_of_80_columns() -> None:
    text = printed(CASES, width=200)
    assert max(map(len, text.splitlines())) <= 80
