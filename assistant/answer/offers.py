"""Questions to go on with: those of the headnotes on paragraphs near by, which the documents answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.text.language import language_of
from assistant.text.messages import message
from assistant.text.words import terms
from assistant.types import Answer, Evidence, Refusal, Reply
from ingest.library import Library
from ingest.types import Paragraph

MOST = 3
LENGTH = range(6, 15)  # words of a question that reads well on a button
_WHOLE = re.compile(r"^(?:What|Which|Who|Whom|How|When|Where|Why|Does|Do|Is|Are|Must|Should)\b[^“”\"();]+\?$")


def with_offers(reply: Reply, library: Library) -> Reply:
    """Return a reply with questions to go on with; small talk keeps its own."""
    if reply.offers or (isinstance(reply, Refusal) and not reply.searched):
        return reply
    return replace(reply, offers=offers(reply, library))


def offers(reply: Reply, library: Library) -> tuple[str, ...]:
    """Return up to `MOST` questions, one a paragraph: of the paragraphs near an answer that it does not
    cite, or of the nearest ones to a refused question.
    """
    cited = {c.locator for c in reply.citations} if isinstance(reply, Answer) else set()
    near = [e.paragraph for e in reply.evidence if e.paragraph.locator not in cited]
    if isinstance(reply, Answer) and reply.form:
        near = [*(library.paragraph(x) for x in reply.rest), *_spread(reply.evidence)]
    asked = set(terms(reply.question))
    found: dict[str, None] = {}
    for paragraph in near:
        if len(found) == MOST:
            break
        if paragraph.locator.kind != "acronym" and (question := question_on(paragraph, library, asked)):
            found[question] = None
    return tuple(found)


def _spread(evidence: Iterable[Evidence]) -> list[Paragraph]:
    """Paragraphs of a survey, the first of each document before others."""
    every = [e.paragraph for e in evidence]
    firsts = {p.locator.document: p for p in reversed(every)}
    return [*(p for p in every if p in firsts.values()), *(p for p in every if p not in firsts.values())]


def question_on(paragraph: Paragraph, library: Library, asked: set[str]) -> str:
    """Return the editors' question on a paragraph that is nearest to the terms ``asked`` and not the
    same; empty if none reads well.
    """
    headnote = library.headnote(paragraph.locator)
    kept = [
        q
        for q in (headnote.questions if headnote else ())
        if _WHOLE.match(q) and len(q.split()) in LENGTH and set(terms(q)) != asked
    ]
    return max(kept, key=lambda q: (len(asked & set(terms(q))), -len(q)), default="")


def asked_back(answer: Answer, options: Sequence[str], library: Library) -> Answer:
    """Return the answer for each of the documents that fit, with the question to each of them."""
    language = language_of(answer.question)
    asked = tuple(message("when_adopted", language, symbol=library.document(d).symbol) for d in options)
    remarks = (message("which_document", language), *answer.remarks)
    return replace(answer, how="asked back", remarks=remarks, offers=asked)
