"""Word hand-outs, with and without the key."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from assistant.quiz.export.handout import questions
from assistant.quiz.items import QuizItem


def write(items: Sequence[QuizItem], title: str) -> bytes:
    return _document(items, title, False)


def write_with_key(items: Sequence[QuizItem], title: str) -> bytes:
    return _document(items, title, True)


def _document(items: Sequence[QuizItem], title: str, key: bool) -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title = title
    document.add_heading(title, 0)
    asked = questions(items)
    for question in asked:
        document.add_paragraph(f"{question.number}. {question.stem}").paragraph_format.keep_with_next = True
        for line in question.lines:
            document.add_paragraph(line).paragraph_format.left_indent = 360000  # a centimetre
    if key:
        heading = document.add_heading("Key", 1)
        heading.paragraph_format.page_break_before = True
        for question in asked:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{question.number}. {question.answer}").bold = True
            paragraph.add_run(f"\n{question.why}")
    done = BytesIO()
    document.save(done)
    return done.getvalue()
