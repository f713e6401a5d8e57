"""The reader as a torch network that can be fitted; `assistant.search.reader` runs the same in numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from assistant.search.reader import MARKS, RARITY
from assistant.search.reader_weights import Layer, ReaderWeights

ALIGNED = 80  # dimensions of the space of alignment
HIDDEN = 80
DROPPED = 0.1  # share of the hidden values left out while fitting
FAR = -1e4  # energy of what is not there


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs of question and paragraph, padded. ``question`` [pairs, pieces, dimensions], ``marks`` [pairs,
    pieces, `MARKS`], ``asked`` [pairs, pieces] 1 where there is a piece; ``paragraph`` [pairs, pieces,
    dimensions], ``there`` [pairs, pieces] True where there is one; ``answers`` [pairs] 0 or 1.
    """

    question: Tensor
    marks: Tensor
    asked: Tensor
    paragraph: Tensor
    there: Tensor
    answers: Tensor


class Network(nn.Module):
    """Logit, natural logarithm, that a paragraph answers a question."""

    def __init__(self, dimensions: int) -> None:
        super().__init__()
        self.project = nn.Linear(dimensions, ALIGNED)
        self.sharpness = nn.Parameter(torch.tensor(4.0))  # logarithm of the factor on cosines
        self.compare = nn.ModuleList([nn.Linear(3 * ALIGNED + 1 + MARKS, HIDDEN), nn.Linear(HIDDEN, HIDDEN)])
        self.judge = nn.ModuleList([nn.Linear(3 * HIDDEN, HIDDEN), nn.Linear(HIDDEN, 1)])
        self.drop = nn.Dropout(DROPPED)

    def forward(self, batch: Batch) -> Tensor:
        asked = nn.functional.normalize(self.project(batch.question), dim=-1)
        there = nn.functional.normalize(self.project(batch.paragraph), dim=-1)
        absent = ~batch.there[:, None]
        energy = (asked @ there.transpose(1, 2)) * self.factor()
        aligned = energy.masked_fill(absent, FAR).softmax(-1) @ there
        best = (batch.question @ batch.paragraph.transpose(1, 2)).masked_fill(absent, -1.0).max(-1).values
        parts = ((asked - aligned).abs(), asked * aligned, asked, best[..., None], batch.marks)
        seen = torch.cat(parts, dim=-1)
        seen = self.drop(self.compare[0](seen).relu())
        seen = self.compare[1](seen).relu() * batch.asked[..., None]
        pooled = self._pooled(seen, batch)
        logits: Tensor = self.judge[1](self.drop(self.judge[0](pooled).relu()))[:, 0]
        return logits

    def factor(self) -> Tensor:
        """What cosines in the space of alignment are multiplied by."""
        return self.sharpness.clamp(max=5.0).exp()

    def _pooled(self, seen: Tensor, batch: Batch) -> Tensor:
        rarity = (batch.marks[..., RARITY] + 0.05) * batch.asked
        mean = seen.sum(1) / batch.asked.sum(1, keepdim=True)
        by_rarity = (seen * rarity[..., None]).sum(1) / rarity.sum(1, keepdim=True)
        return torch.cat((mean, by_rarity, seen.max(1).values), dim=-1)

    def weights(self, model: str) -> ReaderWeights:
        """Return the fitted numbers for the encoder with this key."""
        return ReaderWeights(
            model,
            float(self.factor().detach()),
            _layer(self.project),
            (_layer(self.compare[0]), _layer(self.compare[1])),
            (_layer(self.judge[0]), _layer(self.judge[1])),
        )


def _layer(linear: nn.Module) -> Layer:
    assert isinstance(linear, nn.Linear)
    return Layer(
        linear.weight.detach().numpy().astype(np.float32), linear.bias.detach().numpy().astype(np.float32)
    )
