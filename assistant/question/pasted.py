"""The question in what a person pastes: without markup, quoting, links, and the frame of an e-mail.

Every pattern reads a line in time that grows with its length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question.follow_ups import refers
from assistant.question.markup import without_markup
from assistant.text.words import words
from ingest.errors import QuestionError

MAX_LENGTH = 4000  # characters

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"'”’)\]]+", re.IGNORECASE)
_ASKED = re.compile(r"^\W{0,3}(?:Q|question|frage|user|human|me)\s?\d{0,3}\s?[:.)]\s*", re.IGNORECASE)
_REPLIED = re.compile(r"(?:^|(?<=\s))(?:A|answer|antwort|assistant|bot|AI)\s?\d{0,3}\s?:\s*", re.IGNORECASE)
_HEADER = re.compile(
    r"^(?:from|to|cc|bcc|sent|date|subject|reply-to|von|an|betreff|gesendet)\s?:", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"^(?:(?:subject|betreff)\s?:\s*(?:(?:re|fw|fwd|aw|wg)\s?:\s*)*|(?:(?:re|fw|fwd|aw|wg)\s?:\s*)+)",
    re.IGNORECASE,
)
_WROTE = re.compile(r"^(?:on|am)\s.{3,120}\b(?:wrote|schrieb)\b.{0,60}:$", re.IGNORECASE)
_STAMP = re.compile(  # of a chat: "[10:32] Anna Lind: …", "@assistant …"
    r"^(?:\[?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]m)?\]?\s[\w.'’-]{1,30}(?:\s[\w.'’-]{1,30}){0,2}:"
    r"|@[\w.-]{1,40}[,:]?)\s+",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings)\b[^.?!:]{0,60}[,!.:]?$",
    re.IGNORECASE,
)
_CLOSES = (
    r"(?:(?:with )?(?:kind|best|warm|many|friendly)(?:est)? (?:regards|wishes|greetings|thanks)|regards"
    r"|best|cheers|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|respectfully|v/?r|thanks?(?: you)?"
    r"(?: (?:very|so) much| again| in advance)?|many thanks|thanks and regards|sent from my \w+"
    r"|get outlook for \w+)\b"
)
_CLOSING = re.compile(rf"^{_CLOSES}[\s,.!]*$", re.IGNORECASE)
_OPENED = re.compile(  # on the line of a question: "Hi Tom, how often …"
    r"^(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings)\b(?: [\w.'’]{1,30}){0,4}"
    r" ?[,!:–—-]+ ",
    re.IGNORECASE,
)
_SIGNED = re.compile(  # on the line of a question: "… reviewed? Cheers, Tom"
    rf"(?<=[.?!]) {_CLOSES}[,.!–—-]{{0,3}}(?: (?-i:[A-Z])[\w.'’-]{{0,30}}){{0,4}}[.!]?$", re.IGNORECASE
)
_BEGINS = re.compile(
    r"^(?:\(?\d{1,2}[.)]|[-*•–]|what|how|who|whom|whose|when|which|where|why|list|name|show|give|tell"
    r"|quote|explain|describe|is|are|does|do|did|can|and also|also)\s",
    re.IGNORECASE,
)
_COURTESY = re.compile(  # a letter's question that asks for an answer, not what is answered
    r"(?:(?:could|can|would|will) (?:you|anyone|someone|we)(?: please| kindly)? (?:let (?:me|us) know"
    r"|help(?: me| us)?|advise|assist|clarify|confirm|look into (?:this|it))"
    r"(?: (?:on|with|about) (?:this|that|it))?"
    r"|any (?:ideas?|thoughts?|help|pointers?|advice)|how are you(?: doing)?(?: today)?|thoughts)"
    r"[\s,]*(?:please|thanks|at your earliest convenience|asap)?\s*\?",
    re.IGNORECASE,
)
_INDIRECT = re.compile(  # "I need to know how often …"
    r"\b(?:need|like|want|wish|trying|hoping) to (?:know|find out|understand|learn)\b|\bwonder(?:ing)?\b"
    r"|\b(?:let me know|tell me|advise|clarify|confirm|check)\b[^.?!]{0,40}"
    r"\b(?:what|how|who|when|which|where|why|whether)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.?!:;]$")


@dataclass(frozen=True, slots=True)
class Pasted:
    """``shown`` is what a reply calls a question: the person's own words, of several lines the question in
    them; ``lines`` are those that ask.
    """

    shown: str
    lines: tuple[str, ...]


def read_pasted(text: str) -> Pasted:
    """Raises `QuestionError` for a text that asks nothing, or too much to read."""
    whole = visible(text)
    line = " ".join(whole.split())
    if not line:
        raise QuestionError("the question is empty; write what you want to know")
    if len(line) > MAX_LENGTH:
        raise QuestionError(
            f"the question has {len(line):,} characters, more than {MAX_LENGTH:,}; shorten it"
        )
    if not words(line):
        raise QuestionError("the question holds no words; write what you want to know")
    lines = lines_of(text)
    return Pasted(" ".join(lines) if "\n" in whole else line, lines)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that a person asks, each with what belongs to it, visible characters only; the whole
    as one line where nothing else is left.
    """
    whole = visible(text)
    kept = _questions(_letter([_bare(line) for line in _unwrapped(without_markup(whole))]))
    cleared = tuple(line for row in kept if (line := " ".join(_LINK.sub(" ", row).split())))
    if any(re.search(r"\w", line) for line in cleared):
        return cleared
    return (" ".join(whole.split()),)


