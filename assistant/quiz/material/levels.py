"""Levels of an item, the lower four of Bloom's, by what the item makes a learner do.

- recall: say again what is printed: who, when, how many, what it stands for, the missing term, whether a
  sentence stands there, and what a language model asks about the words of one paragraph.
- understanding: tell apart what is alike: the force of a verb, what one document asks and another
  does not, what plain words sum up, what belongs to a list and what to another, which sentence answers
  an everyday question, what a paragraph says and what it is mistaken for.
- application: take a decision in a situation.
- analysis: compare or weigh provisions. Editors say of each scenario and reading which level it is of.
"""

from __future__ import annotations

from assistant.quiz.items import Family, Level

_LEVELS: dict[Family, Level] = {
    "actor": "recall",
    "document": "recall",
    "concept": "recall",
    "amount": "recall",
    "acronym": "recall",
    "event": "recall",
    "adoption": "recall",
    "drafted": "recall",
    "statement": "recall",
    "force": "understanding",
    "action": "understanding",
    "gist": "understanding",
    "list": "understanding",
    "objective": "understanding",
    "provision": "understanding",
    "scenario": "application",
    "reading": "understanding",
}


def level_of(family: Family) -> Level:
    return _LEVELS[family]
