"""The quiz studio on one screen: draft ▶ lint ▶ choose ▶ ask the assistant ▶ lay out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.assistant import Assistant
from assistant.llm.language_model import LanguageModel
from assistant.quiz.arrange import arranged
from assistant.quiz.checks.among import SetFlaw, set_flaws
from assistant.quiz.checks.answerable import Examiner
from assistant.quiz.checks.lint import acceptable, flaws
from assistant.quiz.items import QuizItem, Refused
from assistant.quiz.material.source import QuizSource
from assistant.quiz.option_order import in_option_order
from assistant.quiz.plan import Blueprint, blueprint
from assistant.quiz.select import KnownNames, Order, check_order, choose_items, duplicates, fitting
from assistant.quiz.writers.declarations import declared
from assistant.quiz.writers.facts import facts
from assistant.quiz.writers.gaps import concepts
from assistant.quiz.writers.gists import gists
from assistant.quiz.writers.lists import lists
from assistant.quiz.writers.model_items import Struck, draft_items
from assistant.quiz.writers.obligations import obligations
from assistant.quiz.writers.provisions import provisions
from assistant.quiz.writers.scenarios import readings, scenarios
from assistant.quiz.writers.subjects import subjects
from assistant.quiz.writers.true_false import statements
from ingest.errors import SettingsError

WRITERS = (
    scenarios,
    readings,
    obligations,
    provisions,
    gists,
    declared,
    statements,
    concepts,
    facts,
    subjects,
    lists,
)
AT_ONCE = 2  # items that the assistant is asked about at the same time
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Quiz:
    """Items in order, those refused on the way with reasons, and the plan they follow. ``seconds``
    is what the writing took.
    """

    order: Order
    items: tuple[QuizItem, ...]
    refused: tuple[Refused, ...]
    plan: Blueprint
    seconds: float

    @property
    def flaws(self) -> tuple[SetFlaw, ...]:
        """Return what is wrong with the items as a set: what the selection could not avoid."""
        return set_flaws(self.items)

    @property
    def short_by(self) -> int:
        """Return how many items fewer there are than were asked for."""
        return max(0, self.order.count - len(self.items))


class Studio:
    """Writes quizzes from one open assistant. Drafts are made once and kept."""

    def __init__(self, assistant: Assistant, model: LanguageModel | None = None) -> None:
        """``model``: drafts more items when asked to; without it the one that the assistant writes with."""
        self.assistant = assistant
        self.model = model or assistant.language
        self._source = QuizSource(assistant.index, folder=assistant.folder)
        self.examiner = Examiner(assistant, self._source.truth)

    @cached_property
    def drafts(self) -> tuple[QuizItem, ...]:
        """Every item that the documents yield, in the order of the writers; none asked yet."""
        return tuple({i.id: i for i in _written(self._source)}.values())

    @cached_property
    def known(self) -> KnownNames:
        """The names that an order may use: documents, sections in print order, topics."""
        documents = tuple(d.id for d in self._source.library.documents)
        return KnownNames(documents, self._source.sections(), tuple(sorted(self.assistant.library.topics)))

    @property
    def changed(self) -> tuple[str, ...]:
        """One line for each of the editors' questions whose paragraph reads otherwise now."""
        return self._source.written.changed

    @property
    def everyday(self) -> tuple[str, ...]:
        """Short forms of the documents that a learner needs no explanation of."""
        return self._source.library.vocabulary.everyday

    def sections(self, documents: Sequence[str]) -> tuple[str, ...]:
        """Sections of these documents in print order, of all if none are named."""
        return self._source.sections(documents)

    def quiz(
        self, order: Order, taken: tuple[QuizItem, ...] = (), progress: Progress = lambda done, total: None
    ) -> Quiz:
        """Write a quiz. Raises `SettingsError` for names that are unknown. Fewer items than asked for if
        there are no more; the quiz says how many.
        """
        started = time.perf_counter()
        check_order(order, self.known)
        with ThreadPoolExecutor(AT_ONCE) as threads:

            def complaints(items: Sequence[QuizItem]) -> tuple[str, ...]:
                found = tuple(threads.map(self.complaint, items))
                progress(sum(not reason for reason in found), order.count)
                return found

            items, refused = choose_items(fitting(self.drafts, order), order, complaints, taken)
        return Quiz(
            order,
            in_option_order(arranged(items), order.seed),
            refused,
            self.plan(items, order),
            time.perf_counter() - started,
        )

    def plan(self, items: Sequence[QuizItem], order: Order) -> Blueprint:
        """Compare items with all that could be asked about the order's documents, sections and topics."""
        pool = fitting(self.drafts, replace(order, format="", barred=frozenset()))
        paragraphs = self._source.within(order.documents, order.sections, order.topics)
        return blueprint(items, pool, paragraphs)

    def complaint(self, item: QuizItem) -> str:
        """Say why an item is not acceptable; empty if it is."""
        found = flaws(item, self.everyday)
        if not acceptable(found):
            return "; ".join(f"{f.name}: {f.detail}" for f in found)
        return self.examiner.complaint(item)

    def language_model(self) -> LanguageModel:
        """Return the language model that drafts items. Raises `SettingsError` if there is none."""
        if self.model is None:
            raise SettingsError("no language model is set up to draft items; set WPS_LLM")
        return self.model

    def model_items(
        self, count: int, order: Order, taken: tuple[QuizItem, ...]
    ) -> tuple[tuple[QuizItem, ...], tuple[Struck, ...]]:
        """Up to ``count`` items that the language model drafts within the order, of paragraphs not yet
        asked about first, and what of its drafts did not hold. Raises `SettingsError` without a model.
        """
        model = self.language_model()
        check_order(order, self.known)

        def complaint(item: QuizItem, before: Sequence[QuizItem]) -> str:
            if not fitting([item], order):
                return f"does not fit the order ({item.kind}, {item.level})"
            if any(duplicates(item, other) for other in (*taken, *before)):
                return "asks what another item asks"
            return self.complaint(item)

        asked = {c.locator for i in taken for c in i.citations}
        where = self._source.telling(order.documents, order.sections, order.topics, order.seed)
        where.sort(key=lambda p: p.locator in asked)
        items, struck = draft_items(self._source, model, where, count, complaint)
        return in_option_order(items, order.seed), struck

    def another(
        self, item: QuizItem, order: Order, taken: tuple[QuizItem, ...], variant: int
    ) -> QuizItem | None:
        """Find a replacement for an item within the order: the same fact with other options, else another
        item of its kind and document.
        """
        redrafts = _written(self._source.again(variant))
        same = next((i for i in redrafts if i.id == item.id), item)
        new = set(same.options) != set(item.options)
        if new and fitting([same], order) and not self.complaint(same):
            return in_option_order([same], variant)[0]
        narrowed = replace(
            order, count=1, seed=variant, documents=(item.locator.document,), kinds=(item.kind,)
        )
        found = self.quiz(narrowed, taken).items
        return found[0] if found else None


def _written(source: QuizSource) -> Iterator[QuizItem]:
    return (item for write in WRITERS for item in write(source))
