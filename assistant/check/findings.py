"""Findings of a draft check as a report (Markdown), as text for a terminal, and as a row for programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.check.finding import STATUSES, WELL, Finding
from assistant.text.labels import label, version
from assistant.text.markdown import escaped
from assistant.text.notices import DISCLAIMER
from ingest.library import Library
from ingest.types import Locator

LONG = 200  # characters of a sentence that are shown


def all_well(findings: Iterable[Finding]) -> bool:
    return all(f.status in WELL for f in findings)


def tally(findings: Sequence[Finding]) -> str:
    """ "3 exact, 1 altered"; says so if nothing was found to check."""
    counts = [(sum(f.status == s for f in findings), s) for s in STATUSES]
    several = {"reference fits": "references fit", "wrong paragraph": "wrong paragraphs"}
    named = [f"{n} {several.get(s, s) if n > 1 else s}" for n, s in counts if n]
    return ", ".join(named) or "no quotation, reference or claim found"


def findings_text(findings: Sequence[Finding], draft: str, library: Library) -> str:
    """One finding a block, with its line in the draft; the counts last."""
    blocks = []
    for finding in findings:
        where = f"line {finding.line(draft)}: {finding.status.upper()}"
        rows = [f"{where}: {shortened(finding.text)}", finding.detail]
        if finding.steps:
            rows.append(diff_text(finding))
        for title, places in (("cited", finding.cited), ("right", finding.right)):
            if places and finding.status not in WELL:
                rows.append(f"{title}: {labels(places, library)}")
        blocks.append("\n    ".join(rows))
    return "\n".join((*blocks, tally(findings)))


def findings_markdown(
    findings: Sequence[Finding], draft: str, library: Library, name: str, classification: str = ""
) -> str:
    """A report to hand on: counts, each finding, the versions of the documents it was held against;
    the ``classification`` line, if there is one, first and last.
    """
    marking = [f"**{escaped(classification)}**", ""] if classification else []
    lines = [*marking, f"# Check of {escaped(name)}", "", tally(findings), ""]
    for finding in findings:
        lines += [f"## {finding.status} (line {finding.line(draft)})", ""]
        lines += [f"> {escaped(shortened(finding.text))}", ""]
        lines += [f"{escaped(finding.detail)}", ""]
        if finding.steps:
            lines += [f"Words: {_diff_markdown(finding)}", ""]
        for title, places in (("Cited", finding.cited), ("Right", finding.right)):
            if places:
                lines += [f"{title}: {escaped(labels(places, library))}", ""]
    lines += ["## Held against", ""]
    lines += [f"- {escaped(version(d))}" for d in library.documents]
    return "\n".join((*lines, "", escaped(DISCLAIMER), "", *marking))


def finding_row(finding: Finding, draft: str) -> dict[str, object]:
    """Return a finding as a JSON row; ``start`` and ``end`` count characters of the draft."""
    return {
        "status": finding.status,
        "line": finding.line(draft),
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.text,
        "detail": finding.detail,
        "cited": [str(x) for x in finding.cited],
        "right": [str(x) for x in finding.right],
        "diff": [list(step) for step in finding.steps],
    }


def labels(places: Sequence[Locator], library: Library) -> str:
    """Of a paragraph that is there with its items only its own."""
    tops = [x for x in places if x.parent not in places]
    return "; ".join(label(library.paragraph(x), library.document(x.document)) for x in tops)


def diff_text(finding: Finding) -> str:
    """Words of the draft in [-…-], those of the document in {+…+}."""
    marks = {"same": "{}", "draft": "[-{}-]", "document": "{{+{}+}}"}
    return " ".join(marks[kind].format(text) for kind, text in finding.steps)


def _diff_markdown(finding: Finding) -> str:
    marks = {"same": "{}", "draft": "~~{}~~", "document": "**{}**"}
    return " ".join(marks[kind].format(escaped(text)) for kind, text in finding.steps)


def shortened(text: str) -> str:
    """On one line, without the marks of a block quotation's lines."""
    flat = " ".join(re.sub(r"\n[ \t]*>", "\n", text).split())
    return flat if len(flat) <= LONG else flat[:LONG].rsplit(" ", 1)[0] + " …"
