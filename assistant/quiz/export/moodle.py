"""Moodle XML: question bank import, with general feedback, tags and a stable ID number."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from lxml import etree

from assistant.quiz.export.shapes import around_gap, credit, pairs
from assistant.quiz.items import CHOICES, QuizItem

_TYPES = {
    "true-false": "truefalse",
    "cloze": "cloze",
    "short-answer": "shortanswer",
    "matching": "matching",
    "ordering": "matching",
}
_MARKS = {c: f"\\{c}" for c in '\\~=#{}"'}


def write(items: Sequence[QuizItem], title: str) -> bytes:
    quiz = etree.Element("quiz")
    category = etree.SubElement(quiz, "question", type="category")
    _text(category, "category", f"$course$/top/{title.replace('/', '-')}")
    for item in items:
        _question(quiz, item)
    return bytes(etree.tostring(quiz, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _question(quiz: etree._Element, item: QuizItem) -> None:
    question = etree.SubElement(quiz, "question", type=_TYPES.get(item.kind, "multichoice"))
    _text(question, "name", f"{item.id} {item.stem[:60]}")
    _html(
        question, "questiontext", _embedded(item) if item.kind == "cloze" else f"<p>{escape(item.stem)}</p>"
    )
    _html(question, "generalfeedback", f"<p>{escape(item.feedback)}</p>")
    _plain(question, "defaultgrade", "1")
    _plain(question, "penalty", "0.3333333")
    _plain(question, "hidden", "0")
    _plain(question, "idnumber", item.id)
    if item.kind in (*CHOICES, "multiple-answer"):
        _plain(question, "single", "false" if item.kind == "multiple-answer" else "true")
        _plain(question, "shuffleanswers", "true")
        _plain(question, "answernumbering", "abc")
        for option in item.options:
            share = credit(item, option) if item.kind == "multiple-answer" else 100.0 * (option in item.key)
            _answer(question, option, share, "html", item.note_on(option))
    elif item.kind == "true-false":
        for option in ("true", "false"):
            note = item.note_on(option.capitalize())
            _answer(question, option, 100.0 * (option == item.key[0].lower()), "moodle_auto_format", note)
    elif item.kind == "short-answer":
        _plain(question, "usecase", "0")
        for answer in item.key:
            _answer(question, answer, 100.0, "moodle_auto_format")
    elif item.kind != "cloze":
        _plain(question, "shuffleanswers", "true")
        for prompt, option in pairs(item):
            sub = etree.SubElement(question, "subquestion", format="html")
            _plain(sub, "text", f"<p>{escape(prompt)}</p>")
            _text(sub, "answer", option)
    tags = etree.SubElement(question, "tags")
    for tag in (item.level, item.kind, str(item.locator), *item.topics):
        _text(tags, "tag", tag)


def _embedded(item: QuizItem) -> str:
    before, after = around_gap(item)
    answers = "~=".join("".join(_MARKS.get(c, c) for c in answer) for answer in item.key)
    return f"<p>{escape(before)}{{1:SHORTANSWER:={escape(answers, quote=False)}}}{escape(after)}</p>"


def _answer(question: etree._Element, text: str, share: float, form: str, note: str = "") -> None:
    answer = etree.SubElement(question, "answer", fraction=f"{share:.7g}", format=form)
    _plain(answer, "text", f"<p>{escape(text)}</p>" if form == "html" else text)
    _html(answer, "feedback", f"<p>{escape(note)}</p>" if note else "")


def _html(parent: etree._Element, name: str, text: str) -> None:
    _plain(etree.SubElement(parent, name, format="html"), "text", text)


def _text(parent: etree._Element, name: str, text: str) -> None:
    _plain(etree.SubElement(parent, name), "text", text)


def _plain(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text
