"""A printed sheet that is written from top to bottom, and what a reader should find on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from fpdf import FPDF

Row = tuple[str, str]  # number as printed and complete, text


class Pdf(FPDF):
    """Standard fonts with the letters of Western Windows: “, •, –."""

    def __init__(self, orientation: Literal["P", "L"] = "P") -> None:
        super().__init__(orientation=orientation, format="A4", unit="pt")
        self.core_fonts_encoding = "windows-1252"


@dataclass(slots=True)
class Sheet:
    """A PDF that is written from top to bottom, and what a reader should find in it."""

    pdf: Pdf = field(default_factory=lambda: Pdf())
    truth: list[Row] = field(default_factory=list)

    def start(self, margin: float = 70, font: str = "Helvetica") -> None:
        self.pdf.set_margins(margin, 70)
        self.pdf.set_auto_page_break(True, 80)
        self.pdf.add_page()
        self.pdf.set_font(font, size=10)

    def heading(self, text: str, size: float = 13, align: str = "L", style: str = "B") -> None:
        self.pdf.ln(8)
        self.pdf.set_font(style=style, size=size)
        self.pdf.multi_cell(0, size * 1.3, text, align=align, new_x="LMARGIN", new_y="NEXT")
        self.pdf.set_font(style="", size=10)
        self.pdf.ln(4)

    def text(
        self, printed: str, words: str, number: str | None = None, indent: float = 0, style: str = ""
    ) -> None:
        """A paragraph whose lines are all set in; ``number``: of the truth, if not the one printed."""
        self.pdf.set_font(style=style, size=10)
        self.pdf.set_x(self.pdf.l_margin + indent)
        self.pdf.multi_cell(0, 12.5, f"{printed} {words}".strip(), align="L", new_x="LMARGIN", new_y="NEXT")
        self.pdf.ln(6)
        self.truth.append((printed if number is None else number, words))

    def save(self, path: Path) -> list[Row]:
        self.pdf.output(str(path))
        return self.truth
