"""What the forms of questions are fitted on.

Broad questions: those of `evals/training/broad`, written for this with their form and the words of their
topic, each also with other topics in the place of its own; and gold `dev`. Narrow ones: gold `dev`, and a
part of `evals/training`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.question.query import Query, query_of
from assistant.question.typed import QuestionReader
from assistant.types import Form
from evals.broad import read_broad
from evals.gold import GOLD, read_gold
from evals.outcomes import SEED
from evals.reader.examples import FOLDER
from evals.rows import read_rows
from ingest.errors import QuestionError
from ingest.library import Library

BROAD, BROAD_GOLD = FOLDER / "broad" / "questions.jsonl", GOLD / "broad" / "questions.jsonl"
FORM_OF: dict[str, Form | str] = {
    "overview": "overview",
    "summary": "summary",
    "list_all": "list",
    "list_one": "list",
    "compare": "compare",
    "obligations": "register",
    "timeline": "timeline",
}
EVERY = 6  # of the narrow training questions, each so manieth
OTHER_TOPICS = 2


@dataclass(frozen=True, slots=True)
class BroadRow:
    """A line of the training file: ``topic`` holds runs of words of the question, ``documents`` the ids
    of the documents that it is about, none for all.
    """

    question: str
    form: Form
    topic: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormExample:
    """A question with its ``form``, "narrow" for a narrow one, and its ``topic`` where that is known.
    ``source``: training, other topic, gold or narrow; ``group``: the number that a question shares with
    its variants.
    """

    query: Query
    form: str
    topic: tuple[str, ...] | None
    source: str
    group: int


def form_examples(library: Library) -> tuple[FormExample, ...]:
    """Return all examples. Raises `GoldError` for a damaged file."""
    reader = QuestionReader(library)
    found: list[FormExample] = []
    for n, (text, form, topic, source, group) in enumerate(_texts()):
        try:
            query = query_of(reader.typed(text), iter(()), library.documents)
        except QuestionError:
            continue
        found.append(FormExample(query, form, topic, source, n if group < 0 else group))
    return tuple(found)


def _texts() -> Iterator[tuple[str, str, Any, str, int]]:
    rows = list(read_rows(BROAD, BroadRow).values())
    for n, row in enumerate(rows):
        yield row.question, row.form, row.topic, "training", n
    for n, text, form in _with_other_topics(rows):
        yield text, form, None, "other topic", n
    for question in read_broad(BROAD_GOLD):
        if question.split == "dev" and not question.history and question.category in FORM_OF:
            yield question.question, FORM_OF[question.category], None, "gold", -1
    for question in read_gold():
        if question.split == "dev":
            yield question.question, "narrow", None, "narrow gold", -1
    for path in sorted(FOLDER.glob("*.jsonl")):
        yield from ((text, "narrow", None, "narrow", -1) for text in _narrow(path))


def _with_other_topics(rows: list[BroadRow]) -> Iterator[tuple[int, str, str]]:
    """Questions with the topic of another one in the place of their own, so that a form is not taken for what
    was asked about in it.
    """
    chance = random.Random(SEED)
    topics = [row.topic[0] for row in rows if len(row.topic) == 1 and row.form != "register"]
    for n, row in enumerate(rows):
        for _ in range(OTHER_TOPICS if row.topic else 0):
            text = row.question
            for own in row.topic:
                at = text.lower().find(own.lower())
                text = f"{text[:at]}{chance.choice(topics)}{text[at + len(own) :]}"
            yield n, text, row.form


def _narrow(path: Path) -> Iterator[str]:
    rows = read_rows(path, _Question)
    yield from (row.question for n, row in enumerate(rows.values()) if n % EVERY == 0)


@dataclass(frozen=True, slots=True)
class _Question:
    question: str
    paragraphs: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
