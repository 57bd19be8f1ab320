"""A real browser, a real server, and a desk for each visitor. make browser asks for them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.desk import Desk, Opens
from tests.serving import Served

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Debian's chromium, found on the path; nothing is downloaded. Who has none fails."""
    from playwright.sync_api import sync_playwright

    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    assert path is not None, "no chromium on the path; .ci/chromium installs it"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield made
        made.close()


@pytest.fixture(scope="package")
def served(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One dashboard for all tests that do not end it: its visitors must not meet."""
    with Served(tmp_path_factory.mktemp("served")) as dashboard:
        yield dashboard


@pytest.fixture(scope="package")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots are kept: the folder that SSRSIM_SCREENSHOTS names, else one that goes."""
    folder = Path(os.environ.get("SSRSIM_SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


@pytest.fixture
def opens(browser: Any, served: Served, shots: Path) -> Iterator[Opens]:
    """Opens a desk: a visitor with a browser profile of own. At the end none may have seen a fault or left home."""
    desks: list[Desk] = []

    def opened(url: str = "", *, width: int = 1280, height: int = 720, language: str = "en-GB") -> Desk:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=language, accept_downloads=True
        )
        desks.append(Desk(context, url or served.url, shots))
        return desks[-1]

    yield opened
    for desk in desks:
        desk.leave()
    assert served.complaints() == ""
    assert [fault for desk in desks for fault in desk.faults] == []
    assert [url for desk in desks for url in desk.asked if not desk.is_home(url)] == []
