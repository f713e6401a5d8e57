"""The real work on a small corpus, step by step, in a process of its own that is being watched.

    python -m assistant.commands.offline.trial

reads a pickled (model's name, folder of exported models, threads, steps) from stdin, and writes for
each step a JSON line when it begins and one when it is done: [true, false or null, text].
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands.offline.sample import DRAFT, QUESTION, write_sample
from ingest.offline import blocked, clear_strays

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from ingest.settings import Settings

ITEMS = 3  # of the quiz
LATE = 12.0  # seconds after its start in which a library still may call: onnxruntime waits for nine


class Trial:
    """A small corpus in ``folder``, and the assistant for it once it is indexed."""

    def __init__(self, folder: Path, model: str, models: Path, threads: int) -> None:
        self.started = time.monotonic()
        self.settings: Settings = replace(write_sample(folder, threads), model=model)
        if models.is_dir():
            self.settings.models.symlink_to(models.resolve(), target_is_directory=True)

    @cached_property
    def assistant(self) -> Assistant:
        from assistant.assistant import Assistant

        return Assistant.open(self.settings)


@dataclass(frozen=True, slots=True)
class TrialStep:
    """``name`` is shown when it begins, what ``run`` returns when it is done."""

    name: str
    run: Callable[[Trial], str]


def index(trial: Trial) -> str:
    from ingest.index.pipeline import build_index

    built = build_index(trial.settings, lambda label, done, total: None, lambda line: None)
    return f"indexed {len(built.paragraphs)} paragraphs"


def ask(trial: Trial) -> str:
    from assistant.types import Answer

    reply = trial.assistant.ask(QUESTION)
    if not isinstance(reply, Answer):
        raise ValueError(f"“{QUESTION}” was refused")
    return f"asked “{QUESTION}”, cited {reply.citations[0].locator}"


def check(trial: Trial) -> str:
    from assistant.check.checker import Checker
    from assistant.check.draft import read_draft

    file = trial.settings.home / "draft.md"
    file.write_text(DRAFT, encoding="utf-8")
    held = trial.assistant
    checker = Checker(held.index, held.nearest, held.judge)
    return f"checked a draft, {len(checker.check(read_draft(file)))} findings"


def quiz(trial: Trial) -> str:
    from assistant.quiz.export import export
    from assistant.quiz.select import Order
    from assistant.quiz.studio import Studio

    made = Studio(trial.assistant).quiz(Order(ITEMS, 1, (), (), (), (), (), "gift"))
    return f"wrote {export(made.items, 'gift').count} quiz items"


def page(trial: Trial) -> str:
    from assistant.ui import page_size
    from ingest.documents.page_image import page_png

    size = page_size(trial.assistant, trial.settings)
    document = trial.assistant.index.documents[0]
    image = page_png(trial.settings.documents / document.filename, document.sha256, 1)
    return f"the app started and served {size:,} bytes, and a page image of {len(image):,}"


def linger(trial: Trial) -> str:
    time.sleep(max(0.0, LATE - (time.monotonic() - trial.started)))
    return f"waited for late calls, {time.monotonic() - trial.started:.0f} seconds in all"


STEPS = (
    TrialStep("building a small index", index),
    TrialStep("asking a question", ask),
    TrialStep("checking a draft", check),
    TrialStep("writing a quiz", quiz),
    TrialStep("serving the page", page),
    TrialStep("waiting for late calls", linger),
)


def main() -> None:
    clear_strays(os.environ)
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)  # what libraries print is no finding
        model, models, threads, steps = pickle.load(sys.stdin.buffer)
        with tempfile.TemporaryDirectory(prefix="wps-trial-") as folder, blocked() as attempts:
            trial = Trial(Path(folder), model, models, threads)
            for row in _rows(trial, steps):
                print(json.dumps(row), file=out, flush=True)
            for attempt in attempts():
                print(json.dumps((False, f"called out: {attempt}")), file=out, flush=True)


def _rows(trial: Trial, steps: Sequence[TrialStep]) -> Iterator[tuple[bool | None, str]]:
    for step in steps:
        yield None, step.name
        try:
            yield True, step.run(trial)
        except Exception as error:  # of any library: it is what the trial is for
            yield False, f"{step.name}: {' '.join(str(error).split()) or type(error).__name__}"
            return


if __name__ == "__main__":
    main()
