"""Sentences out of a stream of text, each as soon as it and its citation marks are complete."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONGEST = 600  # characters without an end: cut there, so that nothing grows without bound
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_TURNS = re.compile(r"[^\w,，、：:]")  # a piece without any such character ends nothing
_MARK = r"\s*[\[［【]\s*\d{1,3}(?:\s*[,，、]\s*\d{1,3})*\s*[\]］】]"
# An English stop ends a sentence only before a blank or a mark: 21.6 has none.
_END = re.compile(
    rf"(?:[。！？!?]+[”’」』）)\"']*(?:{_MARK})*|\.[\"')]*(?:{_MARK})+|\.[\"')]*(?=\s)|\n)"
)
_OPEN_MARK = re.compile(r"\s*(?:[\[［【][\d\s,，、]{0,12})?\Z")
_CITED = re.compile(rf"(?:{_MARK})\s*[。！？!?.]+[”’」』）)\"']*\Z")

# One sentence with a mark at the very end of what is there.
_EARLY = re.compile(rf"\A[^。！？!?\n]*(?:[。！？!?.][”’」』）)\"']*)(?:{_MARK})+\Z")
_CLOSERS = ("]", "］", "】")


class SentenceStream:
    """``feed`` gives the sentences that a piece completes, ``rest`` what is left at the end."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, piece: str) -> Iterator[str]:
        """Sentences with their marks and the break that follows, as they are complete."""
        self._held = self._held + piece
        if "<think>" in self._held and "</think>" not in self._held:
            return
        if not _TURNS.search(piece) and len(self._held) <= _LONGEST:
            return
        self._held = _THOUGHT.sub("", self._held)
        while (end := self._end()) is not None:
            sentence, self._held = self._held[:end], self._held[end:]
            if sentence.strip():
                yield sentence

    def rest(self) -> Iterator[str]:
        """What was not ended."""
        rest, self._held = _THOUGHT.sub("", self._held), ""
        if rest.strip():
            yield rest

    def early(self) -> str | None:
        """A sentence that is complete unless more marks follow; ``take`` it if it will do."""
        if self._held[-1:] not in _CLOSERS:
            return None
        match = _EARLY.match(self._held)
        return match[0] if match and match[0].strip() else None

    def take(self) -> None:
        """Let go of the sentence that ``early`` gave."""
        self._held = _EARLY.sub("", self._held, count=1)

    def _end(self) -> int | None:
        """Where the first sentence ends, once nothing more can belong to it."""
        for match in _END.finditer(self._held):
            done = self._held[: match.end()]
            # Marks may follow the stop; one that carries its marks before the stop is complete.
            waits = _OPEN_MARK.match(self._held, match.end()) and not _CITED.search(done)
            if waits and match[0] != "\n":
                return None
            if done.strip():
                return match.end()
        return len(self._held) if len(self._held) > _LONGEST else None
