"""Revised versions of a document, made by program from a seed, with what truly became of every paragraph."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.documents.sentences import sentence_spans
from ingest.documents.versions.changes import Change, ChangeKind
from ingest.types import Locator, Paragraph

FRESH = (
    "Each command appoints a librarian who lends maps to visiting crews without charge.",
    "The allotment of meadows follows a list that the bailiff reads out at Easter.",
    "Bridges are closed to carts while the river stands above the second mark.",
    "Bakers display their weights, and anyone may have a loaf weighed again.",
    "A bell is rung twice when fog hides the far bank, and once when it lifts. Nobody leaves before.",
    "The archive keeps every letter for ninety years and then asks the writer's family.",
)
WORDS = (
    "promptly",
    "regional",
    "shared",
    "lasting",
    "with partners",
    "in writing",
    "every quarter",
    "jointly",
)


@dataclass(slots=True)
class _Unit:
    """A paragraph of the new version: where it comes from, and how it was treated."""

    sources: list[Locator]
    paragraph: Paragraph
    kind: ChangeKind


def revised(
    paragraphs: Sequence[Paragraph], seed: int, count: int = 12
) -> tuple[tuple[Paragraph, ...], tuple[Change, ...]]:
    """Return a new version with ``count`` changes drawn by ``seed``, and the true changes of all
    paragraphs.
    """
    rng = random.Random(seed)
    units = [_Unit([p.locator], p, "unchanged") for p in paragraphs]
    gone: list[Locator] = []
    steps: tuple[Callable[[list[_Unit], list[Locator], random.Random], None], ...] = (
        _insert,
        _delete,
        _split,
        _merge,
        _move,
        _edit,
        _edit,
        _note,
    )
    for n in range(count):
        steps[n % len(steps)](units, gone, rng)
    new = _numbered([u.paragraph for u in units])
    truth: list[Change] = []
    for unit, paragraph in zip(units, new, strict=True):
        truth.append(Change(tuple(unit.sources), (paragraph.locator,), _kind(unit, paragraph)))
    return new, (*_joined(truth), *(Change((x,), (), "deleted") for x in gone))


def right(found: Sequence[Change], truth: Sequence[Change]) -> float:
    """Return the share of paragraphs, old and new ones, of which kind and partners are the true ones."""

    def by_paragraph(some: Sequence[Change]) -> dict[Locator, tuple[object, ...]]:
        return {x: (set(c.old), set(c.new), c.kind) for c in some for x in (*c.old, *c.new)}

    told, true = by_paragraph(found), by_paragraph(truth)
    assert told.keys() == true.keys()
    return sum(told[x] == true[x] for x in true) / len(true)


def _kind(unit: _Unit, paragraph: Paragraph) -> ChangeKind:
    if unit.kind == "moved":
        return "moved" if unit.sources[0].anchor != paragraph.locator.anchor else "unchanged"
    if unit.kind == "unchanged":
        return "unchanged" if unit.sources[0].anchor == paragraph.locator.anchor else "renumbered"
    return unit.kind


def _joined(truth: Sequence[Change]) -> list[Change]:
    """Put the parts of a split paragraph together."""
    found: dict[tuple[Locator, ...], Change] = {}
    for n, change in enumerate(truth):
        key = change.old if change.kind == "split" else (Locator("row", f"pp-{n}"),)
        before = found.get(key)
        found[key] = replace(before, new=(*before.new, *change.new)) if before else change
    return list(found.values())


def _numbered(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Number top paragraphs and notes from 1 on; items go with the paragraph before them."""
    counts: Counter[str] = Counter()
    made: list[Paragraph] = []
    for p in paragraphs:
        kind, tail = p.locator.kind, p.locator.tail
        if kind in ("para", "op", "pp", "fn"):
            if p.locator.parent is None:
                counts[kind] += 1
                tail = str(counts[kind])
            else:
                joint = "." if kind == "para" else "-"
                tail = f"{counts[kind]}{joint}{tail.partition(joint)[2]}"
        made.append(replace(p, locator=Locator("new", f"{kind}-{tail}")))
    return tuple(made)


