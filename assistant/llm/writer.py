"""An answer in a model's own words, each statement verified before anyone sees it, or none of them."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from assistant.answer.verify import Verifier
from assistant.llm.connection import PULSE_SECONDS
from assistant.llm.language_model import Json, LanguageModel, Message, Tokens
from assistant.llm.prompt import MOST_STATEMENTS, messages, repair, schema, select
from assistant.llm.reply_reader import DraftReader
from assistant.support.judge import Judge
from assistant.types import Answer, DraftStatement, Statement, Turn, Written
from ingest.errors import ModelError
from ingest.types import Locator

SPARE = 2  # statements beyond those asked for that are still read
LEAST = 0.5  # share of the drafted statements that must hold
_SHOWN = "These are the documents' own words."


@dataclass(slots=True)
class Drafting:
    """The state of one answer while the model writes. ``until``: when both tries must be done, as the model's
    clock tells; ``silent``: the model found nothing to say; ``broken``: it ended inside a statement.
    """

    until: float
    drafted: list[DraftStatement] = field(default_factory=list)
    tokens: Tokens = field(default_factory=Tokens)
    error: str = ""
    silent: bool = False
    broken: bool = False


class Writer:
    """Writes answers with a model, from evidence that an extractive answer was found in."""

    def __init__(self, model: LanguageModel, judge: Judge) -> None:
        self.model = model
        self._judge = judge

    def pieces(self, plain: Answer, history: Sequence[Turn]) -> Generator[Statement | None, None, Answer]:
        """Yield statements as they are verified, None now and then while none is, so that whoever reads can
        close it, which stops the model. Returned is the answer made of them or, if they do not make one,
        ``plain`` with a notice. Raises nothing for a model that fails.
        """
        started = time.perf_counter()
        paragraphs = {e.paragraph.locator: e.paragraph for e in plain.evidence}
        first = [paragraphs[c.locator] for c in plain.citations]
        evidence = select(first, [e.paragraph for e in plain.evidence])
        known = [e for e in plain.evidence if e.paragraph in evidence]
        verifier, state = Verifier(known, self._judge), Drafting(self.model.deadline())
        asked = messages(plain.question, history, evidence)
        yield from _draft(asked, schema(evidence), self.model, verifier, state)
        prose = verifier.answer(plain.question, "written by a model")
        notice = _wanting(prose, state, {p.locator for p in first})
        details = _details(prose, state) if notice else ""
        written = Written(
            self.model.name,
            not notice,
            notice,
            details,
            tuple(state.drafted),
            prose.rejections,
            state.tokens.prompt,
            state.tokens.reply,
            round(time.perf_counter() - started, 3),
        )
        if notice:
            return replace(plain, written=written)
        return replace(
            prose, evidence=plain.evidence, remarks=plain.remarks, written=written, offers=plain.offers
        )


def _draft(
    asked: Sequence[Message], form: Json, model: LanguageModel, verifier: Verifier, state: Drafting
) -> Iterator[Statement | None]:
    """One try and, if nothing of it could be read, one more."""
    try:
        reader = DraftReader()
        yield from _read(asked, form, model, verifier, state, reader)
        read = state.silent or any(_readable(s) for s in state.drafted)
        if reader.text and not read:
            again = repair(asked, reader.text)
            yield from _read(again, form, model, verifier, state, DraftReader())
    except ModelError as error:
        state.error = str(error)


def _read(
    asked: Sequence[Message],
    form: Json,
    model: LanguageModel,
    verifier: Verifier,
    state: Drafting,
    reader: DraftReader,
) -> Iterator[Statement | None]:
    left, paused = False, time.perf_counter()
    with closing(model.stream(asked, form, state.until)) as stream:
        for piece in stream:
            if isinstance(piece, Tokens):
                state.tokens += piece
            elif piece is not None:
                yield from _verified(reader.feed(piece), verifier, state)
            if time.perf_counter() - paused > PULSE_SECONDS:
                yield None
                paused = time.perf_counter()
            if reader.full or len(state.drafted) > MOST_STATEMENTS + SPARE or _loops(verifier):
                left = True
                break
    yield from _verified(reader.close(), verifier, state)
    state.silent = reader.silent and not state.drafted
    state.broken = reader.broken and not left


def _verified(claims: Sequence[DraftStatement], verifier: Verifier, state: Drafting) -> Iterator[Statement]:
    for claim in claims:
        state.drafted.append(claim)
        checked = verifier.check(claim)
        if isinstance(checked, Statement):
            yield checked


def _loops(verifier: Verifier) -> bool:
    """Tell whether a small model says the same again and again."""
    return sum(r.reason == "repeated" for r in verifier.rejections) > SPARE


def _readable(claim: DraftStatement) -> bool:
    """Tell whether a statement names a paragraph, right or wrong."""
    try:
        Locator.parse(claim.marker)
    except ValueError:
        return False
    return True


def _wanting(prose: Answer, state: Drafting, first: set[Locator]) -> str:
    """Say in one line why the prose cannot be shown; empty if it can."""
    held = len(prose.statements)
    drafted = held + sum(r.reason != "repeated" for r in prose.rejections)
    if state.error:
        return f"The language model could not be used. {_SHOWN}"
    if state.silent:
        return f"The language model found nothing to say in the evidence. {_SHOWN}"
    if not drafted:
        return f"The language model wrote nothing that could be read. {_SHOWN}"
    if held < LEAST * drafted or not held:
        return f"{held} of {drafted} statements of the language model held. {_SHOWN}"
    if not first & {c.locator for c in prose.citations}:
        return f"The language model left out the paragraph that answers. {_SHOWN}"
    return ""


def _details(prose: Answer, state: Drafting) -> str:
    """List the model's error, a reply that broke off, and each rejected statement, a line each."""
    lines = [state.error, "The reply ended inside a statement." if state.broken else ""]
    lines += [f"struck out, {r.reason}: {r.statement} ({r.detail})" for r in prose.rejections]
    return "\n".join(line for line in lines if line)
