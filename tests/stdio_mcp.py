"""``fazhi mcp`` in a process of its own, with the hashing embedder instead of a model."""

from __future__ import annotations

from assistant.embedding import HashingEmbedder
from ui.cli import app

if __name__ == "__main__":
    app(["mcp"], obj=HashingEmbedder(), prog_name="fazhi")
