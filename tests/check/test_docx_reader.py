"""A DOCX is read within bounds, whatever is packed into it."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import docx
import pytest

from assistant.check.docx_reader import docx_text
from assistant.check.draft import MAX_BYTES, MAX_LENGTH
from ingest.errors import DraftError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = f"<w:document {W}><w:body>"
TAIL = "</w:body></w:document>"
RUN = "<w:r><w:t>{}</w:t></w:r>"


def packed(path: Path, body: str) -> Path:
    """A DOCX with this body, the rest as python-docx makes it."""
    blank = io.BytesIO()
    docx.Document().save(blank)
    with zipfile.ZipFile(blank) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for item in made.infolist():
            if item.filename != "word/document.xml":
                file.writestr(item, made.read(item))
        file.writestr("word/document.xml", body)
    return path


BOMBS = {
    "paragraphs": HEAD + "<w:p/>" * 1_000_000 + TAIL,
    "bytes": HEAD + "<w:p>" + RUN.format("a" * 30_000_000) + "</w:p>" + TAIL,
    "blanks": HEAD + " " * 30_000_000 + TAIL,
    "text": HEAD + ("<w:p>" + RUN.format("a" * 9000) + "</w:p>") * 1000 + TAIL,
    "attributes": HEAD + "<w:p w:rsidR='0' w:rsidRPr='1'/>" * 600_000 + TAIL,
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_soon_and_in_little_memory(kind: str, tmp_path: Path) -> None:
    path = packed(tmp_path / "bomb.docx", BOMBS[kind])
    assert path.stat().st_size < MAX_BYTES / 20
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(DraftError, match=r"bomb\.docx: is (larger than it looks|damaged)"):
        docx_text(path, MAX_LENGTH)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30_000_000
    assert time.process_time() - started < 12


def test_elements_deep_in_each_other_are_read(tmp_path: Path) -> None:
    deep = "<w:p>" + "<w:ins>" * 100_000 + RUN.format("said") + "</w:ins>" * 100_000 + "</w:p>"
    assert docx_text(packed(tmp_path / "deep.docx", HEAD + deep + TAIL), MAX_LENGTH) == "said"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    body = f'<!DOCTYPE w [<!ENTITY a0 "ha">{laughs}<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    body += HEAD + "<w:p><w:r><w:t>so: &a8;&x;</w:t></w:r></w:p>" + TAIL
    with pytest.raises(DraftError, match="is damaged or not a DOCX"):
        docx_text(packed(tmp_path / "laughs.docx", body), MAX_LENGTH)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"%PDF-1.4"])
def test_what_is_no_docx_is_told(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(DraftError, match=r"a\.docx: is damaged or not a DOCX; save it again"):
        docx_text(tmp_path / "a.docx", MAX_LENGTH)
