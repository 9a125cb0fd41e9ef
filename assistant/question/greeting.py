"""What is said to a greeting, to thanks, and to the question what this can do."""

from __future__ import annotations

import re

_SMALL_TALK = re.compile(
    r"\W*(?:(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|there|thanks?|thank you|"
    r"cheers|many|very much|so much|a lot|ok|okay|great|bye|goodbye|see you|please|help|help me|"
    r"how are you|how do you do|who are you|what are you|what is this|what can you do|what do you do|"
    r"what can i ask(?: you)?|how does this work|are you (?:there|a bot|human|an ai))\b\W*)+",
    re.I,
)


def is_small_talk(question: str) -> bool:
    """Tell whether `question` is nothing but a greeting, thanks, or a question about this assistant."""
    return _SMALL_TALK.fullmatch(question) is not None
