"""The register: who must do what, sorted by force, past time limits told from coming ones."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from pathlib import Path

import pytest
from docx import Document as WordDocument
from openpyxl import load_workbook

from assistant.commands.register_command import write_register
from assistant.export.register_files import WRITERS, register_csv, register_docx, register_xlsx
from assistant.survey.addressed import addressed
from assistant.survey.register import duties, time_limits
from assistant.survey.table import COLUMNS, RegisterRow, register_rows
from ingest.documents.vocabulary import EMPTY, Actor, CorpusVocabulary
from ingest.errors import QuestionError
from ingest.library import Library
from ingest.types import Document, Locator, Paragraph

TODAY = dt.date(2032, 6, 1)
TEXTS = (
    "Recalls the responsibility of towns to keep their piers lit;",
    "Encourages towns, in particular the ports among them, to plant trees;",
    "Requests the Keeper General to report by 31 March 2032, and urges towns to mend lamps by May 2033;",
    "Demands that ferry owners slow down;",
    "Requests the Keeper General to submit annual reports;",
    "Decides to meet within four years;",
    "Decides to remain seized of the matter.",
)
WORDS = CorpusVocabulary(
    actors=(Actor("Assembly", issuer=True), Actor("Keeper General", called=())),
    addressees=(
        Actor("ferry owners", "owners of ferries|ferry owners", called=("captains",), among="towns"),
        Actor("towns", "towns?|municipalities", called=("mayor",)),
        Actor("Keeper General", called=("KG",)),
    ),
)


def library(vocabulary: CorpusVocabulary) -> Library:
    locators = [Locator("lamps", f"op-{n}") for n in range(1, len(TEXTS) + 1)]
    return Library(
        (Document("lamps", "On lamps", "The Assembly", "L/1", dt.date(2030, 1, 1), "", "", ""),),
        tuple(Paragraph(x, "", (), text, (), 1, 1) for x, text in zip(locators, TEXTS, strict=True)),
        vocabulary=vocabulary,
    )


def rows(names: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    known = library(WORDS)
    found = duties(known, [p.locator for p in known.paragraphs], TODAY, names)
    return [(duty.provision.locator.anchor, duty.provision.force) for duty in found]


def test_the_strongest_comes_first_and_formulas_are_left_out() -> None:
    assert rows() == [
        ("op-4", "demands"),
        ("op-6", "decides"),
        ("op-3", "requests"),
        ("op-3", "urges"),
        ("op-5", "requests"),
        ("op-2", "encourages"),
    ]


def test_duties_of_one_actor_hold_statements_that_name_it() -> None:
    assert rows(("towns",)) == [("op-3", "urges"), ("op-2", "encourages"), ("op-1", "recalls")]
    assert rows(("ports among them",)) == [("op-2", "encourages")]
    assert rows(("Assembly",)) == [("op-6", "decides")]


def test_past_time_limits_are_told_from_coming_ones() -> None:
    known = library(WORDS)
    found = time_limits(known, [p.locator for p in known.paragraphs], TODAY)
    assert [(d.provision.locator.anchor, d.due, d.past) for d in found] == [
        ("op-3", dt.date(2032, 3, 31), True),
        ("op-3", dt.date(2033, 5, 31), False),
        ("op-6", dt.date(2034, 1, 1), False),
        ("op-5", None, False),
    ]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What must municipalities do?", ("towns", "ferry owners")),
        ("as mayor, what is asked of me", ("towns", "ferry owners")),
        ("what does the KG have to report to the Assembly", ("Keeper General",)),
        ("Duties of ferry owners", ("ferry owners",)),
        ("What did the Assembly decide to do itself?", ("Assembly",)),
        ("What is asked of the keeper general (not of towns)?", ("Keeper General",)),
        ("Who has to do something?", ()),
    ],
)
def test_who_is_asked_about_is_read_from_the_question(question: str, names: tuple[str, ...]) -> None:
    assert addressed(question, library(WORDS), ("lamps",)) == names


def test_without_a_vocabulary_the_names_are_those_of_the_provisions() -> None:
    assert addressed("What must the ferry owners do?", library(EMPTY), ("lamps",)) == ("ferry owners",)


def table() -> tuple[RegisterRow, ...]:
    known = library(WORDS)
    return register_rows(duties(known, [p.locator for p in known.paragraphs], TODAY), known)


def test_a_row_says_actor_force_what_deadline_and_paragraph() -> None:
    rows = {row.locator + row.force: row for row in table()}
    assert rows["lamps#op-3requests"].cells == (
        "the Keeper General",
        "requests",
        "report by 31 March 2032",
        "by 31 March 2032",
        "past",
        "L/1, para. 3",
        "lamps#op-3",
    )
    assert rows["lamps#op-6decides"].deadline == "within four years (until 1 January 2034)"
    assert rows["lamps#op-6decides"].actor == "Assembly"
    assert rows["lamps#op-5requests"].past == ""


def test_the_register_is_read_back_from_every_file() -> None:
    rows = [RegisterRow("=SUM(A1)", "urges", "act\x07 now", "", "", "L/1, para. 1", "lamps#op-1"), *table()]
    told = [("'=SUM(A1)", *rows[0].cells[1:]), *(row.cells for row in rows[1:])]
    read = list(csv.reader(register_csv(rows, "Duties").decode("utf-8-sig").splitlines()))
    assert [tuple(row) for row in read] == [COLUMNS, *told]
    told[0] = tuple(cell.replace("\x07", "") for cell in told[0])
    sheet = load_workbook(io.BytesIO(register_xlsx(rows, "Duties"))).active
    assert sheet is not None
    assert [tuple(c or "" for c in row) for row in sheet.iter_rows(values_only=True)] == [COLUMNS, *told]
    assert sheet.auto_filter.ref == f"A1:G{len(rows) + 1}"
    document = WordDocument(io.BytesIO(register_docx(rows, "Duties of all")))
    assert document.paragraphs[0].text == "Duties of all"
    cells = [tuple(cell.text for cell in row.cells) for row in document.tables[0].rows]
    assert cells == [COLUMNS, ("=SUM(A1)", *told[0][1:]), *told[1:]]
    assert set(WRITERS) == {"csv", "xlsx", "docx"}


def test_the_command_writes_the_duties_of_one_actor(tmp_path: Path) -> None:
    target = tmp_path / "duties.csv"
    assert write_register(library(WORDS), target, "mayor", ["lamps"], TODAY) == 4
    read = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert [row[1] for row in read[1:]] == ["demands", "urges", "encourages", "recalls"]


@pytest.mark.parametrize(
    ("name", "actor", "documents", "told"),
    [
        ("duties.pdf", "", [], "must end in .csv, .xlsx, .docx"),
        ("duties.csv", "", ["lamp"], "lamp: there is no such document; name one of lamps"),
        ("duties.csv", "astronauts", [], "“astronauts”: nobody is called so; those with most duties: towns"),
    ],
)
def test_the_command_says_what_is_wrong(
    tmp_path: Path, name: str, actor: str, documents: list[str], told: str
) -> None:
    with pytest.raises(QuestionError, match=re.escape(told)):
        write_register(library(WORDS), tmp_path / name, actor, documents, TODAY)
    assert not list(tmp_path.iterdir())
