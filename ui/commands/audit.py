"""The command that asks whether a report agrees with itself."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.domain import Audience
from assistant.errors import QuestionError
from ui.commands.opening import opened
from ui.console import print_json, reporting, screen
from ui.exits import Exit


def audit(
    context: typer.Context,
    documents: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DOC]...", help="Names or ids, as in list.", show_default=False),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All reports.")] = False,
    audience: Annotated[
        Audience, typer.Option("--audience", help="internal sees internal documents.")
    ] = "public",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object for a program.")
    ] = False,
) -> None:
    """Check whether reports agree with themselves (exit code 1: one doesn't).

    Parts against totals, rates and shares against the figures they come from,
    changes against the other year's figure (from last year's report if it is
    there), and measures stated more than once.
    """
    with reporting(as_json):
        if bool(documents) == every:
            raise QuestionError(
                "Which documents? Name some, or say --all, not both.",
                hint="'fazhi list' shows what there is.",
                code="no_document",
            )
        with opened(context) as service:
            done = service.audit(documents or None, audience)
        if as_json:
            from ui.audits import wire_audits

            print_json(wire_audits(done).model_dump())
        else:
            from ui.render_audit import audits

            screen().print(audits(done), soft_wrap=True)
    if not all(one.agrees for one in done):
        raise typer.Exit(Exit.FAILED)
