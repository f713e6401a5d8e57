"""Texts in which the words of a question are looked for, one for each paragraph of a library."""

from __future__ import annotations

from ingest.library import Library


def whole_texts(library: Library) -> list[str]:
    """Return of each paragraph its number, its words, its notes and the items of the list that it opens."""
    return [
        " ".join(
            (
                p.printed,
                p.text,
                *(note.text for note in library.notes(p.locator)),
                *(item.text for item in library.items(p.locator)),
            )
        )
        for p in library.paragraphs
    ]


def lexical_texts(library: Library) -> list[str]:
    """Return of each paragraph its headings, the opening of its list, and its own words."""
    parents = [library.parent(p.locator) for p in library.paragraphs]
    return [
        " ".join((*p.headings, parent.text if parent else "", p.text))
        for p, parent in zip(library.paragraphs, parents, strict=True)
    ]
