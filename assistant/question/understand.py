"""The kind of a question, decided once, in one order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from assistant.question.addressing import addressed
from assistant.question.carried import carried
from assistant.question.forms import FormReader
from assistant.question.intent import (
    Ask,
    Clarify,
    Intent,
    LookUp,
    Outside,
    Part,
    Scope,
    Several,
    Survey,
    Talk,
    Unmentioned,
)
from assistant.question.query import Query, Said, query_of
from assistant.question.scope import actors_in, carry_on, documents_of, scope_of
from assistant.question.small_talk import with_examples
from assistant.question.typed import QuestionReader, Typed
from assistant.text.messages import message
from assistant.types import Turn
from ingest.library import Library

TOO_SHORT = "It is too short to be looked up by itself; ask it in a whole question."
Whole = LookUp | Unmentioned | Outside | Ask | Survey | Clarify
NOT_WRITTEN = "The documents are quoted here, nothing is composed; ask what they say."


class Understanding:
    """Reads questions to one library. Safe to share between threads."""

    def __init__(self, library: Library, forms: FormReader | None = None) -> None:
        """``forms`` tells broad questions; without it none is."""
        self._library, self._forms = library, forms
        self._reader = QuestionReader(library)

    def intent(self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()) -> Intent:
        """Return the one way that a question goes. ``history``: earlier turns, oldest first; ``only``: ids of
        the documents to search. Raises `QuestionError` for a question that cannot be asked.
        """
        typed = self._reader.typed(question)
        if typed.talk:
            return Talk(typed.shown, with_examples(typed.talk, self._library.vocabulary))
        if history and (again := self._carried_on(typed, history, only)):
            return again
        whole = self._kind(typed, self._said(history), only)
        alone = isinstance(whole, Survey) or not typed.parts
        parts = () if alone else tuple(self._parts(whole.query, history))
        return Several(whole, parts) if parts else whole

    def query(self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()) -> Query:
        """Return a question as it is searched for, whatever it asks. Raises as `intent` does."""
        typed = self._reader.typed(question)
        return query_of(typed, self._said(history), self._library.documents, only)

    def _said(self, history: Sequence[Turn]) -> Iterator[Said]:
        """Read earlier turns from the last, as far back as they are asked for."""
        return (Said(self._reader.said(turn.question), turn.citations) for turn in reversed(history))

    def _kind(self, typed: Typed, back: Iterator[Said], only: Sequence[str]) -> Whole:
        """Return the kind of a question that is read as one: the first of these that fits. ``back``: the
        questions before it, from the last.
        """
        query = query_of(typed, back, self._library.documents, only)
        itself = typed.structure.itself
        if itself is not None and itself.asks == "contents" and not query.leans_on and self._forms:
            return Survey(query, "summary", "", Scope((itself.document.id,)))
        addresses = addressed(query, self._library)
        if addresses:
            dated = itself is not None and itself.asks == "adoption"
            return LookUp(query, addresses, itself.document if itself and dated else None)
        if typed.structure.adoption and not query.leans_on and not query.named:
            return Clarify(query, documents_of(query, self._library))
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
        return self._broad(query) or Ask(query)

    def _carried_on(self, typed: Typed, history: Sequence[Turn], only: Sequence[str]) -> Survey | None:
        """Return the survey before, as a short follow-up wants it; None for any other question."""
        asked = carried(typed)
        if not asked or self._forms is None:
            return None
        before = self.intent(history[-1].question, history[:-1], only)
        if isinstance(before, Ask) and asked.operation == "more":
            breadth = self._forms.breadth(before.query)
            scope, topic = scope_of(before.query, breadth.topic, self._library)
            before = Survey(before.query, "list", topic or before.query.readings[0].text, scope)
        if not isinstance(before, Survey):
            return None
        shown = replace(before.query.typed, shown=typed.shown)
        query = replace(before.query, typed=shown, leans_on=history[-1].question)
        cited = frozenset(history[-1].citations)
        return carry_on(replace(before, query=query), asked, cited, self._library)

    def _broad(self, query: Query) -> Survey | None:
        """Return the survey that answers a broad question; None for a narrow one."""
        if self._forms is None:
            return None
        breadth = self._forms.breadth(query)
        if breadth.chance < self._forms.weights.floor:
            return None
        scope, topic = scope_of(query, breadth.topic, self._library)
        actors: tuple[str, ...] = ()
        if breadth.form == "register":
            actors, topic = actors_in(topic, self._library)
        return Survey(query, breadth.form, topic, scope, actors)

    def _parts(self, whole: Query, history: Sequence[Turn]) -> Iterator[Part]:
        """Yield the parts of a question that asks several things; one with "it" or the like leans on the
        part before, one that says nothing of its own is not looked up. A part is a narrow question, unless
        it asks for an overview or a summary.
        """
        earlier: list[Said] = []
        named: tuple[str, ...] = ()
        for typed in whole.typed.parts:
            back = chain(reversed(earlier), self._said(history))
            kind = self._kind(typed, back, whole.only)
            if isinstance(kind, Survey) and kind.form not in ("overview", "summary"):
                kind = Ask(kind.query)
            looked_up = isinstance(kind, LookUp)
            if typed.hangs.empty and not looked_up:
                yield Part(typed.text, Talk(typed.text, TOO_SHORT))
            elif not typed.talk:
                named = kind.query.named or (named if looked_up else whole.named)
                yield Part(typed.text, replace(kind, query=replace(kind.query, named=named)))
                earlier.append(Said(typed, whole.cited))
