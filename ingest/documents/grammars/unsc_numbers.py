"""Numbers of operative paragraphs and letters of their items, as resolutions print them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.documents.layout import Block
from ingest.types import ADDITIONS

NUMBER = re.compile(
    rf"(?P<printed>(?P<n>\d{{1,3}})(?:\s?(?P<more>{'|'.join(ADDITIONS)}))?[.)])(?:\s+(?=\D)|(?=[A-Z]))"
)
LETTER = re.compile(r"(?P<printed>\((?P<a>[a-z]{1,5})\)\.?|(?P<b>[a-z](?=\.)|[a-z]{1,4}(?=\)))[.)])\s+")


def following(every: Sequence[Block]) -> list[str]:
    """For each block the marker of the next item before a numbered paragraph; empty if none is."""
    found: list[str] = []
    marker = ""
    for block in reversed(every):
        found.append(marker)
        if letter := LETTER.match(block.text):
            marker = letter["a"] or letter["b"]
        elif NUMBER.match(block.text):
            marker = ""
    return found[::-1]
