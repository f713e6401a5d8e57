"""Typography that changes no word: folded to plain letters, with the place of each in the original.

Hyphens, blanks, ligatures, full-width letters and apostrophes have many characters; soft hyphens (but those
that stand for a hyphen of the documents), zero-width characters, emphasis marks, HTML tags, addresses on the
web and the backslashes of Markdown are not read.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2212\u2043\ufe63\uff0d\u00ad\u058a"), "-"),
    **dict.fromkeys(map(ord, "\u2012\ufe58"), "–"),
    **dict.fromkeys(map(ord, "\u2015\u2e3a\u2e3b"), "—"),
    **dict.fromkeys(map(ord, "´′ʼʹ‵`＇ˈ‛"), "’"),
    **dict.fromkeys(map(ord, "″‟＂"), '"'),
    **dict.fromkeys(map(ord, "‚"), ","),
    **dict.fromkeys(map(ord, "\u00a0\u202f\u205f\u3000\u1680"), " "),
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    **{ligature: unicodedata.normalize("NFKC", chr(ligature)) for ligature in range(0xFB00, 0xFB07)},
    **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F) if wide not in (0xFF02, 0xFF07, 0xFF0D)},
    **dict.fromkeys((0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF, 0x180E, 0x034F), ""),
}
_TAG = (
    r"</?(?:em|strong|i|b|u|s|sup|sub|span|p|div|mark|a|q|small|cite|blockquote)"
    r"(?:\s[^<>]{0,200})?/?>"
)
_PIECE = re.compile(
    r"(?P<entity>&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});)"
    rf"|(?P<tag>{_TAG}|<br\s?/?>)"
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<emphasis>(?<!\*)\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?!\*)"
    r"|(?<![\w_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w_])|~~(?=\S))"
    r"|(?P<link>\[(?P<label>[^\[\]\n]{1,200})\]\((?:https?:|mailto:|/|#|\?)[^()\s]{0,500}\))"
    r"|(?P<url>(?:,[ ]?)?\bhttps?://[^\s<>“”\"]{1,500})"
    r"|(?P<soft>(?<=[^\W\d_])\u00ad(?=[^\W\d_]))"
    r"|(?P<broken>(?<=[^\W\d_])[-\u2010\u2011\u00ad]\r?\n[ \t]{0,20}(?=[a-z]))"
    r"|(?P<composed>.[\u0300-\u036f]{1,3})",
    re.IGNORECASE,
)
LONGEST = 40  # letters of a word
_WORD = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"[^\W\d_]+$")
_COMPOUND = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-(?=([^\W\d_]+))")
_MARKED = str.maketrans("‘’“”«»„–—", "''''''' --".replace(" ", "-", 1)[:9])


@dataclass(frozen=True, slots=True)
class Hyphens:
    """Words of the documents that say which hyphens belong to a word: ``compounds`` of two parts each
    ("decision-making"), and ``words`` in one.
    """

    compounds: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def joined(self, before: str, after: str) -> bool:
        """Tell whether the documents write two parts as one word without a hyphen."""
        return f"{before}{after}" in self.words

    def hyphened(self, before: str, after: str) -> bool:
        """Tell whether the documents write two parts with a hyphen between them."""
        return f"{before}-{after}" in self.compounds


NO_HYPHENS = Hyphens()


def hyphens_of(texts: Iterable[str]) -> Hyphens:
    """The hyphens of some texts."""
    plain = [folded(text).lower() for text in texts]
    compounds = (f"{m[1]}-{m[2]}" for text in plain for m in _COMPOUND.finditer(text))
    return Hyphens(frozenset(compounds), frozenset(w for text in plain for w in _WORD.findall(text)))


def letters(text: str, start: int, end: int, hyphens: Hyphens = NO_HYPHENS) -> Iterator[tuple[str, int, int]]:
    """Each character that is read of ``text`` from ``start`` to ``end``, and where it stands there.
    ``hyphens``: of the documents, for those that are soft or end a line.
    """
    at = start
    for match in _PIECE.finditer(text, start, end):
        yield from _plain(text, at, match.start())
        at = match.end()
        match match.lastgroup:
            case "entity":
                for letter in html.unescape(match.group()).translate(_LETTERS):
                    yield letter, match.start(), at
            case "tag":
                for letter in _tag(match.group().lower()):
                    yield letter, match.start(), at
            case "escaped":
                yield match["escaped"], match.start(), at
            case "link":
                yield from letters(text, *match.span("label"))
            case "soft":
                if hyphens.hyphened(*_around(text, match)):
                    yield "-", match.start(), at
            case "broken":
                soft = match.group()[0] == "\u00ad"
                if hyphens.hyphened(*_around(text, match)) or not (
                    soft or hyphens.joined(*_around(text, match))
                ):
                    yield "-", match.start(), match.start() + 1
                    yield from _plain(text, match.start() + 1, at)
            case "url":
                yield from _plain(text, at - _trailing(match.group()), at)
            case "composed":
                for letter in unicodedata.normalize("NFC", match.group()).translate(_LETTERS):
                    yield letter, match.start(), at
            case _:  # emphasis
                pass
    yield from _plain(text, at, end)


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """The parts of a word on both sides of a hyphen, in lower case."""
    before = _LAST.search(text[max(0, match.start() - LONGEST) : match.start()])
    after = _WORD.match(text, match.end(), match.end() + LONGEST)
    return (before.group().lower() if before else ""), (after.group().lower() if after else "")


def _trailing(url: str) -> int:
    """Characters at the end of an address on the web that belong to the sentence around it."""
    bare = url.rstrip(".,;:!?")
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1].rstrip(".,;:!?")
    return len(url) - len(bare)


def _tag(tag: str) -> str:
    """Return the text that a tag is read as: a blank, a quotation mark or nothing."""
    if tag.startswith("<br"):
        return " "
    if re.match(r"</?(?:q|blockquote)\b", tag):
        return "”" if tag[1] == "/" else "“"
    return ""


def _plain(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for at in range(start, end):
        for letter in text[at].translate(_LETTERS):
            yield letter, at, at + 1


@lru_cache(maxsize=5_000)
def folded(text: str) -> str:
    """For comparison of one wording with another: kinds of quotation marks and dashes are one."""
    plain = "".join(letter for letter, _, _ in letters(text, 0, len(text)))
    return plain.translate(_MARKED)
