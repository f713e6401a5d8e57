"""An invented corpus, set as PDFs: a policy on lighthouses and two resolutions on harbours.

The policy has sections, sub-paragraphs, footnotes, a timeline and a table of acronyms; the resolutions have
items and a footnote. Nothing in it is said by the real documents.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

from fpdf import FPDF

POLICY = "lighthouse-policy-2031"
FIRST, SECOND = "harbour-9101", "harbour-9102"
LEFT, INDENT, COLUMN = 72.0, 90.0, 150.0  # points from the left edge: text, items, second column
TOP, FOOT, BOTTOM = 90.0, 730.0, 680.0  # points from the upper edge: text, notes, last line of text
BODY, HEADING, CHAPTER, SMALL = 10.0, 12.0, 18.0, 7.0  # font sizes, points; those above `BODY` are bold
STEP, GAP = 12.0, 12.0  # points from line to line, and more between paragraphs
WIDTH = 90  # characters of a line


PARAGRAPHS = (
    "Every lighthouse of the League keeps a lamp burning from dusk to dawn.",
    "The League recognises that a dark coast endangers fishing crews and pilots alike.",
    "This Policy applies to all lighthouses, lightships and harbour lamps of the League.",
    "The Lamp Council meets twice a year to review the state of the coast.",
    "The Harbour Master of each port will report broken lamps to the Lamp Council within three days.",
    "Keepers will be trained in first aid before they take up their post.",
    "A keeper may refuse to row to a wreck in a storm.",
    "The League has three aims:",
    "Pilots should be consulted before a lamp is moved.",
    "Lamp oil is bought from the stores of the League and from nobody else.",
    "Each lighthouse holds a reserve of oil for forty nights.",
    "The Keepers' School at Northhaven teaches the reading of charts.",
    "The Lamp Council publishes a map of all lamps every spring.",
    "Member ports will name a lamp officer to advise the Harbour Master.",
    "Lamp officers will keep a register of every fault and of its repair.",
    "Fog horns are sounded when the nearest lighthouse cannot be seen.",
    "The cost of a new lamp is shared by the ports that it serves.",
    "Visitors may climb a lighthouse by day, but not at night.",
    "The Lamp Council will report to the Assembly of Ports once a year.",
    "This Policy will be reviewed at least every seven years.",
)
AIMS = (
    "Light: to keep every lamp of the coast burning.",
    "Safety: to bring crews home.",
    "Learning: to teach the keepers of tomorrow.",
)
NOTES = (
    "The League of Ports was founded at Northhaven in 1902.",
    "A reserve is counted in nights of ten hours.",
)
NOTED = {3: 1, 11: 2}  # paragraph ▶ the note behind it
SECTIONS = {
    1: "Background",
    4: "The Lamp Council",
    8: "Aims",
    12: "Training and maps",
    17: "Costs and review",
}
TIMELINE = {
    "1902": "The League of Ports is founded at Northhaven.",
    "1955": "The first electric lamp is lit at Southness.",
    "2031": "The Assembly of Ports endorses this Policy.",
}
ACRONYMS = {"LC": "Lamp Council", "HM": "Harbour Master", "KS": "Keepers' School"}

RESOLUTIONS: dict[str, tuple[tuple[str, ...], tuple[str | tuple[str, ...], ...]]] = {
    FIRST: (
        ("Recalling that many harbours lie in darkness,", "Noting the loss of the ferry at Southness,"),
        (
            "Urges all Member States to light the mouths of their harbours;",
            ("Requests the Secretary-General:", "to count the wrecks of each year;", "to publish the count;"),
            "Decides that dredging of shared channels ends by 1 June 2032;",
            "Calls upon harbour authorities to give shelter to any ship in distress;",
            "Decides to remain seized of the matter.",
        ),
    ),
    SECOND: (
        ("Reaffirming its resolution on the lighting of harbours,",),
        (
            "Encourages donors to pay for buoys in poor harbours;",
            (
                "Invites Member States:",
                "to train divers;",
                "to share their charts;",
                "to test every buoy yearly;",
            ),
            "Demands that nobody tampers with a light at sea;",
            "Requests the Secretary-General to report on harbours every four years.",
        ),
    ),
}

CITED = {"Noting the loss of the ferry at Southness,": "Letter of 3 March 2031 from the League of Ports."}

ENTRY = """
[[documents]]
id = "{id}"
title = "{title}"
symbol = "{symbol}"
adopted = {day}
issuer = "{issuer}"
source_url = "http://127.0.0.1:9/{id}.pdf"
filename = "{id}.pdf"
grammar = "{grammar}"
terms = "invented"

