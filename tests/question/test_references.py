"""Every spelling of an address, and what is named and not held; on documents made by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.assistant import Assistant
from assistant.export.copied_text import Style, cited
from assistant.question.address import (
    find_mentions,
    find_references,
    fold,
    look_up,
    pages_named,
    with_mentions,
)
from assistant.question.address.numbers import CARDINALS, NAMED, ORDINALS
from assistant.question.not_held import named_only
from ingest.library import Library
from ingest.types import Document, Locator, Paragraph


def _document(identifier: str, symbol: str, year: int, issuer: str, title: str) -> Document:
    return Document(identifier, title, issuer, symbol, dt.date(year, 5, 1), "", "", "")


def _resolution(number: int, year: int) -> Document:
    title = f"Security Council resolution {number} ({year}) on women and peace and security"
    symbol = f"S/RES/{number} ({year})"
    return _document(f"unscr-{number}", symbol, year, "United Nations Security Council", title)


DOCUMENTS = (
    _document(
        "nato-wps-2024",
        "NATO WPS Policy (2024)",
        2024,
        "North Atlantic Treaty Organization (NATO)",
        "NATO Policy on Women, Peace and Security (2024)",
    ),
    _resolution(1325, 2000),
    _resolution(1820, 2008),
    _resolution(2467, 2019),
)
_ANCHORS = {
    "nato-wps-2024": [
        *(f"para-{n}" for n in range(1, 55)),
        *(f"para-17.{n}" for n in range(1, 5)),
        *(f"fn-{n}" for n in range(1, 26)),
    ],
    "unscr-1325": [
        "op-1",
        "op-1-a",
        "op-1-a-i",
        *(f"op-{n}" for n in range(2, 9)),
        "op-8-a",
        "op-8-b",
        "op-8-c",
        "op-8-bis",
        *(f"op-{n}" for n in range(9, 19)),
        "pp-1",
        "pp-2",
        "pp-3",
    ],
    "unscr-1820": [f"op-{n}" for n in range(1, 17)],
    "unscr-2467": [f"op-{n}" for n in range(1, 38)],
}
PARAGRAPHS = tuple(
    Paragraph(Locator(document, anchor), "", (), "words", (), 17, 17)
    for document, anchors in _ANCHORS.items()
    for anchor in anchors
)
LIBRARY = Library(DOCUMENTS, PARAGRAPHS)


def read(text: str, likely: str = "") -> tuple[list[str], str]:
    """Anchors with a resolution's number, and what does not exist."""
    addresses = [a for r in find_references(text, DOCUMENTS) for a in r.addresses]
    found = look_up(addresses, LIBRARY, (likely,) if likely else ())
    named = [p.locator for p in found.paragraphs]
    tops = [x for x in named if x.parent not in named]
    plain = [str(x).replace("unscr-", "").removeprefix("nato-wps-2024#") for x in tops]
    return plain, " ".join(found.problems)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("operative paragraph eight of 1325", "1325#op-8"),
        ("OP-8 of 1325", "1325#op-8"),
        ("o.p. 8 of 1325", "1325#op-8"),
        ("1325 op. 8", "1325#op-8"),
        ("1325 OP8(a)", "1325#op-8-a"),
        ("the eighth operative paragraph of 1325", "1325#op-8"),
        ("1325, 8th operative para", "1325#op-8"),
        ("first and second operative paragraphs of resolution 1325", "1325#op-1 1325#op-2"),
        ("footnote six", "fn-6"),
        ("the sixth footnote", "fn-6"),
        ("footnotes six and seven", "fn-6 fn-7"),
        ("note 6", "fn-6"),
        ("see note 6.", "fn-6"),
        ("1325 op 8 (a)–(c)", "1325#op-8-a 1325#op-8-b 1325#op-8-c"),
        ("1325 OP 8(a) and (c)", "1325#op-8-a 1325#op-8-c"),
        ("(a) and (c) of paragraph 8 of 1325", "1325#op-8-a 1325#op-8-c"),
        ("sub-paragraph (a) of OP 8 of 1325", "1325#op-8-a"),
        ("1325 OP 8, subparagraph (a)", "1325#op-8-a"),
        ("1325 op 8 a", "1325#op-8-a"),
        ("1325 op 8.a", "1325#op-8-a"),
        ("1325 op 8 bis", "1325#op-8-bis"),
        ("OP 8bis of 1325", "1325#op-8-bis"),
        ("OP 1-a-i of 1325", "1325#op-1-a-i"),
        ("OP 1 (a) (i) of 1325", "1325#op-1-a-i"),
        *((f"paras 7{dash}9", "para-7 para-8 para-9") for dash in "-‐‑‒–—―−"),
        ("paras 7 to 9 and 12", "para-7 para-8 para-9 para-12"),
        ("paragraphs 17.2–17.4", "para-17.2 para-17.3 para-17.4"),
        ("§ 17.2", "para-17.2"),
        ("¶ 17.2", "para-17.2"),
        ("para\u00a017.2", "para-17.2"),
        ("para no. 17", "para-17"),
        ("paragraph number seventeen", "para-17"),
        ("paragraph forty-nine", "para-49"),
        ("paragraph forty nine", "para-49"),
        ("para XLIX", "para-49"),
        ("SCR 1325, para 3", "1325#op-3"),
        ("UNSCR1325 para 3", "1325#op-3"),
        ("S/RES/1325/2000 para 3", "1325#op-3"),
        ("S/RES/1325(2000), para. 3", "1325#op-3"),
        ("s/res/1325 op 3", "1325#op-3"),
        ("Res. 1325, para. 1", "1325#op-1"),
        ("Resolution 1325 (2000), para. 1", "1325#op-1"),
        ("resolution 1325 of 2000, para 1", "1325#op-1"),
        ("(UNSCR 1325, OP-1)", "1325#op-1"),
        ("para 1 of the Security Council's resolution 1325", "1325#op-1"),
        ("1325 PP 3", "1325#pp-3"),
        ("third preambular paragraph of 1325", "1325#pp-3"),
        ("para. 54, p. 17", "para-54"),
        ("NATO WPS Policy (2024), para. 54", "para-54"),
        ("Policy 2024, para. 54", "para-54"),
        ("The Policy recalls UNSCR 1325 and CEDAW (para. 2).", "para-2"),
        ("In line with CEDAW, Allies will do more (para. 3).", "para-3"),
        ("(the Policy, Implementation, para. 54)", "para-54"),
        ("paragraph 54 of the 2024 Policy", "para-54"),
        ("S/RES/1325 (2000), para. 8 (a); S/RES/1820 (2008), para. 3", "1325#op-8-a 1820#op-3"),
        ("1325 OP 3 and PP 2", "1325#op-3 1325#pp-2"),
        ("1325 OP 3 to OP 5, PP 2, pp. 17-17", "1325#op-3 1325#op-4 1325#op-5 1325#pp-2"),
        ("unscr-1325#op-8-a", "1325#op-8-a"),
        ("1325 8(a)", "1325#op-8-a"),
        ("8(a) and (c) of 1325", "1325#op-8-a 1325#op-8-c"),
        ("UNSCR 1325, 8", "1325#op-8"),
        ("17.2", "para-17.2"),
        ("para 17 (2) of the Policy", "para-17.2"),
        ("what does para 17(2) say", "para-17.2"),
        ("paragraph seventeen point two", "para-17.2"),
        ("in section 17.2 it says", "para-17.2"),
        ("clause 7 of 1325", "1325#op-7"),
        ("UNSCR-1325 OP1", "1325#op-1"),
        ("1325op14", "1325#op-14"),
        ("1325 op's 5, 6 & 7", "1325#op-5 1325#op-6 1325#op-7"),
        ("par 54", "para-54"),
        ("parag. 54", "para-54"),
        ("pgh 54", "para-54"),
        ("paragrah 54", "para-54"),
        ("pargraphs 7 and 9", "para-7 para-9"),
        ("foonote 6", "fn-6"),
        ("opertive paragraph 8 (a) of 1325", "1325#op-8-a"),
        ("what para 54 says and what OP 8(a) of 1325 says", "para-54 1325#op-8-a"),
        ("Compare para. 54 with OP 3 of 1325", "para-54 1325#op-3"),
        ("zero tolerance of exploitation and abuse (Policy, para. 44)", "para-44"),
        ("modle clause 4 a code of conduct", ""),
        ("opening paragraph of 1325", "1325#pp-1"),
        ("the opening paragraph of the Policy", "para-1"),
        ("second-to-last op of 1325", "1325#op-17"),
        ("penultimate operative paragraph of 1820", "1820#op-15"),
        ("last operative paragraph of 1820", "1820#op-16"),
        ("1325's last paragraph", "1325#op-18"),
        ("the final paragraph of the Policy", "para-54"),
        ("1325/10", "1325#op-10"),
        ("What does 1325/8(a) say?", "1325#op-8-a"),
        ("1325:10", "1325#op-10"),
        ("resolution 1325/10", "1325#op-10"),
        ("UNSCR 1325/8", "1325#op-8"),
        ("paragraph 17 sub 2", "para-17.2"),
        ("para 17, sub-paragraph 2", "para-17.2"),
        ("paragraph 17 point 2", "para-17.2"),
        ("para 17 item 2", "para-17.2"),
        ("1325 op 8 sub a", "1325#op-8-a"),
        ("1325 op 8 sub-item (c)", "1325#op-8-c"),
        ("17.2 NATO policy", "para-17.2"),
        ("NATO policy 17.2", "para-17.2"),
        ("1325 (10)", "1325#op-10"),
        ("1325-10", "1325#op-10"),
        ("1325 #10", "1325#op-10"),
        ("1325 no. 10", "1325#op-10"),
        ("OP 8 a) of 1325", "1325#op-8-a"),
        ("8 a) of 1325", "1325#op-8-a"),
        ("operative para number nine in 1325", "1325#op-9"),
        ("paragraph 8 letter c of 1325", "1325#op-8-c"),
        ("para 8 lit. c of 1325", "1325#op-8-c"),
        ("the 3rd, 4th and 5th ops of 1325", "1325#op-3 1325#op-4 1325#op-5"),
        ("paras. 7 - 9 of 1325", "1325#op-7 1325#op-8 1325#op-9"),
        ("paragraphs 7 till 9 of 1325", "1325#op-7 1325#op-8 1325#op-9"),
        ("paragraphs 7 thru 9 of 1325", "1325#op-7 1325#op-8 1325#op-9"),
        ("from paragraph 7 to paragraph 9 of 1325", "1325#op-7 1325#op-8 1325#op-9"),
        ("between paras 7 and 9 of 1325", "1325#op-7 1325#op-9"),
        ("footnotes 5+6", "fn-5 fn-6"),
        ("fn. 6 & 7", "fn-6 fn-7"),
        ("footnote #6", "fn-6"),
        ("footnote(s) 6", "fn-6"),
        ("paragraph(s) 7 and 9", "para-7 para-9"),
        ("paragraph: 54", "para-54"),
        ("para nr 54", "para-54"),
        ("Para 54.", "para-54"),
        ("¶54", "para-54"),
        ("§54 of the policy", "para-54"),
        ("PARAGRAPH FIFTY-FOUR", "para-54"),
        ("preamble paragraph 2 of 1325", "1325#pp-2"),
        ("2nd pream. para. of 1325", "1325#pp-2"),
        ("preambular 2 of 1325", "1325#pp-2"),
        ("PP2 of 1325", "1325#pp-2"),
        ("1325 OP's 3 & 4", "1325#op-3 1325#op-4"),
        ("OPs 3/4 of 1325", "1325#op-3 1325#op-4"),
        ("1325 operative eight", "1325#op-8"),
        ("S/RES/1325 (2000) at para. 8", "1325#op-8"),
        ("S/RES/1325(2000) [8]", "1325#op-8"),
        ("S/RES/1325, § 8(b)", "1325#op-8-b"),
        ("article 8 of 1325", "1325#op-8"),
        ("point 8 of 1325", "1325#op-8"),
        ("number 8 of 1325", "1325#op-8"),
        ("the first two operative paragraphs of 1325", "1325#op-1 1325#op-2"),
        ("the last two operative paragraphs of 1325", "1325#op-17 1325#op-18"),
        ("the last-but-one para of 1325", "1325#op-17"),
        ("3rd from last op of 1325", "1325#op-16"),
        ("closing op of 1325", "1325#op-18"),
    ],
)
def test_every_spelling_is_read(text: str, expected: str) -> None:
    assert read(text) == (expected.split(), "")


