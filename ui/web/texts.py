"""The pages' own words, in the two languages (``ui/data/pages.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

Tongue = Literal["zh", "en"]
TONGUES: tuple[Tongue, ...] = ("zh", "en")
Texts = Mapping[str, Any]


@cache
def texts(tongue: Tongue) -> Texts:
    """All words of one language by name; groups of words are mappings."""
    file = resources.files("ui").joinpath("data/pages.yaml")
    raw: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {name: _of(entry, tongue) for name, entry in raw.items()}


def _of(entry: Mapping[str, Any], tongue: Tongue) -> Any:
    if set(entry) == set(TONGUES):
        return entry[tongue]
    return {name: _of(one, tongue) for name, one in entry.items()}
