"""How attempts to log in are slowed down, by a clock of the test's own."""

from __future__ import annotations

from assistant.page.server.slowing import FORGOTTEN_AFTER, MOST_NAMES, Patience, Slowdown


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_wait_doubles_up_to_a_bound_and_is_forgotten() -> None:
    clock = Clock()
    slowdown = Slowdown(Patience(free=2, first=0.5, longest=4), clock)

    def waited() -> float:
        wait = slowdown.take("ada")
        clock.now += wait
        return wait

    assert [waited() for _ in range(8)] == [0, 0, 0, 0.5, 1, 2, 4, 4]
    assert slowdown.take("grace") == 0
    clock.now += FORGOTTEN_AFTER + 5
    assert slowdown.take("ada") == 0


def test_attempts_at_once_queue_up() -> None:
    slowdown = Slowdown(Patience(free=1, first=1, longest=8), Clock())

    assert [slowdown.take("ada") for _ in range(5)] == [0, 0, 1, 3, 7]


def test_names_without_end_are_not_remembered_without_end() -> None:
    slowdown = Slowdown(Patience(free=0, first=1, longest=8), Clock())
    for number in range(MOST_NAMES + 1):
        slowdown.take(f"name {number}")

    assert slowdown.wait("name 0") == 0
    assert slowdown.wait("name 1") == 1
