"""Addresses in documents of other lay-outs: articles, sections, rows; read and written."""

from __future__ import annotations

import pytest

from assistant.question.address.documents import find_mentions
from assistant.question.address.find import find_addresses
from assistant.question.address.resolve import look_up
from assistant.text.labels import label, long_date, short_label
from ingest.documents.corpus import as_document, parsed_file
from ingest.documents.manifest import Entry
from ingest.library import Library
from ingest.types import UNKNOWN_DAY
from tests.ingest.lay_outs import acts, files, printed


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("added")
    made = {
        "boats": (acts.regulation, "Regulation on boats"),
        "traite": (acts.french_treaty, "Convention sur le prêt"),
        "office": (acts.handbook, "Handbook"),
        "plan": (printed.action_plan, "Plan"),
        "travel": (files.word, "Travel rules"),
    }
    documents, paragraphs = [], []
    for name, (make, title) in made.items():
        path, _ = make(folder)
        documents.append(as_document(Entry(name, path.name, title, title), "0" * 64))
        paragraphs += parsed_file(path, name)[0].paragraphs
    return Library(tuple(documents), tuple(paragraphs))


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("boats#art-3-2-b-i", "Article 3 (2) (b) (i)"),
        ("boats#art-1", "Article 1"),
        ("boats#rec-2", "recital 2"),
        ("traite#art-1", "Article premier"),
        ("traite#art-3-par-2", "Article 3, paragraph 2"),
        ("office#sec-2.1.1", "sec. 2.1.1"),
        ("travel#para-2-b-i", "para. 2 (b) (i)"),
        ("travel#section-during-travel-1", "“During travel”, 1"),
        ("travel#row-1", "Rates, row 1"),
    ],
)
def test_short_names(library: Library, address: str, written: str) -> None:
    found = {str(p.locator): p for p in library.paragraphs}
    assert short_label(found[address]) == written
    assert label(found[address], library.document(address.partition("#")[0])).endswith(written)


@pytest.mark.parametrize(
    ("question", "document", "anchors"),
    [
        ("paragraph 3(2)", "boats", ["art-3-2", "art-3-2-a", "art-3-2-b", "art-3-2-b-i", "art-3-2-b-ii"]),
        ("paragraph 4", "boats", ["art-4"]),
        ("paragraph 2", "traite", ["art-2-1", "art-2-1-a", "art-2-1-b", "art-2-2"]),
        ("para 2.1.2", "office", ["sec-2.1.2"]),
        ("para 2 (b)", "travel", ["para-2-b", "para-2-b-i", "para-2-b-ii"]),
    ],
)
def test_numbers_lead_to_them(library: Library, question: str, document: str, anchors: list[str]) -> None:
    found = look_up(find_addresses(question, library.documents), library, [document])
    assert [p.locator.anchor for p in found.paragraphs if p.locator.document == document] == anchors


def test_what_is_not_there_is_said(library: Library) -> None:
    found = look_up(find_addresses("paragraph 9", library.documents), library, ["boats"])
    assert found.problems == ("Regulation on boats has no paragraph 9; its articles run from 1 to 4.",)


def test_a_day_that_nobody_knows() -> None:
    assert long_date(UNKNOWN_DAY) == "a day that is not known"


def named(text: str, *titles: str) -> list[str]:
    held = tuple(as_document(Entry(f"d{n}", "f.pdf", t, t), "0" * 64) for n, t in enumerate(titles))
    return [m.document for m in find_mentions(text, held)]


def test_an_official_name_leads_to_the_document_once_it_has_been_added() -> None:
    title = "Convention on the Elimination of All Forms of Discrimination against Women"
    for words in (title, "CEDAW"):
        text = f"What does {words} say on nationality?"
        assert set(named(text, title)) == {"d0"}
        assert named(text, "Handbook for teams") == [""]


def test_a_document_without_a_symbol_is_named_by_its_whole_title() -> None:
    titles = ("A short guide to gender advice", "Handbook for liaison teams")
    assert named("What is a focal point for teams?", *titles) == []
    assert named("In the short guide to gender advice, who is new?", *titles) == ["d0"]
    assert named("What does the handbook for liaison teams of 2031 say?", *titles) == ["d1"]
