"""Provisions: who is to do what, with which force, until when, against a truth written by hand.

``provisions.jsonl`` has a paragraph a line: its locator with actors, force and time limits of each of its
provisions, in order; paragraphs of invented documents also have their text. Half of it, by the hash of the
locator, was kept apart while the grammar was written.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents.corpus import load_library
from ingest.documents.on_disk import documents_on_disk
from ingest.documents.vocabulary import EMPTY, Actor, CorpusVocabulary, read_vocabulary
from ingest.index.provisions.deadlines import end_of, read_deadlines
from ingest.index.provisions.english import MODALS, VERBS, kind_of, strength
from ingest.json_values import from_json
from ingest.library import Library
from ingest.provision import Provision
from ingest.settings import Settings
from ingest.types import UNKNOWN_DAY, Document, Locator, Paragraph

ADOPTED = dt.date(2030, 1, 1)
ISSUERS = {"lamp-resolution": "Assembly of Ports"}


@dataclass(frozen=True, slots=True)
class Found:
    """A provision as the truth has it."""

    actors: tuple[str, ...]
    force: str
    deadlines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph and its provisions; ``text`` only where the document is invented."""

    paragraph: Locator
    provisions: tuple[Found, ...]
    text: str = ""

    @property
    def half(self) -> Literal["dev", "kept"]:
        odd = int(hashlib.sha256(str(self.paragraph).encode()).hexdigest(), 16) % 2
        return "dev" if odd else "kept"


TRUTH = tuple(
    from_json(Row, line)
    for line in Path(__file__).with_name("provisions.jsonl").read_text(encoding="utf-8").splitlines()
)


def library(texts: dict[Locator, str], vocabulary: CorpusVocabulary = EMPTY) -> Library:
    """Return the library of invented paragraphs."""
    ids = dict.fromkeys(locator.document for locator in texts)
    return Library(
        tuple(Document(d, d, ISSUERS.get(d, "Port Office"), d, ADOPTED, "", "", "") for d in ids),
        tuple(Paragraph(locator, "", (), text, (), 1, 1) for locator, text in texts.items()),
        vocabulary=vocabulary,
    )


def read(text: str, anchor: str = "op-1", vocabulary: CorpusVocabulary = EMPTY) -> tuple[Provision, ...]:
    """Return the provisions of one invented paragraph."""
    locator = Locator("port", anchor)
    return library({locator: text}, vocabulary).provisions(locator)


@cache
def corpus(settings: Settings) -> Library:
    found, missing = documents_on_disk(settings)
    return load_library(found, missing, settings.headnotes, read_vocabulary(settings.vocabulary))


