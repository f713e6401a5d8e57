"""Greetings, excuses and thanks around a question, and texts that are nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from assistant.question.text_speak import written_out
from assistant.text.english import read_list
from assistant.text.words import STOPWORDS, words
from ingest.documents.vocabulary import CorpusVocabulary

THANKS = 4  # one behind another, as in "please, asap, thanks"
_GREETING = (
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day))(?: (?:there|all|team|everyone|everybody"
    r"|folks|guys|colleagues?))?\b[\s,.!:–-]+"
)
_EXCUSE = (
    r"(?:(?:sorry|apologies|excuse me)(?: to bother(?: you)?)?(?: if (?:this is |that's |it's )?(?:a )?"
    r"(?:dumb|stupid|silly|basic|obvious)(?: question| one)?)?(?:,? but)?"
    r"|(?:just )?(?:a )?quick (?:one|question)|question for (?:you|all|the group)|tl;?dr"
    r"|(?:stupid|dumb|silly) question(?: but)?|btw|ok so|so ok)"
    r"\b[\s,.!:–-]+"
)
_WORDING = (
    r"(?:(?:can|could|would) you )?(?:please )?(?:give|show|quote|read)(?: (?:me|us))? (?:the )?"
    r"(?:(?:exact|full|precise) )?(?:wording|text|words|passage|language|quote)(?: (?:on|about|of|for))? "
)
_BEFORE = re.compile(rf"^\s*(?:{_GREETING}|{_EXCUSE}|please[\s,]+|{_WORDING})+", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?:(?<=[\w?])|(?<![\w?\s,.!–-])(?=[.!]))[\s,.!–-]+"
    r"(?:(?:many )?thanks?(?: you)?(?: a lot| a million| in advance| so much)?"
    r"|any help (?:is |would be )?appreciated"
    r"|please (?:cite|quote|name|give|add) (?:the |your )?(?:exact )?(?:paragraph|source|reference|page)s?"
    r"(?: numbers?)?|please|asap|cheers"
    r"|or not possible|or what|or not)[\s,.!?]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TalkKind:
    """Small talk of one kind: texts of these ``words`` only get the ``line``, in which ``{examples}`` stands
    for examples of the corpus (`with_examples`).
    """

    words: str
    line: str
    examples: tuple[str, ...]

    def holds(self, said: Collection[str]) -> bool:
        """Tell whether all words of a text are of this kind."""
        return _each(self.words).issuperset(said)


@cache
def _each(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """The list of small talk by kind; ``itself``: questions about the assistant."""

    thanks: TalkKind
    greeting: TalkKind
    nothing: TalkKind
    short: TalkKind
    itself: TalkKind


TALK = read_list("small_talk", SmallTalk)
_THANKED = re.compile(
    r"\b(?:thank|thx|tks|tnx|ty|cheers|appreciated|merci|danke|grazie|gracias)", re.IGNORECASE
)
_GREETED = re.compile(
    r"\b(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|greetings|bonjour|hallo|howdy"
    r"|how are you)\b",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(
    r"(?:what (?:can|do|could) (?:you|i|this) (?:do|ask|help)(?: (?:you|me))?"
    r"(?: (?:for|with|about|here))?(?: me)?"
    r"|what(?: is)? in (?:here|this)|(?:what|which) documents (?:do you have|are (?:held|here|there))"
    r"|what (?:is|are) (?:this|you)(?: (?:for|about|tool|assistant))?|who are you"
    r"|how (?:do|does|can) (?:you|this|it|i) (?:work|use (?:this|you|it))"
    r"|(?:can you )?help(?: me)?(?: please)?)"
    r"(?: here)?",
    re.IGNORECASE,
)
MOST_TALK = 8  # words


@dataclass(frozen=True, slots=True)
class Chatter:
    """A text without what people type around a question (``plain``); ``answer`` is the line that answers one
    that is nothing else, empty for a question.
    """

    plain: str
    answer: str


def chatter(text: str) -> Chatter:
    """Read a text for greetings, thanks and text-speak."""
    return Chatter(plain(text), small_talk(text))


def small_talk(text: str) -> str:
    """Return the line that answers thanks, greetings, tests and questions about the assistant itself, for
    `with_examples`; empty for a text that is to be looked up.
    """
    said = words(text)
    bare = " ".join(said)
    greeting = _GREETED.match(text.strip())
    behind = " ".join(words(text.strip()[greeting.end() :])) if greeting else bare
    behind = re.sub(r"^(?:there|all|team|everyone)\s+", "", behind)
    thanked = " ".join(
        words(re.sub(r"^\W*(?:thank(?:s| you)|merci)\b[!.,\s]*", "", text, flags=re.IGNORECASE))
    )
    if any(_OF_ITSELF.fullmatch(said) for said in (bare, behind, thanked)):
        return TALK.itself.line
    if len(said) > MOST_TALK:
        return ""
    if _THANKED.search(text) and all(TALK.thanks.holds([w]) or TALK.nothing.holds([w]) for w in said):
        return TALK.thanks.line
    if greeting and TALK.greeting.holds(said):
        return TALK.greeting.line
    if said and TALK.short.holds(said):
        return TALK.short.line
    single = len(said) == 1 and len(bare) == 1 and bare.isalpha()
    counts = bool(said) and all((w.isdigit() and len(w) < 4) or TALK.nothing.holds([w]) for w in said)
    asks = "?" in text and not STOPWORDS.isdisjoint(said)  # "is it good?"
    return TALK.nothing.line if single or (counts and not asks) else ""


def with_examples(line: str, vocabulary: CorpusVocabulary) -> str:
    """Fill in the line of a kind of small talk: a question and an address as examples, as far as the corpus
    has some.
    """
    question = next((f"“{q}”" for a in vocabulary.audiences for q in a.questions), "")
    address = next((f"name a paragraph, for example “{a}”" for a in vocabulary.addresses), "")
    examples = (f"for example {question}" if question else "", f"or {address}" if address else "")
    return line.format(examples="".join(f", {example}" for example in examples if example))


def plain(text: str) -> str:
    """The question without greeting, excuse and thanks, text-speak written out, each mark once;
    whole where nothing else would be left.
    """
    spoken = written_out(text)
    left = _BEFORE.sub("", spoken)
    for _ in range(THANKS):
        left = _BEHIND.sub("", left)
    return left if re.search(r"\w{2}", left) else spoken
