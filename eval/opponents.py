"""Models that write wrongly on purpose, put behind the assistant: what of it gets shown.

Whether a shown sentence is right is judged without the verifier: an opponent changes one thing of
a sentence that is right by construction, so what it wrote is right exactly if it is one of those.
Beside that, each outcome is judged as without a model, by its case's labels.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.domain import Answer, Outcome, Question
from assistant.events import Done, Said
from assistant.llm import writer_of
from assistant.phrasing import Phrasing
from assistant.quantity import quantities
from assistant.scripted import SCRIPTS, ScriptedWriter, material_of
from assistant.sentence_stream import SentenceStream
from assistant.settings import Settings
from assistant.stores import Stores
from assistant.text import fold
from assistant.usage import Usage
from assistant.writer import Prompt, Style, Writer
from eval.cases import BadCases
from eval.corpora import assistant_over
from eval.statistics import Rate

RIGHT = ("right", "own_words", "quoted")
_SECONDS = 60.0


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A question and how its outcome is judged: exact, and how many wrong figures it shows."""

    id: str
    question: Question
    judged: Callable[[Outcome], tuple[bool, int]]


@dataclass(kw_only=True)
class Bout:
    """One opponent over all trials of one corpus.

    ``told`` are the shown sentences, ``wrong`` those of them that are not right (of a real model:
    that state a figure which is neither a value of the answer nor in its quotes); ``struck`` right
    ones that were not shown, of ``written`` right ones; ``lost`` trials that are exact without the
    model and not with it; ``spoilt`` those that show more wrong figures with it. ``waited`` are
    the milliseconds from the end of the model's first sentence, its marks included, to its being
    shown, where it was.
    """

    corpus: str
    opponent: str
    trials: int = 0
    phrased: int = 0
    modes: dict[str, int] = field(default_factory=dict)
    shown: int = 0
    written: int = 0
    struck: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    spoilt: list[str] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    @property
    def wrongly_struck(self) -> Rate:
        """Right sentences that were struck, of those written."""
        return Rate(hits=len(self.struck), n=self.written)


