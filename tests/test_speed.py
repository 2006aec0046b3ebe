"""The measurement of speed: every kind of question is asked, twice, over small catalogues."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import Settings
from eval.console import show
from eval.speed import YEARS, Speed, measure
from eval.tables import show_speed

EACH = 2


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("speed")


@pytest.fixture(scope="module")
def found(kept: Path) -> list[Speed]:
    return list(measure([1], Settings(home=kept / "home"), 3, EACH, kept, lambda _: None))


def test_every_kind_is_asked_and_asked_again(found: list[Speed]):
    (speed,) = found
    assert speed.documents >= 3 * YEARS
    assert speed.figures > 1_000
    assert len(speed.kinds) > 20
    for kind in speed.kinds:
        assert [a.question for a in kind.first] == [a.question for a in kind.again]
        assert len(kind.first) == EACH
        assert 0 <= kind.wall(0.5) <= kind.wall(0.95) <= kind.wall(1.0)


def test_what_is_there_is_answered_and_what_is_not_is_not(found: list[Speed]):
    kinds = {kind.name: kind for kind in found[0].kinds}
    for name in ("one figure", "all bodies", "sum of all"):
        assert any(asking.answered and asking.rows for asking in kinds[name].first), name
    for name in ("body not there", "measure not there", "measure nowhere"):
        assert not any(asking.rows for asking in kinds[name].first), name


def test_a_kept_catalogue_is_measured_again_as_it_was(found: list[Speed], kept: Path):
    (again,) = measure([1], Settings(home=kept / "home"), 3, 1, kept, lambda _: None)
    assert (again.figures, again.documents) == (found[0].figures, found[0].documents)
    assert again.refreshed > 0


def test_it_is_shown(found: list[Speed], capsys: pytest.CaptureFixture[str]):
    show(show_speed(found))
    shown = capsys.readouterr().out
    assert "all bodies and years" in shown
    assert "CPU p95" in shown
