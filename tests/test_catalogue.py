"""The catalogue on SQLite and on a real PostgreSQL: nothing lost, nothing half seen."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.catalogue import UNSETTLED, Catalogue
from assistant.consistency import doctor, recover
from assistant.domain import (
    Abstention,
    Answer,
    Citation,
    Document,
    Frame,
    Indicator,
    Passage,
    Period,
    Place,
    Quantity,
    Value,
    Version,
)
from assistant.errors import DiskFull, NotFound, SettingsError, StoreError
from assistant.feedback import Feedback
from assistant.gaps import Gaps
from assistant.journal import Asker, Journal
from assistant.rows import indicator_of, indicator_rows
from ingest.pipeline import Pipeline
from tests.postgres import postgres_server
from tests.small import SmallParser, stores_in, write

MOMENT = dt.datetime(2024, 3, 1, 8, 30, 15, 123456, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres_server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'catalogue.db'}"
        return
    from sqlalchemy import create_engine

    server: str = request.getfixturevalue("server")
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS fazhi WITH (FORCE)")
        connection.exec_driver_sql("CREATE DATABASE fazhi")
    admin.dispose()
    yield server.removesuffix("/postgres") + "/fazhi"


@pytest.fixture
def catalogue(url: str) -> Iterator[Catalogue]:
    opened = Catalogue(url)
    yield opened
    opened.close()


def document(key: str = "d1", **more: object) -> Document:
    full = Document(
        id=key,
        slug=f"slug-{key}",
        title="光山县2023年法治政府建设年度报告",
        kind="report",
        issuer="光山县人民政府",
        place=Place(names=("河南省", "信阳市", "光山县")),
        year=2023,
        published=dt.date(2024, 3, 1),
        signed=dt.date(2024, 2, 28),
        source="报告.txt",
        url="https://example.org/报告",
        note="摘要",
        audience="internal",
    )
    return replace(full, **more)  # type: ignore[arg-type]


def version(
    owner: str = "d1", number: int = 1, text: str = "全年受理60件。其中𠮷氏3件。"
) -> Version:
    return Version(
        id=f"{owner}-v{number}",
        document_id=owner,
        number=number,
        text=text,
        content_hash=f"hash-{owner}-{number}",
        state="pending",
        ingested_at=MOMENT,
        pages=(0, 7),
    )


def passage(of: Version, ordinal: int = 0) -> Passage:
    return Passage(
        id=f"{of.id}-p{ordinal}",
        document_id=of.document_id,
        version_id=of.id,
        ordinal=ordinal,
        path=("二、主要举措", "（四）行政复议"),
        start=0,
        end=7,
        text=of.text[0:7],
    )


def indicator(of: Version, ordinal: int = 0, **more: object) -> Indicator:
    full = Indicator(
        id=f"{of.id}-i{ordinal}",
        document_id=of.document_id,
        version_id=of.id,
        quantity=Quantity(
            value=Decimal("0.10"),
            unit="件",
            start=4,
            end=7,
            words="60件",
            qualifier="约",
            high=Decimal("315000.000"),
        ),
        frame=Frame(local="受理", head="行政复议", lead="全年", path=("二、",)),
        period=Period(year=2023, scope="as_of", words="截至2023年底"),
        place=Place(names=("光山县",)),
        sentence_start=0,
        sentence_end=8,
        path=("二、",),
        measure="行政复议受理量",
        surface="受理",
        part_of="另一项",
    )
    return replace(full, **more)  # type: ignore[arg-type]


def put(catalogue: Catalogue, one: Document, of: Version) -> None:
    catalogue.begin(one, of, [passage(of, n) for n in range(2)], [indicator(of)])


def test_everything_comes_back_as_it_went_in(catalogue: Catalogue) -> None:
    bare = Document(id="d2", slug="bare", title="无", kind="other")
    put(catalogue, document(), version())
    put(catalogue, bare, version("d2"))
    assert catalogue.publish([(document(), "d1-v1"), (bare, "d2-v1")]) == []
    assert catalogue.documents() == [bare, document()]
    assert catalogue.document("d1") == catalogue.document("slug-d1") == document()
    current = replace(version(), state="current")
    assert catalogue.current_version("d1") == catalogue.version("d1-v1") == current
    assert catalogue.current_version("d1").ingested_at.utcoffset() == dt.timedelta(0)
    assert catalogue.passages("d1-v1") == [passage(version(), n) for n in range(2)]
    assert catalogue.indicators() == [indicator(version()), indicator(version("d2"))]
    assert str(catalogue.indicators()[0].quantity.value) == "0.10"


def test_a_pending_version_is_seen_by_nobody(catalogue: Catalogue) -> None:
    put(catalogue, document(), version())
    assert catalogue.documents() == [] and catalogue.indicators() == []
    assert catalogue.passage_ids() == set()
    assert catalogue.passages_by_ids(["d1-v1-p0"]) == []
    with pytest.raises(NotFound):
        catalogue.document("d1")
    with pytest.raises(NotFound):
        catalogue.current_version("d1")
    assert catalogue.meta(UNSETTLED) == "1"
    catalogue.undo("d1-v1")
    assert catalogue.slugs() == {} and catalogue.next_number("d1") == 1


def test_a_pending_version_changes_nothing_of_the_current_one(catalogue: Catalogue) -> None:
    put(catalogue, document(), version())
    catalogue.publish([(document(), "d1-v1")])
    seen = catalogue.documents(), catalogue.indicators(), catalogue.index_version()
    put(catalogue, document(title="新题"), version(number=2))
    assert (catalogue.documents(), catalogue.indicators(), catalogue.index_version()) == seen
    assert catalogue.next_number("d1") == 3
    catalogue.undo("d1-v2")
    assert (catalogue.documents(), catalogue.indicators(), catalogue.index_version()) == seen


def test_publishing_supersedes_and_counts_up(catalogue: Catalogue) -> None:
    put(catalogue, document(), version())
    catalogue.publish([(document(), "d1-v1")])
    catalogue.set_superseded({"d1": "another"})
    put(catalogue, document(), version(number=2))
    before = catalogue.index_version()
    assert catalogue.publish([(document(title="新题"), "d1-v2")]) == ["d1-v1"]
    assert catalogue.index_version() == before + 1
    assert catalogue.document("d1").title == "新题"
    assert catalogue.document("d1").superseded_by is None  # no report is an edition of another
    assert [one.state for one in catalogue.versions("d1")] == ["superseded", "current"]
    assert catalogue.passages("d1-v1") == []
    assert catalogue.passages_by_ids(["d1-v2-p1", "d1-v1-p0", "nothing", "d1-v2-p0"]) == [
        passage(version(number=2), 1),
        passage(version(number=2), 0),
    ]


def test_deleting_takes_the_text_with_it(catalogue: Catalogue) -> None:
    put(catalogue, document(), version())
    catalogue.publish([(document(), "d1-v1")])
    assert catalogue.mark_deleted("d1") == ["d1-v1"]
    assert catalogue.documents() == [] and catalogue.in_state("deleted") == [("d1-v1", "d1")]
    with pytest.raises(NotFound):
        catalogue.version("d1-v1")
    catalogue.forget_deleted()
    assert catalogue.slugs() == {} and catalogue.in_state("deleted") == []


def test_indicators_by_what_is_asked(catalogue: Catalogue) -> None:
    one, two = version("d1"), version("d2")
    catalogue.begin(document("d1"), one, [passage(one)], [indicator(one)])
    other = indicator(two, measure=None, period=Period(year=2022))
    catalogue.begin(document("d2"), two, [passage(two)], [other])
    catalogue.publish([(document("d1"), one.id), (document("d2"), two.id)])
    assert catalogue.indicators({"d2"}) == [other]
    assert catalogue.indicators(years={2022, 1999}) == [other]
    assert catalogue.indicators(measures={"行政复议受理量"}) == [indicator(one)]
    assert catalogue.indicators({"d1"}, years={2022}) == []
    for nothing in (
        catalogue.indicators(set()),
        catalogue.indicators(years=set()),
        catalogue.indicators(measures=set()),
    ):
        assert nothing == []


def test_many_ids_at_once(catalogue: Catalogue) -> None:
    of = version()
    catalogue.begin(document(), of, [passage(of, n) for n in range(12_000)], [])
    catalogue.publish([(document(), of.id)])
    ids = [f"{of.id}-p{n}" for n in reversed(range(12_000))]
    assert [one.id for one in catalogue.passages_by_ids(ids)] == ids
    assert catalogue.indicators({f"d{n}" for n in range(12_000)}) == []


def test_a_failed_transaction_leaves_nothing(catalogue: Catalogue) -> None:
    of = version()
    with pytest.raises(StoreError):
        catalogue.begin(document(), of, [passage(of), passage(of)], [])
    assert catalogue.slugs() == {}
    put(catalogue, document(), of)
    with pytest.raises(StoreError):
        catalogue.begin(document("d2", slug="slug-d1"), version("d2"), [], [])
    assert catalogue.slugs() == {"slug-d1": "d1"}


def test_text_that_no_database_keeps_is_a_store_error(catalogue: Catalogue) -> None:
    with pytest.raises(StoreError):
        catalogue.begin(document(), version(text="半个\ud800字"), [], [])


def test_threads_write_at_once(catalogue: Catalogue) -> None:
    put(catalogue, document(), version())
    catalogue.publish([(document(), "d1-v1")])
    before = catalogue.index_version()

    def work() -> None:
        for _ in range(10):
            catalogue.refresh(document(), "d1-v1", [indicator(version())])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert catalogue.index_version() == before + 40
    assert catalogue.indicators() == [indicator(version())]


def test_answers_gaps_and_feedback(catalogue: Catalogue) -> None:
    journal, gaps = Journal(catalogue.database), Gaps(catalogue.database)
    feedback = Feedback(catalogue.database)
    answer = Answer(
        question="2023年受理多少件？",
        answer="60件。[1]",
        language="zh",
        intent="numeric",
        citations=(
            Citation(
                n=1,
                document_id="d1",
                version=1,
                title="报告",
                issuer=None,
                year=2023,
                section=("二、",),
                quote="全年受理60件。",
                start=0,
                end=8,
            ),
        ),
        values=(
            Value(
                measure="行政复议受理量",
                value="60",
                unit="件",
                qualifier=None,
                year=2023,
                jurisdiction="光山县",
                citation=1,
                primary=True,
            ),
        ),
        trace_id="t1",
        timings_ms={"total": 12.5},
    )
    missed = Abstention(
        question="2021年呢？",
        reason="year_not_covered",
        message="只有2023年。",
        language="zh",
        intent="numeric",
        trace_id="t2",
    )
    asker = Asker(channel="web", key_id="k1", address="203.0.113.7")
    journal.keep([journal.entry(one, asker, MOMENT, 7) for one in (answer, missed)])
    gaps.keep([(missed, MOMENT), (missed, MOMENT)])
    (first, second) = journal.export()
    assert (first.said, first.milliseconds, first.asked_at) == ("60件。[1]", 12.5, MOMENT)
    assert first.sources == [{"document_id": "d1", "version": 1, "start": 0, "end": 8}]
    assert (second.status, second.reason, second.index_version) == (
        "abstained",
        "year_not_covered",
        7,
    )
    assert journal.find("t2") == second
    (gap,) = gaps.open()
    assert (gap.question, gap.reason, gap.asked_at, gap.times) == (
        "2021年呢？",
        "year_not_covered",
        MOMENT,
        2,
    )
    assert gaps.count() == 1
    gaps.close(gap.id)
    assert gaps.open() == [] and gaps.count() == 0
    feedback.give("t1", "down", MOMENT, "打13812345678")
    (opinion,) = feedback.latest("down")
    assert (opinion.comment, opinion.question) == ("打〔手机号〕", "2023年受理多少件？")
    assert feedback.latest("up") == [] and feedback.counts() == {"down": 1}
    with pytest.raises(NotFound, match="'t3'"):
        journal.find("t3")
    assert journal.forget(MOMENT) == 0
    assert journal.forget(MOMENT + dt.timedelta(seconds=1)) == 2


def test_ingest_and_recovery_on_this_database(url: str, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "受理60件。")
    with stores_in(tmp_path, database_url=url) as stores:
        pipeline = Pipeline(stores, SmallParser())
        pipeline.ingest([path])
        write(tmp_path, "a.txt", "受理61件。")
        assert pipeline.ingest([path]).results[0].version == 2
        put(stores.catalogue, document("left"), version("left"))
        assert {one.kind for one in doctor(stores)} == {"pending_version"}
        assert recover(stores).undone == 1
        assert doctor(stores) == []
        pipeline.delete("a")
        assert stores.catalogue.slugs() == {}


def test_tables_of_another_program_version_are_refused(url: str) -> None:
    catalogue = Catalogue(url)
    catalogue.set_meta("schema", "99")
    catalogue.close()
    with pytest.raises(StoreError, match="'99'"):
        Catalogue(url)


def test_a_password_is_never_shown() -> None:
    with pytest.raises(StoreError) as caught:
        Catalogue("postgresql+psycopg://u:geheim@127.0.0.1:1/nothing")
    assert "geheim" not in str(caught.value)
    with pytest.raises(SettingsError) as refused:
        Catalogue("geheim://nonsense//")
    assert "geheim" not in str(refused.value) or "FAZHI_DATABASE_URL" in str(refused.value)
    with pytest.raises(SettingsError, match="FAZHI_DATABASE_URL"):
        Catalogue("no url at all")


def test_sqlite_is_set_up_for_many_readers_and_no_loss(tmp_path: Path) -> None:
    catalogue = Catalogue(f"sqlite:///{tmp_path / 'a' / 'catalogue.db'}")
    with catalogue.database.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}
    catalogue.close()


def test_sqlite_without_room_is_a_full_disk(tmp_path: Path) -> None:
    catalogue = Catalogue(f"sqlite:///{tmp_path / 'catalogue.db'}")
    with pytest.raises(DiskFull), catalogue.database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        connection.exec_driver_sql("CREATE TABLE big (x TEXT)")
        connection.exec_driver_sql("INSERT INTO big VALUES (hex(zeroblob(10000000)))")
    catalogue.close()
    with sqlite3.connect(tmp_path / "catalogue.db") as plain:
        assert not plain.execute("SELECT 1 FROM sqlite_master WHERE name = 'big'").fetchall()


@given(
    value=st.decimals(allow_nan=False, allow_infinity=False),
    words=st.text(st.characters(codec="utf-8"), max_size=20),
    names=st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=5), max_size=4),
)
def test_any_indicator_comes_back_from_json(value: Decimal, words: str, names: list[str]) -> None:
    base = indicator(version())
    one = replace(
        base,
        quantity=replace(base.quantity, value=value, words=words, high=None),
        frame=Frame(local=words, path=tuple(names)),
        place=Place(names=tuple(names)) if names else None,
        path=tuple(names),
    )
    (row,) = indicator_rows([one])
    back = indicator_of(_Row(row["body"]))  # type: ignore[arg-type]
    assert back == one and str(back.quantity.value) == str(value)


class _Row:
    """A row with nothing but a body."""

    def __init__(self, body: object) -> None:
        self.body = body
