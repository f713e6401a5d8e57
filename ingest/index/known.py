"""Paragraphs of the index in use that need not be parsed again."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.errors import StoreError
from ingest.index.builds import current_folder
from ingest.index.files import read_index
from ingest.index.fingerprint import Fingerprint
from ingest.settings import Settings
from ingest.types import Paragraph


def known_paragraphs(settings: Settings, now: Fingerprint) -> Mapping[str, tuple[Paragraph, ...]]:
    """Return, by the ids of documents, the paragraphs that the index in use holds of files that have not
    changed since, if the same program parsed them by the same manifest; none if there is no such index.
    """
    folder = current_folder(settings.index)
    try:
        index = read_index(folder) if folder is not None else None
    except StoreError:
        return {}
    if index is None or index.fingerprint.code != now.code:
        return {}
    before, after = (print_.manifest.partition("+")[0] for print_ in (index.fingerprint, now))
    own = dict(now.documents)
    same = [i for i, sha256 in index.fingerprint.documents if own.get(i) == sha256]
    return {i: index.library.of(i) for i in same if before == after}
