"""Work that nobody waits for."""

from __future__ import annotations

import threading

from ui.background import Background


def test_work_is_done_in_order_and_what_fails_does_not_end_it():
    done: list[int] = []
    background = Background("test")

    def fails() -> None:
        raise ValueError("this piece of work is at fault")

    background.do(lambda: done.append(1))
    background.do(fails)
    background.do(lambda: done.append(2))
    background.settle()
    assert done == [1, 2]
    background.close()


def test_work_that_lingers_for_more_goes_on_at_once_when_somebody_waits_for_it():
    done = threading.Event()
    background = Background("test")

    def gather() -> None:
        background.linger(600.0)
        done.set()

    background.do(gather)
    assert not done.wait(0.05)
    background.settle()
    assert done.is_set()
    done.clear()
    background.do(gather)  # settling once doesn't hurry what comes afterwards
    assert not done.wait(0.05)
    background.close()
    assert done.is_set()
