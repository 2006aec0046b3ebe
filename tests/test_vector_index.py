"""The vector index on a real Chroma folder and a real Chroma server."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.domain import Passage
from assistant.embedding import HashingEmbedder
from assistant.errors import ModelMismatch, SettingsError, StoreError
from assistant.vector_index import BATCH, VectorIndex, destroy
from tests.postgres import free_port

EMBEDDER = HashingEmbedder(128)
TEXTS = ["全年共受理行政复议案件60件。", "法律援助案件办结120件。", "跨省通办事项58项。", "普法。"]


def passage(document: str, n: int, text: str) -> Passage:
    return Passage(
        id=f"p-{document}-{n}",
        document_id=document,
        version_id=f"{document}-v1",
        ordinal=n,
        path=("二、主要举措",),
        start=0,
        end=len(text),
        text=text,
    )


def passages(*documents: str) -> list[Passage]:
    return [passage(document, n, text) for document in documents for n, text in enumerate(TEXTS)]


def fill(index: VectorIndex, *documents: str) -> None:
    some = passages(*documents)
    index.add(some, EMBEDDER.passages([f"{one.document_id}{one.text}" for one in some]))


def ids(hits: list[tuple[str, float]]) -> list[str]:
    return [one for one, _ in hits]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = shutil.which("chroma", path=str(Path(sys.executable).parent))
    if not program:
        pytest.skip("the program 'chroma' is not installed: no Chroma server to test with")
    port = free_port()
    process = subprocess.Popen(
        [program, "run", "--path", str(tmp_path_factory.mktemp("chroma")), "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(params=["folder", "server"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    if request.param == "folder":
        return tmp_path / "chroma"
    url: str = request.getfixturevalue("server")
    deadline = time.monotonic() + 30
    while True:
        try:
            VectorIndex(url, EMBEDDER.name, fresh=True).close()
        except StoreError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return url


@pytest.fixture
def index(where: Path | str) -> Iterator[VectorIndex]:
    opened = VectorIndex(where, EMBEDDER.name)
    yield opened
    opened.close()


def test_the_nearest_is_found_with_its_cosine(index: VectorIndex) -> None:
    assert index.search(EMBEDDER.query("行政复议"), 5) == []
    fill(index, "a", "b")
    vector = EMBEDDER.query(f"b{TEXTS[1]}")
    hits = index.search(vector, 3)
    assert hits[0][0] == "p-b-1" and hits[0][1] == pytest.approx(1.0, abs=1e-4)
    assert [cosine for _, cosine in hits] == sorted((c for _, c in hits), reverse=True)
    assert index.search(vector, 0) == []


def test_documents_limit_and_fail_closed(index: VectorIndex) -> None:
    many = [f"d{n}" for n in range(40)]
    fill(index, *many)
    vector = EMBEDDER.query(TEXTS[0])
    assert set(ids(index.search(vector, 10, frozenset({"d7"})))) == {f"p-d7-{n}" for n in range(4)}
    assert index.search(vector, 10, frozenset()) == []
    assert index.search(vector, 10, frozenset({"nothing"})) == []
    all_but_one = frozenset(many) - {ids(index.search(vector, 1))[0].split("-")[1]}
    hits = index.search(vector, 30, all_but_one)
    assert len(hits) == 30 and {one.split("-")[1] for one in ids(hits)} <= all_but_one
    half = frozenset(many[:20]) | {f"x{n}" for n in range(40_000)}
    assert len(index.search(vector, 200, half)) == 80


def test_a_filter_finds_exactly_what_no_filter_finds_of_those(index: VectorIndex) -> None:
    many = [f"d{n}" for n in range(30)]
    fill(index, *many)
    vector = EMBEDDER.query("复议案件")
    everything = index.search(vector, 120)
    for wanted in (frozenset(many[:3]), frozenset(many[5:28])):
        expected = [hit for hit in everything if hit[0].split("-")[1] in wanted][:20]
        assert ids(index.search(vector, 20, wanted)) == ids(expected)


def test_adding_again_replaces_and_versions_go_alone(index: VectorIndex) -> None:
    fill(index, "a", "b")
    fill(index, "a")
    assert len(index.ids()) == 8
    index.delete_version("a-v1")
    assert index.ids() == {f"p-b-{n}" for n in range(4)}
    index.delete({"p-b-0", "p-b-1", "nothing"})
    assert index.ids() == {"p-b-2", "p-b-3"}
    index.clear()
    assert index.ids() == set()
    fill(index, "c")
    assert len(index.ids()) == 4


def test_another_model_is_refused(index: VectorIndex, where: Path | str) -> None:
    fill(index, "a")
    assert index.dimension == 128
    with pytest.raises(ModelMismatch, match="'hashing-128'.*'other'.*reindex"):
        VectorIndex(where, "other")
    other = HashingEmbedder(64)
    with pytest.raises(ModelMismatch, match="128.*64"):
        index.add(passages("b")[:1], other.passages(["x"]))
    with pytest.raises(ModelMismatch):
        index.search(other.query("x"), 3)
    assert len(index.ids()) == 4


def test_langchain_sees_the_same_collection(index: VectorIndex) -> None:
    fill(index, "a")
    store = index.langchain(EMBEDDER)
    (found,) = store.similarity_search("跨省通办事项58项。", k=1)
    assert found.page_content == TEXTS[2]
    assert found.metadata["document"] == "a" and found.metadata["version"] == "a-v1"


def test_it_is_kept_on_the_disk(tmp_path: Path) -> None:
    first = VectorIndex(tmp_path, EMBEDDER.name)
    fill(first, "a")
    first.close()
    again = VectorIndex(tmp_path, EMBEDDER.name)
    assert len(again.ids()) == 4 and again.dimension == 128
    again.close()
    fresh = VectorIndex(tmp_path, "other", fresh=True)
    assert fresh.ids() == set() and fresh.dimension is None
    fresh.close()


def test_more_rows_than_one_call_takes(tmp_path: Path) -> None:
    index = VectorIndex(tmp_path, "random")
    some = [passage(f"d{n % 7}", n, f"第{n}条") for n in range(BATCH + 700)]
    vectors = np.random.default_rng(1).normal(size=(len(some), 8)).astype(np.float32)
    index.add(some, vectors)
    assert len(index.ids()) == BATCH + 700
    index.close()


def test_text_with_half_characters_is_kept(index: VectorIndex) -> None:
    index.add([passage("a", 0, "半\ud800个\x00字")], EMBEDDER.passages(["x"]))
    assert index.ids() == {"p-a-0"}


def test_a_broken_folder_says_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"rubbish " * 1000)
    with pytest.raises(StoreError, match="fazhi reindex"):
        VectorIndex(tmp_path / "chroma", EMBEDDER.name)
    destroy(tmp_path / "chroma")
    VectorIndex(tmp_path / "chroma", EMBEDDER.name).close()


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(StoreError, match="FAZHI_CHROMA_URL"):
        VectorIndex(f"http://127.0.0.1:{free_port()}", EMBEDDER.name)
    for url in ("chroma.example", "ftp://host", "http://"):
        with pytest.raises(SettingsError, match="FAZHI_CHROMA_URL"):
            VectorIndex(url, EMBEDDER.name)
