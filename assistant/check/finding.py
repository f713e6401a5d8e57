"""Findings of a check of a draft, as values, and the draft with everything mended that can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from assistant.check.notes import Reading
from assistant.check.wording import Step
from ingest.types import Locator, Span

Status = Literal[
    "exact",
    "reference fits",
    "altered",
    "not supported",
    "wrong paragraph",
    "not in the corpus",
    "claim without citation",
    "unclosed quotation",
]
STATUSES: tuple[Status, ...] = get_args(Status)
WELL: tuple[Status, ...] = ("exact", "reference fits")


@dataclass(frozen=True, slots=True)
class Fix:
    """The replacement of ``span`` of the draft in the corrected text."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One quotation, reference or claim of the draft. ``cited``: what the draft names; ``right``: what
    it should name, empty if nothing is known; ``steps``: word diff of an altered quotation. Only a
    quotation is "exact" or "altered"; own words beside a paragraph that says so are a reference that
    "fits", beside one that does not they are "not supported".
    """

    status: Status
    span: Span
    text: str
    detail: str
    cited: tuple[Locator, ...] = ()
    right: tuple[Locator, ...] = ()
    steps: tuple[Step, ...] = ()
    fixes: tuple[Fix, ...] = ()

    def line(self, draft: str) -> int:
        """Of the draft, 1-based, on which it begins."""
        return draft.count("\n", 0, self.span.start) + 1


def placed(finding: Finding, reading: Reading, draft: str) -> Finding:
    """A finding in a reading of a draft, as one in the draft itself."""
    span = reading.span(finding.span)
    fixes = tuple(Fix(reading.span(fix.span), fix.text) for fix in finding.fixes)
    return replace(finding, span=span, text=span.of(draft), fixes=fixes)


def corrected(draft: str, findings: Sequence[Finding]) -> str:
    """The draft with every fix made; of two fixes of the same words the first found is made."""
    fixes: list[Fix] = []
    for fix in (f for finding in findings for f in finding.fixes):
        if not any(f.span.start < fix.span.end and fix.span.start < f.span.end for f in fixes):
            fixes.append(fix)
    for fix in sorted(dict.fromkeys(fixes), key=lambda f: (-f.span.start, -f.span.end)):
        draft = draft[: fix.span.start] + fix.text + draft[fix.span.end :]
    return draft
