"""Answers out: a question becomes statements that are each cited to a paragraph, or a refusal.

>>> from assistant import Answer, Assistant              # doctest: +SKIP
>>> reply = Assistant.open().ask("How often is the Policy reviewed?")  # doctest: +SKIP

The names in ``__all__`` are public. They are loaded when first used: importing them takes seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.types import Answer, Citation, Evidence, Refusal, Reply, Statement, Turn

__all__ = ["Answer", "Assistant", "Citation", "Evidence", "Refusal", "Reply", "Statement", "Turn"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = "assistant.assistant" if name == "Assistant" else "assistant.types"
    return getattr(import_module(home), name)
