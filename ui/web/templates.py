"""HTML out of the templates beside this module: everything put into one is escaped.

What comes from documents, questions and answers is hostile until shown otherwise. A template
never marks such a thing as safe; ``Markup`` is made here and in ``linked`` alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

_NUMBER = re.compile(r"\[(\d{1,3})\]")
_WEB = frozenset({"http", "https"})


def render(name: str, /, **slots: Any) -> Markup:
    """The template ``name`` with its slots filled, as HTML that may stand in another one."""
    return Markup(_environment().get_template(name).render(**slots))  # escaped by the template


def linked(text: str, link: Callable[[int], str | None]) -> Markup:
    """A text, escaped, with every ``[n]`` that ``link`` knows an address for made a link."""
    parts: list[str] = []
    at = 0
    for found in _NUMBER.finditer(text):
        href = link(int(found[1]))
        if href is not None:
            parts.append(escape(text[at : found.start()]))
            parts.append(_CITE.format(href=href, n=found[1]))
            at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def web_address(url: str | None) -> str | None:
    """The address if it is of the web; a document's ``javascript:`` is none."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in _WEB and parts.netloc else None


_CITE = Markup('<a class="fz-cite" href="{href}" data-n="{n}">[{n}]</a>')


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ui.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["web"] = web_address
    return environment
