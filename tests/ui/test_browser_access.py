"""The page for everybody: by axe, by keyboard alone, narrow, on paper, light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.browser import Visitor, serious
from tests.ui.samples import FIVE, REVIEWED


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
    page.get_by_role("tab", name="Ask").click()
    page.get_by_text("Conversations in this browser").click()
    page.get_by_label("Open a conversation").click()
    expect(page.get_by_role("option").first).to_be_visible()
    page.wait_for_timeout(500)  # it fades in
    assert not serious(page)
    visitor.close()


@pytest.mark.parametrize("dark", [False, True])
def test_the_quiz_is_accessible_by_axe(browser: Browser, url: str, dark: bool) -> None:
    visitor = Visitor(browser, url, dark=dark)
    page = visitor.open()
    write_quiz(page)
    assert not serious(page)
    page.get_by_role("tab", name="Take it").click()
    expect(page.get_by_role("button", name="Answer", exact=True)).to_be_visible()
    assert not serious(page)
    visitor.close()


def turn_to(page: Page, name: str) -> None:
    """To a tab, also where it only has room in the menu of tabs."""
    tab = page.get_by_role("tab", name=name)
    if not tab.is_visible():
        page.get_by_role("button", name="More tabs").click()
        tab = page.locator(".overflow-dropdown").get_by_role("button", name=name)
    tab.click()


def write_quiz(page: Page) -> None:
    turn_to(page, "Quiz")
    page.get_by_label("How many").first.fill("2")
    page.get_by_role("button", name="Write the quiz").click()
    expect(page.get_by_text("paragraphs asked about")).to_be_visible(timeout=120_000)


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


def test_narrow(browser: Browser, url: str) -> None:
    visitor = Visitor(browser, url, width=320)
    page = visitor.open()
    visitor.ask("What are the four strategic objectives?")
    expect(page.locator("#wps-evidence .wps-page img")).to_be_visible()
    wide = "document.documentElement.scrollWidth"
    assert page.evaluate(wide) <= 320
    page.locator(".wps-cite").first.click()
    expect(page.locator("#wps-evidence h2")).to_be_in_viewport()
    visitor.open("?p=nato-wps-2024%23para-6")
    expect(page.locator(".wps-here")).to_be_visible()
    assert page.evaluate(wide) <= 320
    turn_to(page, "Check")
    page.locator("#wps-draft textarea").fill(f'It "{FIVE.replace("five", "ten")}" (para. 53).')
    page.get_by_role("button", name="Check the draft").click()
    expect(page.locator(".wps-finding")).to_be_visible()
    assert page.evaluate(wide) <= 320
    write_quiz(page)
    assert page.evaluate(wide) <= 320
    page.get_by_role("tab", name="Take it").click()
    expect(page.get_by_role("button", name="Answer", exact=True)).to_be_visible()
    assert page.evaluate(wide) <= 320
    visitor.close()


FAINT = """() => [...document.querySelectorAll('.gradio-container *')].filter((part) => {
  const own = [...part.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  if (!own || !part.checkVisibility({visibilityProperty: true})) return false;
  const [red, green, blue] = getComputedStyle(part).color.match(/[\\d.]+/g).map(Number);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 130;
}).map((part) => part.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("dark", [False, True])
def test_printed(browser: Browser, url: str, dark: bool) -> None:
    visitor = Visitor(browser, url, dark=dark)
    page = visitor.open()
    visitor.ask("What are the four strategic objectives?")
    visitor.ask("What is the price of bread in Paris?")
    expect(page.locator("#wps-evidence .wps-panel")).to_be_visible()
    page.emulate_media(media="print", color_scheme="dark" if dark else "light")
    expect(page.locator(".wps-statement").first).to_be_visible()
    expect(page.locator(".wps-tools").first).to_be_hidden()
    assert page.evaluate(FAINT) == []
    for part in ("body", ".wps-log", ".wps-question"):
        paper = page.locator(part).first.evaluate("e => getComputedStyle(e).backgroundColor")
        assert paper in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"), part
    page.emulate_media(media="screen")
    visitor.open("?p=nato-wps-2024%23para-6")
    expect(page.locator(".wps-here")).to_be_visible()
    page.emulate_media(media="print")
    assert page.evaluate(FAINT) == []
    visitor.close()