def _plain(units: list[_Unit], rng: random.Random, sentences: int = 1) -> int:
    """Return the place of a paragraph that nothing was done to, without items and none itself."""
    parents = {u.paragraph.locator.parent for u in units}
    places = [
        n
        for n, u in enumerate(units)
        if u.kind == "unchanged"
        and u.paragraph.locator.kind in ("para", "op", "pp")
        and u.paragraph.locator.parent is None
        and u.paragraph.locator not in parents
        and len(sentence_spans(u.paragraph.text)) >= sentences
    ]
    return rng.choice(places) if places else -1


def _insert(units: list[_Unit], gone: list[Locator], rng: random.Random) -> None:
    at = _plain(units, rng)
    if at >= 0:
        text = rng.choice([f for f in FRESH if f not in {u.paragraph.text for u in units}] or FRESH[:1])
        units.insert(at, _Unit([], replace(units[at].paragraph, text=text, notes=()), "added"))


def _delete(units: list[_Unit], gone: list[Locator], rng: random.Random) -> None:
    at = _plain(units, rng)
    if at >= 0:
        gone += units.pop(at).sources


def _split(units: list[_Unit], gone: list[Locator], rng: random.Random) -> None:
    at = _plain(units, rng, sentences=2)
    if at >= 0:
        unit = units[at]
        text = unit.paragraph.text
        cut = rng.choice(sentence_spans(text)[1:]).start
        units[at : at + 1] = [
            _Unit(unit.sources, replace(unit.paragraph, text=part.strip()), "split")
            for part in (text[:cut], text[cut:])
        ]


def _merge(units: list[_Unit], gone: list[Locator], rng: random.Random) -> None:
    at = _plain(units, rng)
    after = at + 1
    while 0 < after < len(units) and units[after].paragraph.locator.kind == "fn":
        after += 1
    parents = {u.paragraph.locator.parent for u in units}
    if at < 0 or after >= len(units):
        return
    one, two = units[at], units[after]
    kind, own = one.paragraph.locator.kind, two.paragraph.locator
    if two.kind == "unchanged" and own.kind == kind and own.parent is None and own not in parents:
        text = f"{one.paragraph.text} {two.paragraph.text}"
        units[at] = _Unit([*one.sources, *two.sources], replace(one.paragraph, text=text), "merged")
        del units[after]


def _move(units: list[_Unit], gone: list[Locator], rng: random.Random) -> None:
    at = _plain(units, rng)
    if at < 0:
        return
    unit = units.pop(at)
    kind = unit.paragraph.locator.kind
    far = [
        n
        for n, u in enumerate(units)
        if abs(n - at) > 6 and u.paragraph.locator.kind == kind and u.paragraph.locator.parent is None
    ]
    if far:
        unit.kind = "moved"
    units.insert(rng.choice(far) if far else at, unit)


def _edit(units: list[_Unit], gone: list[Locator], rng: random.Random) -> None:
    at = _plain(units, rng)
    if at >= 0:
        words = units[at].paragraph.text.split()
        for _ in range(rng.randint(1, max(1, len(words) // 8))):
            place = rng.randrange(len(words))
            how = rng.choice(("in", "out", "other"))
            if how == "in":
                words.insert(place, rng.choice(WORDS))
            elif how == "other" or len(words) < 5:
                words[place] = rng.choice(WORDS)
            else:
                del words[place]
        text = " ".join(words)
        if text != units[at].paragraph.text:
            units[at] = _Unit(units[at].sources, replace(units[at].paragraph, text=text), "edited")


def _note(units: list[_Unit], gone: list[Locator], rng: random.Random) -> None:
    places = [n for n, u in enumerate(units) if u.paragraph.locator.kind == "fn"]
    if places:
        at = rng.choice(places)
        text = rng.choice(FRESH)
        if text not in {u.paragraph.text for u in units}:
            units.insert(at, _Unit([], replace(units[at].paragraph, text=text), "added"))
