"""Remarks on how an answer is to be read: in which conversation, and of which version."""

from __future__ import annotations

from dataclasses import replace

from assistant.question.intent import Intent, LookUp, Several, Talk
from assistant.text.messages import message
from assistant.types import Refusal, Reply
from ingest.library import Library


def with_version(reply: Reply, intent: Intent, library: Library) -> Reply:
    """Say in a remark that an answer is out of a version that a later one supersedes."""
    whole = intent.whole if isinstance(intent, Several) else intent
    if isinstance(reply, Refusal) or isinstance(whole, Talk):
        return reply
    cited = dict.fromkeys(c.locator.document for c in reply.citations)
    years = {
        id_: (str(library.document(id_).adopted.year), str(library.versions(id_)[-1].adopted.year))
        for id_ in cited
        if library.superseded(id_)
    }
    language = whole.query.typed.language
    remarks = [message("older_version", language, old=old, new=new) for old, new in years.values()]
    return replace(reply, remarks=(*reply.remarks, *remarks)) if remarks else reply


def with_follow_up(reply: Reply, intent: Intent) -> Reply:
    """Say in the first remark of what is found which question it was read as a follow-up to."""
    whole = intent.whole if isinstance(intent, Several) else intent
    if isinstance(reply, Refusal) or isinstance(whole, Talk | LookUp) or not whole.query.leans_on:
        return reply
    query = whole.query
    remark = message("follow_up", query.typed.language, question=query.leans_on)
    return replace(reply, remarks=(remark, *reply.remarks))
