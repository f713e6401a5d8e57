"""Named endpoints for programs over HTTP (`gradio_client`). Their docstrings are their documentation there;
what they do is in `assistant.ui.programs.server`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr
from gradio.events import api

from assistant.ui.events import visitor
from assistant.ui.programs.server import JsonRow, Programs
from ingest.errors import PolicyAssistantError


def endpoints(programs: Programs) -> None:
    """Offer ask, show, check and quiz. What is left out is null, so that the programs say so."""

    def called(name: str, request: gr.Request, given: dict[str, Any]) -> JsonRow:
        try:
            return programs.call(name, visitor(request), given)
        except PolicyAssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error

    for function in (_ask(called), _show(called), _check(called), _quiz(called)):
        api(function, api_name=function.__name__, queue=False)


Called = Callable[[str, gr.Request, dict[str, Any]], JsonRow]


def _ask(called: Called) -> Callable[..., JsonRow]:
    def ask(
        question: str,
        request: gr.Request,
        documents: list[str] = [],  # noqa: B006
        history: list[JsonRow] = [],  # noqa: B006
    ) -> JsonRow:
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
        return called("ask", request, {"question": question, "documents": documents, "history": history})

    return ask


def _show(called: Called) -> Callable[..., JsonRow]:
    def show(locator: str, request: gr.Request) -> JsonRow:
        """Show one paragraph by its address: official text, headings, notes, page, headnote.

        Args:
            locator: For example "nato-wps-2024#para-17.2", or an address as in ask: "1325 OP 8(a)".

        Returns:
            locator, label, headings, text, notes (locators), first_page, last_page, official,
            headnote (summary, topics, force), which is the editors' and not the document's, and others:
            locators of further paragraphs that the address names.
        """
        return called("show", request, {"locator": locator})

    return show


def _check(called: Called) -> Callable[..., JsonRow]:
    def check(text: str, request: gr.Request) -> JsonRow:
        """Check the quotations, paragraph references and claims of a text against the documents.

        Args:
            text: Markdown or plain text, up to 100,000 characters.

        Returns:
            findings (status, line, start, end, text, detail, cited, right, diff) and corrected, the
            text with every correction made. Status is "exact", "reference fits", "altered", "not supported",
            "wrong paragraph", "not in the corpus", "claim without citation" or "unclosed quotation".
        """
        return called("check", request, {"text": text})

    return check


def _quiz(called: Called) -> Callable[..., JsonRow]:
    def quiz(
        request: gr.Request,
        count: int = 10,
        seed: int = 1,
        documents: list[str] = [],  # noqa: B006
        topics: list[str] = [],  # noqa: B006
        kinds: list[str] = [],  # noqa: B006
        levels: list[str] = [],  # noqa: B006
    ) -> JsonRow:
        """Write quiz items from the documents, each with its key, its paragraph and the words it rests
        on; the same seed gives the same quiz.

        Args:
            count: How many items, 1 to 200; there may be fewer that pass the checks.
            seed: A whole number, 0 or more.
            documents: Ids, for example "unscr-1325"; empty: all.
            topics: Names of topics; empty: all.
            kinds: For example "multiple-choice"; empty: all.
            levels: "recall", "understanding" or "application"; empty: all.

        Returns:
            items (id, kind, level, stem, options, key, rationale, citations, …) and short_by, how many
            fewer there are than were asked for.
        """
        given = {"count": count, "seed": seed, "documents": documents, "topics": topics}
        return called("quiz", request, {**given, "kinds": kinds, "levels": levels})

    return quiz
