"""The page for everybody: by axe, by keyboard alone, at four widths, on paper, light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.browser import Visitor, violations
from tests.ui.samples import FIVE, REVIEWED

WIDE = "document.documentElement.scrollWidth"
BELOW = """() => [...document.querySelectorAll('#pa-box, #pa-send, .pa-rooms a, .pa-tool, .pa-ex button')]
  .filter((part) => part.checkVisibility() && part.getBoundingClientRect().bottom > innerHeight)
  .map((part) => part.outerHTML.slice(0, 80))"""
SHIFTS = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => resolve(sum), 300);
})"""


@pytest.mark.parametrize("dark", [False, True])
def test_accessible_by_axe(browser: Browser, url: str, dark: bool) -> None:
    visitor = Visitor(browser, url, dark=dark)
    page = visitor.open()
    assert not violations(page)
    visitor.ask("What are the four strategic objectives?")
    expect(page.locator("#pa-ev .pa-sheet img")).to_be_visible()
    assert not violations(page)
    visitor.ask("What is the price of bread in Paris?")
    page.get_by_label("Rename or delete").click()
    assert not violations(page)
    page.keyboard.press("Escape")
    page.locator("#pa-box").press("?")
    expect(page.locator("#pa-help")).to_be_hidden()  # a letter in the box is a letter
    page.locator(".pa-turn .pa-q").last.focus()
    page.keyboard.press("?")
    expect(page.locator("#pa-help")).to_be_visible()
    assert not violations(page)
    page.keyboard.press("Escape")
    visitor.open("?p=nato-wps-2024%23para-6")
    expect(page.locator(".pa-here")).to_be_visible()
    assert not violations(page)
    page.get_by_role("button", name="Topics by document").click()
    expect(page.locator(".pa-t--topics")).to_be_visible()
    assert not violations(page)
    page.get_by_role("button", name="Duties").click()
    expect(page.locator(".pa-t--reg")).to_be_visible()
    page.get_by_role("searchbox", name="Find in the table").fill("five years")
    expect(page.locator(".pa-fil-n")).to_contain_text(" of ")
    assert not violations(page)
    visitor.turn_to("Documents")
    assert not violations(page)
    visitor.turn_to("Check")
    page.locator("#pa-draft textarea").fill(f'It "{FIVE.replace("five", "ten")}" (para. 53).')
    page.get_by_role("button", name="Check the draft").click()
    expect(page.locator(".pa-finding")).to_be_visible()
    assert not violations(page)
    visitor.open("?p=nato-wps-2024%23para-99")
    assert not violations(page)
    visitor.close()


@pytest.mark.parametrize("dark", [False, True])
def test_the_quiz_is_accessible_by_axe(browser: Browser, url: str, dark: bool) -> None:
    visitor = Visitor(browser, url, dark=dark)
    page = visitor.open()
    write_quiz(visitor)
    assert not violations(page)
    page.get_by_role("tab", name="Take it").click()
    expect(page.get_by_role("button", name="Answer", exact=True)).to_be_visible()
    assert not violations(page)
    visitor.close()


def write_quiz(visitor: Visitor) -> None:
    visitor.turn_to("Quiz")
    page = visitor.page
    page.get_by_label("How many").first.fill("2")
    page.get_by_role("button", name="Write the quiz").click()
    expect(page.get_by_text("paragraphs asked about")).to_be_visible(timeout=120_000)


