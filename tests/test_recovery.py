"""Crashes, broken indexes and full disks: what is left can be completed, undone and named."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant import vector_index
from assistant.catalogue import UNSETTLED
from assistant.consistency import doctor, recover, reindex
from assistant.embedding import HashingEmbedder
from assistant.errors import DiskFull, ModelMismatch, StoreError
from assistant.stores import Stores
from ingest.pipeline import Pipeline
from tests.small import SmallParser, stores_in, write

ROOT = Path(__file__).resolve().parents[1]


def dying(folder: Path, point: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.dying_ingest", str(folder), point, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def state(stores: Stores) -> dict[str, str]:
    """Slug and text of what readers see, after checking that the stores agree."""
    assert doctor(stores) == []
    assert stores.catalogue.meta(UNSETTLED) is None
    documents = stores.catalogue.documents()
    return {one.slug: stores.catalogue.current_version(one.id).text for one in documents}


@pytest.fixture
def settled(tmp_path: Path) -> list[str]:
    """Two documents ingested and changed on the disk since, and a third that is new."""
    paths = [write(tmp_path, f"{name}.txt", f"{name}受理60件。", "不变。") for name in "ab"]
    with stores_in(tmp_path) as stores:
        assert Pipeline(stores, SmallParser()).ingest(paths).counts["added"] == 2
    for name in "ab":
        write(tmp_path, f"{name}.txt", f"{name}受理61件。", "不变。")
    return [*paths, write(tmp_path, "c.txt", "c受理1件。", *(f"第{n}条。" for n in range(50)))]


@pytest.mark.parametrize("point", ["read:0", "read:2", "embed", "vectors", "lexical"])
def test_killed_before_publishing_the_old_state_stands(
    point: str, settled: list[str], tmp_path: Path
) -> None:
    process = dying(tmp_path, point, *settled)
    assert process.wait(60) == -signal.SIGKILL, process.communicate()[1]
    with stores_in(tmp_path) as stores:
        if point not in {"read:0"}:
            assert {one.kind for one in doctor(stores)} >= {"pending_version"}
        recover(stores)
        assert state(stores) == {n: f"{n}受理60件。\n不变。" for n in "ab"}
        report = Pipeline(stores, SmallParser()).ingest(settled)
        assert [one.status for one in report.results] == ["updated", "updated", "added"]
        assert state(stores)["a"] == "a受理61件。\n不变。"


@pytest.mark.parametrize("point", ["publish", "remove"])
def test_killed_after_publishing_the_new_state_stands(
    point: str, settled: list[str], tmp_path: Path
) -> None:
    process = dying(tmp_path, point, *settled)
    assert process.wait(60) == -signal.SIGKILL, process.communicate()[1]
    with stores_in(tmp_path) as stores:
        assert {one.kind for one in doctor(stores)} & {"orphan_vectors", "orphan_postings"}
        assert recover(stores).removed > 0
        assert state(stores).keys() == {"a", "b", "c"}
        assert state(stores)["b"] == "b受理61件。\n不变。"
        assert Pipeline(stores, SmallParser()).ingest(settled).counts["unchanged"] == 3


def test_killed_while_deleting(settled: list[str], tmp_path: Path) -> None:
    assert dying(tmp_path, "delete", settled[0]).wait(60) == -signal.SIGKILL
    with stores_in(tmp_path) as stores:
        assert "deleted_version" in {one.kind for one in doctor(stores)}
        assert recover(stores).deleted == 1
        assert state(stores).keys() == {"b"}


def test_killed_while_taking_over_a_new_title(settled: list[str], tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "a受理60件。", "不变。")
    assert dying(tmp_path, "retitle", path).wait(60) == -signal.SIGKILL
    with stores_in(tmp_path) as stores:
        assert state(stores)["a"] == "a受理60件。\n不变。"
        assert stores.catalogue.document("a").title == "a"
        again = Pipeline(stores, SmallParser()).ingest([path], {"title": "新题"})
        assert again.counts["refreshed"] == 1
        assert stores.catalogue.document("a").title == "新题"
        assert state(stores)["a"] == "a受理60件。\n不变。"
        assert len(stores.lexical.search("新题", 5)) == 2


def test_killed_while_reindexing(settled: list[str], tmp_path: Path) -> None:
    with stores_in(tmp_path) as stores:
        Pipeline(stores, SmallParser()).ingest(settled)
        before = state(stores)
    assert dying(tmp_path, "reindex").wait(60) == -signal.SIGKILL
    with stores_in(tmp_path) as stores:
        recover(stores)
        assert state(stores) == before


def test_killed_at_any_moment(settled: list[str], tmp_path: Path) -> None:
    """The whole of an ingest, cut off after a random time, several times over."""
    chance = random.Random(7)
    texts = tmp_path / "more"
    paths = [
        write(texts, f"{n}.txt", *(f"{n}号第{m}条，受理{m}件。" for m in range(80)))
        for n in range(12)
    ]
    for _ in range(4):
        process = dying(tmp_path, "none", *settled, *paths)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.0, 1.5))
        process.kill()
        process.wait(60)
        with stores_in(tmp_path) as stores:
            recover(stores)
            assert state(stores).keys() >= {"a", "b"}
    with stores_in(tmp_path) as stores:
        assert not Pipeline(stores, SmallParser()).ingest([*settled, *paths]).failures
        assert len(state(stores)) == 15


class _Interrupting(HashingEmbedder):
    def passages(self, texts: object) -> object:  # type: ignore[override]
        raise KeyboardInterrupt


def test_interrupted_by_the_user(settled: list[str], tmp_path: Path) -> None:
    with stores_in(tmp_path, _Interrupting()) as stores, pytest.raises(KeyboardInterrupt):
        Pipeline(stores, SmallParser()).ingest(settled)
    with stores_in(tmp_path) as stores:
        assert recover(stores).undone == 3
        assert state(stores).keys() == {"a", "b"}


def test_nothing_to_recover_opens_no_index(tmp_path: Path) -> None:
    with stores_in(tmp_path) as stores:
        assert recover(stores).nothing
        assert "vectors" not in vars(stores) and "lexical" not in vars(stores)


def test_doctor_names_what_is_missing_and_reindex_mends_it(
    settled: list[str], tmp_path: Path
) -> None:
    with stores_in(tmp_path) as stores:
        passages = stores.catalogue.passages(
            stores.catalogue.current_version(stores.catalogue.document("a").id).id
        )
        stores.vectors.delete({passages[0].id})
        stores.lexical.delete({one.id for one in passages})
        found = {(one.kind, one.subject, one.count) for one in doctor(stores)}
        assert found == {("missing_vectors", "a", 1), ("missing_postings", "a", 2)}
        heard: list[tuple[str, int, int]] = []
        assert reindex(stores, lambda *event: heard.append(event)).added == 4
        assert heard[-1] == ("embed", 4, 4)
        assert state(stores).keys() == {"a", "b"}


@pytest.mark.parametrize("name", ["chroma", "lexical"])
@pytest.mark.parametrize("harm", ["lost", "garbled"])
def test_a_lost_or_broken_index_is_made_again(
    name: str, harm: str, settled: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "home" / name
    if harm == "lost":
        vector_index.destroy(folder)
    else:
        for path in (folder / "chroma.sqlite3", folder / "meta.json"):
            if path.exists():
                path.write_bytes(b"rubbish " * 1000)
    with stores_in(tmp_path) as stores:
        findings = doctor(stores)
        assert findings and all("reindex" in one.hint for one in findings)
    with stores_in(tmp_path) as stores:
        reindex(stores)
        assert state(stores).keys() == {"a", "b"}


def test_another_model_is_refused_until_reindex(settled: list[str], tmp_path: Path) -> None:
    with stores_in(tmp_path, HashingEmbedder(64)) as stores:
        with pytest.raises(ModelMismatch, match="'hashing-256'.*'hashing-64'.*reindex"):
            assert stores.vectors
        assert [one.kind for one in doctor(stores)] == ["model_mismatch"]
        report = Pipeline(stores, SmallParser()).ingest(settled)
        assert [one.error.code for one in report.failures if one.error] == ["model_mismatch"] * 3
    with stores_in(tmp_path, HashingEmbedder(64)) as stores:
        reindex(stores)
        assert state(stores).keys() == {"a", "b"}
        assert stores.vectors.dimension == 64


@contextmanager
def tiny_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of that size, by mounting a tmpfs; skips where that is not allowed."""
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if not mounted or mounted.returncode:
        pytest.skip("no right to mount a tmpfs here: a full disk can't be made")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("free", [0, 40_000, 200_000, 600_000, 1_500_000, 3_000_000])
