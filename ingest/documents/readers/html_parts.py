"""Parts of a web page that are not the document: menus, footers, what a browser hides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset(
    "script style noscript template nav form button select input textarea svg iframe object head aside "
    "dialog menu".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i img ins kbd label mark q s samp small span "
    "strong sub sup time tt u var wbr".split()
)
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu"))
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|cookie|cookies|sidebar|share|skip|toc|pagination|footer)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt)?\s*(?:;|$)")
_WHITE = re.compile(r"(?<![\w-])color\s*:\s*(?:#fff(?:fff)?\b|white\b|transparent\b)", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color)?\s*:", re.IGNORECASE)


def main_part(root: HtmlElement) -> HtmlElement:
    """The element that holds the document: the main one if it holds most of the text."""
    body = root.find("body")
    body = root if body is None else body
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = root.findall(path)
        if len(found) == 1 and len(found[0].text_content()) > 0.25 * len(body.text_content()):
            return found[0]
    return body


def left_out(element: HtmlElement, unseen: list[str]) -> bool:
    """Tell whether an element is no part of the document; words that a browser hides go to ``unseen``."""
    tag = element.tag
    if tag in _SKIPPED or element.get("role") in _ROLES:
        return True
    inside = any(a.tag in ("main", "article", "section") for a in element.iterancestors())
    if tag in ("footer", "header") and not inside:
        return tag == "footer" or element.find(".//h1") is None
    if tag == "footer" or _NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
        return True
    style = element.get("style") or ""
    hidden = element.get("hidden") is not None or _HIDDEN.search(style)
    if hidden or (_WHITE.search(style) and not _grounded(element)):
        if words := " ".join(element.text_content().split()):
            unseen.append(words)
        return True
    return False


def _grounded(element: HtmlElement) -> bool:
    """Tell whether an element lies on a coloured ground."""
    return any(_GROUND.search(e.get("style") or "") for e in (element, *element.iterancestors()))


def has_blocks(element: HtmlElement) -> bool:
    """Tell whether an element holds more than one line of text."""
    return any(
        isinstance(e.tag, str) and e.tag not in INLINE and e.tag != "br" for e in element.iterdescendants()
    )
