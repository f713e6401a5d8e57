"""The options of `python -m assistant quiz`, apart so that `--help` loads nothing heavy."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.quiz.export import FORMATS
from assistant.quiz.items import KINDS, LEVELS

COUNT = 20  # items of a quiz, unless another number is asked for


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--documents", nargs="+", default=[], metavar="ID")
    parser.add_argument("--sections", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--topics", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--kinds", nargs="+", default=[], metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--level", nargs="+", default=[], metavar="LEVEL", help=", ".join(LEVELS))
    parser.add_argument("--count", type=int, help=f"how many items ({COUNT}; with --bank all)")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same quiz (1)")
    parser.add_argument("--format", default="gift", metavar="NAME", help=", ".join(FORMATS))
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: on screen, if it is text")
    parser.add_argument(
        "--bank", action="store_true", help="instead of new items the accepted ones that fit all the above"
    )
    parser.add_argument(
        "--model-drafts",
        type=int,
        default=0,
        metavar="N",
        help="up to N more items drafted by the language model in WPS_LLM, through the same checks",
    )
    parser.add_argument("--stale", action="store_true", help="accepted items whose paragraph changed")
