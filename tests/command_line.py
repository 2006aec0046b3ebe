"""The command line run inside the test process, for the tests that need it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from assistant.embedding import HashingEmbedder
from ui.cli import app


class Cli:
    """``fazhi`` on one data folder, with the hashing embedder instead of a model."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *words: str, stdin: str = "", env: dict[str, str] | None = None) -> Result:
        settings = {"FAZHI_HOME": str(self.home), "FAZHI_LOCK_TIMEOUT": "5", **(env or {})}
        return CliRunner().invoke(
            app,
            list(words),
            obj=HashingEmbedder(),
            env=settings,
            input=stdin,
            prog_name="fazhi",
        )

    def json(self, *words: str) -> Any:
        """What the command prints with ``--json``."""
        return json.loads(self(*words, "--json").stdout)
