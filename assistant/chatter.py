"""What people type around a question and instead of words: greetings, thanks, text-speak."""

from __future__ import annotations

import re

_SPOKEN = {  # as typed, as meant
    "pls": "please", "plz": "please", "thx": "thanks", "u": "you", "ur": "your", "r": "are",
    "b4": "before", "w/": "with", "w/o": "without", "shd": "should", "cld": "could", "wld": "would",
    "any1": "anyone", "some1": "someone", "every1": "everyone", "no1": "no one", "2gether": "together",
    "thru": "through", "bc": "because", "bcs": "because", "cuz": "because", "abt": "about",
    "ppl": "people", "gov": "government", "govs": "governments", "govt": "government",
    "govts": "governments", "tmrw": "tomorrow", "gonna": "going to", "wanna": "want to",
    "gotta": "have to", "teh": "the", "hav": "have", "wich": "which", "whos": "whose", "dont": "don't",
    "doesnt": "doesn't", "cant": "can't", "didnt": "didn't", "isnt": "isn't", "wont": "won't",
    "arent": "aren't", "whats": "what is", "wheres": "where is", "&": "and",
    "org": "organisation", "orgs": "organisations", "mtg": "meeting", "mtgs": "meetings",
    "n": "and", "w": "with", "wat": "what", "wht": "what", "wot": "what", "wats": "what is",
    "wots": "what is", "wen": "when", "whn": "when", "hw": "how", "hows": "how is", "tht": "that",
    "thats": "that is",
    "shud": "should", "cud": "could", "wud": "would", "wrk": "work", "wrks": "works", "hv": "have",
    "frm": "from", "btwn": "between", "b/w": "between", "bcoz": "because", "becuz": "because",
    "coz": "because",
    "mite": "might", "ladys": "ladies", "peeps": "people", "shoud": "should", "woud": "would",
    "doc": "document", "docs": "documents", "info": "information", "mil": "military", "cmdr": "commander",
    "cmdrs": "commanders", "secgen": "Secretary General", "sec gen": "Secretary General", "nxt": "next",
    "msn": "mission", "sitch": "situation", "yr": "year", "yrs": "years", "dept": "department",
}  # fmt: skip
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
THANKS = 4  # one behind another, as in "please, asap, thanks"
_SHOUTS = re.compile(r"[?!]{2,}")
_GREETING = (
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day))(?: (?:there|all|team|everyone|everybody"
    r"|folks|guys|colleagues?))?\b[\s,.!:–-]+"
)
_EXCUSE = (
    r"(?:(?:sorry|apologies|excuse me)(?: to bother(?: you)?)?(?: if (?:this is |that's |it's )?(?:a )?"
    r"(?:dumb|stupid|silly|basic|obvious)(?: question| one)?)?(?:,? but)?"
    r"|(?:just )?(?:a )?quick (?:one|question)|(?:stupid|dumb|silly) question(?: but)?|btw|ok so|so ok)"
    r"\b[\s,.!:–-]+"
)
_WORDING = (
    r"(?:(?:can|could|would) you )?(?:please )?(?:give|show|quote|read)(?: (?:me|us))? (?:the )?"
    r"(?:(?:exact|full|precise) )?(?:wording|text|words|passage|language|quote)(?: (?:on|about|of|for))? "
)
_BEFORE = re.compile(rf"^\s*(?:{_GREETING}|{_EXCUSE}|please[\s,]+|{_WORDING})+", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?:(?<=[\w?])|(?<![\w?\s,.!–-])(?=[.!]))[\s,.!–-]+"
    r"(?:(?:many )?thanks?(?: you)?(?: a lot| in advance| so much)?|please|asap|cheers"
    r"|or not possible|or what|or not)[\s,.!?]*$",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """The question without greeting, excuse and thanks, text-speak written out, each mark once;
    whole where nothing else would be left.
    """
    spoken = _TO.sub("to", _FOR.sub("for", _WORD.sub(_meant, _SHOUTS.sub(_once, text))))
    left = _BEFORE.sub("", spoken)
    for _ in range(THANKS):
        left = _BEHIND.sub("", left)
    return left if re.search(r"\w{2}", left) else spoken


def _once(match: re.Match[str]) -> str:
    return "?" if "?" in match.group() else "!"


def _meant(match: re.Match[str]) -> str:
    """A word in capitals may be a short form of the documents: "ORG", "U"."""
    word = match.group()
    return word if word.isupper() else _SPOKEN[word.lower()]
