"""The page in a real browser: what staff do, by mouse and by keyboard, wide and narrow, light and dark."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, expect

from assistant.assistant import Assistant
from assistant.settings import read_desk_settings
from assistant.types import Answer, Reply, Turn
from assistant.ui import build_app, free_port, serve
from assistant.ui.desk import Desk
from ingest.settings import Settings
from tests.browser import Visitor, chromium, serious

REVIEWED = "How often is the policy reviewed?"
FIVE = "will be reviewed at a minimum of every five years, or sooner as needed"
NASTY = "<img src=x onerror=alert(1)><script>alert(2)</script> {{alert(3)}} ${alert(4)}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def url(assistant: Assistant, settings: Settings, browser: Browser) -> Iterator[str]:
    desk = Desk(assistant, settings, read_desk_settings({"WPS_REQUESTS": "10000"}))
    page = build_app(desk)
    yield serve(page, "127.0.0.1", free_port(), wait=False)
    page.close(verbose=False)


@pytest.fixture
def visitor(browser: Browser, url: str) -> Iterator[Visitor]:
    found = Visitor(browser, url)
    yield found
    found.close()


def test_ask_cite_evidence_and_page_image(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(REVIEWED)
    cite = page.locator(".wps-statement .wps-cite").first
    expect(cite).to_have_text("para. 54")
    cite.hover()
    expect(page.locator(".wps-tip").first).to_be_visible()
    expect(page.locator(".wps-tip").first).to_contain_text("every five years")
    cite.click()
    panel = page.locator("#wps-evidence .wps-panel[data-focus='1']")
    expect(panel.locator("h2")).to_be_focused()
    expect(panel.locator("h2")).to_have_text("NATO WPS Policy (2024), para. 54")
    expect(panel.locator("mark")).to_contain_text(FIVE)
    expect(panel.locator(".wps-path").first).to_contain_text("Monitoring and Reporting")
    expect(panel.locator(".wps-headnote")).to_contain_text("Force of language: will")
    image = panel.locator(".wps-page img")
    assert image.evaluate("i => i.complete && i.naturalWidth") == 1000
    frame, box = image.bounding_box(), panel.locator(".wps-box").first.bounding_box()
    assert frame is not None
    assert box is not None
    assert frame["x"] < box["x"] < box["x"] + box["width"] < frame["x"] + frame["width"]
    assert frame["y"] < box["y"] < box["y"] + box["height"] < frame["y"] + frame["height"]
    panel.get_by_role("button", name="← para. 53").click()
    expect(page.locator("#wps-evidence h2")).to_have_text("NATO WPS Policy (2024), para. 53")


def test_refusal_follow_up_and_filter(visitor: Visitor, assistant: Assistant) -> None:
    page = visitor.open()
    visitor.ask("What is the price of bread in Paris?")
    expect(page.locator(".wps-refusal")).to_contain_text("The documents do not answer this.")
    expect(page.locator(".wps-refusal")).to_contain_text("price, bread, paris")
    visitor.ask("What is the progress report?")
    visitor.ask("And who reports on it?")
    turns = [Turn("What is the price of bread in Paris?")]
    first = assistant.ask("What is the progress report?", turns)
    assert isinstance(first, Answer)
    turns.append(Turn(first.question, tuple(c.locator for c in first.citations)))
    follow = assistant.ask("And who reports on it?", turns)
    assert isinstance(follow, Answer)
    assert follow.citations != getattr(assistant.ask("And who reports on it?"), "citations", ())
    cite = page.locator(".wps-exchange").nth(2).locator(".wps-cite").first
    expect(cite).to_have_attribute("data-locator", str(follow.citations[0].locator))
    page.get_by_label("Search only in").click()
    page.get_by_role("option", name="NATO WPS Policy (2024)").click()
    page.keyboard.press("Escape")
    visitor.ask("sexual violence in conflict")
    last = page.locator(".wps-exchange").nth(3)
    expect(last).to_contain_text("Searched only in NATO WPS Policy (2024)")
    assert "S/RES" not in last.locator(".wps-answer, .wps-refusal").inner_text()
    page.locator(".wps-exchange").nth(1).get_by_role("button", name="Ask again").click()
    expect(page.locator(".wps-exchange")).to_have_count(2)


def test_conversations_stay_in_the_browser(visitor: Visitor, browser: Browser, url: str) -> None:
    page = visitor.open()
    page.get_by_role("button", name=REVIEWED).click()
    expect(page.locator(".wps-cite").first).to_have_text("para. 54")
    expect(page.locator("#wps-evidence mark")).to_contain_text(FIVE)  # kept by then
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".wps-welcome")).to_be_visible()
    visitor.ask("para 17.2")
    expect(page.locator("#wps-evidence h2")).to_contain_text("17.2")
    visitor.open()
    expect(page.locator(".wps-question")).to_have_text("para 17.2")
    page.get_by_text("Conversations in this browser").click()
    page.get_by_label("Open a conversation").click()
    page.get_by_role("option", name=REVIEWED).click()
    expect(page.locator(".wps-question")).to_have_text(REVIEWED)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export this one").click()
    assert "every five years" in Path(download.value.path()).read_text(encoding="utf-8")
    other = Visitor(browser, url)
    expect(other.open().locator(".wps-welcome")).to_be_visible()
    other.close()
    page.get_by_role("button", name="Delete all").click()
    expect(page.locator(".wps-welcome")).to_be_visible()
    visitor.open()
    page.wait_for_timeout(500)
    expect(page.locator(".wps-welcome")).to_be_visible()


def test_taking_away_and_thumbs(visitor: Visitor, settings: Settings) -> None:
    from assistant.feedback import read_feedback

    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.open()
    visitor.ask(REVIEWED)
    page.get_by_text("Take away").click()
    page.get_by_role("button", name="Copy as Chicago style").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"“This Policy {FIVE}.” [1]" in copied
    assert "July 10, 2024, para. 54" in copied
    with page.expect_download() as download:
        page.get_by_role("button", name="Download DOCX").click()
    assert download.value.suggested_filename == "answer.docx"
    path = Path(download.value.path()).rename(Path(download.value.path()).with_suffix(".docx"))
    document = docx.Document(str(path))
    assert any(FIVE in p.text for p in document.paragraphs)
    (notes,) = [r for r in document.part.rels.values() if r.reltype.endswith("/footnotes")]
    assert b"para. 54, p. 17" in notes.target_part.blob
    before = len(read_feedback(settings.feedback))
    page.get_by_text("Does not help").click()
    page.get_by_role("button", name="Wrong paragraph").click()
    expect(page.get_by_text("It stays on this machine")).to_be_visible()
    after = read_feedback(settings.feedback)
    assert (len(after), after[-1].reason) == (before + 1, "wrong paragraph")


def test_permanent_addresses_and_the_reader(visitor: Visitor) -> None:
    page = visitor.open("?p=nato-wps-2024%23para-17.2")
    here = page.locator(".wps-reader .wps-here")
    expect(here).to_be_in_viewport()
    expect(here).to_contain_text("gender-balanced workforce")
    page.get_by_label("Search all documents").fill("minimum of every five years")
    page.keyboard.press("Enter")
    page.locator(".wps-found a").first.click()
    expect(page.locator(".wps-here")).to_contain_text("every five years")
    expect(page.locator(".wps-here")).to_be_in_viewport()
    assert page.url.endswith("/?p=nato-wps-2024%23para-54")
    expect(page.locator("#wps-beside .wps-parallels li").first).to_be_visible()
    page.get_by_text("Topics by document").click()
    page.locator(".wps-matrix a", has_text="para. 44").first.click()
    expect(page.locator(".wps-here")).to_contain_text("sexual exploitation")
    nowhere = visitor.open("?p=nato-wps-2024%23para-99")
    expect(nowhere.get_by_text("There is no paragraph nato-wps-2024#para-99")).to_be_visible()


def test_a_draft_is_checked(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open()
    page.get_by_role("tab", name="Check").click()
    page.locator("#wps-draft textarea").fill(
        f'It "{FIVE.replace("five", "ten")}" (para. 53). {NASTY}'
    )
    page.get_by_role("button", name="Check the draft").click()
    finding = page.locator(".wps-finding.wps-altered")
    expect(finding.locator("del")).to_have_text("ten")
    expect(finding.locator("ins")).to_have_text("five")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download corrected text").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert f'It "{FIVE}" (para. 54).' in text
    with page.expect_download() as download:
        page.get_by_role("button", name="Download report").click()
    assert "## altered" in Path(download.value.path()).read_text(encoding="utf-8")
    document = docx.Document()
    document.add_paragraph(f"The Policy “{FIVE}” (para. 54).")
    name = "memo <img src=x onerror=alert(5)>.docx"
    document.save(str(tmp_path / name))
    page.locator("input[type=file]").set_input_files(tmp_path / name)
    expect(page.get_by_text("memo", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Check the draft").click()
    expect(page.locator("#wps-findings [role=status]")).to_have_text("1 exact")


def test_nothing_that_is_typed_or_linked_runs(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(f"{NASTY} {REVIEWED}")
    expect(page.locator(".wps-question")).to_have_text(f"{NASTY} {REVIEWED}")
    page.wait_for_function("(localStorage['wps-conversations'] || '').length > 400")
    visitor.open()
    expect(page.locator(".wps-question")).to_have_text(f"{NASTY} {REVIEWED}")
    assert page.locator("#wps-conversation img, #wps-conversation script").count() == 0
    visitor.open("?p=%3Cimg%20src%3Dx%20onerror%3Dalert(6)%3E")
    page.wait_for_timeout(800)
    assert page.locator("img[src='x']").count() == 0


@pytest.mark.parametrize("dark", [False, True])
def test_accessible_by_axe(browser: Browser, url: str, dark: bool) -> None:
    visitor = Visitor(browser, url, dark=dark)
    page = visitor.open()
    assert not serious(page)
    visitor.ask("What are the four strategic objectives?")
    expect(page.locator("#wps-evidence .wps-page img")).to_be_visible()
    assert not serious(page)
    visitor.open("?p=nato-wps-2024%23para-6")
    expect(page.locator(".wps-here")).to_be_visible()
    assert not serious(page)
    page.get_by_role("tab", name="Check").click()
    page.locator("#wps-draft textarea").fill(f'It "{FIVE.replace("five", "ten")}" (para. 53).')
    page.get_by_role("button", name="Check the draft").click()
    expect(page.locator(".wps-finding")).to_be_visible()
    assert not serious(page)
    visitor.close()


def test_by_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.open()
    expect(page.locator("#wps-question textarea")).to_be_focused()
    page.keyboard.type(REVIEWED)
    page.keyboard.press("Enter")
    page.locator(".wps-tools").wait_for()
    page.locator(".wps-log").focus()
    page.keyboard.press("Tab")
    cite = page.locator(".wps-statement .wps-cite").first
    expect(cite).to_be_focused()
    expect(page.locator(".wps-tip").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".wps-tip").first).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#wps-evidence h2")).to_be_focused()
    page.get_by_role("button", name="Back to the answer").press("Enter")
    expect(cite).to_be_focused()


def test_narrow_and_printed(browser: Browser, url: str) -> None:
    visitor = Visitor(browser, url, width=320)
    page = visitor.open()
    visitor.ask("What are the four strategic objectives?")
    expect(page.locator("#wps-evidence .wps-page img")).to_be_visible()
    wide = "document.documentElement.scrollWidth"
    assert page.evaluate(wide) <= 320
    page.locator(".wps-cite").first.click()
    expect(page.locator("#wps-evidence h2")).to_be_in_viewport()
    page.emulate_media(media="print")
    expect(page.locator(".wps-statement").first).to_be_visible()
    expect(page.locator(".wps-tools").first).to_be_hidden()
    page.emulate_media(media="screen")
    visitor.open("?p=nato-wps-2024%23para-6")
    expect(page.locator(".wps-here")).to_be_visible()
    assert page.evaluate(wide) <= 320
    visitor.close()


def test_eight_visitors_get_their_own_answers(browser: Browser, url: str) -> None:
    numbers = (6, 11, 17, 21, 24, 41, 44, 54)
    visitors = [Visitor(browser, url) for _ in numbers]
    for visitor, number in zip(visitors, numbers, strict=True):
        visitor.open().fill("#wps-question textarea", f"para {number}")
    for visitor in visitors:  # all sent before any is waited for
        visitor.page.press("#wps-question textarea", "Enter", no_wait_after=True)
    for visitor, number in zip(visitors, numbers, strict=True):
        expect(visitor.page.locator(".wps-question")).to_have_text(f"para {number}")
        expect(visitor.page.locator(".wps-cite").first).to_have_text(f"para. {number}")
        visitor.close()


class Slow(Desk):
    """Holds back the rest of a reply until it is let go."""

    go = threading.Event()

    def replies(
        self, question: str, past: Sequence[Turn], documents: Sequence[str], visitor: str
    ) -> Iterator[Reply]:
        for reply in super().replies(question, past, documents, visitor):
            yield reply
            if isinstance(reply, Answer):
                self.go.wait(10)


def test_stop(browser: Browser, assistant: Assistant, settings: Settings) -> None:
    page = build_app(Slow(assistant, settings, read_desk_settings({})))
    visitor = Visitor(browser, serve(page, "127.0.0.1", free_port(), wait=False))
    shown = visitor.open()
    shown.fill("#wps-question textarea", "What are the four strategic objectives?")
    shown.press("#wps-question textarea", "Enter")
    shown.locator(".wps-statement").wait_for()
    shown.get_by_role("button", name="Stop").click()
    expect(shown.locator(".wps-welcome")).to_be_visible()
    Slow.go.set()
    shown.wait_for_timeout(500)  # the page takes the next question once the first is called off
    visitor.ask(REVIEWED)
    expect(shown.locator(".wps-cite").first).to_have_text("para. 54")
    visitor.close()
    page.close(verbose=False)
