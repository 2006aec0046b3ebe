"""Replies kept by key: once made, given again, forgotten in time."""

from __future__ import annotations

import pytest

from ui.idempotency import OtherRequest, Replies


def test_the_same_request_gets_the_same_reply() -> None:
    replies: Replies[str] = Replies()
    first, mine = replies.claim("a", "k", "body")
    assert mine
    replies.keep(first, "reply")
    again, mine = replies.claim("a", "k", "body")
    assert not mine
    assert again.result(0) == "reply"


def test_another_request_of_that_key_is_refused_but_another_senders_is_not() -> None:
    replies: Replies[str] = Replies()
    replies.claim("a", "k", "body")
    with pytest.raises(OtherRequest):
        replies.claim("a", "k", "other")
    assert replies.claim("b", "k", "other")[1]


def test_a_failed_reply_is_told_to_those_who_wait_and_forgotten() -> None:
    replies: Replies[str] = Replies()
    replies.claim("a", "k", "body")
    waiting, _ = replies.claim("a", "k", "body")
    replies.fail("a", "k", ValueError("no"))
    with pytest.raises(ValueError, match="no"):
        waiting.result(0)
    assert replies.claim("a", "k", "other")[1]


def test_old_ones_go_by_age_and_by_number() -> None:
    moment = [0.0]
    replies: Replies[str] = Replies(seconds=10, most=3, clock=lambda: moment[0])
    replies.claim("a", "old", "1")
    moment[0] = 11
    assert replies.claim("a", "old", "2")[1]
    for name in ("x", "y", "z"):
        replies.claim("a", name, "1")
    assert replies.claim("a", "old", "3")[1]
