"""Words that say the same where a figure is told and where it is asked for: 偿还 and 清偿."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml


def synonyms_of(word: str) -> tuple[str, ...]:
    """The other words that say the same, in the order of ``data/synonyms.yaml``."""
    return _synonyms().get(word, ())


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    file = resources.files("assistant").joinpath("data/synonyms.yaml")
    groups: list[list[str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    found: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for word in group:
            found[word] += [other for other in group if other != word]
    return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}
