"""Questions in plain words: the editor's headnotes ask, the documents' sentences answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.question.address import find_addresses
from assistant.question.wanted import asked_for, holds
from assistant.quiz.checks.cues import tells
from assistant.quiz.items import Asking, QuizItem
from assistant.quiz.material.distractors import pick
from assistant.quiz.material.source import QuizSource
from ingest.documents.sentences import sentence_spans
from ingest.documents.vocabulary import any_of
from ingest.types import Headnote, Locator, Span

LONGEST = 240  # characters of a sentence that serves as an option
SHORTEST = 30
NEAR = 0.826  # cosine of question and sentence above which the sentence may answer the question
CLEAR = 0.015  # how much nearer the key's sentence is than the others of its paragraph
OWN = 0.81  # cosine that the sentence of the key has at least, where it is its paragraph's only one
AMONG = 0.84  # the same where there are others
_ASKS = re.compile(r"^(?:What|Which|Who|Whom|Whose|How|When|Where|Why|With whom|In what|At what|By when)\b")
_LEANS = re.compile(
    r"\b(?:this|these|those|here|it|its|they|them|booklet|brochure|preface|introduction|footnote|annex|closing"
    r"|opening|paragraph|first|second|third|fourth|last|next|number|record|page|end|begin\w*|above|below|again"
    r"|point|passage|preamble|described|same|repeat\w*|earlier|text|texts|document|list(?:ed|s)?|named?|mention\w*|cited?"
    r"|recall\w*|stand for|essential)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"^(?:This (?!Policy)|These|It|They|Such|Additionally|In addition|The following)\b|^“|^For example"
    r"|^In accordance|^•|pp?g?\. ?\d",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|will|must|should|has|have|can|may|includes?|provides?|ensures?|encourages|recogni[sz]es"
    r"|contributes?|steer|deploys|enables|supports|rests|builds|considers|promoted|noted|factor|influences"
    r"|leads?|disproportionately|acknowledges|exploit|face|impacts|encompasses|runs|offers"
    r"|necessitates)\b|: To "
)
_FIT = ("para", "op", "pp", "section", "fn")


def provisions(source: QuizSource) -> Iterator[QuizItem]:
    """Questions of daily work, each with the sentence that answers it."""
    sentences = standalone(source)
    own: dict[Locator, dict[str, Span]] = {}
    for text, (locator, span) in sentences.items():
        own.setdefault(locator, {})[text] = span
    for headnote in source.library.headnotes:
        if headnote.locator.kind in _FIT and headnote.locator in own:
            yield from _applied(source, headnote, own[headnote.locator], sentences)


Sentences = dict[str, tuple[Locator, Span]]


def standalone(source: QuizSource) -> Sentences:
    """Every sentence that can stand alone as an option, without its closing mark."""
    found: Sentences = {}
    dull = dull_sentences(source)
    for paragraph in source.library.paragraphs:
        if paragraph.locator.kind not in _FIT:
            continue
        for span in sentence_spans(paragraph.text):
            text = option(span.of(paragraph.text))
            opens = paragraph.text[span.end - 1] == ":" or (
                paragraph.text[span.end - 1] == ";" and paragraph.locator.kind not in ("op", "pp")
            )
            whole = _VERB.search(text) or paragraph.locator.kind in ("op", "pp")
            fits = SHORTEST <= len(text) <= LONGEST and text[0].isupper() and bool(whole)
            if fits and not opens and not dull.search(text):
                found.setdefault(text, (paragraph.locator, span))
    return found


def dull_sentences(source: QuizSource) -> re.Pattern[str]:
    """Return the pattern of sentences that lean on others, or that nobody need know."""
    return any_of((_BESIDE.pattern, *source.library.vocabulary.quiz.sentences), re.IGNORECASE)


def option(text: str) -> str:
    """Turn a sentence into an option: without its closing mark and a last "and"."""
    return re.sub(r"[;,]? and$", "", " ".join(text.split()).rstrip(" ;,.:"))


def _applied(
    source: QuizSource, headnote: Headnote, own: dict[str, Span], sentences: Sentences
) -> Iterator[QuizItem]:
    """For each of its ``own`` sentences the question that is most clearly about it, one in other words
    before one that repeats its words.
    """
    if source.truth.said_in(headnote.summary, share=0.9)[1:]:
        return
    about: dict[str, tuple[bool, float, int]] = {}
    for number, question in enumerate(headnote.questions, start=1):
        if stands(question, source):
            for text, cosine in _cosines(source, headnote, number, own):
                fit = (not tells(question, text), cosine, number)
                about[text] = max(about.get(text, fit), fit)
    for text, (*_, number) in about.items():
        item = _provision(source, headnote, number, text, own[text], sentences)
        if item is not None:
            yield item


def _cosines(
    source: QuizSource, headnote: Headnote, number: int, own: dict[str, Span]
) -> Iterator[tuple[str, float]]:
    """The sentence that a question is about, if one stands out."""
    locator = headnote.locator
    found = source.truth.cosines_in(locator, source.truth.headnote_vector(locator, number))
    ranked = sorted(found.items(), key=lambda pair: -pair[1])
    least = OWN if len(ranked) == 1 else AMONG
    asked = asked_for(headnote.questions[number - 1])
    for text, span in own.items():
        clear = len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= CLEAR
        near = span == ranked[0][0] and ranked[0][1] > least
        if near and clear and holds(asked, text, source.held):
            yield text, ranked[0][1]


def stands(question: str, source: QuizSource) -> bool:
    """Tell whether a question begins with a question word and can be understood without its paragraph."""
    good = _ASKS.match(question) and not _LEANS.search(question) and len(question.split()) >= 5
    return bool(good) and not find_addresses(question, source.library.documents)


def beside(locator: Locator, sentences: Sentences) -> Sentences:
    """Sentences of other paragraphs of the same part of the document."""
    return {
        text: place
        for text, place in sentences.items()
        if place[0].document == locator.document
        and place[0] != locator
        and place[0].parent != locator
        and locator.parent != place[0]
        and (place[0].kind == "pp") == (locator.kind == "pp")
    }


def akin(source: QuizSource, headnote: Headnote, pool: Sentences) -> Sentences:
    """Keep the sentences of paragraphs that share a topic with the headnote."""
    topics = set(headnote.topics)
    return {text: place for text, place in pool.items() if topics & set(source.topics(place[0]))}


def _provision(
    source: QuizSource, headnote: Headnote, number: int, key: str, span: Span, sentences: Sentences
) -> QuizItem | None:
    locator, question = headnote.locator, headnote.questions[number - 1]
    truth = source.truth
    near = truth.nearness(truth.headnote_vector(locator, number))
    covered = truth.coverage(question)
    pool = beside(locator, sentences)
    related = akin(source, headnote, pool)

    def true(text: str) -> bool:
        row = truth.row(pool[text][0])
        return bool(near[row] >= NEAR or covered[row] >= 0.5)

    seed = source.seed(locator, "provision", question)
    wrong = pick(key, related, true, seed) or pick(key, pool, true, seed)
    if not wrong or max(map(len, wrong)) > 2.2 * len(key) or len(key) > 2.2 * min(map(len, wrong)):
        return None
    name = source.name(locator.document)
    return source.make(
        "multiple-choice",
        "provision",
        f"A colleague asks: “{question}” Which provision of {name} gives the answer?",
        (key,),
        question.lower(),
        [(locator, span)],
        wrong=wrong,
        rationale=f"In short: {headnote.summary}",
        askings=[Asking(question, locator, inside=True)],
        rivals=tuple(pool[w][0] for w in wrong),
    )
