"""The commands `headnotes hash` and `headnotes review`: headnotes keep to the wording that they were
written for.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from ingest.documents.anchoring import Anchored
from ingest.documents.corpus import parse_entry
from ingest.documents.headnote_anchors import REVIEW, anchored_headnotes
from ingest.documents.headnotes import headnote_file
from ingest.documents.on_disk import Found, documents_on_disk
from ingest.errors import CorpusError
from ingest.settings import Settings, read_settings
from ingest.types import Locator, Paragraph

_HEAD = "[[headnotes]]\n"
_ANCHOR = re.compile(r'^anchor = "([^"\n]*)"\n(?:text_hash = "[^"\n]*"\n)?', re.MULTILINE)


def add_headnotes(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to those of a program."""
    parser = commands.add_parser("headnotes", help="headnotes and the wording that they were written for")
    parts = parser.add_subparsers(required=True, metavar="COMMAND")
    written = parts.add_parser("hash", help="note the present wording in headnotes that have none noted")
    written.set_defaults(run=_hash)
    review = parts.add_parser("review", help="headnotes whose paragraph has moved, changed or gone")
    review.add_argument(
        "--accept",
        nargs="+",
        metavar="LOCATOR",
        help="write into the files: these headnotes hold for the wording of today, or all; "
        "what has moved or gone is written with it",
    )
    review.set_defaults(run=_review)


def _hash(args: argparse.Namespace) -> None:
    settings = read_settings()
    for item in documents_on_disk(settings)[0]:
        paragraphs = parse_entry(item.entry, item.path)
        noted = anchored_headnotes(settings.headnotes, item.entry, paragraphs)
        path = headnote_file(settings.headnotes, item.entry.id)
        new = [a for a in noted.fates if not a.written.text_hash]
        if path.is_file() and new:
            _write(path, path, {a.written.locator.anchor: a for a in new}, paragraphs)
        print(f"{item.entry.id}: {len(new)} of {len(noted.fates)} headnotes now carry the hash of their text")


def _review(args: argparse.Namespace) -> int:
    settings = read_settings()
    accepted = frozenset(args.accept or ())
    left, seen = 0, set[str]()
    for item in documents_on_disk(settings)[0]:
        paragraphs = parse_entry(item.entry, item.path)
        fates = anchored_headnotes(settings.headnotes, item.entry, paragraphs).fates
        for a in fates:
            if a.fate != "kept":
                print(_line(a, paragraphs))
        seen |= {str(x) for a in fates for x in (a.written.locator, a.now) if x}
        left += sum(a.fate != "kept" for a in fates)
        if accepted and any(a.fate != "kept" for a in fates):
            left -= _accept(settings, item, paragraphs, fates, accepted)
    for name in sorted(accepted - seen - {"all"}):
        raise CorpusError(f"{name}: no headnote is on this paragraph; `{REVIEW}` lists them")
    print(f"{left} headnotes are to be reviewed" if left else "every headnote is of the wording of today")
    return 1 if left else 0


def _line(a: Anchored, paragraphs: Sequence[Paragraph]) -> str:
    old = a.written.locator
    match a.fate:
        case "moved":
            return f"moved   {old} → {a.now}"
        case "gone":
            return f"gone    {old}: its text is in no paragraph; the headnote is dropped"
    text = next((" ".join(p.text.split()) for p in paragraphs if p.locator == a.now), "")
    short = text if len(text) <= 120 else text[:120].rsplit(" ", 1)[0] + " …"
    return f"edited  {old} → {a.now}: written for an earlier wording, not used; it reads now: {short}"


def _accept(
    settings: Settings,
    item: Found,
    paragraphs: Sequence[Paragraph],
    fates: Sequence[Anchored],
    accepted: Collection[str],
) -> int:
    """Write a document's headnotes anew; return how many of them need no more review."""
    kept = {
        a.written.locator.anchor: a
        for a in fates
        if a.fate != "edited" or not {"all", str(a.now), str(a.written.locator)}.isdisjoint(accepted)
    }
    folder, entry = settings.headnotes, item.entry
    target = headnote_file(folder, entry.id)
    source = target if target.is_file() else headnote_file(folder, entry.supersedes)
    _write(source, target, kept, paragraphs)
    return sum(a.fate != "kept" for a in kept.values())


def _write(source: Path, target: Path, known: dict[str, Anchored], paragraphs: Sequence[Paragraph]) -> None:
    """Write the headnotes of a file with the anchors and hashes of today; those not ``known`` stay as
    they are. Raises `CorpusError` for a file that is set in another way than this program writes.
    """
    text = source.read_text(encoding="utf-8")
    hashes = {p.locator: p.text_hash for p in paragraphs}
    first, *blocks = text.split(_HEAD)
    made = first + "".join(_HEAD + block for block in _rewritten(blocks, known, hashes))
    before = {row["anchor"]: row for row in tomllib.loads(text)["headnotes"]}
    gone = {anchor for anchor, a in known.items() if a.now is None}
    if len(before) != len(blocks) or len(tomllib.loads(made)["headnotes"]) != len(before) - len(gone):
        raise CorpusError(
            f'{source}: write each headnote as {_HEAD.strip()} and anchor = "…" on the next line'
        )
    target.write_text(made, encoding="utf-8")


def _rewritten(
    blocks: Sequence[str], known: dict[str, Anchored], hashes: dict[Locator, str]
) -> Iterator[str]:
    for block in blocks:
        head = _ANCHOR.search(block)
        a = known.get(head[1]) if head else None
        if a is None:
            yield block
        elif head is not None and a.now is not None:
            new = f'anchor = "{a.now.anchor}"\ntext_hash = "{hashes[a.now]}"\n'
            yield block[: head.start()] + new + block[head.end() :]
