"""Items on what resolutions hold to be so: what they recognize, stress, welcome, are concerned about."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from assistant.quiz.items import FALSE, TRUE, Asking, QuizItem
from assistant.quiz.material.distractors import pick
from assistant.quiz.material.source import Excerpt, QuizSource
from ingest.index.provisions.english import kind_of
from ingest.types import Locator, Paragraph

_WHAT = re.compile(
    r"(?:that|the (?:need|importance|important role|urgent need|necessity|role|link|efforts|work|inclusion"
    r"|responsibility|responsibilities|particular needs|distinct role|substantial link|differential"
    r"|continuing need|ongoing need|critical contributions))\b"
)
_TAIL = re.compile(
    r",\s+(?:and\s+(?:in|further|that|noting|recogni[sz]ing|stressing|encouraging|expressing|reaffirming)\b"
    r"|(?:including|inter alia|in particular|particularly|as|taking into|through|with|while|noting|stressing"
    r"|recogni[sz]ing|encouraging|affirms|affirming|given|notably|such as|which|reaffirming|urges|urging"
    r"|calls?|requests?|emphasi[sz]es|expresses|welcoming|underlining|expressing|in order|drawing)\b).*",
    re.DOTALL,
)
_LEANS = re.compile(
    r"\b(?:such acts|this|these|aforementioned|its|his|Secretary-General’s report)\b|\(S/|\bPRST\b"
)
_NEXT = re.compile(  # where a second statement begins; what is said to be so stays whole
    r",?\s+and\s+(?:as such|in (?:this|that)|further|that|noting|recogni[sz]ing|stressing|encouraging|demands"
    r"|expressing|reaffirming|welcoming|urging|requests)\b.*|,\s+(?:noting|stressing|recogni[sz]ing|affirms"
    r"|encouraging|reaffirming|urges|calls?|requests?|emphasi[sz]es|expresses|expressing|drawing)\b.*",
    re.DOTALL,
)
COMMON = 2  # other resolutions that say the same make it a formula that nobody need tell apart
FEWEST, MOST = 9, 40  # words of what is held to be so


def declared(source: QuizSource) -> Iterator[QuizItem]:
    """Write at most one item a paragraph, on its first statement."""
    for paragraph in source.library.paragraphs:
        if paragraph.locator.kind not in ("op", "pp"):
            continue
        found = _statement(source, paragraph)
        if found is not None:
            item = _item(source, *found)
            if item is not None:
                yield item


def _statement(source: QuizSource, paragraph: Paragraph) -> tuple[str, str, Excerpt] | None:
    """Return the verb, the statement and its place of a paragraph that holds something to be so; else
    None.
    """
    first = next(iter(source.library.provisions(paragraph.locator)), None)
    if first is None or kind_of(first.force) != "stating" or not _WHAT.match(first.action):
        return None
    what = first.action.partition(";")[0]
    what = (_NEXT if what.startswith("that ") else _TAIL).sub("", what).rstrip(" ;,.")
    if re.search(r"\b(?:and|of the of)\b$|\bof the of\b|, civil society$", what):
        return None
    if _LEANS.search(what) or not FEWEST <= len(what.split()) <= MOST:
        return None
    return first.force, what, (paragraph.locator, first.span)


def _item(source: QuizSource, verb: str, what: str, place: Excerpt) -> QuizItem | None:
    """Ask which resolution says so, or whether it is true that one does."""
    locator = place[0]
    others = _others(source, what, place)
    if len(_also(source, what, locator)) >= COMMON:
        return None
    said = f"{source.titled(locator.document)} {verb} {what}."
    fact = f"declared|{what[:80].lower()}"
    way = int(hashlib.sha256(f"{locator}{what}".encode()).hexdigest(), 16) % 4
    asked = Asking(f"Does {source.name(locator.document)} say {what}?", locator, inside=True)
    if way >= 2 and len(others) == 3:
        stem = f"Which resolution {verb} {what}?"
        return source.make(
            "which-says",
            "document",
            stem,
            (source.titled(locator.document),),
            fact,
            [place],
            wrong=others,
            rationale=said,
            askings=[Asking(stem, locator)],
        )
    if way == 1 and not others:
        return None
    key = FALSE if way == 1 else TRUE
    shown = f"{others[0]} {verb} {what}." if key == FALSE else said
    return source.make(
        "true-false",
        "statement",
        f"True or false? {shown}",
        (key,),
        fact,
        [place],
        wrong=(TRUE if key == FALSE else FALSE,),
        askings=[asked],
        rationale=f"The statement is {key.lower()}.",
        correction="" if key == TRUE else f"Correct: {said}",
    )


def _also(source: QuizSource, what: str, locator: Locator) -> set[str]:
    """Other documents that say so."""
    return {x.document for x in source.truth.said_in(what)} - {locator.document}


def _others(source: QuizSource, what: str, place: Excerpt) -> Sequence[str]:
    """Resolutions that do not say so, in these or other words."""
    locator, span = place
    names = {source.titled(d): d for d in source.resolutions if d != locator.document}

    def true(name: str) -> bool:
        where = [names[name]]
        return bool(source.truth.said_in(what, where)) or source.truth.meant_in(locator, span, where)

    own = source.titled(locator.document)
    return pick(own, names, true, source.seed(locator, "declared")) or pick(
        own, names, true, source.seed(locator, "declared"), count=1
    )
