import re
import subprocess
import sys
import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from report_pages import (
    answered,
    held_back,
    misquoted,
    read_page,
    refused,
    right_case,
    several_cases,
    wrong_paragraph,
)

from assistant.evaluation import Case, Estimate, summarise
from assistant.evaluation.report.pictures import Picture, pictures
from assistant.evaluation.report.plots import latency_plot, risk_coverage_plot, tags_plot

PAGE_COLOUR = re.compile(r"none|currentColor|var\(--[a-z]+\)")


def drawn(cases: Sequence[Case]) -> dict[str, Picture]:
    return {picture.id: picture for picture in pictures(summarise(cases), cases)}


def texts(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter("text")]


def share(value: float) -> Estimate:
    return Estimate(value, value / 2, (1 + value) / 2, 10)


def test_every_plot_is_an_image_with_a_name_and_its_words_are_text() -> None:
    for picture in drawn(several_cases()).values():
        root = ElementTree.fromstring(picture.svg)
        assert root.tag == "svg"
        assert root.attrib["role"] == "img"
        assert root.attrib["aria-label"]
        assert texts(picture.svg)


def test_plots_take_their_colours_from_the_page_and_bring_no_styles() -> None:
    for picture in drawn(several_cases()).values():
        elements = list(ElementTree.fromstring(picture.svg).iter())
        assert not {"style", "metadata", "script"} & {element.tag for element in elements}
        assert not any("style" in element.attrib or "font-family" in element.attrib for element in elements)
        colours = {
            element.attrib[name]
            for element in elements
            for name in ("fill", "stroke")
            if name in element.attrib
        }
        assert len(colours) > 2
        assert all(PAGE_COLOUR.fullmatch(colour) for colour in colours)


def test_what_a_plot_refers_to_is_in_it_and_in_no_other() -> None:
    ids: list[str] = []
    for picture in drawn(several_cases()).values():
        elements = list(ElementTree.fromstring(picture.svg).iter())
        own = [element.attrib["id"] for element in elements if "id" in element.attrib]
        referred = set(re.findall(r'(?:url\(#|href="#)([^")]+)', picture.svg))
        assert referred <= set(own)
        ids += own
    assert len(ids) == len(set(ids))


def test_the_captions_tell_the_figures_in_words() -> None:
    cases = several_cases()
    captions = {name: picture.caption.replace("\u00a0", " ") for name, picture in drawn(cases).items()}
    assert (
        "88 % of all questions were answered, and 14 % of these answers are wrong"
        in captions["risk-coverage"]
    )
    assert "of the surer half of the answers, 0 % are wrong" in captions["risk-coverage"].lower()
    assert "0 of 1 at 60 to 70 %" not in captions["calibration"]
    assert "2 of 3 at 60 to 70 %" in captions["calibration"]
    assert "The dashed line is the 81 % over all questions" in captions["tags"]
    assert "Best is “lay” with 91 %, weakest “follow-up” with 0 %" in captions["tags"]
    assert captions["latency"].startswith("Half of the answers took at most 145 ms, 95 % at most")


def test_tags_are_drawn_from_the_best_to_the_weakest_with_their_questions() -> None:
    labels = texts(drawn(several_cases())["tags"].svg)
    assert [label for label in labels if "(" in label] == ["lay (11)", "typo (3)", "follow-up (1)"]


def test_a_tag_is_drawn_as_it_is_written() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        svg = tags_plot(
            [
                ("$x_1$ <b>&", share(0.5)),
                ("小児", share(0.4)),
                ("a\x00b\nc", share(0.3)),
                ("w" * 50, share(0.2)),
            ],
            0.4,
            "Dealt with rightly",
        )
    assert {"$x_1$ <b>&", "小児", "a\ufffdb c", "w" * 21 + "…"} <= set(texts(svg))


def test_of_many_tags_those_with_most_questions_are_drawn() -> None:
    cases = [
        replace(case, gold=replace(case.gold, tags=(f"tag {number:02}",)))
        for number in range(40)
        for case in [right_case(), wrong_paragraph()] * (2 if number < 30 else 1)
    ]
    picture = drawn(cases)["tags"]
    labels = {label for label in texts(picture.svg) if label.startswith("tag")}
    assert labels == {f"tag {number:02} (4)" for number in range(30)}
    assert "Of 40 tags the 30 with most questions are drawn." in picture.caption


def test_answers_that_took_far_longer_are_counted_and_not_drawn() -> None:
    cases = [*[right_case(milliseconds=100)] * 60, right_case(milliseconds=7000)]
    caption = drawn(cases)["latency"].caption.replace("\u00a0", " ")
    assert "the slowest took 7.0 s" in caption
    assert "1 answer beyond 200 ms not drawn" in caption


@pytest.mark.parametrize(
    ("times", "unit"), [([900.0, 950.0, 999.0], "milliseconds"), ([800.0, 1200.0, 5000.0], "seconds")]
)
def test_long_times_are_drawn_in_seconds(times: list[float], unit: str) -> None:
    svg = latency_plot(times, max(times), times[1], times[2])
    assert f"Time to the answer, in {unit}" in texts(svg)


def test_times_of_nothing_can_be_drawn() -> None:
    assert drawn([right_case(milliseconds=0)] * 9)["latency"].svg


@pytest.mark.parametrize(
    ("cases", "words"),
    [
        ([], "No question was answered"),
        ([refused(), held_back()], "No question was answered"),
        ([right_case()], "Only 1\u00a0question was answered"),
        ([right_case(), wrong_paragraph(), answered(), misquoted()], "Only 4\u00a0questions were answered"),
    ],
)
def test_where_there_is_too_little_to_draw_there_are_words(cases: list[Case], words: str) -> None:
    found = drawn(cases)
    for name in ("risk-coverage", "calibration"):
        assert found[name].svg == ""
        assert words in found[name].caption
    assert found["tags"].svg == found["latency"].svg == ""


def test_the_same_figures_give_the_same_plot_whatever_style_the_user_has() -> None:
    points = [(0.2, 0.0), (0.5, 0.1), (0.9, 0.3)]
    before = risk_coverage_plot(points)
    with mpl.rc_context({"font.size": 30, "text.color": "red", "svg.fonttype": "path", "axes.grid": False}):
        assert risk_coverage_plot(points) == before


def test_drawing_leaves_the_settings_of_matplotlib_as_they_were() -> None:
    before = dict(mpl.rcParams)
    risk_coverage_plot([(0.5, 0.1)])
    assert dict(mpl.rcParams) == before


@pytest.mark.slow
def test_neither_the_report_nor_its_plots_need_pyplot_and_the_package_imports_no_matplotlib() -> None:
    code = (
        "import sys, assistant.evaluation.report.pictures;"
        "assert not {'matplotlib', 'jinja2'} & set(sys.modules);"
        "from assistant.evaluation.report.plots import risk_coverage_plot;"
        "risk_coverage_plot([(0.5, 0.1)]);"
        "assert 'matplotlib' in sys.modules and 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_each_plot_stands_on_the_page_with_its_caption(tmp_path: Path) -> None:
    page = read_page(tmp_path, several_cases())
    assert len(page.find("svg", "figure")) == len(page.find("figcaption", "figure")) == 4
