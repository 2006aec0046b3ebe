"""The service of another process, for the command line: same methods, over HTTP, no model here."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant import errors
from assistant.domain import Audience, Document, Outcome, Question
from assistant.errors import FazhiError, Locked, StoreError
from ui.link import Link

if TYPE_CHECKING:
    from assistant.audit import Audit
    from assistant.consistency import Advance, Finding, Recovery
    from assistant.indicator_table import IndicatorTable, Selection
    from ui.holdings import WireHolding, WireIngest

RemoteThread = dict[str, Any]  # a dialogue's thread, which only the service looks into
_POLL = 0.3  # seconds
_PATIENCE = 600.0  # seconds for one answer; an ingest is asked for again and again
_JSON = {"Content-Type": "application/json"}


def reach(link: Link) -> RemoteService | None:
    """The service that a link leads to, if it is still there and is that one."""
    remote = RemoteService(link)
    try:
        status, _ = remote.send("GET", "/v1/local/hello", timeout=5.0)
    except OSError:
        return None
    return remote if status == 200 else None


class RemoteService:
    """See ``ui.service.Service``. What fails there is raised here."""

    def __init__(self, link: Link) -> None:
        self._link = link
        parts = urlsplit(link.url)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._line: http.client.HTTPConnection | None = None

    def has_documents(self) -> bool:
        """Whether there is anything to answer from."""
        return bool(self.documents())

    def recover(self, _advance: Advance) -> Recovery | None:
        """Nothing: the service did that at its start."""
        return None

    def get_ready(self) -> None:
        """Nothing: the service is ready, or answers when it is."""

    def ask(self, question: Question) -> Outcome:
        """Answer or abstain."""
        outcome: Outcome = self._call("ask", question)
        return outcome

    def converse(
        self, question: Question, thread: RemoteThread | None = None
    ) -> tuple[Outcome, RemoteThread | None]:
        """Answer a turn of a dialogue; the thread goes into the next turn (``None`` to begin)."""
        from ui.calls import Turn, TurnOf

        turn: Turn = self._call("converse", TurnOf(question=question, thread=thread))
        return turn.outcome, turn.thread

    def documents(self) -> list[Document]:
        """Every document, by slug."""
        found: list[Document] = self._call("documents", None)
        return found

    def document(self, name: str) -> Document:
        """The document of this id or slug. Raises ``NotFound``."""
        found: Document = self._call("document", name)
        return found

    def text(self, name: str) -> str:
        """A document's current text. Raises ``NotFound``."""
        return str(self._call("text", name))

    def holding(self, name: str) -> WireHolding:
        """All that is known of a document. Raises ``NotFound``."""
        found: WireHolding = self._call("holding", name)
        return found

    def indicators(self, selection: Selection) -> IndicatorTable:
        """Figures side by side."""
        table: IndicatorTable = self._call("indicators", selection)
        return table

    def audit(self, names: Sequence[str] | None, audience: Audience = "public") -> list[Audit]:
        """Whether reports agree with themselves."""
        from ui.calls import AuditOf

        wanted = AuditOf(names=None if names is None else list(names), audience=audience)
        found: list[Audit] = self._call("audit", wanted)
        return found

    def delete(self, name: str) -> Document:
        """Remove a document from every store. Raises ``NotFound``."""
        gone: Document = self._call("delete", name)
        return gone

    def doctor(self) -> list[Finding]:
        """Every disagreement among the stores."""
        found: list[Finding] = self._call("doctor", None)
        return found

    def reindex(self, _advance: Advance) -> Recovery:
        """Not while others ask. Raises ``Locked``."""
        raise Locked(
            f"The indexes are in use by 'fazhi serve' (process {self._link.pid}).",
            hint="Stop it, run 'fazhi reindex', and start it again.",
        )

    def ingest(self, sources: Sequence[str], meta: dict[str, str], advance: Advance) -> WireIngest:
        """Take in files, folders, globs and URLs; the service reads them where they are."""
        from ui.calls import IngestOf
        from ui.holdings import WireIngest

        wanted = IngestOf(sources=[_absolute(one) for one in sources], meta=meta)
        job = self._finished(str(self._call("ingest", wanted)), advance)
        if job["error"] is not None:
            problem = job["error"]
            raise StoreError(problem["detail"], hint=problem["hint"], code=problem["code"])
        return WireIngest.model_validate(job["result"])

    def send(
        self, method: str, path: str, body: bytes | None = None, timeout: float = _PATIENCE
    ) -> tuple[int, bytes]:
        """Status and body of an answer; a line that has been closed is opened once more."""
        headers = {"Authorization": f"Bearer {self._link.token}"} | (_JSON if body else {})
        for last in (False, True):
            line = self._line or http.client.HTTPConnection(self._host, self._port, timeout=timeout)
            self._line = line
            try:
                line.request(method, path, body, headers)
                response = line.getresponse()
                return response.status, response.read()
            except (http.client.HTTPException, ConnectionError):
                line.close()
                self._line = None
                if last:
                    raise
        raise AssertionError("the second try returns or raises")

    def _call(self, name: str, argument: Any) -> Any:
        from ui.calls import PATH, given, taken

        body = taken(name).dump_json(argument)
        try:
            status, data = self.send("POST", f"{PATH}/{name}", body)
        except (OSError, http.client.HTTPException) as error:
            raise StoreError(
                f"The service at {self._link.url} does not answer: {error}.",
                hint="See whether 'fazhi serve' still runs, and repeat.",
            ) from error
        if status != 200:
            raise _error(data)
        return given(name).validate_json(data)

    def _finished(self, job: str, advance: Advance) -> dict[str, Any]:
        while True:
            _, data = self.send("GET", f"/v1/jobs/{job}")
            found: dict[str, Any] = json.loads(data)
            if found["state"] in ("done", "failed"):
                return found
            if found["stage"]:
                advance(found["stage"], found["done"], found["total"])
            time.sleep(_POLL)


def _absolute(source: str) -> str:
    """A path as the service finds it, which runs elsewhere; a URL as it is."""
    if "://" in source:
        return source
    return str(Path.cwd() / Path(source).expanduser())


def _error(data: bytes) -> FazhiError:
    """The error that the service met, of its own class."""
    try:
        told = json.loads(data)
        kind: Callable[..., FazhiError] = getattr(errors, told.get("kind", ""), FazhiError)
        return kind(told["detail"], hint=told["hint"], code=told["code"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return FazhiError("The service gave an answer that is none.", code="unexpected")
