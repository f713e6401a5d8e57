"""The Ask tab: a conversation whose every statement names its paragraph."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.cite import label
from assistant.feedback import REASONS, Feedback, add_feedback
from assistant.render import DIGEST_HINT, DISCLAIMER, NEAREST, page_or_digest, quoted, writer_line
from assistant.types import Answer, Citation, Refusal, Reply, Turn
from ingest.errors import PolicyAssistantError

EXAMPLES = (
    "What are the four strategic objectives of the policy?",
    "How often is the policy reviewed?",
    "What does resolution 1325 ask of those who negotiate peace agreements?",
    "1325 OP 8(a)",
)
GOOD = "Like"  # Gradio draws this word as a thumb
CSS = """
.wps-source { margin: .5rem 0; padding: .5rem .75rem; border-inline-start: 3px solid
  var(--color-accent); background: var(--background-fill-secondary); }
.wps-source p, .wps-answer p { margin: .25rem 0; white-space: pre-line; }
.wps-path, .wps-foot { color: var(--body-text-color-subdued); font-size: .85em; }
.wps-answer a { white-space: nowrap; }
.wps-source mark { background: #ffe58a; color: #1a1a1a; padding: 0 .1em; }
"""

Messages = list[dict[str, Any]]


def build(assistant: Assistant, feedback: Path) -> None:
    """Lay out the tab and wire its events. Conversations live in the visitor's own session; what
    visitors think of a reply goes into the file ``feedback``.
    """
    turns = gr.State([])
    chat = gr.Chatbot(
        label="Conversation", show_label=False, height=520, render_markdown=False,
        feedback_options=(GOOD, *(r.capitalize() for r in REASONS)),
        buttons=["copy"], allow_tags=False,
    )  # fmt: skip
    with gr.Row():
        box = gr.Textbox(
            label="Your question", placeholder="Ask, or give an address: para 17.2, 1325 OP 8(a)",
            lines=1, max_lines=6, scale=5, autofocus=True,
        )  # fmt: skip
        send = gr.Button("Ask", variant="primary", scale=1)
        clear = gr.Button("New conversation", scale=1)
    only = gr.Dropdown(
        [(d.symbol, d.id) for d in assistant.index.documents], multiselect=True, value=[],
        label="Search only in", info="Nothing chosen: all documents",
    )  # fmt: skip
    gr.Examples([[e] for e in EXAMPLES], inputs=[box], label="For example")
    gr.HTML(f"<p class='wps-foot'>{escape(DISCLAIMER)}</p>")

    def respond(
        question: str, documents: list[str], messages: Messages, past: list[Turn]
    ) -> tuple[str, Messages, list[Turn]]:
        return "", *exchange(assistant, question, documents, messages, past)

    for event in (send.click, box.submit):
        event(respond, [box, only, chat, turns], [box, chat, turns], api_visibility="private")

    def rate(past: list[Turn], data: gr.LikeData) -> None:
        note(feedback, past, data)

    chat.like(rate, [turns], None, api_visibility="private")
    for event in (clear.click, chat.clear):
        event(lambda: ([], []), None, [chat, turns], api_visibility="private")


def note(feedback: Path, past: list[Turn], data: gr.LikeData) -> None:
    """Keep what a visitor thinks of one reply: each turn is two messages of the chat."""
    place = (data.index if isinstance(data.index, int) else data.index[0]) // 2
    if place >= len(past):
        return
    turn, good = past[place], data.liked in (True, GOOD)
    reason = "" if isinstance(data.liked, bool) or good else data.liked.lower()
    before = tuple(t.question for t in past[:place])
    cited = tuple(str(c) for c in turn.citations)
    try:
        add_feedback(feedback, Feedback(turn.question, before, cited, good, reason))
    except PolicyAssistantError as error:
        gr.Warning(escape(str(error)))
    else:
        gr.Info("Noted. It stays on this machine.")


def exchange(
    assistant: Assistant, question: str, documents: list[str], messages: Messages, past: list[Turn]
) -> tuple[Messages, list[Turn]]:
    """The conversation and its turns after one more question."""
    try:
        reply = assistant.reply(question, past, documents)
    except PolicyAssistantError as error:
        gr.Warning(escape(str(error)))
        return messages, past
    cited = tuple(c.locator for c in reply.citations) if isinstance(reply, Answer) else ()
    more: Messages = [
        {"role": "user", "content": gr.HTML(f"<p dir='auto'>{escape(reply.question)}</p>")},
        {"role": "assistant", "content": gr.HTML(reply_html(reply, assistant))},
    ]
    return [*messages, *more], [*past, Turn(reply.question, cited)]


def reply_html(reply: Reply, assistant: Assistant) -> str:
    """Every word of documents and questions escaped."""
    if isinstance(reply, Refusal):
        return _refusal_html(reply, assistant)
    statements = "".join(
        f"<p>{escape(s.text)} {''.join(_mark(c, assistant) for c in s.citations)}</p>"
        for s in reply.statements
    )
    sources = "".join(_source(c, assistant) for c in _by_paragraph(reply))
    n = len(reply.statements)
    if any(quoted(c, assistant).page == 0 for c in reply.citations):
        sources += f"<p class='wps-foot'>{escape(DIGEST_HINT)}</p>"
    foot = (
        f"{n} of {n + len(reply.rejections)} statements verified · relevance {reply.relevance:.2f}"
    )
    if reply.written is not None:
        line = escape(writer_line(reply.written))
        more = escape(reply.written.details)
        foot += f"</p><p class='wps-foot'>{line}"
        foot += (
            f"</p><details class='wps-foot'><summary>Details</summary><pre>{more}</pre></details><p>"
            if more
            else ""
        )
    return (
        f"<div class='wps-answer'>{statements}</div>"
        f"<div class='wps-sources'>{sources}</div><p class='wps-foot'>{foot}</p>"
    )


def _mark(citation: Citation, assistant: Assistant) -> str:
    shown = quoted(citation, assistant)
    return f"<strong>[{escape(shown.label)}, {escape(shown.where)}]</strong>"


def _by_paragraph(answer: Answer) -> list[list[Citation]]:
    grouped: dict[object, list[Citation]] = {}
    for citation in answer.citations:
        grouped.setdefault(citation.locator, []).append(citation)
    return list(grouped.values())


def _source(citations: list[Citation], assistant: Assistant) -> str:
    """The whole paragraph with the quoted words marked."""
    paragraph = assistant.paragraphs[citations[0].locator]
    first = quoted(citations[0], assistant)
    text, at = "", 0
    for citation in sorted(citations, key=lambda c: c.span.start):
        text += escape(paragraph.text[at : citation.span.start])
        text += f"<mark>{escape(citation.span.of(paragraph.text))}</mark>"
        at = citation.span.end
    text += escape(paragraph.text[at:])
    path = escape(" › ".join(first.headings))
    return (
        f"<div class='wps-source'><p><strong>{escape(first.label)}</strong>, {escape(first.where)}</p>"
        f"<p class='wps-path'>{path}</p><p>{text}</p></div>"
    )


def _refusal_html(refusal: Refusal, assistant: Assistant) -> str:
    symbols = ", ".join(assistant.documents[d].symbol for d in refusal.searched)
    nearest = "".join(
        f"<li>{escape(label(e.paragraph, assistant.documents[e.paragraph.locator.document]))}, "
        f"{page_or_digest(e.paragraph)}: {escape(_shortened(e.paragraph.text))}</li>"
        for e in refusal.evidence[:NEAREST]
    )
    unknown = ""
    if refusal.unknown:
        unknown = f"<p>Occur in none of them: {escape(', '.join(refusal.unknown))}.</p>"
    return (
        f"<div class='wps-refusal'><p><strong>{escape(refusal.reason)}</strong></p>"
        f"<p class='wps-path'>Searched: {escape(symbols)}.</p>{unknown}"
        f"<p>Nearest paragraphs, which may not answer:</p><ul>{nearest}</ul></div>"
    )


def _shortened(text: str, length: int = 160) -> str:
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"
