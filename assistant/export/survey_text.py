"""A survey as rows for people and programs: headings, entries in words, and a register as a table.

The editors' words are marked as theirs; only the documents' own words look like quotations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.text.labels import in_quotation_marks, label
from assistant.types import Answer, Entry, Statement
from ingest.library import Library
from ingest.provision import Provision

EDITORS = "Editors’ summary"
KINDS = {"both": "on both sides", "only here": "only here", "differs": "differs"}
COLUMNS = ("Actor", "Force", "What", "Deadline", "Paragraph")


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A row of a survey: a ``heading``, or an entry, with its short ``name``, a line ``above`` its
    quotation that says what it is, and its ``statements``.
    """

    heading: str = ""
    name: str = ""
    above: str = ""
    statements: tuple[Statement, ...] = ()


def survey_rows(answer: Answer, library: Library) -> tuple[SurveyRow, ...]:
    """Return the rows of a survey in order; none for other answers."""
    rows: list[SurveyRow] = []
    for group in answer.groups:
        if group.heading:
            rows.append(SurveyRow(heading=group.heading))
        rows += [SurveyRow("", _name(e, library), above(e), e.statements) for e in group.entries]
    return tuple(rows)


def above(entry: Entry) -> str:
    """Say what an entry is, before its quotation: date, how it compares, the editors' summary."""
    compared = entry.differs or KINDS.get(entry.kind, "")
    summary = f"{EDITORS}: {entry.summary}" if entry.summary else ""
    return " — ".join(part for part in (entry.date, compared, summary) if part)


def register_table(answer: Answer, library: Library) -> tuple[tuple[str, ...], ...]:
    """Return a register as a table, the names of its columns first; no rows for other answers."""
    rows = [
        (p.actor or "; ".join(p.names), p.force, p.action, deadline(p), _name(entry, library))
        for entry in answer.entries
        for p in entry.provisions
    ]
    return (COLUMNS, *rows) if rows else ()


def deadline(provision: Provision) -> str:
    """Write the deadlines of a provision: last days, or how often."""
    return ", ".join(d.due.isoformat() if d.due else d.value for d in provision.deadlines)


def survey_row(answer: Answer, library: Library) -> dict[str, object]:
    """Return a survey for programs: form, lead, groups of entries, and what is not shown."""
    return {
        "form": answer.form,
        "lead": answer.lead,
        "groups": [
            {
                "heading": g.heading,
                "document": g.document,
                "entries": [_entry_row(e, library) for e in g.entries],
            }
            for g in answer.groups
        ],
        "rest": [str(locator) for locator in answer.rest],
    }


def _entry_row(entry: Entry, library: Library) -> dict[str, object]:
    return {
        "locator": str(entry.locator),
        "label": _name(entry, library),
        "quotes": [s.text for s in entry.statements],
        "editors_summary": entry.summary,
        "kind": entry.kind,
        "differs": entry.differs,
        "date": entry.date,
        "past": entry.past,
        "provisions": [
            {"actor": p.actor, "force": p.force, "what": p.action, "deadline": deadline(p)}
            for p in entry.provisions
        ],
    }


def survey_text(answer: Answer, library: Library) -> str:
    """Return a survey as plain text, each entry with its paragraph."""
    lines: list[str] = [answer.lead]
    for row in survey_rows(answer, library):
        if row.heading:
            lines += ["", row.heading]
        else:
            quotes = " ".join(quotations(row.statements, library))
            lines.append(" ".join(part for part in (row.above, quotes, f"[{row.name}]") if part))
    return "\n".join(lines)


def quotations(statements: Sequence[Statement], library: Library) -> list[str]:
    """Return the words of an entry's statements, in quotation marks where they are a document's own."""
    return [in_quotation_marks(s.text, s.citations[0].locator, library) for s in statements]


def _name(entry: Entry, library: Library) -> str:
    return label(library.paragraph(entry.locator), library.document(entry.locator.document))
