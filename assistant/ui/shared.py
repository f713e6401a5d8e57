"""State shared by all visitors, tabs and endpoints: the open assistant, the files around it, the limits
of use. Only this module asks the assistant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.assistant import Assistant
from assistant.check.checker import Checker
from assistant.export.copied_text import Occasion
from assistant.question.pasted import read_pasted
from assistant.quiz.studio import Studio
from assistant.search.parallels import Parallels
from assistant.types import Answer, Reply, Statement, Turn
from assistant.workplace.audit_log import AuditLog
from assistant.workplace.feedback import Feedback, add_feedback
from assistant.workplace.rate_limit import Limit
from assistant.workplace.workplace_settings import WorkplaceSettings
from ingest.console import warn
from ingest.documents.on_disk import Found, documents_on_disk
from ingest.errors import StoreError
from ingest.library import Library
from ingest.settings import Settings
from ingest.types import Locator, Paragraph

NEAREST = 5  # paragraphs of the evidence that are kept with a reply


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question of a conversation with its reply; ``documents`` is the filter it was asked with,
    ``day`` (ISO) when it was answered.
    """

    reply: Reply
    documents: tuple[str, ...]
    day: str

    @property
    def turn(self) -> Turn:
        cited = self.reply.citations if isinstance(self.reply, Answer) else ()
        return Turn(self.reply.question, tuple(c.locator for c in cited))


def exchanged(reply: Reply, documents: Sequence[str]) -> Exchange:
    """The exchange as it is kept: a session is looked through often, so only what is shown stays."""
    day = dt.datetime.now(dt.UTC).date().isoformat()
    return Exchange(replace(reply, evidence=reply.evidence[:NEAREST]), tuple(documents), day)


class SharedState:
    """One open assistant and the files around it; no conversations, which are each visitor's own."""

    def __init__(self, assistant: Assistant, settings: Settings, own: WorkplaceSettings) -> None:
        self.settings = own
        self.bank = settings.bank
        self._where = settings
        self._feedback = settings.feedback
        self._limit = Limit(own.per_minute)
        self._audit = AuditLog(own.audit_log) if own.audit_log else None
        self.notice = ""  # what visitors must know of the index, on every page
        self.renewed = 0  # times that another index has taken the place of the first
        self._use(assistant)

    def renew(self, assistant: Assistant) -> None:
        """Answer from another index from now on. Replies given before are held against it where they
        are shown again (`assistant.ui.ask.memory.holding`).
        """
        self._use(assistant)
        self.renewed += 1

    def _use(self, assistant: Assistant) -> None:
        index = assistant.index
        found, _ = documents_on_disk(self._where)
        indexed = {d.id: d.sha256 for d in index.documents}
        files = {f.entry.id: f for f in found if indexed.get(f.entry.id) == f.sha256}
        order = {p.locator: i for i, p in enumerate(index.paragraphs)}
        parallels, studio = Parallels(index), Studio(assistant)
        checker = Checker(index, self.suggestion, assistant.judge)
        # all at once: requests go on meanwhile
        self.assistant, self.studio, self.parallels, self.checker = (assistant, studio, parallels, checker)
        self._files: dict[str, Found] = files
        self._order = order

    @property
    def library(self) -> Library:
        """Documents, paragraphs and headnotes of the index in use."""
        return self.assistant.library

    def admit(self, visitor: str) -> None:
        """Raises `LimitError` if the visitor has asked too much in this minute."""
        self._limit.admit(visitor)

    def replies(
        self,
        question: str,
        past: Sequence[Turn],
        documents: Sequence[str],
        visitor: str,
        *,
        prose: bool = True,
    ) -> Iterator[Reply | None]:
        """The reply as it grows, whole at last; every statement on the way is verified; None now and then
        while nothing comes, so that it can be stopped. Without ``prose`` no language model writes. Raises
        `QuestionError`, `LimitError` or `StoreError`.
        """
        self.admit(visitor)
        held: tuple[Statement, ...] = ()
        asked = (question, past, documents)
        for piece in self.assistant.stream(*asked) if prose else (self.assistant.ask(*asked),):
            if piece is None:
                yield None
            elif isinstance(piece, Statement):
                held = (*held, piece)
                yield Answer(read_pasted(question).shown, held, (), "written by a model")
            else:
                if self._audit is not None:
                    self._audit.add(visitor, tuple(documents), piece)
                yield piece

    def failed_sign_in(self, name: str, address: str) -> None:
        """Write it down: in the audit log if there is one and it can be written, else on stderr."""
        try:
            if self._audit is not None:
                self._audit.add_failure(name, address)
                return
        except StoreError as error:
            warn(str(error))
        warn(f"wrong password for {ascii(name) if name else 'an unknown name'} from {address!a}")

    def suggestion(self, text: str, documents: Sequence[str]) -> Reply:
        """Ask the assistant for a sentence of a draft; not logged, since nobody asked it."""
        return self.assistant.nearest(text, documents)

    def paragraph(self, locator: str) -> Paragraph | None:
        """The paragraph of an address as text; None if it is none or there is no such paragraph."""
        try:
            return self.library.paragraph(Locator.parse(locator))
        except (ValueError, KeyError):
            return None

    def beside(self, paragraph: Paragraph) -> tuple[Paragraph | None, Paragraph | None]:
        """The paragraphs before and after it in its document; notes are stepped over, except from one
        to the next.
        """
        around = self.library.paragraphs
        at = self._order[paragraph.locator]

        def first(places: range) -> Paragraph | None:
            for place in places:
                other = around[place].locator
                if other.document != paragraph.locator.document:
                    return None
                if (other.kind == "fn") == (paragraph.locator.kind == "fn"):
                    return around[place]
            return None

        return first(range(at - 1, -1, -1)), first(range(at + 1, len(around)))

    def path(self, document: str) -> Path | None:
        """The file that the index was made from; None if it is gone or only a digest was indexed."""
        found = self._files.get(document)
        return found.path if found else None

    def rate(self, feedback: Feedback) -> None:
        """Raises `StoreError` if it cannot be kept."""
        add_feedback(self._feedback, feedback)

    def occasion(self, day: str) -> Occasion:
        return Occasion(dt.date.fromisoformat(day), self.settings.classification)
