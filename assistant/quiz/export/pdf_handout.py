"""PDF hand-outs, with and without the key, in a font that every reader has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from assistant.quiz.export.handout import questions
from assistant.quiz.items import QuizItem

_ENCODING = "windows-1252"  # what the standard fonts can show; the documents use nothing else


def write(items: Sequence[QuizItem], title: str) -> bytes:
    return _document(items, title, False)


def write_with_key(items: Sequence[QuizItem], title: str) -> bytes:
    return _document(items, title, True)


def _document(items: Sequence[QuizItem], title: str, key: bool) -> bytes:
    from fpdf import FPDF

    pdf = FPDF(format="A4", unit="mm")
    pdf.core_fonts_encoding = _ENCODING
    pdf.set_creation_date(dt.datetime(1980, 1, 1, tzinfo=dt.UTC))  # the same bytes for the same quiz
    pdf.set_title(_shown(title))
    pdf.set_auto_page_break(True, margin=18)
    pdf.add_page()

    def line(text: str, size: float, style: str = "", indent: float = 0) -> None:
        pdf.set_font("Helvetica", style, size)
        pdf.set_x(pdf.l_margin + indent)
        pdf.multi_cell(pdf.epw - indent, size * 0.5, _shown(text), align="L", new_x="LMARGIN", new_y="NEXT")

    line(title, 16, "B")
    asked = questions(items)
    for question in asked:
        pdf.ln(3)
        line(f"{question.number}. {question.stem}", 11, "B")
        for text in question.lines:
            line(text, 11, indent=6)
    if key:
        pdf.add_page()
        line("Key", 14, "B")
        for question in asked:
            pdf.ln(2)
            line(f"{question.number}. {question.answer}", 10, "B")
            line(question.why, 9)
    return bytes(pdf.output())


def _shown(text: str) -> str:
    return text.replace("→", ">").encode(_ENCODING, "replace").decode(_ENCODING)
