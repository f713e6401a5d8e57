"""The text of a DOCX as its reader sees it: without deleted, moved or hidden words, text boxes once, and
footnotes and endnotes as notes of Markdown.

The parts are read as a stream and no tree is built, so a small file that unpacks to a large one is refused
before it fills the memory.
"""

from __future__ import annotations

import posixpath
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import DraftError

MAX_UNPACKED = 20_000_000  # bytes of a part that are read
MAX_ELEMENTS = 500_000  # of a part; a page of a report has some 2,000
MAX_SECONDS = 10.0  # for all parts
CHUNK = 65_536  # bytes
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(("del", "moveFrom", "Fallback", "rt", "pPrChange", "rPrChange", "instrText", "delText"))
_QUOTES = frozenset(("Quote", "IntenseQuote", "BlockText"))  # styles of a block quotation
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NOTES = {"footnoteReference": "", "endnoteReference": "e"}  # what a label begins with
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class _Paragraph:
    """``goes_on``: its end was deleted, so the next one belongs to it."""

    parts: list[str] = field(default_factory=list)
    quote: bool = False
    goes_on: bool = False


@dataclass(slots=True)
class _Run:
    raised: bool = False
    hidden: bool = False


class _Body:
    """Takes the events of a parser; ``paragraphs`` of the body, and of each note by its label."""

    def __init__(self, prefix: str, limit: int) -> None:
        self.paragraphs: list[str] = []
        self.notes: dict[str, str] = {}
        self._prefix, self._left = prefix, limit
        self._elements = 0
        self._tags: list[str] = []
        self._skip = 0
        self._open: list[_Paragraph] = []
        self._runs: list[_Run] = []
        self._before = ""
        self._note = ""

    def doctype(self, *_: object) -> None:
        raise ValueError("a DOCX has no document type")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise OverflowError
        name = tag.rpartition("}")[2]
        parent = self._tags[-1] if self._tags else ""
        self._tags.append(name)
        if self._skip or (name in _SKIPPED and parent != "rPr"):
            self._skip += 1
            return
        value = attributes.get(f"{_W}val", "")
        match name:
            case "footnote" | "endnote":
                self._note = f"{self._prefix}{attributes.get(f'{_W}id', '')}"
                self.paragraphs = []
            case "p":
                self._open.append(_Paragraph())
            case "r":
                self._runs.append(_Run())
            case "del" if self._open and "pPr" in self._tags[-4:]:
                self._open[-1].goes_on = True
            case "pStyle" if self._open:
                self._open[-1].quote = value in _QUOTES
            case "vertAlign" if self._runs:
                self._runs[-1].raised = value == "superscript"
            case "vanish" if self._runs:
                self._runs[-1].hidden = value not in ("0", "false", "off")
            case _ if name in _SIGNS and parent == "r":
                self._add(_SIGNS[name])
            case _ if name in _NOTES:
                self._add(f"[^{_NOTES[name]}{attributes.get(f'{_W}id', '')}]")

    def data(self, text: str) -> None:
        if not self._skip and self._tags and self._tags[-1] == "t":
            raised = bool(self._runs) and self._runs[-1].raised and text.strip().isdigit()
            self._add(text.translate(_RAISED) if raised else text)

    def end(self, tag: str) -> None:
        name = self._tags.pop()
        if self._skip:
            self._skip -= 1
        elif name == "r" and self._runs:
            self._runs.pop()
        elif name == "p" and self._open:
            self._close(self._open.pop())
        elif name in ("footnote", "endnote"):
            self.notes[self._note] = " ".join(" ".join(self.paragraphs).split())

    def close(self) -> None:
        if self._before:
            self.paragraphs.append(self._before)

    def _add(self, text: str) -> None:
        if self._open and not (self._runs and self._runs[-1].hidden):
            self._open[-1].parts.append(text)
            self._left -= len(text)
            if self._left < 0:
                raise OverflowError

    def _close(self, paragraph: _Paragraph) -> None:
        text = self._before + "".join(paragraph.parts)
        self._before = text if paragraph.goes_on else ""
        if not paragraph.goes_on:
            self.paragraphs.append(f"> {text}" if paragraph.quote and text.strip() else text)


def docx_text(path: Path, limit: int) -> str:
    """The text of a DOCX, an empty line between its paragraphs and cells; each note where it is referred to
    as ``[^1]`` (an endnote ``[^e1]``), its words at the end. Raises `DraftError`, also for more than
    ``limit`` characters.
    """
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(path) as archive:
            main = next(_related(archive, "", "officeDocument"))
            ends = time.monotonic() + MAX_SECONDS
            body = _read(archive, main, "", limit, ends)
            notes: dict[str, str] = {}
            for kind, prefix in (("footnotes", ""), ("endnotes", "e")):
                for part in _related(archive, main, kind):
                    notes |= _read(archive, part, prefix, limit, ends).notes
    except OverflowError as error:
        raise DraftError(f"{path.name}: is larger than it looks; check it in parts") from error
    except (
        zipfile.BadZipFile,
        LxmlError,
        KeyError,
        ValueError,
        StopIteration,
        EOFError,
        NotImplementedError,
        RuntimeError,
        zlib.error,
    ) as error:
        raise DraftError(f"{path.name}: is damaged or not a DOCX; save it again") from error
    text = "\n\n".join(p for p in body.paragraphs if p.strip())
    used = [f"[^{label}]: {words}" for label, words in notes.items() if words and f"[^{label}]" in text]
    return "\n\n".join((text, *used))


def _read(archive: zipfile.ZipFile, part: str, prefix: str, limit: int, ends: float) -> _Body:
    from lxml import etree

    body = _Body(prefix, limit)
    parser = etree.XMLParser(target=body, resolve_entities=False, no_network=True, huge_tree=False)
    left = MAX_UNPACKED
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            left -= len(chunk)
            if left < 0 or time.monotonic() > ends:
                raise OverflowError
            parser.feed(chunk)
    parser.close()
    return body


def _related(archive: zipfile.ZipFile, part: str, kind: str) -> Iterator[str]:
    """Names of the parts that a part (empty for the whole file) refers to as a kind."""
    from lxml import etree

    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in archive.namelist():
        return
    with archive.open(rels) as file:
        data = file.read(MAX_UNPACKED // 20)
    for element in etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True)):
        if element.get("Type", "").endswith(f"/{kind}") and element.get("TargetMode") != "External":
            target = element.get("Target", "")
            yield (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
