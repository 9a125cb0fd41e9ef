from evaluation_cases import CALCINOSIS, answer, answerable, cite, refusal, unanswerable
from rich.console import Console

from assistant.evaluation import Case, render, summarise

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
    assert row(text, "fact_recall") == ["fact_recall", "0.500", "1"]
    assert row(text, "quote_fidelity") == ["quote_fidelity", "1.000", "1"]
    assert row(text, "latency_ms_p50") == ["latency_ms_p50", "12.3", "ms", "2"]


def test_a_metric_that_applied_to_nothing_shows_a_dash_and_not_a_zero() -> None:
    assert row(printed(CASES[1:]), "fact_recall") == ["fact_recall", "–", "0"]


def test_every_tag_has_a_column_with_its_questions() -> None:
    text = printed(CASES)
    for tag in TAGS:
        assert tag in text
    assert row(text, "questions") == ["questions", "1", "1", "1", "1"]


def test_without_tags_there_is_one_table() -> None:
    assert len(render(summarise((Case(unanswerable(), refusal()),)))) == 1


def test_the_tables_fit_a_terminal_of_80_columns() -> None:
    text = printed(CASES, width=200)
    assert max(map(len, text.splitlines())) <= 80
