"""An outcome told as a chat completion: whole, or in chunks as it comes."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from assistant.domain import Answer, Citation, Outcome
from assistant.events import Done, Event, Said
from ui.chat_wire import (
    MODEL,
    Annotation,
    ChatCompletion,
    Choice,
    ChunkChoice,
    ReplyMessage,
    UrlCitation,
    Usage,
)
from ui.schemas import wire_outcome

_MARK = re.compile(r"\[(\d{1,3})\]")


def completion(outcome: Outcome, base: str) -> ChatCompletion:
    """The whole answer. ``base`` is the service's own address, for sources that have none."""
    said = outcome.answer if isinstance(outcome, Answer) else outcome.message
    message = ReplyMessage(content=said, annotations=notes_of(outcome, base))
    return ChatCompletion(
        id=_new_id(),
        created=int(time.time()),
        choices=[Choice(message=message)],
        usage=Usage(),
        fazhi=wire_outcome(outcome),
    )


def chunks(events: Iterator[Event], base: str, *, usage: bool) -> Iterator[dict[str, Any]]:
    """The answer piece by piece; the last piece holds the annotations."""
    common = {
        "id": _new_id(),
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": MODEL,
    }
    first = True
    for event in events:
        if isinstance(event, Said):
            delta: dict[str, Any] = {"content": event.text}
            if first:
                delta = {"role": "assistant", **delta}
                first = False
            yield common | {"choices": [ChunkChoice(delta=delta).model_dump(mode="json")]}
        elif isinstance(event, Done):
            noted = [a.model_dump(mode="json") for a in notes_of(event.outcome, base)]
            last = ChunkChoice(delta={"annotations": noted}, finish_reason="stop")
            yield common | {
                "choices": [last.model_dump(mode="json")],
                "fazhi": wire_outcome(event.outcome).model_dump(mode="json"),
            }
    if usage:
        yield common | {"choices": [], "usage": Usage().model_dump(mode="json")}


def notes_of(outcome: Outcome, base: str) -> list[Annotation]:
    """A citation for each mark [n] of the answer."""
    if not isinstance(outcome, Answer):
        return []
    cited = {c.n: c for c in outcome.citations}
    return [
        Annotation(
            url_citation=UrlCitation(
                start_index=mark.start(),
                end_index=mark.end(),
                title=citation.title,
                url=citation.url or _own_url(citation, base),
                n=citation.n,
                quote=citation.quote,
                document_id=citation.document_id,
                version=citation.version,
                start=citation.start,
                end=citation.end,
            )
        )
        for mark in _MARK.finditer(outcome.answer)
        if (citation := cited.get(int(mark[1]))) is not None
    ]


def _own_url(citation: Citation, base: str) -> str:
    """Where the quote can be read here."""
    span = urlencode({"version": citation.version, "start": citation.start, "end": citation.end})
    return f"{base.rstrip('/')}/v1/documents/{citation.document_id}/text?{span}"


def _new_id() -> str:
    return f"chatcmpl-{uuid.uuid4().hex}"
