"""One question from words to a verified answer or a refusal; reads like the diagram of the design."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.answer.absence import Absence, absence_asked, left_out
from assistant.answer.exact_words import worded
from assistant.answer.extract import compose, with_parts
from assistant.answer.lookup import looked_up
from assistant.answer.not_held import named_only
from assistant.answer.refusal import NOT_ANSWERED, NOT_WRITTEN, Refuser
from assistant.answer.verify import verify
from assistant.llm.model import LanguageModel, model_of
from assistant.llm.writer import Writer
from assistant.question.acronyms import Acronyms
from assistant.question.addressing import addressed
from assistant.question.phrases import asks_where
from assistant.question.query import Query, clean, shown, understand
from assistant.question.spelling import Vocabulary
from assistant.search.calibration import BARE, FILE, read_calibration
from assistant.search.candidates import Searcher
from assistant.search.finder import Finder
from assistant.search.ranking import DEPTH
from assistant.support.judge import Judge, fitted_judge
from assistant.types import Answer, Evidence, Refusal, Reply, Statement, Turn
from ingest.errors import SettingsError
from ingest.index.files import Index
from ingest.index.opening import index_encoder, open_index
from ingest.settings import Settings
from ingest.types import Document, Locator


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a question asks, with the reply to it."""

    text: str
    reply: Reply


