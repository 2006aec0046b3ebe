"""The tools, by the SDK's own client, over HTTP behind keys and over stdio."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp_types import TextContent

from tests.api import Served, serving
from tests.test_api_completions import key_of

ASKED = "光山县2023年受理行政复议多少件？"
NOTE = (
    "---\nkind: report\njurisdiction: 河南省信阳市光山县\nyear: 2023\naudience: internal\n---\n\n"
    "# 光山县2023年内部通报\n\n全年行政应诉败诉77137件，代号松涛。\n"
)
Using = Callable[[Client], Awaitable[None]]


@asynccontextmanager
async def over_http(served: Served, key: str, mode: str = "auto") -> AsyncIterator[Client]:
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx2.AsyncClient(headers=headers, timeout=30) as http:
        transport = streamable_http_client(f"{served.url}/mcp", http_client=http)
        async with Client(transport, mode=mode) as client:
            yield client


@asynccontextmanager
async def over_stdio(home: Path) -> AsyncIterator[Client]:
    root = Path(__file__).resolve().parents[1]
    env = {**os.environ, "FAZHI_HOME": str(home), "PYTHONPATH": str(root)}
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "tests.stdio_mcp"], env=env, cwd=str(root)
    )
    async with Client(command) as client:
        yield client


def text_of(result: Any) -> str:
    return "\n".join(c.text for c in result.content if isinstance(c, TextContent))


async def use_all(client: Client) -> None:
    """What both transports must do."""
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert set(tools) == {"ask", "search", "indicators", "read_document"}
    for tool in tools.values():
        assert tool.description
        assert any("\u4e00" <= c <= "\u9fff" for c in tool.description)
        assert tool.output_schema
        assert all(p.get("description") for p in tool.input_schema["properties"].values())
    assert tools["ask"].input_schema["required"] == ["question"]

    told = await client.call_tool("ask", {"question": ASKED})
    assert not told.is_error
    assert "60件" in text_of(told)
    assert told.structured_content is not None
    assert told.structured_content["status"] == "answered"
    cited = told.structured_content["citations"][0]

    read = await client.call_tool(
        "read_document",
        {"document": cited["document_id"], "start": cited["start"], "end": cited["end"]},
    )
    assert read.structured_content is not None
    assert read.structured_content["quote"] == cited["quote"]
    assert cited["quote"] in text_of(read)

    silent = await client.call_tool("ask", {"question": "光山县2021年受理行政复议多少件？"})
    assert "year_not_covered" in text_of(silent)
    found = await client.call_tool("search", {"query": "法律援助", "limit": 3})
    assert found.structured_content is not None
    assert 1 <= len(found.structured_content["hits"]) <= 3
    table = await client.call_tool(
        "indicators", {"measure": ["行政复议受理量"], "jurisdiction": ["光山县"]}
    )
    assert "60件" in text_of(table)

    for name, arguments in (
        ("ask", {"question": "？"}),
        ("read_document", {"document": "no-such"}),
        ("indicators", {"measure": ["没有这种指标xyz"]}),
        ("ask", {"question": ASKED, "year": ["x"]}),
    ):
        failed = await client.call_tool(name, arguments)
        assert failed.is_error, name
        assert len(text_of(failed)) > 5
        assert "Traceback" not in text_of(failed)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_over_http(served: Served, mode: str) -> None:
    async def run() -> None:
        async with over_http(served, key_of(served), mode) as client:
            await use_all(client)

    anyio.run(run)


def test_over_stdio(home: Path) -> None:
    async def run() -> None:
        async with over_stdio(home) as client:
            await use_all(client)

    anyio.run(run)


def test_the_key_decides_what_is_seen_even_on_one_server(home: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text(NOTE, encoding="utf-8")

    async def seen(served: Served, scope: str) -> str:
        async with over_http(served, key_of(served, scope)) as client:
            parts = [
                await client.call_tool("ask", {"question": "光山县2023年行政应诉败诉多少件？"}),
                await client.call_tool("search", {"query": "行政应诉败诉"}),
                await client.call_tool("indicators", {"jurisdiction": ["光山县"], "limit": 500}),
                await client.call_tool("read_document", {"document": "note"}),
            ]
            return "".join(p.model_dump_json() for p in parts)

    with serving(home) as served:
        served.service.ingest([str(note)], {}, lambda *_: None)
        assert "77137" in anyio.run(seen, served, "staff")
        told = anyio.run(seen, served, "ask")
        assert "77137" not in told
        assert "松涛" not in told
        assert "内部通报" not in told


def test_the_asking_is_journaled(served: Served) -> None:
    async def run() -> str:
        async with over_http(served, key_of(served)) as client:
            told = await client.call_tool("ask", {"question": ASKED})
            assert told.structured_content is not None
            return str(told.structured_content["trace_id"])

    trace = anyio.run(run)
    state = served.app.state.fazhi
    state.background.settle()
    assert state.journal.find(trace).channel == "mcp"


LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
ACCEPT = {"Accept": "application/json, text/event-stream"}


def test_nobody_without_a_key(served: Served) -> None:
    key = key_of(served)
    url = f"{served.url}/mcp"
    for headers in ({}, {"Authorization": "Bearer fz_no_no"}):
        refused = httpx.post(url, json=LIST, headers={**ACCEPT, **headers})
        assert (refused.status_code, refused.json()["code"]) == (401, "unauthorized")
    let_in = httpx.post(url, json=LIST, headers={**ACCEPT, "Authorization": f"Bearer {key}"})
    assert let_in.status_code == 200


def test_foreign_pages_and_hosts_are_refused(served: Served) -> None:
    url = f"{served.url}/mcp"
    key = {**ACCEPT, "Authorization": f"Bearer {key_of(served)}"}
    foreign = httpx.post(url, json=LIST, headers={**key, "Origin": "https://evil.example"})
    assert foreign.status_code == 403
    rebound = httpx.post(url, json=LIST, headers={**key, "Host": "evil.example"})
    assert rebound.status_code == 400
    assert rebound.json()["code"] == "unknown_host"
    own = httpx.post(url, json=LIST, headers={**key, "Origin": served.url})
    assert own.status_code == 200


def test_a_body_without_end_is_refused(served: Served) -> None:
    headers = {**ACCEPT, "Authorization": f"Bearer {key_of(served)}"}
    body = {**LIST, "params": {"x": "a" * 2_000_000}}
    assert httpx.post(f"{served.url}/mcp", json=body, headers=headers).status_code == 413


def test_the_program_s_logging_is_left_alone(home: Path) -> None:
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    with serving(home):
        assert (list(root.handlers), root.level) == before
