"""The command `gold check`: gold questions whose paragraphs no longer have the text that they were
written for.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evals.gold import GoldQuestion, read_gold
from ingest.documents.anchoring import Anchored, Written, anchored
from ingest.documents.corpus import load_library
from ingest.documents.on_disk import documents_on_disk
from ingest.errors import GoldError
from ingest.json_values import from_json
from ingest.library import Library
from ingest.settings import read_settings
from ingest.types import Locator

TEXTS = "texts.json"  # beside gold questions: the hash of each paragraph's text that they were written for


def check_gold(args: argparse.Namespace) -> int:
    """List the rows to be reviewed; return 1 if there are any. With ``--write``, note the texts of today."""
    found, _ = documents_on_disk(read_settings())
    library, gold = load_library(found), read_gold(args.gold)
    path: Path = args.gold / TEXTS
    if args.write:
        path.write_text(_written(gold, library), encoding="utf-8")
        print(f"{path}: written")
        return 0
    count = 0
    for question, fate in changed(gold, read_texts(path), library):
        place = fate.now or "nowhere"
        print(f"{question.id}  {fate.fate}: {fate.written.locator} → {place}\n    {question.question}")
        count += 1
    print(f"{count} rows are to be reviewed" if count else "every row is of the texts of today")
    return 1 if count else 0


def read_texts(path: Path) -> Mapping[str, str]:
    """Return the hashes by locator. Raises `GoldError` if the file is missing or something else."""
    try:
        found: dict[str, str] = from_json(dict[str, str], path.read_bytes())
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: cannot be read ({error}); write it with `gold check --write`") from error
    return found


def changed(
    gold: Sequence[GoldQuestion], hashes: Mapping[str, str], library: Library
) -> Iterator[tuple[GoldQuestion, Anchored]]:
    """Yield each question with each of its paragraphs whose text moved, was edited or is gone; paragraphs of
    documents that are not on disk are left out.
    """
    asked: dict[Locator, list[str]] = {}
    for question in gold:
        for locator in locators(question):
            asked.setdefault(locator, []).extend(
                (question.question, *(w for f in question.must_contain for w in f))
            )
    fates: dict[Locator, Anchored] = {}
    for document in {x.document for x in asked if x.document in library}:
        written = [
            Written(x, hashes.get(str(x), ""), " ".join(words))
            for x, words in asked.items()
            if x.document == document
        ]
        fates |= {a.written.locator: a for a in anchored(written, library.of(document))}
    for question in gold:
        for locator in sorted(locators(question)):
            if locator in fates and fates[locator].fate != "kept":
                yield question, fates[locator]


def locators(question: GoldQuestion) -> frozenset[Locator]:
    """Return every paragraph that a question's row names."""
    return frozenset(x for one in question.gold for x in one) | question.also_ok


def _written(gold: Sequence[GoldQuestion], library: Library) -> str:
    named = sorted({x for question in gold for x in locators(question) if x in library})
    return json.dumps({str(x): library.paragraph(x).text_hash for x in named}, indent=0) + "\n"
