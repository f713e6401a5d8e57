"""Bad input, cleaning, acronyms, and what leans on the question before."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.question.acronyms import Acronyms
from assistant.question.address import with_mentions
from assistant.question.addressing import counted, dated
from assistant.question.documents import find_documents, without_documents
from assistant.question.pasted import read_pasted
from assistant.question.small_talk import plain
from assistant.question.spelling import Vocabulary
from assistant.question.structure import Structure, structure_of
from assistant.types import Answer, Refusal
from ingest.errors import QuestionError
from ingest.types import Locator


def read(question: str, assistant: Assistant) -> Structure:
    return structure_of(question, with_mentions(question, assistant.library.documents))


def clean(text: str) -> str:
    return " ".join(read_pasted(text).lines)


@pytest.mark.parametrize("text", ["", "   \n\t ", "\x00\x07", "\u200f\u202e", "?!…", "——"])
def test_nothing_to_ask_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="write what you want to know"):
        clean(text)


def test_a_question_of_25000_characters_is_refused() -> None:
    with pytest.raises(QuestionError, match=r"25,000 characters, more than 4,000"):
        clean("why" + "y" * 24_997)


def test_control_and_direction_characters_go() -> None:
    assert clean("How\x00 often\u202e is\tit\nreviewed?") == "How often is it reviewed?"


def test_markup_is_text() -> None:
    assert clean("<script>alert(1)</script>") == "<script>alert(1)</script>"


def test_acronyms_open_both_ways() -> None:
    where = Locator("nato-wps-2024", "acronym-csap")
    table = Acronyms((("CSAP", "Civil Society Advisory Panel", where),))
    assert table.opened("what is the csap?") == ("Civil Society Advisory Panel",)
    assert table.opened("the Civil Society Advisory Panel's role") == ("CSAP",)
    assert table.opened("who caps it?") == ()
    assert [a.item for a in table.asked("What does CSAP stand for?")] == ["csap"]
    assert table.asked("Who sits on the CSAP?") == ()
    assert table.asked("What is the CSAP for?") == ()
    assert table.asked("What does CSAP mean by consultation?") == ()
    assert table.asked("The CSAP elects a president, who may stand for election?") == ()


def test_short_forms_that_are_never_written_out_are_said_to_be(assistant: Assistant) -> None:
    table = Acronyms.of(assistant.index.paragraphs)
    assert table.unopened("What does EAPC stand for?") == "EAPC"
    assert table.unopened("UNESCO? the long name please") == "UNESCO"
    for known in ("CSAP", "PBSO", "DPKO", "CEDAW", "STEM", "ICC"):
        assert table.unopened(f"What does {known} stand for?") == ""
    assert table.unopened("What does EAPC do?") == ""
    reply = assistant.ask("What does EAPC stand for?")
    assert isinstance(reply, Refusal)
    assert reply.reason == "The documents never write out what “EAPC” stands for."


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hi there quick one: who reports b4 2025?", "who reports before 2025?"),
        ("sorry if dumb but shd ppl train 4 the mission thx", "should people train for the mission"),
        ("Is it ready 2 be used, pls", "Is it ready to be used"),
        ("Who reports??!! Really!!!", "Who reports? Really!"),
        ("wat orgs n ppl shud we talk 2 abt it", "what organisations and people should we talk to about it"),
        ("thanks", "thanks"),
        ("What do the ORG and the 4 pillars do?", "What do the ORG and the 4 pillars do?"),
        (
            "Dear colleagues, what does S/RES/1325 (2000), OP 8 (a) say?",
            "what does S/RES/1325 (2000), OP 8 (a) say?",
        ),
    ],
)
def test_chatter_goes_and_text_speak_is_written_out(typed: str, meant: str) -> None:
    assert plain(typed) == meant


def test_a_sloppy_question_finds_what_a_tidy_one_finds(assistant: Assistant) -> None:
    tidy = assistant.ask("How often is the NATO policy reviewed?")
    sloppy = assistant.ask("hi, quick one: how oftn is teh NATO policy reviewd?? pls asap")
    assert isinstance(tidy, Answer)
    assert isinstance(sloppy, Answer)
    assert sloppy.statements == tidy.statements
    assert sloppy.question.startswith("hi, quick one")
    refused = assistant.ask("pls what is teh price of bread??")
    assert isinstance(refused, Refusal)
    assert refused.unknown == ("price", "bread")


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("What does the timeline record for 2016?", ["2016"]),
        ("Give me the milestones from 2012 to 2015.", ["2012", "2014", "2015"]),
        ("For 2009, what is on the timeline?", ["2009"]),
        ("Does the timeline say that it became permanent in 2012?", []),
        ("What happened in 2016?", []),
        ("What does the timeline show for 1999?", []),
    ],
)
def test_timelines_are_looked_up_by_year(assistant: Assistant, question: str, years: list[str]) -> None:
    found = dated(read(question, assistant).years, assistant.index.paragraphs)
    assert sorted(a.item for a in found) == years


def test_short_forms_are_found_from_either_end(assistant: Assistant, resolutions: tuple[str, ...]) -> None:
    table = Acronyms.of(assistant.index.paragraphs)
    long = {short: words for short, words, _ in table.rows}
    assert long["PBSO"] == "Peacebuilding Support Office"
    assert long["CTED"] == "Counter-Terrorism Committee Executive Directorate"
    assert long["RC/HC"] == "Resident Coordinator/Humanitarian Coordinator"
    for asked in ("Which acronym is used for National Action Plan?", "NAP: what does it stand for?"):
        assert [a.item for a in (*table.asked(asked), *table.shortened(asked))] == ["nap"]
    assert table.shortened("What is a National Action Plan?") == ()


def test_slips_of_the_fingers_are_corrected_and_english_words_are_not() -> None:
    vocabulary = Vocabulary.of(
        ["gender adviser in conflict-related work", "related prime parts", "the capstone of money"]
    )
    assert vocabulary.corrected("the cap stone of mony hapened") == "the capstone of money happened"
    assert vocabulary.corrected("gendr advisre, conflit realted") == ("gender adviser, conflict related")
    assert vocabulary.corrected("Summarise the labour programme") == "Summarise the labour programme"
    assert vocabulary.corrected("the price of bread in Paris, PRAIM") == (
        "the price of bread in Paris, PRAIM"
    )


@pytest.mark.parametrize(
    ("question", "left", "named"),
    [
        ("How often is NATO's policy reviewed?", "How often is reviewed?", ["nato-wps-2024"]),
        ("What does resolution 1960 (2010) say about lists?", "What say about lists?", ["unscr-1960"]),
        ("Under S/RES/2242, who?", "Under S/RES/2242, who?", ["unscr-2242"]),
        ("Which texts came after 1325 in NATO's view?", "Which texts came after view?", ["nato-wps-2024"]),
    ],
)
def test_names_of_documents_say_where_to_look(
    assistant: Assistant, question: str, left: str, named: list[str]
) -> None:
    marked = with_mentions(question, assistant.index.documents)
    assert without_documents(marked) == left
    assert list(find_documents(marked)) == named


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What exactly does the second one say?", "17.2"),
        ("and number three?", "17.3"),
        ("and the last?", "17.4"),
        ("the ninth one?", ""),
        ("Who came second?", ""),
    ],
)
def test_follow_ups_count_the_list_before(assistant: Assistant, question: str, expected: str) -> None:
    cited = [Locator("nato-wps-2024", "para-17")]
    found = counted(read(question, assistant).place, cited, assistant.library)
    assert [a.item for a in found] == ([expected] if expected else [])
