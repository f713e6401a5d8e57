"""Command line: calibrate | speed."""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from ingest.console import Bar, run, warn
from ingest.settings import read_settings


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals", description="Measuring the assistant.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    calibrate = commands.add_parser(
        "calibrate", help="fit weights, relevance and floor on gold dev questions"
    )
    calibrate.set_defaults(run=_calibrate)
    speed = commands.add_parser("speed", help="time, memory, and the same for a plain index")
    speed.add_argument("--questions", type=int, default=200)
    speed.set_defaults(run=_speed)
    args = parser.parse_args(argv)
    return run(lambda: args.run(args))


def _calibrate(args: argparse.Namespace) -> None:
    from assistant.assistant import Assistant
    from assistant.calibration import FILE
    from evals.calibrate import fit, write
    from evals.gold import read_gold

    assistant = Assistant.open(read_settings(), warn)
    bar = Bar("question")
    try:
        found = fit(assistant, read_gold(), bar)
    finally:
        bar.close()
    write(found, FILE, str(assistant.index.fingerprint), dt.datetime.now(dt.UTC).date())
    print(
        f"{FILE}: {found.questions} dev questions, first paragraph right {found.first:.3f}, "
        f"unanswerable refused {found.refused:.3f}, false refusals {found.false_refusals:.3f}"
    )


def _speed(args: argparse.Namespace) -> None:
    from evals.speed import run as measure
    from evals.speed import table

    print(table(measure(args.questions)))


if __name__ == "__main__":
    sys.exit(main())
