"""Questions for the documents that do not mention something."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.question.address.instruments import find_instruments
from assistant.text.words import words

_UNITS = r"(?P<unit>resolutions?|documents?|texts?|paragraphs?|sections?|ones?|footnotes?)"
_VERB = (
    r"(?:mention\w*|refer(?:s|red|ring)? to|address\w*|cover\w*|discuss\w*|contain\w*|includ\w+"
    r"|us(?:e|es|ing)"
    r"|touch(?:es|ing)? (?:up)?on|talk(?:s|ing)? (?:about|of)|speak(?:s|ing)? (?:about|of)"
    r"|deal(?:s|ing)? with|say(?:s|ing)? (?:anything|something|a word|much)?\s?(?:about|on|of)"
    r"|names?|cites?)"
)
_NOT = (
    rf"(?:(?:do|does|did|have|has)(?:\s+not|n['’]?t)\s+(?:even\s+|ever\s+|explicitly\s+)?{_VERB}"
    rf"|(?:never|not)\s+(?:once\s+|even\s+|ever\s+)?{_VERB}|fails?\s+to\s+{_VERB}"
    rf"|say(?:s|ing)?\s+nothing\s+(?:about|on|of)|(?:are|is|remain|remains)\s+silent\s+(?:on|about)"
    rf"|(?:(?:make|makes|contain|contains|have|has|with|hold|holds)\s+no|without(?:\s+(?:any|a))?|lack(?:s|ing)?"
    rf"(?:\s+(?:any|a))?)\s+(?:(?:mention|reference|references|word|words|mentions)\s+(?:of|to|about|on)"
    rf"|{_VERB})|omit(?:s|ting)?|ignore(?:s)?|leave(?:s)?\s+out|without)"
)
_ABSENT = re.compile(
    rf"(?:^\W*|\b(?:which|what|list|name|show|give|all|the|any|there(?: are)?)\b[^.?!]{{0,40}}?\b)"
    rf"{_UNITS}\s+(?:(?:of|in|besides|except|other than|apart from)\s+[^?!.]{{1,40}}?\s+)?"
    r"(?:(?:that|which|who)\s+)?"
    rf"{_NOT}\s+(?P<term>[^?!.]{{2,120}})",
    re.IGNORECASE,
)
_PASSIVE = re.compile(  # "in which resolutions is terrorism not mentioned", "where is it not mentioned"
    rf"\b(?:(?:which|what)\s+(?:of\s+)?(?:(?:the|these)\s+)?(?:\w+\s+)?{_UNITS}|where)\s+(?:is|are|was|were)\s+"
    r"(?P<term>[^?!.]{2,100}?)\s+(?:not|never|nowhere)\s+(?:\w+\s+)?"
    r"(?:mentioned|addressed|referred|covered|discussed|named|cited|contained|included|used)\b",
    re.IGNORECASE,
)
_OF_ONE = re.compile(  # "what does 1325 not say about terrorism?"
    rf"\bwhat\s+(?:do|does|did)(?:n['’]?t\s+[^?!.]{{1,60}}?|\s+[^?!.]{{1,60}}?\s+(?:not|never))\s+(?:even\s+|explicitly\s+)?{_VERB}"
    r"\s+(?P<term>[^?!.]{2,100})"
    r"|\bwhat\s+(?:is|are)\s+(?:left\s+out|missing|not\s+(?:said|mentioned|addressed|covered))\s+(?:about|on|of)\s+"
    r"(?P<what>[^?!.]{2,80}?)\s+(?:in|from|by)\s",
    re.IGNORECASE,
)
_BOTH = re.compile(  # "which resolutions mention terrorism and which don't"
    rf"\b(?:which|what)\s+(?:\w+\s+)?{_UNITS}\s+{_VERB}\s+(?P<term>[^?!.]{{2,100}}?),?\s+(?:and|but)\s+(?:which|what)\s+"
    r"(?:ones?\s+)?(?:do|does)(?:\s+not|n['’]?t)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?<!\s)\s+(?:at all|anywhere|in (?:it|them|their text|the text)"
    r"|please|pls|thanks|explicitly|even once)\W*$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"^(?:(?:any|the|a|an|words?|terms?|phrase|subject|topic|issue|of)\s+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Absence:
    """A question for the documents, or the ``unit`` of them, that do not mention the words ``term``; for what
    the "one" that is named does not say about them. ``spellings``: further forms in which it is mentioned.
    """

    unit: str
    term: str
    spellings: tuple[str, ...] = ()


def absence_asked(question: str) -> Absence | None:
    """Return what a question like "which resolutions do not mention terrorism?" asks for; None for others."""
    one = _OF_ONE.search(question)
    if one:
        term = _term(one["term"] or one["what"])
        return Absence("one", term) if words(term) else None
    match = _BOTH.search(question) or _PASSIVE.search(question) or _ABSENT.search(question)
    if match is None or re.search(r"\b(?:why|how)\b", question, re.IGNORECASE):
        return None
    term = _term(match["term"])
    unit = (match["unit"] or "document").lower().rstrip("s")
    return Absence("document" if unit in ("text", "one") else unit, term) if words(term) else None


def spellings(term: str) -> tuple[str, ...]:
    """Return what else mentions a term: each of "men or boys", the full title of "CEDAW"."""
    each = re.split(r"(?<!\s)\s+(?:or|nor)\s+|\s?/\s?", term)
    titles = [name for part in each for _, _, one in find_instruments(part) for name in one.written]
    return (*(each if len(each) > 1 else ()), *titles)


def _term(said: str) -> str:
    return _HEAD.sub("", _TAIL.sub("", said)).strip(" \"'“”‘’«»,;:")
