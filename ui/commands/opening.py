"""What commands share: the service, opened under a message, and progress in people's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ui.console import say
from ui.progress import Tell, progress

if TYPE_CHECKING:
    from assistant.consistency import Advance, Recovery
    from assistant.domain import Outcome, Question
    from assistant.settings import Settings
    from ui.remote import RemoteService
    from ui.service import Service

    AnyService = Service | RemoteService

STAGES = {"read": "读取 Reading", "embed": "嵌入 Embedding"}


@contextmanager
def opened(context: typer.Context) -> Iterator[AnyService]:
    """The service. ``context.obj`` may hold an embedder that stands in for the settings' model."""
    settings, remote = _owner()
    with ExitStack() as stack:
        with _opening() as tell:
            service = stack.enter_context(_service(context, tell, settings, remote))
        yield service


@contextmanager
def answering(context: typer.Context) -> Iterator[AnyService]:
    """The service with what an answer needs: model loaded, indexes open and in agreement."""
    settings, remote = _owner()
    with ExitStack() as stack:
        with _loading(remote) as tell:
            service = stack.enter_context(_service(context, tell, settings, remote))
            mended = service.recover(counting(tell))
            service.get_ready()
        _tell_mended(mended)
        yield service


def answered(context: typer.Context, question: Question) -> Outcome:
    """The outcome of one question. The model is loaded only if it turns out to be needed.

    A figure is found in the catalogue alone, which saves most of a cold start.
    """
    settings, remote = _owner()
    with ExitStack() as stack:
        with _loading(remote) as tell:
            service = stack.enter_context(_service(context, tell, settings, remote))
            mended = service.recover(counting(tell))
            outcome = service.ask(question)
        _tell_mended(mended)
        return outcome


def _tell_mended(mended: Recovery | None) -> None:
    if mended is not None and not mended.nothing:
        say(f"上次中断的操作已恢复。 An interrupted change was settled: {mended}")


def _owner() -> tuple[Settings, RemoteService | None]:
    """The settings, and the service that owns their data folder, if one runs."""
    from assistant.settings import load_settings

    settings = load_settings()
    return settings, _running(settings.home)


def _opening() -> AbstractContextManager[Tell]:
    return progress("正在打开… Opening…", short=True)


def _loading(remote: RemoteService | None) -> AbstractContextManager[Tell]:
    """What is shown until an answer is there: a running service has the model loaded."""
    return _opening() if remote is not None else progress("正在加载模型… Loading the model…")


@contextmanager
def _service(
    context: typer.Context, tell: Tell, settings: Settings, remote: RemoteService | None
) -> Iterator[AnyService]:
    if remote is not None:
        yield remote
        return
    from ui.service import open_service  # a second or more, so that bad settings are told before

    purpose = context.command_path
    with open_service(settings, purpose, embedder=context.obj, loading=tell) as service:
        yield service


def _running(home: Path) -> RemoteService | None:
    """The service that owns the data folder, if one runs: it has everything loaded already."""
    from ui.link import find

    link = find(home)
    if link is None:
        return None
    from ui.remote import reach

    return reach(link)


def counting(tell: Tell) -> Advance:
    """Progress of the stores (stage, done, total) as a message and a share."""

    def advance(stage: str, done: int, total: int) -> None:
        tell(f"{STAGES.get(stage, stage)} {done}/{total}", done / total if total else None)

    return advance
