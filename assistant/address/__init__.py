"""Addresses: clean ▶ find ▶ resolve. Read the same in questions, drafts, gold and the search box."""

from assistant.address.documents import Mention, find_mentions, offered
from assistant.address.find import find_addresses, find_references, reference_spans
from assistant.address.forms import QUOTED, fold
from assistant.address.reference import Address, Reference
from assistant.address.resolve import Lookup, look_up

__all__ = [
    "QUOTED", "Address", "Lookup", "Mention", "Reference", "find_addresses", "find_mentions",
    "find_references", "fold", "look_up", "offered", "reference_spans",
]  # fmt: skip
