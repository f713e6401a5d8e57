"""The only door to bm25s and PyStemmer: words of a question against words of paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from Stemmer import Stemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
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
    whether exactly according mention mentions mentioned""".split()
)


def words(text: str) -> list[str]:
    """Lower-case words in order, possessives cut."""
    return [re.sub(r"['’]s?$", "", w.lower()) for w in _WORD.findall(text)]


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
    return [stem(w) for w in words(text) if w not in STOPWORDS]


@cache
def _stemmer() -> Stemmer:
    import Stemmer

    return Stemmer.Stemmer("english")


class Lexicon:
    """BM25 over texts. Row i of every array is text i."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s

        bags = [terms(text) for text in texts]
        self._sets = [frozenset(bag) for bag in bags]
        self._vocabulary = frozenset().union(*self._sets) if bags else frozenset()
        self._bm25 = bm25s.BM25(k1=1.2, b=0.75)
        self._bm25.index(bags, show_progress=False)
        frequency = Counter(term for bag in self._sets for term in bag)
        self._weights = {term: self._idf(n) for term, n in frequency.items()}
        self._unknown = self._idf(0)

    def scores(self, query: Sequence[str]) -> NDArray[np.float32]:
        """BM25 ≥ 0 of every text."""
        known = [t for t in query if t in self._vocabulary]
        if not known:
            return np.zeros(len(self._sets), dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def knows(self, term: str) -> bool:
        return term in self._vocabulary

    def weight(self, term: str) -> float:
        """Inverse document frequency, ln(1 + (N − n + ½)/(n + ½)); greatest for unknown terms."""
        return self._weights.get(term, self._unknown)

    def _idf(self, n: int) -> float:
        return float(np.log(1 + (len(self._sets) - n + 0.5) / (n + 0.5)))

    def coverage(self, query: Sequence[str], row: int) -> float:
        """Share, 0..1, of the query's term weight that text ``row`` holds."""
        distinct = set(query)
        total = sum(self.weight(t) for t in distinct)
        held = sum(self.weight(t) for t in distinct if t in self._sets[row])
        return held / total if total else 0.0

    def missed(self, query: Sequence[str], row: int) -> float:
        """Weight of the rarest of the query's terms that text ``row`` lacks; 0 if it lacks none."""
        return max((self.weight(t) for t in set(query) if t not in self._sets[row]), default=0.0)

    def any_of(self, query: Sequence[str], row: int) -> bool:
        return any(t in self._sets[row] for t in query)
