"""A real browser (Debian's chromium) for tests, and what a page of ours must never do in it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

SHOTS = Path(__file__).resolve().parents[1] / "build" / "screenshots"
DESKTOP = (1280, 860)
PHONE = (390, 800)
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


@dataclass
class Watched:
    """A page and all that went wrong on it: errors of scripts, requests to other hosts."""

    page: Page
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def check(self) -> None:
        """Nothing went wrong."""
        assert not self.errors, self.errors
        assert not self.outside, self.outside

    def shoot(self, name: str) -> None:
        """Keep a picture of the page."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png")

    def wide(self) -> int:
        """How many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser. Skips the test where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no chromium on this machine: the pages are not tried in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(
    browser: Browser, url: str, size: tuple[int, int] = DESKTOP, hosts: frozenset[str] = frozenset()
) -> Iterator[Watched]:
    """A fresh page at ``url`` (its own cookies), watched; ``hosts`` may be asked as well."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    try:
        page = context.new_page()
        watched = Watched(page)
        ours = {urlsplit(url).netloc, *hosts}
        page.on("pageerror", lambda error: watched.errors.append(str(error)))
        page.on(
            "console",
            lambda said: watched.errors.append(said.text) if said.type == "error" else None,
        )
        page.on(
            "request",
            lambda sent: (
                watched.outside.append(sent.url)
                if re.match(r"(?:https?|wss?):", sent.url) and urlsplit(sent.url).netloc not in ours
                else None
            ),
        )
        page.goto(url)
        yield watched
    finally:
        context.close()
