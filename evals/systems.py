"""Systems under test: the assistant, and the baselines that stand beside it in every report."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from assistant.assistant import Assistant
from assistant.export.terminal import reply_row
from assistant.types import Answer, Reply, Turn
from evals.broad import BroadQuestion
from evals.gold import GoldQuestion
from evals.outcomes import CitedQuote, Outcome
from evals.prose import model_part
from ingest.embedding.encoder import TextEncoder
from ingest.types import Locator, Paragraph


class System(Protocol):
    """Anything that can be asked a gold question."""

    def ask(self, gold: GoldQuestion) -> Outcome: ...


class Retriever(Protocol):
    def retrieve(self, question: str) -> Sequence[Locator]: ...


class AssistantSystem:
    """The assistant as users meet it."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def ask(self, gold: GoldQuestion) -> Outcome:
        ask = self._assistant.ask
        if isinstance(gold, BroadQuestion):
            gold = replace(gold, history=self._conversation(gold))
        return outcome(gold, self._assistant, lambda g: ask(g.question, g.history))[0]

    def _conversation(self, gold: BroadQuestion) -> tuple[Turn, ...]:
        """Hold the conversation before a broad question anew, so that it leans on what was really cited."""
        turns: tuple[Turn, ...] = ()
        for turn in gold.history:
            reply = self._assistant.ask(turn.question, turns)
            cited = reply.citations if isinstance(reply, Answer) else ()
            turns += (Turn(turn.question, tuple(c.locator for c in cited)),)
        return turns


class ProseSystem:
    """The assistant with its language model, as users meet it."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def ask(self, gold: GoldQuestion) -> Outcome:
        write = self._assistant.reply
        found, reply = outcome(gold, self._assistant, lambda g: write(g.question, g.history))
        written = reply.written if isinstance(reply, Answer) else None
        return replace(found, model=model_part(written)) if written else found


def outcome(
    gold: GoldQuestion, assistant: Assistant, ask: Callable[[GoldQuestion], Reply]
) -> tuple[Outcome, Reply]:
    """Ask the assistant a gold question; return the outcome and the reply."""
    started = time.perf_counter()
    reply = ask(gold)
    seconds = time.perf_counter() - started
    row = reply_row(reply, assistant.library)
    citations: list[dict[str, str]] = row["citations"]  # type: ignore[assignment]
    found = Outcome(
        gold.id,
        "answer" if isinstance(reply, Answer) else "refusal",
        str(row["answer"]),
        tuple(CitedQuote(c["locator"], c["quote"]) for c in citations),
        tuple(str(e.paragraph.locator) for e in reply.evidence),
        round(reply.evidence[0].relevance, 4) if reply.evidence else None,
        str(row["reason"]),
        seconds,
    )
    return found, reply


class FirstParagraph:
    """A retriever as a system: answers with its first paragraph, whole, and never refuses. Of a
    conversation it is given the last question with the one before.
    """

    def __init__(self, retriever: Retriever, paragraphs: Sequence[Paragraph]) -> None:
        self._retriever = retriever
        self._texts = {p.locator: p.text for p in paragraphs}

    def ask(self, gold: GoldQuestion) -> Outcome:
        started = time.perf_counter()
        before = [turn.question for turn in gold.history[-1:]]
        found = self._retriever.retrieve(" ".join((*before, gold.question)))
        seconds = time.perf_counter() - started
        text = self._texts[found[0]]
        cited = (CitedQuote(str(found[0]), text),)
        return Outcome(gold.id, "answer", text, cited, tuple(str(x) for x in found), None, "", seconds)


def make_system(name: str, assistant: Assistant, encoder: Callable[[], TextEncoder]) -> System:
    """Return the system of that name: ``assistant``, ``llm``, ``bm25``, ``vectors`` or ``llama-index``."""
    if name == "assistant":
        return AssistantSystem(assistant)
    if name == "llm":
        return ProseSystem(assistant)
    from evals.baselines import ChunkIndex, LexicalIndex, PlainIndex

    paragraphs = assistant.index.paragraphs
    retriever: Retriever
    if name == "bm25":
        retriever = LexicalIndex(paragraphs)
    elif name == "vectors":
        retriever = PlainIndex(paragraphs, encoder())
    else:
        retriever = ChunkIndex(paragraphs, encoder())
    return FirstParagraph(retriever, paragraphs)
