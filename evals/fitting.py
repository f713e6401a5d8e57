"""Commands that fit one learned part and write its numbers. Wiring only."""

from __future__ import annotations

import argparse
import datetime as dt

from evals.gold import read_gold
from evals.measuring import open_assistant
from ingest.console import Bar, warn
from ingest.settings import read_settings

PARTS = {
    "reader": "which paragraph answers, on headnotes and evals/training",
    "ranking": "order, relevance, refusal and further paragraphs, on gold dev",
    "survey": "broad questions, their topics, and what belongs in their answers, on dev and evals/training",
    "support": "whether a paragraph supports a statement, on dev statements",
}


def fit_part(args: argparse.Namespace) -> None:
    {"reader": fit_reader, "ranking": fit_ranking, "support": fit_support, "survey": fit_survey}[args.part]()


def fit_reader() -> None:
    from assistant.search.late_interaction import Chunks
    from assistant.search.lexicon import Lexicon
    from assistant.search.paragraph_texts import lexical_texts
    from assistant.search.reader import passages_of
    from assistant.search.reader_weights import FILE, write_weights
    from evals.reader import fit
    from evals.reader.examples import examples
    from ingest.index.opening import index_encoder, open_index

    settings = read_settings()
    index = open_index(settings, warn)
    encoder, library = index_encoder(settings, index), index.library
    chunks = Chunks(index, {p.locator: row for row, p in enumerate(library.paragraphs)})
    found = examples(library)
    bar, texts = Bar("question"), len({x.question for x in found})
    try:
        passages = passages_of(library, chunks)
        pairs = fit.Pairs(
            found,
            dict(zip((p.locator for p in library.paragraphs), passages, strict=True)),
            Lexicon(lexical_texts(library)),
            encoder,
            lambda done: bar("embedding", done, texts),
        )
    finally:
        bar.close()
    fitted = fit.fit_reader(pairs, index.fingerprint.model, settings.threads, print)
    write_weights(fitted.weights)
    print(f"{FILE}: {fitted.examples} examples, AUROC on held-out paragraphs {fitted.held_out}")


def fit_ranking() -> None:
    from assistant.search.calibration import BARE, FILE
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
        found = fit(samples)
        write_calibration(found, path, str(assistant.index.fingerprint), today)
        print(f"{path}: {found.questions} dev questions, {in_words(found.verdict)}")
        print(f"on questions that a fit did not see: {in_words(cross_validated(samples))}")


def fit_support() -> None:
    from assistant.support.scoring import FILE
    from evals.support import fit, judge_all, write_fitted

    assistant = open_assistant(read_settings())
    judged = judge_all(assistant, assistant.finder.searcher.encoder)
    today = dt.datetime.now(dt.UTC).date()
    write_fitted(fit(judged), FILE, str(assistant.index.fingerprint), today, len(judged))
    print(f"{FILE}: {len(judged)} statements")


def fit_survey() -> None:
    from assistant.question.forms import FILE as FORMS_FILE
    from assistant.question.forms import write_forms
    from assistant.survey.weights import FILE
    from evals.survey.examples import form_examples
    from evals.survey.forms import FormFit
    from evals.survey.selection import fit_selection, write_selection

    assistant = open_assistant(read_settings())
    library, encoder = assistant.library, assistant.finder.searcher.encoder
    found = form_examples(library)
    bar = Bar("question")
    try:
        fit = FormFit(found, encoder, library.documents, lambda done: bar("embedding", done, len(found)))
    finally:
        bar.close()
    weights, worth = fit.fit(assistant.index.fingerprint.model)
    write_forms(weights)
    print(f"{FORMS_FILE}: {len(found)} questions; {worth}")
    selection = fit_selection(assistant, weights)
    write_selection(selection, FILE, str(assistant.index.fingerprint), dt.datetime.now(dt.UTC).date())
    print(f"{FILE}: {selection.worth}")
