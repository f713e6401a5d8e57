"""What became of a paragraph of an earlier version in the newest one, in a line for its reader."""

from __future__ import annotations

from assistant.text.labels import short_label
from ingest.documents.versions.changes import Change, changes
from ingest.library import Library
from ingest.types import Locator

_TOLD = {
    "unchanged": "The same in the version of {year}: {labels}.",
    "renumbered": "Moved to {labels} in the version of {year}.",
    "moved": "Moved to {labels} in the version of {year}.",
    "edited": "Changed in the version of {year}: {labels}.",
    "split": "Split in the version of {year}: {labels}.",
    "merged": "Merged with others in the version of {year}: {labels}.",
    "deleted": "Not in the version of {year} any more.",
}


def later_change(locator: Locator, library: Library) -> Change | None:
    """Return what became of a paragraph in the newest version; None if its document is in force."""
    if locator not in library or not library.superseded(locator.document):
        return None
    held = library.paragraph(locator).locator
    newest = library.versions(locator.document)[-1].id
    return changes(library, held.document, newest, [held])[0]


def later_line(locator: Locator, library: Library) -> str:
    """Tell what became of a paragraph in the newest version; empty if its document is in force."""
    change = later_change(locator, library)
    if change is None:
        return ""
    newest = library.versions(locator.document)[-1]
    labels = ", ".join(short_label(library.paragraph(x)) for x in change.new)
    return _TOLD[change.kind].format(year=newest.adopted.year, labels=labels)
