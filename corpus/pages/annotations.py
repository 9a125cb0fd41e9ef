"""Read what was put on a page later: values filled into its form, notes, stamps.

pdfium's text of a page has none of them. A value is set behind its label, as if it had been printed there.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.pages.characters import FURTHEST, Characters, shown_boxes
from corpus.pages.page import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOST_ANNOTATIONS = 2_000
LONGEST_NOTE = 5_000
# Flags of PDF 32000-1, 12.5.3: hidden, and not to be seen on a screen; 12.7.4.3: a password.
HIDDEN = 2 | 32
_PASSWORD = 1 << 13
TICKED, OPEN = "☑", "☐"
# The names of stamps that PDF 32000-1, 12.5.6.12, knows; others have their words in a picture.
_STAMPS = {
    "Approved": "Approved",
    "AsIs": "As is",
    "Confidential": "Confidential",
    "Draft": "Draft",
    "Experimental": "Experimental",
    "Expired": "Expired",
    "Final": "Final",
    "ForComment": "For comment",
    "ForPublicRelease": "For public release",
    "NotApproved": "Not approved",
    "NotForPublicRelease": "Not for public release",
    "Sold": "Sold",
    "TopSecret": "Top secret",
    "Departmental": "Departmental",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """What a field of a form holds, and where it stands on the page as displayed."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Annotations:
    """What was put on a page later; `unread` counts the stamps and files that say nothing as text."""

    filled: tuple[Filled, ...] = ()
    notes: tuple[str, ...] = ()
    unread: int = 0

    def as_notes(self) -> Annotations:
        """Return the same with the values of fields among the notes, for a page without other words."""
        values = (f"Filled in on the page: {each.text}" for each in self.filled if each.text != OPEN)
        return Annotations((), (*values, *self.notes), self.unread)


def read_annotations(page: PdfPage) -> Annotations:
    """Return the values, notes and stamps of a page, the hidden ones left out."""
    import pypdfium2.raw as pdfium

    filled: list[Filled] = []
    notes: list[str] = []
    unread = 0
    # What a popup says is said by the note that it belongs to.
    elsewhere = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)
    for each in open_annotations(page):
        kind = pdfium.FPDFAnnot_GetSubtype(each)
        if pdfium.FPDFAnnot_GetFlags(each) & HIDDEN or kind in elsewhere:
            continue
        if kind == pdfium.FPDF_ANNOT_WIDGET:
            value, box = _value(page, each), _box(page, each)
            near = abs(box.left) + abs(box.right) + abs(box.top) + abs(box.bottom) < FURTHEST
            filled.extend([Filled(value, box)] if value and near else [])
            continue
        words = " ".join(_string(each, "Contents").split())
        is_stamp = kind == pdfium.FPDF_ANNOT_STAMP
        words = words or (_STAMPS.get(_string(each, "Name"), "") if is_stamp else "")
        notes.extend([f"{'Stamp' if is_stamp else 'Note'} on the page: {words}"] if words else [])
        unread += not words and (is_stamp or kind == pdfium.FPDF_ANNOT_FILEATTACHMENT)
    return Annotations(tuple(filled), tuple(dict.fromkeys(notes)), unread)


def open_annotations(page: PdfPage) -> Iterator[Any]:
    """Yield the annotations of a page, each closed behind its use."""
    import pypdfium2.raw as pdfium

    for each in range(min(MOST_ANNOTATIONS, pdfium.FPDFPage_GetAnnotCount(page))):
        found = pdfium.FPDFPage_GetAnnot(page, each)
        if found:
            yield found
            pdfium.FPDFPage_CloseAnnot(found)


def _value(page: PdfPage, field: Any) -> str:
    """Return what a field of a form shows; buttons, signatures and passwords show nothing."""
    import pypdfium2.raw as pdfium

    if page.formenv is None:
        return ""
    form = page.formenv
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, field)
    if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
        return TICKED if pdfium.FPDFAnnot_IsChecked(form, field) else OPEN
    if kind in (pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX):
        options = range(max(0, pdfium.FPDFAnnot_GetOptionCount(form, field)))
        chosen = [each for each in options if pdfium.FPDFAnnot_IsOptionSelected(form, field, each)]
        labels = [_text(pdfium.FPDFAnnot_GetOptionLabel, form, field, each) for each in chosen]
        return ", ".join(filter(None, labels)) or _text(pdfium.FPDFAnnot_GetFormFieldValue, form, field)
    if kind != pdfium.FPDF_FORMFIELD_TEXTFIELD or pdfium.FPDFAnnot_GetFormFieldFlags(form, field) & _PASSWORD:
        return ""
    return " ".join(_text(pdfium.FPDFAnnot_GetFormFieldValue, form, field).split())


def _string(annotation: Any, key: str) -> str:
    import pypdfium2.raw as pdfium

    return _text(pdfium.FPDFAnnot_GetStringValue, annotation, key.encode())


