"""The scorecard: what is counted of judged cases, over all and by suite, language and kind.

A case that crashed, or that an index could not be made for, is counted apart, never as a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.domain import Abstention, Answer, Language, Outcome
from eval.cases import Case, Expected, Figures, Silence
from eval.judge import Verdict
from eval.statistics import Rate, quantile, rate

DEPTHS = (1, 5, 10)


@dataclass(frozen=True, kw_only=True)
class Result:
    """One case asked. Either ``outcome`` and ``verdict`` are there, or ``error`` is.

    ``ranks`` holds, for each quote that the case names, the place (from 1) of the first passage
    retrieved that holds it, ``None`` if none does. ``seconds`` is what asking took.
    """

    case: Case
    language: Language
    outcome: Outcome | None = None
    verdict: Verdict | None = None
    error: str | None = None
    seconds: float = 0.0
    ranks: tuple[int | None, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Group:
    """Counts over some results. Rates leave out what crashed.

    ``exact`` and ``answered`` are of the cases that have an answer, ``cited`` of those of them that
    were answered, ``led`` of answers in words: whether the first citation is right already.
    ``wrong_figures`` counts cases in which a wrong figure was shown. ``median_length`` is of
    answers, in characters: words are easily right in a long enough quote.
    """

    name: str
    n: int
    crashed: int
    passed: Rate
    exact: Rate
    cited: Rate
    led: Rate
    answered: Rate
    abstention_precision: Rate
    abstention_recall: Rate
    reasons: Rate
    wrong_figures: int
    blurred: int
    retrieval: tuple[tuple[int, Rate], ...]
    median_length: float | None
    median_ms: float | None
    p95_ms: float | None


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One case that did not pass, or crashed."""

    id: str
    suite: str
    question: str
    sort: str
    expected: str
    got: str
    faults: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """All groups, the whole first, and every failure, the gravest sort first."""

    groups: tuple[Group, ...]
    failures: tuple[Failure, ...]
    remarks: tuple[Failure, ...]
    skipped: tuple[str, ...] = ()

    @property
    def whole(self) -> Group:
        """The group of all results."""
        return self.groups[0]


SORTS = ("wrong figure", "crashed", "not exact", "citation", "answered", "abstained")


def score(results: Sequence[Result], skipped: Sequence[str] = ()) -> Scorecard:
    """The scorecard of ``results``, in an order that doesn't depend on theirs."""
    ordered = sorted(results, key=lambda r: (r.case.suite, r.case.id))
    groups = [_group("all", ordered)]
    for title, key in _DIVISIONS:
        names = sorted({key(result) for result in ordered})
        groups += [_group(f"{title} {n}", [r for r in ordered if key(r) == n]) for n in names]
    failures = [_failure(r, _sort(r)) for r in ordered if _failed(r)]
    remarks = [_failure(r, "remark") for r in ordered if not _failed(r) and _remarkable(r)]
    return Scorecard(
        groups=tuple(groups),
        failures=tuple(sorted(failures, key=lambda f: (SORTS.index(f.sort), f.suite, f.id))),
        remarks=tuple(remarks),
        skipped=tuple(skipped),
    )


_DIVISIONS: tuple[tuple[str, Callable[[Result], str]], ...] = (
    ("suite", lambda result: result.case.suite),
    ("language", lambda result: result.language),
    ("kind", lambda result: result.case.kind),
)


def _group(name: str, results: Sequence[Result]) -> Group:
    judged = [(r, r.verdict) for r in results if r.verdict is not None]
    answerable = [v for r, v in judged if r.case.kind != "abstain"]
    unanswerable = [v for r, v in judged if r.case.kind == "abstain"]
    silent = [r.case.kind == "abstain" for r, v in judged if not v.answered]
    times = [r.seconds * 1000 for r, _ in judged]
    lengths = [len(r.outcome.answer) for r, _ in judged if isinstance(r.outcome, Answer)]
    sought = [r.ranks for r, _ in judged if r.ranks]
    return Group(
        name=name,
        n=len(results),
        crashed=len(results) - len(judged),
        passed=rate(v.passed for _, v in judged),
        exact=rate(v.exact for v in answerable),
        cited=rate(v.cited is True for v in answerable if v.answered),
        led=rate(v.led for v in answerable if v.led is not None),
        answered=rate(v.answered for v in answerable),
        abstention_precision=rate(silent),
        abstention_recall=rate(not v.answered for v in unanswerable),
        reasons=rate(v.reason_right is True for v in unanswerable if not v.answered),
        wrong_figures=sum(bool(v.wrong) for _, v in judged),
        blurred=sum(bool(v.blurred) for _, v in judged),
        retrieval=tuple((k, rate(_found(ranks, k) for ranks in sought)) for k in DEPTHS),
        median_length=quantile(lengths, 0.5),
        median_ms=quantile(times, 0.5),
        p95_ms=quantile(times, 0.95),
    )


