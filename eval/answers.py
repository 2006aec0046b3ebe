"""Cases asked of an assistant, one after another, and judged."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence

from assistant.catalogue import Catalogue
from assistant.domain import Outcome, Passage, Question
from assistant.errors import FazhiError, NotFound
from assistant.language import detect
from eval.cases import Case, Figures, Words
from eval.figures import squeezed
from eval.judge import judge
from eval.scorecard import Result

Ask = Callable[[Question], Outcome]
Retrieve = Callable[[Question], Sequence[Sequence[Passage]]]


class CatalogueSources:
    """The texts that citations are of, from the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._texts: dict[tuple[str, int], str] = {}

    def text(self, document_id: str, version: int) -> str | None:
        """A version's canonical text, or ``None`` if there is no such version."""
        if (document_id, version) not in self._texts:
            for one in self._catalogue.versions(document_id):
                self._texts[document_id, one.number] = one.text
        return self._texts.get((document_id, version))

    def adopted(self, document_id: str) -> dt.date | None:
        """When a statute's edition was adopted."""
        try:
            return self._catalogue.document(document_id).adopted
        except NotFound:
            return None


def run_cases(
    cases: Sequence[Case],
    ask: Ask,
    sources: CatalogueSources,
    retrieve: Retrieve | None = None,
) -> Iterator[Result]:
    """A result for each case, in their order, each as soon as it is there."""
    for case in cases:
        yield _result(case, ask, sources, retrieve)


def _result(case: Case, ask: Ask, sources: CatalogueSources, retrieve: Retrieve | None) -> Result:
    language = detect(case.question.text)
    began = time.perf_counter()
    try:
        outcome = ask(case.question)
        seconds = time.perf_counter() - began
        verdict = judge(case, outcome, sources)
        ranks = () if retrieve is None else ranks_of(quotes_of(case), retrieve(case.question))
    except Exception as error:  # noqa: BLE001 - a case that crashes is a finding, not the end
        return Result(case=case, language=language, error=_crash(error))
    return Result(
        case=case,
        language=language,
        outcome=outcome,
        verdict=verdict,
        seconds=seconds,
        ranks=ranks,
    )


def _crash(error: Exception) -> str:
    import traceback

    if isinstance(error, FazhiError):
        return f"{type(error).__name__}: {error}"
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].name}, line {frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__}: {error} (in {where})"


def quotes_of(case: Case) -> tuple[str, ...]:
    """The passages that retrieval must find for a case; none for one without an answer."""
    expected = case.expected
    if isinstance(expected, Figures):
        own = (figure.quote for figure in expected.values)
        return tuple(dict.fromkeys(q for q in (expected.quote, *own) if q))
    if isinstance(expected, Words):
        return (expected.quote,) if expected.quote else ()
    return ()


def ranks_of(
    quotes: Sequence[str], rankings: Sequence[Sequence[Passage]]
) -> tuple[int | None, ...]:
    """For each quote the place, from 1, of the first passage of any ranking that holds it."""
    texts = [[squeezed(passage.text) for passage in ranking] for ranking in rankings]
    return tuple(min(_places(squeezed(quote), texts), default=None) for quote in quotes)


def _places(quote: str, rankings: Sequence[Sequence[str]]) -> Iterator[int]:
    for texts in rankings:
        yield from (n for n, text in enumerate(texts, start=1) if quote in text)
