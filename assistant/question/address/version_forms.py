"""Ways to name one of several versions of a document: "in the 2021 version", "the previous policy",
"nato-wps@2021".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.types import Document

_OLDER = r"previous|earlier|former|old|superseded"
_NEWER = r"new|current|revised|updated|latest|present"
_TEXT = r"(?:version|edition|text|wording)\b"
DATED_ID = re.compile(
    r"(?<![\w@-])[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){0,8}@(?P<date>\d{4}(?:-\d\d){0,2})(?![\d-])",
    re.IGNORECASE,
)
VERSION = re.compile(
    rf"\b(?:the\s|its\s)?(?:(?P<before>(?:19|20)\d\d)|(?P<old>{_OLDER})|(?P<new>{_NEWER}))\s{_TEXT}"
    r"|\b(?:the\s)?(?:version|edition)\s(?:of|from|dated)\s(?P<after>(?:19|20)\d\d)(?![\d-])",
    re.IGNORECASE,
)
_OLD = re.compile(rf"\b(?:{_OLDER})\b", re.IGNORECASE)
_WHICH = re.compile(rf"\b(?:{_OLDER}|{_NEWER}|(?:19|20)\d\d)\b|@", re.IGNORECASE)
OWN = f"{_NEWER}|{_OLDER}"  # words before a title that say which version is meant


def says_which(words: str) -> bool:
    """Tell whether a name says which of several versions is meant."""
    return _WHICH.search(words) is not None


def says_old(words: str) -> bool:
    """Tell whether a name means the version before the newest."""
    return _OLD.search(words) is not None


def version_meant(match: re.Match[str], versions: Sequence[Document]) -> Document | None:
    """Return the version that a match of `VERSION` names; None for a year that none is of. ``versions``:
    of one document, the newest first, two at least.
    """
    year = match["before"] or match["after"]
    if year:
        return of_year(versions, year)
    return versions[1] if match["old"] else versions[0]


def of_year(versions: Sequence[Document], year: str) -> Document | None:
    """Return the version of a year; None if none is of that year."""
    return next((d for d in versions if d.adopted.year == int(year)), None)
