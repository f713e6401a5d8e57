"""Invented documents that are no PDFs: a web page, Markdown, plain text, a Word document."""

# ruff: noqa: E501 (texts stand on one line)
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.ingest.lay_outs.sheet import Row


def web_table(folder: Path) -> tuple[Path, list[Row]]:
    """A web page with menu, table, hidden words, Roman list, note and letters."""
    html = """<!doctype html><html><head><title>Plan</title><style>p{color:red}</style></head><body>
<header><h1>Plan for safe paths</h1></header><nav><ul><li><a href="/">Home</a></li></ul></nav>
<div id="content"><p>The plan runs from 2030 to 2034.<sup><a href="#fn1">1</a></sup></p>
<p style="display:none">Hidden words.</p>
<h2>Aims</h2><ol type="I"><li><p>Paths are lit.</p></li><li>Paths are <b>wide</b>:<ol type="i"><li>two metres in towns;</li>
<li>one metre elsewhere.</li></ol></li></ol>
<h2>Actions</h2><table><thead><tr><th>Actor</th><th>Action</th><th>Deadline</th></tr></thead>
<tbody><tr><td>Town</td><td>Buys 40 lamps</td><td>May 2031</td></tr><tr><td>School</td><td>Draws a map of paths</td><td>June 2031</td></tr></tbody></table>
<h2>Money</h2><p>The town pays.</p><p>The state pays half of it back.</p>
<ol class="footnotes"><li id="fn1">As decided by the council. <a href="#r1">↩</a></li></ol></div>
<footer><p>Imprint</p></footer></body></html>"""
    path = folder / "plan.html"
    path.write_text(html, encoding="utf-8")
    return path, [
        ("", "The plan runs from 2030 to 2034."),
        ("1", "As decided by the council."),
        ("I", "Paths are lit."),
        ("II", "Paths are wide:"),
        ("II(i)", "two metres in towns;"),
        ("II(ii)", "one metre elsewhere."),
        ("", "Town|Buys 40 lamps|May 2031"),
        ("", "School|Draws a map of paths|June 2031"),
        ("", "The town pays."),
        ("", "The state pays half of it back."),
    ]


def markdown(folder: Path) -> tuple[Path, list[Row]]:
    """Headings, lists that begin again, a table, a note, hard line breaks."""
    path = folder / "guide.md"
    path.write_text(
        "# Guide to meetings\n\n## Before\n\n1. Send the agenda\n   three days before.[^a]\n2. Book a room.\n\n"
        "## After\n\n1. Send the minutes.\n2. Keep them for a year:\n   - on paper;\n   - as a file.\n\n"
        "| Role | Duty |\n|---|---|\n| Chair | Opens the meeting |\n| Clerk | Writes the minutes |\n\n"
        "Meetings are *public* unless the chair\nsays otherwise.\n\n[^a]: Working days are meant.\n",
        encoding="utf-8",
    )
    return path, [
        ("1", "Send the agenda three days before."),
        ("1", "Working days are meant."),
        ("2", "Book a room."),
        ("1", "Send the minutes."),
        ("2", "Keep them for a year:\n• on paper;\n• as a file."),
        ("", "Chair|Opens the meeting"),
        ("", "Clerk|Writes the minutes"),
        ("", "Meetings are public unless the chair says otherwise."),
    ]


def plain(folder: Path) -> tuple[Path, list[Row]]:
    """Plain text in an old Western encoding: hanging numbers, letters, headings in capitals."""
    path = folder / "statute.txt"
    text = """STATUTE OF THE CAFÉ CLUB


MEMBERS

1.  Everybody who drinks coffee may be a member. Members pay
    five francs a year.

2.  The board may refuse a person who:

    (a) has not paid;
    (b) has broken two cups or more in one year, unless the
        cups were old.

BOARD

3.  The board has three members. It was first elected on
    1. January 2020 and is elected every two years.
4.  The chair opens the meetings.
"""
    path.write_bytes(text.encode("cp1252"))
    return path, [
        ("1", "Everybody who drinks coffee may be a member. Members pay five francs a year."),
        ("2", "The board may refuse a person who:"),
        ("2(a)", "has not paid;"),
        ("2(b)", "has broken two cups or more in one year, unless the cups were old."),
        (
            "3",
            "The board has three members. It was first elected on 1. January 2020 and is elected every two years.",
        ),
        ("4", "The chair opens the meetings."),
    ]


def word(folder: Path) -> tuple[Path, list[Row]]:
    """A Word document with lists that begin again, decimal headings that Word counts, bullets, a table whose
    cells are merged, hidden and deleted words.
    """
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    document = docx.Document()
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)

    def abstract(name: int, levels: Sequence[tuple[str, str]]) -> None:
        inner = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for n, (style, text) in enumerate(levels)
        )
        numbering.append(
            parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{inner}</w:abstractNum>')
        )

    abstract(1, [("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)")])
    abstract(2, [("bullet", "x")])
    for num, kind, start in (
        (1, 1, ""),
        (2, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
        (3, 2, ""),
    ):
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{num}"><w:abstractNumId w:val="{kind}"/>{start}</w:num>'
            )
        )

    def item(text: str, num: int, level: int = 0) -> None:
        paragraph = document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')
        )

    truth: list[Row] = []

    def numbered(number: str, text: str, num: int, level: int = 0) -> None:
        item(text, num, level)
        truth.append((number, text))

    document.add_heading("Travel rules", 0)
    document.add_heading("Before travel", 1)
    numbered("1", "Travel is approved by the head of the unit.", 1)
    numbered("2", "The request names:", 1)
    numbered("2(a)", "the town;", 1, 1)
    numbered("2(b)", "the days, and in particular:", 1, 1)
    numbered("2(b)(i)", "the day of departure;", 1, 2)
    numbered("2(b)(ii)", "the day of return.", 1, 2)
    numbered("3", "Requests are answered within three days.", 1)
    document.add_heading("During travel", 1)
    numbered("1", "Receipts are kept.", 2)
    numbered("2", "Hotels of the list are used.", 2)
    hidden = document.add_paragraph("Staff travel by train. ").add_run("Secretly by plane.")
    hidden.font.hidden = True
    truth.append(("", "Staff travel by train."))
    document.add_heading("Rates", 1)
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows,
        (("Country", "Hotel", "Meals"), ("France", "90", "30"), ("France", "90", "45")),
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "France"
    truth += [("", "France|90|30"), ("", "France|90|45")]
    deleted = document.add_paragraph("These rules are valid from 2031.")
    deleted._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>Not at all.</w:delText></w:r></w:del>'
        )
    )
    truth.append(("", "These rules are valid from 2031."))
    assert qn("w:p")
    path = folder / "travel.docx"
    document.save(str(path))
    return path, truth
