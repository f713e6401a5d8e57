"""What a cited paragraph is held to say: its sentences, the list it stands in, and its names."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.acronyms import Acronyms
from assistant.address import resolution_number
from assistant.support import Source
from ingest.index import Index
from ingest.sentences import sentence_spans
from ingest.types import Paragraph, Span

_NATO = "NATO Alliance North Atlantic Council Policy WPS Women Peace Security document"
_COUNCIL = "United Nations UN Security Council Resolution document"


class Sources:
    """Makes sources from the paragraphs of one index."""

    def __init__(self, index: Index) -> None:
        self._paragraphs = {p.locator: p for p in index.paragraphs}
        self._documents = {d.id: d for d in index.documents}
        self._acronyms = Acronyms.of(index.paragraphs)

    def of(self, cited: Sequence[Paragraph]) -> Source:
        """``cited``: at least one paragraph; the first one's document gives names and number."""
        openings = [
            self._paragraphs[p.locator.parent].text
            for p in cited
            if p.locator.parent in self._paragraphs
        ]
        document = self._documents[cited[0].locator.document]
        number = resolution_number(document)
        texts = " ".join((*openings, *(p.text for p in cited)))
        names = (
            _COUNCIL if number else _NATO, document.title, document.symbol,
            *(heading for p in cited for heading in p.headings), *(p.printed for p in cited),
            *self._acronyms.opened(texts),
        )  # fmt: skip
        sentences = tuple(span.of(p.text) for p, span in places(cited))
        return Source(sentences, " ".join(openings), " ".join(names), number)


def places(cited: Sequence[Paragraph]) -> list[tuple[Paragraph, Span]]:
    """The sentences of the paragraphs, in the order of `Source.sentences`."""
    return [(p, span) for p in cited for span in sentence_spans(p.text)]
