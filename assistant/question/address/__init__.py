"""Addresses: clean ▶ find ▶ resolve. Read the same in questions, drafts, gold and the search box."""

from assistant.question.address.documents import YEARS, Marked, find_mentions, offered, with_mentions
from assistant.question.address.find import find_addresses, find_references, reference_spans
from assistant.question.address.forms import QUOTED, fold
from assistant.question.address.mention import Mention
from assistant.question.address.pages import pages_named, written
from assistant.question.address.reference import Address, Reference
from assistant.question.address.resolve import Lookup, look_up

__all__ = [
    "QUOTED",
    "YEARS",
    "Address",
    "Lookup",
    "Marked",
    "Mention",
    "Reference",
    "find_addresses",
    "find_mentions",
    "find_references",
    "fold",
    "look_up",
    "offered",
    "pages_named",
    "reference_spans",
    "with_mentions",
    "written",
]
