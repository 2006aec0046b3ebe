"""An outcome as a person reads it at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from assistant.amount import amount
from assistant.domain import Abstention, Answer, Citation, Outcome, Table, Value
from ui.console import printable
from ui.labels import Labels, labels


def render(outcome: Outcome) -> RenderableType:
    """The whole outcome, top down: what is said, its figures, its sources, what else to ask."""
    words = labels(outcome.language)
    said = _answer(outcome, words) if isinstance(outcome, Answer) else _refusal(outcome, words)
    if outcome.understood:
        said = chain([Text(f"{words.understood}{printable(outcome.understood)}", "dim")], said)
    return Group(*said, *_suggestions(outcome.suggestions, words))


def _refusal(outcome: Abstention, words: Labels) -> Iterator[RenderableType]:
    yield Text(f"∅ {words.reasons[outcome.reason]} [{outcome.reason}]", style="bold yellow")
    yield Text(printable(outcome.message))


def _answer(outcome: Answer, words: Labels) -> Iterator[RenderableType]:
    yield Text(printable(outcome.answer), style="bold")
    if outcome.table:
        yield _table(outcome.table)
    elif len(outcome.values) > 1 or any(value.computed for value in outcome.values):
        yield _figures(outcome.values, words)
    if outcome.citations:
        yield Text(f"\n{words.sources}", style="dim")
    for citation in outcome.citations:
        yield from _citation(citation, words)


def _table(table: Table) -> Grid:
    if not table.citations:  # about the catalogue itself
        return _grid(table.columns, table.rows)
    rows = ((*row, f"[{n}]") for row, n in zip(table.rows, table.citations, strict=True))
    return _grid((*table.columns, ""), rows)


def _figures(values: Sequence[Value], words: Labels) -> Grid:
    rows = (
        (
            value.measure,
            _amount(value, words),
            str(value.year or ""),
            value.jurisdiction or "",
            f"[{value.citation}]",
        )
        for value in values
    )
    return _grid((*words.figures, ""), rows)


def _amount(value: Value, words: Labels) -> str:
    remarks = [words.scopes[value.scope]]
    remarks += [f"{words.computed}{value.formula or ''}"] if value.computed else []
    told = "; ".join(filter(None, remarks))
    figure = amount(value.value, value.unit, value.qualifier, value.high)
    return figure + (f" ({told})" if told else "")


def _grid(columns: Sequence[str], rows: Iterable[tuple[str, ...]]) -> Grid:
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        grid.add_column(Text(printable(column)), overflow="fold")
    for row in rows:
        grid.add_row(*(Text(printable(cell)) for cell in row))
    return grid


def _citation(citation: Citation, words: Labels) -> Iterator[RenderableType]:
    page = words.page.format(citation.page) if citation.page is not None else ""
    about = (citation.title, citation.issuer or "", str(citation.year or ""), page)
    yield Text(printable(f"[{citation.n}] {' · '.join(filter(None, about))}"))
    lines = [(" › ".join(citation.section), "dim"), (f"“{citation.quote}”", "")]
    lines += [(f"{words.note}{citation.note}", "yellow")] if citation.note else []
    lines += [(citation.url, "dim")] if citation.url else []
    for line, style in lines:
        if line:
            yield Padding(Text(printable(line), style=style), (0, 0, 0, 4), expand=False)


def _suggestions(suggestions: Sequence[str], words: Labels) -> Iterator[RenderableType]:
    if suggestions:
        yield Text(f"\n{words.ask}", style="dim")
    for suggestion in suggestions:
        yield Text(f"  · {printable(suggestion)}")
