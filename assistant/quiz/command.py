"""`python -m assistant quiz`: write a quiz to a file, or list what has become stale."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.assistant import Assistant
from assistant.quiz.bank import read_bank, stale
from assistant.quiz.export import export, find_format
from assistant.quiz.items import KINDS, LEVELS, QuizItem
from assistant.quiz.options import COUNT
from assistant.quiz.select import Order, check_names, check_order, choose_items, fitting, known_of
from assistant.quiz.studio import Quiz, Studio
from assistant.quiz.writers.model_items import Struck
from ingest.console import Bar, warn
from ingest.errors import SettingsError
from ingest.settings import Settings, read_settings

MOST = 2000  # items
MOST_DRAFTED = 50  # by a language model, which takes its time
TEXTS = ("moodle", "gift", "aiken", "quizlet", "csv", "json")  # formats that a terminal can show


def run(args: argparse.Namespace) -> int:
    """Run the command; return exit code 0 if the file was written or nothing is stale, 1 if accepted items
    or editors' questions are.
    """
    settings = read_settings()
    if args.stale:
        return _stale(settings)
    order = _order(args)
    if args.out is None and args.format not in TEXTS:
        raise SettingsError(f"format {args.format!r} is not text; say where with --out FILE")
    more = args.model_drafts
    items = _banked(settings, order) if args.bank else _written(settings, order, more)
    done = export(items, args.format)
    if done.left_out:
        warn(done.told(args.format))
    if args.out is None:
        _show(done.data.decode("utf-8-sig"))
    else:
        _save(args.out, done.data)
        print(f"{args.out}: {done.count} items as {args.format}")
    return 0


def _show(text: str) -> None:
    """A file's text on the terminal; into a pipe or file its bytes, which are UTF-8 as it says."""
    if sys.stdout.isatty():
        sys.stdout.write(text)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())


def _save(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise SettingsError(
            f"--out {path}: cannot be written ({error.strerror}); choose another file"
        ) from error


def _order(args: argparse.Namespace) -> Order:
    """Raises `SettingsError` for what can be seen to be wrong before documents are opened."""
    find_format(args.format)
    check_names("kind", args.kinds, KINDS)
    check_names("level", args.level, LEVELS)
    count = (MOST if args.bank else COUNT) if args.count is None else args.count
    if not 0 <= args.model_drafts <= MOST_DRAFTED:
        raise SettingsError(
            f"--model-drafts {args.model_drafts}: must be a whole number from 0 to {MOST_DRAFTED}"
        )
    if not 1 <= count <= MOST:
        raise SettingsError(f"--count {count}: must be a whole number from 1 to {MOST}")
    return Order(
        count,
        args.seed,
        tuple(args.documents),
        tuple(args.sections),
        tuple(args.topics),
        tuple(args.kinds),
        tuple(args.level),
        args.format,
    )


def _banked(settings: Settings, order: Order) -> tuple[QuizItem, ...]:
    """The accepted items that the order allows, in the bank's order; so many of them as it wants."""
    bank = read_bank(settings.bank)
    if not bank:
        raise SettingsError(f"{settings.bank}: holds no accepted items; accept some in the app's Quiz tab")
    check_order(order, known_of(bank), " of the accepted items")
    fit = fitting(bank, replace(order, format=""))  # what the format cannot hold is told later
    if not fit:
        raise SettingsError(f"none of the {len(bank)} accepted items fits; leave something out")
    held = fit if len(fit) <= order.count else _spread(fit, order)
    if len(held) < order.count < MOST:
        warn(f"asked for {order.count}: only {len(held)} accepted items fit")
    return held


def _spread(items: Sequence[QuizItem], order: Order) -> tuple[QuizItem, ...]:
    """``order.count`` of them, by the seed, those first that the format can hold."""
    chosen, _ = choose_items(fitting(items, order) or items, order, lambda some: [""] * len(some))
    return tuple(i for i in items if i in chosen)


def _written(settings: Settings, order: Order, more: int) -> tuple[QuizItem, ...]:
    """``more`` items at most are drafted by the language model."""
    studio = Studio(Assistant.open(settings, warn))
    if more:
        studio.language_model()
    bar = Bar("item")
    try:
        quiz = studio.quiz(order, progress=lambda done, total: bar("quiz", done, total))
    finally:
        bar.close()
    for line in quiz_summary(quiz):
        warn(line)
    for line in studio.changed:
        warn(line)
    if quiz.plan.silent:
        warn(f"no such question can be asked of {len(quiz.plan.silent)} more paragraphs")
    drafted, struck = studio.model_items(more, order, quiz.items) if more else ((), ())
    for line in model_summary(drafted, struck) if more else ():
        warn(line)
    if not (quiz.items or drafted):
        raise SettingsError("no item fits all that was asked for; leave something out")
    return (*quiz.items, *drafted)


def model_summary(items: Sequence[QuizItem], struck: Sequence[Struck]) -> tuple[str, ...]:
    """Say how many items the language model drafted and why each other draft was struck out, a line each."""
    return (
        f"{len(items)} of {len(items) + len(struck)} items drafted by the language model hold",
        *(f"  {s.locator}: {s.reason}" for s in struck),
    )


def quiz_summary(quiz: Quiz) -> tuple[str, ...]:
    """Describe a quiz for its trainer in a few lines: items, levels, paragraphs, refused drafts, seconds."""
    levels = ", ".join(f"{n} {name}" for name, n in quiz.plan.levels if n)
    plan = quiz.plan
    lines = [
        f"{len(quiz.items)} items ({levels}) on {plan.asked} of {len(plan.coverage)} paragraphs, "
        f"{len(quiz.refused)} refused, {quiz.seconds:.1f} s",
        f"mean weight {plan.weight:.2f} of 1, {plan.trivia} items of trivia",
    ]
    if quiz.short_by:
        lines.append(
            f"asked for {quiz.order.count}: there are only {len(quiz.items)} such items that pass the checks"
        )
    lines += [f"could not be avoided: {flaw.detail}" for flaw in quiz.flaws]
    return tuple(lines)


def _stale(settings: Settings) -> int:
    from assistant.quiz.material.written import read_written
    from ingest.index.opening import open_index

    bank = read_bank(settings.bank)
    library = open_index(settings, warn).library
    found = stale(bank, library)
    changed = read_written(settings.manifest.parent, library.official()).changed
    for line in changed:
        print(line)
    for item, why in found:
        print(f"{item.id}  {why}\n    {item.stem}")
    print(f"{len(found)} of {len(bank)} accepted items are stale")
    return 1 if found or changed else 0
