"""`python -m assistant quiz`: write a quiz to a file, or list what has become stale."""

from __future__ import annotations

import argparse
import sys

from assistant.assistant import Assistant
from assistant.quiz.bank import read_bank, stale
from assistant.quiz.export import Exported, export, find_format
from assistant.quiz.select import Order, check
from assistant.quiz.studio import Quiz, Studio
from assistant.quiz.types import KINDS, LEVELS, QuizItem
from ingest.console import Bar, warn
from ingest.errors import SettingsError
from ingest.settings import Settings, read_settings

MOST = 2000  # items
TEXTS = ("moodle", "gift", "aiken", "quizlet", "csv", "json")  # formats that a terminal can show


def run(args: argparse.Namespace) -> int:
    """0 if the file was written or nothing is stale, 1 if accepted items are stale."""
    settings = read_settings()
    if args.stale:
        return _stale(settings)
    order = _order(args)
    if args.out is None and args.format not in TEXTS:
        raise SettingsError(f"format {args.format!r} is not text; say where with --out FILE")
    if args.bank:
        items = read_bank(settings.bank)
        if not items:
            raise SettingsError(
                f"{settings.bank}: holds no accepted items; accept some in the app's Quiz tab"
            )
    else:
        items = _written(settings, order)
    done = export(items, args.format)
    _report_left_out(done, args.format)
    if args.out is None:
        sys.stdout.write(done.data.decode("utf-8-sig"))
    else:
        args.out.write_bytes(done.data)
        print(f"{args.out}: {done.count} items as {args.format}")
    return 0


def _order(args: argparse.Namespace) -> Order:
    """Raises `SettingsError` for what can be seen to be wrong before documents are opened."""
    find_format(args.format)
    check("kind", args.kinds, KINDS)
    check("level", args.level, LEVELS)
    if not 1 <= args.count <= MOST:
        raise SettingsError(f"--count {args.count}: must be a whole number from 1 to {MOST}")
    return Order(
        args.count, args.seed, tuple(args.documents), tuple(args.sections), tuple(args.topics),
        tuple(args.kinds), tuple(args.level), short=args.format == "kahoot",
    )  # fmt: skip


def _written(settings: Settings, order: Order) -> tuple[QuizItem, ...]:
    studio = Studio(Assistant.open(settings, warn))
    bar = Bar("item")
    try:
        quiz = studio.quiz(order, progress=lambda done, total: bar("quiz", done, total))
    finally:
        bar.close()
    for line in summary(quiz):
        warn(line)
    if not quiz.items:
        raise SettingsError("no item fits all that was asked for; leave something out")
    return quiz.items


def summary(quiz: Quiz) -> tuple[str, ...]:
    """What a trainer should know about a quiz, in a few lines."""
    asked = sum(done for _, done in quiz.plan.coverage)
    levels = ", ".join(f"{n} {name}" for name, n in quiz.plan.levels if n)
    lines = [f"{len(quiz.items)} items ({levels}) on {asked} of {len(quiz.plan.coverage)} paragraphs, "
             f"{len(quiz.refused)} refused, {quiz.seconds:.1f} s"]  # fmt: skip
    if quiz.short_by:
        lines.append(
            f"asked for {quiz.order.count}: there are only {len(quiz.items)} such items that pass the checks"
        )
    return tuple(lines)


def _report_left_out(done: Exported, name: str) -> None:
    if done.left_out:
        ids = ", ".join(i.id for i in done.left_out[:5])
        warn(f"{len(done.left_out)} items cannot be held by {name} and are left out: {ids}"
             f"{' …' if len(done.left_out) > 5 else ''}")  # fmt: skip


def _stale(settings: Settings) -> int:
    from ingest.pipeline import open_index

    bank = read_bank(settings.bank)
    paragraphs = {p.locator: p for p in open_index(settings, warn).paragraphs}
    found = stale(bank, paragraphs)
    for item, why in found:
        print(f"{item.id}  {why}\n    {item.stem}")
    print(f"{len(found)} of {len(bank)} accepted items are stale")
    return 1 if found else 0
