"""The command that runs the service."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.console import reporting


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0: any.")
    ] = 8000,
) -> None:
    """Serve the pages and the API: http://127.0.0.1:8000, /docs, /healthz."""
    with reporting():
        from assistant.settings import load_settings

        settings = load_settings()
        from ui.server import serve as run  # seconds: a bad setting is told before

        run(settings, host, port, embedder=context.obj)
