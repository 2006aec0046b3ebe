"""What stands around every page: its header."""

from __future__ import annotations

from typing import Any, Literal

from markupsafe import Markup

from ui.api.access import Caller
from ui.web.templates import render
from ui.web.texts import Tongue, texts

Here = Literal["ask", "staff"]
PLAIN: dict[str, Any] = {"padding": False, "apply_default_css": False, "js_on_load": None}
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def root_of(tongue: Tongue) -> str:
    """Where the pages of a language begin: Chinese at the root."""
    return "" if tongue == "zh" else f"/{tongue}"


def header(tongue: Tongue, caller: Caller | None, *, here: Here) -> Markup:
    """The header for a caller, as yet unknown or nobody: ``None``."""
    other: Tongue = "en" if tongue == "zh" else "zh"
    return render(
        "header.html",
        t=texts(tongue),
        tongue=tongue,
        root=root_of(tongue),
        other=f"{root_of(other)}/" + ("staff/" if here == "staff" else ""),
        other_tongue=other,
        here=here,
        staff=caller is not None and caller.may("staff"),
        signed_in=caller is not None and caller.key_id is not None,
    )
