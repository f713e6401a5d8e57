"""Which says so, in other words: the editor's summaries, and what they sum up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.quiz.material.distractors import pick
from assistant.quiz.material.source import Source
from assistant.quiz.types import Asking, QuizItem
from assistant.quiz.writers.provisions import DULL, Sentences, akin, beside, standing
from ingest.types import Headnote, Span

SHORT, LONG = 8, 38  # words of a summary
SAME = {"op": 0.6, "pp": 0.5}  # cosine of two summaries at which they may say the same
NEAR = 0.5  # cosine of summary and sentence above which the sentence may say the same
_TOO_PLAIN = re.compile(
    r"^The (?:report|next|two|experts|team)\b|report should|\d{3}|\bparagraphs?\b|\bCouncil recalls\b"
)


def gists(source: Source) -> Iterator[QuizItem]:
    """Resolutions are told from each other, the policy's provisions from one another."""
    sentences = standing(source)
    for headnote in source.headnotes.values():
        in_resolution = headnote.locator.document in source.resolutions
        item = _document(source, headnote) if in_resolution else _summed(source, headnote, sentences)
        if item is not None:
            yield item


def _summed(source: Source, headnote: Headnote, sentences: Sentences) -> QuizItem | None:
    """Which of four sentences is summed up?"""
    locator = headnote.locator
    own = {text: span for text, (where, span) in sentences.items() if where == locator}
    vector = source.truth.headnote_vector(locator, 0)
    ranked = sorted(source.truth.cosines_in(locator, vector).items(), key=lambda pair: -pair[1])
    key = next((text for text, span in own.items() if span == ranked[0][0]), "")
    if not key or len(ranked) > 1 or not SHORT <= len(headnote.summary.split()) <= LONG:
        return None
    near = source.truth.nearness(vector)
    pool = akin(source, headnote, beside(locator, sentences))

    def true(text: str) -> bool:
        where = pool[text][0]
        return near[source.truth.row(where)] >= NEAR or source.truth.says(where, headnote.summary, 0.5)

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


def _tells(source: Source, headnote: Headnote) -> bool:
    """Whether a summary of a resolution's paragraph says enough, and not too much, by itself."""
    text = source.by_locator[headnote.locator].text
    plain = _TOO_PLAIN.search(headnote.summary) or DULL.search(text)
    count = len(headnote.summary.split())
    return headnote.locator.kind in ("op", "pp") and not plain and SHORT <= count <= LONG


def _also_saying(source: Source, headnote: Headnote) -> frozenset[str]:
    """The documents that may say, in these or other words, what a headnote sums up."""
    near = SAME[headnote.locator.kind]
    close = source.truth.closeness(source.truth.headnote_vector(headnote.locator, 0))
    worded = {x.document for x in source.truth.said_in(headnote.summary, share=0.5)}
    return frozenset(worded | {d for d, cosine in close.items() if cosine >= near})


def _nearest(source: Source, headnote: Headnote) -> Span:
    """The sentence that a headnote sums up best."""
    locator = headnote.locator
    found = source.truth.cosines_in(locator, source.truth.headnote_vector(locator, 0))
    whole = Span(0, len(source.by_locator[locator].text))
    return max(found, key=lambda span: found[span], default=whole)


def _document(source: Source, headnote: Headnote) -> QuizItem | None:
    """Which resolution says so, in other words?"""
    locator = headnote.locator
    if not _tells(source, headnote):
        return None
    names = {source.titled(d): d for d in source.resolutions if d != locator.document}
    saying = _also_saying(source, headnote)

    def true(name: str) -> bool:
        return names[name] in saying

    wrong: Sequence[str] = pick(source.titled(locator.document), names, true, source.seed(locator, "gist"))
    if not wrong:
        return None
    summary = headnote.summary.rstrip(".")
    stem = f"Which resolution says, in other words: “{summary}”?"
    return source.make(
        "which-says",
        "gist",
        stem,
        (source.titled(locator.document),),
        "summary",
        [(locator, _nearest(source, headnote))],
        wrong=wrong,
        rationale=f"This sums up a paragraph of {source.name(locator.document)}.",
        askings=[Asking(stem, locator)],
    )
