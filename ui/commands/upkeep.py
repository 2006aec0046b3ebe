"""Commands that keep the stores in agreement."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.commands.opening import counting, opened
from ui.console import print_json, reporting, say
from ui.exits import Exit
from ui.progress import progress


def reindex(context: typer.Context) -> None:
    """Build both indexes anew from the catalogue.

    That is also how an index is moved to another embedding model.
    """
    with reporting(), opened(context) as service:
        with progress("正在重建索引… Rebuilding the indexes…") as tell:
            done = service.reindex(counting(tell))
        say(f"已重建 rebuilt: {done.added} passages")


def doctor(
    context: typer.Context,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object for a program.")
    ] = False,
) -> None:
    """Name every disagreement among the stores (exit code 1)."""
    with reporting(as_json):
        with opened(context) as service, progress("正在检查… Checking…", short=True):
            findings = service.doctor()
        if as_json:
            from ui.holdings import wire_finding

            named = [wire_finding(finding).model_dump() for finding in findings]
            print_json({"ok": not findings, "findings": named})
        else:
            for finding in findings:
                say(f"✗ [{finding.kind}] {finding.message}")
                say(f"  → {finding.hint}")
            say("" if findings else "✓ 一致 All stores agree.")
    if findings:
        raise typer.Exit(Exit.FAILED)
