"""Nothing leaves the machine: the page asks no address for anything, whoever tells it to."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_alone import asked_alone, why_not

pytestmark = pytest.mark.slow


def test_no_request_leaves_the_machine_for_a_file_or_an_upload(tmp_path: Path) -> None:
    if reason := why_not():
        pytest.skip(reason)
    found = asked_alone(tmp_path)

    assert found["asked"] == ["/control"], "the web server could be asked, and the page did not"
    answers = found["answers"]
    assert answers.pop("upload beside") == 200, "a file that was received is taken, whatever stands beside it"
    assert len(answers) == 10
    assert set(answers.values()) == {403, 404}
