"""Fitting the model of ``assistant.nearness`` on questions put in many ways.

What it learns from are the questions of ``eval.paraphrases`` that no words of a figure meet: for
each the nearest figure that nothing speaks against, and whether it is the one asked for. Questions
of one wording stay together when it is cross-validated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.chain import Assistant
from assistant.domain import Answer, Filters, Question
from assistant.embedding import HashingEmbedder, LazyEmbedder
from assistant.nearest import rivals
from assistant.nearness import Nearest, Nearness
from assistant.places import Gazetteer
from assistant.scope import scope_of
from assistant.settings import load_settings
from eval.paraphrases import PLACES, SCALES, TODAY, Figures, Topic, load_topics, over, questions

FOLDS = 10
LEASTS = (0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97)
STRENGTH = 0.3  # inverse strength of the penalty on large weights
DATA = Path(__file__).resolve().parents[1] / "assistant" / "data" / "nearness.yaml"

Vector = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Example:
    """The nearest figure of one question that no words have met; ``group``: its wording."""

    group: int
    features: dict[str, float]
    right: bool


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A fitted model, and for each least likelihood how many were taken rightly and wrongly by
    models that had not seen their wording."""

    bias: float
    weights: dict[str, float]
    taken: tuple[tuple[float, int, int], ...]
    examples: int
    asked: int


def examples(
    assistant: Assistant,
    nearness: Nearness,
    topics: Sequence[Topic],
    told: Sequence[Figures],
) -> Iterator[Example | None]:
    """An example, or null, for every question; ``assistant`` must not go by nearness itself."""
    library, gazetteer = assistant.library(), Gazetteer()
    groups: dict[str, int] = {}
    for topic, measure, writer, text in questions(topics):
        group = groups.setdefault(text.replace(PLACES[writer], ""), len(groups))
        outcome = assistant.ask(Question(text=text))
        if isinstance(outcome, Answer) and outcome.values:
            yield None
            continue
        read = assistant.read(Question(text=text))
        scope = scope_of(read, Filters(), library, gazetteer, today=TODAY, jurisdiction=None)
        target = read.targets[0] if len(read.targets) == 1 else None
        among = rivals(target, read, scope, library) if target else []
        found = nearness.nearest(target, among) if target and among else None
        stated = told[writer].get((topic, measure))
        yield _example(found, stated, group) if found else None


def _example(found: Nearest, stated: str | None, group: int) -> Example:
    value = found.indicator.quantity.value
    right = stated is not None and value in [Decimal(stated) * scale for scale in SCALES]
    return Example(group=group, features=dict(found.features), right=right)


def fit(found: Sequence[Example], asked: int) -> Fit:
    """Fit and cross-validate."""
    names = sorted(found[0].features)
    values = np.array([[one.features[name] for name in names] for one in found])
    right = np.array([one.right for one in found])
    fold = np.array([one.group % FOLDS for one in found])
    likelihood = np.zeros(len(found))
    for k in range(FOLDS):
        bias, weights = _fitted(values[fold != k], right[fold != k])
        likelihood[fold == k] = 1 / (1 + np.exp(-(values[fold == k] @ weights + bias)))
    bias, weights = _fitted(values, right)
    taken = [(least, likelihood >= least) for least in LEASTS]
    return Fit(
        bias=round(bias, 4),
        weights={name: round(float(w), 4) for name, w in zip(names, weights, strict=True)},
        taken=tuple((least, int(right[t].sum()), int((~right[t]).sum())) for least, t in taken),
        examples=len(found),
        asked=asked,
    )


def _fitted(values: Vector, right: NDArray[np.bool_]) -> tuple[float, Vector]:
    """Bias and weights for features as they are; they are fitted on features of like spread."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    mean, spread = values.mean(0), values.std(0) + 1e-6
    model = LogisticRegression(C=STRENGTH, max_iter=5_000)
    model.fit((values - mean) / spread, right)
    weights = model.coef_[0] / spread
    return float(model.intercept_[0] - weights @ mean), weights


def refit(seed: int, least: float, say: Callable[[str], None]) -> Fit:
    """Fit on all topics and write the model where the assistant reads it.

    Passages are embedded by hashing: they play no part, and by hashing the assistant that tells
    which questions words meet does not go by nearness.
    """
    topics = load_topics()
    model = LazyEmbedder(load_settings())
    with over(topics, seed, HashingEmbedder(), say) as (assistant, told):
        tried = list(examples(assistant, Nearness(model), topics, told))
    found = fit([one for one in tried if one], len(tried))
    write(found, model.name, least)
    return found


def write(found: Fit, embedder: str, least: float, path: Path = DATA) -> None:
    """Write the model where the assistant reads it."""
    head = (
        "# How likely the nearest figure is the one asked for: see assistant/nearness.py.\n"
        "# Made by 'python -m eval paraphrases --fit'; not to be edited by hand.\n"
    )
    body = {"embedder": embedder, "least": least, "bias": found.bias, "weights": found.weights}
    path.write_text(head + yaml.safe_dump(body, sort_keys=False), encoding="utf-8")
