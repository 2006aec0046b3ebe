"""An answer phrased by a model: drafted from its evidence, and shown as far as it is verified.

The extractive answer stands behind it all the time: what the draft leaves unsaid, gets wrong or
never delivers is given out of that. Its values, citations and table stay as they are.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace

from assistant.binding import is_value
from assistant.claims import MARK, numbers_of, unmarked
from assistant.domain import Answer, Audience, Draft, Mode, Outcome, Struck, Value
from assistant.draft import prompt_for
from assistant.errors import WriterError
from assistant.grounds import Fact, Grounds, grounds_of
from assistant.interpret import Interpretation
from assistant.lexicon import load_lexicon
from assistant.library import Library
from assistant.long_answers import LONG
from assistant.quantity import plain_decimal, quantities
from assistant.sentence_check import check
from assistant.sentence_stream import SentenceStream
from assistant.sentences import states_asked
from assistant.terms import Term
from assistant.text import fold
from assistant.usage import Usage
from assistant.verify import faults
from assistant.writer import Prompt, Writer

_LOG = logging.getLogger(__name__)
_MOST_VALUES = 6  # an answer of more primary figures is a list already
_MOST_STRUCK = 5  # sentences struck in a row after which nothing good is to be expected
_KEPT_TERMS = 0.8  # least share of the asked terms of the extractive answer that must be said
_KEPT_POINTS = 0.6  # least share of a list's quotes that must be cited
_LIST = 4  # quotes from which an answer is a list


@dataclass
class _Told:
    """What has been shown and struck so far."""

    pieces: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    struck: list[Struck] = field(default_factory=list)
    in_a_row: int = 0
    first_ms: float | None = None
    shown_ms: float | None = None
    failure: str | None = None

    @property
    def text(self) -> str:
        """All that was shown of the draft."""
        return "".join(self.pieces)


class Phrasing:
    """Lets a writer phrase answers, and keeps what it may not say from being shown."""

    def __init__(self, writer: Writer, usage: Usage, *, seconds: float) -> None:
        """``seconds`` is what the writer may take for one answer."""
        self._writer = writer
        self._usage = usage
        self._seconds = seconds

    def suits(self, answer: Outcome) -> bool:
        """Whether a model may phrase an outcome at all.

        Curated answers, tables and computed figures stay as they are; so does Chinese quoted to an
        English asker, whose translation nothing here could check.
        """
        if not isinstance(answer, Answer) or not answer.citations or answer.table is not None:
            return False
        if answer.intent in LONG:  # in the report's own sentences, and meant to be
            return False
        if answer.mode == "curated" or any(v.computed for v in answer.values):
            return False
        if sum(v.primary for v in answer.values) > _MOST_VALUES:
            return False
        if answer.language != "en":
            return True
        names = load_lexicon().measures
        return bool(answer.values) and all(v.measure in names for v in answer.values)

    def phrased(
        self,
        answer: Answer,
        read: Interpretation,
        library: Library,
        *,
        audience: Audience,
    ) -> Generator[str, None, Answer]:
        """Verified pieces of text as they come; returns the answer that they make together."""
        grounds = grounds_of(answer, library)
        before, after = _notices(answer)
        for line in before:
            yield f"{line}\n"
        told = _Told()
        prompt = prompt_for(grounds, answer.language, audience, self._writer.style)
        yield from self._drafted(prompt, _Judge(grounds, told, library), told)
        rest = _unsaid(answer, told, read)
        if rest and told.pieces:
            rest = ["", *rest]
        tail = "\n".join([*rest, *(["", *after] if after and not rest else after)])
        if tail:
            yield tail
        mode: Mode = "generated" if not rest else "mixed" if told.pieces else "extractive"
        self._usage.answered(mode, shown=len(told.pieces), struck=len(told.struck))
        text = "".join([*(f"{line}\n" for line in before), told.text, tail])
        return replace(answer, answer=text, mode=mode, draft=self._record(told))

    def _record(self, told: _Told) -> Draft:
        return Draft(
            model=self._writer.name,
            shown=len(told.pieces),
            struck=tuple(told.struck),
            failure=told.failure,
            first_ms=told.first_ms,
            shown_ms=told.shown_ms,
        )

    def _drafted(self, prompt: Prompt, judge: _Judge, told: _Told) -> Iterator[str]:
        """The verified sentences of a draft, as they come."""
        stream = SentenceStream()
        written = self._writer.write(prompt, seconds=self._seconds)
        try:
            for piece in written:
                for sentence in stream.feed(piece):
                    yield from judge.judged(sentence)
                early = stream.early()
                if early is not None and (shown := judge.ahead(early)):
                    stream.take()
                    yield shown
                if told.in_a_row >= _MOST_STRUCK:
                    break
            else:
                for sentence in stream.rest():
                    yield from judge.judged(sentence)
        except WriterError as error:
            _LOG.warning("the language model failed: [%s] %s", error.code, error)
            told.failure = error.code
        finally:
            close = getattr(written, "close", None)
            if close is not None:
                close()


class _Judge:
    """Judges the sentences of one draft in their order."""

    def __init__(self, grounds: Grounds, told: _Told, library: Library) -> None:
        self._grounds = grounds
        self._told = told
        self._library = library
        self._begun = time.monotonic()

    def judged(self, sentence: str) -> Iterator[str]:
        """The sentence as it is shown, if it may be; else it is struck."""
        if not unmarked(sentence):
            return  # marks that came late
        wrong, facts = self._wrong(sentence)
        if wrong:
            self._told.struck.append(Struck(sentence=sentence.strip(), faults=wrong))
            self._told.in_a_row += 1
        else:
            yield self._shown(sentence, facts)

    def ahead(self, sentence: str) -> str | None:
        """A sentence that may not be complete, if it may be shown as it is."""
        wrong, facts = self._wrong(sentence)
        return None if wrong else self._shown(sentence, facts)

    def _wrong(self, sentence: str) -> tuple[tuple[str, ...], tuple[Fact, ...]]:
        now = (time.monotonic() - self._begun) * 1000
        if self._told.first_ms is None:
            self._told.first_ms = now
        verdict = check(sentence.strip(), self._grounds, MARK.sub("", self._told.text))
        if not verdict.holds:
            return verdict.faults, ()
        alone = replace(self._grounds.answer, answer=_plain_marks(sentence.strip()), table=None)
        return tuple(faults(alone, lambda one, _: self._library.version(one))), verdict.facts

    def _shown(self, sentence: str, facts: tuple[Fact, ...]) -> str:
        told = self._told
        gap = ""
        if told.pieces:
            gap = "\n" if "\n" in told.pieces[-1][-1:] + sentence[:1] else ""
            gap = gap or (" " if self._grounds.answer.language == "en" else "")
        text = gap + _plain_marks(sentence.strip())
        told.pieces.append(text)
        told.facts.extend(facts)
        told.numbers.update(numbers_of(sentence))
        told.in_a_row = 0
        if told.shown_ms is None:
            told.shown_ms = (time.monotonic() - self._begun) * 1000
        return text


def _plain_marks(sentence: str) -> str:
    """A sentence with its marks as the product writes them: [1][2]."""
    return MARK.sub(_plain_mark, sentence)


def _plain_mark(match: re.Match[str]) -> str:
    gap = " " if match[0][0].isspace() else ""
    return gap + "".join(f"[{int(n)}]" for n in re.findall(r"\d+", match[1]))


def _notices(answer: Answer) -> tuple[list[str], list[str]]:
    """The extractive answer's lines that cite nothing: before its first quote, and after it.

    What only leads to the quotes (以下分别列出：) is left out.
    """
    before: list[str] = []
    after: list[str] = []
    into = before
    for line in answer.answer.split("\n"):
        if MARK.search(line):
            into = after
        elif line.strip() and not line.rstrip().endswith(("：", ":")):
            into.append(line)
    return before, after


def _unsaid(answer: Answer, told: _Told, read: Interpretation) -> list[str]:
    """The extractive answer's lines that must follow for the question to be answered."""
    cited = [line for line in answer.answer.split("\n") if MARK.search(line)]
    if not told.pieces:
        whole = answer.answer.split("\n")
        notices = {line for part in _notices(answer) for line in part}
        return [line for line in whole if line not in notices]
    if answer.values:
        missing = [
            v for v in answer.values if v.primary and not any(is_value(f, v) for f in told.facts)
        ]
        return [line for line in cited if any(_line_states(line, v) for v in missing)]
    return [] if _answers(answer, told, read) else cited


def _line_states(line: str, value: Value) -> bool:
    stated = {(plain_decimal(q.value), q.unit) for q in quantities(MARK.sub("", line))}
    return (value.value, value.unit) in stated and value.citation in numbers_of(line)


def _answers(answer: Answer, told: _Told, read: Interpretation) -> bool:
    """Whether what was shown says of the question what the extractive answer says of it."""
    said, whole = fold(told.text), fold(answer.answer)
    asked = [t for t in read.terms if t.within(whole)]
    kept = [t for t in asked if t.within(said)]
    if _weight(kept) < _KEPT_TERMS * _weight(asked):
        return False
    if states_asked(answer.answer, read) and not states_asked(told.text, read):
        return False
    every = {c.n for c in answer.citations}
    if len(every) >= _LIST and len(told.numbers) < _KEPT_POINTS * len(every):
        return False
    return 1 in told.numbers or len(every) >= _LIST


def _weight(terms: list[Term]) -> float:
    return sum(t.weight for t in terms)
