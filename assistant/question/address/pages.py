"""The addresses that a question writes out, and pages without them: "2467, page 3", "what is on page 5?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question.address.documents import Marked
from assistant.question.address.find import references
from assistant.question.address.mention import Mention
from assistant.question.address.reference import Address
from assistant.text.words import terms

_PAGES = re.compile(
    r"\b(?:pages?|pgs?\.?|pp?\.|p(?=\s?\d))\s?(?:nos?\b\.?\s?|numbers?\s|#\s?)?(?P<first>\d{1,3})(?![\d.]\d|\d)"
    r"(?:\s?(?:-|to|and|&|,)\s?(?:pages?\s|pp?\.\s?)?(?P<last>\d{1,3})(?!\d))?",
    re.IGNORECASE,
)
_AROUND = re.compile(  # what is said of a page without asking for anything on it
    r"\b(?:what|which|show|give|quote|print(?:ed|s)?|read|open|says?|stands?|written|texts?|contents?|words?"
    r"|wording|paragraphs?|paras?|full|whole|entire|please|pls|document|pdf|resolutions?|UNSCR|un)\b",
    re.IGNORECASE,
)


def written(asked: Marked, within: Sequence[str]) -> tuple[Address, ...]:
    """Return the addresses that a text writes out: "1325 cites paragraph 3 of resolution 1265" asks for none,
    it is asked of 1325, the one ``within``.
    """
    every = tuple(a for r in references(asked) for a in r.addresses) or pages_named(asked)
    ours = any(not a.problem or a.near for a in every)
    return tuple(dict.fromkeys(every)) if ours or not within else ()


def pages_named(marked: Marked) -> tuple[Address, ...]:
    """The pages of one document as one address without an item; none for a text that names no page, or asks
    for anything on it.
    """
    plain = marked.folded.text
    match = _PAGES.search(plain)
    if match is None:
        return ()
    mentions = [m for m in marked.mentions if m.end <= match.start() or match.end() <= m.start]
    named = [m for m in mentions if m.firm] or mentions
    spans = [match.span(), *((m.start, m.end) for m in mentions)]
    rest = _AROUND.sub(" ", _without(plain, spans))
    if len(named) > 1 or terms(rest) or re.search(r"\d", rest):
        return ()
    pages = tuple(int(page) for page in (match["first"], match["last"]) if page)
    return tuple(_of(m, pages) for m in named) or (Address("para", "", pages=pages),)


def _of(mention: Mention, pages: tuple[int, ...]) -> Address:
    return Address("para", "", mention.document, mention.problem, mention.near, pages)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept, at = "", 0
    for start, end in sorted(spans):
        kept += f"{text[at:start]} "
        at = end
    return kept + text[at:]
