"""What a person may choose about reading a file, and what one file may take."""

from __future__ import annotations

from dataclasses import dataclass

# By the clock, work may take so many times what it may compute: other programs compute, too.
PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Options:
    """The password that opens encrypted files, and the languages of OCR.

    `ocr` names Tesseract's languages ("eng", "eng+deu"); pages without text are not recognised when empty.
    """

    password: str = ""
    ocr: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: seconds of computing to read it, MiB of memory for that, MB of its size.

    By the clock it may take ten times as long, since other programs compute too.
    """

    seconds: float = 120
    memory: int = 2048
    file_size: int = 200

    @property
    def by_the_clock(self) -> float:
        """Return the seconds after which a file is given up that hangs without computing."""
        return PATIENCE * self.seconds
