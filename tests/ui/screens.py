"""The pictures in docs/: `python -m tests.ui.screens` takes them anew from the running app."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from assistant.assistant import Assistant
from assistant.ui import build_app, free_port, serve
from assistant.ui.shared import SharedState
from assistant.workplace.workplace_settings import read_workplace_settings
from ingest.settings import ROOT, read_settings
from tests.ui.browser import Visitor, chromium

DOCS = ROOT / "docs"
DRAFT = (
    'The Policy "will be reviewed at a minimum of every ten years" (para. 54).\n'
    'It says that it "will be reviewed at a minimum of every five years" (para. 53).\n'
    "NATO and Allies promote the full participation of women in the security sector.\n"
)


def main() -> None:
    settings = read_settings()
    shared = SharedState(Assistant.open(settings), settings, read_workplace_settings({}))
    page = build_app(shared)
    url = serve(page, shared, "127.0.0.1", free_port(), wait=False)
    with chromium() as browser:
        visitor = Visitor(browser, url, width=1440)
        shown = visitor.open()
        visitor.ask("What are the four strategic objectives of the policy?")
        expect(shown.locator("#pa-ev .pa-sheet img")).to_be_visible()
        shown.locator(".pa-cite").nth(2).click()
        expect(shown.locator("#pa-ev h2")).to_be_focused()
        _take(shown, "ask")
        shown = visitor.open("?p=nato-wps-2024%23para-17.2")
        expect(shown.locator(".pa-here")).to_be_in_viewport()
        _take(shown, "read")
        visitor.turn_to("Check")
        shown.locator("#pa-draft textarea").fill(DRAFT)
        shown.get_by_role("button", name="Check the draft").click()
        expect(shown.locator(".pa-finding").nth(2)).to_be_visible()
        _take(shown, "check")
        visitor.turn_to("Quiz")
        shown.get_by_role("button", name="Write the quiz").click()
        expect(shown.get_by_text("paragraphs asked about")).to_be_visible(timeout=120_000)
        shown.get_by_text("What the quiz is about").click()
        _take(shown, "quiz")
        visitor.close()
    page.close(verbose=False)


def _take(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)
    page.screenshot(path=DOCS / f"{name}.png")


if __name__ == "__main__":
    main()
