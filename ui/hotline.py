"""Answers for a hotline: in time, in the form of its channel, with a person where one is needed."""

from __future__ import annotations

import asyncio
import hashlib
import re
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from assistant.aloud import spoken_data
from assistant.amount import amount
from assistant.domain import Abstention, Answer, Audience, Citation, Language, Outcome, Question
from assistant.handoff import Handoff, asked_handoff, handoff, outcome_handoff
from assistant.interpret import clean
from assistant.journal import Asker
from assistant.language import detect
from assistant.spoken import Speech, speech
from ui.answering import Answering
from ui.hotline_wire import (
    WireHandoff,
    WireHotlineAnswer,
    WireHotlineQuestion,
    WirePoint,
    WireSpeech,
)
from ui.idempotency import Replies
from ui.schemas import wire_outcome

WORKERS = 16
_MARGIN = 0.03  # seconds of the deadline kept for putting the answer into its form
_POINTS = 5
_QUOTE = 120  # characters of a quote on a clerk's screen


@dataclass(frozen=True, kw_only=True, slots=True)
class _Given:
    """An outcome with the handoff that goes with it."""

    outcome: Outcome
    handoff: Handoff | None


class Hotline:
    """Answers hotline questions over the one ``Answering``."""

    def __init__(self, answering: Answering, longest: int) -> None:
        """``longest``: of a question, in characters."""
        self._answering = answering
        self._longest = longest
        self._pool = ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="fazhi-hotline")
        self.replies: Replies[WireHotlineAnswer] = Replies()

    async def answer(
        self, asked: WireHotlineQuestion, audience: Audience, asker: Asker
    ) -> WireHotlineAnswer:
        """The answer by the deadline. Raises ``QuestionError``."""
        begun = time.monotonic()
        text = clean(asked.question, self._longest)
        needed = asked_handoff(text)
        if needed is not None and needed.reason != "complaint":
            given = _Given(outcome=_instead(text, needed), handoff=needed)
        else:
            question = asked.to_question(audience)
            left = asked.deadline_ms / 1000 - _MARGIN - (time.monotonic() - begun)
            given = await self._by(left, question, needed)
        known = given.handoff is None or given.handoff.reason == "abstained"
        self._answering.record(given.outcome, asker, gap=known)
        return _wire(asked, given)

    def get_ready(self) -> None:
        """Load word lists and rules now: loaded at the first question they would cost its time."""
        asked_handoff("2023年受理行政复议多少件？")
        speech("2023年受理行政复议60件。", "zh", 30)

    def close(self) -> None:
        """Wait for what is being looked up."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def _by(self, seconds: float, question: Question, needed: Handoff | None) -> _Given:
        work: Future[Outcome] = self._pool.submit(self._answering.look_up, question)
        waiting = asyncio.wrap_future(work)
        done, _ = await asyncio.wait({waiting}, timeout=max(0.0, seconds))
        if done:
            outcome = waiting.result()
            return _Given(outcome=outcome, handoff=needed or outcome_handoff(outcome))
        waiting.add_done_callback(_let_go)
        work.cancel()  # one that still stands in line
        late = needed or handoff("deadline", detect(question.text))
        return _Given(outcome=_instead(question.text, late), handoff=late)


def digest_of(asked: WireHotlineQuestion, audience: Audience) -> str:
    """What tells one request from another, whatever its key."""
    body = asked.model_dump_json(exclude={"idempotency_key"})
    return hashlib.sha256(f"{audience}\n{body}".encode("utf-8", "replace")).hexdigest()


def _let_go(late: asyncio.Future[Outcome]) -> None:
    """Nobody waits for it any more; what went wrong there is of no account."""
    if not late.cancelled():
        late.exception()


def _instead(question: str, needed: Handoff) -> Abstention:
    """The outcome of a question that was not looked up, or not in time."""
    seed = f"{time.time_ns()}:{question}"
    return Abstention(
        question=question,
        reason="deadline" if needed.reason == "deadline" else "out_of_scope",
        message=needed.message,
        language=detect(question),
        intent="open",
        trace_id=hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()[:16],
    )


def _wire(asked: WireHotlineQuestion, given: _Given) -> WireHotlineAnswer:
    said = _speech(given, asked.max_seconds) if asked.channel == "voice" else None
    return WireHotlineAnswer(
        **wire_outcome(given.outcome).model_dump(),
        channel=asked.channel,
        handoff=_wire_handoff(given.handoff),
        spoken=said.text if said else None,
        speech=WireSpeech(text=said.text, seconds=said.seconds, complete=said.complete)
        if said
        else None,
        points=_points(given.outcome) if asked.channel == "agent" else [],
        caller=asked.caller,
        session=asked.session,
    )


def _wire_handoff(needed: Handoff | None) -> WireHandoff:
    if needed is None:
        return WireHandoff(required=False, reason=None, message=None)
    return WireHandoff(required=True, reason=needed.reason, message=needed.message)


def _speech(given: _Given, seconds: float) -> Speech:
    """What is said: the answer, or why there is none and that a person takes over."""
    outcome, needed = given.outcome, given.handoff
    language = outcome.language
    if needed is None:
        text = outcome.answer if isinstance(outcome, Answer) else outcome.message
        return speech(_on_the_line(text, language), language, seconds)
    if needed.reason != "abstained" or not isinstance(outcome, Abstention):
        return speech(needed.message, language, seconds)
    both = f"{_on_the_line(outcome.message, language)}\n{needed.message}"
    first = f"{re.split('(?<=[。.])', both, maxsplit=1)[0]}\n{needed.message}"
    said = (speech(text, language, seconds) for text in (both, first))
    whole = next((one for one in said if one.complete), None)
    return whole or speech(needed.message, language, seconds)


def _on_the_line(text: str, language: Language) -> str:
    """Without the advice to call the hotline, to somebody who has called it."""
    return re.sub(
        str(spoken_data()["hotline_advice"]["en" if language == "en" else "zh"]), "", text
    )


def _points(outcome: Outcome) -> list[WirePoint]:
    """The figures with their quotes, or the quotes alone."""
    if not isinstance(outcome, Answer):
        return []
    quotes = {c.n: c for c in outcome.citations}
    found: list[tuple[str | None, Citation]] = []
    for value in outcome.values[:_POINTS]:
        if value.citation in quotes:
            cited = quotes[value.citation]
            told = amount(value.value, value.unit, value.qualifier, value.high)
            where = "".join((value.jurisdiction or "", f"{value.year}年" if value.year else ""))
            figure = f"{where} {value.measure}：{told}".strip()
            found.append((figure, cited))
    lines = found or [(None, c) for c in outcome.citations[:_POINTS]]
    return [
        WirePoint(figure=figure, quote=_short(c.quote), source=c.title, citation=c.n)
        for figure, c in lines
    ]


def _short(quote: str) -> str:
    return quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE]}…"
