"""Fits the reader: the same network, data and seed give the same weights.

Of the paragraphs, `HELD` are held out with all their questions; how well the reader tells answered
from silent ones among them is printed, and nothing is chosen by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from assistant.search.lexicon import Lexicon
from assistant.search.reader import Passage, question_marks, words_of
from assistant.search.reader_weights import ReaderWeights
from evals.reader.examples import Example
from evals.reader.network import Batch, Network
from evals.stats import auroc
from ingest.embedding.encoder import TextEncoder
from ingest.types import Locator

SEED = 20261129
HELD = 0.1  # share of the paragraphs
EPOCHS = 3
BATCH = 64  # pairs
SORTED = 40  # batches whose pairs are sorted by length together
RATE = 2e-3  # greatest learning rate of one cycle (Smith 2018)
LONGEST = 320  # word pieces of a paragraph that are read while fitting


@dataclass(frozen=True, slots=True)
class Fitted:
    """``held_out``: AUROC, 0..1, of answered against silent questions on paragraphs that were held out; None
    where only one kind is among them.
    """

    weights: ReaderWeights
    held_out: float | None
    examples: int


@dataclass(frozen=True, slots=True)
class _Pair:
    tokens: NDArray[np.float16]
    marks: NDArray[np.float32]
    row: int
    answers: bool


class Pairs:
    """Examples with the passages of one corpus, as tensors; token vectors in half precision."""

    def __init__(
        self,
        found: Sequence[Example],
        passages: Mapping[Locator, Passage],
        lexicon: Lexicon,
        encoder: TextEncoder,
        progress: Callable[[int], None],
    ) -> None:
        self._passages = list(passages.values())
        rows = {locator: row for row, locator in enumerate(passages)}
        kept = [x for x in found if x.locator in rows and len(self._passages[rows[x.locator]].packed)]
        texts = list(dict.fromkeys(x.question for x in kept))
        made = dict(zip(texts, encoder.embed(texts, "query", progress), strict=True))
        self.all = [
            _Pair(
                made[x.question].tokens.astype(np.float16),
                question_marks(
                    words_of(x.question, encoder.pieces(x.question)), passages[x.locator], lexicon
                ),
                rows[x.locator],
                x.answers,
            )
            for x in kept
            if len(made[x.question].tokens)
        ]

    def length(self, pair: _Pair) -> int:
        return len(self._passages[pair.row].packed)

    def batch(self, pairs: Sequence[_Pair]) -> Batch:
        pieces = max(len(p.tokens) for p in pairs)
        longest = min(LONGEST, max(map(self.length, pairs)))
        size, width = len(pairs), pairs[0].tokens.shape[1]
        question, paragraph = np.zeros((size, pieces, width)), np.zeros((size, longest, width))
        marks, asked = np.zeros((size, pieces, pairs[0].marks.shape[1])), np.zeros((size, pieces))
        there = np.zeros((size, longest), dtype=bool)
        for i, pair in enumerate(pairs):
            tokens = self._passages[pair.row].tokens[:longest]
            question[i, : len(pair.tokens)], marks[i, : len(pair.tokens)] = pair.tokens, pair.marks
            asked[i, : len(pair.tokens)] = 1.0
            paragraph[i, : len(tokens)], there[i, : len(tokens)] = tokens, True
        return Batch(
            _tensor(question),
            _tensor(marks),
            _tensor(asked),
            _tensor(paragraph),
            torch.from_numpy(there),
            torch.tensor([float(p.answers) for p in pairs]),
        )


def fit_reader(
    pairs: Pairs, model: str, threads: int, report: Callable[[str], None], seed: int = SEED
) -> Fitted:
    """``report`` is told of each epoch."""
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    chance = np.random.default_rng(seed)
    rows = sorted({p.row for p in pairs.all})
    held = set(chance.choice(rows, max(1, int(HELD * len(rows))), replace=False).tolist())
    seen = [p for p in pairs.all if p.row not in held]
    unseen = [p for p in pairs.all if p.row in held]
    network = Network(seen[0].tokens.shape[1])
    steps = EPOCHS * (len(seen) // BATCH)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE / 2, weight_decay=1e-4)
    cycle = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=RATE, total_steps=steps)
    silent = sum(not p.answers for p in seen) / len(seen)
    rarer = torch.tensor(silent / (1 - silent))  # weight of an answered question: both kinds count the same
    for step, batch in zip(range(1, steps + 1), _batches(pairs, seen, chance), strict=False):
        weight = torch.where(batch.answers > 0, rarer, 1.0)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(network(batch), batch.answers, weight)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        cycle.step()
        if step % (steps // EPOCHS) == 0:
            held_out = _held_out(network, pairs, unseen)
            report(f"epoch {step * EPOCHS // steps}: AUROC on held-out paragraphs {held_out}")
    return Fitted(network.weights(model), _held_out(network, pairs, unseen), len(seen))


def _batches(pairs: Pairs, seen: Sequence[_Pair], chance: np.random.Generator) -> Iterator[Batch]:
    """Yield batches without end, of paragraphs that are about as long."""
    while True:
        order = chance.permutation(len(seen))
        for at in range(0, len(order), BATCH * SORTED):
            near = sorted((seen[i] for i in order[at : at + BATCH * SORTED]), key=pairs.length)
            starts = range(0, len(near), BATCH)
            for place in chance.permutation(len(starts)):
                yield pairs.batch(near[starts[place] : starts[place] + BATCH])


def _tensor(values: NDArray[np.float64]) -> torch.Tensor:
    return torch.from_numpy(values.astype(np.float32))


def _held_out(network: Network, pairs: Pairs, unseen: Sequence[_Pair]) -> float | None:
    """AUROC; None where only one kind of question is held out."""
    network.eval()
    order = sorted(unseen, key=pairs.length)
    with torch.no_grad():
        parts = [network(pairs.batch(order[at : at + BATCH])) for at in range(0, len(order), BATCH)]
    network.train()
    return auroc(torch.cat(parts).tolist(), [p.answers for p in order])
