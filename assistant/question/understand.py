"""What kind of question is asked: decided here, once, in one order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.question.about_document import dates_adoption
from assistant.question.absence import absence_asked
from assistant.question.acronyms import Acronyms
from assistant.question.address import Address
from assistant.question.addressing import addressed
from assistant.question.intent import Ask, Intent, LookUp, Outside, Part, Several, Talk, Unmentioned
from assistant.question.not_held import named_only
from assistant.question.parts import split
from assistant.question.query import Query, lines_asked, read_query, shown
from assistant.question.small_talk import small_talk
from assistant.question.spelling import Vocabulary
from assistant.types import Turn
from ingest.library import Library

TOO_SHORT = "It is too short to be looked up by itself; ask it in a whole question."
NOT_WRITTEN = "The documents are quoted here, nothing is composed; ask what they say."


class Understanding:
    """Reads questions to one library, with the words that it knows. Safe to share between threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._acronyms = Acronyms.of(library.paragraphs)
        noted = (text for headnote in library.headnotes for text in headnote.texts)
        self._vocabulary = Vocabulary.of((*(p.text for p in library.paragraphs), *noted))

    def intent(self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()) -> Intent:
        """Return the one way that a question goes. ``history``: earlier turns, oldest first; ``only``: ids of
        the documents to search. Raises `QuestionError` for a question that cannot be asked.
        """
        lines = lines_asked(question)
        line = small_talk(" ".join(lines))
        if line:
            return Talk(shown(question), line)
        query = self.query(question, history, only)
        whole = self._single(query, self._addresses(query))
        parts = tuple(self._parts(split(lines), query, history))
        return Several(whole, parts) if parts else whole

    def query(self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()) -> Query:
        """Return a question as it is searched for, whatever it asks. Raises as `intent` does."""
        return read_query(question, history, self._library.documents, self._acronyms, self._vocabulary, only)

    def _single(self, query: Query, addresses: tuple[Address, ...]) -> LookUp | Unmentioned | Outside | Ask:
        """Return the kind of a question that is read as one: the first of these that fits."""
        documents = self._library.documents
        if addresses:
            return LookUp(query, addresses, dates_adoption(query.plain, documents))
        absence = absence_asked(query.question)
        if absence is not None:
            return Unmentioned(query, absence, (absence.term, *self._acronyms.opened(absence.term)))
        not_held = named_only(query.plain, self._library.paragraphs, documents)
        if not_held is not None:
            return Outside(query, not_held.reason(documents), not_held.naming)
        short = self._acronyms.unopened(query.question)
        if short:
            return Outside(query, f"The documents never write out what “{short}” stands for.")
        if query.wanted.slot == "composition":
            return Outside(query, NOT_WRITTEN)
        return Ask(query)

    def _addresses(self, query: Query) -> tuple[Address, ...]:
        return addressed(query, self._library, self._acronyms)

    def _parts(self, texts: Iterable[str], whole: Query, history: Sequence[Turn]) -> Iterable[Part]:
        """Yield the parts of a question that asks several things; one with "it" or the like leans on the
        part before.
        """
        before = tuple(history)
        said: tuple[str, ...] = ()
        for text in texts:
            query = self.query(text, before, whole.only)
            addresses = self._addresses(query)
            if not (addresses or query.own_terms):
                yield Part(text, Talk(text, TOO_SHORT))
                continue
            if small_talk(query.question):
                continue
            query = replace(query, named=query.named or (said if addresses else whole.named))
            said = query.named
            yield Part(text, self._single(query, addresses))
            before = (*before, Turn(text, whole.cited))
