"""Where a statement says another thing than its source in nearly the same words.

A changed number, a swapped actor, a dropped "not", a stronger verb leave nearly every word in
place, so closeness cannot see them. Each check names the words at fault; all of them look at the
clause of the source that is nearest to the statement, not at the whole paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.force import FORCE, MARKS, STATING, VERB
from assistant.lexical import STOPWORDS, stem, words

_CLAUSE = re.compile(
    rf"(?<=[.!?;:])\s+|\n+|,\s+(?=(?:and\s+|or\s+)?(?:in this (?:regard|respect|context),?\s+)?"
    rf"(?:\w+ly\s+|also\s+|further\s+)*(?:{VERB})\b)",
    re.IGNORECASE,
)
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_NUMBERS = {
    **{word: str(i) for i, word in enumerate(_UNITS)},
    **{w: str(10 * i) for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)},
    "hundred": "100", "thousand": "1000", "million": "1000000", "billion": "1000000000",
    "twice": "2", "dozen": "12", "half": "1/2", "quarter": "1/4", "quarterly": "1/4", "third": "3",
    "second": "2", "fourth": "4", "fifth": "5", "sixth": "6", "tenth": "10", "fifteenth": "15",
    "annual": "yearly", "annually": "yearly", "yearly": "yearly", "monthly": "monthly", "weekly": "weekly",
    "daily": "daily",
}  # fmt: skip
_NUMBER = re.compile(rf"\d+(?:[.,]\d+)*|\b(?:{'|'.join(_NUMBERS)})\b", re.IGNORECASE)
_EVERY = re.compile(
    r"\b(?:every|each|once a|once every|per) (year|month|week|day)\b", re.IGNORECASE
)
_UNCOUNTED = {"1"}  # "one of", "on the one hand" count nothing
_NEAR = 3  # content words on each side of a number or a negation that it belongs to

_ACTORS = tuple(
    (name, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for name, pattern in (
        ("Member States", r"member states?"), ("Secretary-General", r"secretary[- ]general(?:'s|’s)?"),
        ("Security Council", r"(?:security )?council(?! of)"), ("General Assembly", r"general assembly"),
        ("NATO", r"NATO(?!['’]s)|the alliance"), ("Allies", r"allies|nations(?<!united nations)"),
        ("partners", r"partners?|partner (?:countries|nations)"), ("parties", r"(?:all )?parties"),
        ("civil society", r"civil society|CSAP|CSOs?"), ("Special Representative", r"special representatives?"),
        ("Special Envoy", r"(?:special )?envoys?"), ("gender advisers", r"gender advis[eo]rs?|GENADs?"),
        ("commanders", r"commanders?"), ("peacekeepers", r"peacekeep\w*"),
        ("United Nations entities", r"(?:united nations|UN) (?:entities|agencies|system|bodies)"),
        ("Task Force", r"task ?force"), ("sanctions committees", r"sanctions committees?"),
        ("Executive Director", r"executive director"), ("UN-Women", r"UN[- ]Women"),
        ("High Commissioner", r"high commissioner"), ("governments", r"governments?|national authorities"),
        ("donors", r"donors?"), ("women's organizations", r"women['’]s (?:\w+ )?(?:organi[sz]ations?|groups?)"),
        ("troop-contributing countries", r"troop[- ](?:and police[- ])?contributing countries|TCCs?"),
        ("International Criminal Court", r"international criminal court|ICC"),
        ("Military Committee", r"military committee"), ("North Atlantic Council", r"north atlantic council|NAC"),
        ("Working Group", r"(?:informal )?(?:expert|working) group"), 
    )
)  # fmt: skip
_ISSUERS = {"Security Council", "NATO"}
_ACTIVE = r"(?i:requests|asks|urges|calls (?:up)?on|demands|decides|encourages|invites|requires|orders|stresses)\b"
_AUXILIARY = re.compile(
    rf"\b(?:is|are|was|were|has|have|had|do|does|did)\b|{FORCE.pattern}|(?<=\w)\s[a-z]+s\b",
    re.IGNORECASE,
)
_LOOSE = {"can", "could", "requiring", "required"}  # not what their sentence is about
_NEGATION = re.compile(
    r"\b(?:not|no|never|without|neither|nor|none|cannot|nobody|nothing|refus\w+|fail(?:s|ed)? to)\b|n['’]t\b",
    re.IGNORECASE,
)
_NOT_NEGATIVE = re.compile(
    r"\bnot only\b|\bno later than\b|\bnot limited to\b|\bno less than\b|\bwhether or not\b", re.IGNORECASE
)  # fmt: skip
_SCOPES = (
    r"\b(?:all|every|each|entire|whole|any)\b", r"\b(?:only|sole|solely|exclusive(?:ly)?)\b",
    r"\balways\b", r"\b(?:some|certain|several|few)\b", r"\bhal(?:f|ves)\b",
    r"\bmost\b|\bmajority\b|\bmainly\b|\bprimar(?:y|ily)\b|\bchief\b|\bmain\b", r"\bat least\b|\bminimum\b|\bno less\b",
    r"\bat most\b|\bmaximum\b|\bno more than\b|\bup to\b|\bno longer than\b", r"\bmore than\b|\bover \d|\bexceed",
    r"\bless than\b|\bfewer than\b|\bbelow\b", r"\bimmediate(?:ly)?\b|\bat once\b", r"\bpermanent(?:ly)?\b",
)  # fmt: skip
_SCOPE = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _SCOPES)
_OPPOSITES = tuple(
    (frozenset(stem(w) for w in one.split()), frozenset(stem(w) for w in other.split()))
    for one, other in (
        ("increase raise grow expand", "decrease reduce lower cut diminish"), ("strengthen", "weaken"),
        ("include", "exclude"), ("support", "oppose"), ("promote advance", "prevent hinder"),
        ("women woman", "men man"), ("girls girl", "boys boy"), ("protect", "harm"), ("internal", "external"),
        ("national", "international"), ("begin start", "end cease"), ("allow permit", "prohibit forbid"),
        ("accept", "reject"), ("formal", "informal"), ("civilian", "military"), ("voluntary", "mandatory"),
        ("male", "female"), ("domestic", "foreign"), ("improve", "worsen"), ("high", "low"),
        ("first", "last"), ("public", "private"), ("annual", "monthly"), ("temporary", "permanent"),
        ("ensure", "avoid"), ("decline shrink", "grow rise"), ("advance", "hinder"), ("sole", "primary"),
    )
)  # fmt: skip
_ORDER = ((re.compile(r"\bbefore\b", re.I), re.compile(r"\bafter\b", re.I)),
          (re.compile(r"\bmore\b|\bgreater\b|\bhigher\b", re.I), re.compile(r"\bless\b|\bfewer\b|\blower\b", re.I)),
          (re.compile(r"\bat least\b|\bminimum\b", re.I), re.compile(r"\bat most\b|\bmaximum\b", re.I)))  # fmt: skip


def clauses(text: str) -> list[str]:
    """The parts of a text that each have a verb of their own, in order."""
    return [part.strip() for part in _CLAUSE.split(text) if part.strip()]


def content(text: str) -> list[str]:
    """Stems of the words that say what is said: no stop words, no verbs of force."""
    return [stem(w) for w in words(FORCE.sub(" ", text)) if w not in STOPWORDS and w not in MARKS]


def nearest_clause(statement: str, sentences: Iterable[str]) -> str:
    """The clause that holds most of the statement's words; of equals the first and shortest."""
    said = set(content(statement))
    parts = [part for sentence in sentences for part in clauses(sentence)]
    return max(parts, key=lambda p: (len(said & set(content(p))), -len(p)), default="")


