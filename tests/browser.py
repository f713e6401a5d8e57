"""Debian's Chromium, driven by Playwright, with every way out of this machine cut."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

MISSING = "no Chromium on this machine; install it with `apt-get install chromium chromium-driver`"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Skips without Chromium, but fails in CI, where its absence would hide everything."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        yield browser
        browser.close()


class Visitor:
    """One browser profile on the page; keeps what it must not do: call out, run what it was told."""

    def __init__(self, browser: Browser, url: str, width: int = 1280, dark: bool = False) -> None:
        self.url = url
        self.outside: list[str] = []
        self.dialogs: list[str] = []
        self.errors: list[str] = []
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, accept_downloads=True,
            color_scheme="dark" if dark else "light", reduced_motion="reduce",
        )  # fmt: skip
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("request", lambda r: self._seen(r.url))
        self.page.on("dialog", lambda d: (self.dialogs.append(d.message), d.dismiss()))
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))

    def _seen(self, url: str) -> None:
        if not url.startswith((self.url.rstrip("/"), "data:", "blob:")):
            self.outside.append(url)

    def open(self, address: str = "") -> Page:
        self.page.goto(self.url + address)
        self.page.wait_for_selector("#wps-question textarea", state="attached")
        return self.page

    def ask(self, question: str) -> None:
        """Returns when the whole reply is there."""
        before = self.page.locator(".wps-tools").count()
        self.page.fill("#wps-question textarea", question)
        self.page.press("#wps-question textarea", "Enter")
        self.page.locator(".wps-tools").nth(before).wait_for()

    def close(self) -> None:
        self.context.close()
        assert not self.outside, f"called out: {self.outside}"
        assert not self.dialogs, f"ran a script: {self.dialogs}"
        assert not self.errors, self.errors


def serious(page: Page) -> list[str]:
    """What axe-core finds serious or critical, one line each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {v['help']}: {[n['html'][:160] for n in v['nodes'][:4]]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
