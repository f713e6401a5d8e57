"""An answer in a model's own words, each statement verified before anyone sees it, or none of them."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from assistant.judge import Judge, Sources
from assistant.llm import Json, LanguageModel, Message, Tokens
from assistant.model_draft import DraftReader
from assistant.prompt import MOST_STATEMENTS, messages, repair, schema, select
from assistant.support import Support, read_fitted
from assistant.types import Answer, DraftStatement, Rejection, Statement, Turn, Written
from assistant.verify import Verifier
from ingest.encoder import TextEncoder
from ingest.errors import ModelError
from ingest.index import Index
from ingest.types import Locator

SPARE = 2  # statements beyond those asked for that are still read
LEAST = 0.5  # share of the drafted statements that must hold


@dataclass(slots=True)
class Drafting:
    """What has come of one question so far."""

    drafted: list[DraftStatement] = field(default_factory=list)
    tokens: Tokens = field(default_factory=Tokens)
    error: str = ""


class Writer:
    """Writes answers with a model, from evidence that an extractive answer was found in."""

    def __init__(self, model: LanguageModel, encoder: TextEncoder, index: Index) -> None:
        self.model = model
        self._judge = Judge(Support(encoder, read_fitted()), Sources(index))

    def write(self, plain: Answer, history: Sequence[Turn]) -> Generator[Statement, None, Answer]:
        """Statements as they are verified; returned is the answer made of them or, if they do not make
        one, ``plain`` with a notice. Raises nothing for a model that fails.
        """
        started = time.perf_counter()
        paragraphs = {e.paragraph.locator: e.paragraph for e in plain.evidence}
        first = [paragraphs[c.locator] for c in plain.citations]
        evidence = select(first, [e.paragraph for e in plain.evidence])
        known = [e for e in plain.evidence if e.paragraph in evidence]
        verifier, state = Verifier(known, self._judge), Drafting()
        asked = messages(plain.question, history, evidence)
        yield from _draft(asked, schema(evidence), self.model, verifier, state)
        prose = verifier.answer(plain.question)
        notice, details = _wanting(prose, state, {p.locator for p in first})
        written = Written(
            self.model.name, not notice, notice, details, tuple(state.drafted), prose.rejections,
            state.tokens.prompt, state.tokens.reply, round(time.perf_counter() - started, 3),
        )  # fmt: skip
        if notice:
            return replace(plain, written=written)
        return replace(prose, evidence=plain.evidence, remarks=plain.remarks, written=written)


def _draft(
    asked: Sequence[Message], form: Json, model: LanguageModel, verifier: Verifier, state: Drafting
) -> Iterator[Statement]:
    """One try and, if nothing of it could be read, one more."""
    try:
        reader = DraftReader()
        yield from _read(asked, form, model, verifier, state, reader)
        if reader.text and not any(_readable(s) for s in state.drafted):
            again = repair(asked, reader.text)
            yield from _read(again, form, model, verifier, state, DraftReader())
    except ModelError as error:
        state.error = str(error)


def _read(
    asked: Sequence[Message], form: Json, model: LanguageModel, verifier: Verifier, state: Drafting,
    reader: DraftReader,
) -> Iterator[Statement]:  # fmt: skip
    with closing(model.stream(asked, form)) as stream:  # a reader who leaves stops the server
        for piece in stream:
            if isinstance(piece, Tokens):
                state.tokens += piece
            else:
                yield from _verified(reader.feed(piece), verifier, state)
            if reader.full or len(state.drafted) > MOST_STATEMENTS + SPARE or _loops(verifier):
                break
    yield from _verified(reader.close(), verifier, state)


def _verified(
    claims: Sequence[DraftStatement], verifier: Verifier, state: Drafting
) -> Iterator[Statement]:
    for claim in claims:
        state.drafted.append(claim)
        checked = verifier.check(claim)
        if isinstance(checked, Statement):
            yield checked


def _loops(verifier: Verifier) -> bool:
    """Whether a small model has lost its way and says the same again and again."""
    return sum(r.reason == "repeated" for r in verifier.rejections) > SPARE


def _readable(claim: DraftStatement) -> bool:
    """Whether it names a paragraph, right or wrong."""
    try:
        Locator.parse(claim.marker)
    except ValueError:
        return False
    return True


def _wanting(prose: Answer, state: Drafting, first: set[Locator]) -> tuple[str, str]:
    """Why the prose will not do, in one line, and what there is to know; empty if it will."""
    struck = "\n".join(_line(r) for r in prose.rejections)
    held = len(prose.statements)
    drafted = held + sum(r.reason != "repeated" for r in prose.rejections)
    shown = "These are the documents' own words."
    if state.error:
        return f"The language model could not be used. {shown}", "\n".join(
            (state.error, struck)
        ).strip()
    if not drafted:
        return f"The language model wrote nothing that could be read. {shown}", struck
    if held < LEAST * drafted or not held:
        return f"{held} of {drafted} statements of the language model held. {shown}", struck
    if not first & {c.locator for c in prose.citations}:
        return f"The language model left out the paragraph that answers. {shown}", struck
    return "", ""


def _line(rejection: Rejection) -> str:
    return f"struck out, {rejection.reason}: {rejection.statement} ({rejection.detail})"
