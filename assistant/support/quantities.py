"""Numbers and quantities of a text: five years are not five months, nor every five years.

Lengths of time are compared in months, days or minutes, so that a year is twelve months; "every" and its
like make a quantity a rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from assistant.support.content_words import around, closer, content, same_side, side
from assistant.support.dates import dates

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_LARGE = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_VALUES = {
    **{word: Fraction(i) for i, word in enumerate(_SMALL)},
    **{word: Fraction(10 * i) for i, word in enumerate(_TENS, start=2)},
    **{word: Fraction(value) for word, value in _LARGE.items()},
    "twice": Fraction(2),
    "dozen": Fraction(12),
    "half": Fraction(1, 2),
    "quarter": Fraction(1, 4),
    "second": Fraction(2),
    "third": Fraction(3),
    "fourth": Fraction(4),
    "fifth": Fraction(5),
    "sixth": Fraction(6),
    "tenth": Fraction(10),
    "fifteenth": Fraction(15),
}
_FIGURE = (
    rf"\d{{1,18}}(?:,\d{{3}})*(?:\.\d{{1,18}})?|\b(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_SMALL[1:10])})\b"
    rf"|\b(?:{'|'.join(sorted(_VALUES, key=len, reverse=True))})\b"
)
_NUMBER = rf"(?:{_FIGURE})(?:[- ](?:{'|'.join(_LARGE)})\b)?"
_ONE = re.compile(r"\bone(?= (?:of|another|or more|hand)\b|[- ]?self|['’]s)", re.IGNORECASE)

_NEAR = 3  # content words after a number that belong to it

_UNITS = {
    "minute": ("minutes", 1),
    "hour": ("minutes", 60),
    "day": ("days", 1),
    "week": ("days", 7),
    "fortnight": ("days", 14),
    "month": ("months", 1),
    "quarter": ("months", 3),
    "year": ("months", 12),
    "decade": ("months", 120),
    "century": ("months", 1200),
    "centurie": ("months", 1200),
    "per cent": ("%", 1),
    "percent": ("%", 1),
    "%": ("%", 1),
    "euro": ("euros", 1),
    "dollar": ("dollars", 1),
    "kilometre": ("km", 1),
    "mile": ("miles", 1),
}
_UNIT = "|".join(re.escape(u) for u in sorted(_UNITS, key=len, reverse=True))
_UNIT_ALONE = re.compile(rf"(?<!\w)({_UNIT})(?:s\b|(?!\w))", re.IGNORECASE)
_KIND = r"(?:(?:calendar|working|business|consecutive|successive|full|further|more|additional)\s+)*"
_MEASURED = re.compile(
    rf"(?P<rate>\b(?:every|each|per|once in)\s+)?(?P<first>{_NUMBER})"
    rf"(?:\s*(?:to|or|and|[-–])\s*(?P<second>{_NUMBER}))?(?:\s*\(\d+\))?[-\s]*{_KIND}"
    rf"(?P<unit>{_UNIT})(?:s\b|(?P<ly>ly\b)|(?!\w))(?P<cycle>[-\s](?:interval|cycle)s?\b)?",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"\b(?:(?P<rate>(?:once|twice|times)\s+an?|every|each|per)\s+(?P<other>other\s+)?|an?\s+)"
    r"(?P<unit>minute|hour|day|week|fortnight|month|year|decade|century)\b",
    re.IGNORECASE,
)
_RATES = {
    "annual": 12,
    "annually": 12,
    "yearly": 12,
    "monthly": 1,
    "quarterly": 3,
    "biannual": 6,
    "biannually": 6,
    "bi-annual": 6,
    "bi-annually": 6,
    "semi-annual": 6,
    "semi-annually": 6,
    "half-yearly": 6,
    "every quarter": 3,
    "twice a year": 6,
    "twice yearly": 6,
    "twice annually": 6,
    "twice per year": 6,
    "biennial": 24,
    "biennially": 24,
    "triennial": 36,
}
_DAYS = {"daily": 1, "weekly": 7, "fortnightly": 14}
_RATE = re.compile(rf"\b(?:{'|'.join(sorted((*_RATES, *_DAYS), key=len, reverse=True))})\b", re.IGNORECASE)

_LENGTH = re.compile(
    r"(?<!once )\b(?:within|in|for|during|over)\s+(?:the\s+)?(?:next\s+|last\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Number:
    """``value`` in figures; it stands at ``start`` up to ``end``."""

    value: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """``amount`` of ``unit``; ``how``: a rate (every so often), a length (within, for, ago), or empty
    if it may be either; ``side``: what is meant lies up to it or past it.
    """

    amount: Fraction
    unit: str
    how: str
    side: str
    text: str
    start: int
    end: int

    def fits(self, other: Quantity) -> bool:
        """Tell whether ``other`` says as much."""
        same = (self.amount, self.unit) == (other.amount, other.unit)
        how = other.how == "rate" if self.how == "rate" else not self.how or other.how != "rate"
        return same and how and same_side(self.side, other.side)


def numbers(text: str) -> list[Number]:
    """In order; "one of" and the like count nothing."""
    plain = _ONE.sub(lambda m: "-" * len(m.group()), text)
    found = re.finditer(_NUMBER, plain, re.IGNORECASE)
    return [Number(_value(m.group()), m.group(), m.start(), m.end()) for m in found]


def quantities(text: str) -> list[Quantity]:
    """Numbers with a unit, "a year", "every year" and "annually"."""
    found: list[Quantity] = []
    for match, some in (*_measured(text), *_rates(text), *_singles(text)):
        if all(match.end() <= q.start or match.start() >= q.end for q in found):
            found += some
    return found


def _rates(text: str) -> Iterator[tuple[re.Match[str], list[Quantity]]]:
    for m in _RATE.finditer(text):
        word = m.group().lower()
        unit, amount = ("months", _RATES[word]) if word in _RATES else ("days", _DAYS[word])
        yield m, [Quantity(Fraction(amount), unit, "rate", "", m.group(), m.start(), m.end())]


def _measured(text: str) -> Iterator[tuple[re.Match[str], list[Quantity]]]:
    for m in _MEASURED.finditer(text):
        unit, size = _UNITS[m["unit"].lower()]
        how = _how(text, m, bool(m["rate"] or m["ly"] or m["cycle"]))
        values = [Fraction(_value(m[name])) for name in ("first", "second") if m[name]]
        where, said = side(text, m.start()), m.group().strip()
        yield m, [Quantity(v * size, unit, how, where, said, m.start(), m.end()) for v in values]


def _singles(text: str) -> Iterator[tuple[re.Match[str], list[Quantity]]]:
    for m in _SINGLE.finditer(text):
        unit, size = _UNITS[m["unit"].lower()]
        amount = Fraction(2 * size if m["other"] else size)
        how, where = _how(text, m, bool(m["rate"])), side(text, m.start())
        yield m, [Quantity(amount, unit, how, where, m.group().strip(), m.start(), m.end())]


def _how(text: str, match: re.Match[str], rate: bool) -> str:
    if rate:
        return "rate"
    long = _LENGTH.search(text[: match.start()]) or re.match(r"\s+ago\b", text[match.end() :])
    return "length" if long else ""


def _value(text: str) -> str:
    """In figures: "two hundred" is 200, "twenty-five" 25."""
    parts = text.lower().replace(",", "").replace("-", " ").split()
    values = [_VALUES[part] if part in _VALUES else Fraction(part) for part in parts]
    if len(parts) > 1 and parts[-1] in _LARGE:
        return str(sum(values[:-1], Fraction()) * values[-1])
    return str(sum(values, Fraction()))


def units(text: str) -> set[str]:
    """Units that a text names, in the singular, with or without a number."""
    return {m[1].lower() for m in _UNIT_ALONE.finditer(text)}


def unlike_numbers(statement: str, source: str) -> Iterator[str]:
    """Each number stands in the source beside one of the same words; quantities and dates apart."""
    known = [(n.value, set(content(source[n.end : n.end + 80])[:_NEAR])) for n in numbers(source)]
    apart = [range(q.start, q.end) for q in quantities(statement)]
    apart += [range(d.start, d.end) for d in dates(statement)]
    for number in numbers(statement):
        if any(number.start in span for span in apart):
            continue
        near = set(content(statement[number.end : number.end + 80])[:_NEAR])
        places = [other for value, other in known if value == number.value]
        elsewhere = any(near & other for value, other in known if value != number.value)
        if not places and (number.value != "1" or elsewhere):
            yield f"the number {number.text} is not there"
        elif len(number.value) < 4 and elsewhere and not any(near & other for other in places):
            yield f"the number {number.text} belongs to something else there"


def unlike_quantities(statement: str, source: str) -> Iterator[str]:
    """Each amount stands there with its unit, and of amounts alike it is the one that belongs here."""
    known = [(q, around(source, q.start, q.end)) for q in quantities(source)]
    for said in quantities(statement):
        places = [near for q, near in known if said.fits(q)]
        others = [near for q, near in known if not said.fits(q) and q.unit == said.unit]
        if not places:
            yield f"“{said.text}” is not there"
        elif closer(around(statement, said.start, said.end), others, places) > 1:
            yield f"“{said.text}” belongs to something else there"
