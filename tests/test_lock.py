"""One owner at a time, named to whoever comes second; a killed owner lets go."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import Locked, StoreError
from assistant.lock import OwnerLock

ROOT = Path(__file__).resolve().parents[1]
HOLD = """
import sys, time
from pathlib import Path
from assistant.lock import OwnerLock
with OwnerLock(Path(sys.argv[1]), purpose="fazhi ingest"):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(home: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_process_is_told_who_holds_it(tmp_path: Path) -> None:
    process = holder(tmp_path)
    try:
        with pytest.raises(Locked) as caught, OwnerLock(tmp_path, timeout=0.1):
            pass
    finally:
        process.kill()
        process.wait()
    assert caught.value.code == "locked"
    assert f"process {process.pid}" in caught.value.message
    assert "'fazhi ingest'" in caught.value.message and str(tmp_path) in caught.value.message
    assert "FAZHI_HOME" in caught.value.hint


def test_a_killed_owner_lets_go(tmp_path: Path) -> None:
    process = holder(tmp_path)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with OwnerLock(tmp_path, timeout=0.1):
        pass


def test_it_waits_for_a_while(tmp_path: Path) -> None:
    process = holder(tmp_path)
    process.terminate()
    with OwnerLock(tmp_path, timeout=10):
        pass
    process.wait()


def test_one_process_holds_it_once(tmp_path: Path) -> None:
    with (
        OwnerLock(tmp_path / "new", purpose="first"),
        pytest.raises(Locked, match=f"'first'.*process {os.getpid()}"),
        OwnerLock(tmp_path / "new", timeout=0),
    ):
        pass
    with OwnerLock(tmp_path / "new", timeout=0):
        pass


def test_a_holder_that_has_not_signed_is_another_process(tmp_path: Path) -> None:
    with OwnerLock(tmp_path):
        (tmp_path / "lock.owner").write_text("{half", encoding="utf-8")
        with pytest.raises(Locked, match="another process"), OwnerLock(tmp_path, timeout=0):
            pass


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="can't be used"), OwnerLock(tmp_path / "file" / "home"):
        pass
