"""Two versions of a document side by side: the newest answers, the earlier one when it is asked for."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.text.later_version import later_line
from assistant.types import Answer
from assistant.ui.rendering import render
from ingest.documents.versions.changes import changes
from ingest.index.pipeline import build_index
from ingest.settings import Settings
from ingest.types import Locator
from tests.two_versions import NEW, OLD, two_versions


@pytest.fixture(scope="module")
def held(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    settings.models.mkdir(parents=True, exist_ok=True)
    own = two_versions(tmp_path_factory.mktemp("versions"), settings.models)
    build_index(own, lambda label, done, total: None, lambda line: None)
    return Assistant.open(own)


def cited(assistant: Assistant, question: str, only: tuple[str, ...] = ()) -> list[str]:
    reply = assistant.ask(question, only=only)
    assert isinstance(reply, Answer), reply
    return list(dict.fromkeys(str(c.locator) for c in reply.citations))


def test_the_newest_answers_unless_another_is_asked_for(held: Assistant) -> None:
    asked = "How often is this policy reviewed?"
    assert cited(held, asked) == [f"{NEW}#para-13"]
    assert cited(held, "In the 2024 version, how often is the policy reviewed?") == [f"{OLD}#para-12"]
    assert cited(held, "How often was the policy reviewed under the previous version?") == [f"{OLD}#para-12"]
    assert cited(held, asked, only=(OLD,)) == [f"{OLD}#para-12"]


@pytest.mark.parametrize(
    ("address", "locator"),
    [
        ("mediators@2024 para 5", f"{OLD}#para-5"),
        ("para 5 of mediators@2024", f"{OLD}#para-5"),
        ("mediators@2024#para-5", f"{OLD}#para-5"),
        ("mediators@2026-05-02#para-5", f"{NEW}#para-5"),
        ("mediators#para-5", f"{NEW}#para-5"),
        ("para 5", f"{NEW}#para-5"),
        ("para 5 in the 2024 version", f"{OLD}#para-5"),
        ("para 5 of the 2024 policy", f"{OLD}#para-5"),
        ("para 5 of the current policy", f"{NEW}#para-5"),
        ("para 5 of the policy", f"{NEW}#para-5"),
        ("footnote 2 of the previous policy", f"{OLD}#fn-2"),
    ],
)
def test_addresses_of_versions(held: Assistant, address: str, locator: str) -> None:
    assert cited(held, address) == [locator]


def test_a_version_that_is_not_held_is_named(held: Assistant) -> None:
    reply = held.ask("mediators@2019 para 5")
    assert not isinstance(reply, Answer)
    assert "no version of mediators among the documents is of 2019" in reply.reason.lower()


def test_an_answer_out_of_an_earlier_version_says_so(held: Assistant) -> None:
    reply = held.ask("para 5 in the 2024 version")
    assert isinstance(reply, Answer)
    assert "This is the version of 2024; a later one of 2026 is held." in reply.remarks
    newest = held.ask("para 5")
    assert isinstance(newest, Answer)
    assert newest.remarks == ()


def test_refusals_name_the_versions_that_were_searched(held: Assistant) -> None:
    reply = held.ask("What is the capital of Portugal?")
    assert not isinstance(reply, Answer)
    assert reply.searched == (NEW,)


@pytest.mark.parametrize(
    ("anchor", "line"),
    [
        ("para-1", "The same in the version of 2026: para. 1."),
        ("para-5", "Moved to para. 6 in the version of 2026."),
        ("para-7", "Moved to para. 12 in the version of 2026."),
        ("para-8", "Split in the version of 2026: para. 8, para. 9."),
        ("para-11", "Not in the version of 2026 any more."),
        ("para-12", "Changed in the version of 2026: para. 13."),
    ],
)
def test_what_became_of_a_paragraph_is_told(held: Assistant, anchor: str, line: str) -> None:
    assert later_line(Locator(OLD, anchor), held.library) == line
    assert later_line(Locator(NEW, anchor), held.library) == ""


def test_the_panel_of_a_paragraph_says_what_became_of_it(held: Assistant) -> None:
    paragraph = held.library.paragraph(Locator(OLD, "para-7"))
    page = render(
        "paragraph.html",
        paragraph=paragraph,
        document=held.library.document(OLD),
        path=(),
        name="para. 7",
        marks="",
        before=None,
        after=None,
        number="7.",
        words=paragraph.text,
        copied="",
        later=later_line(paragraph.locator, held.library),
        note=None,
        level="",
        verb="",
        who="",
        until=None,
        notes=(),
        pages=(),
        missing="",
        parallels=(),
    )
    assert "Moved to para. 12 in the version of 2026." in page


def test_versions_are_compared_by_their_names(held: Assistant) -> None:
    found = changes(held.library, "mediators@2024", "mediators")
    assert {c.kind for c in found} >= {"edited", "moved", "split", "deleted", "added", "renumbered"}