def disagreements(
    statement: str, sentences: Sequence[str], opening: str, names: str
) -> tuple[str, ...]:
    """What the statement says otherwise, a phrase each; empty if nothing is found.

    ``sentences``: of the source, those nearest to the statement; ``opening``: words that they go on
    from (the head of a list), may be empty; ``names``: what their document and its issuer are called.
    """
    clause = nearest_clause(statement, sentences)
    whole = " ".join((opening, *sentences))
    checks: tuple[Callable[[], Iterable[str]], ...] = (
        lambda: _numbers(statement, whole),
        lambda: _names(statement, f"{whole} {names}"),
        lambda: _actors(statement, f"{opening} {clause}".strip(), f"{whole}. {names}"),
        lambda: _negation(statement, clause, whole),
        lambda: _force(statement, clause, opening),
        lambda: _scope(statement, whole),
    )
    return tuple(found for check in checks for found in check())


def _numbers(statement: str, source: str) -> Iterable[str]:
    """Each number stands in the source beside one of the same words."""
    known = _counted(source)
    for number, near in _counted(statement):
        if number in _UNCOUNTED:
            continue
        places = [other for value, other in known if value == number]
        if not places:
            yield f"the number {number} is not there"
        elif len(number) < 4 and not any(near & other for other in places) and any(
            near & other for value, other in known if value != number
        ):  # fmt: skip
            yield f"the number {number} belongs to something else there"


def _counted(text: str) -> list[tuple[str, frozenset[str]]]:
    """Numbers in digits, with the content words next to them."""
    text = _EVERY.sub(lambda m: f"{m[1]}ly".replace("dayly", "daily"), text)
    found = []
    for match in _NUMBER.finditer(text):
        plain = match.group().lower().replace(",", "").rstrip(".")
        after = content(text[match.end() : match.end() + 80])[:_NEAR]
        found.append((_NUMBERS.get(plain, plain), frozenset(after)))
    return found


