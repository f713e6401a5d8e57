"""Measures of what an answer cites, paragraph-exact.

Of gold's alternative sets the one with the best F1 counts. Cited are distinct locators.

- citation precision  |cited ∩ (set ∪ also_ok)| / |cited|; answered answerable questions
- citation recall     |cited ∩ set| / |set|; answerable questions, 0 if refused
- citation F1         harmonic mean of the two, 0 if refused
- first citation      1 if the first locator cited is one that gold names or tolerates; answerable
                      questions, 0 if refused
- wrong paragraph     1 if the first citation is wrong but lies in a document that gold names
                      (right document, wrong paragraph); answered answerable questions
- neighbouring paragraph  1 if it is wrong and stands right before or after one of gold's in print, or is
                      its parent or sub-item; same denominator
- resolvable          share of citations whose locator exists; answers that cite
- quote fidelity      share of citations whose quote stands verbatim (white space aside) in the
                      paragraph cited; answers that cite
"""

from __future__ import annotations

from evals.outcomes import Case, Score, strings
from ingest.types import Locator

NAMES = (
    "citation precision",
    "citation recall",
    "citation F1",
    "first citation",
    "wrong paragraph",
    "neighbouring paragraph",
)


def scores(case: Case) -> tuple[Score, ...]:
    return (*_against_gold(case), *_against_texts(case))


def _against_gold(case: Case) -> tuple[Score, ...]:
    if not case.gold.answerable:
        return tuple(Score(name, None, "the question has no answer") for name in NAMES)
    if not case.answered:
        none = ("citation precision", "wrong paragraph", "neighbouring paragraph")
        return tuple(Score(n, None if n in none else 0.0, "refused") for n in NAMES)
    cited = case.outcome.cited
    precision, recall, f1 = max(
        (_f1(cited, strings(s), strings(case.gold.also_ok)) for s in case.gold.gold),
        key=lambda found: found[2],
    )
    first = cited[0] if cited else ""
    right = first in case.relevant
    inside = not right and _document(first) in {_document(x) for x in case.relevant}
    near = not right and _neighbours(first, case)
    shown = f"cited {', '.join(cited) or 'nothing'}"
    return (
        Score(NAMES[0], precision if cited else None, shown),
        Score(NAMES[1], recall, shown),
        Score(NAMES[2], f1, shown),
        Score(NAMES[3], float(right), f"first cited {first or 'nothing'}"),
        Score(NAMES[4], float(inside), f"first cited {first or 'nothing'}"),
        Score(NAMES[5], float(near), f"first cited {first or 'nothing'}"),
    )


def _f1(
    cited: tuple[str, ...], needed: frozenset[str], tolerated: frozenset[str]
) -> tuple[float, float, float]:
    if not cited:
        return 0.0, 0.0, 0.0
    precision = len(set(cited) & (needed | tolerated)) / len(cited)
    recall = len(set(cited) & needed) / len(needed)
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def _document(locator: str) -> str:
    return locator.partition("#")[0]


def _neighbours(first: str, case: Case) -> bool:
    place = case.texts.order.get(first)
    if place is None:
        return False
    own = Locator.parse(first)
    for locator in set().union(*case.gold.gold):
        other = case.texts.order.get(str(locator))
        beside = other is not None and abs(other - place) == 1
        if locator.document == own.document and (beside or locator.parent == own or own.parent == locator):
            return True
    return False


def _against_texts(case: Case) -> tuple[Score, ...]:
    citations = case.outcome.citations
    if not citations:
        why = "nothing is cited"
        return (Score("resolvable", None, why), Score("quote fidelity", None, why))
    lost = [c.locator for c in citations if c.locator not in case.texts.paragraphs]
    altered = [c.locator for c in citations if not _verbatim(c.quote, c.locator, case)]
    n = len(citations)
    return (
        Score("resolvable", 1 - len(lost) / n, f"not found: {', '.join(lost) or 'none'}"),
        Score("quote fidelity", 1 - len(altered) / n, f"altered: {', '.join(altered) or 'none'}"),
    )


def _verbatim(quote: str, locator: str, case: Case) -> bool:
    paragraph = case.texts.paragraphs.get(locator)
    words = " ".join(quote.split())
    return bool(words) and paragraph is not None and words in " ".join(paragraph.text.split())
