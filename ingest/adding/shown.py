"""Proposals on a terminal, and indexing with a progress bar."""

from __future__ import annotations

from ingest.adding.added import confirm
from ingest.adding.proposal import Proposal
from ingest.console import Bar, warn
from ingest.documents.grammars.outline import full_numbers
from ingest.settings import Settings
from ingest.types import UNKNOWN_DAY, Paragraph

ROWS = 40  # headings that are shown
SHOWN = 160  # characters of a paragraph that are shown


def index_added(proposal: Proposal, settings: Settings) -> str:
    """Index a document with a progress bar, and say so in one line."""
    bar = Bar()
    try:
        index = confirm(proposal, settings, bar, warn)
    finally:
        bar.close()
    count = len(index.library.of(proposal.id))
    return f"{proposal.id}: {count} paragraphs added; ask for it by “{proposal.title}”"


def shown(proposal: Proposal) -> str:
    """Return what was understood of a file, for a terminal."""
    day = "not found (--date)" if proposal.adopted == UNKNOWN_DAY else proposal.adopted.isoformat()
    pages = f", {proposal.pages} pages" if proposal.pages else ""
    lines = [
        f"file      {proposal.path.name} ({proposal.kind}{pages})",
        f"id        {proposal.id}",
        f"title     {proposal.title}",
        f"symbol    {proposal.symbol or '(the title)'}",
        f"date      {day}",
        f"issuer    {proposal.issuer or 'not found (--issuer)'}",
        f"language  {proposal.language or 'not known'}",
        f"grammar   {proposal.grammar}: {proposal.grammar_title}",
        "",
        f"outline   {len(proposal.paragraphs)} paragraphs",
    ]
    lines += [
        f"  {'  ' * row.depth}{row.heading or '(no heading)'}: {row.paragraphs}"
        for row in proposal.outline[:ROWS]
    ]
    if len(proposal.outline) > ROWS:
        lines.append(f"  … and {len(proposal.outline) - ROWS} more headings")
    numbers = full_numbers(proposal.paragraphs)
    lines += ["", "samples", *(_sample(p, numbers[p.locator]) for p in proposal.samples), ""]
    lines += [f"doubt     {doubt}" for doubt in proposal.doubts] or ["no doubts"]
    return "\n".join(lines)


def _sample(paragraph: Paragraph, number: str) -> str:
    text = " ".join(paragraph.text.split())
    text = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
    return f"  {number or paragraph.locator.anchor}  {text}"
