"""What kind of thing a question asks for, and documents whose contents nobody here can quote."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.question.address import with_mentions
from assistant.question.not_held import named_only
from assistant.question.wanted import asked_for, holds
from assistant.question.wanted_kinds import held_in
from ingest.documents.vocabulary import CorpusVocabulary

HELD = held_in(CorpusVocabulary(towns=("Brussels",)))


@pytest.mark.parametrize(
    ("question", "slot", "holding", "lacking"),
    [
        ("In which month does it report?", "month", "It reports in May.", "It reports annually."),
        (
            "Who was the first director?",
            "person",
            "Appointment of Jane Doe as director.",
            "The director is appointed by the Secretary-General.",
        ),
        ("What are the names of the experts?", "person", "Ms. Jane Doe sits on it.", "24 experts."),
        ("Why was it founded?", "reason", "It was founded because of the war.", "It was founded in 2003."),
        ("Who reports on it?", "", "The committee reports.", ""),
        ("How many states did so?", "number", "Twelve states did so.", "In 2010 states did so."),
        ("When did it start?", "date", "It started in 2003.", "It started well."),
        ("How many Allies have a National Plan?", "number", "Twelve Allies have one.", "One national plan."),
        ("What was his name?", "person", "Ms. Jane Doe was sent.", "A civilian adviser was sent."),
        ("What did the study find?", "result", "It found gaps.", "A study is invited."),
        ("Was the doubling reached by 2020?", "result", "It was reached.", "To double them by 2020."),
        ("Does it set up a working group?", "creation", "Establishes a working group.", "Welcomes it."),
        ("Is it legally binding?", "binding", "It is binding on all.", "All are urged to do so."),
        ("Where will the conference be held?", "place", "It meets in Brussels.", "It meets every year."),
        ("Why did they leave out women?", "omission", "Not done because of cost.", "Because of cost."),
        ("Write me a poem about peace.", "composition", "", "A poem about peace."),
    ],
)
def test_a_slot_is_filled_by_its_kind(question: str, slot: str, holding: str, lacking: str) -> None:
    asked = asked_for(question)
    assert asked.slot == slot
    assert holds(asked, holding, HELD) is bool(holding)
    assert holds(asked, lacking, HELD) is (slot == "")


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("List the objectives.", True),
        ("What are the objectives?", True),
        ("How many are there?", True),
        ("What is the objective?", False),
    ],
)
def test_whether_a_list_is_wanted(question: str, several: bool) -> None:
    assert asked_for(question).several is several


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What does General Recommendation 30 spell out for states?", "General Recommendation 30"),
        ("List the recommendations of the Global Study.", "Global Study"),
        ("How does the policy differ from the Beijing Platform for Action?", "Beijing Platform for Action"),
        ("What do paragraphs 175 and 176 of report A/64/742 say?", "report A/64/742"),
        ("What does resolution 1738 require for journalists?", "resolution 1738"),
        ("What does resolution 1820 require for women?", ""),
        ("Why does 2106 recall resolution 1738?", ""),
        ("Who must mind the Geneva Conventions?", ""),
        ("What does UNSCR 2250 say about youth?", "UNSCR 2250"),
        ("What does 2250 say about youth?", "2250"),
        ("Under S/RES/1612 (2005), who reports?", "S/RES/1612 (2005)"),
        ("What does A/RES/70/1 say on gender?", "A/RES/70/1"),
        ("What does S/PRST/2010/22 ask for?", "S/PRST/2010/22"),
        ("What does General Assembly resolution 1325 say?", "General Assembly resolution 1325"),
        ("What does S/RES/1325 (2015) say about mines?", "S/RES/1325 (2015)"),
        ("What does the 2018 policy say on gender advisers?", "the 2018 policy"),
        ("What are the pillars of Finland’s national action plan?", "Finland's national action plan"),
        ("How does NATO's policy differ from the EU Action Plan?", "EU Action Plan"),
        ("What does the OSCE Action Plan require?", "OSCE Action Plan"),
        ("What does Bi-SCD 040-001 require?", "Bi-SCD 040-001"),
        ("Which resolutions before 1820 are recalled in the policy's timeline?", ""),
        ("What does the policy say about CEDAW?", ""),
        ("Does 2242 mention CEDAW general recommendation 30?", ""),
        ("Does 1820 recall resolution 1674?", ""),
        ("On what date did the Rome Statute come into force, going by what the Council says?", ""),
        ("After Iceland withdrew from the 2024 policy, which provisions bind it?", ""),
        ("Which policies do the European Union and NATO share?", ""),
    ],
)
def test_documents_that_are_only_named(
    assistant: Assistant, resolutions: tuple[str, ...], question: str, name: str
) -> None:
    index = assistant.index
    found = named_only(with_mentions(question, index.documents), index.paragraphs)
    assert (found.name if found else "") == name
    if found and name.startswith("report"):
        assert found.naming
        assert name.split()[-1] in found.naming.text
    if name.startswith("UNSCR 2250"):
        assert found
        assert found.naming is None