def _found(ranks: Sequence[int | None], k: int) -> bool:
    return all(rank is not None and rank <= k for rank in ranks)


def _failed(result: Result) -> bool:
    return result.verdict is None or not result.verdict.passed


def _remarkable(result: Result) -> bool:
    """Passed, but not without a remark: another reason, a qualifier lost."""
    verdict = result.verdict
    return verdict is not None and (verdict.reason_right is False or bool(verdict.blurred))


def _sort(result: Result) -> str:
    verdict = result.verdict
    if verdict is None:
        return "crashed"
    if verdict.wrong:
        return "wrong figure"
    if not verdict.answered:
        return "abstained"
    if result.case.kind == "abstain":
        return "answered"
    return "citation" if verdict.exact else "not exact"


def _failure(result: Result, sort: str) -> Failure:
    verdict = result.verdict
    faults = (*verdict.faults, *verdict.blurred) if verdict else (result.error or "",)
    return Failure(
        id=result.case.id,
        suite=result.case.suite,
        question=result.case.question.text,
        sort=sort,
        expected=described(result.case.expected),
        got=_got(result),
        faults=faults,
    )


def described(expected: Expected) -> str:
    """What was expected, in one line."""
    if isinstance(expected, Silence):
        return f"silence: {' or '.join(expected.reason)}"
    if isinstance(expected, Figures):
        figures = (
            " ".join(str(p) for p in (f"{f.value}{f.unit}", f.place, f.year) if p)
            for f in expected.values
        )
        of = " ".join(str(part) for part in (expected.place, expected.year) if part)
        return ", ".join(figures) + (f" ({of})" if of else "")
    source = (expected.law, expected.adopted, *expected.article)
    return f"{' + '.join(expected.contains)} [{' '.join(str(p) for p in source if p)}]"


def _got(result: Result) -> str:
    outcome = result.outcome
    if outcome is None:
        return result.error or ""
    if isinstance(outcome, Abstention):
        return f"silence: {outcome.reason}: {outcome.message}"
    quotes = " ".join(f"[{c.n}] {c.title}: {c.quote}" for c in outcome.citations)
    return f"{outcome.answer} ← {quotes}"


def as_json(card: Scorecard, results: Sequence[Result]) -> dict[str, Any]:
    """The scorecard for a program: groups, failures, and a line for each case."""
    ordered = sorted(results, key=lambda r: (r.case.suite, r.case.id))
    return {
        "groups": {group.name: _group_json(group) for group in card.groups},
        "failures": [vars(failure) for failure in card.failures],
        "remarks": [vars(remark) for remark in card.remarks],
        "skipped": list(card.skipped),
        "cases": [_case_json(result) for result in ordered],
    }


def _group_json(group: Group) -> dict[str, Any]:
    rates = (
        "passed",
        "exact",
        "cited",
        "led",
        "answered",
        "abstention_precision",
        "abstention_recall",
    )
    return {
        "n": group.n,
        "crashed": group.crashed,
        "wrong_figures": group.wrong_figures,
        "blurred": group.blurred,
        **{name: rate_json(getattr(group, name)) for name in (*rates, "reasons")},
        **{f"retrieval_r@{k}": rate_json(found) for k, found in group.retrieval},
        "median_length": group.median_length,
        "median_ms": group.median_ms,
        "p95_ms": group.p95_ms,
    }


def rate_json(found: Rate) -> dict[str, Any]:
    """A rate for a program."""
    return {"hits": found.hits, "n": found.n, "share": found.share, "interval": found.interval}


def _case_json(result: Result) -> dict[str, Any]:
    verdict = result.verdict
    return {
        "id": result.case.id,
        "suite": result.case.suite,
        "kind": result.case.kind,
        "language": result.language,
        "question": result.case.question.text,
        "passed": None if verdict is None else verdict.passed,
        "verdict": None if verdict is None else vars(verdict),
        "error": result.error,
        "expected": described(result.case.expected),
        "got": _got(result),
        "ranks": list(result.ranks),
        "ms": result.seconds * 1000,
    }
