"""A page whose documents change: it goes on answering, says so, and turns to the new index by itself."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from assistant.assistant import Assistant
from assistant.types import Answer, Refusal
from assistant.ui.ask.conversation_html import conversation_html
from assistant.ui.ask.memory import OUTDATED, holding
from assistant.ui.renewal import Renewal
from assistant.ui.shared import SharedState
from ingest.index.opening import usable_though_out_of_date
from ingest.index.pipeline import build_index
from ingest.settings import Settings
from tests.tiny import write_resolution
from tests.ui.samples import exchanged, open_shared

TREES, STARS = "Who is to plant an apple tree?", "What is lent to every school?"


@pytest.fixture
def shared(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> SharedState:
    """On the index of documents of which one has changed since."""
    for name, path in (("HOME", tiny.home), ("MANIFEST", tiny.manifest), ("CORPUS", tiny.folders[-1])):
        monkeypatch.setenv(f"WPS_{name}", str(path))
    build_index(tiny, lambda *step: None, lambda line: None)
    shared = open_shared(Assistant.open(tiny), tiny)
    write_resolution(
        tiny.folders[-1] / "stars.pdf",
        ("Decides to lend every school a globe;", "Invites all to report maps;"),
    )
    return shared


def until(holds: Callable[[], bool], seconds: float = 120) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.1)
    return holds()


def test_the_page_answers_from_the_old_index_until_the_new_one_is_complete(
    tiny: Settings, shared: SharedState
) -> None:
    reason = usable_though_out_of_date(tiny)
    assert reason == "stars.pdf has changed or is new"
    day = shared.assistant.index.day
    Renewal(shared, tiny).start(reason)
    said = f"Stars.pdf has changed or is new: answers come from the index of {day} until"
    assert said in shared.notice
    past = (exchanged(shared, TREES), exchanged(shared, STARS))
    assert not shared.renewed  # all of this came while the new one was built
    assert holding(past, shared) is past
    assert until(lambda: shared.renewed == 1)
    assert until(lambda: shared.notice == "")
    trees, stars = holding(past, shared)
    assert isinstance(trees.reply, Answer)
    assert isinstance(stars.reply, Refusal)
    assert stars.reply.question == STARS
    assert OUTDATED in conversation_html(shared, (trees, stars), "en")
    reply = exchanged(shared, STARS).reply
    assert isinstance(reply, Answer)
    assert "globe" in reply.statements[0].text
    assert "globe" in shared.checker.check("It lent “every school a globe” (S/RES/9002, para. 1).")[0].text
    assert usable_though_out_of_date(tiny) == ""


def test_a_new_index_that_cannot_be_built_is_said(tiny: Settings, shared: SharedState) -> None:
    headnotes = tiny.headnotes
    headnotes.mkdir()
    (headnotes / "fruit.toml").write_text("nonsense", encoding="utf-8")
    reason = usable_though_out_of_date(tiny)
    assert reason == "the headnotes have changed"
    Renewal(shared, tiny).start(reason)
    assert until(lambda: "could not be built" in shared.notice)
    assert isinstance(exchanged(shared, TREES).reply, Answer)


def test_a_page_follows_what_another_program_has_built(tiny: Settings, shared: SharedState) -> None:
    renewal = Renewal(shared, tiny)
    renewal.follow()
    assert not shared.renewed
    build_index(tiny, lambda *step: None, lambda line: None)
    renewal.follow()
    assert shared.renewed == 1
    renewal.follow()
    assert shared.renewed == 1
