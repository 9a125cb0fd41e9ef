"""Find what a document says of itself on its first page, where its file states nothing.

An empty date is better than a wrong one: what is found stands beside every citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from corpus.decoding import drop_unseen
from corpus.document import Block, BlockKind, FrontMatter
from corpus.text.date_lines import Standing, find_date
from corpus.text.hyphenation import SOFT_HYPHEN

# How far the front of a document reaches, and its end: blocks, characters, pages.
FIRST_BLOCKS = 30
FIRST_CHARACTERS = 6_000
FIRST_PAGES = 2
LAST_BLOCKS = 8
LONGEST_VERSION_LINE = 140
MOST_DOIS = 3
_UNFIT = (BlockKind.REFERENCE, BlockKind.CAPTION)

_DOI = re.compile(
    r"(?:\bdoi\s*:?\s*|\bhttps?://(?:dx\.)?doi\.org/)(?:https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/[^\s\"<>]{1,200})",
    re.I,
)
_DOI_END = re.compile(r"(?:[.,;:'’”»*†]|/(?:full|pdf|epdf|abstract|html)|[?#].*)$", re.I)
_OTHER_WORK = re.compile(
    r"\b(?:available|data|dataset|supplement\w*|material|correct\w*|erratum|retract\w*|preprint|see|comment\w*|refer\w*"
    r"|adapted|reproduced|based\s+on|appendix|protocol)\b[^.]*$|^\s*(?:\[\d{1,3}\]|\d{1,3}\.)\s",
    re.I,
)
_NUMBERED = re.compile(
    r"(?P<name>\bversion|\bver\.|\brevision|\brev\.|\bv(?=\.?\s?\d))\.?\s*(?:(?:no|number|nr)\b\.?)?\s*:?\s*"
    r"(?P<number>\d{1,3}(?:\.\d{1,4}){0,3}[a-z]?)(?![\w%/]|[.,]\d)",
    re.I,
)
_BEHIND_VERSION = re.compile(
    r"(?-i:[A-Z])|(?:19|20)\d\d|\d\d?\s[A-Z]|\d\d?[./]\d|(?:dated|issued|published|updated|approved|final|draft|of\s\d)\b",
    re.I,
)
_EDITION = re.compile(
    r"\b(?P<which>\d{1,2}(?:st|nd|rd|th)|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|revised))"
    r"\s+edition\b|\bedition\s*(?P<number>\d{1,2})\b",
    re.I,
)
_AUTHORS = re.compile(
    r"(?:(?:lead|main|principal)\s+)?(?:authors?(?:\(s\))?|written\s+by|authored\s+by|autor(?:en|es|in)?|auteure?s?)"
    r"(?:\s*:\s*|(?<=\sby)\s+)(?P<names>.+)",
    re.I,
)
_NEXT_LABEL = re.compile(
    r"[\s,.;|]+(?:version|date|published|issued|approved|review(?:ed|ers?)?|updated|last|editors?|e-?mails?|contact"
    r"|affiliations?|owner|department|corresponding|job\s+title|address|abstract|keywords|doi)\b.*$",
    re.I,
)
_INITIALS = re.compile(r"(?:[A-Z]\.?[\s-]?){1,4}$")
_CREDENTIAL = re.compile(
    r"(?:M\.?D|Ph\.?D|D\.?O|MSc|BSc|MPH|MBBS|MBChB|MB|BS|BA|MA|RN|NP|PA|PharmD|DPhil|FRC\w+|MRC\w+|FACP|FACC|FAHA|FESC"
    r"|FAAP|Jr|Sr|II|III|DVM|MBA|DrPH|ScD|et\sal)\.?(?:\s+[A-Z]\w*)?$"
)
_ROLE = re.compile(
    r"\b(?:consultant|professor\s+of|physician|nurse|pharmacist|registrar|director|specialist|department|hospital"
    r"|university|trust|unit|division|institute|school|college|clinic|service)\b",
    re.I,
)
_PARTICLE = r"(?:van|von|de|der|den|del|della|di|da|la|le|el|al|bin|of|for|the|and)"
_NAME = re.compile(rf"(?:(?:{_PARTICLE}|[^\W\d_a-z][\w.’'-]*+)(?:\s+|$))+$")


def find_front_matter(blocks: Sequence[Block], stated: FrontMatter) -> FrontMatter:
    """Return what the file states, completed by what the first and the last blocks say.

    `blocks` are a document's in order, its list of sources named as such. A date that the text gives a
    name ("Published: 12 March 2021") counts before the file's own, which may be that of a copy, unless
    the file's is the same, more exactly. A version is a number, or the words of an edition or a revision.
    """
    first, last = _front(blocks)
    lines = [line for block in first for line in _lines(block)]
    return FrontMatter(
        stated.title,
        stated.authors or _authors(lines),
        _date(lines, [line for block in last for line in _lines(block)], stated.date),
        stated.doi or _doi(lines),
        stated.version or _version(lines),
    )


def _front(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """Return the blocks of the first pages and the last blocks, without the list of sources."""
    told = [block for block in blocks if block.kind not in _UNFIT]
    first: list[Block] = []
    characters = 0
    for block in told[:FIRST_BLOCKS]:
        characters += len(block.text)
        if first and (characters > FIRST_CHARACTERS or (block.page or 1) > FIRST_PAGES):
            break
        first.append(block)
    return first, told[len(first) :][-LAST_BLOCKS:]


def _lines(block: Block) -> Iterator[str]:
    text = drop_unseen(block.text[:FIRST_CHARACTERS]).replace(SOFT_HYPHEN, "")
    for line in text.split("\n"):
        parts = line.split(";") if block.kind is BlockKind.TABLE_ROW else [line]
        yield from filter(None, (re.sub(r"\s+", " ", part).strip() for part in parts))


def _date(first: Sequence[str], last: Sequence[str], stated: str) -> str:
    found = find_date(first, last)
    if not found:
        return stated
    date, standing = found
    if stated and (standing is not Standing.ISSUED or stated.startswith(date)):
        return stated
    return date


def _doi(lines: Iterable[str]) -> str:
    """Return the document's own DOI: the first, unless there are so many that they are of other works."""
    found = [
        _cut(doi.group(1))
        for line in lines
        for doi in _DOI.finditer(line)
        if not _OTHER_WORK.search(line[: doi.start()])
    ]
    return found[0] if 0 < len(set(map(str.lower, found))) <= MOST_DOIS else ""


