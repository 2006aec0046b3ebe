"""The product's own words, Chinese and English (``data/messages.yaml``)."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml

from assistant.domain import Language


@cache
def _messages() -> dict[str, dict[str, str]]:
    file = resources.files("assistant").joinpath("data/messages.yaml")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


def say(name: str, language: Language, **slots: Any) -> str:
    """The message ``name`` in the asker's language, its slots filled."""
    texts = _messages()[name]
    return texts["en" if language == "en" else "zh"].format(**slots)
