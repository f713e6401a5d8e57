"""The only door to python-docx: a reply as a DOCX with real footnotes."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from assistant.export.copied_text import Note, Sheet
from assistant.text.notices import DISCLAIMER

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for n, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


def sheet_docx(page: Sheet, day: dt.date) -> bytes:
    """A file for a word processor: statements, a footnote for each citation, document versions,
    retrieval date, disclaimer; the classification line in header and footer.
    """
    from docx import Document

    document = Document()
    _prepare(document, page, day)
    document.add_heading(_printable(page.question), level=1)
    texts = {note.number: note.text for note in page.notes}
    notes: list[Note] = []
    for passage in page.body:
        if passage.heading:
            document.add_heading(_printable(passage.text), level=2)
            continue
        paragraph = document.add_paragraph(_printable(passage.text))
        for number in passage.notes:  # every reference has a footnote of its own, as in print
            notes.append(Note(len(notes) + 1, texts[number]))
            _refer(paragraph, len(notes))
    if page.table:
        _tabulate(document, page.table)
    document.add_heading("Documents", level=2)
    for version in page.versions:
        document.add_paragraph(_printable(version), style="List Bullet")
    document.add_paragraph(f"Retrieved {page.retrieved}. {DISCLAIMER}")
    _attach(document, notes)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _tabulate(document: Document, rows: Sequence[Sequence[str]]) -> None:
    """Add a table whose first row names the columns."""
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = _printable(text)


def _prepare(document: Document, page: Sheet, day: dt.date) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    properties = document.core_properties
    properties.author, properties.title = "policy assistant", _printable(page.question)[:200]
    properties.created = properties.modified = dt.datetime.combine(day, dt.time())
    text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    text.font.size = Pt(9)
    mark = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True
    if page.classification:
        section = document.sections[0]
        for part in (section.header, section.footer):
            part.paragraphs[0].text = _printable(page.classification)
            part.paragraphs[0].alignment = 1  # centred


def _refer(paragraph: Paragraph, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(number))
    run = paragraph.add_run()
    run.style = "footnote reference"
    run._r.append(mark)


def _attach(document: Document, notes: list[Note]) -> None:
    """The part of the package that holds the footnotes; python-docx has none of its own."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    rows = "".join(
        f'<w:footnote w:id="{n.number}"><w:p><w:pPr><w:pStyle w:val="footnotetext"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="footnotereference"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(_printable(n.text))}</w:t></w:r></w:p></w:footnote>'
        for n in notes
    )
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="{_W}">'
    blob = (xml + _SEPARATORS + rows + "</w:footnotes>").encode()
    package = document.part.package
    part = Part(PackURI("/word/footnotes.xml"), _CONTENT, blob, package)
    document.part.relate_to(part, _RELATION)


def _printable(text: str) -> str:
    """Without characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
