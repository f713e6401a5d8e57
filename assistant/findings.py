"""Findings of a draft check as a report (Markdown), as text for a terminal, and as a row for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.assistant import Assistant
from assistant.cite import label
from assistant.finding import STATUSES, Finding
from assistant.render import DISCLAIMER
from assistant.takeaway import escaped, version
from ingest.types import Locator

LONG = 200  # characters of a sentence that are shown


def all_well(findings: Iterable[Finding]) -> bool:
    return all(f.status == "exact" for f in findings)


def counted(findings: Sequence[Finding]) -> str:
    """ "3 exact, 1 altered"; says so if nothing was found to check."""
    counts = [(sum(f.status == s for f in findings), s) for s in STATUSES]
    return ", ".join(f"{n} {s}" for n, s in counts if n) or "no quotation, reference or claim found"


def findings_text(findings: Sequence[Finding], draft: str, assistant: Assistant) -> str:
    """One finding a block, with its line in the draft; the counts last."""
    blocks = []
    for finding in findings:
        line = draft.count("\n", 0, finding.span.start) + 1
        rows = [f"line {line}: {finding.status.upper()}: {shortened(finding.text)}", finding.detail]
        if finding.steps:
            rows.append(diff_text(finding))
        if finding.right:
            rows.append(f"right: {labels(finding.right, assistant)}")
        blocks.append("\n    ".join(rows))
    return "\n".join((*blocks, counted(findings)))


def findings_markdown(
    findings: Sequence[Finding], draft: str, assistant: Assistant, name: str
) -> str:
    """A report to hand on: counts, each finding, the versions of the documents it was held against."""
    lines = [f"# Check of {escaped(name)}", "", counted(findings), ""]
    for finding in findings:
        line = draft.count("\n", 0, finding.span.start) + 1
        lines += [
            f"## {finding.status} (line {line})",
            "",
            f"> {escaped(shortened(finding.text))}",
            "",
        ]
        lines += [f"{escaped(finding.detail)}", ""]
        if finding.steps:
            lines += [f"Words: {_diff_markdown(finding)}", ""]
        for title, places in (("Cited", finding.cited), ("Right", finding.right)):
            if places:
                lines += [f"{title}: {escaped(labels(places, assistant))}", ""]
    lines += ["## Held against", ""]
    lines += [f"- {escaped(version(d))}" for d in assistant.documents.values()]
    return "\n".join((*lines, "", escaped(DISCLAIMER), ""))


def finding_row(finding: Finding, draft: str) -> dict[str, object]:
    """What programs read; ``start`` and ``end`` count characters of the draft."""
    return {
        "status": finding.status,
        "line": draft.count("\n", 0, finding.span.start) + 1,
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.text,
        "detail": finding.detail,
        "cited": [str(x) for x in finding.cited],
        "right": [str(x) for x in finding.right],
        "diff": [list(step) for step in finding.steps],
    }


def labels(places: Sequence[Locator], assistant: Assistant) -> str:
    return "; ".join(
        label(assistant.paragraphs[x], assistant.documents[x.document]) for x in places
    )


def diff_text(finding: Finding) -> str:
    """Words of the draft in [-…-], those of the document in {+…+}."""
    marks = {"same": "{}", "draft": "[-{}-]", "document": "{{+{}+}}"}
    return " ".join(marks[kind].format(text) for kind, text in finding.steps)


def _diff_markdown(finding: Finding) -> str:
    marks = {"same": "{}", "draft": "~~{}~~", "document": "**{}**"}
    return " ".join(marks[kind].format(escaped(text)) for kind, text in finding.steps)


def shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONG else flat[:LONG].rsplit(" ", 1)[0] + " …"
