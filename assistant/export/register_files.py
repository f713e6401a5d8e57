"""A register of duties as a file: CSV, an Excel sheet with filters, a table in a Word document."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO, StringIO

from assistant.survey.table import COLUMNS, RegisterRow
from assistant.text.notices import DISCLAIMER
from ingest.extra import needs

_WIDTHS = (26, 18, 70, 26, 8, 28, 24)  # of the columns, in characters
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would run


def register_csv(rows: Sequence[RegisterRow], title: str) -> bytes:
    """Write rows as CSV with a byte order mark, which Excel needs to see UTF-8; ``title`` is not written."""
    text = StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    table.writerows([_inert(cell) for cell in row.cells] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def register_xlsx(rows: Sequence[RegisterRow], title: str) -> bytes:
    """Write rows as an Excel sheet whose columns can be filtered. Raises `SettingsError` if openpyxl is not
    installed.
    """
    with needs("quiz", "An Excel sheet"):
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.title = _printable(title)
    sheet = book.active
    assert sheet is not None
    sheet.title = "Register"
    for number, cells in enumerate((COLUMNS, *(row.cells for row in rows)), start=1):
        for column, text in enumerate(cells, start=1):
            cell = sheet.cell(number, column, _inert(_printable(text)))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    done = BytesIO()
    book.save(done)
    return done.getvalue()


def register_docx(rows: Sequence[RegisterRow], title: str) -> bytes:
    """Write rows as a table across the page of a Word document, its head repeated on every page."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.core_properties.title = _printable(title)[:200]
    document.add_heading(_printable(title), level=1)
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row.cells, strict=True):
            cell.text = _printable(text)
    document.add_paragraph(DISCLAIMER)
    done = BytesIO()
    document.save(done)
    return done.getvalue()


WRITERS: Mapping[str, Callable[[Sequence[RegisterRow], str], bytes]] = {
    "csv": register_csv,
    "xlsx": register_xlsx,
    "docx": register_docx,
}  # by the ending of the file


def _printable(text: str) -> str:
    return _NOT_XML.sub("", text)


def _inert(cell: str) -> str:
    return f"'{cell}" if cell[:1] in _FORMULA else cell
