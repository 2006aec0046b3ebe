"""Fixtures that many tests share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.api import Api, Served


# How long an example takes says nothing on a busy machine, and the first one loads the data files.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


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


@pytest.fixture(scope="session")
def bundled_cache() -> Path:
    """The cache folder of whoever runs the tests: the bundled model is converted there once."""
    from assistant.settings import Settings

    return Settings().cache


@pytest.fixture(scope="session")
def stocked_home(tmp_path_factory: pytest.TempPathFactory, samples_dir: Path) -> Path:
    """A data folder with the samples in it, embedded without a model. Copy it to change it."""
    from tests.command_line import Cli

    home = tmp_path_factory.mktemp("stocked") / "home"
    result = Cli(home)("ingest", str(samples_dir))
    assert result.exit_code == 0, result.output
    return home


@pytest.fixture
def home(stocked_home: Path, tmp_path: Path) -> Path:
    """A copy of the stocked data folder, to be changed."""
    return shutil.copytree(stocked_home, tmp_path / "home")


@pytest.fixture
def api(home: Path) -> Iterator[Api]:
    """The HTTP service over the samples, asked in the process."""
    from tests.api import running

    with running(home) as api:
        yield api


@pytest.fixture
def served(home: Path) -> Iterator[Served]:
    """The HTTP service over the samples behind a real socket."""
    from tests.api import serving

    with serving(home) as served:
        yield served
