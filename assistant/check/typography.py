"""Typography that changes no word: folded to plain letters, with the place of each in the original.

Hyphens, blanks, ligatures, full-width letters and apostrophes have many characters; soft hyphens, zero-width
characters, emphasis marks, HTML tags, addresses on the web and the backslashes of Markdown are not read.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
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
    r"|(?P<composed>.[\u0300-\u036f]{1,3})",
    re.IGNORECASE,
)
_MARKED = str.maketrans("‘’“”«»„–—", "''''''' --".replace(" ", "-", 1)[:9])


def letters(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Each character that is read of ``text`` from ``start`` to ``end``, and where it stands there."""
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
            case "url":
                yield from _plain(text, at - _trailing(match.group()), at)
            case "composed":
                for letter in unicodedata.normalize("NFC", match.group()).translate(_LETTERS):
                    yield letter, match.start(), at
            case _:  # emphasis
                pass
    yield from _plain(text, at, end)


def _trailing(url: str) -> int:
    """Characters at the end of an address on the web that belong to the sentence around it."""
    bare = url.rstrip(".,;:!?")
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1].rstrip(".,;:!?")
    return len(url) - len(bare)


def _tag(tag: str) -> str:
    """What a tag is read as: a blank, a quotation mark or nothing."""
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
