"""Named endpoints for programs, over HTTP (`gradio_client`) and, with ``--mcp``, as MCP tools.

Their docstrings are their documentation there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr
from gradio.events import api

from assistant.batch import read_history
from assistant.check.draft import checked_length
from assistant.check.finding import corrected
from assistant.check.findings import finding_row
from assistant.cite import label
from assistant.quiz.row import as_row
from assistant.quiz.select import Order
from assistant.quiz.select import check as check_names
from assistant.quiz.types import KINDS, LEVELS
from assistant.render import reply_row
from assistant.ui.desk import Desk
from assistant.ui.shell import visitor
from ingest.errors import CorpusError, PolicyAssistantError, SettingsError

MOST_ITEMS = 200  # of one quiz

Row = dict[str, Any]


def endpoints(desk: Desk) -> None:
    """Offer ask, show, check and quiz."""
    api(_ask(desk), api_name="ask", queue=False)
    api(_show(desk), api_name="show", queue=False)
    api(_check(desk), api_name="check", queue=False)
    api(_quiz(desk), api_name="quiz", queue=False)


def _ask(desk: Desk) -> Callable[..., Row]:
    def ask(
        question: str, request: gr.Request, documents: list[str] = [], history: list[Row] = []  # noqa: B006
    ) -> Row:  # fmt: skip
        """Answer a question from the NATO Policy on Women, Peace and Security (2024) and ten Security
        Council resolutions, every statement cited to its paragraph, or refuse.

        Args:
            question: In plain words, or an address such as "para 17.2" or "1325 OP 8(a)".
            documents: Ids of the documents to search, for example "unscr-1325"; empty: all.
            history: Earlier turns, oldest first: {"question": "…", "citations": ["locator", …]}.

        Returns:
            status ("answer" or "refusal"), answer, citations (locator, label, page, quote), evidence
            (locators, best first), reason; of a refusal also searched (ids of the documents) and
            unknown (words of the question that occur in none of them).
        """
        try:
            turns = tuple(read_history(history))
            pieces = desk.replies(question, turns, documents, visitor(request))
            return reply_row([p for p in pieces if p is not None][-1], desk.assistant)
        except PolicyAssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return ask


def _show(desk: Desk) -> Callable[..., Row]:
    def show(locator: str, request: gr.Request) -> Row:
        """Show one paragraph by its address: official text, headings, notes, page, headnote.

        Args:
            locator: For example "nato-wps-2024#para-17.2" or "unscr-1325#op-8-a".

        Returns:
            locator, label, headings, text, notes (locators), first_page, last_page, official, and
            headnote (summary, topics, force), which is the editors' and not the document's.
        """
        try:
            desk.admit(visitor(request))
            paragraph = desk.paragraph(locator)
            if paragraph is None:
                raise CorpusError(
                    f"{locator!r}: there is no such paragraph in the documents on disk"
                )
        except PolicyAssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error
        document = desk.documents[paragraph.locator.document]
        note = desk.headnotes.get(paragraph.locator)
        return {
            "locator": str(paragraph.locator), "label": label(paragraph, document),
            "headings": list(paragraph.headings), "text": paragraph.text,
            "notes": [str(n) for n in paragraph.notes],
            "first_page": paragraph.first_page or None, "last_page": paragraph.last_page or None,
            "official": document.official,
            "headnote": {"summary": note.summary, "topics": list(note.topics), "force": note.force}
            if note else None,
        }  # fmt: skip

    return show


def _check(desk: Desk) -> Callable[..., Row]:
    def check(text: str, request: gr.Request) -> Row:
        """Check the quotations, paragraph references and claims of a text against the documents.

        Args:
            text: Markdown or plain text, up to 100,000 characters.

        Returns:
            findings (status, line, start, end, text, detail, cited, right, diff) and corrected, the
            text with every correction made. Status is "exact", "reference fits", "altered", "not supported",
            "wrong paragraph", "not in the corpus", "claim without citation" or "unclosed quotation".
        """
        try:
            desk.admit(visitor(request))
            findings = desk.checker.check(checked_length(text, "text"))
        except PolicyAssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return {
            "findings": [finding_row(f, text) for f in findings],
            "corrected": corrected(text, findings),
        }

    return check


def _quiz(desk: Desk) -> Callable[..., Row]:
    def quiz(
        request: gr.Request, count: int = 10, seed: int = 1, documents: list[str] = [],  # noqa: B006
        topics: list[str] = [], kinds: list[str] = [], levels: list[str] = [],  # noqa: B006
    ) -> Row:  # fmt: skip
        """Write quiz items from the documents, each with its key, its paragraph and the words it rests
        on; the same seed gives the same quiz.

        Args:
            count: How many items, 1 to 200; there may be fewer that pass the checks.
            seed: A whole number.
            documents: Ids, for example "unscr-1325"; empty: all.
            topics: Names of topics; empty: all.
            kinds: For example "multiple-choice"; empty: all.
            levels: "recall", "understanding" or "application"; empty: all.

        Returns:
            items (id, kind, level, stem, options, key, rationale, citations, …) and short_by, how many
            fewer there are than were asked for.
        """
        try:
            desk.admit(visitor(request))
            if not 1 <= count <= MOST_ITEMS:
                raise SettingsError(f"count {count}: must be a whole number from 1 to {MOST_ITEMS}")
            check_names("kind", kinds, KINDS)
            check_names("level", levels, LEVELS)
            wanted = Order(
                count, seed, tuple(documents), (), tuple(topics),
                tuple(k for k in KINDS if k in kinds), tuple(x for x in LEVELS if x in levels),
            )  # fmt: skip
            written = desk.studio.quiz(wanted)
        except PolicyAssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return {"items": [as_row(item) for item in written.items], "short_by": written.short_by}

    return quiz
