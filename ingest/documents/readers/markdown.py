"""Markdown, through the HTML that it stands for."""

from __future__ import annotations

import re

from ingest.documents.readers.html import read_html
from ingest.documents.readers.stream import Reading

_FRONT = re.compile(r"\A---\r?\n(?P<front>(?:.*\r?\n){0,60}?)---\r?\n")
_TITLE = re.compile(r"^title:\s*[\"']?(?P<title>.+?)[\"']?\s*$", re.MULTILINE | re.IGNORECASE)
_NOTE = re.compile(r"^\[\^(?P<name>[\w-]{1,40})\]:[ \t]+(?P<text>.+(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_MARK = re.compile(r"\[\^(?P<name>[\w-]{1,40})\]")


def read_markdown(text: str) -> Reading:
    """Read a text with headings, lists, tables and notes, ``[^1]``."""
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    title = _TITLE.search(front["front"]) if front else None
    body = text[front.end() :] if front else text
    notes = {m["name"]: " ".join(m["text"].split()) for m in _NOTE.finditer(body)}
    html = MarkdownIt("commonmark", {"html": False}).enable(["table"]).render(_NOTE.sub("", body))
    numbers: dict[str, int] = {}

    def mark(match: re.Match[str]) -> str:
        if match["name"] not in notes:
            return match.group()
        number = numbers.setdefault(match["name"], len(numbers) + 1)
        return f'<sup><a href="#note-{number}">{number}</a></sup>'

    html = _MARK.sub(mark, html)
    ends = MarkdownIt("commonmark", {"html": False})
    html += "".join(
        f'<div id="note-{n}">{ends.renderInline(notes[name])}</div>' for name, n in numbers.items()
    )
    reading = read_html(f"<main>{html}</main>".encode(), keeps_lines=True)
    return Reading(reading.pages, "Markdown", reading.remarks, title["title"] if title else reading.title)
