"""Reciprocal rank fusion: its formula, its ties, its order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.fusion import fuse

ids = st.text(alphabet="abcdefgh", min_size=1, max_size=2)
ranking = st.lists(ids, max_size=12, unique=True)
weights = st.sampled_from([0.25, 0.5, 1.0, 2.0, 3.0])
rankings = st.lists(st.tuples(weights, ranking), max_size=4)


def test_the_score_is_the_sum_of_reciprocal_ranks() -> None:
    found = dict(fuse([(1.0, ["a", "b"]), (2.0, ["b", "c"])], k=60))
    assert found == {
        "b": pytest.approx(1 / 62 + 2 / 61),
        "c": pytest.approx(2 / 62),
        "a": pytest.approx(1 / 61),
    }
    assert list(found) == ["b", "c", "a"]


def test_a_heavier_ranking_prevails() -> None:
    assert [i for i, _ in fuse([(1.0, ["a", "b"]), (2.0, ["b", "a"])])] == ["b", "a"]
    assert [i for i, _ in fuse([(2.0, ["a", "b"]), (1.0, ["b", "a"])])] == ["a", "b"]


def test_equal_scores_are_ordered_by_id() -> None:
    assert [i for i, _ in fuse([(1.0, ["b"]), (1.0, ["a"])])] == ["a", "b"]


def test_a_repeated_id_counts_once_at_its_best_place() -> None:
    assert fuse([(1.0, ["a", "b", "a"])]) == fuse([(1.0, ["a", "b"])])


def test_nothing_gives_nothing() -> None:
    assert fuse([]) == []
    assert fuse([(1.0, [])]) == []


@pytest.mark.parametrize("bad", [([(-1.0, ["a"])], 60), ([(1.0, ["a"])], -1)])
def test_negative_numbers_are_refused(bad: tuple[list[tuple[float, list[str]]], int]) -> None:
    with pytest.raises(ValueError, match="negative, got -1"):
        fuse(*bad)


@given(rankings)
def test_holds_every_id_once_in_falling_order(
    given_rankings: list[tuple[float, list[str]]],
) -> None:
    found = fuse(given_rankings)
    assert sorted(i for i, _ in found) == sorted({i for _, r in given_rankings for i in r})
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)


@given(rankings, st.randoms(use_true_random=False))
def test_the_order_of_rankings_is_of_no_account(
    given_rankings: list[tuple[float, list[str]]], rng: random.Random
) -> None:
    shuffled = list(given_rankings)
    rng.shuffle(shuffled)
    assert fuse(shuffled) == fuse(given_rankings)


@given(ranking, weights)
def test_one_ranking_keeps_its_order(one: list[str], weight: float) -> None:
    assert [i for i, _ in fuse([(weight, one)])] == one


@given(rankings.filter(bool), ids)
def test_moving_up_in_a_ranking_never_hurts(
    given_rankings: list[tuple[float, list[str]]], item: str
) -> None:
    weight, first = given_rankings[0]
    lifted = [(weight, [item, *(i for i in first if i != item)]), *given_rankings[1:]]
    assert dict(fuse(lifted))[item] >= dict(fuse(given_rankings)).get(item, 0.0)
