"""A draft's passages in their writer's own words, without references and quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.check.correction import NAMED
from ingest.types import Span

BODY = re.compile(
    r"\b(?:Security Council|the Council|the Policy|NATO|the Alliance|Allies|resolutions?\s+\d{4})\b"
)
_HOLE = "\0"  # where a reference was
_SOURCE = re.compile(
    r"[(\[](?:[^()\[\]\0]|\([^()\0]{0,90}\)){0,90}\0(?:[^()\[\]]|\([^()]{0,90}\)){0,90}[)\]]"
)
_LEAD = re.compile(r"^\s*(?:(?:[-*•>#]+|\(?\d{1,3}[.)]|\(?[a-z]\)|\d(?:\.\d)+)\s+)+")
_NUMBER = re.compile(r"\b\d{4}(?:\s?\(\d{4}\))?[\s,:]{0,3}\0")  # "1325 OP 8"
_FRAME = re.compile(
    r"(?:\b(?:the|this)\s+)?(?:Policy|\bparagraph|\bit|\0)\s+(?:also\s+)?(?:notes|states|says|stresses"
    r"|recalls|explains|underlines|emphasi[sz]es|recogni[sz]es|affirms|makes clear)\s+that\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b\d{4}\s+(?=(?:NATO\s+|WPS\s+)*Policy\b)|(?<=Policy)\s*\(\d{4}\)")
_LINKED = re.compile(
    r"\b(?:in line|in accordance|in keeping|consistent|pursuant|further|with a view|under|following|as"
    r" (?:required|requested|called for|set out|foreseen))\b(?:\s+(?:with|to|in|by|under|on))?[\s(]*\0",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"\b(?:we|our|us|I|my|this (?:memo|paper|report|office|command|headquarters|unit|note)"
    r"|the (?:office|command|headquarters|unit))\b"
)
_GAP = re.compile(r"[ \t]*\n[ \t]*\n\s*\S")
_SEE = re.compile(r"^\W*(?:see|cf\b|compare|refer to)", re.IGNORECASE)


def own_words(draft: str, span: Span, references: Sequence[Span]) -> str:
    """Return a passage's own words: no references, no brackets around them, no list number, no "the
    Policy notes that".
    """
    return " ".join(_opened(draft, span, references).replace(_HOLE, " ").split())


def refers_only(draft: str, span: Span, references: Sequence[Span]) -> bool:
    """Tell whether a passage sends the reader to a paragraph without saying what stands there: "see para. 3",
    "in line with para. 3, we will meet in May".
    """
    text = NAMED.sub(_HOLE, _holed(draft, span, references))
    if _SEE.match(text):
        return not BODY.search(text)
    return bool(_LINKED.search(text) and _WRITER.search(text))


def asks_or_heads(text: str, span: Span) -> bool:
    """Tell whether a sentence is a question or a heading: marked as one, or a line without a stop above
    others.
    """
    said = span.of(text)
    if said.startswith("#") or said.rstrip('”"’*_) ').endswith("?"):
        return True
    alone = text[: span.start].rstrip(" \t").endswith("\n") or not text[: span.start].strip()
    following = text[span.end :]
    return (
        alone
        and not said.rstrip('”"’)').endswith((".", "!", ";", ":"))
        and not said.startswith(("-", "*", "•"))
        and bool(_GAP.match(following))
    )


def _holed(draft: str, span: Span, references: Sequence[Span]) -> str:
    text, at = "", span.start
    for part in references:
        if span.start <= part.start and part.end <= span.end:
            text += draft[at : part.start] + _HOLE
            at = part.end
    return text + draft[at : span.end]


def _opened(draft: str, span: Span, references: Sequence[Span]) -> str:
    text = _SOURCE.sub(" ", _NUMBER.sub(_HOLE, _holed(draft, span, references)))
    text = NAMED.sub(_HOLE, _LEAD.sub("", text))
    return _YEAR.sub("", _FRAME.sub(" ", text)).lstrip(" )],;.")
