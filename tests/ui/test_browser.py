"""The page in a real browser: what staff do in each tab, and that nothing they are shown runs."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

from assistant.assistant import Assistant
from assistant.types import Answer, Turn
from ingest.settings import Settings
from tests.ui.browser import Visitor, chromium
from tests.ui.samples import FIVE, REVIEWED

NASTY = "<img src=x onerror=alert(1)><script>alert(2)</script> {{alert(3)}} ${alert(4)}"


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
    visitor.ask("What does the Civil Society Advisory Panel do?")
    visitor.ask("And who belongs to it?")
    turns = [Turn("What is the price of bread in Paris?")]
    first = assistant.ask("What does the Civil Society Advisory Panel do?", turns)
    assert isinstance(first, Answer)
    turns.append(Turn(first.question, tuple(c.locator for c in first.citations)))
    follow = assistant.ask("And who belongs to it?", turns)
    assert isinstance(follow, Answer)
    assert follow.citations != getattr(assistant.ask("And who belongs to it?"), "citations", ())
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


def test_taking_away_and_thumbs(visitor: Visitor, settings: Settings) -> None:
    from assistant.workplace.feedback import read_feedback

    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.open()
    visitor.ask(REVIEWED)
    page.get_by_text("Copy or download").click()
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
    expect(page.get_by_text("It stays on the machine")).to_be_visible()
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
    page.locator("#wps-draft textarea").fill(f'It "{FIVE.replace("five", "ten")}" (para. 53). {NASTY}')
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


def test_an_address_is_looked_up_in_the_reader(visitor: Visitor) -> None:
    page = visitor.open()
    page.get_by_role("tab", name="Read").click()
    page.get_by_label("Search all documents").fill("para 17.2")
    page.keyboard.press("Enter")
    expect(page.locator(".wps-here")).to_contain_text("gender-balanced workforce")
    expect(page.locator(".wps-here")).to_be_in_viewport()
    expect(page.locator(".wps-found li")).to_have_count(1)
    expect(page.locator("#wps-beside h2").first).to_have_text("NATO WPS Policy (2024), para. 17.2")


def test_back_leads_to_what_was_on_screen(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(REVIEWED)
    expect(page.locator("#wps-evidence h2")).to_contain_text("para. 54")
    page.locator("#wps-evidence").get_by_text("Open in the document").click()
    here = page.locator(".wps-here")
    expect(here).to_contain_text("every five years")
    page.locator("#wps-beside .wps-parallels a").first.click()
    expect(here).not_to_contain_text("every five years")
    page.go_back()
    expect(here).to_contain_text("every five years")
    assert page.url.endswith("/?p=nato-wps-2024%23para-54")
    page.go_back()
    expect(page.locator(".wps-question")).to_be_visible()
    expect(page.locator(".wps-question")).to_have_text(REVIEWED)  # the same page, not loaded anew
    page.go_forward()
    expect(here).to_be_visible()


def test_a_link_is_copied_and_that_is_said_aloud(visitor: Visitor) -> None:
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.open()
    page.locator("#wps-status p").evaluate("p => { window.region = p; }")
    visitor.ask(REVIEWED)
    expect(page.locator("#wps-status")).to_have_text("Answered with 1 statement.")
    page.get_by_role("tab", name="Read").click()
    page.locator(".wps-para .wps-cite").first.click()
    page.locator("#wps-beside").get_by_role("button", name="Copy link").click()
    expect(page.locator("#wps-status")).to_have_text("Copied.")
    assert page.evaluate("region.isConnected && region.getAttribute('aria-live')") == "polite"
    address = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(rf"{visitor.url}\?p=nato-wps-2024%23[\w.-]+", address)
    back = page.locator("#wps-beside").get_by_role("button", name="Back to the text")
    back.click()
    expect(page.locator(".wps-para .wps-cite").first).to_be_focused()
    expect(visitor.open(address.removeprefix(visitor.url)).locator(".wps-here")).to_be_visible()


def test_an_open_tooltip_is_not_copied_with_the_answer(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask("How often is the policy reviewed?")
    page.locator(".wps-cite").first.focus()
    tip = page.locator(".wps-tip").first
    tip.wait_for(state="visible")
    page.locator(".wps-answer").first.evaluate("answer => getSelection().selectAllChildren(answer)")
    page.keyboard.press("Control+C")
    page.locator("#wps-question textarea").focus()
    page.keyboard.press("Control+V")
    copied = page.locator("#wps-question textarea").input_value()
    assert "This Policy will be reviewed" in copied
    assert copied.count("five years") == 1
    assert "NATO WPS Policy (2024)" not in copied  # only the tooltip says so


def test_the_page_may_connect_nowhere_else(visitor: Visitor) -> None:
    page = visitor.open()
    tried = page.evaluate("fetch('http://192.0.2.7/').then(() => 'went out', (error) => String(error))")
    assert "Failed to fetch" in tried
    opened = page.evaluate(
        """() => new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', (e) => resolve(e.blockedURI));
          new WebSocket('ws://192.0.2.7/');
          setTimeout(() => resolve('not stopped'), 2000);
        })"""
    )
    assert opened.startswith("ws://192.0.2.7")
    visitor.errors.clear()
    visitor.outside.clear()


def test_a_missing_browser_is_passed_over_but_not_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    for ci, outcome in (("1", pytest.fail.Exception), ("", pytest.skip.Exception)):
        monkeypatch.setenv("CI", ci)
        with pytest.raises(outcome, match="no Chromium"), chromium():
            pass
