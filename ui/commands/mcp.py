"""The command that gives the tools to a program over stdio."""

from __future__ import annotations

import typer

from assistant.errors import Locked
from ui.commands.opening import answering
from ui.console import reporting


def mcp(context: typer.Context) -> None:
    """Give the tools to a language model's program over stdio (Model Context Protocol).

    It sees what staff see. While a service owns the data, use its address /mcp instead.
    """
    with reporting():
        import anyio

        from assistant.settings import load_settings
        from ui.api.state import State
        from ui.mcp import local_caller, mcp_server
        from ui.service import Service

        with answering(context) as service:
            if not isinstance(service, Service):
                raise Locked(
                    "The data are in use by 'fazhi serve'.",
                    hint="Use its address /mcp, with a key, or stop it.",
                )
            state = State(service=service, settings=load_settings(), loopback=True)
            try:
                anyio.run(mcp_server(state, local_caller).run_stdio_async)
            finally:
                state.close()
