"""Kahoot's spreadsheet template: question, four answers, seconds, number of the right answer."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from assistant.quiz.items import CHOICES, QuizItem

QUESTION, ANSWER = 120, 75  # characters that Kahoot takes
OPTIONS = 4
SECONDS = 30
_FIRST_ROW = 9  # of the template; the rows above are its head


def misfit(item: QuizItem) -> str:
    """Say why Kahoot cannot take the item as it is; empty if it can. Nothing is ever cut."""
    if item.kind not in (*CHOICES, "multiple-answer", "true-false"):
        return f"of a kind it does not have ({item.kind})"
    if len(item.stem) > QUESTION:
        return f"with a question of more than {QUESTION} characters"
    if len(item.options) > OPTIONS:
        return f"with more than {OPTIONS} answers"
    long = any(len(o) > ANSWER for o in item.options)
    return f"with an answer of more than {ANSWER} characters" if long else ""


def write(items: Sequence[QuizItem], title: str) -> bytes:
    """Write items as Kahoot's spreadsheet; leave out beforehand what does not fit (`misfit`)."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Kahoot quiz"
    sheet["B2"] = title
    head = (
        "",
        "Question - max 120 characters",
        *(f"Answer {n} - max 75 characters" for n in range(1, 5)),
        "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
        "Correct answer(s) - choose at least one",
        "Feedback",
    )
    for column, text in enumerate(head, start=1):
        sheet.cell(_FIRST_ROW - 1, column, text)
    for n, item in enumerate(items):
        right = ",".join(str(i) for i, o in enumerate(item.options, start=1) if o in item.key)
        answers = (*item.options, *("",) * (OPTIONS - len(item.options)))
        row = (n + 1, item.stem, *answers, SECONDS, right, item.feedback)
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(_FIRST_ROW + n, column, value)
            cell.data_type = "n" if isinstance(value, int) else "s"  # a leading = is text, never a formula
    done = BytesIO()
    book.save(done)
    return done.getvalue()