class Recording:
    """A writer that remembers what it was asked and what it wrote."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.name = writer.name
        self.style: Style = writer.style
        self.scripted = isinstance(writer, ScriptedWriter)
        self.prompt: Prompt | None = None
        self.written = ""
        self.first = ""  # its first sentence, once it is complete
        self.ended = 0.0  # when it was, in monotonic seconds

    def write(self, prompt: Prompt, *, seconds: float) -> Iterator[str]:
        """See ``Writer``."""
        self.forget()
        self.prompt = prompt
        stream = SentenceStream()
        for piece in self._writer.write(prompt, seconds=seconds):
            self.written += piece
            if not self.first:
                self.first = next(stream.feed(piece), "") or stream.early() or ""
                self.ended = time.monotonic()
            yield piece

    def forget(self) -> None:
        """Be as new."""
        self.prompt, self.written, self.first, self.ended = None, "", "", 0.0


def fight(
    stores: Stores,
    today: dt.date,
    corpus: str,
    trials: Sequence[Trial],
    writers: Sequence[Writer],
) -> Iterator[Bout]:
    """A bout of every opponent with the assistant over these stores, each as it is over."""
    plain = assistant_over(stores, today)
    before = [trial.judged(plain.ask(trial.question)) for trial in trials]
    for writer in writers:
        recording = Recording(writer)
        phrasing = Phrasing(recording, Usage(), seconds=_SECONDS)
        assistant = assistant_over(stores, today, phrasing)
        bout = Bout(corpus=corpus, opponent=writer.name)
        for trial, (exact, wrong) in zip(trials, before, strict=True):
            recording.forget()
            said: list[str] = []
            shown_at: float | None = None
            for event in assistant.events(trial.question):
                # What is said before the model is asked is not the model's.
                if isinstance(event, Said) and recording.prompt is not None:
                    said.append(event.text)
                    if recording.first and shown_at is None:
                        shown_at = time.monotonic()
                if isinstance(event, Done):
                    _count(bout, trial, event.outcome, said, recording)
                    _wait(bout, event.outcome, recording, shown_at)
                    now_exact, now_wrong = trial.judged(event.outcome)
                    bout.lost += [trial.id] * (exact and not now_exact)
                    bout.spoilt += [trial.id] * (now_wrong > wrong)
        yield bout


def _count(
    bout: Bout, trial: Trial, outcome: Outcome, said: Sequence[str], recording: Recording
) -> None:
    bout.trials += 1
    if not isinstance(outcome, Answer) or outcome.draft is None or recording.prompt is None:
        return
    bout.phrased += 1
    bout.modes[outcome.mode] = bout.modes.get(outcome.mode, 0) + 1
    bout.shown += outcome.draft.shown
    shown = [_plain(piece) for piece in said[: outcome.draft.shown]]
    bout.told += [f"{trial.id}: {s}" for s in shown]
    if not recording.scripted:
        held = _stated(outcome)
        bout.wrong += [f"{trial.id}: {s}" for s in shown if not _amounts(s) <= held]
        return
    right = _right(recording.prompt, english=outcome.language == "en")
    struck = {_plain(s.sentence) for s in outcome.draft.struck}
    written = {_plain(s) for s in sentences(recording.written)} & right
    bout.written += len(written)
    bout.struck += [f"{trial.id}: {s}" for s in sorted(struck & right)]
    bout.wrong += [f"{trial.id}: {s}" for s in shown if s and s not in right]


def _wait(bout: Bout, outcome: Outcome, recording: Recording, shown_at: float | None) -> None:
    """How long the first sentence waited, if it was shown."""
    if shown_at is None or not isinstance(outcome, Answer) or outcome.draft is None:
        return
    first, draft = _plain(recording.first), outcome.draft
    if draft.shown and first not in {_plain(s.sentence) for s in draft.struck}:
        bout.waited.append((shown_at - recording.ended) * 1000)


def _right(prompt: Prompt, *, english: bool) -> frozenset[str]:
    """Every sentence that is right by construction: figures as listed, quotes word for word.

    Where figures are asked for, a sentence that states others beside them is not, nor is a row of
    a table ever: its numbers have lost their heads.
    """
    material = material_of(prompt.task)
    scripts = RIGHT[:1] if english else RIGHT
    right = (
        sentence
        for name in scripts
        for text in SCRIPTS[name](material)
        for sentence in sentences(text)
    )
    listed = {amount for f in material.figures for amount in _amounts(f.words)}
    said = (s for s in right if "|" not in fold(s))
    return frozenset(_plain(s) for s in said if not listed or _amounts(s) <= listed)


def _stated(answer: Answer) -> set[tuple[Decimal, str]]:
    """The amounts that an answer may show: its values, or where it has none, its quotes'."""
    if answer.values:
        return {(Decimal(v.value), v.unit) for v in answer.values}
    return {amount for c in answer.citations for amount in _amounts(c.quote)}


def _amounts(text: str) -> set[tuple[Decimal, str]]:
    return {(q.value, q.unit) for q in quantities(re.sub(r"\[\d+\]", "", text))}


def sentences(text: str) -> list[str]:
    """The sentences of a whole text, as they are cut while it streams."""
    stream = SentenceStream()
    return [*stream.feed(text), *stream.rest()]


def _plain(sentence: str) -> str:
    return "".join(sentence.split())


def scripted(names: Sequence[str] = ()) -> list[Writer]:
    """The scripted opponents of these names, or all."""
    return [ScriptedWriter(name) for name in names or SCRIPTS]


def configured(settings: Settings) -> list[Writer]:
    """The model that the settings name, as an opponent. Raises ``BadCases`` if they name none."""
    writer = writer_of(settings, Usage())
    if writer is None:
        raise BadCases(
            "No language model is set up.", hint="Set FAZHI_LLM_BASE_URL and FAZHI_LLM_MODEL."
        )
    return [writer]
