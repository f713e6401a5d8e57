"""The frame around Gradio's part of the page, in the first HTML that is sent: header, sources, conversations,
the box, the places of evidence and briefing tray, styles and scripts. It is made for each request, in the
visitor's language and from the index in use.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from http.cookies import CookieError, SimpleCookie
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from markupsafe import Markup
from starlette.types import Scope

from assistant.text.labels import abbreviation, document_names
from assistant.text.language import Language
from assistant.text.messages import message
from assistant.ui.access.signin import credentials
from assistant.ui.rendering import render
from assistant.ui.shared import SharedState
from ingest.library import Library
from ingest.types import Document

STATIC = Path(__file__).with_name("static")
SHEETS = ("ground", "gradio", "frame", "parts", "answer", "survey", "rooms", "narrow", "print")
SCRIPTS = ("store", "page", "ask", "conversations", "tray", "read", "survey", "keys", "end")
ROOMS = ("ask", "read", "check", "quiz", "documents")
SHORTCUTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("/", "Ctrl-K"), "box"),
    (("Enter",), "ask"),
    (("Shift-Enter",), "line"),
    (("↑",), "last"),
    (("j", "k"), "citations"),
    (("[", "]"), "beside"),
    (("p", "t"), "pin"),
    (("n", "N"), "findings"),
    (("A", "E", "R"), "review"),
    (("←", "→"), "items"),
    (("Esc",), "close"),
    (("?",), "help"),
)
SAID = ("copied", "searching", "pinned", "unpinned")  # what scripts say in the live region
ICON = (
    "<link rel='icon' href='data:image/svg+xml,"
    "%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 28 28%22%3E"
    "%3Crect width=%2228%22 height=%2228%22 rx=%226%22 fill=%22%2310264a%22/%3E"
    "%3Ctext x=%2214%22 y=%2221%22 font-size=%2220%22 text-anchor=%22middle%22 fill=%22white%22%3E%C2%A7"
    "%3C/text%3E%3C/svg%3E'>"
)
_MANIFEST = '<link rel="manifest" href="/manifest.json" />'  # Gradio's, of another path than the page's
_APP = re.compile(r"<gradio-app\b.*?</gradio-app>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """A document as the sources show it: ``symbol`` without the year, ``about``: what it is on."""

    document: Document
    name: str
    symbol: str
    about: str


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """The documents of one issuer."""

    name: str
    sources: tuple[Source, ...]


class Frame:
    """Puts the frame around Gradio's page."""

    def __init__(self, shared: SharedState, protected: bool = False) -> None:
        """``protected``: visitors sign in, and can sign out."""
        self._shared = shared
        self._protected = protected

    def __call__(self, html: str, scope: Scope) -> str:
        """Return the page with its frame; other HTML as it is."""
        app = _APP.search(html)
        if app is None:
            return html
        language = language_of_cookies(_header(scope, b"cookie"))
        name, _ = credentials(_header(scope, b"authorization").encode("latin-1"))
        before, after = self._parts(language, name if self._protected else "")
        html = f"{html[: app.start()]}{before}{app[0]}{after}{html[app.end() :]}"
        html = html.replace(_MANIFEST, "", 1)
        html = html.replace('<html\n\tlang="en"', f"<html class='pa-page' lang='{language}'", 1)
        return html.replace("</head>", f"{_head()}</head>", 1).replace(
            "</body>", f"{_scripts(language)}</body>", 1
        )

    def _parts(self, language: Language, visitor: str) -> tuple[str, str]:
        shared, library = self._shared, self._shared.library
        header = render(
            "header.html",
            language,
            rooms=ROOMS,
            version=_version(),
            day=shared.assistant.index.day.partition(",")[0],
            other="en" if language == "fr" else "fr",
            visitor=visitor,
        )
        addresses = library.vocabulary.addresses
        box = render(
            "composer.html",
            language,
            model=shared.assistant.model,
            address=addresses[-1] if addresses else "1",
        )
        side = render("side.html", language, groups=source_groups(library))
        notice = render("notice.html", language, notice=shared.notice, outside=shared.assistant.outside)
        wait = render("wait.html", language)
        before = (
            f"{render('icons.html')}{header}{notice}{side}<div class='pa-main' id='main' tabindex='-1'>{wait}"
        )
        return before, f"{box}</div>{render('frame_end.html', language, shortcuts=SHORTCUTS)}"


def source_groups(library: Library) -> list[SourceGroup]:
    """Return the documents by issuer, in the order of the manifest."""
    names = document_names(library.documents)
    found: dict[str, list[Source]] = {}
    for document in library.documents:
        symbol = document.symbol.partition(" (")[0]
        source = Source(document, names[document.id], symbol, _about(document, library))
        found.setdefault(abbreviation(document) or document.issuer.partition(",")[0], []).append(source)
    return [SourceGroup(name, tuple(sources)) for name, sources in found.items()]


def _about(document: Document, library: Library) -> str:
    """Name the two topics that stand out in a document against the others; its day if nobody chose topics."""
    own, others = Counter[str](), Counter[str]()
    for note in library.headnotes:
        (own if note.locator.document == document.id else others).update(note.topics)
    of, rest = max(1, own.total()), max(1, others.total())
    standing = sorted(own, key=lambda topic: others[topic] / rest - own[topic] / of)
    words = ", ".join(standing[:2]) or document.adopted.isoformat()
    return f"{words[:1].upper()}{words[1:]}"


def language_of_cookies(header: str) -> Language:
    """Return the language that a visitor has chosen for the page; English if none."""
    try:
        chosen = SimpleCookie(header).get("pa-lang")
    except CookieError:
        return "en"
    return "fr" if chosen is not None and chosen.value == "fr" else "en"


def _header(scope: Scope, name: bytes) -> str:
    found: Mapping[bytes, bytes] = dict(scope["headers"])
    return found.get(name, b"").decode("latin-1")


@cache
def _head() -> Markup:
    # nested, so that they outweigh Gradio's own
    sheets = f"{_joined(('tokens',), 'css')}\nhtml.pa-page {{\n{_joined(SHEETS, 'css')}\n}}"
    return Markup(f"{ICON}<style>{sheets}</style><script>{_joined(('start',), 'js')}</script>")


def _scripts(language: Language) -> str:
    said = json.dumps({name: message(f"page_{name}", language) for name in SAID}).replace("</", "<\\/")
    return f"<script>(() => {{ const TEXT = {said};\n{_joined(SCRIPTS, 'js')}\n}})();</script>"


@cache
def _joined(names: Sequence[str], suffix: str) -> str:
    return "\n".join((STATIC / f"{name}.{suffix}").read_text(encoding="utf-8") for name in names)


@cache
def _version() -> str:
    try:
        return version("policy-assistant")
    except PackageNotFoundError:
        return ""
