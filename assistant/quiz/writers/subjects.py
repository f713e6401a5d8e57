"""Resolutions and their subjects: what one of them takes up and, in its words, no other does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.quiz.items import QuizItem
from assistant.quiz.material.source import Excerpt, QuizSource
from assistant.quiz.material.truth import bag
from assistant.quiz.writers.matching import Pair, matching
from ingest.documents.sentences import sentence_spans
from ingest.types import Paragraph

STEM = "Match each subject with the only one of these resolutions that takes it up."


def subjects(source: QuizSource) -> Iterator[QuizItem]:
    """Write matching items of four resolutions and one subject each; the first subjects of all come first."""
    turns: list[dict[str, Pair]] = []
    for subject in source.library.vocabulary.subjects:
        pair = _pair(source, subject)
        if pair is None:
            continue
        turn = next((t for t in turns if pair.right not in t), None)
        if turn is None:
            turns.append(turn := {})
        turn[pair.right] = pair
    for turn in turns:
        yield from matching(source, "document", STEM, list(turn.values()))


def _pair(source: QuizSource, subject: str) -> Pair | None:
    """The subject with its resolution; None unless there is exactly one."""
    takers = [
        p
        for p in source.library.paragraphs
        if p.locator.document in source.resolutions and bag(subject) <= bag(p.text)
    ]
    takers.sort(key=lambda p: p.locator.kind != "op")
    place = next((x for p in takers for x in _printed(p, subject)), None)
    if place is None or len({p.locator.document for p in takers}) != 1:
        return None
    document = source.titled(place[0].document)
    return Pair(subject, document, place, f"Which resolution speaks of {subject}?", inside=False)


def _printed(paragraph: Paragraph, subject: str) -> Iterator[Excerpt]:
    """The sentences in which the subject stands."""
    words = r"\s+".join(map(re.escape, subject.split()))
    for span in sentence_spans(paragraph.text):
        if re.search(words, span.of(paragraph.text)):
            yield paragraph.locator, span