def _cut(doi: str) -> str:
    """Return a DOI without what follows it in a sentence; brackets that it opens itself stay."""
    while True:
        shorter = _DOI_END.sub("", doi)
        for opening, closing in ("()", "[]", "{}"):
            if shorter.endswith(closing) and shorter.count(opening) < shorter.count(closing):
                shorter = shorter[:-1]
        if shorter == doi:
            return doi
        doi = shorter


def _version(lines: Iterable[str]) -> str:
    """Return the version that a short line states, at its beginning or at its end."""
    for line in lines:
        if len(line) > LONGEST_VERSION_LINE:
            continue
        for part in re.split(r"\s*[|•·;]\s*", line):
            for found in (_NUMBERED.search(part), _EDITION.search(part)):
                if found and _stands_apart(part, found):
                    return _written(found)
    return ""


def _stands_apart(line: str, found: re.Match[str]) -> bool:
    """Tell whether a version is no part of a sentence and not that of a score or a program."""
    if found.group().lower().startswith("v") and not re.search(r"ver|\.", found.group(), re.I):
        return found.group() == line
    before, after = line[: found.start()].strip(), line[found.end() :].strip(" .,;:()–—-")
    begins = not before and (not after or bool(_BEHIND_VERSION.match(after)))
    ends = not after or bool(re.match(r"(?:\d|dated|[A-Z][a-z]+\s(?:\d{1,2},\s)?(?:19|20)\d\d$)", after))
    titled = bool(
        re.search(
            r"(?:[,:(–—-]|\bguidelines?|\bguidance|\bprotocol|\bpolicy|\bdocument|\bpathway|\bleaflet)$",
            before,
            re.I,
        )
    )
    return begins or (ends and titled and not line.rstrip().endswith("."))


def _written(found: re.Match[str]) -> str:
    parts = found.groupdict()
    if parts.get("name"):
        revision = parts["name"].lower().startswith("rev")
        return f"revision {parts['number']}" if revision else parts["number"]
    return re.sub(r"\s+", " ", found.group()).lower()


def _authors(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the names behind "Authors:" or "Written by", none when they do not all look like names."""
    for line in lines:
        found = _AUTHORS.match(line)
        if found:
            names = _names(_NEXT_LABEL.sub("", found["names"]))
            if names:
                return names
    return ()


def _names(listed: str) -> tuple[str, ...]:
    by = r"\s*;\s*" if ";" in listed else r"\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|und|et|y)\s+|\s*&\s*"
    pieces = [
        re.sub(r"[\d*†‡§¶¹²³⁴-⁹]+(?:,\s*\d+)*\s*$", "", piece).strip(" .,") for piece in re.split(by, listed)
    ]
    names: list[str] = []
    for piece in filter(None, pieces):
        if names and _CREDENTIAL.fullmatch(piece):
            continue
        turned = names and "," not in names[-1] and (" " not in names[-1] or "," in names[0])
        if turned and _INITIALS.fullmatch(piece):
            names[-1] = f"{names[-1]}, {piece}"
        elif not (names and _ROLE.search(piece)):
            names.append(piece)
    return tuple(takewhile(_is_name, names))


def _is_name(piece: str) -> bool:
    return (
        1 < len(piece) <= 80
        and len(piece.replace(",", "").split()) <= 8
        and bool(_NAME.match(piece.replace(",", "")))
    )