@pytest.mark.parametrize(
    "text",
    [
        "ex combatants women para 1325 pls",
        "male survivors para 2467 pls",
        "2467 sanctions cttees mandate para",
        "2467 children born of rape, op no.",
        "NATO ops 2024",
        "we note 6 countries",
        "What does it say about 8 women in 3 paragraphs?",
        "first one to mention it",
        "12",
        "the last paragraph of 1325 that mentions women",
        "the opening paragraph",
        "the last two paragraphs",
        "Who drafted the last op that names women?",
        "point 3 of the agenda",
        "12 or 13 women",
        "1325 women",
        "Paraguay 2020 and progress 5",
        "a program 5 years old",
        "Which resolutions before 1820 are recalled?",
    ],
)
def test_what_is_no_address_is_left_to_the_search(text: str) -> None:
    assert find_references(text, DOCUMENTS) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What does paragraph 1 of resolution 2250 say?", "“resolution 2250” is not among"),
        ("(UNSCR 2250 (2015), para. 1)", "“UNSCR 2250 (2015)” is not among"),
        ("Resolution 2250 calls on states to act for the young (para. 1).", "“Resolution 2250” is"),
        ("2250 OP 1", "“2250” is not among"),
        ("OP 1 of 2250", "“2250” is not among"),
        ("A/RES/70/1, para. 1", "“A/RES/70/1” is not among"),
        ("General Assembly resolution 1325 (XIII), para. 1", "“General Assembly resolution 1325” is"),
        ("S/PRST/2010/22, para. 1", "“S/PRST/2010/22” is not among"),
        ("CEDAW GR 30, para. 12", "“CEDAW GR 30” is not among"),
        ("CEDAW general recommendation No. 30 (2013), para 12", "(2013)” is not among"),
        ("Bi-SCD 040-001, para 3", "“Bi-SCD 040-001” is not among"),
        ("paragraph 4 of the EU Action Plan", "“EU Action Plan” is not among"),
        ("Finland's third national action plan, para. 4", "action plan” is not among"),
        ("(EU Action Plan on WPS, para. 3)", "“EU Action Plan on WPS” is not among"),
        ("Finland's NAP on 1325, para. 3", "NAP on 1325” is not among"),
        ("(Helsinki Final Act, para. 7)", "“Helsinki Final Act” is not among"),
        ("NATO supports UNSCR 2250 (para. 3)", "“UNSCR 2250” is not among"),
        ("paragraph 3 of NATO's SEA policy", "“SEA policy” is not among"),
        ("paragraph 3 of the NATO/EAPC Policy", "Policy” is not among"),
        ("paragraph 35 of the 2022 Strategic Concept", "Strategic Concept” is not among"),
        ("S/RES/1325 (2015), para. 1", "S/RES/1325 was adopted in 2000, not in 2015"),
        ("S/RES/1325/2015, OP 1", "S/RES/1325 was adopted in 2000, not in 2015"),
        ("para 1 of resolution 1325 of 2015", "S/RES/1325 was adopted in 2000, not in 2015"),
        ("Policy 2021, para. 12", "is of 2024, not of 2021"),
        ("para 12 of the 2018 Policy", "is of 2024, not of 2018"),
        ("para. 54, p. 3", "paragraph 54 is on page 17, not on page 3"),
        ("S/RES/1325 (2000), para. 8 (a), pp. 3–4", "is on page 17, not on page 3–4"),
        ("PRST 2010/22, para. 1", "“PRST 2010/22” is not among"),
        ("(GR30, para. 1)", "“GR30” is not among"),
        ("UNSCR 13250, para. 1", "“UNSCR 13250” is not among"),
        ("MC 0550, para. 4", "“MC 0550” is not among"),
        ("(NATO Human Security Approach, para. 1)", "Human Security Approach” is not among"),
        ("last op of 2250", "“2250” is not among"),
        ("the last operative paragraph", "last OP of which resolution?"),
        ("lamps#para-1", "There is no document “lamps”"),
        ("para 99", "its paragraphs run from 1 to 54"),
        ("para 8.2.3", "has no paragraph 8.2.3; paragraph 8 has no sub-items"),
        ("para 8.2.3.4.5.6", "“para 8.2.3.4.5.6” cannot be read as an address"),
        ("OP 8(1) of 1325", "S/RES/1325 (2000) has no OP 8.1"),
        ("paragraph one hundred and two", "“paragraph one” cannot be read"),
        ("para 2250 pls", "“para 2250” cannot be read"),
    ],
)
def test_what_is_not_held_or_not_there_is_said_and_never_another(text: str, words: str) -> None:
    found, problems = read(text)
    assert found == []
    assert words in problems


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Compare 1325 with 2250", "2250"),
        ("differences between 2250 and 1325?", "2250"),
        ("what is in 1894 about the protection of civilians", "1894"),
        ("What does the Women, Peace and Security policy of 2018 say about training", "policy of 2018"),
    ],
)
def test_a_number_or_year_of_no_document_at_hand_is_named(question: str, words: str) -> None:
    absent = named_only(with_mentions(question, DOCUMENTS), PARAGRAPHS)
    assert absent is not None
    assert words in absent.name


