"""Text for a terminal whose encoding lacks some of its letters: quotation marks become straight,
accents are left out, and what has no likeness becomes a question mark.
"""

from __future__ import annotations

import codecs
import unicodedata

ERRORS = "plain"  # name of the error handler, as `open` and `str.encode` take it
_ALIKE = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "′": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "…": "...",
        "›": ">",
        "‹": "<",
        "•": "*",
        "·": "*",
        "→": "->",
        "≤": "<=",
        "≥": ">=",
        "×": "x",
        "ß": "ss",
        "⁄": "/",
    }
)


def register() -> None:
    """Make `ERRORS` known to all streams."""
    codecs.register_error(ERRORS, _replace)


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(map(_plain, lost)), error.end


def _plain(char: str) -> str:
    alike = unicodedata.normalize("NFKD", char).translate(_ALIKE)
    kept = "".join(c for c in alike if c.isascii())
    return kept or ("" if unicodedata.combining(char) else "?")