[documents.structure]
"""


class _Sheets:
    """Sets one line below the other, on a new page where the last is full."""

    def __init__(self) -> None:
        self._pdf = FPDF(format="A4", unit="pt")
        self._y = BOTTOM + 1

    def turn(self) -> None:
        self._pdf.add_page()
        self._y = TOP

    def put(self, words: str, size: float = BODY, x: float = LEFT, note: int = 0, told: str = "") -> None:
        """A paragraph; ``note``: the number of the footnote behind its last word, which says ``told``."""
        if self._y > BOTTOM:
            self.turn()
        self._font(size)
        for line in textwrap.wrap(words + (str(note) if note else ""), WIDTH):
            self._pdf.text(x, self._y, line)
            self._y += max(STEP, size * 1.2)
        self._y += GAP
        if note:
            self._font(SMALL)
            self._pdf.text(LEFT, FOOT + STEP * note, f"{note} {told}")

    def table(self, rows: dict[str, str]) -> None:
        """Column by column: what stands on one baseline is not one line."""
        for x, column, style in ((LEFT, rows.keys(), "B"), (COLUMN, rows.values(), "")):
            self._pdf.set_font("Times", style=style, size=BODY)
            for number, words in enumerate(column):
                self._pdf.text(x, self._y + number * (STEP + GAP), words)

    def write(self, path: Path) -> None:
        self._pdf.output(str(path))

    def _font(self, size: float) -> None:
        self._pdf.set_font("Times", style="B" if size > BODY else "", size=size)


def write_corpus(folder: Path) -> None:
    """``pdfs/`` and ``manifest.toml``."""
    (folder / "pdfs").mkdir()
    _policy().write(folder / "pdfs" / f"{POLICY}.pdf")
    manifest = _entry(
        POLICY, "Policy on Lighthouses (2031)", "Lighthouse Policy (2031)", "2031-05-04", "nato"
    )
    manifest += f"paragraphs = {len(PARAGRAPHS)}\nnotes = {len(NOTES)}\n"
    manifest += f"subparagraphs = {[f'8.{n}' for n, _ in enumerate(AIMS, start=1)]}\n"
    for number, (name, (preamble, operative)) in enumerate(RESOLUTIONS.items(), start=9101):
        _resolution(preamble, operative).write(folder / "pdfs" / f"{name}.pdf")
        title = f"Security Council resolution {number} (2032) on harbours"
        manifest += _entry(name, title, f"S/RES/{number} (2032)", f"2032-01-0{number - 9100}", "unsc")
        manifest += f"operative = {len(operative)}\nnotes = {sum(words in CITED for words in preamble)}\n"
    (folder / "manifest.toml").write_text(manifest, encoding="utf-8")


def _entry(name: str, title: str, symbol: str, day: str, grammar: str) -> str:
    issuer = "League of Ports" if grammar == "nato" else "Nobody"
    return ENTRY.format(id=name, title=title, symbol=symbol, day=day, grammar=grammar, issuer=issuer)


def _policy() -> _Sheets:
    sheets = _Sheets()
    sheets.put("Policy", CHAPTER)
    for number, words in enumerate(PARAGRAPHS, start=1):
        if number in SECTIONS:
            sheets.put(SECTIONS[number], HEADING)
        note = NOTED.get(number, 0)
        sheets.put(f"{number}. {words}", note=note, told=NOTES[note - 1])
        for sub, aim in enumerate(AIMS if number == 8 else (), start=1):
            sheets.put(f"{number}.{sub}. {aim}", x=INDENT)
    sheets.turn()
    sheets.put("Timeline", CHAPTER)
    for year, words in TIMELINE.items():
        sheets.put(year, HEADING)
        sheets.put(words)
    sheets.turn()
    sheets.put("Acronyms", CHAPTER)
    sheets.table(ACRONYMS)
    return sheets


def _resolution(preamble: tuple[str, ...], operative: tuple[str | tuple[str, ...], ...]) -> _Sheets:
    sheets = _Sheets()
    sheets.put("The Security Council,")
    for words in preamble:
        sheets.put(words, note=int(words in CITED), told=CITED.get(words, ""))
    for number, paragraph in enumerate(operative, start=1):
        head, *items = (paragraph,) if isinstance(paragraph, str) else paragraph
        sheets.put(f"{number}. {head}")
        for letter, item in zip("abc", items, strict=False):
            sheets.put(f"({letter}) {item}", x=INDENT)
    return sheets
