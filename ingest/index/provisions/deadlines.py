"""Time limits in a text: dates until which, periods within which, and repetitions, each in ISO 8601."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from ingest.provision import Deadline
from ingest.types import UNKNOWN_DAY, Span

_MONTHS = tuple(name.lower() for name in calendar.month_name if name)
_NUMBERS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)
) | {"a": 1, "an": 1, "each": 1, "every": 1, "once": 1, "twice": 2, "other": 2, "thirty": 30, "ninety": 90}
_UNITS = {"minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "quarter": "3M", "year": "Y"}
_UNIT = rf"(?:working |calendar )?(?P<unit>{'|'.join(_UNITS)})s?"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_DATE = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?{_MONTH}(?: (?P<late>\d{{1,2}}),)?(?: of)?,?"
    r" (?P<year>[12]\d{3})"
    r"|(?P<only>[12]\d{3})"
)
_UNTIL = re.compile(
    rf"\b(?:by|before|until|till|in|on|no later than|not later than|than|ending on|of|, and|and)"
    rf" (?:the end of |late |early |mid-)?(?:{_DATE})\b(?! and beyond|/|\))",
    re.IGNORECASE,
)
_LEADS = re.compile(r"(?!of\b|,|and\b)", re.IGNORECASE)
_WITHIN = re.compile(
    rf"\b(?:within(?: a period of| a further| the next| the first)?|over the(?: next| coming)|in the next"
    rf"|no later than|not later than)"
    rf" {_COUNT}(?: \(\d+\))? {_UNIT}\b",
    re.IGNORECASE,
)
_ONE = "|".join(_UNITS)
_EVERY = re.compile(
    rf"\b(?:every {_COUNT}(?: \(\d+\))? {_UNIT}|(?:each|every) (?P<single>{_ONE})\b"
    rf"|(?P<times>once|twice|(?:\d{{1,2}}|{'|'.join(_NUMBERS)}) times)"
    rf" (?:a|an|per|each|every) (?P<of>{_ONE})\b)",
    re.IGNORECASE,
)
_OFTEN = {
    "daily": "P1D",
    "weekly": "P1W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "biannually": "P6M",
    "biannual": "P6M",
    "semi-annually": "P6M",
    "semi-annual": "P6M",
    "annually": "P1Y",
    "annual": "P1Y",
    "yearly": "P1Y",
    "biennially": "P2Y",
    "biennial": "P2Y",
}
_RHYTHM = re.compile(
    rf"\b(?:(?P<adverb>{'|'.join(word for word in _OFTEN if word.endswith('ly'))})\b"
    r"(?= *(?:[,.;:)]|$)| (?:and|or|to|on|by|in|at|with|from|for|thereafter|until|upon|report|of|as)\b)"
    rf"|on an? (?P<basis>{'|'.join(_OFTEN)}) basis"
    r"|(?:submit|provide|present|issue|publish|prepare|make|send|hold|convene)(?:s|ting|ing)?"
    rf" (?:(?:an?|his|her|its|their) )?(?P<adjective>{'|'.join(_OFTEN)})"
    r" (?:\w+ )?(?:reports?|briefings?|updates?|reviews?|meetings?|debates?))",
    re.IGNORECASE,
)


def read_deadlines(text: str, start: int, adopted: dt.date) -> tuple[Deadline, ...]:
    """Return the time limits of a text in order, none that passed before the day of adoption, if that is
    known. ``start``: offset of the text in its paragraph.
    """
    found = [*_dates(text, adopted), *_periods(text, adopted), *_repetitions(text)]
    found.sort(key=lambda limit: limit.span.start)
    return tuple(Deadline(Span(d.span.start + start, d.span.end + start), d.value, d.due) for d in found)


def _dates(text: str, adopted: dt.date) -> Iterator[Deadline]:
    reached = -1
    for match in _UNTIL.finditer(_plain(text)):
        year = int(match["year"] or match["only"])
        led = _LEADS.match(match.group()) or match.start() - reached in (0, 1)
        known = adopted != UNKNOWN_DAY
        if not led or (known and not adopted.year <= year <= adopted.year + 100):
            continue
        reached = match.end()
        value = str(year)
        if match["month"]:
            value += f"-{_MONTHS.index(match['month'].lower()) + 1:02}"
        day = match["day"] or match["late"]
        if day:
            value += f"-{int(day):02}"
        due = last_day(value)
        if due is not None and due >= adopted:
            yield Deadline(Span(match.start(), match.end()), value, due)


def last_day(value: str) -> dt.date | None:
    """Return the last day of a date in ISO 8601 or of its beginning; None if the calendar has no such day."""
    year, month, day = (*(int(part) for part in value.split("-")), 0, 0)[:3]
    month = month or 12
    try:
        return dt.date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def _periods(text: str, adopted: dt.date) -> Iterator[Deadline]:
    for match in _WITHIN.finditer(_plain(text)):
        value = _period(_number(match["count"]), match["unit"])
        due = end_of(value, adopted) if adopted != UNKNOWN_DAY else None
        yield Deadline(Span(match.start(), match.end()), value, due)


def _repetitions(text: str) -> Iterator[Deadline]:
    for match in _EVERY.finditer(_plain(text)):
        if match["times"]:
            often = _number(match["times"].split()[0])
            value = _share(often, match["of"].lower())
        else:
            value = _period(_number(match["count"] or "each"), match["unit"] or match["single"])
        yield Deadline(Span(match.start(), match.end()), f"R/{value}", None)
    for match in _RHYTHM.finditer(_plain(text)):
        word = match["adverb"] or match["basis"] or match["adjective"]
        yield Deadline(Span(match.start(), match.end()), f"R/{_OFTEN[word.lower()]}", None)


def end_of(period: str, adopted: dt.date) -> dt.date:
    """Return the day on which a period in ISO 8601 that begins with the adoption ends."""
    match = re.fullmatch(r"PT?(\d+)([A-Z])", period)
    if match is None:
        raise ValueError(f"{period!r} is not a period of one unit")
    count, unit = int(match[1]), match[2]
    if period.startswith("PT"):
        hours = count if unit == "H" else count / 60
        return adopted + dt.timedelta(hours=hours)
    if unit in "DW":
        return adopted + dt.timedelta(days=count * (7 if unit == "W" else 1))
    months = adopted.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = adopted.year + months // 12, months % 12 + 1
    return dt.date(year, month, min(adopted.day, calendar.monthrange(year, month)[1]))


def _plain(text: str) -> str:
    """Return the text with every white space as a blank, at the same offsets."""
    return re.sub(r"\s", " ", text)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS[text.lower()]


def _period(count: int, unit: str) -> str:
    sign = _UNITS[unit.lower()]
    if sign == "3M":
        return f"P{3 * count}M"
    return f"PT{count}{sign[1]}" if sign.startswith("T") else f"P{count}{sign}"


def _share(often: int, unit: str) -> str:
    """Return the period of what comes ``often`` times a unit: twice a year is every six months."""
    if often == 1:
        return _period(1, unit)
    whole = {"year": (12, "month"), "month": (30, "day"), "week": (7, "day"), "day": (24, "hour")}
    parts, part = whole.get(unit, (often, unit))
    return _period(max(1, round(parts / often)), part)