@pytest.mark.parametrize("question", ["Compare 1325 with 1820", "What was adopted in 2008 on women?"])
def test_a_number_at_hand_or_a_year_is_no_other_document(question: str) -> None:
    assert named_only(with_mentions(question, DOCUMENTS), PARAGRAPHS) is None


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        ("2467, page 3", ["unscr-2467#op-2", "unscr-2467#op-3"], ""),
        ("What is on page 2 of resolution 2467?", ["unscr-2467#op-2"], ""),
        ("2467 pp. 2-3", ["unscr-2467#op-2", "unscr-2467#op-3"], ""),
        ("2467, page 40", [], "has no paragraph on page 40; its paragraphs stand on pages from 1 to 3"),
        ("page 7 of resolution 2250", [], "“resolution 2250” is not among the documents, so its page 7"),
    ],
)
def test_a_page_without_a_paragraph_is_what_stands_on_it(text: str, expected: list[str], told: str) -> None:
    place, pages = "unscr-2467", {1: (1, 1), 2: (2, 3), 3: (3, 3)}
    printed = tuple(
        Paragraph(Locator(place, f"op-{n}"), "", (), "words", (), *page) for n, page in pages.items()
    )
    looked = look_up(pages_named(with_mentions(text, DOCUMENTS)), Library(DOCUMENTS, printed), ())
    assert [str(p.locator) for p in looked.paragraphs] == expected
    assert told in " ".join(looked.problems)


