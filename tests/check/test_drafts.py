"""Drafts as people write them: notes, short forms, typography, brackets, several paragraphs, claims."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import docx
import pytest

from assistant.assistant import Assistant
from assistant.check.checker import Checker
from assistant.check.docx_reader import docx_text
from assistant.check.finding import Finding, corrected
from assistant.check.findings import all_well
from assistant.check.notes import read
from assistant.check.quotations import quotations
from assistant.check.sentences import sentences
from assistant.check.typography import folded
from assistant.check.verbatim import Quote
from ingest.errors import DraftError
from ingest.types import Span
from tests.ui.samples import FIVE

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FIRST = "individual liberty, human rights, democracy and the rule of law"  # of paragraph 1
LEVELS = "increased representation of women at all decision-making levels"
CONFLICT = "mechanisms for the prevention, management, and resolution of conflict"
TEXT = "Urges States to ensure increased access of women, with a minimum of five years, as they asked."


@pytest.fixture(scope="module")
def checker(assistant: Assistant) -> Checker:
    return Checker(assistant.index, assistant.nearest, assistant.judge)


def statuses(findings: tuple[Finding, ...]) -> list[str]:
    return [f.status for f in findings]


@pytest.mark.parametrize(
    ("marks", "definitions"),
    [
        (("[^1]", "[^2]"), "[^1]: para. {}.\n[^2]: para. {}.\n"),
        (("[1]", "[2]"), "[1] para. {}\n[2] para. {}\n"),
        (("¹", "²"), "¹ para. {}\n² para. {}\n"),
        ((" [1]", " [2]"), "1. para. {}\n2. para. {}\n"),
        (("<sup>1</sup>", "<sup>2</sup>"), "<sup>1</sup> para. {}\n<sup>2</sup> para. {}\n"),
    ],
)
@pytest.mark.parametrize("stop", ["”{}. ", "”.{} ", ".”{} ", "{}”. "])
def test_a_note_belongs_to_its_own_words(
    checker: Checker, marks: tuple[str, str], definitions: str, stop: str
) -> None:
    one, other = (stop.format(mark) for mark in marks)
    draft = f"The Policy “{FIVE}{one}It names “{FIRST}{other}And so on.\n\n{definitions}"
    good = draft.format(54, 1)
    assert statuses(checker.check(good)) == ["exact", "exact"]
    wrong = draft.format(54, 2)
    found = checker.check(wrong)
    assert statuses(found) == ["exact", "wrong paragraph"]
    assert corrected(wrong, found) == good


@pytest.mark.parametrize("between", ["", ",", ", "])
def test_of_two_notes_the_wrong_one_is_named(checker: Checker, between: str) -> None:
    draft = f"It says “{FIVE}”.[^1]{between}[^2]\n\n[^1]: para. 54.\n[^2]: {{}}para. 12.\n"
    found = checker.check(draft.format(""))
    assert statuses(found) == ["exact", "wrong paragraph"]
    assert found[1].text == "para. 12"
    assert "does not hold the words quoted" in found[1].detail
    assert all_well(checker.check(draft.format("See also ")))


def test_a_note_of_two_places_is_not_rewritten(checker: Checker) -> None:
    draft = f"It says “{FIVE}”.[^1] It names “{FIRST}”.[^1]\n\n[^1]: para. 54.\n"
    found = checker.check(draft)
    assert statuses(found) == ["exact", "wrong paragraph"]
    text = corrected(draft, found)
    assert text == draft.replace(f"{FIRST}”", f"{FIRST}” (NATO WPS Policy (2024), para. 1)")


def test_what_is_mended_leaves_the_rest_byte_for_byte(checker: Checker) -> None:
    ten = FIVE.replace("five", "*ten*").replace("at a", "at\u00a0a")
    draft = f"Intro\u200b – “{ten}”[^1] \\[x\\] &amp; end.\n\n[^1]: para.\u00a053\n"
    expected = draft.replace("*ten*", "*five*").replace("53", "54")
    assert corrected(draft, checker.check(draft)) == expected


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("decision\u2010making", "decision-making"),
        ("decision\u2011making", "decision-making"),
        ("decision\u2212making", "decision-making"),
        ("deci\u00adsion", "decision"),
        ("wo\u200bmen", "women"),
        ("at\u00a0a\u2009time", "at a time"),
        ("\ufb01rst", "first"),
        ("ｆｕｌｌ", "full"),
        ("women´s", "women's"),
        ("women′s", "women's"),
        ("womenʼs", "women's"),
        ("*all* __women__", "all women"),
        ("<em>all</em> women", "all women"),
        ("para\\. \\(a\\)", "para. (a)"),
        ("cafe\u0301", "café"),
        ("a_b * c", "a_b * c"),
        ("R&amp;D", "R&D"),
        ("[para. 1](/?p=x%23y)", "para. 1"),
    ],
)
def test_typography_changes_no_word(typed: str, read_as: str) -> None:
    assert folded(typed) == read_as
    reading = read(f"so {typed} it is")
    assert reading.text == f"so {read_as} it is".replace("'", "’")
    at = reading.text.index("it is")
    assert reading.span(Span(at, at + 2)).of(f"so {typed} it is") == "it"


def test_marks_within_each_other_and_over_paragraphs() -> None:
    def words(text: str) -> list[str]:
        return [q.words(text) for q in quotations(text).found]

    assert words("He said “one two “three” four” and “five six seven”.") == [
        "one two “three” four",
        "five six seven",
    ]
    assert words("“One two three\n\n“four five six” (x)") == ["One two three", "four five six"]
    assert words("> one two three\n>\n> four five\n> six\n") == ["one two three", "four five six"]
    text = "An “open one is left.\n\nThen “one two three” is closed."
    assert words(text) == ["one two three"]
    assert [span.start for span in quotations(text).unclosed] == [3]
    assert not quotations('A 5" pipe and women’s groups’ rights.').unclosed


@pytest.mark.parametrize("mark", ["“", '"', "‘", "'"])
def test_an_unclosed_mark_is_told(checker: Checker, mark: str) -> None:
    found = checker.check(f"It says {mark}{FIVE} (para. 54).\n\nMore to come.")
    assert "unclosed quotation" in statuses(found)
    assert not all_well(found)


def test_an_apostrophe_opens_nothing() -> None:
    text = "In the ’90s and '80s they met ’em all, 'til women’s groups' rights and ‘new’ terms came."
    assert not quotations(text).unclosed


@pytest.mark.parametrize("hyphen", ["\u00ad", "-\n", "\u00ad\n"])
def test_a_hyphen_stands_where_the_documents_have_one(
    checker: Checker, resolutions: tuple[str, ...], hyphen: str
) -> None:
    words = LEVELS.replace("-", hyphen).replace("representation", f"repre{hyphen}sentation")
    assert statuses(checker.check(f"“{words}” (S/RES/1325 (2000), para. 1).")) == ["exact"]


def test_each_paragraph_of_a_quotation_is_held(checker: Checker, resolutions: tuple[str, ...]) -> None:
    draft = f"“{{}}\n\n“{CONFLICT}” (S/RES/1325 (2000), para. 1)."
    assert statuses(checker.check(draft.format(LEVELS))) == ["exact", "exact"]
    found = checker.check(draft.format(LEVELS.replace("increased", "decreased")))
    assert statuses(found) == ["altered", "exact"]


def test_the_paragraphs_of_a_quotation_keep_their_order(
    checker: Checker, resolutions: tuple[str, ...]
) -> None:
    source = "(S/RES/1325 (2000), para. 1)."
    assert all_well(checker.check(f"“{LEVELS}\n\n“{CONFLICT}” {source}"))
    for draft in (f"“{CONFLICT}\n\n“{LEVELS}” {source}", f"> {CONFLICT}\n>\n> {LEVELS}\n\n{source}"):
        found = checker.check(draft)
        assert statuses(found) == ["exact", "altered"]
        assert "stand before" in found[1].detail
    assert all_well(checker.check(f"It names “{CONFLICT}” and “{LEVELS}” {source}"))


@pytest.mark.parametrize(
    "text",
    [
        "See Res. 1325 (2000), para. 1, and paras. 7 and 8.",
        "See op. cit. and ibid. 9 for more.",
        "The U.N. Security Council met.",
        "Cf. Dr. Smith, vol. 2, p. 7.",
    ],
)
def test_abbreviations_end_no_sentence(text: str) -> None:
    assert len(sentences(text)) == 1


def test_short_forms_point_back(checker: Checker) -> None:
    found = checker.check(f"See para. 54. It says “{FIVE}” (ibid.), and “{FIRST}” (ibid.). Loc. cit.")
    assert statuses(found) == ["reference fits", "exact", "wrong paragraph", "reference fits"]
    for again in ("id.", "ibidem", "loc. cit.", "the same paragraph"):
        first, quoted = checker.check(f"See para. 2. It says “{FIVE}” ({again}).")
        assert quoted.status == "wrong paragraph"
        assert quoted.cited == first.cited
    (lost,) = checker.check("It rained (ibid.).")
    assert lost.status == "not in the corpus"
    assert "no paragraph was named before it" in lost.detail


def test_a_short_form_with_a_number_has_a_document_before_it(checker: Checker) -> None:
    for draft in ("Ibid., para. 3 says more.", f"It says “{FIVE}” (ibid., para. 54)."):
        found = checker.check(draft)
        assert not all_well(found)
        assert any("no document was named before it" in f.detail for f in found)
    for before in ("The Policy is clear.", "See para. 2.", "The Policy (2024)"):
        assert all_well(checker.check(f"{before} It says “{FIVE}” (ibid., para. 54).")[-1:])


@pytest.mark.parametrize(
    ("quote", "fault"),
    [
        ("Urges States to ensure [decreased] access", "“[decreased]” stands for “increased”"),
        ("with a [maximum] of five years", "“[maximum]” stands for “minimum”"),
        ("increased access of [men]", "“[men]” stands for “women”"),
        ("[de]creased access of women", "“[de]creased” stands for “increased” and may change the sense"),
        ("access of women, [without] a minimum", "“[without]” stands for “with”"),
        ("urge[s] States to ensur[ing] increased access", ""),
        ("as [the Council] asked", ""),
        ("to [be] increased", "“[be]” stands for “ensure”"),
        ("to ensure [great] losses", None),
        ("Urges [them] to ensure increased access", ""),
        ("[i]ncreased access", ""),
        ("[The Council] urges States", ""),
    ],
)
def test_brackets_are_grammar_or_another_sense(quote: str, fault: str | None) -> None:
    held = Quote(quote).held(TEXT)
    assert (held.fault if held else None) == fault


@pytest.mark.parametrize("dots", ["…", "...", ". . .", "[…]", "(...)", "[. . .]", "\u2009…\u2009"])
def test_each_segment_around_an_omission_is_held(checker: Checker, dots: str) -> None:
    draft = f"It says “individual liberty {dots} {{}}” (para. 1)."
    assert statuses(checker.check(draft.format("the rule of law"))) == ["exact"]
    assert statuses(checker.check(draft.format("the rule of lawyers"))) != ["exact"]
    turned = f"It says “the rule of law {dots} individual liberty” (para. 1)."
    assert statuses(checker.check(turned)) != ["exact"]


def test_spelling_within_marks_is_an_alteration(checker: Checker) -> None:
    (found,) = checker.check("It names “the defense and promotion of the principles of” (para. 1).")
    assert found.status != "exact"
    words = "NATO recognises the four pillars of the global WPS Agenda"
    (found,) = checker.check(f"“{words.replace('recognises', 'recognizes')}” (para. 2).")
    assert (found.status, "spelling was changed" in found.detail) == ("altered", True)


def test_a_word_in_marks_is_the_paragraphs_or_not(checker: Checker) -> None:
    (found,) = checker.check("NATO is “striving for” gender equality (para. 5).")
    assert found.status in ("altered", "wrong paragraph", "not in the corpus")
    draft = "It calls Allies “contributing to” the agenda (para. 5)."
    (found,) = checker.check(draft)
    assert found.status == "altered"
    assert corrected(draft, [found]) == draft.replace("contributing", "contribut[ing]")


@pytest.mark.parametrize(
    ("said", "status", "word"),
    [
        ("Resolution 2467 was adopted unanimously in 2018.", "not supported", "23 April 2019"),
        ("In May 2018 the Council adopted resolution 2467.", "not supported", "23 April 2019"),
        ("Resolution 2467 was adopted on 23 April 2019.", "reference fits", "23 April 2019"),
        ("The Policy was adopted in 2021.", "not supported", "10 July 2024"),
        ("The Council passed 1889 in October 2009.", "reference fits", "5 October 2009"),
        ("In 2001 the Council adopted 1325.", "not supported", "31 October 2000"),
        ("1325 was adopted in 2000; 1820 was adopted in 2009.", "not supported", "19 June 2008"),
        (
            "Further welcomes the increase in national action plans in recent days"
            " (S/RES/2242 (2015), para. 2).",
            "not supported",
            "“days” stands for “years",
        ),
        (
            "NATO bears the primary responsibility for the implementation of the WPS Agenda (para. 5).",
            "not supported",
            "“nations” is the one who does it there",
        ),
        (
            "NATO is primarily responsible for implementing the WPS Agenda (para. 5).",
            "not supported",
            "“nations”",
        ),
        (
            "Nations bear the primary responsibility for the implementation of the WPS Agenda (para. 5).",
            "reference fits",
            "",
        ),
        ("Allies get a progress report every year (para. 51).", "reference fits", ""),
        (
            "The CSAP is a forum in which civil society and NATO regularly consult each other (para. 35).",
            "reference fits",
            "",
        ),
        (
            "The Technical Task Force meets regularly to support and strategically guide implementation of"
            " this Policy (para. 45).",
            "not supported",
            "Leadership Task Force” is the one who does it there",
        ),
        (
            "The International Military Staff leads the development of the Action Plan (para. 48).",
            "not supported",
            "“International Military Staff” is not named there",
        ),
        (
            "Within six months the Secretary-General was to submit indicators for tracking how resolution"
            " 1325 is implemented (S/RES/1889 (2009), para. 17).",
            "reference fits",
            "",
        ),
        (
            "Progress is discussed among Allies every six months, or more often if they ask (para. 51).",
            "reference fits",
            "",
        ),
        (
            "The Secretary General is invited to keep reporting on the Policy in the annual report"
            " (para. 53).",
            "reference fits",
            "",
        ),
        (
            "Welcoming the recent adoption of the 2030 Agenda for Sustainable Development in 2016"
            " (S/RES/2242 (2015), PP 11).",
            "not supported",
            "2016",
        ),
        (
            "NATO urges Member States to ensure increased representation of women at all decision-making"
            " levels (S/RES/1325 (2000), para. 1).",
            "not supported",
            "“NATO”",
        ),
        (
            "The Council must protect women and girls from gender-based violence (S/RES/1325, para. 10).",
            "not supported",
            "“calls on”",
        ),
        (
            "The Council must protect women and girls from gender-based violence (S/RES/1325, para. 10).",
            "not supported",
            "“all parties to armed conflict”",
        ),
        ("The Policy is reviewed every three years (para 54).", "not supported", "three years"),
        ("Women protection advisers are deployed under S/RES/1888 OP 12.", "reference fits", ""),
        (
            "Gender advisers advise commanders on the integration of gender perspectives.",
            "claim without citation",
            "nearest to this",
        ),
        (
            "The threats we face are global and interconnected (S/RES/1960 (2010), para. 8).",
            "wrong paragraph",
            "not there: “threats”",
        ),
        ("NATO ended all wars.", "claim without citation", ""),
    ],
)
def test_every_claim_has_a_finding(
    checker: Checker, resolutions: tuple[str, ...], said: str, status: str, word: str
) -> None:
    (found,) = checker.check(said)
    assert (found.status, word in found.detail) == (status, True), found.detail


@pytest.mark.parametrize(
    "said",
    [
        "The meeting will be on Monday in room 5.",
        "# NATO and the Council",
        "What does NATO do?",
        "NATO and women in conflict\n\nMore to come.",
    ],
)
def test_what_claims_nothing_has_none(checker: Checker, said: str) -> None:
    assert checker.check(said) == ()


def _docx(path: Path, body: str, notes: str = "", endnotes: str = "") -> Path:
    """A DOCX whose document part is ``body``."""
    document = docx.Document()
    document.save(str(path))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    spaces = f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    parts["word/document.xml"] = f"<w:document {spaces}><w:body>{body}</w:body></w:document>".encode()
    rels = parts["word/_rels/document.xml.rels"].decode()
    for kind, text in (("footnotes", notes), ("endnotes", endnotes)):
        if text:
            parts[f"word/{kind}.xml"] = f"<w:{kind} {spaces}>{text}</w:{kind}>".encode()
            kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            line = f'<Relationship Id="x{kind}" Type="{kinds}/{kind}" Target="{kind}.xml"/>'
            rels = rels.replace("</Relationships>", f"{line}</Relationships>")
    parts["word/_rels/document.xml.rels"] = rels.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _p(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def _r(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_a_docx_is_read_as_its_reader_sees_it(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{_p(_r('In a box.'))}</w:txbxContent>"
    body = (
        _p(
            _r("Kept ")
            + f"<w:del>{_r('gone ')}</w:del><w:ins>{_r('new')}</w:ins>"
            + f"<w:moveFrom>{_r(' moved')}</w:moveFrom>"
            + "<w:r><w:footnoteReference w:id='2'/></w:r>"
        )
        + _p("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + _r("One "))
        + _p(
            f"<w:moveTo>{_r('line')}</w:moveTo><w:r><w:noBreakHyphen/></w:r>"
            + _r("soft")
            + "<w:r><w:softHyphen/></w:r>"
            + _r("up")
            + "<w:r><w:endnoteReference w:id='2'/></w:r>"
        )
        + _p(
            f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
            "</mc:AlternateContent>"
        )
        + _p("<w:pPr><w:pStyle w:val='Quote'/></w:pPr>" + _r("Quoted words"))
        + _p(
            _r("Raised")
            + "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>3</w:t></w:r>"
            + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>"
        )
    )
    path = _docx(
        tmp_path / "a.docx",
        body,
        f"<w:footnote w:id='2'>{_p(_r('para. 1'))}</w:footnote>",
        f"<w:endnote w:id='2'>{_p(_r('para. 2'))}</w:endnote>",
    )
    assert docx_text(path, 1000).split("\n\n") == [
        "Kept new[^2]",
        "One line\u2011soft\u00adup[^e2]",
        "In a box.",
        "> Quoted words",
        "Raised³",
        "[^2]: para. 1",
        "[^e2]: para. 2",
    ]


def test_a_docx_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = _docx(tmp_path / "a.docx", _p(_r("word " * 300_000)))
    assert path.stat().st_size < 50_000
    with pytest.raises(DraftError, match="larger than it looks"):
        docx_text(path, 100_000)
    path = _docx(tmp_path / "b.docx", _p(_r("x")))
    with zipfile.ZipFile(path, "w") as archive:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        archive.writestr("_rels/.rels", f"<r><r Type='{kind}' Target='a.xml'/></r>")
        archive.writestr("a.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
    with pytest.raises(DraftError, match="damaged"):
        docx_text(path, 100_000)


@pytest.mark.parametrize("piece", ["para. 1 ", "ibid. ", "[1] ", "“a ", "> a b c d\n"])
def test_checking_a_draft_grows_with_its_length(checker: Checker, piece: str) -> None:
    """What is four times as long takes about four times as long of the processor, not sixteen."""

    def seconds(length: int) -> float:
        draft = f"x {piece * (length // len(piece))}"
        began = time.process_time()
        checker.check(draft)
        return time.process_time() - began

    checker.check("x")
    assert seconds(32_000) < 10 * max(min(seconds(8_000), seconds(8_000)), 0.3)
