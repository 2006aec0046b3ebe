"""Reading while others publish gives one state, or what is read afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.catalogue import Catalogue
from assistant.errors import NotFound
from assistant.steady import TRIES, steady


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(f"sqlite:///{tmp_path / 'catalogue.db'}")


def test_a_reading_that_a_publication_crossed_is_done_again(catalogue: Catalogue):
    read: list[int] = []

    def reading() -> int:
        read.append(catalogue.index_version())
        if len(read) == 1:
            catalogue.set_superseded({})
        return read[-1]

    assert steady(catalogue, reading) == catalogue.index_version()
    assert len(read) == 2


def test_what_fails_because_of_a_publication_is_done_again(catalogue: Catalogue):
    read: list[int] = []

    def reading() -> str:
        read.append(1)
        if len(read) == 1:
            catalogue.set_superseded({})
            raise NotFound("it was there a moment ago")
        return "found"

    assert steady(catalogue, reading) == "found"


def test_what_fails_by_itself_fails_at_once(catalogue: Catalogue):
    read: list[int] = []

    def reading() -> None:
        read.append(1)
        raise NotFound("it was never there")

    with pytest.raises(NotFound):
        steady(catalogue, reading)
    assert len(read) == 1


def test_publications_without_end_do_not_hold_up_for_ever(catalogue: Catalogue):
    read: list[int] = []

    def reading() -> int:
        catalogue.set_superseded({})
        read.append(1)
        return len(read)

    assert steady(catalogue, reading) == TRIES
