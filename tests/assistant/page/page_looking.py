"""People at a desk and with a phone, in the light and in the dark, and what axe says of what they see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from page_browser import Visitor
from playwright.sync_api import Browser

Size = tuple[int, int]
Scheme = Literal["light", "dark"]
DESK, PHONE = (1280, 800), (390, 844)
EVERYWHERE: tuple[tuple[Size, Scheme], ...] = (
    (DESK, "light"),
    (DESK, "dark"),
    (PHONE, "light"),
    (PHONE, "dark"),
)


def looking(browser: Browser, url: str, size: Size = DESK, scheme: Scheme = "light") -> Iterator[Visitor]:
    """Yield a person with the page open; nothing may go wrong while they use it."""
    width, height = size
    with browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        is_mobile=size == PHONE,
        has_touch=size == PHONE,
    ) as context:
        visitor = Visitor(context.new_page())
        visitor.open(url)
        yield visitor
    assert visitor.errors == []


def faults(visitor: Visitor) -> list[str]:
    """Return what axe finds, each with the first place where it does."""
    found = Axe().run(visitor.page).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found]
