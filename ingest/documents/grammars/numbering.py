"""Count the printed items of a list, (a) with (i) below it, and say where each of them stands."""

from __future__ import annotations

import string
from dataclasses import dataclass

LETTERS = (*string.ascii_lowercase, *(2 * letter for letter in string.ascii_lowercase))
ROMAN = tuple(
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv xxv".split()
)
INDENT = 6.0  # points; an item set in further than this stands below the one before


@dataclass(frozen=True, slots=True)
class OpenLevel:
    """The open item of one depth of a list; ``x``: left edge of its marker, points."""

    style: tuple[str, ...]
    name: str
    x: float

    @property
    def next(self) -> str:
        """The marker that follows; empty behind the last."""
        place = self.style.index(self.name) + 1
        return self.style[place] if place < len(self.style) else ""


Path = tuple[OpenLevel, ...]


def is_item(name: str) -> bool:
    return name in LETTERS or name in ROMAN


def due(path: Path) -> str:
    """The marker that the list goes on with, at its deepest lettered level."""
    lettered = [level.next for level in path if level.style is LETTERS]
    return lettered[-1] if lettered else "a"


def placed(path: Path, name: str, x: float, following: str) -> Path | None:
    """The path to the item ``name`` behind the item at ``path``; None if markers are missing between.

    ``following``: the marker printed next, which tells the (i) behind (h) from the first (i) of a list
    below it; empty if none is.

    >>> [level.name for level in placed(placed((), "a", 0, "i") or (), "i", 0, "ii") or ()]
    ['a', 'i']
    """
    opens = name == "i" and not any(level.style is ROMAN for level in path)
    for depth in range(len(path) - 1, -1, -1):
        level = path[depth]
        if level.next != name:
            continue
        below = following == "ii" or (following != "j" and x - level.x > INDENT)
        if opens and level.style is LETTERS and below:
            break
        return (*path[:depth], OpenLevel(level.style, name, x))
    if name == "i":
        return (*path, OpenLevel(ROMAN, name, x))
    if name == "a" and not any(level.style is LETTERS for level in path):
        return (*path, OpenLevel(LETTERS, name, x))
    return None


def begun(name: str, x: float) -> Path:
    """The path to an item whose neighbours before it are not known."""
    return (OpenLevel(LETTERS if name in LETTERS else ROMAN, name, x),)
