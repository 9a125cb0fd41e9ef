"""What a person may choose about reading a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """The password that opens encrypted files, and the languages of OCR.

    `ocr` names Tesseract's languages ("eng", "eng+deu"); pages without text are not recognised when empty.
    """

    password: str = ""
    ocr: str = ""
