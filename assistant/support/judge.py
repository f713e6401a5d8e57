"""Verdicts on whether cited paragraphs support a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question.acronyms import Acronyms
from assistant.support.premise import taken_for_granted
from assistant.support.scoring import Source, Support, read_fitted
from ingest.documents.actors import actors_of
from ingest.documents.sentences import sentence_spans
from ingest.embedding.encoder import TextEncoder
from ingest.index.files import Index
from ingest.types import Paragraph, Span

LONGEST = 2000  # characters of a statement; finding out what disagrees takes more than linear time


class Sources:
    """The texts of one index's paragraphs that statements are compared with; ``names``: numbers and years by
    which its documents are called.
    """

    def __init__(self, index: Index) -> None:
        self._library = index.library
        self._acronyms = Acronyms.of(index.paragraphs)
        self._actors = actors_of(index.library.vocabulary)
        documents = index.library.documents
        adopted = (str(d.adopted.year) for d in documents)
        self.names = frozenset((*adopted, *(str(d.number) for d in documents if d.number)))

    def of(self, cited: Sequence[Paragraph]) -> Source:
        """``cited``: at least one paragraph; the first one's document gives names and number."""
        parents = [self._library.parent(p.locator) for p in cited]
        openings = [parent.text for parent in parents if parent is not None]
        document = self._library.document(cited[0].locator.document)
        number = str(document.number or "")
        texts = " ".join((*openings, *(p.text for p in cited)))
        names = (
            self._actors.names(document),
            *(heading for p in cited for heading in p.headings),
            *(p.printed for p in cited),
            *self._acronyms.opened(texts),
        )
        sentences = tuple(span.of(p.text) for p, span in places(cited))
        return Source(sentences, " ".join(openings), " ".join(names), number, self._actors)


@dataclass(frozen=True, slots=True)
class Judgement:
    """``support`` 0..1; ``problem`` in a few words, empty if the statement holds; ``nearest``: the
    sentence of each cited paragraph that it relies on, if it relies on one.
    """

    support: float
    problem: str
    nearest: tuple[tuple[Paragraph, Span], ...]


class Judge:
    """Holds a statement against the paragraphs that it cites."""

    def __init__(self, support: Support, sources: Sources) -> None:
        self._support = support
        self._sources = sources

    def __call__(self, statement: str, cited: Sequence[Paragraph]) -> Judgement:
        if len(statement) > LONGEST:
            long = f"too long to be compared (over {LONGEST:,} characters); check it in parts"
            return Judgement(0.0, long, ())
        verdict = self._support.judge(statement, self._sources.of(cited))
        problem = "; ".join(verdict.problems)
        if not problem and verdict.support < self._support.fitted.floor:
            problem = f"too far from what is said there (support {verdict.support:.2f})"
        spots = places(cited)
        nearest: dict[Paragraph, Span] = {}
        for place in verdict.nearest:
            nearest.setdefault(*spots[place])
        return Judgement(verdict.support, problem, tuple(nearest.items()))

    def unsaid(self, question: str, cited: Sequence[Paragraph]) -> tuple[str, ...]:
        """Return the amounts and dates that a question takes for granted and the paragraphs do not give."""
        if not cited or len(question) > LONGEST:
            return ()
        return taken_for_granted(question, self._sources.of(cited), self._sources.names)


def fitted_judge(index: Index, encoder: TextEncoder) -> Judge:
    """With the fitted support check. Raises `SettingsError` if its file is damaged."""
    return Judge(Support(encoder, read_fitted()), Sources(index))


def places(cited: Sequence[Paragraph]) -> list[tuple[Paragraph, Span]]:
    """The sentences of the paragraphs, in the order of `Source.sentences`."""
    return [(p, span) for p in cited for span in sentence_spans(p.text)]
