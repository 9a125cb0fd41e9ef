"""What was put on a PDF's page later is read and told as what it is: values in its form, notes, stamps."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Highlight, Popup, Text
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Content
from corpus.formats.pdf import read_pdf
from corpus.options import Options
from corpus.places.pictures import page_picture

FIRST = "Give potassium chloride 40 mmol over four hours through a central line."
HIDDEN = 2
PASSWORD = "password"


def drawn(draw: Callable[[Canvas], None] = lambda _: None) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(50, 780, FIRST)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def noted(*annotations: Any) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn())))
    for each in annotations:
        writer.add_annotation(page_number=0, annotation=each)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def stamp(**more: Any) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Stamp"),
            NameObject("/Rect"): ArrayObject(map(FloatObject, (300, 600, 400, 640))),
            **{NameObject(f"/{key}"): value for key, value in more.items()},
        }
    )


def read(data: bytes) -> Content:
    return read_pdf(data, Options())


def texts(content: Content) -> list[str]:
    return [block.text for block in content.blocks]


class TestForms:
    def test_a_value_is_read_behind_its_label(self) -> None:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(50, 700, "Glucose dose to be given:")
            canvas.acroForm.textfield(name="dose", x=230, y=692, width=250, height=20, value="25 mL of 50 %")
            canvas.drawString(50, 660, "Repeat after:")
            canvas.acroForm.textfield(name="after", x=230, y=652, width=250, height=20, value="15 minutes")

        assert texts(read(drawn(draw))) == [
            FIRST,
            "Glucose dose to be given: 25 mL of 50 %",
            "Repeat after: 15 minutes",
        ]

    def test_what_is_chosen_is_read_and_empty_fields_say_nothing(self) -> None:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(50, 700, "Route of the drug:")
            canvas.acroForm.choice(
                name="route",
                x=200,
                y=692,
                width=120,
                height=20,
                value="IV",
                options=[("oral", "PO"), ("vein", "IV")],
            )
            canvas.drawString(50, 660, "Signed by the nurse:")
            canvas.acroForm.textfield(name="nurse", x=230, y=652, width=250, height=20, value="")

        assert texts(read(drawn(draw))) == [FIRST, "Route of the drug: vein", "Signed by the nurse:"]

    def test_a_box_stands_before_its_label_ticked_or_not(self) -> None:
        def draw(canvas: Canvas) -> None:
            for place, checked in enumerate((True, False)):
                canvas.acroForm.checkbox(name=f"b{place}", x=50, y=696 - 40 * place, size=14, checked=checked)
                canvas.drawString(72, 700 - 40 * place, ("Glucagon is allowed", "Insulin is allowed")[place])

        lines = [line for text in texts(read(drawn(draw))) for line in text.split("\n")]
        assert lines == [FIRST, "- ☑ Glucagon is allowed", "- ☐ Insulin is allowed"]

    def test_hidden_fields_and_passwords_stay_unread(self) -> None:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(50, 700, "The dose for adults:")
            form = canvas.acroForm
            form.textfield(
                name="a", x=200, y=692, width=90, height=20, value="70 mg", annotationFlags="hidden"
            )
            form.textfield(name="b", x=300, y=692, width=90, height=20, value="80 mg", fieldFlags=PASSWORD)

        assert texts(read(drawn(draw))) == [FIRST, "The dose for adults:"]

    def test_the_picture_of_a_page_shows_its_values(self) -> None:
        def draw(value: str) -> Callable[[Canvas], None]:
            return lambda canvas: canvas.acroForm.textfield(name="dose", x=230, y=692, value=value)

        pictures = [page_picture(drawn(draw(value)), 1, 600) for value in ("25 mL", "")]
        assert pictures[0] != pictures[1]


class TestNotes:
    def test_notes_stand_behind_what_is_on_their_page(self) -> None:
        correction = FreeText(text="CORRECTION by pharmacy: 20 mmol, not 40 mmol.", rect=(72, 690, 400, 715))
        sticky = Text(text="Ask the renal team\nfirst.", rect=(500, 700, 520, 720))
        assert texts(read(noted(correction, sticky))) == [
            FIRST,
            "Note on the page: CORRECTION by pharmacy: 20 mmol, not 40 mmol.",
            "Note on the page: Ask the renal team first.",
        ]

    def test_a_remark_to_words_that_are_marked_is_a_note(self) -> None:
        quads = ArrayObject(map(FloatObject, (50, 790, 200, 790, 50, 778, 200, 778)))
        marked = Highlight(rect=(50, 778, 200, 790), quad_points=quads)
        marked[NameObject("/Contents")] = TextStringObject("Now 20 mmol.")
        assert texts(read(noted(marked))) == [FIRST, "Note on the page: Now 20 mmol."]

    def test_hidden_notes_and_windows_of_notes_say_nothing(self) -> None:
        hidden = FreeText(text="An old remark of somebody.", rect=(72, 690, 400, 715))
        hidden[NameObject("/F")] = NumberObject(HIDDEN)
        assert texts(read(noted(hidden, Popup(rect=(72, 600, 400, 650))))) == [FIRST]

    def test_a_stamp_is_read_by_its_words_or_its_name_and_a_picture_is_warned_of(self) -> None:
        content = read(
            noted(stamp(Name=NameObject("/Expired")), stamp(Contents=TextStringObject("Ward 3 only")))
        )
        assert texts(content)[1:] == ["Stamp on the page: Expired", "Stamp on the page: Ward 3 only"]
        assert content.warnings == ("page 1 bears notes or stamps, read behind what is printed there",)
        unread = read(noted(stamp()))
        assert texts(unread) == [FIRST]
        assert unread.warnings == ("page 1 bears a stamp or an attached file that is not read",)
