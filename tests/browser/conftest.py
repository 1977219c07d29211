"""A browser without a window, which counts what goes wrong in a page and whom the page asks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import define, field

from tests.conftest import REQUIRE_SHARED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


@define
class Visit:
    """A page that is open, the errors on its console, and the requests that it made."""

    page: Page
    errors: list[str] = field(factory=list)
    requests: list[str] = field(factory=list)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing went wrong and nobody was asked for anything but the page itself."""
        return not self.errors and self.requests == [self.page.url.partition("#")[0]]


Open = Callable[..., Visit]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, where there is one."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        reason = "there is no Chromium, which the tests of the page drive"
        if os.environ.get(REQUIRE_SHARED):
            pytest.fail(f"{reason}, and {REQUIRE_SHARED} is set")
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a page in a window of some size."""
    contexts = []

    def opened(html: str, width: int = 1280, height: int = 900, scheme: str = "light") -> Visit:
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        found = Visit(context.new_page())
        found.page.on(
            "console",
            lambda said: found.errors.append(said.text) if said.type == "error" else None,
        )
        found.page.on("pageerror", lambda error: found.errors.append(str(error)))
        found.page.on("request", lambda request: found.requests.append(request.url))
        found.page.goto(path.as_uri())
        return found

    yield opened
    for context in contexts:
        context.close()
