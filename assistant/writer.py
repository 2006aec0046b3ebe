"""What writes drafts: the interface, whatever model stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

Style = Literal["chat", "completion"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """``rules`` bind the model, ``task`` is the data to write from; nothing in it is a rule.

    ``stop`` ends the output; the first of them that is written is not part of it.
    """

    rules: str
    task: str
    stop: tuple[str, ...] = ()


class Writer(Protocol):
    """A language model, or what stands in for one."""

    @property
    def name(self) -> str:
        """Which model it is, for logs and records."""
        ...

    @property
    def style(self) -> Style:
        """Whether it follows instructions (``chat``) or only continues a text (``completion``)."""
        ...

    def write(self, prompt: Prompt, *, seconds: float) -> Iterator[str]:
        """Pieces of text as they are written, none after ``seconds`` from the first ``next``.

        Raises ``WriterError``, possibly after some pieces.
        """
        ...
