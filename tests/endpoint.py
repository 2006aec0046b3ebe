"""An OpenAI-compatible endpoint on loopback that answers as it is told to, well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Handler"], None]


@dataclass
class Endpoint:
    """``answer`` is what the next requests get; ``bodies`` and ``keys`` what they sent."""

    url: str
    answer: Answer
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    endpoint: Endpoint

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.endpoint.bodies.append(json.loads(body))
        self.endpoint.keys.append(self.headers.get("Authorization", ""))
        self.close_connection = True
        try:
            self.endpoint.answer(self)
        except (BrokenPipeError, ConnectionResetError):
            return

    def log_message(self, format: str, *args: Any) -> None:
        return

    def begin(self, status: int = 200, kind: str = "text/event-stream") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        self.end_headers()

    def piece(self, text: str) -> None:
        completion = self.path.endswith("/completions") and "chat" not in self.path
        choice: dict[str, Any] = {"index": 0, "finish_reason": None}
        choice |= {"text": text} if completion else {"delta": {"content": text}}
        self.event({"id": "1", "object": "chunk", "created": 1, "model": "m", "choices": [choice]})

    def event(self, data: Any) -> None:
        self.wfile.write(f"data: {json.dumps(data)}\n\n".encode())
        self.wfile.flush()

    def done(self) -> None:
        self.wfile.write(b"data: [DONE]\n\n")
        self.wfile.flush()


def says(*pieces: str, tokens: tuple[int, int] | None = None) -> Answer:
    """Write these pieces and end as the protocol has it."""

    def answer(handler: Handler) -> None:
        handler.begin()
        for text in pieces:
            handler.piece(text)
        if tokens is not None:
            read, written = tokens
            used = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": 0}
            handler.event(
                {"id": "1", "object": "c", "created": 1, "model": "m", "choices": [], "usage": used}
            )
        handler.done()

    return answer


def fails(status: int, body: str = '{"error": {"message": "no"}}') -> Answer:
    """Answer with this status."""

    def answer(handler: Handler) -> None:
        handler.begin(status, "application/json")
        handler.wfile.write(body.encode())

    return answer


def says_raw(text: str, kind: str = "text/event-stream") -> Answer:
    """Send these bytes as the body."""

    def answer(handler: Handler) -> None:
        handler.begin(200, kind)
        handler.wfile.write(text.encode())

    return answer


def cut(*pieces: str) -> Answer:
    """Write these pieces, then drop the connection in the middle of an event."""

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        for text in pieces:
            handler.piece(text)
        handler.wfile.write(b'data: {"id": "1", "cho')

    return answer


def hangs(*pieces: str) -> Answer:
    """Write these pieces, then nothing, with the connection open."""

    def answer(handler: Handler) -> None:
        handler.begin()
        for text in pieces:
            handler.piece(text)
        handler.endpoint.over.wait(60)

    return answer


def endless(piece: str, pause: float = 0.0) -> Answer:
    """Write the same piece for ever."""

    def answer(handler: Handler) -> None:
        handler.begin()
        while not handler.endpoint.over.is_set():
            handler.piece(piece)
            time.sleep(pause)

    return answer


def drips() -> Answer:
    """Keep the connection alive with comments and never say a word."""

    def answer(handler: Handler) -> None:
        handler.begin()
        while not handler.endpoint.over.wait(0.05):
            handler.wfile.write(b": still here\n\n")
            handler.wfile.flush()

    return answer


@contextmanager
def endpoint(answer: Answer) -> Iterator[Endpoint]:
    """A running endpoint on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Endpoint(url=f"http://127.0.0.1:{server.server_address[1]}/v1", answer=answer)
    server.RequestHandlerClass = type("Bound", (Handler,), {"endpoint": made})
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
