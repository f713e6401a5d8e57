"""Documents of addresses: which of those that a text names each address belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from assistant.question.address.documents import YEARS
from assistant.question.address.mention import Mention, absent

NEAR = 45  # characters behind "of" within which a document that is held is named
SUBJECT = 60  # characters before the subject of a sentence
FAR = 2000  # characters of a sentence behind its subject
LONGEST = 110  # characters of a title before an address
BACK = 50  # documents named before an address that are looked at
_PREPOSITION = re.compile(r"\s?,?\s?(?:(?:of|in|under|from|to)\s|\(|/)", re.IGNORECASE)
_THROUGH = re.compile(  # from a unit to the name of its document, nothing else between
    r"\s?,?\s?(?:(?:of|in|under|from|to)\s|\(\s?|/)?(?:of\s)?"
    r"(?:(?:the|its|UN|NATO|United Nations|Security Council|Council)(?:'s)?\s){0,3}$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:'s?)?[\s,;:(\[]{0,4}(?:(?:in|at|under|see|its|the|and|says?|states?|calls?|that)\s){0,3}(?:□[.,]?\s)?(?:in\s)?[(\[]?$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\W*(?:(?:what|which|how|where|when|who|why|is|are|does|do|did|in|under|as|by|per|according|to|see|cf|also|the|un|its|it)\W+){0,6}$",
    re.IGNORECASE,
)
_TITLE = re.compile(  # a title that is no document's at hand, before a comma: "(Helsinki Final Act, para. 7)"
    r"(?:^|[(\[]|[.;:]\s|\b(?:see|cf\.?|in|and)\s)(?:the\s)?(?P<name>(?-i:[A-Z])[^.;:()\[\],]{0,60}?\b(?-i:Act|Plan|Policy|Strategy"
    r"|Convention|Declaration|Report|Directive|Charter|Treaty|Protocol|Statute|Concept|Framework|Guidelines|Guide|Handbook"
    r"|Manual|Agreement|Principles|Study|Code|Law|Regulation|Pact|Compact|Agenda|Approach|Guidance|Doctrine|Roadmap"
    r"|Toolkit|Programme|Statement|Vision|Recommendation|Decision|Memorandum|Communiqué|Conclusions|Pledge|(?:JSP|DoDI|DODD|AAP|ATP)\s[\d.]{1,9})\b"
    r"[^.;:()\[\],]{0,30}(?:\(\d{4}\)|\d{4})?),\s$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[\s,;]*(?:(?:and|or|&|as well as|to)\s(?:the\s)?)?", re.IGNORECASE)
_STOP = re.compile(r"[.?!;]\s")
_ELSEWHERE = re.compile(  # a kind of document that is never one of ours
    r"[\s,]{0,2}(?:of|in|from)\s(?P<name>(?:the\s|NATO's?\s|its\s|an?\s){0,3}(?:\d{4}\s)?(?:[\w'-]{1,30}\s){0,3}?"
    r"(?:concept|communiqu[eé]|declaration|strategy|charter|convention|treaty|statute|protocols?"
    r"|directive|report|assessment|terms of reference|action plan|guidelines|handbook|manual|agreement"
    r"|compact|pact|final act|regulation|document S/))\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\s?(?:of|in|from|under)\s(?:the\s)?(?P<name>\d{3,4})\b(?!\s\w|[./(-]\d)", re.IGNORECASE
)
_NUMBER_BEFORE = re.compile(r"(?<![\w./-])(?P<name>\d{3,4})(?:'s)?[\s,]{1,2}$")


def belonging(
    text: str, start: int, end: int, since: int, until: int, mentions: Sequence[Mention]
) -> Mention | None:
    """The document that a unit with its items, from ``start`` to ``end`` of folded text, is of: the one
    named right behind it, right before it, as its kind only, last before it, or else soon after.
    ``since``: where the reference before it ends; ``until``: where the next one starts, which has a
    document that is named behind it for itself, unless "and" joins the two.
    """
    later = bisect_left(mentions, end, key=lambda m: m.start)
    earlier = bisect_right(mentions, start, key=lambda m: m.start)
    after = mentions[later] if later < len(mentions) else None
    before = mentions[earlier - 1] if earlier and mentions[earlier - 1].end <= start else None
    gap = text[end : after.start][: NEAR + 1] if after else ""
    of = _PREPOSITION.match(text, end)
    if after and of and _THROUGH.fullmatch(gap):
        return _stronger(text, after, mentions[later + 1 : later + 2])
    if other := _ELSEWHERE.match(text, end) or _NUMBERED.match(text, end):
        return absent(text, *other.span("name"), "instrument", ())
    theirs = after is not None and after.start > until and not _JOINED.fullmatch(text[end:until])
    if after and after.document and of and not theirs and len(gap) <= NEAR and not re.search(r"[.?!;,]", gap):
        return after
    if before and _BEFORE.fullmatch(text[before.end : start][-40:]) and before.end >= since:
        bracket = "(" in text[before.end : start]  # "The Policy recalls CEDAW (para. 2)"
        known = mentions[max(0, earlier - BACK) : earlier - 1] if bracket else ()
        subject = next((m for m in known if m.document and m.firm), None)
        return before if before.document or not subject else subject
    title = _TITLE.search(text[max(since, start - LONGEST) : start])
    if title and not (before and before.document and before.firm and before.end > start - len(title.group())):
        first = max(since, start - LONGEST)
        return absent(text, first + title.start("name"), first + title.end("name"), "instrument", ())
    back = max(0, start - 12)
    bare = _NUMBER_BEFORE.search(text[back:start])
    if bare and int(bare["name"]) not in YEARS:
        return absent(text, back + bare.start("name"), back + bare.end("name"), "number", ())
    if after and _THROUGH.fullmatch(gap):
        return after
    return _earlier(text, start, mentions[max(0, earlier - BACK) : earlier]) or (
        after if after and after.document and not theirs and len(gap) <= NEAR else None
    )


def _stronger(text: str, first: Mention, then: Sequence[Mention]) -> Mention:
    """ "of the NATO WPS Policy": the title, not the issuer before it."""
    beside = [m for m in then if not first.firm and text[first.end : m.start] in (" ", "'s ")]
    return beside[0] if beside else first


def _earlier(text: str, start: int, before: Sequence[Mention]) -> Mention | None:
    """The last document named before, a held one first; one that is not held only as the subject."""
    near = [m for m in before if m.end <= start]
    held = next((m for m in reversed(near) if m.document and m.firm), None)
    weak = next((m for m in reversed(near) if m.document), None)
    other = near[-1] if near and not near[-1].document else None
    if other and not held and _is_subject(text, other, start):
        return other
    return held or weak


def _is_subject(text: str, mention: Mention, start: int) -> bool:
    """Tell whether a sentence is about the document: it comes first, and the unit in the same sentence."""
    lead = text[max(0, mention.start - SUBJECT) : mention.start]
    stops = [m.end() for m in _STOP.finditer(lead)]
    lead = lead[stops[-1] :] if stops else lead
    if start - mention.end > FAR or _STOP.search(text[mention.end : start]):
        return False
    return _SUBJECT.fullmatch(lead) is not None
