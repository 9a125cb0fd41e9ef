"""Read XML into trees within bounds, and the names of the elements that office files use.

The DOCTYPE is taken out before parsing, so that there is nothing left to load or to expand. What it would
have defined is put in its place beforehand: the named characters of HTML ("&alpha;"), which is what the
DTDs of JATS and XHTML define, and the plain words that it defines by itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.entities import html5
from typing import TYPE_CHECKING

from corpus.errors import UnreadableFileError

if TYPE_CHECKING:
    from lxml import etree
    from lxml.etree import XMLSyntaxError, _Element


# Bytes; the tree takes about thirteen times as much memory. A book of 2,000 pages has 20 MB of XML.
LARGEST = 50_000_000
LONGEST_ENTITY = 200
_BOMB = "its XML defines entities that grow, as files do that are built to do harm"
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_PREDEFINED = frozenset({b"lt", b"gt", b"amp", b"quot", b"apos"})
_DECLARATION = re.compile(rb"\A\s*<\?xml\s[^>]*?\?>")
_DECLARED_UTF_16 = re.compile(rb"""encoding\s*=\s*["']utf-?(?:16|32)""", re.I)
# All parts are atomic: where the DOCTYPE does not end, no second way through it is tried.
_QUOTED = rb"\"[^\"]*+\"|'[^']*+'"
# What has no end reaches to the end of the file, so that the search stays linear.
_SKIPPED = rb"<!--(?s:.*?)(?:-->|\Z)|<\?(?s:.*?)(?:\?>|\Z)"
_SUBSET = rb"\[(?>" + _SKIPPED + rb"|" + _QUOTED + rb"|[^\]\"'<]++|<)*+\]\s*+"
_DOCTYPE = re.compile(
    rb"\A(?P<before>(?>\s++|" + _SKIPPED + rb")*+)"
    rb"(?P<doctype><!DOCTYPE(?>[^\[\]\"'>]++|" + _QUOTED + rb")*+(?:" + _SUBSET + rb")?+>)"
)
_BEGUN_DOCTYPE = re.compile(rb"\A(?>\s++|" + _SKIPPED + rb")*+<!DOCTYPE")
_DEFINED = re.compile(
    _SKIPPED + rb"|<!ENTITY\s++(?P<name>[\w.:-]++)\s++(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)')"
)
_NAMED = re.compile(rb"<!\[CDATA\[(?s:.*?)(?:\]\]>|\Z)|<!--(?s:.*?)(?:-->|\Z)|&(?P<name>[A-Za-z_][\w.:-]*+);")
_CHARACTER = re.compile(rb"&#(?:\d{1,7}|x[0-9a-fA-F]{1,6});")


def parse_xml(data: bytes) -> _Element:
    """Return the root of the XML document that `data` is.

    Comments and processing instructions are left out, so that every node is an element. Entities that
    nothing harmless defines stay as they are written ("&name;"); a namespace prefix that is
    nowhere declared is forgiven. Raise `UnreadableFileError` when the XML is broken, larger than 50 MB,
    deeper than 256 elements, or defines entities by means of others.
    """
    if len(data) > LARGEST:
        raise UnreadableFileError(f"its XML is larger than {LARGEST // 1_000_000} MB; split it into parts")
    return _parse(_without_entities(_in_one_byte_code(data)))


def _in_one_byte_code(data: bytes) -> bytes:
    """Return UTF-16 and UTF-32 as UTF-8; every other encoding of XML keeps ASCII as it is."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "")
    if encoding:
        data = data.decode(encoding, errors="replace").encode("utf-8", errors="replace")
    declared = _DECLARATION.match(data)
    if declared and (encoding or _DECLARED_UTF_16.search(declared.group())):
        data = _lines(declared.group()) + data[declared.end() :]
    return data


def _without_entities(data: bytes) -> bytes:
    """Return `data` without its DOCTYPE and with characters in place of their names."""
    found = _DOCTYPE.match(data)
    if not found:
        if _BEGUN_DOCTYPE.match(data):
            raise UnreadableFileError("its XML is broken (its DOCTYPE has no end)")
        return _named_characters(data, {})
    defined = _definitions(found["doctype"])
    before, after = found["before"], data[found.end() :]
    return before + _lines(found["doctype"]) + _named_characters(after, defined)


def _lines(removed: bytes) -> bytes:
    """Return the line ends of what is taken out, so that the lines below keep their numbers."""
    return b"\n" * removed.count(b"\n")


def _definitions(doctype: bytes) -> Mapping[bytes, bytes | None]:
    """Return what each entity of a DOCTYPE stands for; None where it is not plain words."""
    found: dict[bytes, bytes | None] = {}
    for entity in _DEFINED.finditer(doctype):
        if entity["name"] and entity["name"] not in found:
            value = entity["double"] if entity["double"] is not None else entity["single"]
            found[entity["name"]] = value if _is_plain(value) else None
    return found


def _is_plain(value: bytes) -> bool:
    """Tell whether an entity is a few words and characters, without markup and without other entities."""
    return len(value) <= LONGEST_ENTITY and not re.search(rb"[&<%]", _CHARACTER.sub(b"", value))


def _named_characters(data: bytes, defined: Mapping[bytes, bytes | None]) -> bytes:
    grown = 0

    def stand_in(found: re.Match[bytes]) -> bytes:
        name = found["name"]
        if name is None or name in _PREDEFINED:
            return found.group()
        if name in defined:
            nonlocal grown
            value = defined[name]
            grown += len(value or b"")
            if value is None or grown > LARGEST:
                raise UnreadableFileError(_BOMB)
            return value
        characters = html5.get(name.decode("ascii", errors="replace") + ";")
        return b"".join(b"&#%d;" % ord(each) for each in characters) if characters else b"&amp;%s;" % name

    return _NAMED.sub(stand_in, data)


def _parse(data: bytes) -> _Element:
    from lxml import etree

    try:
        return etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", 0) != etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE:
            raise _broken(error) from error
    parser = _parser(recover=True)
    root = etree.fromstring(data, parser)
    for fault in parser.error_log:
        if fault.domain != etree.ErrorDomains.NAMESPACE:
            raise UnreadableFileError(f"its XML is broken (line {fault.line}: {fault.message.strip()})")
    return root


def _parser(*, recover: bool = False) -> etree.XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _broken(error: XMLSyntaxError) -> UnreadableFileError:
    """Return the error with its line; what the parser says of its own settings means nothing to a reader."""
    message = re.sub(r", line \d+, column \d+\s*$", "", str(error.msg or error)).strip()
    message = re.sub(r"[,:]?\s*(?:use|try) XML_PARSE_HUGE(?: option)?", "", message)
    message = re.sub(r"\s+", " ", message) or "it has no content"
    return UnreadableFileError(f"its XML is broken (line {error.lineno or 1}: {message})")


def local_name(element: _Element) -> str:
    """Return an element's name without its namespace, empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element | None, name: str) -> str:
    """Return the attribute of that name, in whatever namespace; empty where there is none."""
    if element is None:
        return ""
    ending = f"}}{name}"
    found = (value for key, value in element.items() if str(key).endswith(ending) or key == name)
    return str(next(found, ""))


def whole_number(text: str, default: int = 0) -> int:
    """Return the whole number that `text` is, else `default`."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
