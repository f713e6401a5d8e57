"""Levels of an item, the lower four of Bloom's, by what the item makes a learner do.

- recall: find again what is printed: who, when, how many, what it stands for, the missing term, and
  what a language model asks about the words of one paragraph.
- understanding: tell apart what is alike: the force of a verb, what one document asks and another
  does not, a statement that is true from one that was altered, what plain words sum up, what
  belongs to a list and what to another.
- application: a question of daily work, in words that are not the document's, has to be matched
  with the provision that settles it; a decision has to be taken in a situation.
- analysis: provisions have to be compared or weighed. Editors say of each scenario which it is.
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
    "force": "understanding",
    "action": "understanding",
    "gist": "understanding",
    "statement": "understanding",
    "list": "understanding",
    "objective": "understanding",
    "provision": "application",
    "scenario": "application",
    "reading": "understanding",
}


def level_of(family: Family) -> Level:
    return _LEVELS[family]
