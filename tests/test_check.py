"""The draft checker on real drafts in all formats, in a terminal, over HTTP and over MCP."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import docx
import httpx
import pytest
from fpdf import FPDF
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

from assistant.assistant import Assistant
from assistant.check import Checker
from assistant.draft import read_draft, sentences
from assistant.finding import Finding, corrected
from assistant.findings import counted, diff_text, findings_markdown
from assistant.passwords import hashed, read_passwords
from assistant.settings import read_desk_settings
from assistant.ui import build_app, free_port, serve
from assistant.ui.desk import Desk
from assistant.wording import holds
from ingest.errors import DraftError
from ingest.settings import ROOT, Settings

FIVE = "will be reviewed at a minimum of every five years, or sooner as needed"
DRAFT = f"""# Memo

The Policy "{FIVE}" (para. 54).
It also says that it "{FIVE.replace("five", "ten")}" (para. 54).
The Policy says that it "{FIVE}" (para. 53).
The Alliance is said to "paint every tank in the colours of the rainbow by next summer" (para. 12).
See para. 99 of the Policy for more.
NATO and Allies promote the full participation of women in the security and defence sectors.
"This Policy {FIVE}".
The meeting will be on Monday in room 5.
"""


@pytest.fixture(scope="module")
def checker(assistant: Assistant) -> Checker:
    return Checker(assistant.index, lambda text, only: assistant.ask(text, (), only))


@pytest.fixture(scope="module")
def findings(checker: Checker) -> tuple[Finding, ...]:
    return checker.check(DRAFT)


def test_each_kind_of_finding(findings: tuple[Finding, ...]) -> None:
    assert [f.status for f in findings] == [
        "exact", "altered", "wrong paragraph", "not in the corpus", "not in the corpus",
        "claim without citation", "claim without citation",
    ]  # fmt: skip
    assert diff_text(findings[1]).startswith(
        "will be reviewed at a minimum of every [-ten-] {+five+} years,"
    )
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
    assert counted(again) == "5 exact, 2 not in the corpus"


def test_a_report_names_versions(assistant: Assistant, findings: tuple[Finding, ...]) -> None:
    report = findings_markdown(findings, DRAFT, assistant, "memo<x>.md")
    assert report.startswith("# Check of memo\\<x\\>.md")
    assert "## altered (line 4)" in report
    assert assistant.documents["nato-wps-2024"].sha256[:12] in report


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


def test_the_command_and_its_exit_codes(
    assistant: Assistant, settings: Settings, tmp_path: Path
) -> None:
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
    return {"WPS_CORPUS": ":".join(str(f) for f in settings.folders[2:])}


@pytest.fixture(scope="module")
def served(assistant: Assistant, settings: Settings) -> Iterator[str]:
    page = build_app(Desk(assistant, settings, read_desk_settings({"WPS_REQUESTS": "14"})))
    yield serve(page, "127.0.0.1", free_port(), mcp=True, wait=False)
    page.close(verbose=False)


def test_endpoints_for_programs(served: str) -> None:
    client = Client(served, verbose=False)
    assert set(client.view_api(return_format="dict")["named_endpoints"]) == {
        "/ask",
        "/show",
        "/check",
        "/quiz",
    }
    row = client.predict("How often is the policy reviewed?", api_name="/ask")
    assert row["citations"][0]["locator"] == "nato-wps-2024#para-54"
    history = [{"question": "What is the progress report?", "citations": ["nato-wps-2024#para-51"]}]
    row = client.predict("And who reports on it?", [], history, api_name="/ask")
    assert row["status"] == "answer"
    shown = client.predict("nato-wps-2024#para-54", api_name="/show")
    assert (shown["first_page"], shown["official"]) == (17, True)
    assert client.predict(DRAFT, api_name="/check")["findings"][1]["status"] == "altered"
    quiz = client.predict(2, 1, ["nato-wps-2024"], [], ["cloze"], api_name="/quiz")
    assert [item["kind"] for item in quiz["items"]] == ["cloze", "cloze"]
    with pytest.raises(AppError, match="kind"):
        client.predict(2, 1, [], [], ["riddle"], api_name="/quiz")
    with pytest.raises(AppError, match="question is empty"):
        client.predict("", api_name="/ask")
    with pytest.raises(AppError, match="no such paragraph"):
        client.predict("nowhere#para-1", api_name="/show")


def test_tools_for_mcp_clients(served: str) -> None:
    async def talk() -> None:
        async with (
            streamablehttp_client(f"{served}gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = {t.name: t for t in (await session.list_tools()).tools}
            assert set(tools) == {"ask", "show", "check", "quiz"}
            assert "refuse" in str(tools["ask"].description)
            assert tools["ask"].inputSchema["required"] == ["question"]
            reply = await session.call_tool("ask", {"question": "para 54"})
            assert "every five years" in reply.content[0].text  # type: ignore[union-attr]
            wrong = await session.call_tool("show", {"locator": "nowhere#para-1"})
            assert wrong.isError

    asyncio.run(talk())


def test_a_visitor_who_asks_too_much_is_told_to_wait(served: str) -> None:
    client = Client(served, verbose=False)

    def show() -> None:
        for _ in range(15):
            client.predict("nato-wps-2024#para-54", api_name="/show")

    with pytest.raises(AppError, match="requests in a minute; wait"):
        show()


def test_signing_in(assistant: Assistant, settings: Settings, tmp_path: Path) -> None:
    people = tmp_path / "people"
    people.write_text(hashed("anna", "correct horse") + "\n", encoding="utf-8")
    log = tmp_path / "audit.jsonl"
    own = read_desk_settings({"WPS_AUDIT_LOG": str(log)})
    page = build_app(Desk(assistant, settings, own))
    url = serve(page, "127.0.0.1", free_port(), read_passwords(people), mcp=True, wait=False)
    try:
        known = {"authorization": "Basic " + b64encode(b"anna:correct horse").decode()}
        wrong = {"authorization": "Basic " + b64encode(b"anna:wrong").decode()}
        for path in ("", "config", "gradio_api/info", "gradio_api/mcp/", "gradio_api/upload"):
            for headers in ({}, wrong, {"x-wps-visitor": "anna"}, {"authorization": "Basic !"}):
                assert httpx.get(url + path, headers=headers).status_code == 401, path
        assert httpx.get(url, headers=known).status_code == 200
        client = Client(url, verbose=False, headers={**known, "x-wps-visitor": "otto"})
        client.predict("para 54", api_name="/ask")
        assert json.loads(log.read_text(encoding="utf-8"))["visitor"] == "anna"
    finally:
        page.close(verbose=False)
