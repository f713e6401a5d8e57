"""Commands that measure one part, and publish what was measured. Wiring only."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from evals.gold import read_gold
from evals.outcomes import Texts
from ingest.console import Bar, json_line, warn
from ingest.errors import StoreError
from ingest.settings import Settings, read_settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant


def open_assistant(settings: Settings) -> Assistant:
    """The assistant on an up-to-date index: figures are of documents and parser as they are."""
    from assistant.assistant import Assistant
    from ingest.index.opening import out_of_date

    assistant = Assistant.open(settings, warn)
    reason = out_of_date(settings, assistant.index)
    if reason:
        raise StoreError(f"the index is out of date ({reason}); run `python -m ingest index`")
    return assistant


def external(args: argparse.Namespace) -> None:
    from evals.external import measure, table

    bar = Bar("question")
    try:
        found = measure(read_settings(), args.name, args.data, args.split, args.limit, bar)
    finally:
        bar.close()
    _print_figures(args, found["data"], found, table(found))


def ablate(args: argparse.Namespace) -> None:
    from evals.ablate import ablation, summary, table

    assistant = open_assistant(read_settings())
    bar = Bar("question")
    try:
        found = ablation(assistant, read_gold(), args.split, bar)
    finally:
        bar.close()
    _print_figures(args, "ablation", summary(found, args.split), table(found, args.split), assistant)


def speed(args: argparse.Namespace) -> None:
    from evals.speed import run, table

    found = run(args.questions)
    _print_figures(args, "speed", {"parts": found}, table(found))


def quiz(args: argparse.Namespace) -> None:
    from evals.quiz_figures import measure, summary, table

    assistant = open_assistant(read_settings())
    bar = Bar("item")
    try:
        found = measure(assistant, bar)
    finally:
        bar.close()
    _print_figures(args, "quiz", summary(found), table(found), assistant)


def support(args: argparse.Namespace) -> None:
    from assistant.support.scoring import read_fitted
    from evals.support import judge_all, summary, table
    from ingest.embedding.encoder import open_encoder
    from ingest.embedding.model import find_model

    settings = read_settings()
    assistant = open_assistant(settings)
    model = find_model(settings.model)
    judged = judge_all(assistant, open_encoder(settings.models, model, settings.threads))
    found = summary(judged, read_fitted())
    _print_figures(args, "support", found, table(found), assistant)


def drafts(args: argparse.Namespace) -> None:
    from assistant.check.checker import Checker
    from evals.check_drafts import check_drafts, summary, table
    from evals.drafted import draft_pairs

    assistant = open_assistant(read_settings())
    checker = Checker(assistant.index, assistant.nearest, assistant.judge)
    found = check_drafts(draft_pairs(assistant.index, args.count, args.seed), checker.check)
    _print_figures(args, "drafts", summary(found, args.seed), table(found), assistant)


def publish(args: argparse.Namespace) -> None:
    from evals.publish import PAGE, publish_figures

    for name in publish_figures(args.files):
        print(f"docs/figures/{name}.json: kept")
    print(f"{PAGE}: written")


def _print_figures(
    args: argparse.Namespace, name: str, found: dict[str, Any], text: str, assistant: Assistant | None = None
) -> None:
    from evals.publish import measured
    from evals.report import corpus_of

    corpus = corpus_of(Texts.of(assistant.index.paragraphs)) if assistant else ""
    print(json_line(measured(name, found, corpus)) if args.json else text)