def same(actors: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Tell whether the same are named; how much of a long name's complement is given does not count."""
    one, other = ({name.lower() for name in some} for some in (actors, names))

    def among(name: str, some: set[str]) -> bool:
        return any(name == o or name.startswith(f"{o} ") or o.startswith(f"{name} ") for o in some)

    return len(one) == len(other) and all(among(n, other) for n in one) and all(among(n, one) for n in other)


def in_order(truth: tuple[Found, ...], found: tuple[Provision, ...]) -> list[tuple[Found, Provision]]:
    """Return the longest row of pairs of one force that keeps the order of both."""
    best: list[list[list[tuple[Found, Provision]]]] = [[[] for _ in range(len(found) + 1)]]
    for row in truth:
        best.append([[]])
        for number, provision in enumerate(found):
            if row.force == provision.force:
                best[-1].append([*best[-2][number], (row, provision)])
            else:
                best[-1].append(max(best[-2][number + 1], best[-1][number], key=len))
    return best[-1][-1]


@pytest.mark.parametrize("half", ["dev", "kept"])
def test_provisions_agree_with_the_truth(settings: Settings, half: str, resolutions: tuple[str, ...]) -> None:
    invented = library({row.paragraph: row.text for row in TRUTH if row.text})
    count: Counter[str] = Counter()
    for row in (r for r in TRUTH if r.half == half):
        found = (invented if row.text else corpus(settings)).provisions(row.paragraph)
        pairs = in_order(row.provisions, found)
        count["provisions"] += max(len(row.provisions), len(found))
        count["forces"] += len(pairs)
        count["actors"] += sum(same(truth.actors, provision.names) for truth, provision in pairs)
        for truth, provision in pairs:
            values = sorted(limit.value for limit in provision.deadlines)
            count["with limits"] += bool(truth.deadlines or values)
            count["limits"] += bool(values) and sorted(truth.deadlines) == values
    assert count["provisions"] > 80, count
    assert count["with limits"] >= 14, count
    assert count["forces"] / count["provisions"] >= (1.0 if half == "dev" else 0.97), count
    assert count["actors"] / count["forces"] >= (1.0 if half == "dev" else 0.95), count
    assert count["limits"] == count["with limits"], count


@pytest.mark.parametrize("entry", [*VERBS, *MODALS], ids=lambda entry: str(entry.name))
def test_every_verb_and_modal_is_read_in_its_example(entry: object) -> None:
    forces = {found.force for found in read(entry.example, "para-1")}  # type: ignore[attr-defined]
    same_example = {e.name for e in (*VERBS, *MODALS) if e.example == entry.example}  # type: ignore[attr-defined]
    assert forces & same_example


def test_a_provision_says_who_is_to_do_what_until_when() -> None:
    text = "Recalls the storm, and further urges the keepers to mend their lamps by 31 March 2032;"
    found = read(text)
    assert [p.force for p in found] == ["recalls", "urges"]
    urged = found[1]
    assert (urged.actor, urged.names, urged.verb) == ("the keepers", ("keepers",), "further urges")
    assert urged.action == "mend their lamps by 31 March 2032"
    assert urged.span.of(text) == "further urges the keepers to mend their lamps by 31 March 2032"
    assert urged.operative
    (limit,) = urged.deadlines
    assert (limit.span.of(text), limit.value, limit.due) == (
        "by 31 March 2032",
        "2032-03-31",
        dt.date(2032, 3, 31),
    )
    assert not read("Urging the keepers to mend their lamps,", "pp-1")[0].operative


def test_names_of_the_vocabulary_are_those_of_heads() -> None:
    words = CorpusVocabulary(
        actors=(Actor("Keeper General"),), addressees=(Actor("towns", "towns?|municipalities"),)
    )
    text = "Requests the Keeper General’s deputies and all coastal municipalities to act;"
    assert read(text, vocabulary=words)[0].names == ("Keeper General’s deputies", "towns")
    assert read("Requests the town clerks to act;", vocabulary=words)[0].names == ("town clerks",)


def test_items_go_on_from_their_opening() -> None:
    op = [Locator("port", f"op-1{tail}") for tail in ("", "-a", "-b", "-b-i")]
    found = library(
        dict(
            zip(
                op,
                (
                    "Calls upon the keepers to:",
                    "keep a log; and",
                    "share it with:",
                    "the harbour office within two days.",
                ),
                strict=True,
            )
        )
    )
    assert [found.provisions(x)[0].names for x in op] == [("keepers",)] * 4
    assert [found.provisions(x)[0].action for x in op[1:3]] == ["keep a log", "share it with"]
    assert found.provisions(op[3])[0].deadlines[0].value == "P2D"


def test_footnotes_and_acronyms_hold_no_provisions() -> None:
    assert not read("Keepers must sleep.", "fn-1")
    assert not read("Keepers must sleep.", "acronym-km")
    assert read("Keepers must sleep.", "para-1")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("by the end of 2034", ["2034"]),
        ("by September of 2031 and every six months thereafter", ["2031-09", "R/P6M"]),
        ("no later than July 15, 2031", ["2031-07-15"]),
        ("by 4 July 2031 and 5 January 2032 respectively", ["2031-07-04", "2032-01-05"]),
        ("within 48 hours, over the next five years", ["PT48H", "P5Y"]),
        ("submit annual reports", ["R/P1Y"]),
        ("in his next annual report", []),
        ("twice a year, on a monthly basis", ["R/P6M", "R/P1M"]),
        ("adopted in 2019 and by 30 February 2031", []),
        ("improve their daily lives in 2031 and beyond", []),
    ],
)
def test_time_limits_are_read(text: str, values: list[str]) -> None:
    assert [limit.value for limit in read_deadlines(text, 0, ADOPTED)] == values


def test_periods_begin_with_the_adoption() -> None:
    assert end_of("P6M", dt.date(2030, 8, 31)) == dt.date(2031, 2, 28)
    assert end_of("P2W", ADOPTED) == dt.date(2030, 1, 15)


def test_a_document_of_an_unknown_day_has_time_limits_too() -> None:
    found = read_deadlines("by 1 May 2031 and within two months", 0, UNKNOWN_DAY)
    assert [(limit.value, limit.due) for limit in found] == [
        ("2031-05-01", dt.date(2031, 5, 1)),
        ("P2M", None),
    ]


def test_forces_have_an_order() -> None:
    order = ["demands", "requests", "encourages", "will", "may", "notes"]
    assert sorted(order, key=strength) == order
    assert kind_of("salutes") == "stating"  # a verb that the list does not know


@given(st.lists(st.sampled_from([*"aA ,.;:()\n", "to ", "the ", "urges ", "that ", "shall ", "by ", "and "])))
def test_any_text_can_be_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    for anchor in ("op-1", "para-1"):
        for provision in read(f"Urges {text}", anchor):
            assert 0 <= provision.span.start <= provision.span.end <= len(text) + 6
            assert all(provision.span.start <= limit.span.start for limit in provision.deadlines)


def test_the_truth_has_both_halves() -> None:
    assert Counter(row.half for row in TRUTH)["kept"] >= 40
    assert len({row.paragraph for row in TRUTH}) == len(TRUTH) >= 80
