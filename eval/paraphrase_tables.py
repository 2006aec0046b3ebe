"""Tables of ``eval.paraphrases`` and ``eval.fitting``."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.text import Text

from eval.fitting import Fit
from eval.paraphrases import Asked, tally
from eval.report import grid, shown_rate
from eval.statistics import Rate


def show_paraphrases(asked: Sequence[Asked]) -> RenderableType:
    """A row for each topic, and one for all of them."""
    columns = ("", "n", "exact of stated", "inexact", "missed", "wrong", "rightly abstained")
    topics = list(dict.fromkeys(one.topic for one in asked))
    rows = [_row(topic, [one for one in asked if one.topic == topic]) for topic in topics]
    return grid("one figure, many ways to say it", columns, [*rows, _row("all", asked)])


def _row(name: str, asked: Sequence[Asked]) -> tuple[str, ...]:
    of = tally(asked)
    stated = sum(one.stated is not None for one in asked)
    return (
        name,
        str(len(asked)),
        shown_rate(Rate(hits=of["exact"], n=stated)),
        str(of["inexact"]),
        str(of["missed"]),
        shown_rate(Rate(hits=of["wrong"], n=len(asked))),
        str(of["abstained"]),
    )


def show_failures(asked: Sequence[Asked]) -> RenderableType:
    """Each question that was not answered as it should be."""
    failed = (one for one in asked if one.verdict not in ("exact", "abstained"))
    return Stack(
        *(
            Text(f"{one.verdict}: {one.question} | {one.stated or '-'} | {'; '.join(one.shown)}")
            for one in failed
        )
    )


def show_fit(found: Fit) -> RenderableType:
    """What a model that has not seen a wording takes, by the likelihood that is asked of it."""
    title = f"{found.examples} examples of {found.asked} questions, cross-validated"
    rows = [
        (f"{least:g}", str(right), str(wrong), shown_rate(Rate(hits=wrong, n=found.asked)))
        for least, right, wrong in found.taken
    ]
    return grid(title, ("least likelihood", "right", "wrong", "wrong of all asked"), rows)
