"""Command line of the evaluation; ``--help`` lists the commands."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from evals import commands, fitting, gold_check, measuring
from evals.gold import GOLD
from evals.outcomes import SEED
from ingest.console import run
from ingest.program import program_parser


def main(argv: list[str] | None = None) -> int:
    return run(_parser, argv)


def _parser() -> argparse.ArgumentParser:
    parser = program_parser("evals", "Measuring the assistant.")
    parts = parser.add_subparsers(required=True, metavar="COMMAND")

    one = parts.add_parser("run", help="ask gold questions and write report.json and report.html")
    one.add_argument(
        "--gold", type=Path, default=GOLD, metavar="F", help="file or folder of rows, broad ones too"
    )
    one.add_argument("--split", choices=("dev", "test"), help="only this half (default: both)")
    one.add_argument("--system", choices=commands.SYSTEMS, default="assistant")
    one.add_argument("--out", type=Path, metavar="DIR", help="where to write (.wps/evals/…)")
    one.add_argument(
        "--llm", metavar="SPEC", help="a language model (as WPS_LLM): draft, verified, extractive"
    )
    one.set_defaults(run=commands.run_gold)

    two = parts.add_parser("diff", help="compare two reports on the same questions")
    two.add_argument("a", type=Path, metavar="A")
    two.add_argument("b", type=Path, metavar="B")
    two.add_argument("--json", action="store_true")
    two.set_defaults(run=commands.diff_reports)

    three = parts.add_parser("gate", help="exit 0: holds, 1: worse, 2: could not be checked")
    three.add_argument("report", type=Path)
    three.add_argument("gate", type=Path, nargs="?", default=commands.GATE)
    three.set_defaults(run=commands.check_gate)

    four = parts.add_parser("external", help="evaluation data that nobody here wrote")
    four.add_argument("name", choices=("obliqa", "clapnq", "wice"))
    four.add_argument("--data", type=Path, required=True, metavar="FOLDER")
    four.add_argument("--split", default="dev", metavar="NAME")
    four.add_argument("--limit", type=int, metavar="N", help="only the first N questions")
    four.add_argument("--json", action="store_true")
    four.set_defaults(run=measuring.external)

    five = parts.add_parser("inbox", help="what users found wrong, as draft gold rows")
    five.add_argument("--out", type=Path, metavar="F", help="write the rows there")
    five.set_defaults(run=commands.inbox)

    six = parts.add_parser("fit", help="fit a learned part again and write its numbers")
    six.add_argument("part", choices=tuple(fitting.PARTS), help="; ".join(fitting.PARTS.values()))
    six.set_defaults(run=fitting.fit_part)

    ablate = parts.add_parser("ablate", help="what each part of finding and refusing is worth")
    ablate.add_argument("--split", choices=("dev", "test"), default="test")
    ablate.set_defaults(run=measuring.ablate)

    seven = parts.add_parser("speed", help="time and memory, beside a plain index")
    seven.add_argument("--questions", type=int, default=200)
    seven.set_defaults(run=measuring.speed)

    eight = parts.add_parser("quiz", help="what the quiz items of the documents are worth")
    eight.set_defaults(run=measuring.quiz)

    nine = parts.add_parser("support", help="the check of a model's statements: AUROC, F1, caught")
    nine.set_defaults(run=measuring.support)

    ten = parts.add_parser("drafts", help="the draft check on true sentences and on changed ones")
    ten.add_argument("--count", type=int, default=2000, metavar="N", help="of each (2000)")
    ten.add_argument("--seed", type=int, default=SEED, metavar="N", help=f"which of them ({SEED})")
    ten.set_defaults(run=measuring.drafts)

    for one_part in (ablate, seven, eight, nine, ten):
        one_part.add_argument("--json", action="store_true", help="as `publish` takes it")

    held = parts.add_parser("gold", help="gold questions and the texts that they were written for")
    check = held.add_subparsers(required=True, metavar="COMMAND").add_parser(
        "check", help="rows whose paragraph has moved, changed or gone"
    )
    check.add_argument("--gold", type=Path, default=GOLD, metavar="FOLDER", help="folder of rows")
    check.add_argument("--write", action="store_true", help="note the texts of today")
    check.set_defaults(run=gold_check.check_gold)

    last = parts.add_parser("publish", help="write docs/evaluation.md from measured figures")
    last.add_argument(
        "files",
        type=Path,
        nargs="*",
        metavar="FILE",
        help="report.json, or what another command wrote with --json; none: write the page anew",
    )
    last.set_defaults(run=measuring.publish)

    return parser


if __name__ == "__main__":
    sys.exit(main())
