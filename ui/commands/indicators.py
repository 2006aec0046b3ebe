"""The command that lays figures side by side: the indicator table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.domain import Audience
from ui.commands.opening import opened
from ui.console import print_json, reporting, say, screen
from ui.exits import Exit

if TYPE_CHECKING:
    from assistant.indicator_table import IndicatorTable


def indicators(
    context: typer.Context,
    measure: Annotated[
        list[str] | None,
        typer.Option(
            "--measure",
            "-m",
            metavar="NAME",
            help="A measure's name, Chinese or English, or words of a figure; may be repeated.",
        ),
    ] = None,
    year: Annotated[
        list[int] | None,
        typer.Option("--year", "-y", min=1900, max=2999, help="Only this year; may be repeated."),
    ] = None,
    jurisdiction: Annotated[
        list[str] | None,
        typer.Option("--jurisdiction", "-j", help="Only this place; may be repeated."),
    ] = None,
    document: Annotated[
        list[str] | None,
        typer.Option("--document", "-d", metavar="DOC", help="Only this one, as in list."),
    ] = None,
    unit: Annotated[
        list[str] | None, typer.Option("--unit", help="Only figures of this unit.")
    ] = None,
    all_scopes: Annotated[
        bool, typer.Option("--all-scopes", help="Also what a report only plans.")
    ] = False,
    audience: Annotated[
        Audience, typer.Option("--audience", help="internal sees internal documents.")
    ] = "public",
    csv: Annotated[
        str | None, typer.Option("--csv", metavar="FILE", help="Write a CSV file.")
    ] = None,
    xlsx: Annotated[
        str | None, typer.Option("--xlsx", metavar="FILE", help="Write an Excel workbook.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object for a program.")
    ] = False,
) -> None:
    """Lay figures of all documents side by side, each with its source.

    Exit code 3: the documents state none of what was asked for.
    """
    with reporting(as_json):
        from assistant.indicator_table import Selection

        selection = Selection(
            measures=tuple(measure or ()),
            years=tuple(year or ()),
            places=tuple(jurisdiction or ()),
            documents=tuple(document or ()),
            units=tuple(unit or ()),
            audience=audience,
            planned=all_scopes,
        )
        with opened(context) as service:
            table = service.indicators(selection)
        written = _export(table, csv, xlsx) if table.rows else False
        if as_json:
            from ui.tables import wire_indicators

            print_json(wire_indicators(table).model_dump())
        elif not written:
            from ui.render_table import indicator_table

            screen().print(indicator_table(table))
    if not table.rows:
        raise typer.Exit(Exit.ABSTAINED)


def _export(table: IndicatorTable, csv: str | None, xlsx: str | None) -> bool:
    """Write the files asked for; whether there were any."""
    from ui.spreadsheets import write_csv, write_xlsx

    for name, write in ((csv, write_csv), (xlsx, write_xlsx)):
        if name is not None:
            write(table, name)
            say(f"已写入 written: {name} ({len(table.rows)})")
    return csv is not None or xlsx is not None
