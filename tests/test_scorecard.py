"""The scorecard on results made by hand, and the statistics under it."""

from __future__ import annotations

import io
import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from assistant.domain import Abstention, Answer, Outcome, Question
from eval.cases import Case, Expected, Figure, Figures, Silence
from eval.judge import Verdict
from eval.report import show_retrieval, show_scorecard
from eval.scorecard import Result, Scorecard, as_json, score
from eval.statistics import Rate, quantile, rate

FIGURES = Figures(values=(Figure(value=60, unit="件"),), quote="受理60件")  # type: ignore[arg-type]
SILENCE = Silence(reason=("year_not_covered",))


def _outcome(answered: bool, question: str) -> Outcome:
    common: dict[str, Any] = {"question": question, "language": "zh", "intent": "numeric"}
    if answered:
        return Answer(answer="六十件", citations=(), **common)
    return Abstention(reason="no_evidence", message="没有。", **common)


def result(name: str, expected: Expected = FIGURES, suite: str = "s", **more: Any) -> Result:
    kind: Any = "abstain" if isinstance(expected, Silence) else "numeric"
    question = Question(text=f"问题{name}？")
    case = Case(id=name, suite=suite, question=question, kind=kind, expected=expected)
    if "error" in more:
        return Result(case=case, language="zh", error=more["error"])
    verdict = Verdict(**{"answered": True, "exact": True, "cited": True, **more})
    return Result(
        case=case,
        language="en" if name.startswith("en") else "zh",
        outcome=_outcome(verdict.answered, question.text),
        verdict=verdict,
        seconds=0.010,
        ranks=(1,) if kind == "numeric" else (),
    )


RESULTS = [
    result("a1"),
    result("en1"),
    result("a2", exact=False, faults=("not given: 60件",)),
    result("a3", exact=False, wrong=("61件",), faults=("wrong figure shown: 61件",)),
    result("a4", cited=False, faults=("not cited",)),
    result("a5", answered=False, exact=False, cited=None, reason="no_evidence"),
    result("a6", error="KeyError: 'x'"),
    result("n1", SILENCE, answered=False, cited=None, reason_right=True),
    result("n2", SILENCE, suite="t", answered=False, cited=None, reason_right=False, faults=("r",)),
    result("n3", SILENCE, suite="t", exact=False, cited=None, wrong=("60件",)),
]


def test_every_count_is_of_what_it_says() -> None:
    whole = score(RESULTS).whole
    assert (whole.n, whole.crashed, whole.wrong_figures) == (10, 1, 2)
    assert whole.exact == Rate(hits=3, n=6)
    assert whole.cited == Rate(hits=4, n=5)
    assert whole.answered == Rate(hits=5, n=6)
    assert whole.led == Rate(hits=0, n=0)
    assert score([result("x", led=True), result("y", led=False)]).whole.led == Rate(hits=1, n=2)
    assert whole.abstention_precision == Rate(hits=2, n=3)
    assert whole.abstention_recall == Rate(hits=2, n=3)
    assert whole.reasons == Rate(hits=1, n=2)
    assert whole.passed == Rate(hits=4, n=9)
    assert whole.median_length == len("六十件")
    assert whole.median_ms == pytest.approx(10)


def test_a_crash_is_no_zero() -> None:
    only = score([result("a", error="boom")])
    assert only.whole.crashed == 1
    assert only.whole.exact == Rate(hits=0, n=0)
    assert only.whole.exact.share is None
    assert [failure.sort for failure in only.failures] == ["crashed"]
    assert only.failures[0].got == "boom"


def test_failures_come_gravest_first_and_all_of_them() -> None:
    card = score(RESULTS)
    assert [(f.sort, f.id) for f in card.failures] == [
        ("wrong figure", "a3"),
        ("wrong figure", "n3"),
        ("crashed", "a6"),
        ("not exact", "a2"),
        ("citation", "a4"),
        ("abstained", "a5"),
    ]
    assert [remark.id for remark in card.remarks] == ["n2"]
    assert card.failures[0].expected.startswith("60件")


def test_groups_are_by_suite_language_and_kind() -> None:
    names = [group.name for group in score(RESULTS).groups]
    assert names == [
        "all",
        "suite s",
        "suite t",
        "language en",
        "language zh",
        "kind abstain",
        "kind numeric",
    ]
    sizes = {group.name: group.n for group in score(RESULTS).groups}
    assert sizes["suite s"] + sizes["suite t"] == sizes["all"]
    assert sizes["language en"] == 1


def test_retrieval_counts_cases_that_name_a_quote() -> None:
    found = score(
        [
            Result(**{**vars(result("a")), "ranks": (1, 4)}),
            Result(**{**vars(result("b")), "ranks": (2, None)}),
            Result(**{**vars(result("c")), "ranks": (1,)}),
            result("n", SILENCE, answered=False, cited=None, reason_right=True),
        ]
    ).whole.retrieval
    assert dict(found) == {
        1: Rate(hits=1, n=3),
        5: Rate(hits=2, n=3),
        10: Rate(hits=2, n=3),
    }


@given(st.randoms(use_true_random=False))
def test_the_order_of_results_is_of_no_account(rng: random.Random) -> None:
    shuffled = list(RESULTS)
    rng.shuffle(shuffled)
    assert score(shuffled) == score(RESULTS)
    assert as_json(score(shuffled), shuffled) == as_json(score(RESULTS), RESULTS)


def _printed(card: Scorecard) -> str:
    console = Console(file=io.StringIO(), width=200)
    console.print(show_scorecard(card))
    console.print(show_retrieval(card))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_it_is_shown_with_every_failure_and_what_was_left_out() -> None:
    shown = _printed(score(RESULTS, ["statutes: not here"]))
    for failure in score(RESULTS).failures:
        assert failure.question in shown
        assert f"{failure.suite}/{failure.id}" in shown
    assert "left out: statutes: not here" in shown
    assert "50.0% [18.8%–81.2%] 3/6" in shown


def test_nothing_at_all_can_be_shown() -> None:
    assert "–" in _printed(score([]))


def test_json_holds_the_same_and_is_plain() -> None:
    card = score(RESULTS, ["x"])
    plain = json.loads(json.dumps(as_json(card, RESULTS), ensure_ascii=False))
    assert plain["groups"]["all"]["exact"]["hits"] == 3
    assert plain["groups"]["all"]["wrong_figures"] == 2
    assert [case["id"] for case in plain["cases"] if case["passed"] is None] == ["a6"]
    assert plain["skipped"] == ["x"]


# Statistics


def test_wilsons_interval() -> None:
    assert Rate(hits=8, n=10).interval == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert Rate(hits=0, n=10).interval == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert Rate(hits=0, n=0).interval is None


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_interval_holds_the_share(hits: int, n: int) -> None:
    one = Rate(hits=min(hits, n), n=n)
    assert one.interval is not None
    assert one.share is not None
    low, high = one.interval
    assert 0 <= low <= one.share + 1e-12
    assert one.share - 1e-12 <= high <= 1


@pytest.mark.parametrize(("hits", "n"), [(2, 1), (-1, 1)])
def test_an_impossible_rate_is_refused(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match="between 0 and n"):
        Rate(hits=hits, n=n)


def test_quantiles_are_values_that_occurred() -> None:
    assert quantile([], 0.5) is None
    assert quantile([3, 1, 2], 0.5) == 2
    assert quantile([1, 2], 0.5) == 1
    assert quantile(list(range(1, 101)), 0.95) == 95
    assert rate([True, False, True]) == Rate(hits=2, n=3)
