"""Evaluation cases: YAML files read into frozen dataclasses, every fault named with its case.

A suite is ``{today, cases}``; a case is asked and judged by what stands under ``expect``, whose
form goes with ``kind``. A label file is ``{document, quantities, not_quantities}``: every stated
amount of one document and every numeral that is none.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from assistant.domain import Filters, PeriodScope, Question, Reason
from assistant.errors import FazhiError

FOLDER = Path(__file__).parent / "cases"
DIALOGUES = "dialogues.yaml"  # of a form of its own, read by eval.dialogues
CaseKind = Literal["numeric", "text", "abstain"]

_STRICT = ConfigDict(extra="forbid")


class BadCases(FazhiError):
    """A file of cases or labels that can't be used."""

    code = "bad_cases"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure that an answer must or may show. What is ``None`` is not checked.

    ``formula``: it must be computed, and by this one.
    """

    value: Decimal
    unit: str
    high: Decimal | None = None
    qualifier: str | None = None
    place: str | None = None
    year: int | None = None
    quote: str | None = None
    formula: str | None = None

    __pydantic_config__ = _STRICT


@dataclass(frozen=True, kw_only=True)
class Figures:
    """All of ``values`` must be shown, those of ``also`` may be, nothing else.

    ``quote``, ``year`` and ``place`` hold for the values that have none of their own. ``says`` are
    words that the answer must hold ("a|b": either).
    """

    values: tuple[Figure, ...]
    also: tuple[Figure, ...] = ()
    quote: str | None = None
    year: int | None = None
    place: str | None = None
    says: tuple[str, ...] = ()

    __pydantic_config__ = _STRICT

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError("'values' must hold at least one figure")
        if self.quote is None and any(figure.quote is None for figure in self.values):
            raise ValueError("needs a 'quote', for the case or for each of its values")


@dataclass(frozen=True, kw_only=True)
class Words:
    """Each of ``contains`` ("a|b": either) must stand in the answer or its quotes."""

    contains: tuple[str, ...]
    quote: str | None = None
    law: str | None = None
    adopted: dt.date | None = None
    article: tuple[str, ...] = ()

    __pydantic_config__ = _STRICT

    def __post_init__(self) -> None:
        if not self.contains or not all(
            part.strip() for item in self.contains for part in item.split("|")
        ):
            raise ValueError("'contains' must hold words, without an empty alternative")


@dataclass(frozen=True, kw_only=True)
class Silence:
    """The question must be abstained from, for any of these reasons."""

    reason: tuple[Reason, ...]

    __pydantic_config__ = _STRICT

    def __post_init__(self) -> None:
        if not self.reason:
            raise ValueError("'reason' must name at least one reason")


Expected = Figures | Words | Silence
_FORMS: Mapping[CaseKind, TypeAdapter[Any]] = {
    "numeric": TypeAdapter(Figures),
    "text": TypeAdapter(Words),
    "abstain": TypeAdapter(Silence),
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """One question with what a right outcome is."""

    id: str
    suite: str
    question: Question
    kind: CaseKind
    expected: Expected


@dataclass(frozen=True, kw_only=True)
class Suite:
    """The cases of one file, asked on the day ``today``."""

    name: str
    today: dt.date
    cases: tuple[Case, ...]


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """One stated amount as a reader labelled it. ``text`` stands once in ``context``."""

    text: str
    context: str
    value: Decimal
    unit: str
    what: str
    scope: PeriodScope
    qualifier: str | None = None
    period: str | None = None
    place: str | None = None
    measure: str | None = None
    high: Decimal | None = None

    __pydantic_config__ = _STRICT

    def __post_init__(self) -> None:
        _check_place(self.text, self.context)


@dataclass(frozen=True, kw_only=True)
class NoFigure:
    """A numeral that states no amount."""

    text: str
    context: str
    why: str

    __pydantic_config__ = _STRICT

    def __post_init__(self) -> None:
        _check_place(self.text, self.context)


@dataclass(frozen=True, kw_only=True)
class Labels:
    """The labels of one document; ``name`` is the file's."""

    name: str
    document: str
    quantities: tuple[Labelled, ...]
    not_quantities: tuple[NoFigure, ...]


