"""Text-speak that people type instead of words: "b4", "pls", "4 the mission"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.text.english import read_list


@dataclass(frozen=True, slots=True)
class TextSpeak:
    """The list of text-speak: words as typed, each with what is meant."""

    words: dict[str, str]


SPOKEN = read_list("text_speak", TextSpeak).words
_WORD = re.compile(
    rf"(?<![\w/@.-])(?:{'|'.join(re.escape(w) for w in sorted(SPOKEN, key=len, reverse=True))})(?![\w/.’'])",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"(?<=[a-z] )4(?= (?:the|a|an|their|our|my|your|his|her|its|them|us|it|this|that|these|those|women|girls"
    r"|men|boys|all|every|each|what|which)\b)"
)
_TO = re.compile(
    r"(?<=[a-z] )2(?= (?:be|do|get|go|have|make|take|the|their|our|my|a|an|them|us|it|give|see|report|help"
    r"|join|keep|protect|stop|train|work|know|say|whom)\b)"
    r"|(?<= (?:got|due) )2(?= )|(?<= (?:want|need|have|talk|able) )2(?= )"
    r"|(?<= (?:going|speak|talks|close|wants|needs) )2(?= )"
)
_SHOUTS = re.compile(r"[?!]{2,}")


def written_out(text: str) -> str:
    """Return a text with text-speak in words and each mark once."""
    return _TO.sub("to", _FOR.sub("for", _WORD.sub(_meant, _SHOUTS.sub(_once, text))))


def _once(match: re.Match[str]) -> str:
    return "?" if "?" in match.group() else "!"


def _meant(match: re.Match[str]) -> str:
    """A word in capitals may be a short form of the documents: "ORG", "U"."""
    word = match.group()
    return word if word.isupper() else SPOKEN[word.lower()]