@pytest.mark.parametrize("text", ["What does 2467 say about children on page 3?", "pages of history", "page"])
def test_what_is_sought_on_a_page_is_left_to_the_search(text: str) -> None:
    assert pages_named(with_mentions(text, DOCUMENTS)) == ()


@pytest.mark.parametrize("symbol", ["Resolution 9101 (2032)", "UNSCR 9101", "S/RES/9101 (2032)", "Res. 9101"])
def test_a_resolution_is_known_by_its_number_however_its_symbol_is_written(symbol: str) -> None:
    document = _document("wrecks", symbol, 2032, "Nobody", "On wrecks")
    library = Library((document,), (Paragraph(Locator("wrecks", "op-1"), "", (), "words", (), 1, 1),))
    for text in ("resolution 9101 para 1", "9101 OP 1", "wrecks#op-1"):
        wanted = [a for r in find_references(text, (document,)) for a in r.addresses]
        assert [str(p.locator) for p in look_up(wanted, library, ()).paragraphs] == ["wrecks#op-1"]


def test_what_is_held_is_shown_beside_what_is_not() -> None:
    found, problems = read("paragraph 3 of 1325 and paragraph 1 of resolution 2250")
    assert found == ["1325#op-3"]
    assert "“resolution 2250” is not among the documents, so its paragraph 1" in problems
    assert "Held are: NATO WPS Policy (2024); resolutions 1325, 1820, 2467." in problems


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("1820 recalls 1325", ["unscr-1820", "unscr-1325"]),
        ("resolutions 1325 (2000), 2250 and 1820", ["unscr-1325", "", "unscr-1820"]),
        ("What does the policy say about CEDAW?", ["nato-wps-2024", ""]),
        ("NATO's policy on WPS", ["nato-wps-2024"]),
        ("a zero-tolerance policy", []),
        ("the NATO policy on sexual exploitation and abuse", ["nato-wps-2024", ""]),
        ("in 2015 and 1999", []),
    ],
)
def test_documents_named_in_order(text: str, named: list[str]) -> None:
    assert [m.document for m in find_mentions(fold(text).text, DOCUMENTS)] == named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8(a) and (c)", "1325#op-8-a 1325#op-8-c"),
        ("8 bis", "1325#op-8-bis"),
        ("1-a-i", "1325#op-1-a-i"),
        ("OP 3", "1325#op-3"),
        ("para 3", "1325#op-3"),
        ("footnote 3", "fn-3"),
        ("17.2 of the Policy", "para-17.2"),
    ],
)
def test_a_document_that_is_read_is_meant_where_none_is_named(text: str, expected: str) -> None:
    assert read(text, "unscr-1325") == (expected.split(), "")


