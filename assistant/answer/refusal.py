"""Refusals: why, what was searched, which words occur nowhere, and the nearest paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.question.query import Query
from assistant.search.lexicon import Lexicon
from assistant.text.messages import message
from assistant.text.words import STOPWORDS, stem
from assistant.types import Evidence, Refusal
from ingest.types import Paragraph

NOT_ANSWERED = message("not_answered", "en")


class Refuser:
    """Writes refusals of questions to one open index. ``documents``: their ids; ``lexicon`` is of their own
    words.
    """

    def __init__(self, documents: Iterable[str], lexicon: Lexicon) -> None:
        self._documents, self._lexicon = tuple(documents), lexicon

    def __call__(
        self,
        query: Query,
        evidence: tuple[Evidence, ...],
        reason: str = NOT_ANSWERED,
        naming: Paragraph | None = None,
    ) -> Refusal:
        """``naming``: the paragraph that names what is asked for; it comes before the evidence."""
        searched = tuple(d for d in self._documents if query.searches(d))
        known = self._lexicon.knows
        unknown = dict.fromkeys(w for w in query.typed.words if w not in STOPWORDS and not known(stem(w)))
        nearest = _first(naming, evidence) if naming else evidence
        return Refusal(query.typed.shown, reason, nearest, searched, tuple(unknown))


def _first(paragraph: Paragraph, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    rest = [e for e in evidence if e.paragraph != paragraph]
    first = Evidence(paragraph, rest[0].relevance if rest else 0.0, 1)
    return (first, *(replace(e, rank=n) for n, e in enumerate(rest, start=2)))
