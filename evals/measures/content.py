"""Measures of an answer's words. Answerable questions; None where there is nothing to measure.

- fact coverage  share of gold's facts (`must_contain`) of which one wording stands in the answer,
                 case, white space and kind of quotation mark aside; 0 if refused; None without facts
- conciseness    words of the shortest alternative of gold (its paragraphs' texts) / words quoted
                 by the answer, at most 1: quoting more than that does not pay; None if refused
"""

from __future__ import annotations

from evals.outcomes import Case, Score

_FOLD = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def scores(case: Case) -> tuple[Score, ...]:
    return (_facts(case), _conciseness(case))


def _facts(case: Case) -> Score:
    facts = case.gold.must_contain
    if not case.gold.answerable or not facts:
        return Score("fact coverage", None, "no facts are asked for")
    said = _folded(" ".join(c.quote for c in case.outcome.citations) + " " + case.outcome.answer)
    missing = [w[0] for w in facts if not any(_folded(alternative) in said for alternative in w)]
    return Score("fact coverage", 1 - len(missing) / len(facts), f"missing: {'; '.join(missing) or 'none'}")


def _conciseness(case: Case) -> Score:
    if not case.gold.answerable or not case.answered:
        return Score("conciseness", None, "no answer to measure")
    words = sum(len(c.quote.split()) for c in case.outcome.citations)
    needed = min(
        sum(
            len(case.texts.paragraphs[str(x)].text.split())
            for x in alternative
            if str(x) in case.texts.paragraphs
        )
        for alternative in case.gold.gold
    )
    value = min(1.0, needed / words) if words else 0.0
    return Score("conciseness", value, f"{words} words quoted, {needed} in what is needed")


def _folded(text: str) -> str:
    return " ".join(text.translate(_FOLD).lower().split())
