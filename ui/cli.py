"""``fazhi``, the command line: what commands there are. What each does stands in ``commands``.

Nothing heavy is imported here or there before a command runs, so that ``--help`` is instant.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ui.commands import audit, documents, indicators, journal, keys, mcp, questions, serve, upkeep
from ui.console import prepare_streams
from ui.exits import Exit

_CODES = "\n".join(f"{code.value:>3}  {code.meaning}" for code in Exit)

app = typer.Typer(
    help="法知 Fazhi: answers from legal-governance documents, every figure bound to its source.",
    epilog=f"Exit codes:\n{_CODES}\n\nSettings are environment variables FAZHI_…; see README.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("serve")(serve.serve)
app.command("mcp")(mcp.mcp)
app.add_typer(keys.app, name="keys")
app.add_typer(journal.app, name="journal")
app.command("ingest")(documents.ingest)
app.command("ask")(questions.ask)
app.command("batch")(questions.batch)
app.command("chat")(questions.chat)
app.command("indicators")(indicators.indicators)
app.command("audit")(audit.audit)
app.command("list")(documents.list_documents)
app.command("show")(documents.show)
app.command("delete")(documents.delete)
app.command("reindex")(upkeep.reindex)
app.command("doctor")(upkeep.doctor)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"fazhi {version('fazhi')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options that stand before the command."""


def main() -> None:
    """The entry point of ``fazhi``."""
    prepare_streams()
    app(prog_name="fazhi")


if __name__ == "__main__":
    main()