def _names(statement: str, source: str) -> Iterable[str]:
    known = {stem(w) for w in words(source)}
    for match in re.finditer(r"(?<![.!?:]\s)(?<!^)(?<!^[“\"'(])\b[A-Z][\w’'-]*", statement):
        missing = [w for w in words(match.group()) if stem(w) not in known and w not in STOPWORDS]
        if missing:
            yield f"“{match.group()}” is not named there"


def _actors(statement: str, clause: str, source: str) -> Iterable[str]:
    """Each actor is there, in the same order, and does the same; an issuer may be implied."""
    said = _mentions(statement)
    named = {name for _, _, name in said}
    there = {name: start for start, _, name in reversed(_mentions(clause))}
    for name in sorted(named - {name for _, _, name in _mentions(source)}):
        yield f"“{name}” is not named there"
    asking = {m[2] for m in said if re.match(rf"(?: \w+)? {_ACTIVE}", statement[m[1] :])}
    for name in sorted(asking - _ISSUERS) if re.match(rf"(?:\w+ )?{_ACTIVE}", clause) else ():
        yield f"“{name}” is asked there, and asks nobody"
    doer = _doer(statement, said, source)
    if doer and doer not in named:
        yield f"“{doer}” is the one who does it there"
    order = [there[name] for _, _, name in said if name in there and name not in _ISSUERS]
    turned = (" by " in f" {statement} ") != (" by " in f" {clause} ")
    if order != sorted(order) and not turned:
        yield "who does what to whom is the other way round there"


def _mentions(text: str) -> list[tuple[int, int, str]]:
    """Start, end and name of every actor, in order."""
    return sorted((m.start(), m.end(), name) for name, p in _ACTORS for m in p.finditer(text))


def _doer(statement: str, said: Sequence[tuple[int, int, str]], source: str) -> str:
    """Where the statement begins with an actor: whom the source names last before the words that it
    goes on with; empty if that cannot be told.
    """
    verb = _AUXILIARY.search(statement)
    subjects = [end for start, end, _ in said if verb and start < verb.start()]
    if not subjects or len(statement[: said[0][0]].split()) > 1:
        return ""
    follow = set(content(statement[subjects[-1] :])[:_NEAR])
    best: tuple[int, str] = (1, "")
    for sentence in re.split(r"[.;]\s", source):
        mentions = _mentions(sentence)
        for at, (_, end, name) in enumerate(mentions):
            until = mentions[at + 1][0] if at + 1 < len(mentions) else len(sentence)
            best = max(
                best, (len(follow & set(content(sentence[end:until]))), name), key=lambda b: b[0]
            )
    return best[1]


def _negation(statement: str, clause: str, whole: str) -> Iterable[str]:
    said, there = _negated(statement), _negated(clause)
    if said and not _negated(whole):
        yield "nothing is denied there"
    own = set(content(statement))
    if not said and any(scope & own for scope in there):
        yield "it is denied there"


def _negated(text: str) -> list[set[str]]:
    """For each negation the content words after it."""
    plain = _NOT_NEGATIVE.sub(" ", text)
    return [set(content(plain[m.end() :])[:_NEAR]) for m in _NEGATION.finditer(plain)]


def _force(statement: str, clause: str, opening: str) -> Iterable[str]:
    said, there = marks(statement), marks(clause) or marks(opening)
    kinds = {kind for word, found in there for kind in found if word not in _LOOSE}
    for word, found in said:
        if not kinds.intersection(found):
            yield f"“{word}” is not what is said there" + (f": “{there[0][0]}”" if there else "")
    own = set(content(statement))
    for match in FORCE.finditer(clause) if not said else ():
        word = " ".join(match.group().lower().split())
        follows = own.intersection(content(clause[match.end() :])[:_NEAR])
        if word not in _LOOSE and not STATING.intersection(MARKS[word]) and (
            follows or "allowing" not in MARKS[word]
        ):  # fmt: skip
            yield f"“{word}” is left out"
            break


def marks(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Words of force in a text, each with the kinds that it is of."""
    found = (" ".join(match.group().lower().split()) for match in FORCE.finditer(text))
    return [(word, MARKS[word]) for word in dict.fromkeys(found)]


def _scope(statement: str, source: str) -> Iterable[str]:
    for pattern in _SCOPE:
        match = pattern.search(statement)
        if match and not pattern.search(source):
            yield f"“{match.group()}” is not said there"
    own, other = set(content(statement)), set(content(source))
    for one, opposite in (pair for a, b in _OPPOSITES for pair in ((a, b), (b, a))):
        if own & one and not other & one and other & opposite and not own & opposite:
            yield f"the opposite of “{min(own & one)}” is said there"
    for a, b in (pair for one, opposite in _ORDER for pair in ((one, opposite), (opposite, one))):
        if a.search(statement) and not a.search(source) and b.search(source):
            yield f"the opposite of “{a.search(statement).group()}” is said there"  # type: ignore[union-attr]
