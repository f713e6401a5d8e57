"""Calls for programs, over HTTP or MCP: ask, show, check and quiz, from JSON values to JSON values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assistant.check.draft import checked_length
from assistant.check.finding import corrected
from assistant.check.findings import finding_row
from assistant.export.terminal import reply_row
from assistant.question.address import look_up
from assistant.question.arguments import (
    Arguments,
    AskArguments,
    CheckArguments,
    ShowArguments,
    read_arguments,
)
from assistant.question.intent import LookUp, Several
from assistant.quiz.items import KINDS, LEVELS
from assistant.quiz.program_arguments import QuizArguments
from assistant.quiz.select import Order, check_names
from assistant.text.labels import label
from assistant.ui.shared import SharedState
from ingest.errors import CorpusError, QuestionError
from ingest.json_values import to_row
from ingest.types import Paragraph

JsonRow = dict[str, Any]
ARGUMENTS: dict[str, type[Arguments]] = {
    "ask": AskArguments,
    "show": ShowArguments,
    "check": CheckArguments,
    "quiz": QuizArguments,
}


class Programs:
    """The endpoints `ask`, `show`, `check` and `quiz` on one shared state."""

    def __init__(self, shared: SharedState) -> None:
        self._shared = shared

    def call(self, name: str, visitor: str, given: Mapping[str, Any]) -> JsonRow:
        """Call one program with JSON values. Raises `QuestionError` for arguments that are wrong, else a
        `PolicyAssistantError` that says what cannot be done.
        """
        calls: dict[str, Callable[[], JsonRow]] = {
            "ask": lambda: self._ask(visitor, read_arguments(AskArguments, given)),
            "show": lambda: self._show(visitor, read_arguments(ShowArguments, given)),
            "check": lambda: self._check(visitor, read_arguments(CheckArguments, given)),
            "quiz": lambda: self._quiz(visitor, read_arguments(QuizArguments, given)),
        }
        if name not in calls:
            raise QuestionError(f"there is no {name[:40]!r}; there are {', '.join(calls)}")
        return calls[name]()

    def _ask(self, visitor: str, asked: AskArguments) -> JsonRow:
        *_, last = (
            piece
            for piece in self._shared.replies(asked.question, asked.turns, asked.documents, visitor)
            if piece is not None
        )
        return reply_row(last, self._shared.library)

    def _show(self, visitor: str, asked: ShowArguments) -> JsonRow:
        self._shared.admit(visitor)
        paragraph, *others = self._paragraphs(asked.locator)
        document = self._shared.library.document(paragraph.locator.document)
        note = self._shared.library.headnote(paragraph.locator)
        return {
            "locator": str(paragraph.locator),
            "label": label(paragraph, document),
            "headings": list(paragraph.headings),
            "text": paragraph.text,
            "notes": [str(n) for n in paragraph.notes],
            "first_page": paragraph.first_page or None,
            "last_page": paragraph.last_page or None,
            "official": document.official,
            "headnote": {"summary": note.summary, "topics": list(note.topics), "force": note.force}
            if note
            else None,
            "others": [str(p.locator) for p in others],
        }

    def _paragraphs(self, address: str) -> tuple[Paragraph, ...]:
        """At least one. Raises `CorpusError` if the address leads nowhere."""
        exact = self._shared.paragraph(address.strip())
        if exact is not None:
            return (exact,)
        library = self._shared.library
        try:
            intent = self._shared.assistant.understand(address)
        except QuestionError:
            raise CorpusError(f"{address[:80]!r}: is not an address") from None
        whole = intent.whole if isinstance(intent, Several) else intent
        reason = "there is no such paragraph in the documents on disk"
        if isinstance(whole, LookUp):
            found = look_up(whole.addresses, library, whole.likely)
            if found.paragraphs:
                return found.paragraphs
            reason = " ".join(found.problems)
        raise CorpusError(f"{address[:80]!r}: {reason}")

    def _check(self, visitor: str, asked: CheckArguments) -> JsonRow:
        self._shared.admit(visitor)
        findings = self._shared.checker.check(checked_length(asked.text, "text"))
        return {
            "findings": [finding_row(f, asked.text) for f in findings],
            "corrected": corrected(asked.text, findings),
        }

    def _quiz(self, visitor: str, asked: QuizArguments) -> JsonRow:
        self._shared.admit(visitor)
        check_names("kind", asked.kinds, KINDS)
        check_names("level", asked.levels, LEVELS)
        written = self._shared.studio.quiz(
            Order(
                asked.count,
                asked.seed,
                tuple(asked.documents),
                (),
                tuple(asked.topics),
                tuple(k for k in KINDS if k in asked.kinds),
                tuple(x for x in LEVELS if x in asked.levels),
            )
        )
        return {"items": [to_row(item) for item in written.items], "short_by": written.short_by}