def _text(ask: Callable[..., int], *about: Any) -> str:
    """Return the text that one of pdfium's functions writes into a buffer, in UTF-16."""
    import pypdfium2.raw as pdfium

    length = min(ask(*about, None, 0), 2 * LONGEST_NOTE)
    buffer = ctypes.create_string_buffer(length + 2)
    ask(*about, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return buffer.raw[:length].decode("utf-16-le", "replace").split("\0")[0][:LONGEST_NOTE]


def rectangle(annotation: Any) -> list[float]:
    """Return the left, bottom, right and top of an annotation in the page's own space."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(box))
    return [box.left, box.bottom, box.right, box.top]


def _box(page: PdfPage, annotation: Any) -> Box:
    return Box(*shown_boxes(page, np.array([rectangle(annotation)], np.float64))[0].tolist())


# In sizes: how wide a letter of a value is, how far behind its label it is set; in points, how far a tick may
# stand from its label.
WIDTH = 0.5
GAP = 0.3
TICK_REACH = 60.0
_FIRST_OBJECT = 1 << 63


def with_filled(characters: Characters, fields: tuple[Filled, ...], rules: tuple[Box, ...]) -> Characters:
    """Return the characters of a page with those of its fields, each behind (a tick: before) its label.

    `rules` are the upright ones, across which no field has its label.
    """
    for number, field in enumerate(fields if len(characters.codes) else ()):
        codes = [ord(each) for each in field.text if not each.isspace()]
        place = _label(characters, field, rules) if codes else None
        if place is not None:
            characters = _inserted(characters, field, place, _FIRST_OBJECT + number)
    return characters


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value is set: behind the character `after` (-1: before all), from `left`, as `like` is set."""

    after: int
    like: int
    left: float


def _label(characters: Characters, field: Filled, rules: tuple[Box, ...]) -> _Place:
    boxes, bases = characters.boxes, characters.bases[:, 1]
    sizes = np.array([look.size for look in characters.looks])[characters.styles]
    level = np.flatnonzero((bases > field.box.top) & (bases - 0.4 * sizes < field.box.bottom))
    middle = (field.box.left + field.box.right) / 2
    walls = [rule for rule in rules if rule.top <= field.box.middle <= rule.bottom]
    before = [each for each in level.tolist() if boxes[each, 2] <= middle]
    behind = [each for each in level.tolist() if boxes[each, 0] >= middle]
    left = max(before, key=lambda each: boxes[each, 2], default=None)
    right = min(behind, key=lambda each: boxes[each, 0], default=None)
    if field.text in (TICKED, OPEN):
        if right is not None and boxes[right, 0] - field.box.right < TICK_REACH:
            size = float(sizes[right])
            return _Place(right - 1, right, float(boxes[right, 0]) - (GAP + 1) * size)
        if left is not None:
            first = _first_of(characters, left, before)
            size = float(sizes[first])
            return _Place(first - 1, first, float(boxes[first, 0]) - (GAP + 1) * size)
    elif left is not None and not any(boxes[left, 2] <= rule.left <= middle for rule in walls):
        return _Place(left, left, float(boxes[left, 2]) + GAP * float(sizes[left]))
    nearest = int(np.argmin(np.abs(bases - field.box.bottom)))
    return _Place(len(bases) - 1, nearest, field.box.left)


def _first_of(characters: Characters, last: int, line: list[int]) -> int:
    """Return the first letter of the words on a line that end with `last`."""
    size = characters.looks[int(characters.styles[last])].size
    first = last
    for each in sorted(line, key=lambda each: -characters.boxes[each, 2]):
        if characters.boxes[first, 0] - characters.boxes[each, 2] > size:
            break
        first = each
    return first


def _inserted(characters: Characters, field: Filled, place: _Place, number: int) -> Characters:
    words = field.text.split()
    codes = [ord(each) for word in words for each in word]
    spaces = [int(position == 0) for word in words for position in range(len(word))]
    look = characters.looks[int(characters.styles[place.like])]
    base = float(characters.bases[place.like, 1])
    if field.box.top > base or base - look.size > field.box.bottom:
        base = field.box.bottom - 0.25 * look.size
    total = sum(spaces) + len(codes)
    tick = field.text in (TICKED, OPEN)
    width = look.size * (
        1.0 if tick else min(WIDTH, max(1.0, field.box.right - place.left) / look.size / total)
    )
    steps = np.cumsum(np.array(spaces) + 1) - 1 - spaces[0]
    lefts = place.left + steps * width
    tall = (np.full(len(codes), base - 0.8 * look.size), np.full(len(codes), base + 0.2 * look.size))
    value = Characters(
        np.array(codes, np.uint32),
        np.stack([lefts, tall[0], lefts + width, tall[1]], axis=1),
        np.stack([lefts, np.full(len(codes), base)], axis=1),
        np.array(spaces, np.int64),
        np.zeros(len(codes), np.int64),
        (replace(look, bold=False, italic=False),),
        np.zeros(len(codes), bool),
        np.full(len(codes), number, np.uint64),
    )
    return characters.inserted(place.after + 1, value)
