"""The lists of names that the package carries are the ones that training makes."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import training.names
from training.names import ROOM, disease_lines, drug_lines

SIEVE = tomllib.loads(Path(training.names.__file__).with_name("names.toml").read_text(encoding="utf-8"))


def carried(file: str) -> list[str]:
    lines = (ROOM / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@pytest.mark.slow
def test_the_carried_drugs_are_those_that_are_drawn() -> None:
    assert carried("drugs.txt") == [*drug_lines(SIEVE)]


@pytest.mark.slow
def test_the_carried_diseases_are_those_that_are_drawn() -> None:
    assert carried("diseases.txt") == [*disease_lines(SIEVE)]


def test_the_lists_are_small_enough_to_be_carried() -> None:
    assert sum((ROOM / file).stat().st_size for file in ("drugs.txt", "diseases.txt")) < 2_000_000
