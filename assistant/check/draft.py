"""A person's own text, read from a file."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import DraftError

MAX_LENGTH = 100_000  # characters
MAX_BYTES = 5_000_000  # of a file
FORMATS = (".md", ".txt", ".docx", ".pdf")


def read_draft(path: Path) -> str:
    """The text of a Markdown, plain text, DOCX or PDF file. Raises `DraftError`, or `CorpusError` for
    a PDF that cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise DraftError(f"{path.name}: is none of {', '.join(FORMATS)}; save it as one of them")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DraftError(f"{path.name}: is larger than {MAX_BYTES:,} bytes; check it in parts")
        if suffix == ".docx":
            from assistant.check.docx_reader import docx_text

            text = docx_text(path, MAX_LENGTH)
        else:
            text = _pdf_text(path) if suffix == ".pdf" else path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DraftError(f"{path.name}: is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise DraftError(f"{path}: cannot be read ({error.strerror}); check the name") from error
    return checked_length(text, path.name)


def checked_length(text: str, name: str) -> str:
    """The text itself. Raises `DraftError` if there is none or too much of it."""
    if not text.strip():
        raise DraftError(f"{name}: holds no text; write or choose something to check")
    if len(text) > MAX_LENGTH:
        raise DraftError(f"{name}: has {len(text):,} characters, more than {MAX_LENGTH:,}; check it in parts")
    return text


def _pdf_text(path: Path) -> str:
    from ingest.documents.clean import body_size, clean_pages
    from ingest.documents.layout import blocks, join, known_words, line_spacing
    from ingest.documents.readers.pdf import read_pages

    pages = clean_pages(read_pages(path))
    spacing, words = line_spacing(pages, body_size(pages)), known_words(pages)
    return "\n".join(join(b.lines, words).text for p in pages for b in blocks(p, spacing))
