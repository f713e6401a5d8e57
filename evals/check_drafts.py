"""Counts of true drafts that the check lets pass, and of drafts with one thing changed that it finds."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.check.finding import Finding
from assistant.check.findings import all_well
from evals.drafted import Drafted

Check = Callable[[str], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class DraftCounts:
    """``failed``: true drafts that the check finds fault with; ``passed``: wrong ones that it does not;
    ``made``: wrong drafts by what was changed; ``seconds`` for all drafts.
    """

    pairs: int
    failed: tuple[Drafted, ...]
    passed: tuple[Drafted, ...]
    made: Counter[str]
    seconds: float


def check_drafts(pairs: Sequence[tuple[Drafted, Drafted]], check: Check) -> DraftCounts:
    began = time.perf_counter()
    failed = tuple(true for true, _ in pairs if not _vouches(check, true))
    passed = tuple(wrong for _, wrong in pairs if _vouches(check, wrong))
    seconds = time.perf_counter() - began
    return DraftCounts(len(pairs), failed, passed, Counter(w.wrong for _, w in pairs), seconds)


def _vouches(check: Check, draft: Drafted) -> bool:
    """Tell whether the check has a finding on a draft, and all of them are well."""
    found = check(draft.draft)
    return bool(found) and all_well(found)


def summary(result: DraftCounts, seed: int) -> dict[str, Any]:
    """The counts as one JSON value."""
    passed = Counter(draft.wrong for draft in result.passed)
    return {
        "seed": seed,
        "of each": result.pairs,
        "true failed": len(result.failed),
        "wrong passed": len(result.passed),
        "changed": {kind: {"n": made, "passed": passed[kind]} for kind, made in sorted(result.made.items())},
        "ms a draft": round(1000 * result.seconds / max(1, 2 * result.pairs)),
    }


def table(result: DraftCounts) -> str:
    """Counts by what was changed, then each draft that came out wrong."""
    passed = Counter(draft.wrong for draft in result.passed)
    lines = [
        f"{result.pairs} true drafts: {len(result.failed)} fail",
        f"{result.pairs} with one thing changed: {len(result.passed)} pass",
        *(f"  {kind}: {passed[kind]} of {made} pass" for kind, made in sorted(result.made.items())),
        f"{result.seconds:.0f} s, {1000 * result.seconds / max(1, 2 * result.pairs):.0f} ms a draft",
    ]
    lines += [f"fails: {draft.draft!r}" for draft in result.failed]
    lines += [f"passes ({draft.wrong}): {draft.draft!r}" for draft in result.passed]
    return "\n".join(lines)
