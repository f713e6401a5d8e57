"""The kind of a question, decided once, in one order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from assistant.question.addressing import addressed
from assistant.question.intent import Ask, Intent, LookUp, Outside, Part, Several, Talk, Unmentioned
from assistant.question.query import Query, Said, query_of
from assistant.question.small_talk import with_examples
from assistant.question.typed import QuestionReader, Typed
from assistant.text.messages import message
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
            return Talk(typed.shown, with_examples(typed.talk, self._library.vocabulary))
        whole = self._kind(typed, self._said(history), only)
        parts = tuple(self._parts(whole.query, history)) if typed.parts else ()
        return Several(whole, parts) if parts else whole

    def query(self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()) -> Query:
        """Return a question as it is searched for, whatever it asks. Raises as `intent` does."""
        typed = self._reader.typed(question)
        return query_of(typed, self._said(history), self._library.documents, only)

    def _said(self, history: Sequence[Turn]) -> Iterator[Said]:
        """Read earlier turns from the last, as far back as they are asked for."""
        return (Said(self._reader.said(turn.question), turn.citations) for turn in reversed(history))

    def _kind(
        self, typed: Typed, back: Iterator[Said], only: Sequence[str]
    ) -> LookUp | Unmentioned | Outside | Ask:
        """Return the kind of a question that is read as one: the first of these that fits. ``back``: the
        questions before it, from the last.
        """
        query = query_of(typed, back, self._library.documents, only)
        addresses = addressed(query, self._library)
        if addresses:
            itself = typed.structure.itself
            dated = itself is not None and itself.asks == "adoption"
            return LookUp(query, addresses, itself.document if itself and dated else None)
        if typed.absence is not None:
            return Unmentioned(query, typed.absence)
        if typed.elsewhere is not None:
            reason = typed.elsewhere.reason(self._library.documents)
            return Outside(query, reason, typed.elsewhere.naming)
        if typed.nowhere:
            what = ", ".join(typed.nowhere)
            return Outside(query, message("mentioned_nowhere", typed.language, what=what))
        if short := typed.short_forms.unwritten:
            return Outside(query, f"The documents never write out what “{short}” stands for.")
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
            back = chain(reversed(earlier), self._said(history))
            kind = self._kind(typed, back, whole.only)
            looked_up = isinstance(kind, LookUp)
            if typed.hangs.empty and not looked_up:
                yield Part(typed.text, Talk(typed.text, TOO_SHORT))
            elif not typed.talk:
                named = kind.query.named or (named if looked_up else whole.named)
                yield Part(typed.text, replace(kind, query=replace(kind.query, named=named)))
                earlier.append(Said(typed, whole.cited))
