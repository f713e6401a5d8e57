"""Markdown and HTML in what a person pastes, read by markdown-it and lxml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKUP = re.compile(r"[*_`#~<>\[\]|&\\\n]")
_BLOCKS = frozenset({"p", "div", "br", "li", "ul", "ol", "tr", "td", "table", "blockquote", "h1", "h2", "h3"})


def without_markup(text: str) -> str:
    """Markdown and HTML as plain lines, an empty line between blocks; numbers of lists stay."""
    if not _MARKUP.search(text):
        return text
    return "\n\n".join(line for token in _reader().parse(text) for line in _plain(token)) or text


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable("strikethrough").disable("reference")


def _plain(token: Token) -> Iterator[str]:
    if token.type == "list_item_open" and token.info:
        yield f"{token.info}."
    elif token.type == "inline":
        yield _html("".join(_inline(child) for child in token.children or ()))
    elif token.type in ("html_block", "fence", "code_block"):
        yield _html(token.content) if token.type == "html_block" else token.content


def _inline(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return "" if token.type == "html_inline" else token.content


def _html(text: str) -> str:
    from lxml import etree, html

    if "<" not in text or not re.search(r"<[a-zA-Z/!]", text):
        return text
    try:
        root = html.fragment_fromstring(text, create_parent="div")
    except etree.ParserError:
        return text
    etree.strip_elements(root, "script", "style", etree.Comment, with_tail=False)
    for element in root.iter():
        if element.tag in _BLOCKS:
            element.tail = f"\n{element.tail or ''}"
    return str(root.text_content())
