"""An audit as a person reads it at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from assistant.audit import Audit
from assistant.audit_checks import Check, Sure
from ui.console import printable

_SURE: dict[Sure, str] = {
    "certain": "确定 certain",
    "likely": "很可能 likely",
    "possible": "可能 possible",
}
_STYLES: dict[Sure, str] = {"certain": "bold red", "likely": "red", "possible": "yellow"}
_SHOWN = 110  # characters of a sentence on the screen; --json has all of it


def audits(done: list[Audit]) -> RenderableType:
    """All audits, one below the other."""
    return Group(*(part for one in done for part in _audit(one)))


def _audit(audit: Audit) -> Iterator[RenderableType]:
    yield Text(printable(f"{audit.document.slug} {audit.document.title}"), style="bold")
    yield Text(_verdict(audit), style="" if audit.agrees else "bold")
    for check in audit.findings:
        yield from _finding(check, audit)
    for check in audit.checked:
        yield Text(printable(f"  ✓ {check.message()} {_numbers(check, audit)}"))
    if audit.citations:
        yield Text("出处 Sources", style="dim")
    for citation in audit.citations:
        quote = citation.quote
        short = quote if len(quote) <= _SHOWN else f"{quote[:_SHOWN]}…"
        other = f" ({citation.title})" if citation.document_id != audit.document.id else ""
        line = f"[{citation.n}] “{short}”{other}"
        yield Padding(Text(printable(line), style="dim"), (0, 0, 0, 2), expand=False)
    yield Text("")


def _verdict(audit: Audit) -> str:
    found, checked = len(audit.findings), len(audit.checked)
    if found:
        return f"✗ {found}处不一致，{checked}处一致 {found} disagree, {checked} agree"
    if checked:
        return f"✓ 核对{checked}处，前后一致 {checked} checked, all agree"
    return "没有可以核对的数字 nothing to check"


def _finding(check: Check, audit: Audit) -> Iterator[Text]:
    told = f"  ✗ [{_SURE[check.sure]}] {check.message()} {_numbers(check, audit)}"
    yield Text(printable(told), style=_STYLES[check.sure])


def _numbers(check: Check, audit: Audit) -> str:
    """The citations of the figures compared, each once."""
    numbers = dict.fromkeys(audit.cited[figure.id] for figure in check.figures)
    return "".join(f"[{n}]" for n in numbers)
