"""A model's reply becomes draft statements while it is still being written.

Read is what was asked for, a JSON object; a bare list, a fenced block, a reply with reasoning before
it; and plain prose with ``[locator]`` markers, "…" behind a marker being its quotation.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator

from assistant.types import DraftStatement

MOST_CHARACTERS = 20_000  # of a reply; what comes after is not read
MOST_BRACES = 100  # that open nothing which can be read
MOST_PENDING = 1500  # characters of a statement that does not end
_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_MARKED = re.compile(r"(?P<markers>(?:\[[^\[\]]+\][\s,;]*)+)(?:[\"“](?P<quote>[^\"”]{1,2000})[\"”])?[.\s]*")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_TEXT = ("statement", "text", "sentence", "claim", "answer")
_MARKER = ("locator", "marker", "citation", "citations", "source", "paragraph", "locators")
_QUOTE = ("quote", "quotation", "quotes")


class DraftReader:
    """Feed it pieces of a reply; it gives each statement as soon as it is whole. After `close`, ``broken``
    tells that the reply ended inside a statement, ``silent`` that it was read and holds none.
    """

    def __init__(self) -> None:
        self._text = ""
        self._at = 0  # up to here it is read
        self.broken = False
        self.silent = False

    @property
    def text(self) -> str:
        """The whole reply so far."""
        return self._text

    @property
    def full(self) -> bool:
        """Tell whether reading on is of no use: the reply is too long, or a statement does not end."""
        pending = len(_THOUGHT.sub("", self._text[self._at :]))
        return len(self._text) >= MOST_CHARACTERS or pending > MOST_PENDING

    def feed(self, piece: str) -> list[DraftStatement]:
        self._text = (self._text + piece)[:MOST_CHARACTERS]
        return list(self._read(last=False))

    def close(self) -> list[DraftStatement]:
        """Return the statements at the end of the reply."""
        return list(self._read(last=True))

    def _read(self, last: bool) -> Iterator[DraftStatement]:
        reply = _THOUGHT.sub(lambda m: " " * len(m.group()), self._text)
        start = re.search(r"\S", reply)
        if start is None or (not last and _undecided(reply[start.start() :])):
            return
        if re.match(r"(?:```\w*\s*)?[{\[]\s*(?:[\"{\[\]}]|$)", reply[start.start() :]):
            yield from self._json(reply, last)
        else:
            yield from self._prose(reply, last)

    def _json(self, reply: str, last: bool) -> Iterator[DraftStatement]:
        decoder = json.JSONDecoder(strict=False)
        failed = 0
        while (brace := reply.find("{", self._at)) >= 0:
            try:
                found, end = decoder.raw_decode(reply, brace)
            except (ValueError, RecursionError):
                inner, failed = reply.find("{", brace + 1), failed + 1
                hopeless = inner < 0 or failed > MOST_BRACES
                if hopeless or _holds_statement(reply[brace:inner]):
                    self.broken = last
                    if not last or hopeless:
                        return
                self._at = brace + 1
                continue
            self._at = end
            self.silent = self.silent or _says_nothing(found)
            yield from _statements(found)

    def _prose(self, reply: str, last: bool) -> Iterator[DraftStatement]:
        while self._at < len(reply):
            end = reply.find("\n", self._at)
            if end < 0 and not last:
                return
            line = reply[self._at : end if end >= 0 else len(reply)]
            self._at = end + 1 if end >= 0 else len(reply)
            yield from _marked(_BULLET.sub("", line).strip())


def _undecided(beginning: str) -> bool:
    """Tell whether too little has come to tell JSON from prose."""
    return len(beginning) < 12 and (beginning[0] in "`{[<" or "<think" in beginning)


def _says_nothing(value: object) -> bool:
    """Tell whether a value is the form asked for with no statement in it: a model may find no answer."""
    return isinstance(value, dict) and value.get("statements") == []


def _holds_statement(text: str) -> bool:
    return any(f'"{key}"' in text for key in _TEXT)


def _statements(piece: object) -> Iterator[DraftStatement]:
    """Of one JSON value: a statement, or something that holds some."""
    if isinstance(piece, list):
        for item in piece:
            yield from _statements(item)
    elif isinstance(piece, str):
        yield from _marked(piece)
    elif isinstance(piece, dict):
        text = next((piece[k] for k in _TEXT if isinstance(piece.get(k), str)), "")
        if text:
            markers = _strings(next((piece[k] for k in _MARKER if k in piece), []))
            quotes = _strings(next((piece[k] for k in _QUOTE if k in piece), []))
            plain = [m.strip().strip("[]").strip() for mark in markers for m in re.split(r"[,;]", mark)]
            if plain:
                bare = re.sub(r"(?:(?<!\s)\s+)?\[[^\[\]#]*#[^\[\]]*\]", "", text)
                yield _statement(bare, plain, quotes[:1])
            else:
                yield from _marked(text)
        else:
            for value in piece.values():
                if isinstance(value, list | dict):
                    yield from _statements(value)


def _strings(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [v for v in values if isinstance(v, str) and v.strip()]


def _marked(line: str) -> Iterator[DraftStatement]:
    """Statements of a line of prose. What has no marker stays without; a heading (":") is none."""
    at = 0
    for match in _MARKED.finditer(line):
        text = re.split(r"[\[\]]", line[at : match.start()])[-1].strip()
        at = match.end()
        if text:
            markers = re.findall(r"\[([^\[\]]+)\]", match["markers"])
            yield _statement(text, [m.strip() for m in markers], [match["quote"] or ""])
    rest = line[at:].strip()
    if re.search(r"\w", rest) and not rest.endswith(":") and not rest.startswith("```"):
        yield _statement(rest, [], [])


def _statement(text: str, markers: list[str], quotes: list[str]) -> DraftStatement:
    first, *more = [_clean(m) for m in markers] or [""]
    quote = _clean(quotes[0]).strip('"“”') if quotes else ""
    return DraftStatement(_clean(text), first, quote, tuple(dict.fromkeys(more)))


def _clean(text: str) -> str:
    """On one line, without control and formatting characters."""
    kept = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    return " ".join("".join(c for c in kept if unicodedata.category(c)[0] != "C").split())