@dataclass(frozen=True, kw_only=True)
class _RawCase:
    id: str
    question: str
    kind: CaseKind
    expect: dict[str, Any]
    filters: Filters = Filters()

    __pydantic_config__ = _STRICT


@dataclass(frozen=True, kw_only=True)
class _RawSuite:
    today: dt.date
    cases: tuple[dict[str, Any], ...]

    __pydantic_config__ = _STRICT


@dataclass(frozen=True, kw_only=True)
class _RawLabels:
    document: str
    quantities: tuple[dict[str, Any], ...]
    not_quantities: tuple[dict[str, Any], ...] = field(default=())

    __pydantic_config__ = _STRICT


_SUITE = TypeAdapter(_RawSuite)
_CASE = TypeAdapter(_RawCase)
_LABELS = TypeAdapter(_RawLabels)
_LABELLED = TypeAdapter(Labelled)
_NO_FIGURE = TypeAdapter(NoFigure)


def load_suite(path: Path) -> Suite:
    """The cases of ``path`` in the file's order. Raises ``BadCases`` naming the case at fault."""
    raw: _RawSuite = checked(_SUITE, read_yaml(path), path, "the file")
    cases = tuple(_case(item, path, index) for index, item in enumerate(raw.cases, start=1))
    if not cases:
        raise BadCases(f"{path.name!r} holds no case.", hint="Write some under 'cases'.")
    twice = [name for name, n in Counter(case.id for case in cases).items() if n > 1]
    if twice:
        raise BadCases(
            f"{path.name!r} uses the id {twice[0]!r} more than once.", hint="Ids must be unique."
        )
    return Suite(name=path.stem, today=raw.today, cases=cases)


def load_labels(path: Path) -> Labels:
    """The figure labels of ``path``. Raises ``BadCases`` naming the entry at fault."""
    raw: _RawLabels = checked(_LABELS, read_yaml(path), path, "the file")
    return Labels(
        name=path.stem,
        document=raw.document,
        quantities=tuple(
            checked(_LABELLED, item, path, f"quantity {n}")
            for n, item in enumerate(raw.quantities, start=1)
        ),
        not_quantities=tuple(
            checked(_NO_FIGURE, item, path, f"not_quantity {n}")
            for n, item in enumerate(raw.not_quantities, start=1)
        ),
    )


def label_files(folder: Path = FOLDER) -> list[Path]:
    """The shipped label files, in order of name."""
    return sorted(folder.glob("*_figures.yaml"))


def suite_files(folder: Path = FOLDER) -> list[Path]:
    """The shipped files of cases, in order of name."""
    labels = set(label_files(folder))
    return sorted(
        path for path in folder.glob("*.yaml") if path not in labels and path.name != DIALOGUES
    )


def _case(item: Mapping[str, Any], path: Path, index: int) -> Case:
    where = f"case {item.get('id', index)!r}"
    raw: _RawCase = checked(_CASE, item, path, where)
    expected: Expected = checked(_FORMS[raw.kind], raw.expect, path, f"{where}, expect")
    if not raw.question.strip():
        raise BadCases(f"{path.name!r}, {where}: the question is empty.")
    return Case(
        id=raw.id,
        suite=path.stem,
        question=Question(text=raw.question, filters=raw.filters),
        kind=raw.kind,
        expected=expected,
    )


def read_yaml(path: Path) -> Any:
    """What a YAML file holds. Raises ``BadCases`` for one that can't be read."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadCases(f"{str(path)!r} can't be read: {error.strerror}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadCases(f"{path.name!r} is not YAML in UTF-8: {error}.") from error


def checked(form: TypeAdapter[Any], raw: Any, path: Path, where: str) -> Any:
    """``raw`` in its form. Raises ``BadCases`` naming ``where`` the fault is."""
    try:
        return form.validate_python(raw)
    except ValidationError as error:
        faults = "; ".join(_fault(dict(e)) for e in error.errors())
        raise BadCases(
            f"{path.name!r}, {where}: {faults}.", hint="The file's first lines tell the form."
        ) from error


def _fault(error: Mapping[str, Any]) -> str:
    place = ".".join(str(part) for part in error["loc"])
    return f"{place + ': ' if place else ''}{error['msg']}, got {error['input']!r}"


def _check_place(text: str, context: str) -> None:
    if context.count(text) != 1:
        raise ValueError(f"'text' {text!r} must stand once in its context")
