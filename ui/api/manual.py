"""``/docs``: the API for people to read, made here, so that no browser asks another host for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse

_STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "code,pre{background:#f3f4f6;border-radius:4px;padding:.1rem .3rem}"
    "pre{padding:.8rem;overflow:auto;font-size:13px}"
    "section{border-top:1px solid #ddd;padding:.5rem 0}"
    "h2{font-size:1.1rem}h2 b{display:inline-block;min-width:4.5rem;color:#1d4ed8}"
    "td,th{text-align:left;padding:.1rem .8rem .1rem 0;vertical-align:top}"
    "@media (prefers-color-scheme:dark){body{background:#111;color:#ddd}code,pre{background:#222}"
    "h2 b{color:#93c5fd}section{border-color:#333}}"
)


def install(app: FastAPI) -> None:
    """Give ``app`` its manual."""

    @app.get("/docs", include_in_schema=False)
    def manual(request: Request) -> HTMLResponse:
        """The schema as a page."""
        return HTMLResponse(page(request.app.openapi()))


def page(schema: dict[str, Any]) -> str:
    """The page for an OpenAPI schema."""
    info = schema["info"]
    title, about = escape(info["title"]), escape(info.get("description", ""))
    return (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{title} API</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{_STYLE}</style><h1>{title} {escape(info['version'])}</h1><p>{about}</p>"
        '<p><a href="/openapi.json">openapi.json</a></p>'
        f"{''.join(_operations(schema))}<h1>Schemas</h1>{''.join(_schemas(schema))}</html>"
    )


def _operations(schema: dict[str, Any]) -> Iterator[str]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            told = escape(operation.get("description") or operation.get("summary") or "")
            yield (
                f"<section><h2><b>{escape(method.upper())}</b> <code>{escape(path)}</code></h2>"
                f"<p>{told}</p>{_parameters(operation)}{_body(operation)}{_responses(operation)}"
                "</section>"
            )


def _parameters(operation: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(one['name'])}</code></td><td>{escape(one['in'])}</td>"
        f"<td>{'required' if one.get('required') else ''}</td>"
        f"<td><code>{_short(one['schema'])}</code></td></tr>"
        for one in operation.get("parameters", [])
    )
    return f"<table>{rows}</table>" if rows else ""


def _body(operation: dict[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    return "".join(
        f"<p>body <code>{escape(media)}</code>: <code>{_short(one['schema'])}</code></p>"
        for media, one in content.items()
    )


def _responses(operation: dict[str, Any]) -> str:
    told = "; ".join(
        f"<code>{escape(status)}</code> {escape(one.get('description', ''))}"
        for status, one in operation["responses"].items()
    )
    return f"<p>{told}</p>"


def _schemas(schema: dict[str, Any]) -> Iterator[str]:
    for name, one in sorted(schema["components"]["schemas"].items()):
        shown = escape(json.dumps(one, ensure_ascii=False, indent=1))
        yield (
            f'<section id="{escape(name)}"><details><summary><code>{escape(name)}</code> '
            f"{escape(one.get('description', '').split(chr(10))[0])}</summary>"
            f"<pre>{shown}</pre></details></section>"
        )


def _short(schema: dict[str, Any]) -> str:
    """A schema in a few words, a named one as a link."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#{name}">{name}</a>'
    return escape(json.dumps({k: v for k, v in schema.items() if k != "title"}, ensure_ascii=False))
