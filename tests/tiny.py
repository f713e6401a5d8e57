"""Two invented resolutions as PDFs, and a manifest that lists them."""

from __future__ import annotations

from pathlib import Path

from fpdf import FPDF

from ingest.settings import Settings, read_settings

ONE = (
    "Urges all Member States to plant an apple tree in every village;",
    "Requests the Secretary-General to count the pears once a year;",
)
TWO = ("Decides to lend every school a telescope;", "Invites observers to report comets;")
ROW = """
[[documents]]
id = "{id}"
title = "Resolution on {id}"
symbol = "S/RES/{number} (2030)"
adopted = 2030-01-01
issuer = "Nobody"
source_url = "http://127.0.0.1:9/{id}.pdf"
filename = "{id}.pdf"
grammar = "unsc"
terms = "invented"

[documents.structure]
operative = 2
"""


def tiny_settings(folder: Path, settings: Settings) -> Settings:
    """The corpus in a folder with its own home and manifest; the model's export, which takes ten seconds, is
    that of ``settings``.
    """
    write_corpus(folder)
    (folder / "home").mkdir()
    (folder / "home" / "models").symlink_to(settings.models)
    return read_settings(
        {
            "WPS_HOME": str(folder / "home"),
            "WPS_MANIFEST": str(folder / "manifest.toml"),
            "WPS_CORPUS": str(folder / "pdfs"),
        }
    )


def write_corpus(folder: Path) -> None:
    (folder / "pdfs").mkdir()
    write_resolution(folder / "pdfs" / "fruit.pdf", ONE)
    write_resolution(folder / "pdfs" / "stars.pdf", TWO)
    manifest = ROW.format(id="fruit", number=9001) + ROW.format(id="stars", number=9002)
    (folder / "manifest.toml").write_text(manifest, encoding="utf-8")


def write_resolution(path: Path, operative: tuple[str, ...]) -> None:
    pdf = FPDF(format="A4", unit="pt")
    pdf.add_page()
    pdf.set_font("Times", size=10)
    lines = ["The Security Council,", "Recalling its earlier words,"]
    lines += [f"{n}. {text}" for n, text in enumerate(operative, start=1)]
    for n, line in enumerate(lines):
        pdf.text(144, 100 + 20 * n, line)
    pdf.output(str(path))
