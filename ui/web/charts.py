"""Charts of figures: one measure over years as lines, over bodies as bars.

Drawn here, as HTML and SVG, so that they stand in an answer, print, need no network and no script.
A chart shows figures of one measure and one unit only, each body and year once: where that can't
be had, there is none. Positions are floats; what is written beside them are the exact figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from markupsafe import Markup

from ui.web.templates import render

MOST_SERIES = 6
MOST_BARS = 30
_ROOM = 0.12  # of the height, above the highest and below the lowest point of a line
_LABEL = 11.0  # percent of the height that a figure written beside a dot takes


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One figure to be drawn; ``words`` is how it is written, ``value`` in ``unit``."""

    measure: str
    unit: str
    body: str
    year: int
    value: Decimal
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """Points of one measure: ``line`` has several years, ``bars`` one year and several bodies."""

    kind: Literal["line", "bars"]
    measure: str
    unit: str
    points: tuple[Point, ...]

    @property
    def years(self) -> list[int]:
        """The years, in order."""
        return sorted({point.year for point in self.points})

    @property
    def bodies(self) -> list[str]:
        """The bodies, in the order in which they came."""
        return list(dict.fromkeys(point.body for point in self.points))


def chart_of(points: Iterable[Point]) -> Chart | None:
    """The chart of the measure that has most of these points; ``None`` where none is sound."""
    groups: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for point in points:
        groups[point.measure, point.unit].append(point)
    charts = [chart for group in groups.values() if (chart := _chart(group)) is not None]
    return max(charts, key=lambda chart: len(chart.points), default=None)


def draw(chart: Chart, template: str) -> Markup:
    """The chart as HTML; ``template`` makes its title of ``{measure}`` and ``{when}``."""
    years, bodies = chart.years, chart.bodies
    when = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    body = f"{bodies[0]} · " if len(bodies) == 1 else ""
    title = body + template.format(measure=chart.measure, when=when)
    if chart.kind == "bars":
        return render("bars.html", title=title, bars=_bars(chart))
    return render("line.html", title=title, years=_ticks(chart), series=_series(chart))


def _chart(group: Sequence[Point]) -> Chart | None:
    """Bodies with several years as lines; where there are none, the newest year's bodies as bars.

    Points of one body and year twice are sources that disagree, or parts of a year: no chart.
    """
    if len({(point.body, point.year) for point in group}) < len(group):
        return None
    times = Counter(point.body for point in group)
    lines = [point for point in group if times[point.body] > 1]
    if lines and len({point.body for point in lines}) <= MOST_SERIES:
        return _of("line", sorted(lines, key=lambda point: point.year))
    newest = max(point.year for point in group)
    bars = [point for point in group if point.year == newest]
    if not lines and 1 < len(bars) <= MOST_BARS and all(point.value >= 0 for point in bars):
        return _of("bars", sorted(bars, key=lambda point: -point.value))
    return None


def _of(kind: Literal["line", "bars"], points: Sequence[Point]) -> Chart:
    first = points[0]
    return Chart(kind=kind, measure=first.measure, unit=first.unit, points=tuple(points))


def _bars(chart: Chart) -> list[dict[str, str]]:
    most = max(point.value for point in chart.points) or Decimal(1)
    return [
        {"name": p.body, "words": p.words, "width": f"{float(p.value / most) * 100:.1f}"}
        for p in chart.points
    ]


def _ticks(chart: Chart) -> list[dict[str, str]]:
    return [{"name": str(year), "left": f"{_x(year, chart):.2f}"} for year in chart.years]


def _series(chart: Chart) -> list[dict[str, object]]:
    written: dict[int, list[float]] = defaultdict(list)
    return [
        {"name": body, "points": [_dot(p, chart, written) for p in chart.points if p.body == body]}
        for body in chart.bodies
    ]


def _dot(point: Point, chart: Chart, written: dict[int, list[float]]) -> dict[str, object]:
    """A dot; its figure is written beside it unless it would stand on another one."""
    top = _y(point.value, chart)
    free = all(abs(top - other) >= _LABEL for other in written[point.year])
    if free:
        written[point.year].append(top)
    return {
        "left": f"{_x(point.year, chart):.2f}",
        "top": f"{top:.2f}",
        "words": point.words,
        "year": point.year,
        "written": free,
    }


def _x(year: int, chart: Chart) -> float:
    """Percent from the left: years stand at their true distances, half a step from the edges."""
    first, last = chart.years[0], chart.years[-1]
    return 8 + 84 * (year - first) / (last - first)


def _y(value: Decimal, chart: Chart) -> float:
    """Percent from the top. The foot of the chart is zero: a small change must look small."""
    values = [Decimal(0), *(point.value for point in chart.points)]
    lowest, span = min(values), (max(values) - min(values)) or Decimal(1)
    foot = 100.0 if lowest == 0 else 100 * (1 - _ROOM)
    return foot - float((value - lowest) / span) * 100 * (1 - 2 * _ROOM)
