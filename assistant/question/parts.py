"""Questions that ask several things, cut into their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.question.follow_ups import FEW
from assistant.text.words import terms

_ASKS = r"(?:(?:in|to|by|since|for|on|from|with|of)\s+)?(?:what|how|who(?:m|se)?|when|which|where|why)\b"
_DEMANDS = (
    r"(?:please\s+)?(?:list|tell me|show me|give me|quote|explain|describe|summari[sz]e"
    r"|name (?:the|all))\b"
)
_PART = re.compile(
    rf"(?<=[?!])\s+|(?<!\bwho)(?<!\bwhat)(?<!\bwhere)(?<!\bwhen)(?<!\bhow)(?<!\bwhy)"
    rf"[,;]?(?<!\s)\s+(?:and|but|or)\s+(?={_ASKS})|(?:[,;]\s+|(?<!\s)\s+and\s+)(?={_DEMANDS})"
    rf"|(?:(?<=\.)|;)\s+(?={_ASKS}|{_DEMANDS})|[,;.]?(?<!\s)\s+and\s+also,?\s+"
    r"|[,;.]\s+(?:also|plus|furthermore|in addition|additionally),?\s+",
    re.IGNORECASE,
)
_AUXILIARY = r"(?:is|are|was|were|does|do|did|has|have|had|can|may|must|should|will)\b"
_DIRECT = rf"(?:what\b(?! about)|how\b(?! about)|(?:when|where|why|who)\s+{_AUXILIARY})"
_BEHIND = re.compile(rf",\s+(?={_DIRECT})", re.IGNORECASE)  # of a sentence that asks one thing already
_OPENS = re.compile(
    rf"\W*(?:(?:and|also|please)\s+)*(?:{_DIRECT}|who(?:m|se)?\b|which\b|{_DEMANDS})", re.IGNORECASE
)
_REQUEST = re.compile(rf"\W*(?:(?:and|also|please)\s+)*(?:{_ASKS}|{_DEMANDS})", re.IGNORECASE)
_WHOLE = re.compile(  # a question of its own, whatever the length: "Is there a quota?"
    rf"\W*{_AUXILIARY}\s+\w.*\?\W*$", re.IGNORECASE
)
_FURTHER = re.compile(r"\W*(?:and|or|but|what about|how about)\b.*\?\W*$", re.IGNORECASE)  # "And 1820?"
_DEMANDED = re.compile(rf"\W*(?:(?:and|also|please)\s+)*{_DEMANDS}", re.IGNORECASE)
_SHORT_FORM = re.compile(r"(?<![A-Z])[A-Z]{2,}(?![A-Z])")  # enough to say: "what is CSAP"
_NUMBERED = re.compile(r"(?:^|(?<=\s))\(?(?P<n>\d{1,2}|[a-h])[.)]\s+(?=\w)")


def split(lines: Sequence[str]) -> tuple[str, ...]:
    """The parts of a question that asks several things; empty for one that asks one thing."""
    parts = _requests(lines)
    numbers = [m for part in parts if (m := _NUMBERED.match(part))]
    if len(numbers) > 1:
        parts = [_NUMBERED.sub("", part, count=1) for part in parts]
    kept = tuple(part for part in parts if len(terms(part)) >= _fewest(part))
    return kept if len(kept) > 1 else ()


def _fewest(part: str) -> int:
    """Terms that a part needs to be asked by itself: none where a word asks ("by whom?")."""
    if _REQUEST.match(part) and not _DEMANDED.match(part):
        return 0
    return 1 if _WHOLE.match(part) or _FURTHER.match(part) else FEW


def _asks(part: str) -> bool:
    return part.endswith("?") or bool(_REQUEST.match(part) or _NUMBERED.match(part))


def _requests(lines: Iterable[str]) -> list[str]:
    """The parts of lines; a sentence that asks nothing goes with the one behind it, words behind a
    question of the same line with that question.
    """
    found: list[str] = []
    said = ""
    for line in lines:
        for place, part in enumerate(" ".join(p.split()) for p in _parts(line)):
            if part.endswith(".") and not _REQUEST.match(part):
                said += f"{part} "
            elif place and found and found[-1].endswith("?") and not _asks(part):
                found[-1] += f" {part}"
            else:
                found.append(said + part)
                said = ""
    return found if not said else [*found[:-1], f"{''.join(found[-1:])} {said}".strip()]


def _parts(line: str) -> list[str]:
    """By the numbers of a list that counts on, (1) … (2) …, else by marks and words."""
    numbers = list(_NUMBERED.finditer(line))
    counted = [m["n"] for m in numbers]
    if len(counted) > 1 and "".join(counted) in ("123456789", "abcdefgh")[counted[0] == "a"]:
        cuts = [m.start() for m in numbers] + [len(line)]
        items = [line[a:b] for a, b in pairwise(cuts)]
        return [line[: cuts[0]], *(part for item in items for part in _cut(item, _PART, 1))]
    only = len(_PART.findall(line)) + len(_BEHIND.findall(line)) == 1
    return [
        piece
        for part in _cut(line, _PART, FEW if only else 1)
        for piece in (_cut(part, _BEHIND, 1) if _OPENS.match(part) or _WHOLE.match(part) else [part])
    ]


def _cut(text: str, where: re.Pattern[str], fewest: int) -> list[str]:
    """The pieces of a text; one with fewer terms of its own ("and how?") stays with its sentence."""
    pieces: list[str] = []
    begin = end = 0
    for spot in (*where.finditer(text), None):
        upto, then = spot.span() if spot else (len(text), len(text))
        piece = text[end:upto]
        little = len(terms(piece)) < fewest and not _SHORT_FORM.search(piece)
        if end and little and text[begin:end].rstrip()[-1:] not in ".?!;":
            pieces.pop()
        else:
            begin = end
        pieces.append(text[begin:upto].strip())
        end = then
    return pieces
