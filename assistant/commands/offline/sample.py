"""An invented resolution of three paragraphs as a PDF with its manifest: enough to try everything on."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

from ingest.settings import Settings

OPERATIVE = (
    "Decides to establish an Orchard Fund, which shall plant an apple tree in every village by 2031;",
    "Requests the Secretary-General to report to the Council on the Orchard Fund every six months;",
    "Urges Member States to train all gardeners in the care of apple trees;",
)
QUESTION = "How often does the Secretary-General report on the Orchard Fund?"
DRAFT = (
    "The Council asks for reports “on the Orchard Fund every six months” (S/RES/9001, OP 2). "
    "The Fund is to plant an apple tree in every village."
)
_ENTRY = """
[[documents]]
id = "orchards"
title = "Resolution 9001 (2030) on orchards"
symbol = "S/RES/9001 (2030)"
adopted = 2030-01-01
issuer = "Nobody"
source_url = "http://127.0.0.1:9/orchards.pdf"
filename = "orchards.pdf"
grammar = "unsc"
terms = "invented"

[documents.structure]
operative = 3
"""
_LINE = 62  # characters that fit on a printed line
_OBJECTS = (  # of a PDF, but its text
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>",
    "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
)


def write_sample(folder: Path, threads: int) -> Settings:
    """Settings for the resolution, written into ``folder``, with an empty home beside it."""
    home = folder / "home"
    (home / "documents").mkdir(parents=True)
    (folder / "manifest.toml").write_text(_ENTRY, encoding="utf-8")
    (home / "documents" / "orchards.pdf").write_bytes(_pdf())
    return Settings(folder / "manifest.toml", home, (home / "documents",), "", "", threads)


def _pdf() -> bytes:
    texts = ["The Security Council,", *(f"{n}. {t}" for n, t in enumerate(OPERATIVE, start=1))]
    shown, y = "BT /F 10 Tf", 742
    for text in texts:
        for line in wrap(text, _LINE):
            shown += f" 1 0 0 1 144 {y} Tm ({line}) Tj"
            y -= 12
        y -= 12
    stream = f"<</Length {len(shown) + 3}>>stream\n{shown} ET\nendstream"
    file, starts = "%PDF-1.4\n", []
    for number, body in enumerate((*_OBJECTS, stream), start=1):
        starts.append(len(file))
        file += f"{number} 0 obj{body}endobj\n"
    size = len(starts) + 1
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    end = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(file)}\n%%EOF\n"
    return (file + f"xref\n0 {size}\n0000000000 65535 f \n" + table + end).encode()
