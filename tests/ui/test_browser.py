"""The page in a real browser: what staff do in each room, and that nothing they are shown runs."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

from assistant.assistant import Assistant
from assistant.text.markdown import escaped
from assistant.types import Answer, Turn
from ingest.settings import Settings
from tests.ui.browser import Visitor, chromium, violations
from tests.ui.samples import FIVE, REVIEWED

NASTY = "<img src=x onerror=alert(1)><script>alert(2)</script> {{alert(3)}} ${alert(4)}"


def test_ask_cite_evidence_and_page_image(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(REVIEWED)
    cite = page.locator(".pa-quote .pa-cite").first
    expect(cite).to_have_text("NATO para. 54")
    cite.hover()
    expect(page.locator("#pa-tip")).to_contain_text("Monitoring and Reporting › p. 17. ")
    panel = page.locator("#pa-ev")  # open by itself where there is room
    expect(panel.locator("mark")).to_contain_text(FIVE)
    cite.click()
    expect(panel.locator("h2")).to_be_focused()
    expect(panel.locator("h2")).to_have_text("NATO para. 54")
    expect(cite).to_have_attribute("aria-current", "true")
    expect(panel.locator(".pa-ed")).to_contain_text("In plain words, by the editors")
    expect(panel.locator(".pa-facts")).to_contain_text("will")
    image = panel.locator(".pa-sheet img")
    assert image.evaluate("i => i.complete && i.naturalWidth") == 1000
    frame, box = image.bounding_box(), panel.locator(".pa-mark").first.bounding_box()
    assert frame is not None
    assert box is not None
    assert frame["x"] < box["x"] < box["x"] + box["width"] < frame["x"] + frame["width"]
    assert frame["y"] < box["y"] < box["y"] + box["height"] < frame["y"] + frame["height"]
    panel.get_by_role("button", name="Previous paragraph: NATO para. 53").click()
    expect(panel.locator("h2")).to_have_text("NATO para. 53")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(cite).to_be_focused()


def test_refusal_follow_up_and_scope(visitor: Visitor, assistant: Assistant) -> None:
    page = visitor.open()
    visitor.ask("What is the price of bread in Paris?")
    expect(page.locator("#pa-log .pa-lead")).to_contain_text("The documents do not answer this.")
    expect(page.locator(".pa-turn .pa-quote")).to_have_count(3)
    page.get_by_text("Where was searched?").click()
    expect(page.locator(".pa-where-b")).to_contain_text("Occur in none of them: price, bread, paris")
    visitor.ask("What does the Civil Society Advisory Panel do?")
    visitor.ask("And who belongs to it?")
    turns = [Turn("What is the price of bread in Paris?")]
    first = assistant.ask("What does the Civil Society Advisory Panel do?", turns)
    assert isinstance(first, Answer)
    turns.append(Turn(first.question, tuple(c.locator for c in first.citations)))
    follow = assistant.ask("And who belongs to it?", turns)
    assert isinstance(follow, Answer)
    assert follow.citations != getattr(assistant.ask("And who belongs to it?"), "citations", ())
    last = page.locator(".pa-turn").nth(2)
    cited = {c.locator for c in follow.citations}
    shown = last.locator(".pa-quote .pa-cite").evaluate_all("all => all.map((one) => one.dataset.locator)")
    assert set(shown) == {str(locator) for locator in cited}
    page.get_by_label("United Nations Security Council").uncheck()
    expect(page.locator("#pa-scope-n")).to_have_text("1 of 11 searched")
    expect(page.locator("#pa-chip")).to_have_text("Only NATO")
    visitor.ask("sexual violence in conflict")
    last = page.locator(".pa-turn").nth(3)
    expect(last).to_contain_text("Searched only in NATO WPS Policy (2024)")
    assert "S/RES" not in last.inner_text()
    page.get_by_label("NATO", exact=True).uncheck()
    page.fill("#pa-box", "peace")
    expect(page.locator("#pa-send")).to_be_disabled()  # nothing is left to search in
    page.locator(".pa-turn").nth(1).get_by_role("button", name="Ask again").click()
    expect(page.locator(".pa-turn")).to_have_count(2)


def test_taking_away_and_thumbs(visitor: Visitor, settings: Settings) -> None:
    from assistant.workplace.feedback import read_feedback

    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.open()
    visitor.ask(REVIEWED)
    page.get_by_label("Copy with citations").click()
    page.get_by_role("button", name="Copy: Chicago style").click()
    expect(page.locator("#pa-status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"“This Policy {FIVE}.” [1]" in copied
    assert "July 10, 2024, para. 54" in copied
    with page.expect_download() as download:
        page.locator(".pa-acts").get_by_label("Download").click()
        page.get_by_role("button", name="Word with footnotes").click()
    assert download.value.suggested_filename == "answer.docx"
    path = Path(download.value.path()).rename(Path(download.value.path()).with_suffix(".docx"))
    document = docx.Document(str(path))
    assert any(FIVE in p.text for p in document.paragraphs)
    (notes,) = [r for r in document.part.rels.values() if r.reltype.endswith("/footnotes")]
    assert b"para. 54, p. 17" in notes.target_part.blob
    with page.expect_download() as download:
        page.locator(".pa-acts").get_by_label("Download").click()
        page.get_by_role("button", name="Markdown").click()
    assert FIVE in Path(download.value.path()).read_text(encoding="utf-8")
    before = len(read_feedback(settings.feedback))
    page.get_by_label("Does not help: say why").click()
    page.get_by_role("button", name="Wrong paragraph").click()
    expect(page.get_by_text("It stays on the machine")).to_be_visible()
    after = read_feedback(settings.feedback)
    assert (len(after), after[-1].reason) == (before + 1, "wrong paragraph")


def test_permanent_addresses_and_the_reader(visitor: Visitor) -> None:
    page = visitor.open("?p=nato-wps-2024%23para-17.2")
    here = page.locator(".pa-here")
    expect(here).to_be_in_viewport()
    expect(here).to_contain_text("gender-balanced workforce")
    page.get_by_role("searchbox", name="Search all documents").fill("minimum of every five years")
    page.keyboard.press("Enter")
    page.locator(".pa-hit").first.click()
    expect(page.locator(".pa-here")).to_contain_text("every five years")
    expect(page.locator(".pa-here")).to_be_in_viewport()
    assert page.url.endswith("/?p=nato-wps-2024%23para-54")
    expect(page.locator("#pa-ev .pa-also li").first).to_be_visible()
    page.get_by_role("button", name="Topics by document").click()
    page.get_by_role("searchbox", name="Find a topic").fill("sexual exploitation")
    row = page.locator(".pa-t--topics tbody tr:visible")
    expect(row).to_have_count(1)
    row.locator("summary").first.click()
    row.get_by_role("link", name="NATO para. 44").click()
    expect(page.locator(".pa-here")).to_contain_text("sexual exploitation")
    nowhere = visitor.open("?p=nato-wps-2024%23para-99")
    expect(nowhere.get_by_role("heading", name="There is no such paragraph")).to_be_visible()
    nowhere.get_by_role("link", name="NATO Policy on Women, Peace and Security (2024)").click()
    expect(page.locator(".pa-here")).to_be_visible()


def test_what_is_pinned_is_put_in_order_and_taken_away(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask("para 17.2")
    page.get_by_role("button", name="Pin to the briefing tray").click()
    visitor.ask(REVIEWED)
    expect(page.locator("#pa-ev h2")).to_have_text("NATO para. 54")
    page.locator("#pa-ev").get_by_role("button", name="Pin").click()
    expect(page.locator(".pa-count")).to_have_text("2")
    page.get_by_role("button", name="Briefing tray", exact=True).click()
    tray = page.locator("#pa-tray")
    expect(tray.locator(".pa-pin h3")).to_have_text(["NATO para. 17.2", "NATO para. 54"])
    tray.get_by_role("button", name="Move NATO para. 54 up").click()
    expect(tray.locator(".pa-pin h3")).to_have_text(["NATO para. 54", "NATO para. 17.2"])
    tray.get_by_label("Rename, note or take out NATO para. 54").click()
    tray.get_by_role("button", name="Note", exact=True).locator("visible=true").click()
    page.keyboard.type("Say <b>when</b>.")
    page.keyboard.press("Enter")
    expect(tray.locator(".pa-pin-n")).to_have_text("Say <b>when</b>.")
    assert not violations(page)
    with page.expect_download() as download:
        tray.get_by_role("button", name="Markdown").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.index(FIVE) < text.index(escaped("gender-balanced workforce"))
    visitor.open()
    expect(page.locator(".pa-count")).to_have_text("2")  # kept by the browser
    page.get_by_role("button", name="Briefing tray", exact=True).click()
    tray.get_by_label("Rename, note or take out NATO para. 17.2").click()
    tray.get_by_role("button", name="Take out", exact=True).locator("visible=true").click()
    expect(tray.locator(".pa-pin")).to_have_count(1)


def test_an_address_asks(visitor: Visitor) -> None:
    page = visitor.open("?q=How%20often%20is%20the%20policy%20reviewed%3F")
    expect(page.locator("#pa-log .pa-q")).to_have_text(REVIEWED)
    expect(page.locator(".pa-quote .pa-cite").first).to_have_text("NATO para. 54")
    assert "q=" not in page.url  # loaded again, it is not asked again
    assert page.locator(".pa-acts [data-do=link]").get_attribute("data-href") == (
        "?q=How%20often%20is%20the%20policy%20reviewed%3F"
    )


def test_the_page_is_french_when_it_is_switched(visitor: Visitor) -> None:
    page = visitor.open()
    page.get_by_role("button", name="Page en français").click()
    expect(page.locator(".pa-rooms a").first).to_have_text("Demander")
    expect(page.get_by_role("heading", name="Que disent les documents ?")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    visitor.ask("What is the price of bread in Paris?")
    expect(page.get_by_text("Où a-t-on cherché ?")).to_be_visible()


def test_a_draft_is_checked(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open()
    visitor.turn_to("Check")
    page.locator("#pa-draft textarea").fill(f'It "{FIVE.replace("five", "ten")}" (para. 53). {NASTY}')
    page.get_by_role("button", name="Check the draft").click()
    finding = page.locator(".pa-finding.pa-k-altered")
    expect(finding.locator("del")).to_have_text("ten")
    expect(finding.locator("ins")).to_have_text("five")
    page.locator("#pa-findings h2").focus()
    page.keyboard.press("n")
    expect(page.locator(".pa-finding").first).to_be_focused()
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
    page.locator("#room-check input[type=file]").set_input_files(tmp_path / name)
    expect(page.get_by_text("memo", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Check the draft").click()
    expect(page.locator("#pa-findings [role=status]")).to_have_text("1 exact")


def test_nothing_that_is_typed_or_linked_runs(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(f"{NASTY} {REVIEWED}")
    expect(page.locator("#pa-log .pa-q")).to_have_text(f"{NASTY} {REVIEWED}")
    page.wait_for_function("(localStorage['wps-conversations'] || '').length > 400")
    visitor.open()
    expect(page.locator("#pa-log .pa-q")).to_have_text(f"{NASTY} {REVIEWED}")
    expect(page.locator(".pa-conv a")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("#pa-log img, #pa-log script, .pa-side img").count() == 0
    visitor.open("?p=%3Cimg%20src%3Dx%20onerror%3Dalert(6)%3E")
    expect(page.locator(".pa-nowhere q")).to_have_text("<img src=x onerror=alert(6)>")
    visitor.open("?q=%3Cimg%20src%3Dx%20onerror%3Dalert(7)%3E%20peace")
    expect(page.locator("#pa-log .pa-q")).to_have_text("<img src=x onerror=alert(7)> peace")
    assert page.locator("img[src='x']").count() == 0


def test_back_leads_to_what_was_on_screen(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(REVIEWED)
    expect(page.locator("#pa-ev h2")).to_contain_text("para. 54")
    page.locator("#pa-ev").get_by_text("Read in place").click()
    here = page.locator(".pa-here")
    expect(here).to_contain_text("every five years")
    page.locator(".pa-outline-n a", has_text="para. 6 ").first.click()
    expect(here).not_to_contain_text("every five years")
    page.go_back()
    expect(here).to_contain_text("every five years")
    assert page.url.endswith("/?p=nato-wps-2024%23para-54")
    page.go_back()
    expect(page.locator("#pa-log .pa-q")).to_be_visible()
    expect(page.locator("#pa-log .pa-q")).to_have_text(REVIEWED)  # the same page, not loaded anew
    page.go_forward()
    expect(here).to_be_visible()


def test_a_link_is_copied_and_that_is_said_aloud(visitor: Visitor) -> None:
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.open()
    page.locator("#pa-status").evaluate("p => { window.region = p; }")
    visitor.ask(REVIEWED)
    expect(page.locator("#pa-status")).to_have_text("Answer ready, 1 paragraph.")
    visitor.turn_to("Read")
    page.locator(".pa-p .pa-cite").first.click()
    page.locator("#pa-ev").get_by_role("button", name="Link").click()
    expect(page.locator("#pa-status")).to_have_text("Copied")
    assert page.evaluate("region.isConnected && region.getAttribute('role')") == "status"
    address = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(rf"{visitor.url}\?p=nato-wps-2024%23[\w.-]+", address)
    page.locator("#pa-ev").get_by_role("button", name="Close the evidence").click()
    expect(page.locator(".pa-p .pa-cite").first).to_be_focused()
    expect(visitor.open(address.removeprefix(visitor.url)).locator(".pa-here")).to_be_visible()


def test_an_open_tooltip_is_not_copied_with_the_answer(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(REVIEWED)
    page.locator(".pa-cite").first.focus()
    page.locator("#pa-tip").wait_for(state="visible")
    page.locator(".pa-g").first.evaluate("group => getSelection().selectAllChildren(group)")
    page.keyboard.press("Control+C")
    page.locator("#pa-box").focus()
    page.keyboard.press("Control+V")
    copied = page.locator("#pa-box").input_value()
    assert "This Policy will be reviewed" in copied
    assert "Monitoring and Reporting" not in copied  # only the tooltip says so


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