def visible(text: str) -> str:
    """Without control and format characters (line breaks stay) and emoji, letters in their usual form."""
    shown = (
        "\n" if char in "\n\u2028\u2029" else " " if char.isspace() else _usual(char)
        for char in unicodedata.normalize("NFC", text)
        if char.isspace()
        or unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cs", "So", "Sk"}
        or char in "`^"
    )
    return "".join(shown).strip()


def _usual(char: str) -> str:
    """ "Ｈ", "𝗛" and "ﬁ" as "H", "H" and "fi"."""
    return unicodedata.normalize("NFKC", char) if char.isalpha() or "！" <= char <= "～" else char


def _unwrapped(text: str) -> list[str]:
    """Lines, those that were broken within a sentence joined again."""
    found: list[str] = []
    after_gap = True
    number = ""
    for row in text.split("\n"):
        line = " ".join(row.split())
        if not line:
            after_gap = True
        elif re.fullmatch(r"\d{1,9}\.", line):
            number, after_gap = f"{line} ", True
        elif after_gap or _apart(found[-1], line):
            found.append(number + line)
            number, after_gap = "", False
        else:
            found[-1] += f" {line}"
    return found or [text]


def _apart(before: str, line: str) -> bool:
    """Tell whether a line begins something new: the one before has ended, or frames an e-mail."""
    frames = (_HEADER, _SUBJECT, _GREETING, _CLOSING, _ASKED, _REPLIED)
    if before.endswith("?") or line.startswith(("--", "__")):
        return True
    if any(p.match(line) or p.match(before) for p in frames):
        return True
    return bool(_BEGINS.match(line) and (_ENDS.search(before) or len(before.split()) > 3))


def _bare(line: str) -> str:
    """A line without a greeting before its question and a signature behind it."""
    left = _SIGNED.sub("", _OPENED.sub("", _STAMP.sub("", line)))
    return left if left != line and "?" in left and re.search(r"\w{2}", left) else line


def _letter(lines: Sequence[str]) -> list[str]:
    """The body of an e-mail without headers, greeting and signature; of anything else all lines."""
    rows = [row for row in lines if not _WROTE.match(row)] or list(lines)
    headers = next(
        (n for n, row in enumerate(rows) if not (_HEADER.match(row) or _SUBJECT.match(row))), len(rows)
    )
    subject = [_SUBJECT.sub("", row) for row in rows[:headers] if _SUBJECT.match(row)]
    framed = headers > 1 or 0 < len(subject) < len(rows)
    body = rows[headers:] if framed else rows
    greeted = next((n for n, row in enumerate(body[:3]) if _GREETING.match(row)), None)
    closed = next(
        (n for n, row in enumerate(body) if n and (_CLOSING.match(row) or row in ("--", "__", "-- "))),
        len(body),
    )
    if not framed and greeted is None and closed == len(body):
        return rows
    body = body[0 if greeted is None else greeted + 1 : closed]
    asked = _sentences_asked(body)
    about = f"{subject[0]}: " if subject and re.search(r"\w", subject[0]) else ""
    return [f"{about if refers(row) else ''}{row}" for row in asked] or body or subject or rows


def _sentences_asked(body: Sequence[str]) -> list[str]:
    """The sentences of a letter that ask, each with its line's end."""
    sentences = [s.strip() for row in body for s in re.split(r"(?<=[.?!])\s", row)]
    asked = [s for s in sentences if s.endswith("?") and re.search(r"\w", s) and not _COURTESY.fullmatch(s)]
    return asked or [s for s in sentences if _INDIRECT.search(s)]


def _questions(lines: Sequence[str]) -> list[str]:
    """Of "Q: … A: …" the questions that have no answer yet, of all else every line."""
    if not any(_ASKED.match(line) for line in lines):
        return list(lines)
    pairs: list[tuple[str, str]] = []
    for line in lines:
        question, *reply = _REPLIED.split(_ASKED.sub("", line), maxsplit=1)
        if _ASKED.match(line) or not pairs:
            pairs.append((question, " ".join(reply)))
        else:
            asked, answered = pairs[-1]
            pairs[-1] = (
                f"{asked} {question}" if not answered and not reply else asked,
                answered + " ".join(reply) + (question if reply else ""),
            )
    open_ = [question for question, answered in pairs if not re.search(r"\w", answered)]
    return open_ or [question for question, _ in pairs]