class Assistant:
    """Answers questions from one open index. Holds no conversation; safe to share between threads."""

    def __init__(self, index: Index, finder: Finder, writer: Writer | None = None) -> None:
        """``writer``: writes what `stream` gives; None for the documents' own words only."""
        self.index = index
        self.documents: dict[str, Document] = {d.id: d for d in index.documents}
        self.paragraphs = {p.locator: p for p in index.paragraphs}
        self.finder = finder
        self._writer = writer
        self._refuse = Refuser(self.documents, finder.lexicon)
        self._acronyms = Acronyms.of(index.paragraphs)
        noted = (text for headnote in index.headnotes for text in headnote.texts)
        self._vocabulary = Vocabulary.of((*(p.text for p in index.paragraphs), *noted))

    @classmethod
    def open(
        cls,
        settings: Settings,
        warn: Callable[[str], None] = lambda line: None,
        model: LanguageModel | None = None,
    ) -> Assistant:
        """``warn`` is told of an index that is out of date. Raises `StoreError` without one, `ModelError`
        for a wrong model, `SettingsError` for a language model that cannot be meant. ``model`` goes
        before the settings'.
        """
        index = open_index(settings, warn)
        encoder = index_encoder(settings, index)
        language = model or model_of(settings)
        writer = Writer(language, fitted_judge(index, encoder)) if language else None
        fitted = read_calibration(FILE if index.headnotes else BARE)
        return cls(index, Finder(Searcher(index, encoder), fitted), writer)

    def ask(self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()) -> Reply:
        """Raises `QuestionError` for a question that cannot be asked, `StoreError` without a store.

        ``history``: earlier turns, oldest first; ``only``: ids of the documents to search.
        """
        self._known(only)
        query = self.understand(question, history, only)
        if query.talk:
            return Refusal(shown(question), query.talk, (), ())
        evidence = self.finder.evidence(query)
        parts = self._parts(query, history)
        answered = [p.reply for p in parts if isinstance(p.reply, Answer)]
        reply = self._reply(query, evidence, [a.evidence[0].paragraph.locator for a in answered])
        if parts and answered:
            reply = with_parts(reply if isinstance(reply, Answer) else answered[0], answered)
        if isinstance(reply, Refusal):
            return replace(reply, question=shown(question))
        return replace(reply, question=shown(question), remarks=_remarks(query, reply, parts))

    def _reply(self, query: Query, evidence: tuple[Evidence, ...], parts: Sequence[Locator] = ()) -> Reply:
        """To a question that is read as one; ``parts``: the paragraphs that answer its parts."""
        if query.addresses:
            looked = looked_up(query, evidence, self.index)
            return self._refuse(query, evidence, looked) if isinstance(looked, str) else looked
        absence = absence_asked(query.question)
        if absence is not None:
            return self._without_mention(query, absence, evidence)
        absent = named_only(query.read, self.index.paragraphs, self.index.documents)
        if absent is not None:
            return self._refuse.only_named(query, absent, evidence)
        short = self._acronyms.unopened(query.question)
        if short:
            reason = f"The documents never write out what “{short}” stands for."
            return self._refuse(query, evidence, reason)
        if query.asked.slot == "composition":
            return self._refuse(query, evidence, NOT_WRITTEN)
        floor = self.finder.calibration.floor
        found = worded(query, evidence, self.index.paragraphs, self.documents, floor)
        if found.answer is not None:
            return found.answer
        if self.finder.sure(found.evidence) and not found.nowhere:
            composed = self._composed(query, found.evidence, parts)
            if composed.statements:
                return replace(composed, remarks=found.remarks)
        return self._refuse(query, found.evidence, " ".join((NOT_ANSWERED, *found.remarks)))

    def _composed(
        self, query: Query, evidence: tuple[Evidence, ...], parts: Sequence[Locator] = ()
    ) -> Answer:
        draft = compose(query, evidence, self.index.paragraphs, self.finder.calibration.also, parts)
        return verify(query.question, draft, self._with_lists(evidence))

    def _without_mention(self, query: Query, absence: Absence, evidence: tuple[Evidence, ...]) -> Reply:
        spellings = (absence.term, *self._acronyms.opened(absence.term))
        documents = [d for d in self.index.documents if not query.only or d.id in query.only]
        found = left_out(query.question, absence, spellings, documents, self.index.paragraphs)
        return self._refuse(query, evidence, found) if isinstance(found, str) else found

    def stream(
        self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()
    ) -> Iterator[Statement | Reply | None]:
        """Verified statements as they come, and last the whole reply, which takes their place: if too
        little of a model's draft holds, it is what `ask` gives, with a notice. The model is asked only
        where `ask` has an answer that is no list of places (`_quoted_only`). None comes now and then
        while the model works, so that whoever reads can close it, which stops all. Raises as `ask` does.
        """
        plain = self.ask(question, history, only)
        if isinstance(plain, Refusal):
            yield plain
        elif self._writer is None or _quoted_only(self.understand(question, history, only)):
            yield from plain.statements[:1]
            yield plain
        else:
            yield (yield from self._writer.pieces(plain, history))

    def reply(self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()) -> Reply:
        """What `stream` ends with."""
        *_, last = self.stream(question, history, only)
        assert last is not None
        assert not isinstance(last, Statement)
        return last

    @cached_property
    def judge(self) -> Judge:
        """Holds statements against the paragraphs that they cite."""
        return fitted_judge(self.index, self.finder.searcher.encoder)

    @property
    def language(self) -> LanguageModel | None:
        """The language model that writes; None without one."""
        return self._writer.model if self._writer else None

    @property
    def model(self) -> str:
        """Name of the language model that writes, empty without one."""
        return self._writer.model.name if self._writer else ""

    @property
    def outside(self) -> str:
        """The server that questions and paragraphs are sent to if it is another machine, else empty."""
        return self._writer.model.outside if self._writer else ""

    def understand(self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()) -> Query:
        query = understand(question, history, self.index.documents, self._acronyms, self._vocabulary, only)
        return replace(query, addresses=addressed(query, self.index.library))

    def _parts(self, query: Query, history: Sequence[Turn]) -> tuple[Part, ...]:
        """The parts of a question that asks several things, each with its reply; one with "it" or the
        like leans on the part before.
        """
        found: list[Part] = []
        before = tuple(history)
        said: tuple[str, ...] = ()
        for text in query.parts:
            own = self.understand(text, before, query.only)
            if own.talk:
                continue
            own = replace(own, named=own.named or (said if own.addresses else query.named))
            said = own.named
            found.append(Part(text, self._reply(own, self.finder.evidence(own))))
            before = (*before, Turn(text, query.cited))
        return tuple(found)

    def _with_lists(self, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Evidence and, behind it, the items of the lists that its paragraphs open or belong to."""
        have = {e.paragraph.locator for e in evidence}
        lists = {e.paragraph.locator.parent or e.paragraph.locator: e for e in evidence[:DEPTH]}
        more = [
            (p, lists[p.locator.parent or p.locator].relevance)
            for p in self.index.paragraphs
            if p.locator not in have and (p.locator.parent or p.locator) in lists
        ]
        return (
            *evidence,
            *(Evidence(p, chance, len(evidence) + n) for n, (p, chance) in enumerate(more, start=1)),
        )

    def _known(self, only: Sequence[str]) -> None:
        for document in only:
            if document not in self.documents:
                raise SettingsError(
                    f"document {document!r} is not in the index; known: {', '.join(self.documents)}"
                )


def _quoted_only(query: Query) -> bool:
    """Whether the answer is a list of places, which a language model has nothing to add to."""
    where = bool(query.phrases) and asks_where(query.question)
    return bool(query.addresses) or where or absence_asked(query.question) is not None


def _remarks(query: Query, reply: Answer, parts: Sequence[Part]) -> tuple[str, ...]:
    """Sentences on what was assumed, what the answer is, and what it leaves open."""
    found: list[str] = []
    if query.leans_on and not query.addresses:
        found.append(f"Read as a follow-up to “{clean(query.leans_on)}”.")
    found += reply.remarks
    for part in parts:
        if isinstance(part.reply, Refusal):
            why = part.reply.reason.removeprefix(NOT_ANSWERED).strip()
            found.append(f"Not answered by the documents: “{part.text}” {why}".rstrip())
    return tuple(dict.fromkeys(found))
