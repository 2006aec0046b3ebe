"""What is known of a generated report: its figures, what was planted, where its words stand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.domain import PeriodScope, Place

PlantKind = Literal["sum", "rate", "change", "last_year", "repeat"]

UNCHECKED = "*"


@dataclass(frozen=True, kw_only=True)
class Stated:
    """One figure as stated: ``value`` in base units is what its ``words`` say.

    ``start`` and ``end`` count within its piece's text. ``measure`` is ``UNCHECKED`` where the
    lexicon is not held to one, ``scope`` is ``None`` and ``any_year`` set where readers would
    differ. ``fact`` and ``aspect`` tell which figure of the world it is.
    """

    words: str
    value: Decimal
    unit: str
    year: int | None
    scope: PeriodScope | None
    place: Place | None
    start: int
    end: int
    high: Decimal | None = None
    qualifier: str | None = None
    measure: str | None = UNCHECKED
    fact: str | None = None
    aspect: str = ""
    exact: bool = True
    any_year: bool = False


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A paragraph or table of a report with its figures in order."""

    pattern: str
    text: str
    is_table: bool
    figures: tuple[Stated, ...]


@dataclass(frozen=True, kw_only=True)
class Plant:
    """A contradiction put in: the figure ``piece``/``figure`` was changed so that it can't hold."""

    kind: PlantKind
    piece: int
    figure: int


@dataclass(frozen=True, kw_only=True)
class Report:
    """A generated report. ``text`` is the file's, ``suffix`` says how it is written.

    ``clean`` is unset where last year's report was changed in something that this one compares.
    ``copy_of`` names the report that this one nearly repeats.
    """

    name: str
    place: Place
    year: int
    suffix: str
    text: str
    pieces: tuple[Piece, ...]
    plant: Plant | None = None
    clean: bool = True
    copy_of: str | None = None
