"""What a chat model thinks aloud is no part of its answer, whatever it marks it with."""

from __future__ import annotations

import pytest

from assistant.answering.replying import without_thinking


@pytest.mark.parametrize(
    "text",
    [
        "<think>Is it [2]? No.</think>Gout is painful [1].",
        "<THINK>\nIs it [2]?\n</THINK>\nGout is painful [1].",
        "<think>a</think><think>b</think>Gout is painful [1].",
        "<thinking>Is it [2]?</thinking>Gout is painful [1].",
        "<thought>Is it [2]?</thought>Gout is painful [1].",
        "<reasoning>Is it [2]?</reasoning>Gout is painful [1].",
        "<seed:think>Is it [2]?</seed:think>Gout is painful [1].",
        "<|begin_of_thought|>Is it [2]?<|end_of_thought|>Gout is painful [1].",
        "[THINK]Is it [2]?[/THINK]Gout is painful [1].",
        "◁think▷Is it [2]?◁/think▷Gout is painful [1].",
        "<|channel|>analysis<|message|>Is it [2]?<|end|><|start|>assistant<|channel|>final<|message|>"
        "Gout is painful [1].",
        "Is it [2]? No.</think>Gout is painful [1].",
        "Gout is painful [1].<think>Or is it [2]?",
        "Gout is painful [1].<|channel|>analysis<|message|>Or is it [2]?",
        "Gout is painful [1].",
    ],
)
def test_only_the_answer_is_left(text: str) -> None:
    assert without_thinking(text).strip() == "Gout is painful [1]."


@pytest.mark.parametrize(
    "text", ["<think>", "<think>Gout is [1].", "<|channel|>analysis<|message|>Gout [1].", ""]
)
def test_thinking_that_never_ends_leaves_nothing(text: str) -> None:
    assert without_thinking(text).strip() == ""


def test_words_about_thinking_stay() -> None:
    text = "Those who think of gout should test for uric acid <6 mg/dl [1]."
    assert without_thinking(text) == text
