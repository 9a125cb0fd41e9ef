"""Letters are gathered into runs: what stands on one baseline and near enough."""

from __future__ import annotations

import numpy as np
from page_steps import Paint, characters_of, write
from reportlab.pdfgen.canvas import Canvas

from corpus.pages.runs import Walls, gather_runs


def runs_of(paint: Paint) -> list[str]:
    found = characters_of(paint)
    sizes = np.array([look.size for look in found.looks])[found.styles]
    runs = sorted(gather_runs(found, sizes, Walls.of(())), key=lambda run: (round(run.base), run.left))
    return ["".join(chr(found.codes[each]) for each in run.characters) for run in runs]


def test_what_is_written_in_one_go_is_one_run() -> None:
    assert runs_of(lambda canvas: write(canvas, "Gout is common.", 100, 100)) == ["Goutiscommon."]


def test_words_that_are_drawn_one_by_one_in_any_order_are_one_run() -> None:
    def paint(canvas: Canvas) -> None:
        for text, left in (("common.", 131), ("Gout", 100), ("is", 122)):
            write(canvas, text, left, 100)

    assert runs_of(paint) == ["Goutiscommon."]


def test_what_stands_far_apart_on_one_baseline_is_two_runs() -> None:
    def paint(canvas: Canvas) -> None:
        write(canvas, "Gout", 100, 100)
        write(canvas, "Asthma", 300, 100)

    assert runs_of(paint) == ["Gout", "Asthma"]


def test_a_raised_mark_belongs_to_its_word() -> None:
    def paint(canvas: Canvas) -> None:
        write(canvas, "kg/m", 100, 100, 10)
        write(canvas, "2", 119.5, 96, 6)

    assert runs_of(paint) == ["kg/m2"]
