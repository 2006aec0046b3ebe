"""Documents as a person reads them at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from assistant.domain import Document
from ui.console import printable
from ui.holdings import WireDocument, WireHolding

UNKNOWN = "未知 unknown"
_EMPTY_IS_NO = {"note", "superseded_by"}  # that there is none is known
_COLUMNS = ("DOC", "标题 title", "类别 kind", "地区 jurisdiction", "年份 year", "状态 state")


def document_table(documents: Sequence[Document]) -> Grid:
    """One row a document; what isn't known is left blank here and named by ``show``."""
    slugs = {one.id: one.slug for one in documents}
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    for column in _COLUMNS:
        grid.add_column(column, overflow="fold")
    for one in documents:
        grid.add_row(
            *(Text(printable(cell)) for cell in (one.slug, one.title, one.kind)),
            one.place.name if one.place else "",
            str(one.year or ""),
            _state(one, slugs),
        )
    return grid


def _state(document: Document, slugs: Mapping[str, str]) -> Text:
    newer = document.superseded_by
    marks = ["internal"] if document.audience == "internal" else []
    marks += [f"已被取代 superseded by {slugs.get(newer, newer)}"] if newer else []
    return Text(printable("; ".join(marks)), style="yellow")


def holding(held: WireHolding) -> RenderableType:
    """A document's metadata, versions and outline."""
    return Group(_metadata(held.document), *_versions(held), Text(""), *_outline(held.sections))


def _metadata(document: WireDocument) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    for name, value in document.model_dump(mode="json").items():
        if value is None and name in _EMPTY_IS_NO:
            continue
        shown = Text(UNKNOWN, style="dim") if value in (None, "") else Text(printable(str(value)))
        grid.add_row(Text(name, style="bold"), shown)
    return grid


def _versions(held: WireHolding) -> Iterator[Text]:
    for one in held.versions:
        pages = f", {one.pages} pages" if one.pages else ""
        day = one.ingested_at.isoformat(sep=" ", timespec="minutes")
        yield Text(
            f"版本 version {one.number}: {one.state}, {one.characters} characters{pages}, {day}"
        )
    yield Text(f"{held.passages} passages, {held.indicators} figures")


def _outline(sections: Sequence[Sequence[str]]) -> Iterator[Text]:
    for path in sections:
        yield Text(printable(f"{'  ' * (len(path) - 1)}{path[-1]}"))
