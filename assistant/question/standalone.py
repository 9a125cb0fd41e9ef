"""Make a question that leans on the conversation stand alone, without a language model.

What a conversation is about is carried from question to question: a question with a subject of its
own sets the topic, one that points back ("How is it treated?") or leaves its subject out ("And on
MRI?") takes it up. A question that needs nothing from before is returned as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Message
from assistant.question.ellipsis import complete, is_fragment
from assistant.question.pointing import add_behind, point_out
from assistant.question.replies import accepts, react
from assistant.question.topics import Context

_COURTESY = re.compile(
    r"^\s*(?:(?:ok|okay|thanks|thank you|thx|cheers|all right|alright|right|great|fine|good|perfect|"
    r"got it|i see|"
    r"yes|please|hm+|well|hi|hello|hey|doctor)\b(?: (?:a lot|very much|so much))?[\s,.!:;]+)+",
    re.I,
)
_NO_QUESTION = re.compile(
    r"^\s*(?:(?:ok|okay|thanks|thank you|thx|cheers|no|nope|great|fine|good|perfect|got it|i see|bye|"
    r"goodbye|hi|"
    r"hello|hey|sorry|all right|alright|very|much|so|a lot|that's all|cool|nice)\b[\s,.!]*)+$",
    re.I,
)
_CORRECTION = re.compile(
    r"^\s*(?:(?:no|nope|sorry|oops|wait|actually|pardon|not that|ok|well)\b[\s,.!:;—–-]*)*"
    r"(?:(?:no|sorry|oops|wait|actually|(?:i|we) (?:meant|mean|was asking about|am asking about)|"
    r"make that|rather)"
    r"\b[\s,.!:;—–-]+|(?=not\s+[\w\s-]+,))",
    re.I,
)
_NOT_THAT = re.compile(
    r"^not\s+[\w\s-]+?,\s*(?:but\s+)?|,?\s+(?:and\s+)?not\s+[\w\s-]+$|,?\s+(?:instead|rather)$", re.I
)
_RETURN = re.compile(
    r"^\s*(?:(?:so|and|but|now|let['’]?s|can we|i want to|please)\s+)*(?:go(?:ing)?\s+|com(?:e|ing)\s+|"
    r"get(?:ting)?\s+)?"
    r"(?:back to|return(?:ing)? to)\s+(?P<topic>.+?)\s*(?:[:;,.]\s*|\s[-–—]\s*|$)(?P<rest>.*)$",
    re.I,
)
_CONCERNING = re.compile(
    r"^\s*(?:regarding|concerning|as for|with regard to|about)\s+(?P<topic>[^,:]+)\s*[,:]\s*(?P<rest>.+)$",
    re.I,
)
_NEW_QUESTION = re.compile(
    r"^\s*(?:a |an )?(?:different|another|new|next|unrelated|separate|other)\s+(?:question|topic|subject)\b",
    re.I,
)
_CONDITION = re.compile(r"^(?:(?:and|but|also|so|then)\s+)?if\b(?=[^,]+$)", re.I)
_LOOSE_START = re.compile(r"^(?:and|but|so|then|also)\b[\s,]*", re.I)
# A longer question says itself what it is about.
LONGEST_FOLLOW_UP = 300


def standalone_question(question: str, history: Sequence[Message]) -> str:
    """Return `question` so that it can be understood without `history` (oldest message first)."""
    context = Context()
    for message in history:
        if message["role"] != "user":
            context = context.after_answer(message["content"])
        elif not _NO_QUESTION.match(message["content"]):
            context = context.after_question(_stand_alone(message["content"], context))
    return _stand_alone(question, context)


def _stand_alone(question: str, context: Context) -> str:
    """Return `question` with what it needs from `context`."""
    if len(question) > LONGEST_FOLLOW_UP:
        return question
    returned = _RETURN.match(question) or (_CONCERNING.match(question) if context.topic else None)
    if not context.topic or (_NO_QUESTION.match(question) and not accepts(question, context)):
        return question
    if _NEW_QUESTION.match(_COURTESY.sub("", question)):
        return question
    if returned:
        return _returned(returned["topic"], returned["rest"], context)
    return (
        react(_COURTESY.sub("", question), context)
        or _corrected(question, context)
        or _leaning(question, context)
        or question
    )


def _corrected(question: str, context: Context) -> str | None:
    """Return the previous question mended by "I meant adults", "no, the treatment" or "sorry, gout"."""
    opening = _CORRECTION.match(question)
    if not opening:
        return None
    meant = _NOT_THAT.sub("", question[opening.end() :].strip(" ?.!"))
    if not meant:
        return None
    return point_out(meant, context) or complete(meant, context, replacing=True)


def _returned(topic: str, rest: str, context: Context) -> str:
    """Return what is asked of an earlier topic that the question names first."""
    named = (point_out(topic, context) or topic).rstrip(" ?.!")
    if not rest.strip(" ?.!"):
        return f"Tell me more about {named}"
    return _stand_alone(rest, context.after_question(f"What is {named}?"))


def _leaning(question: str, context: Context) -> str | None:
    """Return `question` with its pointing words replaced and what it leaves out put in, if it does either."""
    plain = _COURTESY.sub("", question)
    pointed = point_out(plain, context)
    if pointed is None and _CONDITION.match(plain) and _LOOSE_START.match(plain):
        return add_behind(_CONDITION.sub("What if", plain), f"({context.topic})")
    if pointed is None:
        return complete(plain, context)
    completed = complete(pointed, context, replacing=True) if is_fragment(pointed) else None
    if completed:
        return completed
    if _CONDITION.match(pointed):
        return _CONDITION.sub("What if", pointed)
    loose = _LOOSE_START.sub("", pointed)
    return loose[0].upper() + loose[1:] if loose != pointed or plain != question else pointed
