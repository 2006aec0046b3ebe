"""Conversations: kept within bounds, masked, and for their owner alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from assistant.conversations import (
    Bounds,
    Conversations,
    conversation_turns,
    conversations,
)
from assistant.domain import Abstention, Question
from assistant.engine import Database
from assistant.errors import NotFound
from assistant.tables import metadata
from assistant.thread import Thread, Understanding

NOW = dt.datetime(2025, 6, 30, 9, 0, tzinfo=dt.UTC)
BOUNDS = Bounds(turns=3, age=dt.timedelta(hours=2), each=2)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'c.db'}")
    with opened.writing() as connection:
        metadata.create_all(connection)
    yield opened
    opened.close()


@pytest.fixture
def store(database: Database) -> Conversations:
    return Conversations(database, BOUNDS)


def said(text: str, message: str = "没有") -> tuple[Understanding, Abstention]:
    """A turn and its outcome."""
    thread = Thread(text=text, language="zh", topic="", places=("河北省清河县",))
    understood = Understanding(question=Question(text=text), thread=thread, kept=("year",))
    outcome = Abstention(
        question=text,
        reason="no_evidence",
        message=message,
        language="zh",
        intent="open",
        trace_id="t1",
    )
    return understood, outcome


def add(store: Conversations, identity: str, text: str, now: dt.datetime = NOW) -> None:
    """Keep a turn of Ann's."""
    understood, outcome = said(text)
    store.add(identity, "ann", text, understood, outcome, now)


def test_the_thread_is_the_last_turns(store: Conversations) -> None:
    identity = store.begin("ann", NOW)
    assert store.thread(identity, "ann", NOW) is None
    add(store, identity, "清河县2023年受理多少件")
    add(store, identity, "清河县2022年受理多少件")
    thread = store.thread(identity, "ann", NOW)
    assert thread == Thread(
        text="清河县2022年受理多少件", language="zh", topic="", places=("河北省清河县",)
    )


def test_nobody_reads_or_deletes_anothers(store: Conversations) -> None:
    identity = store.begin("ann", NOW)
    add(store, identity, "清河县2023年受理多少件")
    understood, outcome = said("x")
    for act in (
        lambda: store.thread(identity, "bob", NOW),
        lambda: store.read(identity, "bob", NOW),
        lambda: store.delete(identity, "bob", NOW),
        lambda: store.add(identity, "bob", "x", understood, outcome, NOW),
        lambda: store.read("no-such-id", "ann", NOW),
    ):
        with pytest.raises(NotFound) as raised:
            act()
        assert identity not in str(raised.value)
    assert len(store.read(identity, "ann", NOW).turns) == 1


def test_what_identifies_a_person_is_masked(store: Conversations, database: Database) -> None:
    identity = store.begin("ann", NOW)
    add(store, identity, "我的电话是13812345678，清河县2023年受理多少件")
    (turn,) = store.read(identity, "ann", NOW).turns
    with database.reading() as connection:
        stored = str(connection.execute(select(conversation_turns)).all())
        owners = str(connection.execute(select(conversations)).all())
    assert "13812345678" not in stored
    assert "清河县2023年" in turn.asked
    assert "ann" not in owners


def test_turns_are_bounded(store: Conversations) -> None:
    identity = store.begin("ann", NOW)
    for year in range(2015, 2022):
        add(store, identity, f"{year}年呢")
    assert [t.asked for t in store.read(identity, "ann", NOW).turns] == [
        "2019年呢",
        "2020年呢",
        "2021年呢",
    ]


def test_an_owner_has_only_so_many(store: Conversations) -> None:
    minutes = [NOW + dt.timedelta(minutes=n) for n in range(3)]
    first, second, third = (store.begin("ann", moment) for moment in minutes)
    other = store.begin("bob", NOW)
    with pytest.raises(NotFound):
        store.read(first, "ann", NOW)
    assert store.read(second, "ann", NOW).id == second
    assert store.read(third, "ann", NOW).id == third
    assert store.read(other, "bob", NOW).id == other


def test_age_counts_from_the_last_use(store: Conversations, database: Database) -> None:
    identity = store.begin("ann", NOW)
    add(store, identity, "2021年呢", NOW + dt.timedelta(hours=1))
    assert store.read(identity, "ann", NOW + dt.timedelta(hours=2.5)).turns
    late = NOW + dt.timedelta(hours=4)
    with pytest.raises(NotFound):
        store.thread(identity, "ann", late)
    store.begin("bob", late)  # sweeps
    with database.reading() as connection:
        count = connection.execute(select(func.count()).select_from(conversation_turns)).scalar()
    assert count == 0


def test_deleted_is_gone_with_its_turns(store: Conversations, database: Database) -> None:
    identity = store.begin("ann", NOW)
    add(store, identity, "2021年呢")
    store.delete(identity, "ann", NOW)
    with pytest.raises(NotFound):
        store.read(identity, "ann", NOW)
    with database.reading() as connection:
        assert connection.execute(select(conversation_turns)).first() is None


def test_forgetting(store: Conversations) -> None:
    store.begin("ann", NOW)
    assert store.forget(NOW) == 0
    assert store.forget(NOW + dt.timedelta(seconds=1)) == 1
