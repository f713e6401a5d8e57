"""Conversations in a real browser: kept, taken up again, deleted, stopped; in several tabs."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.assistant import Assistant
from assistant.types import Answer, Reply, Turn
from assistant.ui.shared import SharedState
from assistant.workplace.workplace_settings import read_workplace_settings
from ingest.settings import Settings
from tests.ui.browser import Visitor, served
from tests.ui.samples import FIVE, REVIEWED


def test_conversations_stay_in_the_browser(visitor: Visitor, browser: Browser, url: str) -> None:
    page = visitor.open()
    page.get_by_role("button", name=REVIEWED).click()
    expect(page.locator(".pa-cite").first).to_have_text("NATO para. 54")
    expect(page.locator("#pa-ev mark")).to_contain_text(FIVE)  # kept by then
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".pa-hello")).to_be_visible()
    expect(page.locator("#pa-ev")).to_be_hidden()
    visitor.ask("para 17.2")
    expect(page.locator("#pa-ev h2")).to_contain_text("17.2")
    visitor.open()
    expect(question(page)).to_have_text("para 17.2")
    turn_to(page, REVIEWED)
    expect(question(page)).to_have_text(REVIEWED)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the conversation").click()
    assert "every five years" in Path(download.value.path()).read_text(encoding="utf-8")
    other = Visitor(browser, url)
    expect(other.open().locator(".pa-hello")).to_be_visible()
    other.close()
    page.get_by_role("button", name="Delete all").click()  # asks, and is told no
    assert visitor.dialogs.pop().startswith("Delete all conversations")
    expect(question(page)).to_have_text(REVIEWED)
    visitor.agrees_to = "Delete all conversations"
    page.get_by_role("button", name="Delete all").click()
    expect(page.locator(".pa-hello")).to_be_visible()
    visitor.open()
    page.wait_for_timeout(500)
    expect(page.locator(".pa-hello")).to_be_visible()


def question(page: Page) -> Locator:
    return page.locator("#pa-log .pa-q")


def turn_to(page: Page, title: str) -> None:
    page.locator(".pa-conv").get_by_role("link", name=title).click()


def delete(visitor: Visitor, title: str) -> None:
    visitor.agrees_to = "Delete the conversation"
    visitor.page.get_by_label(f"Rename or delete “{title}”").click()
    visitor.page.locator(".pa-conv").get_by_role("button", name="Delete").locator("visible=true").click()


def test_conversations_are_found_and_renamed(visitor: Visitor) -> None:
    page = visitor.open()
    for asked in (REVIEWED, "para 17.2"):
        page.get_by_role("button", name="New conversation").click()
        expect(page.locator(".pa-hello")).to_be_visible()
        visitor.ask(asked)
        visitor.wait_kept(f'"question":"{asked}"')
    page.get_by_role("searchbox", name="Search the conversations").fill("reviewed")
    expect(page.locator(".pa-conv")).to_have_count(1)
    page.get_by_label(f"Rename or delete “{REVIEWED}”").click()
    page.get_by_role("button", name="Rename", exact=True).click()
    page.keyboard.type("Review <b>cycle</b>")
    page.keyboard.press("Enter")
    page.get_by_role("searchbox", name="Search the conversations").fill("")
    expect(page.locator(".pa-conv")).to_have_count(2)
    turn_to(page, "Review <b>cycle</b>")
    expect(page.locator("#pa-title")).to_have_text("Review <b>cycle</b>")
    visitor.ask("para 6")
    visitor.wait_kept('"question":"para 6"')
    assert titles(page)[0] == "Review <b>cycle</b>"  # what goes on keeps its name
    page.get_by_role("searchbox", name="Search the conversations").fill("nothing like it")
    expect(page.get_by_text("No conversation holds these words.")).to_be_visible()


def test_eight_visitors_get_their_own_answers(browser: Browser, url: str) -> None:
    numbers = (6, 11, 17, 21, 24, 41, 44, 54)
    visitors = [Visitor(browser, url) for _ in numbers]
    for visitor, number in zip(visitors, numbers, strict=True):
        visitor.open().fill("#pa-box", f"para {number}")
    for visitor in visitors:  # all sent before any is waited for
        visitor.page.press("#pa-box", "Enter", no_wait_after=True)
    for visitor, number in zip(visitors, numbers, strict=True):
        expect(question(visitor.page)).to_have_text(f"para {number}")
        expect(visitor.page.locator(".pa-cite").first).to_have_text(f"NATO para. {number}")
        visitor.close()


class Slow(SharedState):
    """Holds back the rest of a reply until it is let go."""

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        super().__init__(assistant, settings, read_workplace_settings({}))
        self.go = threading.Event()

    def replies(
        self,
        question: str,
        past: Sequence[Turn],
        documents: Sequence[str],
        visitor: str,
        *,
        prose: bool = True,
    ) -> Iterator[Reply]:
        for reply in super().replies(question, past, documents, visitor, prose=prose):
            yield reply
            if isinstance(reply, Answer):
                self.go.wait(10)


def titles(page: Page) -> list[str]:
    """Of the conversations that the browser keeps, newest first."""
    found: list[str] = page.evaluate(
        "JSON.parse(localStorage['wps-conversations'] || '[]').map((kept) => kept.title)"
    )
    return found


def test_two_tabs_keep_what_was_asked_in_each(visitor: Visitor, browser: Browser, url: str) -> None:
    other = Visitor(browser, url, beside=visitor)
    visitor.open()
    expect(other.open().locator(".pa-hello")).to_be_visible()
    visitor.ask(REVIEWED)
    visitor.wait_kept(REVIEWED)
    other.ask("para 17.2")
    other.wait_kept('"title":"para 17.2"')
    assert titles(visitor.page) == ["para 17.2", REVIEWED]
    visitor.ask("para 6")  # goes on in its own
    visitor.wait_kept('"question":"para 6"')
    assert titles(visitor.page) == [REVIEWED, "para 17.2"]
    turn_to(visitor.page, "para 17.2")  # what the other tab has kept is in the list
    expect(visitor.page.locator(".pa-turn")).to_have_count(1)
    expect(question(visitor.page)).to_have_text("para 17.2")
    visitor.ask("para 21")  # to what the other tab has open, too
    visitor.wait_kept('"question":"para 21"')
    other.ask("para 24")
    other.wait_kept('"question":"para 24"')
    assert titles(visitor.page) == ["para 17.2", "para 17.2", REVIEWED]
    assert not other.errors


def test_deleted_stays_deleted(visitor: Visitor, browser: Browser, url: str) -> None:
    page, other = visitor.open(), Visitor(browser, url, beside=visitor)
    visitor.ask(REVIEWED)
    visitor.wait_kept(REVIEWED)
    other.open()
    other.ask("para 17.2")
    other.wait_kept("para 17.2")
    delete(visitor, REVIEWED)
    expect(page.locator(".pa-hello")).to_be_visible()
    assert titles(page) == ["para 17.2"]
    visitor.ask("para 24")
    visitor.wait_kept('"question":"para 24"')
    visitor.agrees_to = "Delete all conversations"
    page.get_by_role("button", name="Delete all").click()
    page.wait_for_function("localStorage['wps-conversations'] === '[]'")
    other.ask("para 6")
    expect(other.page.get_by_text("deleted in another tab")).to_be_visible()
    assert titles(page) == []
    other.page.get_by_role("button", name="New conversation").click()
    expect(other.page.locator(".pa-hello")).to_be_visible()
    other.ask("para 21")
    other.wait_kept("para 21")
    assert titles(page) == ["para 21"]


def test_what_a_browser_forged_is_not_shown(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(REVIEWED)
    visitor.wait_kept(REVIEWED)
    page.evaluate(
        "localStorage['wps-conversations'] = "
        "localStorage['wps-conversations'].replace('every five years', 'every nine years')"
    )
    visitor.open()
    expect(page.get_by_text("no longer match the documents")).to_be_visible()
    expect(page.locator(".pa-hello")).to_be_visible()


@pytest.fixture
def slow(assistant: Assistant, settings: Settings) -> Slow:
    return Slow(assistant, settings)


@pytest.fixture
def waiting(browser: Browser, slow: Slow) -> Iterator[Visitor]:
    """Has asked one question, and sees the beginning of the reply to another."""
    with served(slow) as url:
        found = Visitor(browser, url)
        page = found.open()
        found.ask("What is the price of bread in Paris?")  # refused, and so not held back
        found.wait_kept("bread")
        page.fill("#pa-box", "What are the four strategic objectives?")
        page.press("#pa-box", "Enter")
        page.locator(".pa-turn").nth(1).locator(".pa-quote").first.wait_for()
        yield found
        found.close()


def test_stop(waiting: Visitor, slow: Slow) -> None:
    page = waiting.page
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".pa-turn")).to_have_count(1)
    slow.go.set()
    page.wait_for_timeout(500)  # the page takes the next question once the first is called off
    waiting.ask(REVIEWED)
    expect(page.locator(".pa-turn")).to_have_count(2)
    expect(page.locator(".pa-turn").nth(1).locator(".pa-cite").first).to_have_text("NATO para. 54")


@pytest.mark.parametrize("button", ["New conversation", "Delete"])
def test_a_reply_that_is_under_way_does_not_come_back(waiting: Visitor, slow: Slow, button: str) -> None:
    page = waiting.page
    if button == "Delete":
        delete(waiting, "What is the price of bread in Paris?")
    else:
        page.get_by_role("button", name=button).click()
    expect(page.locator(".pa-hello")).to_be_visible()
    slow.go.set()
    page.wait_for_timeout(1500)
    expect(page.locator(".pa-hello")).to_be_visible()
    expect(page.locator("#pa-ev .pa-words")).to_have_count(0)
    kept = ["What is the price of bread in Paris?"]
    assert titles(page) == (kept if button == "New conversation" else [])
    waiting.ask(REVIEWED)
    waiting.wait_kept(REVIEWED)
    assert titles(page)[:1] == [REVIEWED]


def test_asking_again_loses_nothing_when_it_is_stopped(waiting: Visitor, slow: Slow) -> None:
    page = waiting.page
    slow.go.set()
    page.locator(".pa-foot").nth(1).wait_for()
    waiting.wait_kept("four strategic objectives")
    slow.go.clear()
    waiting.ask("What is the price of bread in Rome?")
    page.locator(".pa-turn").nth(1).get_by_role("button", name="Ask again").click()
    expect(page.locator(".pa-turn")).to_have_count(2)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".pa-turn")).to_have_count(3)
    slow.go.set()
    waiting.open()
    expect(page.locator(".pa-turn")).to_have_count(3)
