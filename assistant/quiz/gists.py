"""Which says so, in other words: the editor's summaries, and what they sum up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.quiz.distractors import pick
from assistant.quiz.provisions import DULL, Sentences, akin, beside, standing
from assistant.quiz.source import Source
from assistant.quiz.types import Asking, QuizItem
from ingest.types import Headnote, Span

LONG = 38  # words of a summary
SAME = {"op": 0.6, "pp": 0.5}  # cosine of two summaries at which they may say the same
NEAR = 0.5  # cosine of summary and sentence above which the sentence may say the same
_TELLS = re.compile(
    r"^The (?:report|next|two|experts|team)\b|report should|\d{3}|\bparagraphs?\b|\bCouncil recalls\b"
)


def gists(source: Source) -> Iterator[QuizItem]:
    """Resolutions are told from each other, the policy's provisions from one another."""
    sentences = standing(source)
    for headnote in source.headnotes.values():
        in_resolution = headnote.locator.document in source.resolutions
        item = (
            _document(source, headnote) if in_resolution else _summed(source, headnote, sentences)
        )
        if item is not None:
            yield item


def _summed(source: Source, headnote: Headnote, sentences: Sentences) -> QuizItem | None:
    """Which of four sentences is summed up?"""
    locator = headnote.locator
    own = {text: span for text, (where, span) in sentences.items() if where == locator}
    vector = source.truth.headnote_vector(locator, 0)
    ranked = sorted(source.truth.cosines_in(locator, vector).items(), key=lambda pair: -pair[1])
    key = next((text for text, span in own.items() if span == ranked[0][0]), "")
    if not key or len(ranked) > 1 or not 8 <= len(headnote.summary.split()) <= LONG:
        return None
    near = source.truth.sentence_cosines(vector)
    pool = akin(source, headnote, beside(locator, sentences))

    def true(text: str) -> bool:
        where = pool[text][0]
        return near[where][0] >= NEAR or source.truth.says(where, headnote.summary, 0.5)

    wrong = pick(key, pool, true, source.seed(locator, "summed"))
    if not wrong or max(map(len, wrong)) > 2.2 * len(key):
        return None
    name, summary = source.name(locator.document), headnote.summary.rstrip(".")
    return source.make(
        "which-says",
        "gist",
        f"Which provision of {name} says, in other words: “{summary}”?",
        (key,),
        "summed",
        [(locator, own[key])],
        wrong=wrong,
        rationale=f"“{summary}” sums it up.",
        askings=[Asking(summary, locator, inside=True)],
        rivals=tuple(pool[w][0] for w in wrong),
    )


def _document(source: Source, headnote: Headnote) -> QuizItem | None:
    """Which resolution says so, in other words?"""
    locator = headnote.locator
    plain = _TELLS.search(headnote.summary) or DULL.search(source.by_locator[locator].text)
    if locator.kind not in ("op", "pp") or plain or not 8 <= len(headnote.summary.split()) <= LONG:
        return None
    vector = source.truth.headnote_vector(locator, 0)
    near = source.truth.sentence_cosines(vector)
    notes = {
        h.locator: float(source.truth.headnote_vector(h.locator, 0) @ vector)
        for h in source.headnotes.values()
    }
    names = {source.titled(d): d for d in source.resolutions if d != locator.document}

    def true(name: str) -> bool:
        inside = [x for x in near if x.document == names[name]]
        close = max((max(near[x][0], notes.get(x, 0.0)) for x in inside), default=0.0)
        return close >= SAME[locator.kind] or bool(
            source.truth.said_in(headnote.summary, [names[name]], share=0.5)
        )

    wrong: Sequence[str] = pick(
        source.titled(locator.document), names, true, source.seed(locator, "gist")
    )
    if not wrong:
        return None
    text = source.by_locator[locator].text
    span = near.get(locator, (0.0, Span(0, len(text))))[1]
    summary = headnote.summary.rstrip(".")
    stem = f"Which resolution says, in other words: “{summary}”?"
    return source.make(
        "which-says",
        "gist",
        stem,
        (source.titled(locator.document),),
        "summary",
        [(locator, span)],
        wrong=wrong,
        rationale=f"This sums up a paragraph of {source.name(locator.document)}.",
        askings=[Asking(stem, locator)],
    )
