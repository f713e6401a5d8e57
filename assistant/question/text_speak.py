"""What people type instead of words: "b4", "pls", "4 the mission"."""

from __future__ import annotations

import re

_SPOKEN = {  # as typed, as meant
    "pls": "please",
    "plz": "please",
    "thx": "thanks",
    "u": "you",
    "ur": "your",
    "r": "are",
    "b4": "before",
    "w/": "with",
    "w/o": "without",
    "shd": "should",
    "cld": "could",
    "wld": "would",
    "any1": "anyone",
    "some1": "someone",
    "every1": "everyone",
    "no1": "no one",
    "2gether": "together",
    "thru": "through",
    "bc": "because",
    "bcs": "because",
    "cuz": "because",
    "abt": "about",
    "ppl": "people",
    "gov": "government",
    "govs": "governments",
    "govt": "government",
    "govts": "governments",
    "tmrw": "tomorrow",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "have to",
    "teh": "the",
    "hav": "have",
    "wich": "which",
    "whos": "whose",
    "dont": "don't",
    "doesnt": "doesn't",
    "cant": "can't",
    "didnt": "didn't",
    "isnt": "isn't",
    "wont": "won't",
    "arent": "aren't",
    "whats": "what is",
    "wheres": "where is",
    "&": "and",
    "org": "organisation",
    "orgs": "organisations",
    "mtg": "meeting",
    "mtgs": "meetings",
    "n": "and",
    "w": "with",
    "wat": "what",
    "wht": "what",
    "wot": "what",
    "wats": "what is",
    "wots": "what is",
    "wen": "when",
    "whn": "when",
    "hw": "how",
    "hows": "how is",
    "tht": "that",
    "thats": "that is",
    "shud": "should",
    "cud": "could",
    "wud": "would",
    "wrk": "work",
    "wrks": "works",
    "hv": "have",
    "frm": "from",
    "btwn": "between",
    "b/w": "between",
    "bcoz": "because",
    "becuz": "because",
    "coz": "because",
    "mite": "might",
    "ladys": "ladies",
    "peeps": "people",
    "shoud": "should",
    "woud": "would",
    "doc": "document",
    "docs": "documents",
    "info": "information",
    "mil": "military",
    "cmdr": "commander",
    "cmdrs": "commanders",
    "secgen": "Secretary General",
    "sec gen": "Secretary General",
    "nxt": "next",
    "msn": "mission",
    "sitch": "situation",
    "yr": "year",
    "yrs": "years",
    "dept": "department",
}
_WORD = re.compile(
    rf"(?<![\w/@.-])(?:{'|'.join(re.escape(w) for w in sorted(_SPOKEN, key=len, reverse=True))})(?![\w/.’'])",
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
    return word if word.isupper() else _SPOKEN[word.lower()]
