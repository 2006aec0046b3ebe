"""The OpenAPI schema: what FastAPI says, with our error shape and the ways to send a key."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from ui.api.problems import MEDIA_TYPE, WireProblem, title

_OPEN = ("/healthz", "/readyz")
_ABOUT = (
    "Answers over Chinese legal-governance documents, every figure bound to its source. "
    "Every error is a problem of RFC 9457 with a stable `code`."
)


def describe(app: FastAPI) -> None:
    """Make ``app`` give its schema completed."""

    def schema() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _completed(
                get_openapi(
                    title=app.title, version=app.version, description=_ABOUT, routes=app.routes
                )
            )
        return app.openapi_schema

    app.openapi = schema  # type: ignore[method-assign]


def _completed(schema: dict[str, Any]) -> dict[str, Any]:
    parts = schema.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = WireProblem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["WireProblem"] = problem
    parts["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer"},
        "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    }
    shape = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/WireProblem"}}}
    for path, methods in schema["paths"].items():
        for operation in methods.values():
            if "422" in operation["responses"]:
                operation["responses"]["422"] = {"description": title("invalid"), "content": shape}
            operation["responses"].setdefault(
                "default", {"description": title("other"), "content": shape}
            )
            if path not in _OPEN:
                operation["security"] = [{"bearer": []}, {"key": []}]
    return schema
