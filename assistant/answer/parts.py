"""One answer to a question that asks several things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.text.language import language_of
from assistant.text.messages import message
from assistant.types import Answer, Refusal, Reply


@dataclass(frozen=True, slots=True)
class PartReply:
    """A part of a question in the person's words, and the reply to it."""

    text: str
    reply: Reply


def with_parts(whole: Reply, parts: Sequence[PartReply]) -> Reply:
    """Return the answer to the whole of a question and, behind it, what its parts are answered with where
    nothing before cites that; remarks name the parts that are not answered. Without an answer to the
    whole, the first part's answer stands in; without any, it is the refusal of the whole.
    """
    answers = [part.reply for part in parts if isinstance(part.reply, Answer)]
    if isinstance(whole, Refusal) and not answers:
        return whole
    base = answers[0] if isinstance(whole, Refusal) else whole
    found = replace(base, question=whole.question)
    for answer in answers:
        found = _with(found, answer)
    ranked = tuple(replace(e, rank=n) for n, e in enumerate(found.evidence, start=1))
    remarks = dict.fromkeys((*found.remarks, *_unanswered(parts)))
    return replace(found, evidence=ranked, remarks=tuple(remarks))


def _with(answer: Answer, part: Answer) -> Answer:
    cited = {c.locator for c in answer.citations}
    known = {e.paragraph.locator for e in answer.evidence}
    first = next((c.locator for c in part.citations), None)
    brings = first and first not in cited and (first.kind != "acronym" or part.how != "found")
    statements = tuple(s for s in part.statements if s not in answer.statements) if brings else ()
    return replace(
        answer,
        statements=(*answer.statements, *statements),
        evidence=(*answer.evidence, *(e for e in part.evidence if e.paragraph.locator not in known)),
        rejections=(*answer.rejections, *(part.rejections if brings else ())),
        remarks=(*answer.remarks, *(r for r in part.remarks if r not in answer.remarks)),
    )


def _unanswered(parts: Sequence[PartReply]) -> list[str]:
    """Return the remarks on parts without answer, each in the language of its part."""
    remarks = []
    for part in parts:
        if isinstance(part.reply, Refusal):
            language = language_of(part.text)
            why = part.reply.reason.removeprefix(message("not_answered", language)).strip()
            remarks.append(message("part_not_answered", language, part=part.text, why=why).rstrip())
    return remarks
