"""Commands that measure or fit one part, and publish what was measured. Wiring only."""

from __future__ import annotations

import argparse
import datetime as dt
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


def calibrate(args: argparse.Namespace) -> None:
    from assistant.search.calibration import BARE, FILE, read_calibration
    from evals.calibrate import cross_validated, fit, in_words, write_calibration
    from evals.samples import collect, without_headnotes

    assistant = open_assistant(read_settings())
    today = dt.datetime.now(dt.UTC).date()
    for path, asked in ((FILE, assistant), (BARE, without_headnotes(assistant))):
        bar = Bar("question")
        try:
            samples = collect(asked, read_gold(), "dev", bar)
        finally:
            bar.close()
        also = read_calibration(FILE).also
        found = fit(samples, also)
        write_calibration(found, path, str(assistant.index.fingerprint), today)
        print(f"{path}: {found.questions} dev questions, {in_words(found.verdict)}")
        print(f"on questions that a fit did not see: {in_words(cross_validated(samples, also))}")


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
    from assistant.support.scoring import FILE, read_fitted
    from evals.support import fit, judge_all, summary, table, write_fitted
    from ingest.embedding.encoder import open_encoder
    from ingest.embedding.model import find_model

    settings = read_settings()
    assistant = open_assistant(settings)
    model = find_model(settings.model)
    judged = judge_all(assistant, open_encoder(settings.models, model, settings.threads))
    fitted = fit(judged) if args.fit else read_fitted()
    if args.fit:
        today = dt.datetime.now(dt.UTC).date()
        write_fitted(fitted, FILE, str(assistant.index.fingerprint), today, len(judged))
        warn(f"{FILE}: written")
    found = summary(judged, fitted)
    _print_figures(args, "support", found, table(found), assistant)


def drafts(args: argparse.Namespace) -> None:
    from assistant.check.checker import Checker
    from evals.check_drafts import check_drafts, summary, table
    from evals.drafted import draft_pairs

    assistant = open_assistant(read_settings())
    checker = Checker(assistant.index, lambda text, only: assistant.ask(text, (), only), assistant.judge)
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
