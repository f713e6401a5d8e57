"""The draft checker on real drafts in all formats, on the page and in a terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from base64 import b64decode
from pathlib import Path

import docx
import gradio as gr
import pytest
from fpdf import FPDF

from assistant.assistant import Assistant
from assistant.check.checker import Checker
from assistant.check.draft import read_draft
from assistant.check.finding import Finding, corrected
from assistant.check.findings import all_well, diff_text, findings_markdown, findings_text, tally
from assistant.check.own_words import own_words
from assistant.check.reference import SYMBOL
from assistant.check.sentences import sentences
from assistant.check.verbatim import Quote, holds
from assistant.ui.check import CheckTab, findings_html
from assistant.ui.shared import SharedState
from assistant.workplace.workplace_settings import read_workplace_settings
from ingest.errors import DraftError
from ingest.settings import ROOT, Settings
from ingest.types import Span
from tests.ui.samples import FIVE

DRAFT = f"""# Memo

The Policy "{FIVE}" (para. 54).
It also says that it "{FIVE.replace("five", "ten")}" (para. 54).
The Policy says that it "{FIVE}" (para. 53).
The Alliance is said to "paint every tank in the colours of the rainbow by next summer" (para. 12).
See para. 99 of the Policy for more.
NATO Allies and associated partners receive a progress report annually.
"This Policy {FIVE}".
The meeting will be on Monday in room 5.
"""


@pytest.fixture(scope="module")
def checker(assistant: Assistant) -> Checker:
    return Checker(assistant.index, assistant.nearest, assistant.judge)


@pytest.fixture(scope="module")
def findings(checker: Checker) -> tuple[Finding, ...]:
    return checker.check(DRAFT)


def test_each_kind_of_finding(findings: tuple[Finding, ...]) -> None:
    assert [f.status for f in findings] == [
        "exact",
        "altered",
        "wrong paragraph",
        "not in the corpus",
        "not in the corpus",
        "claim without citation",
        "claim without citation",
    ]
    assert diff_text(findings[1]).startswith("will be reviewed at a minimum of every [-ten-] {+five+} years,")
    assert [str(x) for x in findings[2].right] == ["nato-wps-2024#para-54"]
    assert "has no paragraph 99; its paragraphs run from 1 to 54" in findings[4].detail
    for finding in findings:
        assert finding.span.of(DRAFT) == finding.text


def test_the_corrected_text_is_without_fault_that_can_be_mended(
    checker: Checker, findings: tuple[Finding, ...]
) -> None:
    text = corrected(DRAFT, findings)
    assert "every ten years" not in text
    assert "(para. 53)" not in text
    assert "The meeting will be on Monday in room 5." in text
    again = checker.check(text)
    assert tally(again) == "4 exact, 1 reference fits, 2 not in the corpus"


def test_a_report_names_versions(assistant: Assistant, findings: tuple[Finding, ...]) -> None:
    report = findings_markdown(findings, DRAFT, assistant.library, "memo<x>.md")
    assert report.startswith("# Check of memo\\<x\\>.md")
    assert "## altered (line 4)" in report
    assert "Cited: NATO WPS Policy \\(2024\\), para. 53\n\nRight:" in report
    assert assistant.library.document("nato-wps-2024").sha256[:12] in report
    marked = findings_markdown(findings, DRAFT, assistant.library, "memo.md", "NATO UNCLASSIFIED")
    assert marked.startswith("**NATO UNCLASSIFIED**\n\n# Check")
    assert marked.endswith("\n\n**NATO UNCLASSIFIED**\n")


TEN = FIVE.replace("five", "ten")
FIRST = "individual liberty, human rights, democracy and the rule of law"  # of paragraph 1


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "''", "«»"])
@pytest.mark.parametrize("words", [TEN, TEN.replace("minimum ", "minimum\n")])
def test_quotations_in_all_marks_and_over_lines(checker: Checker, marks: str, words: str) -> None:
    draft = f"All allies’ staff note: the Policy {marks[0]}{words}{marks[1]} (para. 54)."
    (found,) = checker.check(draft)
    assert found.status == "altered"
    assert corrected(draft, [found]) == draft.replace("ten", "five")


def test_an_apostrophe_ends_no_quotation(checker: Checker) -> None:
    words = "women’s needs and the parties’ duties as they stand"
    text = f"He wrote ‘{words}’ (para. 3). The women’s groups’ report came later."
    (quotation,) = [q for s in sentences(text) for q in s.quotations]
    assert quotation.span.of(text) == words


def test_a_block_is_one_quotation_with_what_stands_around_it(checker: Checker) -> None:
    wrapped = TEN.replace("every ", "every\n> ")
    for draft in (
        f"Paragraph 54 of the Policy states:\n\n> {wrapped}\n\nSo much for that.",
        f"They wrote:\n\n> {wrapped} (para. 54)\n",
        f"> {wrapped}\n>\n> — para. 54\n",
    ):
        (found,) = [f for f in checker.check(draft) if f.status != "claim without citation"]
        assert (found.status, [str(x) for x in found.cited]) == ("altered", ["nato-wps-2024#para-54"])


@pytest.mark.parametrize(
    ("said", "status", "reason"),
    [
        ("The Policy will not be reviewed before 2050 (para. 54).", "not supported", "2050"),
        ("The Policy will be reviewed every\nten years (para. 54).", "not supported", "is not there"),
        ("The Policy will not be reviewed every five years (para. 54).", "not supported", "denied"),
        ("Progress must be discussed among Allies every six months (para. 51).", "not supported", "“must”"),
        ("The Policy has tanks painted blue in summer (para. 54).", "not in the corpus", "“tanks”"),
        (
            "Troop-contributing nations will work to increase the participation of women in NATO-led"
            " forces at all levels (para. 42).",
            "wrong paragraph",
            "para. 24 says this",
        ),
        (
            "The Policy will be reviewed at a minimum of every five years (NATO WPS Policy 2024, para. 54).",
            "reference fits",
            "not a quotation",
        ),
        ("2) The Policy notes that women’s safety is declining (para. 3).", "reference fits", ""),
        ("In line with para. 54, our office will hold two workshops.", "reference fits", "not told"),
    ],
)
def test_own_words_are_held_against_the_paragraph_cited(
    checker: Checker, said: str, status: str, reason: str
) -> None:
    (found,) = checker.check(said)
    assert (found.status, reason in found.detail) == (status, True), found.detail
    assert "\n" not in found.detail
    assert all_well([found]) == (status == "reference fits")


def test_what_is_invented_beside_true_words_is_found(checker: Checker) -> None:
    true = "The Policy will be reviewed at a minimum of every five years (para. 54)."
    invented = true.replace("reviewed", "reviewed by an independent panel")
    assert [f.status for f in checker.check(f"{true}\n\n{invented}")] == ["reference fits", "not supported"]


def test_own_words_with_two_references_are_held_against_each(checker: Checker) -> None:
    reviewed = "the Policy will be reviewed at a minimum of every five years"
    report = "Allies and associated partners will receive a progress report annually"
    right = checker.check(f"NATO {report} (para. 51) and {reviewed} (para. 54).")
    assert [f.status for f in right] == ["reference fits", "reference fits"]
    swapped = checker.check(f"NATO {report} (para. 54) and {reviewed} (para. 51).")
    assert [f.status for f in swapped] == ["wrong paragraph", "wrong paragraph"]


def test_a_quotation_belongs_to_its_own_reference(checker: Checker) -> None:
    draft = f'"{FIVE}" (para. {{}}) and "{FIRST}" (para. {{}}).'
    good = draft.format(54, 1)
    assert [f.status for f in checker.check(good)] == ["exact", "exact"]
    for numbers in ((1, 54), (54, 53), (53, 1)):
        found = checker.check(draft.format(*numbers))
        wrong = [f.status for f in found]
        assert wrong == [
            "exact" if a == b else "wrong paragraph" for a, b in zip(numbers, (54, 1), strict=True)
        ]
        assert corrected(draft.format(*numbers), found) == good
    for other in (
        f'Para. 54 says "{FIVE}", and para. 1 says "{FIRST}".',
        f'It says "{FIVE}" and "{FIRST}" (paras. 1 and 54).',
        f'In paras. 1 and 54 it says "{FIVE}" and "{FIRST}".',
    ):
        assert [f.status for f in checker.check(other)] == ["exact", "exact"], other


def test_a_reference_that_is_right_for_another_quotation_stays(checker: Checker) -> None:
    draft = f'It says "{FIVE}" (para. 54) and "{FIRST}".'
    text = corrected(draft, checker.check(draft))
    assert text == draft.replace(f'{FIRST}"', f'{FIRST}" (NATO WPS Policy (2024), para. 1)')


def test_a_number_that_does_not_exist_beside_one_that_does(checker: Checker) -> None:
    for draft in ("See para. 54 and para. 99.", f'"{FIVE}" (paras. 54 and 99).', "See para. 99."):
        found = checker.check(f"It rained. {draft}")
        assert "has no paragraph 99" in found[-1].detail, draft
        assert found[-1].status == "not in the corpus"
        assert "99" in found[-1].text


def test_another_document_is_named_in_full(checker: Checker) -> None:
    draft = f'It says "{FIRST}" (S/RES/1325 (2000), para. 1).'
    assert corrected(draft, checker.check(draft)) == draft.replace(
        "S/RES/1325 (2000), para. 1", "NATO WPS Policy (2024), para. 1"
    )


@pytest.mark.parametrize(
    ("quote", "status", "reason"),
    [
        (FIVE.replace("be", "[not] be", 1), "altered", "“[not]”"),
        (FIVE.replace("five", "[ten]"), "altered", "“[ten]” stands for “five”"),
        (FIVE.replace("five", "five[teen]"), "altered", "five[teen]"),
        (FIVE.replace("will", "[must]"), "altered", "“[must]”"),
        (FIVE.replace("five", "five [full]"), "exact", "with an insertion: [full]"),
        (FIVE.replace("at a minimum of ", "[…] "), "exact", "word for word"),
        ("[t]his Policy " + FIVE, "exact", "word for word"),
        ("[T]hat Policy " + FIVE, "altered", "para. 54"),
        (FIVE.replace("years,", "year"), "altered", "para. 54"),
    ],
)
def test_brackets_in_a_quotation(checker: Checker, quote: str, status: str, reason: str) -> None:
    (found,) = checker.check(f"They say “{quote}” (para. 54).")
    assert (found.status, reason in found.detail) == (status, True), found.detail


def test_omissions_keep_the_sense() -> None:
    text = "It will not, unless the Council so decides, be reviewed. It will be printed."
    held = Quote("It will … be reviewed").held(text)
    assert held is not None
    assert held.fault == "the dots leave out “not”"
    assert holds("unless the Council … reviewed", text)
    assert not holds("the [many] [wise] [old] [kind] [tall] [fair] Council", text)


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (f"> {FIVE}\n\nAnd so on.", f"> {FIVE} (LABEL)\n\nAnd so on."),
        (f'It reads " {FIVE} " there.', f'It reads " {FIVE} " (LABEL) there.'),
        (f"It reads “{FIVE}”.", f"It reads “{FIVE}” (LABEL)."),
    ],
)
def test_a_citation_is_written_behind_the_quotation(checker: Checker, draft: str, expected: str) -> None:
    text = corrected(draft, checker.check(draft))
    assert text == expected.replace("LABEL", "NATO WPS Policy (2024), para. 54")


def test_a_claim_gets_no_citation_that_denies_it(checker: Checker) -> None:
    draft = "The Policy will be reviewed at a minimum of every ten years, or sooner as needed."
    (found,) = checker.check(draft)
    assert found.status == "claim without citation"
    assert "para. 54 is nearest to this, but does not say it" in found.detail
    assert corrected(draft, [found]) == draft


def test_the_screen_and_the_terminal_say_where_and_what(
    assistant: Assistant, settings: Settings, checker: Checker, findings: tuple[Finding, ...]
) -> None:
    shared = SharedState(assistant, settings, read_workplace_settings({}))
    shown = findings_html(shared, findings[2:3], DRAFT)
    assert "<strong>wrong paragraph</strong>, line 5: " in shown
    assert "<p>Cited: <a" in shown
    assert shown.index("para. 53</a>") < shown.index("<p>Right: <a") < shown.index("para. 54</a>")
    text = findings_text(findings[2:3], DRAFT, assistant.library)
    assert "cited: NATO WPS Policy (2024), para. 53\n    right: NATO WPS" in text


def test_of_text_and_file_the_later_is_checked(
    assistant: Assistant, settings: Settings, tmp_path: Path
) -> None:
    own = read_workplace_settings({"WPS_CLASSIFICATION": "NATO UNCLASSIFIED"})
    with gr.Blocks():
        tab = CheckTab(SharedState(assistant, settings, own))
    left, typed = tmp_path / "left<i>.md", f"The Policy “{FIVE}” (para. 54)."
    left.write_text(typed.replace("54", "53"), encoding="utf-8")
    later, checked = tab.check(typed, str(left), "", None)
    assert "Checked: the text in the box, not the file left&lt;i&gt;.md" in later
    assert checked[0] == typed
    file, checked = tab.check(typed, str(left), typed, None)
    assert "Checked: the file left&lt;i&gt;.md, not the text in the box" in file
    assert [f.status for f in checked[2]] == ["wrong paragraph"]
    assert "Checked:" not in tab.check(typed, None, "", None)[0]
    report = b64decode(json.loads(tab.reported(checked))["data"]).decode()
    assert report.startswith("**NATO UNCLASSIFIED**")


def test_resolutions_by_symbol(checker: Checker, resolutions: tuple[str, ...]) -> None:
    words = "increased representation of women at all decision-making levels"
    text = (
        f"In S/RES/1325 (2000), para. 12, the Council wants “{words} […] for the prevention”.\n\n"
        f"> {words}\n\n— S/RES/1325 (2000), para. 1\n\n"
        f"Resolution 1325 asks for “{words}”.\n"
    )
    found = checker.check(text)
    assert [f.status for f in found] == ["wrong paragraph", "exact", "claim without citation"]
    assert "S/RES/1325 (2000), para. 1, the Council" in corrected(text, found)


def test_a_writers_rights() -> None:
    text = "Urges all to plant trees, and to water them; requests a report."
    assert holds("urges all to plant trees … requests a report", text)
    assert holds("[The Council] urges all to plant trees.", text)
    assert not holds("urges all to plant shrubs", text)
    assert not holds("requests a report … urges all", text)


def test_a_quotation_is_never_cut() -> None:
    text = 'He said "one. Two three! Four" (para. 2). Then he left.'
    parts = [s.span.of(text) for s in sentences(text)]
    assert parts == ['He said "one. Two three! Four" (para. 2).', "Then he left."]


@pytest.mark.parametrize("piece", [" ", "\t", "\n ", "\xa0", "¶", "a-", "( ", "> a\n", "“a ", "word"])
def test_reading_a_draft_grows_with_its_length(piece: str) -> None:
    """What doubles in length takes about twice as long, not four times."""

    def seconds(length: int) -> float:
        text = f"(para. 1{piece * (length // len(piece))} x)"
        times = []
        for _ in range(3):
            began = time.perf_counter()
            sentences(text)
            own_words(text, Span(0, len(text)), ())
            SYMBOL.sub(" ", text)
            Quote(text)
            times.append(time.perf_counter() - began)
        return min(times)

    assert seconds(32_000) < 12 * max(seconds(8_000), 0.002)


def test_files_of_all_formats(tmp_path: Path, checker: Checker) -> None:
    body = f"The Policy “{FIVE}” (para. 54)."
    (tmp_path / "a.md").write_text(body, encoding="utf-8")
    (tmp_path / "a.txt").write_text(body, encoding="utf-8-sig")
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = body
    document.save(str(tmp_path / "a.docx"))
    pdf = FPDF(format="A4", unit="pt")
    pdf.add_page()
    pdf.set_font("Times", size=11)
    pdf.multi_cell(w=300, text=body.replace("“", '"').replace("”", '"'))
    pdf.output(str(tmp_path / "a.pdf"))
    for suffix in ("md", "txt", "docx", "pdf"):
        found = checker.check(read_draft(tmp_path / f"a.{suffix}"))
        assert [f.status for f in found] == ["exact"], suffix


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.odt", b"", "is none of .md"),
        ("x.txt", b"\xff\xfe\xfa", "is not UTF-8"),
        ("x.docx", b"no", "damaged or not a DOCX"),
        ("x.txt", b"a " * 3_000_000, "is larger than"),
    ],
)
def test_files_that_cannot_be_checked(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DraftError, match=words):
        read_draft(tmp_path / name)


def test_the_command_and_its_exit_codes(assistant: Assistant, settings: Settings, tmp_path: Path) -> None:
    def check(text: str, *more: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "memo.md").write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "assistant", "check", str(tmp_path / "memo.md"), *more]
        environment = {"WPS_HOME": str(settings.home), "PATH": "/usr/bin", **_corpus(settings)}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    good = check(f'The Policy "{FIVE}" (para. 54).')
    assert (good.returncode, good.stdout.splitlines()[-1]) == (0, "1 exact")
    out, report = tmp_path / "out.md", tmp_path / "report.md"
    bad = check(DRAFT, "--json", "--corrected", str(out), "--report", str(report))
    assert bad.returncode == 1
    assert [json.loads(x)["status"] for x in bad.stdout.splitlines()][1] == "altered"
    assert "every five years" in out.read_text(encoding="utf-8")
    assert "## altered" in report.read_text(encoding="utf-8")
    none = check("  ")
    assert (none.returncode, none.stderr.count("\n")) == (2, 1)
    assert "holds no text" in none.stderr


def _corpus(settings: Settings) -> dict[str, str]:
    return {"WPS_CORPUS": os.pathsep.join(str(f) for f in settings.folders[2:])}
