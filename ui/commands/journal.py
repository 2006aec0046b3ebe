"""The command that gives out the journal. It needs only the database, as a service may run."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from ui.console import reporting, say

app = typer.Typer(no_args_is_help=True, help="The journal of who asked what.")


@app.callback()
def journal() -> None:
    """The journal of who asked what, with personal data masked."""


@app.command()
def export(
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Or - for stdout.")
    ] = "-",
    since: Annotated[
        dt.datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="From that day on.")
    ] = None,
    until: Annotated[
        dt.datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Before that day.")
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV instead of JSON lines.")] = False,
) -> None:
    """Write the journal, oldest entry first."""
    with reporting():
        from assistant.catalogue import Catalogue
        from assistant.journal import Journal
        from assistant.settings import load_settings
        from ui.api.operations import csv_lines, json_lines
        from ui.batch import open_outcomes

        catalogue = Catalogue(load_settings().catalogue_url)
        count = -1 if as_csv else 0
        try:
            entries = Journal(catalogue.database).export(_local(since), _local(until))
            with open_outcomes(output) as write:
                for line in csv_lines(entries) if as_csv else json_lines(entries):
                    write(line.encode("utf-8", "replace"))
                    count += 1
        finally:
            catalogue.close()
        say(f"已导出 exported: {count}")


def _local(day: dt.datetime | None) -> dt.datetime | None:
    return day.astimezone() if day else None
