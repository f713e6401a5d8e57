"""One question from words to a verified answer or a refusal; reads like the diagram of the design."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from assistant.answer.absence import left_out
from assistant.answer.exact_words import worded
from assistant.answer.expiry import in_force_first, passed
from assistant.answer.extract import compose
from assistant.answer.help import helped
from assistant.answer.lookup import looked_up
from assistant.answer.offers import asked_back, with_offers
from assistant.answer.parts import PartReply, with_parts
from assistant.answer.refusal import Refuser
from assistant.answer.remarks import with_follow_up, with_version
from assistant.answer.verify import verify
from assistant.llm.language_model import LanguageModel, model_of
from assistant.llm.writer import Writer
from assistant.question.broad_words import BROAD
from assistant.question.forms import FormReader, read_forms
from assistant.question.intent import (
    Ask,
    Clarify,
    Intent,
    LookUp,
    Outside,
    Scope,
    Several,
    Survey,
    Talk,
    Unmentioned,
)
from assistant.question.query import Query
from assistant.question.understand import Understanding
from assistant.search.calibration import BARE, FILE, Bare, read_calibration
from assistant.search.candidates import Searcher
from assistant.search.everywhere import Everywhere
from assistant.search.finder import Finder
from assistant.support.judge import Judge, fitted_judge
from assistant.survey.surveyor import Surveyor
from assistant.text.messages import message
from assistant.types import Answer, Refusal, Reply, Statement, Turn
from ingest.errors import SettingsError
from ingest.index.files import Index
from ingest.index.opening import index_encoder, open_index
from ingest.settings import Settings, read_settings
from ingest.types import Locator, Paragraph


class Assistant:
    """Answers questions from one open index. Holds no conversation; safe to share between threads."""

    def __init__(
        self,
        index: Index,
        finder: Finder,
        writer: Writer | None = None,
        folder: Path | None = None,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        """``writer``: writes what `stream` gives; None for the documents' own words only. ``folder``: of
        the corpus, where what editors wrote beside the documents lies. ``today``: the day that deadlines
        are held against.
        """
        self.index, self.library = index, index.library
        self.finder = finder
        self._writer = writer
        self.folder = folder
        self._today = today
        self._refuse = Refuser([d.id for d in self.library.documents], finder.lexicon)
        self.understanding = Understanding(self.library, _forms(index, finder))
        self.surveyor = Surveyor(self.library, Everywhere(finder.searcher), today)

    @classmethod
    def open(
        cls,
        settings: Settings | None = None,
        warn: Callable[[str], None] = lambda line: None,
        model: LanguageModel | None = None,
    ) -> Assistant:
        """Open the index in use; ``settings`` are those of the environment if none are given.

        ``warn`` is told of an index that is out of date; ``model`` goes before the settings' language
        model. Raises `StoreError` without an index, `ModelError` for a wrong embedding model,
        `SettingsError` for a language model that cannot be meant.
        """
        settings = settings or read_settings()
        index = open_index(settings, warn)
        encoder = index_encoder(settings, index)
        language = model or model_of(settings)
        writer = Writer(language, fitted_judge(index, encoder)) if language else None
        fitted = read_calibration(FILE if index.headnotes else BARE)
        noted = {headnote.locator.document for headnote in index.headnotes}
        bare = Bare(frozenset(d.id for d in index.documents if d.id not in noted), read_calibration(BARE))
        return cls(index, Finder(Searcher(index, encoder), fitted, bare), writer, settings.manifest.parent)

    def ask(self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()) -> Reply:
        """Answer a question from the documents, or refuse. Raises `QuestionError` for a question that cannot
        be asked, `StoreError` without a store.

        ``history``: earlier turns, oldest first; ``only``: ids of the documents to search.
        """
        intent = self.understand(question, history, only)
        reply = with_follow_up(self._reply(intent), intent)
        return with_offers(with_version(reply, intent, self.library), self.library)

    def nearest(self, sentence: str, only: Sequence[str] = ()) -> Reply:
        """Answer a sentence of a draft from the paragraphs nearest to it: a claim, never a broad question.
        Raises as `ask` does.
        """
        intent = self.understand(sentence, (), only)
        return self._reply(Ask(intent.query) if isinstance(intent, Survey | Clarify) else intent)

    def understand(self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()) -> Intent:
        """Return what kind of question it is; raises as `ask` does, and searches nothing."""
        for document in only:
            if document not in self.library:
                known = ", ".join(d.id for d in self.library.documents)
                raise SettingsError(f"document {document!r} is not in the index; known: {known}")
        return self.understanding.intent(question, history, only)

    def _reply(self, intent: Intent, beside: Collection[Locator] = ()) -> Reply:
        """``beside``: the paragraphs that answer the parts of a question that asks several things."""
        match intent:
            case Talk():
                return helped(intent, self.library)
            case LookUp(query):
                reply = looked_up(intent, self.library)
                return self._refuse(query, (), reply) if isinstance(reply, str) else reply
            case Unmentioned(query):
                reply = left_out(intent, self.library)
                return self._refused(query, reply) if isinstance(reply, str) else reply
            case Outside(query, reason, naming):
                return self._refused(query, reason, naming)
            case Survey(query):
                return self._surveyed(intent) or self._found(query, beside)
            case Clarify(query, options):
                survey = Survey(query, "timeline", "", Scope(options))
                answer = self.surveyor.answer(survey)
                return asked_back(answer, options, self.library) if answer else self._found(query, beside)
            case Ask(query):
                return self._found(query, beside)
            case Several(whole, parts):
                replies = [PartReply(part.text, self._reply(part.intent)) for part in parts]
                answers = [part.reply for part in replies if isinstance(part.reply, Answer)]
                first = [answer.evidence[0].paragraph.locator for answer in answers]
                return with_parts(self._reply(whole, first), replies)

    def _surveyed(self, survey: Survey) -> Answer | None:
        """Answer a broad question; one that wants a text drafted is told what that takes."""
        answer = self.surveyor.answer(survey)
        typed = survey.query.typed
        if answer is None or self._writer is not None or not BROAD.drafting.among(typed.words):
            return answer
        return replace(answer, remarks=(*answer.remarks, message("no_model", typed.language)))

    def _refused(self, query: Query, reason: str, naming: Paragraph | None = None) -> Refusal:
        """Refuse with the nearest paragraphs."""
        return self._refuse(query, self.finder.evidence(query), reason, naming)

    def _found(self, query: Query, beside: Collection[Locator]) -> Reply:
        """Answer from the evidence if it is good enough; paragraphs that print the words in quotation marks
        come first.
        """
        library, calibration = self.library, self.finder.calibration
        evidence = in_force_first(query, self.finder.evidence(query), library)
        found = worded(query, evidence, library, calibration.floor)
        if found.answer is not None:
            return found.answer
        if self.finder.sure(found.evidence) and not found.nowhere:
            draft, drawn = compose(query, found.evidence, library, calibration.further_floor, beside)
            answer = verify(query.typed.shown, draft, drawn, "found")
            if answer.statements:
                late = passed(query, answer, library, self._today())
                return replace(answer, remarks=(*found.remarks, *self._unsaid(query, answer), *late))
        typed = query.typed
        absent = (message("not_held", typed.language, what=name) for name in typed.unmentioned)
        reason = message("not_answered", typed.language)
        return self._refuse(query, found.evidence, " ".join((reason, *absent, *found.remarks)))

    def _unsaid(self, query: Query, answer: Answer) -> Iterator[str]:
        """Yield a remark on what a question takes for granted and the answer's paragraphs do not say."""
        cited = [self.library.paragraph(locator) for locator in {c.locator: None for c in answer.citations}]
        unsaid = self.judge.unsaid(query.typed.plain, cited)
        if unsaid and not query.leans_on:
            language = query.typed.language
            yield message("unsaid", language, words=", ".join(f"“{words}”" for words in unsaid))

    def stream(
        self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()
    ) -> Iterator[Statement | Reply | None]:
        """Yield verified statements as they come, and last the whole reply, which takes their place: if
        too little of a model's draft holds, it is what `ask` gives, with a notice. The model is asked
        only where the answer of `ask` is found or surveyed, not told from addresses or exact words. None
        comes now and then while the model works, so that whoever reads can close it, which stops all.
        Raises as `ask` does.
        """
        plain = self.ask(question, history, only)
        if isinstance(plain, Refusal):
            yield plain
        elif self._writer is None or plain.how not in ("found", "surveyed"):
            yield from plain.statements[:1]
            yield plain
        else:
            yield (yield from self._writer.pieces(plain, history))

    def reply(self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()) -> Reply:
        """Consume `stream` and return its final reply."""
        *_, last = self.stream(question, history, only)
        assert last is not None
        assert not isinstance(last, Statement)
        return last

    @cached_property
    def judge(self) -> Judge:
        """The judge that compares statements with the paragraphs they cite."""
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


def _forms(index: Index, finder: Finder) -> FormReader | None:
    """Return what tells broad questions; None for an index of another encoder than it was fitted to."""
    weights = read_forms()
    if weights.model != index.fingerprint.model:
        return None
    return FormReader(weights, finder.searcher.encoder, index.library.documents)
