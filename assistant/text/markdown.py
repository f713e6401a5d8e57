"""Text of documents and people in Markdown."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~-])")


def escaped(text: str) -> str:
    """For Markdown: its own characters are shown as the text they are."""
    return _MARKDOWN.sub(r"\\\1", text)
