"""The scorecard and its like as a person reads them at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group as Stack
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from eval.scorecard import Failure, Group, Scorecard
from eval.statistics import Rate

LONGEST = 400  # characters of an answer shown beside a failure


def show_scorecard(card: Scorecard) -> RenderableType:
    """The whole, then the groups, then failures and remarks one by one."""
    parts: list[RenderableType] = [_whole(card.whole), _groups(card.groups)]
    parts += [Text(f"left out: {reason}", style="yellow") for reason in card.skipped]
    parts += _entries("failures", card.failures, "bold red")
    parts += _entries("passed, with a remark", card.remarks, "yellow")
    return Stack(*parts)


def shown_rate(found: Rate) -> str:
    """``97.1 % [93.4, 98.8] 170/175``; a dash where there was nothing to count."""
    if found.share is None or found.interval is None:
        return "–"
    low, high = found.interval
    return f"{found.share:.1%} [{low:.1%}–{high:.1%}] {found.hits}/{found.n}"


def grid(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A plain table; every column but the first is right-aligned."""
    table = Table(title=title, box=SIMPLE_HEAD, pad_edge=False, title_justify="left")
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 else "right", overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def milliseconds(value: float | None) -> str:
    """A time for a table."""
    return "–" if value is None else f"{value:.1f} ms"


def _whole(group: Group) -> Table:
    rows = [
        ("cases", str(group.n)),
        ("crashed (counted apart)", str(group.crashed)),
        ("cases with a wrong figure shown", str(group.wrong_figures)),
        ("exact, of those that have an answer", shown_rate(group.exact)),
        ("right citation, of those answered", shown_rate(group.cited)),
        ("  its first citation, of answers in words", shown_rate(group.led)),
        ("answerable that were answered", shown_rate(group.answered)),
        ("abstention precision", shown_rate(group.abstention_precision)),
        ("abstention recall", shown_rate(group.abstention_recall)),
        ("reason as listed, of those rightly abstained", shown_rate(group.reasons)),
        ("answers whose figure lost its qualifier", str(group.blurred)),
        *(
            (f"retrieval R@{k} (of reports, of rules)", shown_rate(found))
            for k, found in group.retrieval
        ),
        ("characters of an answer, median", f"{group.median_length or 0:.0f}"),
        ("time of a question, median", milliseconds(group.median_ms)),
        ("time of a question, p95", milliseconds(group.p95_ms)),
    ]
    return grid("scorecard, with 95 % intervals (Wilson)", ("", "all"), rows)


def _groups(groups: Sequence[Group]) -> Table:
    columns = ("", "n", "crashed", "wrong", "exact", "cited", "answered", "abst. precision")
    rows = [
        (
            group.name,
            str(group.n),
            str(group.crashed),
            str(group.wrong_figures),
            _percent(group.exact),
            _percent(group.cited),
            _percent(group.answered),
            _percent(group.abstention_precision),
            _percent(group.abstention_recall),
            *(_percent(found) for _, found in group.retrieval),
            milliseconds(group.median_ms),
        )
        for group in groups
    ]
    depths = (f"R@{k}" for k, _ in groups[0].retrieval)
    return grid("by group", (*columns, "abst. recall", *depths, "median"), rows)


def _percent(found: Rate) -> str:
    return "–" if found.share is None else f"{found.share:.1%}"


def _entries(title: str, entries: Sequence[Failure], style: str) -> Iterator[RenderableType]:
    if entries:
        yield Text(f"\n{title}: {len(entries)}", style=style)
    for entry in entries:
        yield Text(f"\n{entry.suite}/{entry.id} · {entry.sort} · {entry.question}", style="bold")
        yield Text(f"  expected  {entry.expected}")
        yield Text(f"  got       {_short(entry.got)}")
        yield from (Text(f"  fault     {fault}", style="red") for fault in entry.faults)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def show_retrieval(card: Scorecard) -> RenderableType:
    """R@k alone, by group."""
    depths = [f"R@{k}" for k, _ in card.whole.retrieval]
    rows = [(g.name, *(shown_rate(found) for _, found in g.retrieval)) for g in card.groups]
    return grid("passages that hold the quote", ("", *depths), rows)
