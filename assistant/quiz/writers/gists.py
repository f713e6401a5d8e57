"""Items on editors' summaries: which document or sentence says so in other words?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.quiz.items import Asking, QuizItem
from assistant.quiz.material.distractors import pick
from assistant.quiz.material.source import QuizSource
from assistant.quiz.writers.provisions import Sentences, akin, beside, dull_sentences, standalone
from ingest.documents.vocabulary import any_of
from ingest.types import Headnote, Span

SHORT, LONG = 8, 38  # words of a summary
SAME = {"op": 0.88, "pp": 0.86}  # cosine of two summaries at which they may say the same
NEAR = 0.844  # cosine of summary and sentence above which the sentence may say the same
_NAMES = r"\d{3}|\bparagraphs?\b"  # a summary that names documents or paragraphs


def gists(source: QuizSource) -> Iterator[QuizItem]:
    """Write an item on each summary: which resolution says so, or which provision of the policy."""
    sentences = standalone(source)
    for headnote in source.library.headnotes:
        in_resolution = headnote.locator.document in source.resolutions
        item = _document(source, headnote) if in_resolution else _summed(source, headnote, sentences)
        if item is not None:
            yield item


def _summed(source: QuizSource, headnote: Headnote, sentences: Sentences) -> QuizItem | None:
    """Ask which of four sentences is summed up."""
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


def _tells(source: QuizSource, headnote: Headnote) -> bool:
    """Tell whether a summary of a resolution's paragraph says enough, and not too much, by itself."""
    text = source.library.paragraph(headnote.locator).text
    names = any_of((_NAMES, *source.library.vocabulary.quiz.summaries))
    plain = names.search(headnote.summary) or dull_sentences(source).search(text)
    count = len(headnote.summary.split())
    return headnote.locator.kind in ("op", "pp") and not plain and SHORT <= count <= LONG


def _also_saying(source: QuizSource, headnote: Headnote) -> frozenset[str]:
    """The documents that may say, in these or other words, what a headnote sums up."""
    near = SAME[headnote.locator.kind]
    close = source.truth.closeness(source.truth.headnote_vector(headnote.locator, 0))
    worded = {x.document for x in source.truth.said_in(headnote.summary, share=0.5)}
    return frozenset(worded | {d for d, cosine in close.items() if cosine >= near})


def _nearest(source: QuizSource, headnote: Headnote) -> Span:
    """The sentence that a headnote sums up best."""
    locator = headnote.locator
    found = source.truth.cosines_in(locator, source.truth.headnote_vector(locator, 0))
    whole = Span(0, len(source.library.paragraph(locator).text))
    return max(found, key=lambda span: found[span], default=whole)


def _document(source: QuizSource, headnote: Headnote) -> QuizItem | None:
    """Ask which resolution says so in other words."""
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