def test_a_full_disk_leaves_nothing_half_written(free: int, tmp_path: Path) -> None:
    first = write(tmp_path, "a.txt", "a受理60件。")
    many = [
        write(tmp_path, f"{n}.txt", *(f"{n}号第{m}条，受理{m}件。" * 20 for m in range(300)))
        for n in range(4)
    ]
    with tiny_disk(tmp_path / "disk", 24) as disk:
        with stores_in(disk) as stores:
            Pipeline(stores, SmallParser()).ingest([first])
            before = state(stores)
        fill = disk / "fill"
        room = shutil.disk_usage(disk).free - free
        fill.write_bytes(b"\0" * max(room, 0))
        with stores_in(disk) as stores:
            try:
                report = Pipeline(stores, SmallParser()).ingest(many)
            except DiskFull:
                pass
            else:
                assert report.failures, "the disk was not full after all"
                assert {one.error.code for one in report.failures if one.error} == {"disk_full"}
        fill.unlink()
        with stores_in(disk) as stores:
            recover(stores)
            left = state(stores)
            assert left.items() >= before.items()
    shutil.rmtree(tmp_path / "disk", ignore_errors=True)


def test_a_catalogue_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "catalogue.db").write_bytes(b"rubbish " * 1000)
    with stores_in(tmp_path) as stores, pytest.raises(StoreError, match="not a database"):
        assert stores.catalogue
