"""The parser on lists, tables and footnotes of small invented resolutions and policies."""

from __future__ import annotations

from pathlib import Path

import pytest
from fpdf import FPDF

from assistant.answer.extract import quote_whole
from ingest.documents.corpus import parse_file
from ingest.documents.manifest import Grammar
from ingest.types import Paragraph

Row = tuple[float, float, str] | tuple[float, float, str, float]  # x, y, text, size (10), points
HEAD: tuple[Row, ...] = ((144, 100, "The Security Council,"), (144, 120, "Recalling its words,"))
FULL = "of every village, town and city in which apples, pears and plums are grown by hand today"


def parsed(folder: Path, *pages: tuple[Row, ...], grammar: Grammar = "unsc") -> dict[str, Paragraph]:
    """By anchor; sizes over 10 are bold."""
    pdf = FPDF(format="A4", unit="pt")
    for page in pages:
        pdf.add_page()
        for x, y, text, *size in page:
            pdf.set_font("Times", style="B" if size and size[0] > 10 else "", size=(size or [10])[0])
            pdf.text(x, y, text)
    pdf.output(str(folder / "x.pdf"))
    return {p.locator.anchor: p for p in parse_file(folder / "x.pdf", grammar, "x")}


def texts(found: dict[str, Paragraph]) -> dict[str, str]:
    return {anchor: p.text for anchor, p in found.items() if anchor != "pp-1"}


@pytest.mark.parametrize("step", [14, 20])  # points from line to line: set tight, or in blocks
@pytest.mark.parametrize("words", ["and to report yearly;", "Requests a report every year;"])
def test_closing_words_belong_to_the_paragraph(tmp_path: Path, step: int, words: str) -> None:
    lines = (
        "1.     Urges all States:",
        "(a)    to plant trees;",
        "(b)    to water them;",
        words,
        "2.     Decides to remain seized of the matter.",
    )
    edges = (144, 158, 158, 144, 144)
    rows = tuple((x, 140 + n * step, line) for n, (x, line) in enumerate(zip(edges, lines, strict=True)))
    found = parsed(tmp_path, (*HEAD, *rows))
    assert texts(found) == {
        "op-1": f"Urges all States:\n{words}",
        "op-1-a": "to plant trees;",
        "op-1-b": "to water them;",
        "op-2": "Decides to remain seized of the matter.",
    }
    places = found["op-1"].places
    assert [found["op-1"].text[p.start :][:3] for p in places] == ["Urg", words[:3]]
    assert places[0].y - places[1].y == 3 * step


def test_closing_words_go_on_and_follow_a_comma(tmp_path: Path) -> None:
    lines = [
        (144, "1.     Calls upon States to:"),
        (158, "(a)    build bridges;"),
        (158, "(b)    mend roads,"),
        (144, "bearing in mind walkers of every age in"),
        (144, "towns and villages;"),
        (144, "2.     Decides."),
    ]
    rows = tuple((float(x), 140.0 + n * 20, text) for n, (x, text) in enumerate(lines))
    assert texts(parsed(tmp_path, (*HEAD, *rows))) == {
        "op-1": "Calls upon States to:\nbearing in mind walkers of every age in\ntowns and villages;",
        "op-1-a": "build bridges;",
        "op-1-b": "mend roads,",
        "op-2": "Decides.",
    }


def test_a_table_goes_on_over_the_page_row_by_row(tmp_path: Path) -> None:
    first = ((144, 700, f"1.     Decides the quotas {FULL}:"), (160, 730, "North"), (260, 730, "12"))
    then = (
        (160, 90, "South"),
        (260, 90, "7"),
        (160, 104, "West"),
        (260, 104, "5"),
        (144, 130, "2.     Ends."),
    )
    found = texts(parsed(tmp_path, (*HEAD, *first), then))
    assert found["op-1"].endswith(":\nNorth 12\nSouth 7\nWest 5")


def test_closing_words_over_the_page_know_their_page(tmp_path: Path) -> None:
    found = parsed(
        tmp_path,
        (*HEAD, (144, 140, "1.     Urges all States:"), (158, 160, "(a)    to plant trees;")),
        ((123, 100, "and to report yearly;"), (144, 120, "2.     Decides to end.")),
    )
    paragraph = found["op-1"]
    assert paragraph.text == "Urges all States:\nand to report yearly;"
    assert (paragraph.first_page, paragraph.last_page) == (1, 2)
    assert paragraph.page_at(paragraph.text.index("and to report")) == 2
    assert "op-1-b" not in found
    assert "pp-2" not in found


def test_items_stand_below_items(tmp_path: Path) -> None:
    lines = [
        (144, "1.     Urges:"),
        (158, "(a)    all States:"),
        (172, "(i)    to plant;"),
        (172, "(ii)   to water;"),
        (158, "with care;"),
        (158, "(b)    all farmers:"),
        (172, "(i)    to harvest;"),
        (144, "and thanks them all;"),
        (144, "2.     Requests:"),
        (158, "(i)    a list;"),
        (158, "(ii)   a map."),
    ]
    rows = tuple((float(x), 140.0 + n * 20, text) for n, (x, text) in enumerate(lines))
    assert texts(parsed(tmp_path, (*HEAD, *rows))) == {
        "op-1": "Urges:\nand thanks them all;",
        "op-1-a": "all States:\nwith care;",
        "op-1-a-i": "to plant;",
        "op-1-a-ii": "to water;",
        "op-1-b": "all farmers:",
        "op-1-b-i": "to harvest;",
        "op-2": "Requests:",
        "op-2-i": "a list;",
        "op-2-ii": "a map.",
    }


