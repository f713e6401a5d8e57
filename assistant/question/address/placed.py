"""Paragraphs named by their place in a document: counted from its end, or right behind its number."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from assistant.question.address.forms import BELOW, FROM_END, ITS, NAMED_ELSE, OF_DOCUMENT, RUN
from assistant.question.address.items import items_of
from assistant.question.address.mention import Mention
from assistant.question.address.numbers import number
from assistant.question.address.reference import OPENING
from assistant.question.address.units import Found, paged, unit_of

_SOUGHT = re.compile(
    r"\s(?:that|which|who|where|to|on|about|with|mention\w*)\b", re.IGNORECASE
)  # one of many


def placed(text: str, mentions: Sequence[Mention]) -> Iterator[Found]:
    """Find what is an address only beside its document: "the last paragraph of 1325", "article 8 of 1325"."""
    for match in FROM_END.finditer(text):
        back = "-2" if match["next"] else "-3" if match["third"] else "-1"
        first = OPENING if match["para"] else "1"
        if _beside(match, mentions) or (not match["para"] and not _SOUGHT.match(text, match.end())):
            yield paged(
                text, match.start(), match.end(), unit_of(match), (first if match["opening"] else back,)
            )
    for match in RUN.finditer(text):
        count = int(number(match["count"]))
        last = match["which"].lower() in ("last", "final")
        items = tuple(str(n) for n in (range(-count, 0) if last else range(1, count + 1)))
        if not match["para"] or _beside(match, mentions):
            yield paged(text, match.start(), match.end(), unit_of(match), items)
    for match in NAMED_ELSE.finditer(text):
        if _beside(match, mentions):
            yield paged(text, match.start(), match.end(), "para", items_of(match["list"]))
    for mention in mentions:
        below = BELOW.match(text, mention.end) if mention.document and mention.kind == "symbol" else None
        if below:
            for item in items_of(below["list"]):
                yield Found(mention.start, below.end(), "para", (item,), mention.document)


def _beside(match: re.Match[str], mentions: Sequence[Mention]) -> bool:
    """Tell whether a document at hand is named right behind a unit or right before it, and nothing is sought
    in it: not "the last paragraph of 1325 that …".
    """
    text, start, end = match.string, match.start(), match.end()
    later = bisect_left(mentions, end, key=lambda m: m.start)
    behind = [m for m in mentions[later : later + 1] if OF_DOCUMENT.fullmatch(text[end : m.start][:20])]
    earlier = bisect_right(mentions, start, key=lambda m: m.start)
    before = [m for m in mentions[max(0, earlier - 1) : earlier] if ITS.fullmatch(text[m.end : start][:8])]
    ours = any(m.firm and m.document for m in (*behind, *before))
    return ours and not _SOUGHT.match(text, behind[0].end if behind else end)
