"""Bodies that are too large or too slow are cut off, whatever they announce."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.api import Api, Served, serving


def test_a_question_too_long_to_be_one(api: Api):
    response = api.client.post("/v1/ask", json={"question": "问" * 400_000})
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_without_a_length_it_is_counted(api: Api):
    def pieces():
        for _ in range(2_000):
            yield b"x" * 1_000

    response = api.client.post("/v1/ask", content=pieces())
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


@pytest.fixture
def hasty(home: Path):
    with serving(home, body_timeout=0.5) as served:
        yield served


def talk(served: Served, head: str, *pieces: bytes, pause: float) -> bytes:
    """What the service answers to a request that comes slowly."""
    place = urlsplit(served.url)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=20) as line:
        line.sendall(head.encode())
        for piece in pieces:
            time.sleep(pause)
            try:
                line.sendall(piece)
            except OSError:
                break
        return line.recv(65536)


def test_a_body_that_drips_is_cut_off(hasty: Served):
    head = (
        "POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n"
    )
    begun = time.monotonic()
    answer = talk(hasty, head, *[b"{"] * 10, pause=0.2)
    assert b" 408 " in answer.splitlines()[0] and b'"code":"timeout"' in answer
    assert time.monotonic() - begun < 10


def test_an_upload_that_stops_is_cut_off(hasty: Served):
    part = '--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nx'
    head = (
        "POST /v1/documents HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n"
        f"{len(part):x}\r\n{part}\r\n"
    )
    answer = talk(hasty, head, pause=0)
    assert b" 408 " in answer.splitlines()[0]
