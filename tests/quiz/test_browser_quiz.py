"""The Quiz tab in a real browser: ordered, reviewed, taken, exported."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, expect

from assistant.assistant import Assistant
from assistant.quiz.bank import read_bank
from assistant.ui.shared import SharedState
from assistant.workplace.workplace_settings import read_workplace_settings
from ingest.settings import Settings
from tests.ui.browser import Visitor, chromium, served, violations


def choose(page: Page, label: str, name: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.click()
    page.get_by_role("option", name=name, exact=True).first.click()
    page.keyboard.press("Escape")


def test_from_order_to_file(
    assistant: Assistant, settings: Settings, tmp_path: Path, resolutions: tuple[str, ...]
) -> None:
    shared = SharedState(assistant, replace(settings, home=tmp_path), read_workplace_settings({}))
    with served(shared) as url, chromium() as browser:
        visitor = Visitor(browser, url)
        page = visitor.open()
        visitor.turn_to("Quiz")
        choose(page, "Documents", "S/RES/1325 (2000)")
        choose(page, "Sections", "S/RES/1325 (2000), operative part")
        choose(page, "Kinds", "which-says")
        page.get_by_label("Seed").fill("")
        page.get_by_label("number input for How many").fill("3")
        page.get_by_role("button", name="Write the quiz").click()
        expect(page.get_by_text("paragraphs asked about")).to_be_visible(timeout=120_000)
        expect(page.get_by_text("No question of these kinds can be asked about")).to_be_visible()
        expect(page.get_by_text("1 of 3 · not yet accepted")).to_be_visible()
        reviewed(page, shared)
        assert violations(page) == []  # before Gradio shows a note, whose header it nests a button in
        taken(page)
        exported(page, tmp_path)
        visitor.close()


def reviewed(page: Page, shared: SharedState) -> None:
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("2 of 3 · not yet accepted")).to_be_visible()
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("2 of 2 · not yet accepted")).to_be_visible()
    page.get_by_role("button", name="← Previous").click()
    expect(page.get_by_text("1 of 2 · accepted")).to_be_visible()
    page.get_by_role("button", name="Edit this item").click()
    page.get_by_label("Question", exact=True).fill("Which resolution is it, in this edit?")
    page.get_by_role("button", name="Save the edit").click()
    expect(page.locator(".pa-quiz strong").first).to_have_text("Which resolution is it, in this edit?")
    (item,) = read_bank(shared.bank)
    assert item.stem == "Which resolution is it, in this edit?"
    link = page.locator(".pa-source a").first
    assert re.fullmatch(r"\?p=unscr-1325%23op-\d+(-[a-z])?", link.get_attribute("href") or "")


def taken(page: Page) -> None:
    page.get_by_role("tab", name="Take it").click()
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("Choose an answer first.")).to_be_visible()
    expect(page.get_by_text("0 of 2 answered")).to_be_visible()
    page.get_by_label("Resolution 1325 (2000)").check()
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("1 of 2 answered, score 1 of 1")).to_be_visible()
    feedback = page.locator(".pa-quiz", has_text="Right. Answer: Resolution 1325 (2000)")
    expect(feedback.get_by_role("link").first).to_have_attribute("target", "_blank")
    with page.context.expect_page() as opened:
        feedback.get_by_role("link").first.click()
    expect(opened.value.locator(".pa-here")).to_be_in_viewport(timeout=30_000)
    opened.value.close()
    expect(page.get_by_text("1 of 2 answered, score 1 of 1")).to_be_visible()
    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_text("0 of 2 answered")).to_be_visible()
    expect(feedback).to_have_count(0)


def exported(page: Page, folder: Path) -> None:
    choose(page, "Format", "json")
    page.get_by_label("accepted").check()
    page.get_by_role("button", name="Make the file").click()
    with page.expect_download() as download:
        page.locator("a[download]").first.click()
    path = folder / "quiz.json"
    download.value.save_as(path)
    (item,) = json.loads(path.read_text(encoding="utf-8"))["items"]
    assert item["stem"] == "Which resolution is it, in this edit?"
