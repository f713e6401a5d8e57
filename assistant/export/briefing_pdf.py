"""A sheet as PDF, in fonts that every reader has; its classification line heads and closes each page."""

from __future__ import annotations

import datetime as dt

from assistant.export.copied_text import Sheet
from assistant.text.notices import DISCLAIMER

_ENCODING = "windows-1252"  # what the standard fonts can show; the documents use nothing else


def sheet_pdf(page: Sheet, day: dt.date) -> bytes:
    """Return the file: passages, numbered notes, versions of the documents, day and disclaimer."""
    from fpdf import FPDF

    class Marked(FPDF):
        """Prints the classification line on every page."""

        def header(self) -> None:
            self._mark(8)

        def footer(self) -> None:
            self._mark(-12)

        def _mark(self, place: float) -> None:
            if page.classification:
                self.set_y(place)
                self.set_font("Helvetica", "B", 9)
                self.cell(0, 5, _shown(page.classification), align="C", new_x="LMARGIN", new_y="NEXT")
                self.ln(4)

    pdf = Marked(format="A4", unit="mm")
    pdf.core_fonts_encoding = _ENCODING
    pdf.set_creation_date(dt.datetime.combine(day, dt.time(), dt.UTC))  # the same bytes on the same day
    pdf.set_title(_shown(page.question))
    pdf.set_auto_page_break(True, margin=20)
    pdf.add_page()

    def line(text: str, size: float, style: str = "", font: str = "Helvetica", indent: float = 0) -> None:
        pdf.set_font(font, style, size)
        pdf.set_x(pdf.l_margin + indent)
        pdf.multi_cell(pdf.epw - indent, size * 0.48, _shown(text), align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(2)

    line(page.question, 16, "B")
    for passage in page.body:
        marks = "".join(f" [{n}]" for n in passage.notes)
        if passage.quoted:
            line(passage.text + marks, 11, font="Times", indent=6)
        else:
            line(passage.text + marks, 11)
    for note in page.notes:
        line(f"[{note.number}] {note.text}", 9)
    for version in page.versions:
        line(version, 8)
    line(f"Retrieved {page.retrieved}. {DISCLAIMER}", 8)
    return bytes(pdf.output())


def _shown(text: str) -> str:
    return text.encode(_ENCODING, "replace").decode(_ENCODING)
