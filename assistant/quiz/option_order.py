"""The order of options: shuffled by the seed, right ones spread evenly, numbers left in order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from assistant.quiz.items import CHOICES, FALSE, TRUE, QuizItem


def in_option_order(items: Sequence[QuizItem], seed: int) -> tuple[QuizItem, ...]:
    """Options shuffled so that the right one stands in each place about equally often."""
    random_ = random.Random(seed)
    places: list[int] = []
    done: list[QuizItem] = []
    for item in items:
        numbers = all(o.isdigit() for o in item.options)
        if item.kind == "true-false":
            done.append(replace(item, options=(TRUE, FALSE)))
        elif item.kind in CHOICES and not numbers:
            if not places:
                places = list(range(len(item.options)))
                random_.shuffle(places)
            wrong = list(item.distractors)
            random_.shuffle(wrong)
            wrong.insert(places.pop() % len(item.options), item.key[0])
            done.append(replace(item, options=tuple(wrong)))
        elif item.kind in CHOICES or not item.options:
            done.append(item)
        else:
            mixed = list(item.options)
            while len(mixed) > 2 and tuple(mixed) in (item.options, item.key):
                random_.shuffle(mixed)
            done.append(replace(item, options=tuple(mixed)))
    return tuple(done)
