"""Zip files that are the same to the byte for the same content."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold


def archive(files: Mapping[str, bytes]) -> bytes:
    done = BytesIO()
    with ZipFile(done, "w") as folder:
        for name, data in files.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            folder.writestr(entry, data)
    return done.getvalue()
