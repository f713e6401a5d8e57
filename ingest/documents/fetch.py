"""Official PDFs from their publishers, one polite request each, when a person asks for it."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote, urlsplit

from ingest.documents.corpus import parse_entry
from ingest.documents.manifest import Entry
from ingest.errors import CorpusError

if TYPE_CHECKING:
    import httpx

LEAST_SECONDS = 3  # what a document is given, at the least, where time is short
USER_AGENT = "policy-assistant/0.1 (one request per document, on a person's request)"
MAX_BYTES = 20_000_000
MAGIC = b"%PDF-"


class UnreachableError(CorpusError):
    """No server can be reached: the network is not there, or does not let this machine out."""


def open_client(timeout_seconds: float = 30.0) -> httpx.Client:
    """A client that follows redirects; ``timeout_seconds`` holds for connecting and each read."""
    import httpx

    return httpx.Client(follow_redirects=True, timeout=timeout_seconds, headers={"User-Agent": USER_AGENT})


def fetch(
    entry: Entry,
    folder: Path,
    client: httpx.Client,
    max_bytes: int = MAX_BYTES,
    deadline_seconds: float = 120.0,
) -> Path:
    """Download, check and only then put in place. Raises `CorpusError`; the old file then stays.

    ``deadline_seconds`` is for the whole document, however slowly it drips.
    """
    target = folder / entry.filename
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".fetch-", suffix=".pdf")
    except OSError as error:
        raise CorpusError(f"{folder}: cannot be written ({error.strerror}); choose WPS_HOME") from error
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            _download(entry, file, client, max_bytes, time.monotonic() + deadline_seconds)
        _check(entry, aside, folder)
        aside.replace(target)
    except OSError as error:
        raise CorpusError(f"{target}: cannot be written ({error.strerror}); make room") from error
    finally:
        aside.unlink(missing_ok=True)
    return target


def fetch_within(
    entries: Sequence[Entry], folder: Path, seconds: float, report: Callable[[str], None]
) -> None:
    """Try each document once, ``seconds`` in all; ``report`` is told a line of each. Where no server can be
    reached, the first line is the last.
    """
    end = time.monotonic() + seconds
    with open_client(seconds / 3) as client:
        for place, entry in enumerate(entries):
            left = end - time.monotonic()
            if left < LEAST_SECONDS:
                report(f"{entry.symbol} and {len(entries) - place - 1} more: no time left; {_BY_HAND}")
                return
            try:
                report(f"{entry.symbol}: {fetch(entry, folder, client, deadline_seconds=left)}")
            except UnreachableError:
                report(f"no network: {len(entries) - place} official texts were not downloaded; {_BY_HAND}")
                return
            except CorpusError as error:
                report(f"{error}")


_BY_HAND = "digests stand in for them; run `python -m ingest fetch` to try again"


def download(url: str, folder: Path, client: httpx.Client, max_bytes: int = MAX_BYTES) -> Path:
    """Download whatever is at an address into ``folder``, named as the address ends. Raises `CorpusError`."""
    name = Path(unquote(urlsplit(url).path)).name or "document"
    entry = Entry("document", name, symbol=url, source_url=url)
    target = folder / name
    try:
        with target.open("wb") as file:
            _download(entry, file, client, max_bytes, time.monotonic() + 120.0)
    except OSError as error:
        raise CorpusError(f"{target}: cannot be written ({error.strerror}); make room") from error
    return target


def _download(entry: Entry, file: BinaryIO, client: httpx.Client, max_bytes: int, deadline: float) -> None:
    import httpx

    try:
        with client.stream("GET", entry.source_url) as response:
            if response.status_code != 200:
                raise _refused(entry, f"the server answered {response.status_code}")
            announced = int(response.headers.get("content-length") or 0)
            if announced > max_bytes:
                raise _refused(entry, f"{announced:,} bytes are more than {max_bytes:,}")
            for block in _limited(entry, response, max_bytes, deadline):
                file.write(block)
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise UnreachableError(str(_refused(entry, "no connection can be made"))) from error
    except httpx.RemoteProtocolError as error:
        raise _refused(entry, "the connection broke off before the end") from error
    except httpx.TimeoutException as error:
        raise _refused(entry, "the server took too long") from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise _refused(entry, reason) from error


def _limited(entry: Entry, response: httpx.Response, max_bytes: int, deadline: float) -> Iterator[bytes]:
    held = 0
    for block in response.iter_bytes():
        held += len(block)
        if held > max_bytes:
            raise _refused(entry, f"more than {max_bytes:,} bytes")
        if time.monotonic() > deadline:
            raise _refused(entry, "the server took too long")
        yield block


def _check(entry: Entry, path: Path, folder: Path) -> None:
    with path.open("rb") as file:
        head = file.read(1024)
    if MAGIC not in head:
        what = "a web page" if b"<html" in head.lower() or b"<!doctype" in head.lower() else "no PDF"
        raise _refused(entry, f"what came is {what}")
    try:
        parse_entry(entry, path)
    except CorpusError as error:
        raise _refused(entry, str(error).replace(path.name, "what came").rstrip(".")) from error


def _refused(entry: Entry, reason: str) -> CorpusError:
    return CorpusError(
        f"{entry.symbol}: {entry.source_url} gave no usable document ({reason}); open the address in "
        f"a browser and save the PDF as documents/{entry.filename} in WPS_HOME"
    )
