"""The tools of the assistant for language models, by the Model Context Protocol.

One set of tools over both transports: at ``/mcp`` of the service, where the caller's key decides
what may be seen, and over stdio for a program of this machine, which sees what staff see.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from importlib.metadata import version as version_of
from typing import Annotated, Any, cast

import yaml
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field, ValidationError

from assistant.domain import Kind
from assistant.errors import FazhiError
from assistant.indicator_table import Selection
from ui.api.access import Caller
from ui.api.documents import get_text
from ui.api.problems import Problem
from ui.api.state import State
from ui.hits import WireHits, WireSearch, wire_hits
from ui.reading import WireExcerpt
from ui.schemas import Name, WireOutcome, WireQuestion, Year, wire_outcome
from ui.tables import WireIndicatorPage, WireRow, wire_page

CALLER = "fazhi_caller"  # where in the request's scope its caller stands
_LONGEST = 20_000  # characters of a document read at once
Who = Callable[[Context[Any, Any]], Caller]


@cache
def _texts() -> dict[str, Any]:
    file = resources.files("ui").joinpath("data/mcp.yaml")
    loaded: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


def _about(argument: str) -> Any:
    return Field(description=_texts()["arguments"][argument])


_Question = Annotated[str, _about("question")]
_Query = Annotated[str, _about("query")]
_Places = Annotated[list[Name] | None, _about("jurisdiction")]
_Years = Annotated[list[Year] | None, _about("year")]
_Kinds = Annotated[list[Kind] | None, _about("kind")]
_Measures = Annotated[list[Name] | None, _about("measure")]
_Document = Annotated[Name, _about("document")]
_Version = Annotated[int | None, Field(ge=1, le=1_000_000), _about("version")]
_Start = Annotated[int | None, Field(ge=0, le=100_000_000), _about("start")]
_End = Annotated[int | None, Field(ge=0, le=100_000_000), _about("end")]
_Around = Annotated[int, Field(ge=0, le=_LONGEST), _about("context")]
_Hits = Annotated[int, Field(ge=1, le=50), _about("limit")]
_Rows = Annotated[int, Field(ge=1, le=500), _about("limit")]
_Asked = Context[Any, Any]


def mcp_server(state: State, who: Who) -> MCPServer[Any]:
    """A server of the tools; ``who`` tells the caller of a request."""
    with _logging_left_alone():
        server: MCPServer[Any] = MCPServer(
            "fazhi",
            title="法知 Fazhi",
            version=version_of("fazhi"),
            instructions=_texts()["instructions"],
        )
    tools = Tools(state, who)
    for tool in (tools.ask, tools.search, tools.indicators, tools.read_document):
        name = tool.__name__
        server.add_tool(
            tool,
            name=name,
            description=_texts()[name],
            annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
        )
    return server


def http_caller(asked: Context[Any, Any]) -> Caller:
    """The caller of a request that came over HTTP, as its guard has found."""
    return cast(Caller, cast(Any, asked.request_context.request).scope[CALLER])


def local_caller(_asked: Context[Any, Any]) -> Caller:
    """The program at the other end of stdio: it could read the data folder as well."""
    return Caller(scope="staff", address="", local=True)


class Tools:
    """What the tools do. They give text to be read and the same objects as the API."""

    def __init__(self, state: State, who: Who) -> None:
        self._state = state
        self._who = who

    def ask(
        self,
        asked: _Asked,
        question: _Question,
        jurisdiction: _Places = None,
        year: _Years = None,
        kind: _Kinds = None,
    ) -> Annotated[CallToolResult, WireOutcome]:
        """See ``data/mcp.yaml``."""

        def work(caller: Caller) -> tuple[str, BaseModel]:
            wire = WireQuestion(
                question=question, jurisdiction=jurisdiction or [], year=year or [], kind=kind or []
            )
            found = self._state.answering.ask(
                wire.to_question(caller.audience), caller.asker("mcp")
            )
            outcome = wire_outcome(found)
            return _said(outcome), outcome

        return self._result(asked, work)

    def search(
        self,
        asked: _Asked,
        query: _Query,
        jurisdiction: _Places = None,
        year: _Years = None,
        kind: _Kinds = None,
        limit: _Hits = 8,
    ) -> Annotated[CallToolResult, WireHits]:
        """See ``data/mcp.yaml``."""

        def work(caller: Caller) -> tuple[str, BaseModel]:
            wire = WireSearch(
                question=query,
                jurisdiction=jurisdiction or [],
                year=year or [],
                kind=kind or [],
                limit=limit,
            )
            hits = wire_hits(
                self._state.service.search(query, wire.to_filters(caller.audience), limit)
            )
            lines = [
                f"{h.title} · {' › '.join(h.section)} ({h.document_id} {h.start}–{h.end})\n{h.text}"
                for h in hits.hits
            ]
            return "\n\n".join(lines) or "没有找到。 Nothing was found.", hits

        return self._result(asked, work)

    def indicators(
        self,
        asked: _Asked,
        measure: _Measures = None,
        year: _Years = None,
        jurisdiction: _Places = None,
        limit: _Rows = 50,
    ) -> Annotated[CallToolResult, WireIndicatorPage]:
        """See ``data/mcp.yaml``."""

        def work(caller: Caller) -> tuple[str, BaseModel]:
            selection = Selection(
                measures=tuple(measure or ()),
                years=tuple(year or ()),
                places=tuple(jurisdiction or ()),
                audience=caller.audience,
            )
            page = wire_page(self._state.service.indicators(selection), 0, limit)
            return "\n".join(map(_row, page.rows)) or f"没有。 None: {page.reason}.", page

        return self._result(asked, work)

    def read_document(
        self,
        asked: _Asked,
        document: _Document,
        version: _Version = None,
        start: _Start = None,
        end: _End = None,
        context: _Around = 1_000,
    ) -> Annotated[CallToolResult, WireExcerpt]:
        """See ``data/mcp.yaml``."""

        def work(caller: Caller) -> tuple[str, BaseModel]:
            first = start or 0
            last = end if end is not None else first
            if last - first > _LONGEST:
                last = first + _LONGEST
            around = context if start is not None or end is not None else _LONGEST
            excerpt = get_text(document, self._state, caller, version, first, last, around)
            return f"{excerpt.before}{excerpt.quote}{excerpt.after}", excerpt

        return self._result(asked, work)

    def _result(
        self, asked: _Asked, work: Callable[[Caller], tuple[str, BaseModel]]
    ) -> CallToolResult:
        """What a tool gives. What can't be done is told to the model, which may do better."""
        try:
            text, wire = work(self._who(asked))
        except (FazhiError, Problem) as error:
            hint = f" {error.hint}" if error.hint else ""
            detail = error.message if isinstance(error, FazhiError) else error.detail
            raise ToolError(f"{detail}{hint}") from error
        except ValidationError as error:
            raise ToolError("; ".join(e["msg"] for e in error.errors()[:3])) from error
        return CallToolResult(
            content=[TextContent(text=text)], structured_content=wire.model_dump(mode="json")
        )


def _said(outcome: WireOutcome) -> str:
    """The answer with its sources, or why there is none."""
    if outcome.answer is None:
        also = "\n".join(f"- {one}" for one in outcome.suggestions)
        return f"{outcome.message} [{outcome.reason}]" + (f"\n可以这样问：\n{also}" if also else "")
    sources = [
        f"[{c.n}] {c.title} · {' › '.join(c.section)}：“{c.quote}”"
        f" ({c.document_id} v{c.version} {c.start}–{c.end}){f' {c.url}' if c.url else ''}"
        for c in outcome.citations
    ]
    return "\n".join([outcome.answer, "", *sources]).strip()


def _row(row: WireRow) -> str:
    where = f"{row.jurisdiction or '—'} {row.year or '—'}"
    disputed = " ≠" if row.disputed else ""
    return f"{where} {row.label}: {row.words}{disputed} “{row.quote}” ({row.document_id})"


@contextmanager
def _logging_left_alone() -> Iterator[None]:
    """The SDK sets up the whole program's logging; that is ours to do."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
