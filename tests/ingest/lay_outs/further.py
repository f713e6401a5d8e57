"""Further invented documents: French, headings by letters, articles on one line, text without any numbers."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.lay_outs.sheet import Row, Sheet


def french_resolution(folder: Path) -> tuple[Path, list[Row]]:
    """A resolution in French, items "a)"."""
    s = Sheet()
    s.start(font="Times")
    s.heading("Résolution 2999 (2031)", size=13)
    s.text("", "Le Conseil de sécurité,", style="I")
    s.truth.pop()
    s.text("", "Rappelant sa résolution 1325 (2000),", indent=20)
    s.text("", "Considérant que les femmes participent trop peu aux pourparlers,", indent=20)
    s.text("1.", "Demande aux États Membres de nommer davantage de médiatrices ;", "1", 20)
    s.text("2.", "Prie le Secrétaire général :", "2", 20)
    s.text("a)", "De dresser une liste de médiatrices ;", "2(a)", 40)
    s.text("b)", "De lui faire rapport dans un délai de six mois ;", "2(b)", 40)
    s.text("3.", "Décide de rester activement saisi de la question.", "3", 20)
    path = folder / "resolution.pdf"
    return path, s.save(path)


def lettered(folder: Path) -> tuple[Path, list[Row]]:
    """Headings that only a letter shows; numbers and Roman items with one bracket."""
    s = Sheet()
    s.start()
    s.heading("Standing orders of the choir", size=15)
    s.text("A.", "General rules")
    s.truth.pop()
    s.text("1)", "Singers come on time.", "1")
    s.text("2)", "Singers bring their books.", "2")
    s.text("B.", "Concerts")
    s.truth.pop()
    s.text("3)", "Concerts begin at eight.", "3")
    s.text("4)", "Nobody leaves before the end, except:", "4")
    s.text("i)", "the sick;", "4(i)", 20)
    s.text("ii)", "parents of small children.", "4(ii)", 20)
    path = folder / "choir.pdf"
    return path, s.save(path)


def inline_articles(folder: Path) -> tuple[Path, list[Row]]:
    """Articles with their text on the same line, and paragraphs that name their article."""
    s = Sheet()
    s.start(font="Times")
    s.heading("LAW ON ROADS", size=14, align="C")
    s.heading("CHAPTER I GENERAL", size=11, align="C")
    s.text("Article 1.", "Roads are public. Everybody may use them on foot.", "Article 1")
    s.text("Article 2.", "The towns keep the roads, as Article 9 of the Tax Law says.", "Article 2")
    s.text("2.1", "They receive one tenth of the road tax.")
    s.text("2.2", "They report on it.")
    s.heading("CHAPTER II DUTIES", size=11, align="C")
    s.text("Article 3.", "Drivers:", "Article 3")
    s.text("1)", "drive on the right;", "Article 3(1)", 20)
    s.text("2)", "stop for children.", "Article 3(2)", 20)
    path = folder / "roads.pdf"
    return path, s.save(path)


def minutes(folder: Path) -> tuple[Path, list[Row]]:
    """Plain text whose headings are short lines that stand alone."""
    path = folder / "minutes.txt"
    path.write_text(
        "Minutes of the board\n\nPresent\n\nSix members were present. Two had sent\ntheir excuses.\n\n"
        "Decisions\n\nThe board decided to buy a boat.\n\nThe boat will be painted green, since\n"
        "green paint is left from last year.\n",
        encoding="utf-8",
    )
    return path, [
        ("", "Six members were present. Two had sent their excuses."),
        ("", "The board decided to buy a boat."),
        ("", "The boat will be painted green, since green paint is left from last year."),
    ]


def law_page(folder: Path) -> tuple[Path, list[Row]]:
    """A web page whose articles and annex are plain paragraphs."""
    path = folder / "law.html"
    path.write_text(
        '<html><head><meta charset="utf-8"><title>Law</title></head><body><div class="navbar">Home</div>'
        "<h1>Law on bees</h1><p>Article 1</p><p>Bees are protected.</p><p>Article 2</p>"
        "<p>(1) Hives are listed.</p><p>(2) The list is public.</p><h2>Annex</h2>"
        "<p>1. Form of the list.</p><p>2. Fees.</p></body></html>",
        encoding="utf-8",
    )
    return path, [
        ("Article 1", "Bees are protected."),
        ("Article 2(1)", "Hives are listed."),
        ("Article 2(2)", "The list is public."),
        ("1", "Form of the list."),
        ("2", "Fees."),
    ]