def test_spans_are_of_the_text_as_it_was_given() -> None:
    text = "See\u200b paras\u00a07‑9  (NATO WPS Policy (2024)), and  footnote six."
    spans = [r.span.of(text) for r in find_references(text, DOCUMENTS)]
    assert spans == ["paras\u00a07‑9", "footnote six"]


def _names(document: Document) -> list[str]:
    """Spellings of a document's name."""
    if not (number := document.number):
        return [document.symbol, document.title, "the Policy", "NATO policy 2024"]
    year = document.adopted.year
    return [
        f"S/RES/{number} ({year})",
        f"S/RES/{number}/{year}",
        f"UNSCR {number}",
        f"UNSCR{number}",
        f"SCR {number}",
        f"Res. {number}",
        f"Resolution {number} ({year})",
        f"resolution {number} of {year}",
        str(number),
    ]


def _units(locator: Locator) -> list[str]:
    """Spellings of a paragraph's unit and number."""
    number, *items = locator.tail.split("-")
    letters = {
        "".join(f"({i})" for i in items),
        " ".join(f" ({i})" for i in items),
        "".join(f"-{i}" for i in items),
    }
    words = {
        "para": ["para ", "paragraph ", "§ ", "para. "],
        "fn": ["fn ", "footnote ", "note "],
        "op": ["OP ", "OP-", "o.p. ", "operative paragraph ", "para. "],
        "pp": ["PP ", "PP", "preambular para. "],
    }
    told = [f"{word}{number}{item}" for word in words[locator.kind] for item in letters]
    spelled = [w for w in (*CARDINALS, *ORDINALS) if "." not in number and NAMED[w] == int(number)]
    unit = {"para": "paragraph", "fn": "footnote", "op": "operative paragraph", "pp": "preambular para"}
    for word in spelled if not items else ():
        ordinal = word in ORDINALS
        told.append(f"{word} {unit[locator.kind]}" if ordinal else f"{unit[locator.kind]} {word}")
    return told