def test_by_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.open()
    expect(page.locator("#pa-box")).to_be_focused()
    page.keyboard.type(REVIEWED)
    page.keyboard.press("Enter")
    page.locator(".pa-foot").wait_for()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#pa-box")).to_have_value(REVIEWED)
    page.locator(".pa-q").focus()
    page.keyboard.press("j")
    cite = page.locator(".pa-quote .pa-cite").first
    expect(cite).to_be_focused()
    expect(page.locator("#pa-tip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#pa-tip")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#pa-ev h2")).to_be_focused()
    page.keyboard.press("]")
    expect(page.locator("#pa-ev h2")).not_to_have_text("NATO para. 54")
    page.keyboard.press("p")
    expect(page.locator(".pa-count")).to_have_text("1")
    page.keyboard.press("Escape")
    expect(cite).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#pa-box")).to_be_focused()
    visitor.open("?room=documents")  # where no box takes the focus
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("width", [1440, 1024, 768, 390, 320])
def test_at_every_width(browser: Browser, url: str, width: int) -> None:
    visitor = Visitor(browser, url, width=width)
    page = visitor.open()
    assert page.evaluate(BELOW) == []  # nothing that can be pressed is below the fold on arrival
    assert page.evaluate(SHIFTS) < 0.1
    visitor.ask("What are the four strategic objectives?")
    visitor.ask(REVIEWED)
    question = page.locator(".pa-q").last
    expect(question).to_be_in_viewport()
    assert (question.bounding_box() or {"y": 999})["y"] < 180  # a new question stands at the top
    assert page.evaluate(WIDE) <= width
    panel = page.locator("#pa-ev")
    expect(panel).to_be_visible() if width >= 1024 else expect(panel).to_be_hidden()
    page.locator(".pa-quote .pa-cite").last.click()
    expect(panel.locator("h2")).to_be_in_viewport()
    expect(panel.locator("h2")).to_be_focused()
    assert page.evaluate(WIDE) <= width
    assert not violations(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    if width < 1280:
        page.get_by_role("button", name="Sources and conversations").click()
        expect(page.get_by_label("S/RES/1325 (2000)")).to_be_in_viewport()
        assert not violations(page)
        page.keyboard.press("Escape")
        expect(page.locator(".pa-side")).to_be_hidden()
    visitor.open("?p=nato-wps-2024%23para-6")
    expect(page.locator(".pa-here")).to_be_in_viewport()
    assert page.evaluate(WIDE) <= width
    for room in ("Check", "Quiz", "Documents"):
        visitor.turn_to(room)
        assert page.evaluate(WIDE) <= width
    visitor.close()


def test_dark_and_light_are_kept_and_the_width_of_the_evidence(visitor: Visitor) -> None:
    page = visitor.open()
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.get_by_role("button", name="Dark or light").click()
    assert page.evaluate(ground) == "rgb(21, 27, 36)"
    visitor.ask(REVIEWED)
    split = page.get_by_role("separator", name="Width of the evidence")
    split.focus()
    before = page.locator("#pa-ev").bounding_box()
    page.keyboard.press("ArrowLeft")
    after = page.locator("#pa-ev").bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] == before["width"] + 24
    visitor.open()
    assert page.evaluate(ground) == "rgb(21, 27, 36)"
    assert page.evaluate("document.body.classList.contains('dark')")


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
    page.emulate_media(media="print", color_scheme="dark" if dark else "light")
    expect(page.locator(".pa-quote").first).to_be_visible()
    for part in (".pa-acts", ".pa-composer", ".pa-top", ".pa-side", "#pa-ev"):
        expect(page.locator(part).first).to_be_hidden()
    assert page.evaluate(FAINT) == []
    for part in ("body", "#room-ask", ".pa-turn"):
        paper = page.locator(part).first.evaluate("e => getComputedStyle(e).backgroundColor")
        assert paper in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"), part
    page.emulate_media(media="screen")
    visitor.open("?p=nato-wps-2024%23para-6")
    expect(page.locator(".pa-here")).to_be_visible()
    page.emulate_media(media="print")
    assert page.evaluate(FAINT) == []
    visitor.close()


def test_the_sheet_opens_by_a_tap_only(browser: Browser, url: str) -> None:
    visitor = Visitor(browser, url, width=390)
    page: Page = visitor.open()
    visitor.ask(REVIEWED)
    page.wait_for_function("document.querySelector('#pa-ev h2')")  # the evidence is there, and stays closed
    expect(page.locator("#pa-ev")).to_be_hidden()
    visitor.close()
