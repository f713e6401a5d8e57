"""What a file is, by its content; its name is not trusted."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from ingest.documents.readers.stream import Kind, Reading
from ingest.errors import CorpusError

HEAD = 4096  # bytes that are looked at
MAX_BYTES = 100_000_000
MAX_UNPACKED = 200_000_000  # bytes of all parts of a DOCX
TEXT_SHARE = 0.95  # of the characters of a text that must be printable

_SAVE = "save it as DOCX or PDF and add that"
_KNOWN = (  # first bytes of what is not read, the name of it, and what to do
    (b"{\\rtf", "an RTF file", _SAVE),
    (b"\x89PNG", "a picture (PNG)", "run text recognition (OCR) and add the PDF that comes out"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "run text recognition (OCR) and add the PDF that comes out"),
    (b"II*\x00", "a picture (TIFF)", "run text recognition (OCR) and add the PDF that comes out"),
    (b"MM\x00*", "a picture (TIFF)", "run text recognition (OCR) and add the PDF that comes out"),
    (b"GIF8", "a picture (GIF)", "run text recognition (OCR) and add the PDF that comes out"),
    (b"\x1f\x8b", "a compressed file (gzip)", "unpack it and add what is in it"),
    (b"7z\xbc\xaf", "a compressed file (7z)", "unpack it and add what is in it"),
    (b"Rar!", "a compressed file (RAR)", "unpack it and add what is in it"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARTS = (  # a part of a ZIP file that tells it
    ("word/document.xml", ""),
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("META-INF/container.xml", "an EPUB book"),
    ("content.xml", "an OpenDocument file"),
)
_HTML = re.compile(r"<(?:!doctype html|html|head|body|main|article|h1|p|div|table)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|\|.*\|[ \t]*$|[-*] \S|```|\[\^\w+\]:)|\*\*\S|\]\(\S", re.MULTILINE)
_NAMES: Mapping[str, Kind] = {
    ".pdf": "PDF",
    ".docx": "Word document",
    ".html": "web page",
    ".htm": "web page",
    ".md": "Markdown",
    ".markdown": "Markdown",
    ".txt": "plain text",
}


def read_file(path: Path) -> Reading:
    """Read a file of any kind that is known. Raises `CorpusError` with what the file is and what to do."""
    kind = kind_of(path)
    reading = _READERS[kind](path)
    promised = _NAMES.get(path.suffix.lower())
    remarks = reading.remarks
    if promised not in (None, kind, "plain text" if kind == "Markdown" else kind):
        remarks = (f"the file is {_a(kind)}, not {_a(promised or '')}; it is read as {_a(kind)}", *remarks)
    if not any(page.lines for page in reading.pages):
        raise CorpusError(f"{path.name}: holds no text that can be read; look at it, and get another copy")
    return Reading(reading.pages, kind, remarks, reading.title)


def kind_of(path: Path) -> Kind:
    """Tell the kind of a file. Raises `CorpusError` for one that is empty, too large or not read here."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror or error}); check the name") from error
    if not head.strip():
        raise CorpusError(f"{path.name}: is empty; get the document again from its source")
    if size > MAX_BYTES:
        raise CorpusError(f"{path.name}: has {size:,} bytes, more than {MAX_BYTES:,}; add it in parts")
    if b"%PDF-" in head[:1024]:
        return "PDF"
    for magic, what, remedy in _KNOWN:
        if head.startswith(magic):
            raise CorpusError(f"{path.name}: is {what}, which is not read here; {remedy}")
    if head.startswith(_OLE):
        raise CorpusError(f"{path.name}: {_office(path)}")
    if head.startswith(b"PK"):
        return _packed(path)
    return _text_kind(path)


def _office(path: Path) -> str:
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        return "is locked with a password; save a copy without one and add that"
    return f"is in an old format of Microsoft Office; {_SAVE}"


def _packed(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            size = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise CorpusError(
            f"{path.name}: is damaged (a Word document or ZIP file that cannot be unpacked); get it again "
            "from its source"
        ) from error
    what = next((what for part, what in _PARTS if part in names), "a ZIP file")
    if what:
        remedy = "unpack it and add what is in it" if what == "a ZIP file" else _SAVE
        raise CorpusError(f"{path.name}: is {what}, which is not read here; {remedy}")
    if size > MAX_UNPACKED:
        raise CorpusError(f"{path.name}: unpacks to {size:,} bytes; save it without its pictures first")
    return "Word document"


def _text_kind(path: Path) -> Kind:
    text = decoded(path)
    sample = text[:100_000]
    good = sum(c.isprintable() or c.isspace() for c in sample)
    if good < TEXT_SHARE * len(sample):
        raise CorpusError(
            f"{path.name}: is no PDF, Word document, web page or text; open it in the program that made it "
            f"and {_SAVE}"
        )
    if _HTML.search(sample[:HEAD]):
        return "web page"
    markdown = len(_MARKDOWN.findall(sample)) >= 2 or path.suffix.lower() in (".md", ".markdown")
    return "Markdown" if markdown else "plain text"


def decoded(path: Path) -> str:
    """Return the characters of a text file: UTF-8 or UTF-16, else those of Western Windows."""
    data = path.read_bytes()
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _a(kind: str) -> str:
    return (
        f"a {kind}"
        if kind in ("PDF", "Word document", "web page")
        else f"{kind} text".replace("text text", "text")
    )


def _pdf(path: Path) -> Reading:
    from ingest.documents.readers.pdf import read_pdf

    return read_pdf(path)


def _docx(path: Path) -> Reading:
    from ingest.documents.readers.docx import read_docx

    return read_docx(path)


def _html(path: Path) -> Reading:
    from ingest.documents.readers.html import read_html

    return read_html(path.read_bytes())


def _markdown(path: Path) -> Reading:
    from ingest.documents.readers.markdown import read_markdown

    return read_markdown(decoded(path))


def _plain(path: Path) -> Reading:
    from ingest.documents.readers.plain import read_plain

    return read_plain(decoded(path))


_READERS: Mapping[Kind, Callable[[Path], Reading]] = {
    "PDF": _pdf,
    "Word document": _docx,
    "web page": _html,
    "Markdown": _markdown,
    "plain text": _plain,
}
