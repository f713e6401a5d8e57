"""The words of a quotation put right, each where it stands: nothing else of the draft is touched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from assistant.check.finding import Fix
from assistant.check.wording import STOPS, Edit
from assistant.text.words import spelled, stem
from ingest.types import Span

_ENDINGS = frozenset(("s", "es", "ed", "d", "ing", "ies", "ied", "ying"))  # of the writer's grammar
_STEM = 3  # letters that two forms of a word have in common


def reworded(tokens: Sequence[tuple[str, Span]], edits: Sequence[Edit]) -> list[Fix]:
    """``tokens``: the words of the quotation and where they stand."""
    return [fix for edit in edits for fix in _fixes(tokens, edit)]


def respelled(edits: Sequence[Edit]) -> bool:
    """Tell whether nothing but the spelling differs, as between British and American English."""
    pairs = [(_plain(e.draft), _plain(e.document)) for e in edits]
    return bool(pairs) and all(a != b and spelled(a) == spelled(b) for a, b in pairs)


def other_form(words: str, text: str) -> str:
    """The words of a text that are those in another form: "striving for" of "strives for"; or empty."""
    own, theirs = words.split(), text.split()
    wanted = [stem(_plain(word)) for word in own]
    for at in range(len(theirs) - len(own) + 1):
        if [stem(_plain(word)) for word in theirs[at : at + len(own)]] == wanted:
            return " ".join(word.strip(STOPS) for word in theirs[at : at + len(own)])
    return ""


def _fixes(tokens: Sequence[tuple[str, Span]], edit: Edit) -> Iterator[Fix]:
    if edit.first == edit.last:
        if edit.first < len(tokens):
            at = tokens[edit.first][1].start
            yield Fix(Span(at, at), f"{edit.document} ")
        return
    start, end = tokens[edit.first][1].start, tokens[edit.last - 1][1].end
    if edit.document:
        yield Fix(Span(start, end), _bracketed(edit))
    elif edit.last < len(tokens):
        yield Fix(Span(start, tokens[edit.last][1].start), "")
    else:
        yield Fix(Span(tokens[edit.first - 1][1].end if edit.first else start, end), "")


def _bracketed(edit: Edit) -> str:
    """The document's word; of two forms of one word the writer's, with its ending in brackets."""
    ours, theirs = edit.draft.rstrip(STOPS), edit.document.rstrip(STOPS)
    pairs = zip(ours.lower(), theirs.lower(), strict=False)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    ending = ours[common:]
    a, b = _plain(ours), _plain(theirs)
    alike = stem(a) == stem(b) and spelled(a) != spelled(b)
    if alike and common >= _STEM and ending in _ENDINGS and re.fullmatch(r"[A-Za-z]+", ours):
        return f"{theirs[:common]}[{ending}]{edit.document[len(theirs) :]}"
    return edit.document


def _plain(word: str) -> str:
    return word.lower().strip("“”\"‘’'()[]" + STOPS)
