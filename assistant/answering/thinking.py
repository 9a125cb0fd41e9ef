"""Cut out what a chat model thinks aloud before it answers."""

from __future__ import annotations

import re

_NAMES = (
    r"(?:seed:)?(?:think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad|begin_of_thought)"
)
# DeepSeek, Qwen and many others; Magistral; Kimi; gpt-oss, whose thinking is a channel of its own.
_OPENING = re.compile(
    rf"<\|?\s*{_NAMES}\s*\|?>|\[THINK\]|◁think▷|(?:<\|start\|>assistant)?<\|channel\|>(?:analysis|commentary)",
    re.I,
)
_CLOSING = re.compile(
    rf"<\|?\s*/\s*{_NAMES}\s*\|?>|<\|?end_of_thought\|?>|\[/THINK\]|◁/think▷|<\|channel\|>final<\|message\|>",
    re.I,
)
_LEFT_OVER = re.compile(r"<\|[a-z_]+\|>(?:assistant|final)?", re.I)


def without_thinking(text: str) -> str:
    """Return what of `text` is the answer: nothing before the last closing mark, nothing behind an open one.

    A closing mark alone ends thinking as well: some services send only that.
    """
    closings = list(_CLOSING.finditer(text))
    answer = text[closings[-1].end() :] if closings else text
    opening = _OPENING.search(answer)
    return _LEFT_OVER.sub(" ", answer[: opening.start()] if opening else answer)
