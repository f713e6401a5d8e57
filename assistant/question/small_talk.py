"""What people type around a question: greetings, excuses, thanks, and what is nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.question.text_speak import written_out
from assistant.text.words import STOPWORDS, words

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


_TALK = (  # every word of it, and the line that answers
    (
        frozenset(
            """
                thanks thank thankyou thx tks tnx ty tysm cheers mate mates sir helps helped useful nice
                schön vielmals beaucoup much appreciated very so many a lot for
                the your that this was is help helpful great perfect you again and all ok okay
                merci danke grazie gracias in advance really it
            """.split()
        ),
        "Glad to help. Ask what else the documents say at any time.",
    ),
    (
        frozenset(
            """
                hi hello hey hiya there good morning afternoon evening day greetings bonjour
                hallo howdy everyone all team are how you today doing dear assistant bot
            """.split()
        ),
        "Hello. Ask what the documents say, for example “How often is the policy reviewed?”, or name a "
        "paragraph, for example “para 54”.",
    ),
    (
        frozenset(
            """
                ok okay k kk ack roger wilco noted copy will do np nvm oops sorry please nothing
                never mind that thats all very helpful job done yes yeah yep yup no nope sure fine
                cool nice good great perfect wow
                super excellent awesome got it i see understood right alright hm hmm hmmm lol
                haha test testing tests tested asdf qwerty foo bar bla blah abc xyz xx xxx bye
                goodbye ciao later see you ping just this is a
            """.split()
        ),
        "There is no question in this. Ask what the documents say, for example “How often is the policy "
        "reviewed?”, or name a paragraph, for example “para 54”.",
    ),
)
_BARE = frozenset("so and but or why how what when where who which then well not come huh eh really".split())
_MORE = (
    "This is too short to look up. Ask a whole question, for example “How often is the policy reviewed?”, or "
    "name a paragraph, for example “para 54”."
)
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
    r"|what (?:is|are) (?:this|you)(?: (?:for|about|tool|assistant))?|who are you"
    r"|how (?:do|does|can) (?:you|this|it|i) (?:work|use (?:this|you|it))"
    r"|(?:can you )?help(?: me)?(?: please)?)"
    r"(?: here)?",
    re.IGNORECASE,
)
_HELP = (
    "This assistant quotes the documents word for word, each sentence with its paragraph and page, and "
    "says so when they do not answer. Ask what they say, for example “How often is the policy "
    "reviewed?”, or name a paragraph, for example “para 54”."
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
    """The line that answers thanks, greetings, tests and questions about the assistant itself; empty for
    what is to be looked up.
    """
    said = words(text)
    bare = " ".join(said)
    greeting = _GREETED.match(text.strip())
    behind = " ".join(words(text.strip()[greeting.end() :])) if greeting else bare
    behind = re.sub(r"^(?:there|all|team|everyone)\s+", "", behind)
    if _OF_ITSELF.fullmatch(bare) or _OF_ITSELF.fullmatch(behind):
        return _HELP
    if len(said) > MOST_TALK:
        return ""
    thanks, hello, nothing = _TALK
    if _THANKED.search(text) and set(said) <= thanks[0] | nothing[0]:
        return thanks[1]
    if greeting and set(said) <= hello[0]:
        return hello[1]
    if said and set(said) <= _BARE:
        return _MORE
    single = len(said) == 1 and len(bare) == 1 and bare.isalpha()
    counts = bool(said) and all((word.isdigit() and len(word) < 4) or word in nothing[0] for word in said)
    asks = "?" in text and not STOPWORDS.isdisjoint(said)  # "is it good?"
    return nothing[1] if single or (counts and not asks) else ""


def plain(text: str) -> str:
    """The question without greeting, excuse and thanks, text-speak written out, each mark once;
    whole where nothing else would be left.
    """
    spoken = written_out(text)
    left = _BEFORE.sub("", spoken)
    for _ in range(THANKS):
        left = _BEHIND.sub("", left)
    return left if re.search(r"\w{2}", left) else spoken
