"""Debian's Chromium, driven by Playwright, with every way out of this machine cut."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, expect, sync_playwright

from assistant.ui import build_app, free_port, serve
from assistant.ui.shared import SharedState

expect.set_options(timeout=20_000)  # milliseconds; machines are busy
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


@contextmanager
def served(shared: SharedState) -> Iterator[str]:
    """The URL of the app on a free port, while it runs."""
    page = build_app(shared)
    yield serve(page, shared, "127.0.0.1", free_port(), wait=False)
    page.close(verbose=False)


class Visitor:
    """One tab of a browser profile; keeps what the page must not do: call out, run what it was told.

    ``beside``: a visitor whose profile it shares, as another tab does. A question that begins with
    ``agrees_to`` is answered with yes, every other with no.
    """

    def __init__(
        self, browser: Browser, url: str, width: int = 1280, dark: bool = False, beside: Visitor | None = None
    ) -> None:
        self.url = url
        self.agrees_to = ""
        self.outside: list[str] = []
        self.dialogs: list[str] = []
        self.errors: list[str] = []
        self.context = (
            beside.context
            if beside
            else browser.new_context(
                viewport={"width": width, "height": 900},
                accept_downloads=True,
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
            )
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("request", lambda r: self._seen(r.url))
        self.page.on("dialog", self._asked)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("console", self._said)

    def _seen(self, url: str) -> None:
        if not url.startswith((self.url.rstrip("/"), "data:", "blob:")):
            self.outside.append(url)

    def _asked(self, dialog: Dialog) -> None:
        if self.agrees_to and dialog.message.startswith(self.agrees_to):
            dialog.accept()
        else:
            self.dialogs.append(dialog.message)
            dialog.dismiss()

    def _said(self, message: ConsoleMessage) -> None:
        gradios = ("AbortError", "Connection errored out")  # of a stream that a reload has cut
        if message.type == "error" and not any(words in message.text for words in gradios):
            self.errors.append(message.text)

    def open(self, address: str = "") -> Page:
        self.page.goto(self.url + address)
        self.page.locator("#pa-wait").wait_for(state="detached")  # the server has drawn the room
        return self.page

    def turn_to(self, room: str) -> None:
        """Go to a room by the header."""
        self.page.locator(".pa-rooms").get_by_role("link", name=room, exact=True).click()

    def ask(self, question: str) -> None:
        """Returns when the whole reply is there."""
        before = self.page.locator(".pa-foot").count()
        self.page.fill("#pa-box", question)
        self.page.press("#pa-box", "Enter")
        self.page.locator(".pa-foot").nth(before).wait_for()

    def wait_kept(self, words: str) -> None:
        """Returns when the browser has put by a conversation that holds these words."""
        kept = "(words) => (localStorage['wps-conversations'] || '').includes(words)"
        self.page.wait_for_function(kept, arg=words)

    def close(self) -> None:
        self.context.close()
        assert not self.outside, f"called out: {self.outside}"
        assert not self.dialogs, f"ran a script: {self.dialogs}"
        assert not self.errors, self.errors


def violations(page: Page) -> list[str]:
    """What axe-core finds, one line each; Gradio's own box for a file that is not there yet (a label on a
    ``div``) and its notes that go by themselves aside.
    """
    gradios = {"exclude": [["[aria-label='Empty value']"], [".toast-wrap"]]}
    found = Axe().run(page, context=gradios).response["violations"]
    return [f"{v['id']}: {v['help']}: {[n['html'][:160] for n in v['nodes'][:4]]}" for v in found]
