"""Recognise pages that are only images with the Tesseract program, where it is installed."""

from __future__ import annotations

import csv
import io
import shutil
import statistics
import subprocess
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.pages.page import Box, Line, Page
from corpus.worker.bounds import run_program

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

PROGRAM = "tesseract"
RESOLUTION = 300
LARGEST_SIDE = 5_000
# Of computing: on a busy machine a page may take longer.
SECONDS_A_PAGE = 180
POINTS_AN_INCH = 72
# Tesseract's own measure of how sure it is of a word, from 0 to 100.
LEAST_SURE = 30.0
# Lines whose heights differ by less than this are of one size: what is measured on an image is not exact.
SAME_HEIGHT = 0.3
# Of the height of a line from its tallest to its deepest letter, the share above the baseline.
ABOVE_BASELINE = 0.78


def recognise_pages(
    document: PdfDocument, numbers: Sequence[int], languages: str
) -> tuple[dict[int, Page], tuple[str, ...]]:
    """Return the pages of `numbers`, counted from 1, that hold words, and warnings for the person.

    `languages` are Tesseract's ("eng+deu"). Without the program, or without one of its languages, no page
    is recognised and a warning says so.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        return {}, (f"pages without text cannot be recognised: the program {PROGRAM} is not installed",)
    pages: dict[int, Page] = {}
    for number in numbers:
        page = document[number - 1]
        try:
            pages[number] = _recognise(program, page, number, languages)
        except subprocess.TimeoutExpired:
            return pages, (
                f"page {number} takes {PROGRAM} more than {SECONDS_A_PAGE} seconds of computing to recognise",
            )
        except subprocess.CalledProcessError as error:
            return pages, (f"{PROGRAM} does not recognise pages in {languages!r}: {_reason(error)}",)
        finally:
            page.close()
    return {number: page for number, page in pages.items() if page.lines}, ()


def _reason(error: subprocess.CalledProcessError) -> str:
    lines = bytes(error.stderr or b"").decode("utf-8", "replace").splitlines()
    told = [line.strip() for line in lines if "fail" in line.lower() or "error" in line.lower()]
    return told[0] if told else "it ends with an error"


def _recognise(program: str, page: PdfPage, number: int, languages: str) -> Page:
    width, height = page.get_size()
    scale = min(RESOLUTION / POINTS_AN_INCH, LARGEST_SIDE / max(width, height))
    picture = io.BytesIO()
    page.render(scale=scale, grayscale=True).to_pil().save(picture, "PNG")
    resolution = str(round(scale * POINTS_AN_INCH))
    command = [program, "stdin", "stdout", "-l", languages, "--dpi", resolution, "tsv"]
    table = run_program(command, picture.getvalue(), SECONDS_A_PAGE)
    return Page(number, (width, height), tuple(_lines(table.decode("utf-8", "replace"), scale)))


def _lines(table: str, scale: float) -> Iterator[Line]:
    """Yield the lines of Tesseract's table of words, which counts pixels."""
    rows: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if (row["text"] or "").strip() and float(row["conf"]) >= LEAST_SURE:
            rows.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    boxes = {key: _box(words, scale) for key, words in rows.items()}
    usual = statistics.median(box.height for box in boxes.values()) if boxes else 0.0
    for key, words in rows.items():
        box = boxes[key]
        alike = abs(box.height - usual) <= SAME_HEIGHT * usual
        size = usual if alike else box.height
        baseline = box.top + ABOVE_BASELINE * box.height
        yield Line(" ".join(word["text"].strip() for word in words), box, baseline, round(size, 1))


def _box(words: Sequence[dict[str, str]], scale: float) -> Box:
    left = min(int(word["left"]) for word in words)
    top = min(int(word["top"]) for word in words)
    right = max(int(word["left"]) + int(word["width"]) for word in words)
    bottom = max(int(word["top"]) + int(word["height"]) for word in words)
    return Box(left / scale, top / scale, right / scale, bottom / scale)
