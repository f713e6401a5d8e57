"""What kind of question is asked: decided here, once, in one order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from assistant.question.address import Address
from assistant.question.addressing import addressed
from assistant.question.intent import Ask, Intent, LookUp, Outside, Part, Several, Talk, Unmentioned
from assistant.question.query import Query, Said, query_of
from assistant.question.typed import QuestionReader, Typed
from assistant.types import Turn
from ingest.library import Library

TOO_SHORT = "It is too short to be looked up by itself; ask it in a whole question."
NOT_WRITTEN = "The documents are quoted here, nothing is composed; ask what they say."


class Understanding:
    """Reads questions to one library. Safe to share between threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._reader = QuestionReader(library)

    def intent(self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()) -> Intent:
        """Return the one way that a question goes. ``history``: earlier turns, oldest first; ``only``: ids of
        the documents to search. Raises `QuestionError` for a question that cannot be asked.
        """
        typed = self._reader.typed(question)
        if typed.talk:
            return Talk(typed.shown, typed.talk)
        query = self._query(typed, (), history, only)
        whole = self._single(query, addressed(query, self._library))
        parts = tuple(self._parts(query, history))
        return Several(whole, parts) if parts else whole

    def query(self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()) -> Query:
        """Return a question as it is searched for, whatever it asks. Raises as `intent` does."""
        return self._query(self._reader.typed(question), (), history, only)

    def _query(
        self, typed: Typed, earlier: Sequence[Said], history: Sequence[Turn], only: Sequence[str]
    ) -> Query:
        """``earlier``: the parts before, of a question that asks several things."""
        turns = (Said(self._reader.said(t.question), t.citations) for t in reversed(history))
        before = _leant_on(typed, chain(reversed(earlier), turns))
        return query_of(typed, before, self._library.documents, only)

    def _single(self, query: Query, addresses: tuple[Address, ...]) -> LookUp | Unmentioned | Outside | Ask:
        """Return the kind of a question that is read as one: the first of these that fits."""
        typed = query.typed
        if addresses:
            dates = typed.itself is not None and typed.itself.asks == "adoption"
            return LookUp(query, addresses, typed.itself.document if typed.itself and dates else None)
        if typed.absence is not None:
            return Unmentioned(query, typed.absence)
        if typed.elsewhere is not None:
            reason = typed.elsewhere.reason(self._library.documents)
            return Outside(query, reason, typed.elsewhere.naming)
        if typed.unopened:
            return Outside(query, f"The documents never write out what “{typed.unopened}” stands for.")
        if typed.wanted.slot == "composition":
            return Outside(query, NOT_WRITTEN)
        return Ask(query)

    def _parts(self, whole: Query, history: Sequence[Turn]) -> Iterator[Part]:
        """Yield the parts of a question that asks several things; one with "it" or the like leans on the
        part before, one that says nothing of its own is not looked up.
        """
        earlier: list[Said] = []
        named: tuple[str, ...] = ()
        for typed in whole.typed.parts:
            query = self._query(typed, earlier, history, whole.only)
            addresses = addressed(query, self._library)
            if typed.hangs.empty and not addresses:
                yield Part(typed.text, Talk(typed.text, TOO_SHORT))
                continue
            if typed.talk:
                continue
            query = replace(query, named=query.named or (named if addresses else whole.named))
            named = query.named
            yield Part(typed.text, self._single(query, addresses))
            earlier.append(Said(typed, whole.cited))


def _leant_on(typed: Typed, back: Iterator[Said]) -> tuple[Said, ...]:
    """Return the questions that one leans on, oldest first: of those before it, ``back`` from the last, up to
    the first that stands by itself. None if it stands by itself, as a short one after a refusal does.
    """
    found: list[Said] = []
    asked = typed
    while asked.hangs.leans:
        said = next((s for s in back if not s.typed.talk), None)
        if said is None or not (said.cited or asked.hangs.refers):
            break
        found.insert(0, said)
        asked = said.typed
    return tuple(found)
