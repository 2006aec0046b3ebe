"""Fixtures that many tests share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of real texts beside the checkout; a clone elsewhere has none."""
    path = Path(__file__).resolve().parents[2] / "shared"
    if not (path / "corpus").is_dir():
        pytest.skip("no ../shared beside this checkout: the real texts are not here")
    return path


@pytest.fixture(scope="session")
def samples_dir() -> Path:
    """The sample digests that the project ships."""
    return Path(__file__).resolve().parents[1] / "samples"
