"""What a run has read is kept for the next; of failures, those that would come again and take long."""

from __future__ import annotations

from pathlib import Path

import pytest
from clinical_library import GOUT

from corpus.options import Limits, Options
from corpus.reading import read_document
from index.reading_processes import Failure, Request
from index.readings import Readings


@pytest.fixture
def request_for(tmp_path: Path) -> Request:
    (tmp_path / "gout.txt").write_text(GOUT)
    return Request(tmp_path / "gout.txt", "gout", 1)


def opened(folder: Path, limits: Limits | None = None) -> Readings:
    return Readings(folder, Options(), limits or Limits())


def test_a_document_is_kept(tmp_path: Path, request_for: Request) -> None:
    document = read_document(request_for.path)
    readings = opened(tmp_path)
    readings.add(request_for, document.content_hash, document)
    readings.close()

    assert opened(tmp_path).find(request_for, document.content_hash) == document
    assert opened(tmp_path).find(request_for, "of another content") is None


@pytest.mark.parametrize(
    ("failure", "kept"),
    [
        (Failure("reading it crashed", costly=True), True),
        (Failure("reading took longer than a second of computing", costly=True, passing=True), False),
        (Failure("the file is not text"), False),
    ],
    ids=["crash", "want of time", "found at once"],
)
def test_only_a_failure_that_would_come_again_and_take_long_is_kept(
    tmp_path: Path, request_for: Request, failure: Failure, kept: bool
) -> None:
    readings = opened(tmp_path)
    readings.add(request_for, "content", failure)
    readings.close()

    assert opened(tmp_path).find(request_for, "content") == (failure if kept else None)


def test_what_was_read_within_other_bounds_is_read_again(tmp_path: Path, request_for: Request) -> None:
    readings = opened(tmp_path)
    readings.add(request_for, "content", Failure("reading it crashed", costly=True))
    readings.close()

    assert opened(tmp_path, Limits(seconds=7)).find(request_for, "content") is None