@pytest.mark.parametrize(
    ("behind", "anchors"),
    [("ij", ["op-1-i", "op-1-j"]), (("i", "ii"), ["op-1-h-i", "op-1-h-ii"]), ("i", ["op-1-i"])],
)
def test_the_i_behind_h_is_told_by_what_follows(
    tmp_path: Path, behind: tuple[str, ...], anchors: list[str]
) -> None:
    rows = [(144.0, 140.0, "1.     Urges:")]
    rows += [(158.0, 160.0 + 20 * n, f"({x})    item {x};") for n, x in enumerate([*"abcdefgh", *behind])]
    assert list(parsed(tmp_path, (*HEAD, *rows)))[10:] == anchors


@pytest.mark.parametrize("dash", ["-", "–", "•"])
def test_dashes_and_tables_stay_with_their_paragraph(tmp_path: Path, dash: str) -> None:
    dash = {"–": "\x96", "•": "\x95"}.get(dash, dash)  # as the font encodes them
    rows: tuple[Row, ...] = (
        (144, 140, "1.     Decides the quotas " + FULL + ":"),
        (160, 156, "Region"),
        (260, 156, "Apples"),
        (160, 170, "North"),
        (260, 170, "12"),
        (160, 184, "South"),
        (260, 184, "7"),
        (144, 210, "2.     Urges:"),
        (160, 230, f"{dash} to plant"),
        (160, 244, f"{dash} to water"),
        (144, 270, "3.     Decides to end."),
    )
    found = texts(parsed(tmp_path, (*HEAD, *rows)))
    assert list(found) == ["op-1", "op-2", "op-3"]
    assert found["op-1"].endswith(":\nRegion Apples\nNorth 12\nSouth 7")
    assert [line[2:] for line in found["op-2"].splitlines()[1:]] == ["to plant", "to water"]


def test_closing_words_are_quoted_behind_the_list(tmp_path: Path) -> None:
    lines = ("1.     Urges:", "(a)    all States:", "(i)    to plant;", "(b)    all farmers;", "to try;")
    rows = tuple((144.0, 140.0 + n * 20, text) for n, text in enumerate(lines))
    found = parsed(tmp_path, (*HEAD, *rows))
    drafted = quote_whole(p for anchor, p in found.items() if anchor != "pp-1")
    assert [(s.marker, s.text) for s in drafted.statements] == [
        ("x#op-1", "Urges:"),
        ("x#op-1-a", "all States:"),
        ("x#op-1-a-i", "to plant;"),
        ("x#op-1-b", "all farmers;"),
        ("x#op-1", "to try;"),
    ]


RAISED: tuple[Row, ...] = (
    *HEAD,
    (144, 140, "1.     Requests the Council of Fruit"),
    (299, 136, "1", 6),
    (310, 140, "to count the pears"),
    (144, 160, "2.     Urges everybody to count the plums that"),
    (144, 760, "1", 5),
    (150, 763, "Set up by resolution 9000 (2029).", 8),
)
PLAIN: tuple[Row, ...] = (
    *HEAD,
    (144, 140, "1.     Requests the Council of Fruit1 to count the pears of 2030,2 and A4;"),
    (144, 160, "2.     Urges everybody to count the plums that"),
    (144, 750, "1  Set up by resolution 9000 (2029).", 8),
    (144, 763, "2  See S/2030/1.", 8),
)
SECOND: tuple[Row, ...] = ((120, 100, "grow in 3 gardens;"), (144, 120, "3.     Decides to end."))


def test_the_notes_of_a_resolution_are_kept(tmp_path: Path) -> None:
    found = parsed(tmp_path, RAISED, SECOND)
    assert list(found) == ["pp-1", "op-1", "fn-1", "op-2", "op-3"]
    assert found["op-1"].text == "Requests the Council of Fruit to count the pears"
    assert found["fn-1"].text == "Set up by resolution 9000 (2029)."
    assert [n.anchor for n in found["op-1"].notes] == ["fn-1"]
    assert found["op-2"].text.endswith("the plums that grow in 3 gardens;")


def test_note_numbers_that_are_not_raised_leave_the_words(tmp_path: Path) -> None:
    found = parsed(tmp_path, PLAIN, SECOND)
    assert found["op-1"].text == "Requests the Council of Fruit to count the pears of 2030, and A4;"
    assert [n.anchor for n in found["op-1"].notes] == ["fn-1", "fn-2"]
    assert [found[f"fn-{n}"].text for n in (1, 2)] == ["Set up by resolution 9000 (2029).", "See S/2030/1."]
    assert found["op-2"].text.endswith("the plums that grow in 3 gardens;")


def test_a_policy_with_plain_notes_dashes_and_a_table(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (
        (72, 80, "Orchards", 18),
        (72, 120, "1. The Office of Orchards1 counts the pears:"),
        (90, 136, "- in spring;"),
        (90, 150, "- in autumn."),
        (90, 170, "North"),
        (200, 170, "12"),
        (72, 200, "2. It reports once a year."),
        (72, 760, "1 See the Charter of Fruit.", 8),
    )
    found = parsed(tmp_path, rows, grammar="nato")
    assert list(found) == ["para-1", "fn-1", "para-2"]
    assert found["para-1"].text == (
        "The Office of Orchards counts the pears: - in spring; - in autumn. North 12"
    )
    assert [n.anchor for n in found["para-1"].notes] == ["fn-1"]
    assert found["fn-1"].text == "See the Charter of Fruit."
