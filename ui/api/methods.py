"""Which methods a path takes, for the ``Allow`` of a 405.

Each router knows its own routes only; the schema knows all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI

_PARAMETER = re.compile(r"\\\{[^/]*?\\\}")


def allowed(app: FastAPI, path: str) -> tuple[str, ...]:
    """The methods of the path as the schema has them; none for what it doesn't describe."""
    paths: Mapping[str, Mapping[str, Any]] = app.openapi()["paths"]
    found = paths.get(path)  # a path by its full name comes before one that it merely fits
    if found is None:
        found = next((one for form, one in paths.items() if _fits(form, path)), {})
    return tuple(sorted(method.upper() for method in found))


def _fits(form: str, path: str) -> bool:
    return re.fullmatch(_PARAMETER.sub("[^/]+", re.escape(form)), path) is not None
