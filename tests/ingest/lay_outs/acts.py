"""Invented documents as they are printed: acts, resolutions, handbooks, reports."""

# ruff: noqa: E501 (texts stand on one line)
from __future__ import annotations

from pathlib import Path

from tests.ingest.lay_outs.sheet import Pdf, Row, Sheet


def regulation(folder: Path) -> tuple[Path, list[Row]]:
    """An act with citations, recitals, titled articles, paragraphs, points and a second subparagraph."""
    s = Sheet()
    s.start(font="Times")
    s.heading("REGULATION (EU) 2031/17 OF THE COUNCIL OF ISLANDS", align="C")
    s.heading("of 3 March 2031 on the lending of boats", size=11, align="C")
    s.text("", "THE COUNCIL OF ISLANDS,", style="B")
    s.truth.pop()
    s.text("", "Having regard to the Treaty on the Sea, and in particular Article 12 thereof,")
    s.text("", "Whereas:")
    s.truth.pop()
    s.text(
        "(1)",
        "Boats are lent between islands more often than they were in 2020, and the rules of that year no longer suffice.",
        "1",
    )
    s.text(
        "(2)",
        "A boat that is lent without papers cannot be insured. The Council asked for papers in its Decision 5/2029.",
        "2",
    )
    s.text("(3)", "The measures provided for in this Regulation do not go beyond what is necessary.", "3")
    s.text("", "HAS ADOPTED THIS REGULATION:", style="B")
    s.truth.pop()
    s.heading("CHAPTER I", size=10, align="C", style="")
    s.heading("General provisions", size=10, align="C", style="B")
    s.heading("Article 1", size=10, align="C", style="I")
    s.heading("Subject matter", size=10, align="C", style="B")
    s.text("", "This Regulation lays down rules on the lending of boats between islands.", "Article 1")
    s.heading("Article 2", size=10, align="C", style="I")
    s.heading("Definitions", size=10, align="C", style="B")
    s.text("", "For the purposes of this Regulation, the following definitions apply:", "Article 2")
    s.text("(1)", "‘boat’ means a vessel of less than 12 metres;", "Article 2(1)", 20)
    s.text(
        "(2)",
        "‘lender’ means a person who gives a boat to another for no more than 30 days;",
        "Article 2(2)",
        20,
    )
    s.heading("Article 3", size=10, align="C", style="I")
    s.heading("Duties of lenders", size=10, align="C", style="B")
    s.text("1.", "A lender shall hand over the papers of the boat together with the boat.", "Article 3(1)")
    s.text("2.", "The papers shall contain:", "Article 3(2)")
    s.text("(a)", "the name of the owner;", "Article 3(2)(a)", 20)
    s.text("(b)", "the state of the boat, and in particular:", "Article 3(2)(b)", 20)
    s.text("(i)", "the age of its sails;", "Article 3(2)(b)(i)", 40)
    s.text("(ii)", "the number of its oars.", "Article 3(2)(b)(ii)", 40)
    s.text("3.", "Paragraph 2 does not apply to boats that are lent for less than a day.", "Article 3(3)")
    s.heading("Article 4", size=10, align="C", style="I")
    s.heading("Entry into force", size=10, align="C", style="B")
    s.text(
        "",
        "This Regulation shall enter into force on the twentieth day following that of its publication.",
        "Article 4",
    )
    path = folder / "regulation.pdf"
    return path, s.save(path)


def assembly(folder: Path) -> tuple[Path, list[Row]]:
    """A resolution of an assembly: running heads, a paragraph over two pages, "1 bis.", "3)", "4.Urges"."""
    s = Sheet()

    class Headed(Pdf):
        def header(self) -> None:
            self.set_font("Times", size=9)
            self.text(70, 40, "A/RES/85/12")
            self.text(380, 40, "Lending of books between schools")

        def footer(self) -> None:
            self.set_font("Times", size=9)
            self.text(290, 810, f"{self.page_no()}/2")

    s.pdf = Headed()
    s.start(font="Times")
    s.heading("Resolution adopted by the General Assembly on 4 December 2030", size=11)
    s.heading("85/12. Lending of books between schools", size=12)
    s.text("", "The General Assembly,", style="I")
    s.truth.pop()
    s.text("", "Recalling its resolution 80/3 of 1 December 2025 on libraries in small towns,", indent=20)
    s.text(
        "",
        "Noting with concern that two schools in three lend no books at all, and that the third lends them for one week only,",
        indent=20,
    )
    s.text("1.", "Calls upon all Member States to let schools lend books for four weeks;", "1", 20)
    s.text("1 bis.", "Invites States to report on lost books by 1 June 2031;", "1 bis", 20)
    s.text("2.", "Requests the Secretary-General:", "2", 20)
    s.text("(a)", "To draw up a list of schools that lend books;", "2(a)", 40)
    s.text("(b)", "To publish the list;", "2(b)", 40)
    s.text("3)", "Decides that a fund is set up for the schools that have no library;", "3", 20)
    for n in range(14):
        s.text(
            f"{n + 4}.",
            f"Encourages region {n} to open its libraries on {n + 2} further days of the month, so that pupils who work can come as well, and to say so on the door of each library in plain words that everybody reads;",
            f"{n + 4}",
            20,
        )
    s.text("18.Urges", "donors to give to the fund; ", "18", 20)
    s.truth[-1] = ("18", "Urges donors to give to the fund;")
    s.text("19.", "Decides to consider the matter again at its ninetieth session.", "19", 20)
    path = folder / "assembly.pdf"
    return path, s.save(path)


