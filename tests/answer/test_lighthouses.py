"""Another corpus than the project's, of both grammars, from its PDFs to cited answers."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.types import Answer, Refusal
from ingest.types import Locator
from tests.lighthouses import AIMS, FIRST, NOTES, PARAGRAPHS, POLICY, RESOLUTIONS, SECOND


def test_what_was_set_is_what_was_read(lighthouses: Assistant) -> None:
    texts = {str(p.locator): p.text for p in lighthouses.index.paragraphs}
    policy = {f"{POLICY}#para-{n}": text for n, text in enumerate(PARAGRAPHS, start=1)}
    policy |= {f"{POLICY}#para-8.{n}": text for n, text in enumerate(AIMS, start=1)}
    policy |= {f"{POLICY}#fn-{n}": text for n, text in enumerate(NOTES, start=1)}
    assert policy.items() <= texts.items()
    assert {a for a in texts if "timeline" in a or "acronym-" in a} == {
        *(f"{POLICY}#timeline-{year}" for year in ("1902", "1955", "2031")),
        *(f"{POLICY}#acronym-{short}" for short in ("lc", "hm", "ks")),
    }
    for name, (preamble, operative) in RESOLUTIONS.items():
        own = {a.partition("#")[2] for a in texts if a.startswith(f"{name}#")}
        lists = {n: part for n, part in enumerate(operative, start=1) if not isinstance(part, str)}
        assert {a for a in own if a[:2] == "pp"} == {f"pp-{n}" for n, _ in enumerate(preamble, start=1)}
        assert {a for a in own if a[:2] == "op"} == {
            *(f"op-{n}" for n, _ in enumerate(operative, start=1)),
            *(f"op-{n}-{letter}" for n, part in lists.items() for letter in "abc"[: len(part) - 1]),
        }
    noted = [lighthouses.library.paragraph(Locator.parse(f"{FIRST}#pp-2"))]
    assert [str(n) for p in noted for n in p.notes] == [f"{FIRST}#fn-1"]


@pytest.mark.parametrize(
    ("question", "locator"),
    [
        ("How often is the policy reviewed?", f"{POLICY}#para-20"),
        ("What does resolution 9101 say about wrecks?", f"{FIRST}#op-2-a"),
        (f"{SECOND}#op-3", f"{SECOND}#op-3"),
        ("S/RES/9102 (2032), para. 2 (b)", f"{SECOND}#op-2-b"),
        ("para 8.2 of the policy", f"{POLICY}#para-8.2"),
    ],
)
def test_it_is_answered_from(lighthouses: Assistant, question: str, locator: str) -> None:
    reply = lighthouses.ask(question)
    assert isinstance(reply, Answer)
    assert str(reply.citations[0].locator) == locator


@pytest.mark.parametrize(
    "question", ["What is the price of bread in Paris?", "What does resolution 1325 say about women?"]
)
def test_what_it_does_not_say_is_refused(lighthouses: Assistant, question: str) -> None:
    assert isinstance(lighthouses.ask(question), Refusal)
