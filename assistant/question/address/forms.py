"""The forms in which addresses are written, as one table; every pattern is bounded, so reading is linear.

| form | examples |
|---|---|
| unit, number | "para 17.2", "paragraph no. 8", "clause 8", "OP8", "OP-8", "o.p. 8", "§ 17.2", "PP III" |
| as spoken | "para 17 (2)", "paragraph seventeen point two", "paragrah 8", "op's 5 and 6" |
| with points | "17 sub 2", "17, point 2", "17, sub-paragraph 2" |
| with items | "8 (a)", "8(a)(i)", "8a", "8.a", "8 bis", "8-a-i", "8, subparagraph (a)" |
| lists and ranges | "paras 19, 20 and 54", "7-9", "7 to 9", "8 (a)-(c)", "8(a) and (c)", "OP 8 and OP 9" |
| below a document | "1325/10", "1325/8(a)", "1325:10" |
| from an end | "opening paragraph", "second-to-last op", "the last two operative paragraphs" |
| of a document | "article 8 of 1325", "point 8 of the Policy", "1325, no. 8" |
| ordinal, unit | "eighth operative paragraph", "3rd preambular para", "first and second footnotes" |
| item of | "(a) of paragraph 8", "items (a) and (c) of OP 8" |
| numbers alone | "17.2", "8(a) and (c)", "8 bis", "1-a-i", "1325 8(a)": where they are all of the text |
| entry | "timeline, 2007", "acronyms, CSAP", "annex, 3" |
| locator | "unscr-1325#op-8-a" |

All are read in text that `fold` has made plain: one kind of dash, of space, of quotation mark.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.question.address.numbers import ADDED, CARDINALS, ORDINALS, alternatives
from ingest.types import AnchorKind, Span

Unit = AnchorKind

UNITS: tuple[tuple[Unit, str], ...] = (  # a unit and the words for it; the longest first
    (
        "pp",
        r"preambular\s(?:paragraphs?|paras?\b\.?|clauses?)|preambular"
        r"|pream(?:ble|b\b\.?|\.)\s(?:paragraphs?|paras?\b\.?)|p\.\s?p\.|pps?\b\.?|pp(?=\d)",
    ),
    (
        "op",
        r"operative\s(?:paragraphs?|paras?\b\.?|clauses?)|operative|op\.?\s(?:paragraphs?|paras?\b\.?)"
        r"|o\.\s?p\.|op's\b|ops?\b\.?|ops?(?=\d)"
        r"|ope?r[a-z]{2,5}ve?\s(?:paragraphs?|paras?\b\.?)",  # as misspelt
    ),
    (
        "fn",
        r"foot\s?-?notes?|end\s?-?notes?|fns?\b\.?|fns?(?=\d)|f[ot]{2,3}-?n[otes]{2,5}(?=\s\d)"
        r"|notes?(?=\s(?:nos?\b\.?\s?)?[\w#]{1,12}(?:\W{0,9}$|\s?[.,;:()?!&\]-]"
        r"|\s(?:of|in|to|from|and|or|say|says|about|please|pls)\b))",
    ),
    (
        "para",
        r"(?<!preambular\s)(?<!preamble\s)(?<!operative\s)(?<!op\s)(?<!op\.\s)(?:sub\s?-?\s?paragraphs?"
        r"|paragraphs?|(?<!mod[el]{2}\s)clauses?|sub-?paras?\b\.?|para's\b|paras?\b\.?|paras?(?=\d)|pars?\.|pars?(?=\s?\d)|¶{1,2}|§{1,2}"
        r"|parags?\.?(?=\s?\d)|pghs?\b\.?(?=\s?\d)|(?:sections?|points?|items?)(?=\s\d{1,2}\.\d)"
        r"|(?!paragon|paragu)p(?:ar|ra)[a-z]{0,3}g[a-z]{1,6}(?=\s\d))",  # as misspelt
    ),
)
_UNIT = "|".join(f"(?P<{unit}>{words})" for unit, words in UNITS)
_PLAIN_UNIT = "|".join(words for _, words in UNITS)
_BEFORE = r"(?<![^\W\d])(?<![/.#])"  # a number may stand right before: "2106op14"
_NO = r"(?:\(s\))?\s?(?:nos?\b\.?\s?|numbers?\s|nr\.?\s?|#\s?)?"
_JOIN = r"[\s.:_-]{0,2}"
_LETTERS = r"\(\s?(?:[a-z]|[ivx]{2,4}|aa|bb|cc|dd|ee)\s?\)"
_PIECE = (
    r"(?:sub\s?-?\s?paragraphs?|sub-?paras?\.?|sub\s?-?\s?items?|sub\b|items?|letters?|points?|clauses?"
    r"|litt?\.)"
)
_SUB = rf",?\s?{_PIECE}\s?"  # the words that may stand before the letter of an item
ITEM = (
    rf"(?:[\s-]?(?:{ADDED})\b)?"
    rf"(?:(?:{_SUB})?\s?{_LETTERS}(?:\s?{_LETTERS}){{0,2}}"
    rf"|{_SUB}\(?[a-z]\b\)?"
    r"|[-.][a-z]\b(?:[-.][a-z]{1,4}\b)?(?![-.]\w)|[a-z]\b(?:\s?\))?"
    r"|\s(?:b|c|d|e|f|g|h|a(?=\s?(?:$|[.,;:)?!]|of\b|in\b)))(?=\s?(?:$|[.,;:)?!]|of\b|in\b|and\b|pls\b|please\b)))?"
)
_POINT = (  # "17, point 2", "17 sub 2"
    r",?\s(?:sub(?:\s?-?\s?(?:paragraphs?|paras?\b\.?|items?))?|items?|points?)\s?(?:nos?\b\.?\s?)?\(?"
)
_FRACTION = rf"(?:(?:\.\d{{1,2}}(?!\d)){{1,4}}|\s?\(\s?\d{{1,2}}\s?\)|{_POINT}\d{{1,2}}(?![\d.])\)?)?"
DIGITS = rf"\d{{1,3}}(?!\d){_FRACTION}(?:st|nd|rd|th)?"
_WORD = rf"(?:{alternatives(CARDINALS)})\b(?:\spoint\s(?:{alternatives(CARDINALS[:9])})\b)?"
_ROMAN = r"(?-i:[IVXL]{2,7})\b"
_SEPARATOR = r"\s?(?:,\s?(?:and|or|&)?|;|&|and\b|or\b|\+|to\b|through\b|thru\b|until\b|till\b|up to\b|-|/)\s?"
_MOST = 40  # numbers of one list


def _list(unit: Unit, words: str) -> str:
    """Numbers of one unit, whose word may stand again before each; only "PP" may: "pp." are pages."""
    again = rf"(?:(?:{words if unit != 'pp' else '(?-i:PPs?)'}){_NO}{_JOIN})?"
    letters = rf"{_LETTERS}(?:\s?{_LETTERS})?"
    return (
        rf"(?:{DIGITS}{ITEM}(?:{_SEPARATOR}(?:{again}{DIGITS}{ITEM}|{letters})){{0,{_MOST}}}"
        rf"|{_WORD}{ITEM}(?:{_SEPARATOR}(?:{again}(?:{_WORD}|{DIGITS}){ITEM}|{letters})){{0,{_MOST}}}"
        rf"|{_ROMAN}{ITEM}(?:{_SEPARATOR}{again}{_ROMAN}{ITEM}){{0,{_MOST}}})"
    )


ADDRESSES: tuple[tuple[Unit, re.Pattern[str]], ...] = tuple(
    (unit, re.compile(rf"{_BEFORE}(?:{words}){_NO}{_JOIN}(?P<list>{_list(unit, words)})", re.IGNORECASE))
    for unit, words in reversed(UNITS)
)
ALONE = re.compile(
    rf"[\s,;:(\[#-]{{0,3}}(?:nos?\b\.?\s|numbers?\s)?(?P<list>{_list('para', dict(UNITS)['para'])})"
    r"\)?(?:\s(?:of|in|from))?[\s.,;:)\]?!]{0,4}",
    re.IGNORECASE,
)
PIECES = re.compile(rf"\(|\d\.\d|\d[a-z]\b|-[a-z]\b|\b(?:{ADDED})\b", re.IGNORECASE)  # no plain number
PART = re.compile(  # a number of a list, or an item's letter alone, and what joins it to the one before
    rf"(?P<joined>{_SEPARATOR})?(?:(?:(?:{_PLAIN_UNIT}){_NO}{_JOIN})?(?P<n>{DIGITS}|{_WORD}|{_ROMAN})(?P<item>{ITEM})"
    rf"|(?P<alone>{_LETTERS}(?:\s?{_LETTERS})?))",
    re.IGNORECASE,
)
RANGE = re.compile(r"\s?(?:-|to|through|thru|until|till|up to)\s?", re.IGNORECASE)

_NTH = rf"(?:{alternatives(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\b"
_COUNTED = (
    r"(?:(?P<op>operative\s(?:paragraphs?|paras?\b\.?|clauses?)|ops?\b)"
    r"|(?P<pp>pream(?:bular|ble|b?\b\.?)\s(?:paragraphs?|paras?\b\.?|clauses?)|paragraphs?\sof\sthe\spreamble|pps?\b)"
    r"|(?P<fn>foot\s?-?notes?|end\s?-?notes?)|(?P<para>paragraphs?|paras?\b\.?))"
)
ORDINAL = re.compile(
    rf"(?<![\w-])(?P<nth>{_NTH}(?:\s?(?:,|and|or|to|&)\s?(?:the\s)?{_NTH}){{0,5}})\s{_COUNTED}"
    rf"(?P<item>\s?{_LETTERS})?",
    re.IGNORECASE,
)
FROM_END = re.compile(  # "opening paragraph", "second-to-last op"
    r"(?<![\w-])(?:very\s)?(?:(?P<opening>opening)|(?P<next>penultimate|(?:second|2nd|next)[\s-](?:to[\s-])?(?:the[\s-])?last"
    r"|last[\s-]but[\s-]one|one[\s-]before[\s-](?:the\s)?last)|(?P<third>antepenultimate|(?:third|3rd)[\s-](?:to|from)[\s-]"
    rf"(?:the[\s-])?last|last[\s-]but[\s-]two)|last|final|closing|concluding)\s{_COUNTED}(?!s\b)",
    re.IGNORECASE,
)
RUN = re.compile(  # "the first two operative paragraphs"
    rf"(?<![\w-])(?P<which>first|opening|last|final)\s(?P<count>{alternatives(CARDINALS[1:10])}|[2-9])\s{_COUNTED}",
    re.IGNORECASE,
)
NAMED_ELSE = re.compile(  # a paragraph, where it is a document's
    rf"(?<![\w-])(?:articles?|points?|numbers?|nos?\.)\s(?P<list>{_list('para', dict(UNITS)['para'])})",
    re.IGNORECASE,
)
OF_DOCUMENT = re.compile(
    r"\s?,?\s?(?:(?:of|in|from)\s|\()(?:(?:the|UN|NATO)\s){0,2}$", re.IGNORECASE
)  # right behind
ITS = re.compile(r"(?:'s?)?[\s,:]{0,2}(?:the\s)?$", re.IGNORECASE)  # right before: "1325's last paragraph"
BELOW = re.compile(  # behind the number of a document: "1325/10"
    rf"[/:](?P<list>\d{{1,2}}(?!\d){_FRACTION}{ITEM})(?![\w/:]|\.\d)", re.IGNORECASE
)
NTH = re.compile(_NTH, re.IGNORECASE)
ITEM_OF = re.compile(
    rf"(?:(?:\b{_PIECE}\s?)?(?P<letters>{_LETTERS}(?:{_SEPARATOR}{_LETTERS}){{0,9}})|\b{_PIECE}\s(?P<letter>[a-z]))"
    rf"\s(?:of|in|under)\s(?:the\s)?(?={_PLAIN_UNIT})",
    re.IGNORECASE,
)
ENTRY = re.compile(
    r"\b(?:(?P<timeline>timeline),\s(?P<year>\d{4})\b"
    r"|(?P<acronym>acronyms?),\s(?P<short>(?-i:[A-Z][A-Za-z/-]{0,9}(?:\s[A-Z]{1,9})?))\b"
    r"|(?P<annex>annex),\s(?P<part>[\w.-]{1,12}))",
    re.IGNORECASE,
)
LOCATOR = re.compile(
    r"(?<![\w@-])[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){0,8}(?:(?:@|%40)\d{4}(?:-\d\d){0,2})?(?:#|%23)[a-z]{1,12}-[\w.-]{1,80}",
    re.IGNORECASE,
)
UNREAD = re.compile(  # a unit with what should be its number
    rf"{_BEFORE}(?:{_UNIT}){_NO}{_JOIN}(?P<rest>\d[\w.()-]{{0,20}})", re.IGNORECASE
)
PAGE = re.compile(
    r"[,;]?\s?\(?(?:at\s|on\s)?(?:p\.|pg\.?|pages?|pp\.)\s?(?P<first>\d{1,3})(?!\d)"
    r"(?:\s?-\s?(?P<last>\d{1,3})(?!\d))?",
    re.IGNORECASE,
)

QUOTED = "□"  # a reader of drafts puts it in the place of each letter that is quoted
_DASHES = "‐‑‒–—―−﹘﹣－"
_PLAIN = dict.fromkeys(_DASHES, "-") | dict.fromkeys("’‘ʼ´′", "'") | dict.fromkeys("“”„«»", '"')


@dataclass(frozen=True, slots=True)
class Folded:
    """Plain ``text``, and of each of its characters the place ``at`` which it stood, with the end last."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The part of the text before folding."""
        return Span(self.at[start], self.at[end - 1] + 1 if end > start else self.at[start])


def fold(text: str) -> Folded:
    """Text with plain dashes, spaces, quotation marks and digits; invisible characters are left out and
    white space is one space.

    >>> fold("paras\\u00a07‑9").text
    'paras 7-9'
    """
    letters: list[str] = []
    at: list[int] = []
    for place, char in enumerate(text):
        plain = _PLAIN.get(char) or (char if char.isascii() else unicodedata.normalize("NFKC", char))
        if char.isspace() or plain.isspace():
            if letters and letters[-1] == " ":
                continue
            plain = " "
        elif unicodedata.category(char) in ("Cf", "Cc") or plain == QUOTED == "".join(letters[-1:]):
            continue
        for letter in plain:
            letters.append(letter)
            at.append(place)
    return Folded("".join(letters), (*at, len(text)))