def test_every_form_of_every_locator_reads_back(assistant: Assistant) -> None:
    """In every printed style for all paragraphs; a spelling of the unit with one of the name, in turn, so
    that each meets each.
    """
    documents = assistant.index.documents
    first = {p.locator.document: p for p in assistant.index.paragraphs if p.locator.anchor == "op-1"}
    turn, wrong = 0, []
    for paragraph in assistant.index.paragraphs:
        locator = paragraph.locator
        held = {p.locator: p for p in (paragraph, first.get(locator.document, paragraph))}
        library = Library(documents, tuple(held.values()))
        document = assistant.library.document(locator.document)
        forms = [str(locator)]
        if locator.kind != "section":
            styles: tuple[Style, ...] = ("un", "nato", "chicago", "markdown")
            forms += [cited(paragraph, document, style) for style in styles]
        if locator.kind in ("para", "fn", "op", "pp"):
            names = _names(document)
            for unit in _units(locator):
                turn += 1
                name = names[turn % len(names)]
                forms.append((f"{name}, {unit}", f"{unit} of {name}", f"{unit} ({name})")[turn % 3])
        for form in forms:
            read = [a for r in find_references(form, documents) for a in r.addresses]
            found = look_up(read, library, ())
            if found.paragraphs != (paragraph,) or found.problems:
                wrong.append((str(locator), form, found.problems))
    assert wrong == []
