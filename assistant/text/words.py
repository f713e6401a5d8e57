"""Words of a text, their stems and the terms that carry meaning. The only door to PyStemmer."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ingest.types import Span

if TYPE_CHECKING:
    from Stemmer import Stemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE = re.compile(r"['’]s?$")
_SPELLINGS = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"(?<=\w{3})is(e[drs]?|ing|ations?|ational)$", r"iz\1"),
        (r"(?<=\w{3})our(s|ed|al|ing)?$", r"or\1"),
        (r"(?<=\w{2})ence$", "ense"),
        (r"^program$", "programme"),
        (r"^advisor", "adviser"),
        (r"^centre", "center"),
        (r"(?<=\w{3})ll(ed|ing)$", r"l\1"),
    )
)
STOPWORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before
    being below between both but by can could did do does doing down during each else few for from
    further get give given had has have having he her here hers him his how i if in into is it its
    itself just let like many may me might more most much must my no nor not now of off on once only
    or other our out over own please same say says said shall she should so some such tell than that
    the their them then there these they this those through to too under until up upon us very was
    we were what when where which while who whom whose why will with within would you your
    whether exactly according mention mentions mentioned op ops para paras pp""".split()
)


def words(text: str) -> list[str]:
    """Lower-case words in order, possessives cut."""
    return [_plain(w) for w in _WORD.findall(text)]


def _plain(word: str) -> str:
    word = word.lower()
    return _POSSESSIVE.sub("", word) if "'" in word or "’" in word else word


def counted(n: int, noun: str) -> str:
    """Write a number with its noun: "1 paragraph", "2 paragraphs"."""
    return f"{n} {noun}{'s' * (n != 1)}"


def word_spans(text: str) -> list[Span]:
    """Where the words of a text stand, in order."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def spelled(word: str) -> str:
    """One spelling of a lower-case word for the British and the American."""
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    return word


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Of a lower-case word; British and American spellings have the same."""
    return str(_stemmer().stemWord(spelled(word)))


def terms(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order, repeats kept."""
    return [term for w in _WORD.findall(text) if (term := _term(w))]


@lru_cache(maxsize=40_000)
def _term(written: str) -> str:
    """Return the term of a word as it is written; empty for one that carries no meaning."""
    word = _plain(written)
    return "" if word in STOPWORDS else stem(word)


@cache
def _stemmer() -> Stemmer:
    import Stemmer

    return Stemmer.Stemmer("english")