def handbook(folder: Path) -> tuple[Path, list[Row]]:
    """Decimal sections with text below, a box between two paragraphs, steps, and hyphens at line ends."""
    s = Sheet()
    s.start()
    s.heading("Handbook of the lending office", size=18)
    s.heading("1. Aim", size=14)
    s.text("1.1", "This handbook is for staff who lend boats.")
    s.text("1.2", "It replaces the handbook of 2019.")
    s.heading("2. Lending", size=14)
    s.heading("2.1 Before a boat is lent", size=12)
    s.text("2.1.1", "Staff look at the boat from all sides and write down what they see.")
    y = s.pdf.get_y()
    s.pdf.set_fill_color(230, 230, 230)
    s.pdf.rect(80, y, 430, 62, style="FD")
    s.pdf.set_xy(90, y + 6)
    s.pdf.set_font(style="B", size=10)
    s.pdf.cell(0, 12, "Box 1: A boat without a name", new_x="LMARGIN", new_y="NEXT")
    s.pdf.set_xy(90, y + 24)
    s.pdf.set_font(style="", size=10)
    s.pdf.multi_cell(
        400,
        12.5,
        "In 2022 a boat without a name was lent and did not come back. Since then every boat has a name on both sides.",
        align="L",
        new_x="LMARGIN",
        new_y="NEXT",
    )
    s.truth.append(
        (
            "",
            "In 2022 a boat without a name was lent and did not come back. Since then every boat has a name on both sides.",
        )
    )
    s.pdf.set_y(y + 75)
    s.text("2.1.2", "The name of the boat is compared with the list.")
    s.heading("2.2 When it comes back", size=12)
    s.text(
        "2.2.1",
        "The lender signs. The signature of\n1. January 2030 is kept for ten years, as are those before it.",
    )
    s.truth[-1] = (
        "2.2.1",
        "The lender signs. The signature of 1. January 2030 is kept for ten years, as are those before it.",
    )
    s.text("2.2.2", "Damage is reported on the same day.")
    s.text("2.2.3", "The boat is washed.")
    path = folder / "handbook.pdf"
    return path, s.save(path)


def french_treaty(folder: Path) -> tuple[Path, list[Row]]:
    """A treaty in French: "Article premier", unnumbered second paragraphs, quotation marks, accents."""
    s = Sheet()
    s.start(font="Times")
    s.heading("Convention sur le prêt de bateaux entre îles", size=15, align="C")
    s.text("", "Les États parties à la présente Convention,")
    s.text("", "Considérant que le prêt de bateaux rapproche les peuples,")
    s.text("", "Sont convenus de ce qui suit :")
    s.heading("PREMIÈRE PARTIE", size=10, align="C")
    s.heading("Article premier", size=10, align="C", style="")
    s.text(
        "",
        "Aux fins de la présente Convention, l’expression « bateau prêté » vise tout bateau confié à autrui pour trente jours au plus.",
        "Article premier",
    )
    s.heading("Article 2", size=10, align="C", style="")
    s.text("1.", "Les États parties s’engagent à :", "Article 2(1)", 20)
    s.text("a)", "Tenir une liste des bateaux ;", "Article 2(1)(a)", 40)
    s.text("b)", "Publier cette liste chaque année.", "Article 2(1)(b)", 40)
    s.text(
        "2.", "La liste mentionne l’âge du bateau, son nom et celui de sa propriétaire.", "Article 2(2)", 20
    )
    s.heading("Article 3", size=10, align="C", style="")
    s.text("", "Nul ne peut être contraint de prêter son bateau.", "Article 3")
    s.text("", "Toutefois, en cas de danger, le capitaine du port peut en décider autrement.", "Article 3")
    path = folder / "traite.pdf"
    return path, s.save(path)


def two_pages(folder: Path) -> tuple[Path, list[Row]]:
    """A report whose paragraphs, tight and without space between, go over pages with heads and feet."""

    class Headed(Pdf):
        def header(self) -> None:
            self.set_font("Helvetica", size=8)
            self.text(
                70, 45, f"Report of the committee {'on lending' if self.page_no() % 2 else 'of the islands'}"
            )

        def footer(self) -> None:
            self.set_font("Helvetica", size=8)
            self.text(280, 815, f"Page {self.page_no()} of 3")

    s = Sheet()
    s.pdf = Headed()
    s.start(margin=90)
    s.heading("Report on lending in 2030", size=16)
    s.heading("A. Findings")
    for n in range(1, 26):
        if n == 13:
            s.heading("B. Proposals")
        words = f"The committee looked at island number {n} and spoke with {n + 3} people there. They told it that boats are lent in summer only, and that nobody keeps a list of the boats or of the people to whom they are lent in the course of a year. This is the case since {2000 + n}."
        s.text(f"{n}.", words, str(n))
        s.pdf.set_y(s.pdf.get_y() - 6)
    path = folder / "report.pdf"
    return path, s.save(path)


def headings_only(folder: Path) -> tuple[Path, list[Row]]:
    """Statements under headings without any number, two paragraphs under one, bullets."""
    s = Sheet()
    s.start()
    s.heading("What we believe", size=18)
    s.heading("Openness")
    s.text("", "We publish what we decide, and we publish it on the day on which it was decided.")
    s.text("", "What cannot be published is listed, with the reason and the day from which it can be.")
    s.heading("Fairness")
    s.text("", "Nobody is judged by a person with whom he or she shares a house or a purse.")
    s.heading("Short ways")
    s.text("•", "Letters are answered within a week;", "")
    s.text("•", "calls are answered on the same day.", "")
    path = folder / "beliefs.pdf"
    return path, s.save(path)
