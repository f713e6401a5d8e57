"""References that only point back: "ibid.", "id.", "loc. cit.", "the same paragraph"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from assistant.check.reference import Cited, Named
from ingest.types import Paragraph, Span

_AGAIN = re.compile(
    r"(?<![\w.])(?:ibid(?:em)?\b\.?|id\.(?=[\s,;:)\]]|$)|loc\.\s?cit\.?"
    r"|(?:the|that|this) same (?:operative |preambular )?(?:sub-?)?paragraph\b)",
    re.IGNORECASE,
)
_GOES_ON = 12  # characters up to the number that a short form stands before: "ibid., at para. 9"
MOST = 50  # short forms of one sentence; a sentence with more is a list
NO_DOCUMENT = "refers back, but no document was named before it; name one"
NOTHING = "refers back, but no paragraph was named before it; name one"


def pointed_back(
    text: str, span: Span, quoted: Sequence[Span], named: Named, last: Sequence[Paragraph], told: bool
) -> Named:
    """``named`` with the short forms of a sentence; ``last``: paragraphs that the draft named before it;
    ``told``: it named a document. One that a number follows says the document only.
    """
    cited, lost = list(named.cited), False
    for match in islice(_AGAIN.finditer(text, span.start, span.end), MOST):
        here = Span(match.start(), match.end())
        inside = any(q.start <= here.start < q.end for q in quoted)
        if inside:
            continue
        if (at := _numbered(here, cited)) >= 0:
            if not (at or told or named.mentioned < here.start):
                problem = f"“{here.of(text)}” {NO_DOCUMENT}."
                cited[at] = replace(cited[at], paragraphs=(), problems=(problem,))
                lost = True
            continue
        if any(c.span.start <= here.start < c.span.end for c in cited):
            continue
        at = bisect_left(cited, here.start, key=lambda c: c.span.start)
        before = cited[at - 1].paragraphs if at else tuple(last)
        problems = () if before else (f"“{here.of(text)}” {NOTHING}.",)
        opened = _depth(text[span.start : here.start]) > 0
        cited.insert(at, Cited(here, opened, before, problems))
    own = (p.locator.document for c in cited for p in c.paragraphs)
    kept = named.documents if named.mentioned < span.end or not lost else ()
    return replace(named, cited=tuple(cited), documents=tuple(dict.fromkeys((*kept, *own))))


def _numbered(here: Span, cited: Sequence[Cited]) -> int:
    """Place of the reference that a short form stands before: "ibid., para. 9"; −1 if there is none."""
    return next((i for i, c in enumerate(cited) if 0 <= c.span.start - here.end <= _GOES_ON), -1)


def _depth(text: str) -> int:
    """Brackets open at the end of ``text``."""
    depth = 0
    for letter in text:
        depth = max(0, depth + (letter in "([") - (letter in ")]"))
    return depth
