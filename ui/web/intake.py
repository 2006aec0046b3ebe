"""Sending documents (文档): files dropped on the page become a job, whose progress is shown."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant.errors import FazhiError
from ui.api.problems import problem_of, title
from ui.api.state import State
from ui.holdings import WireIngest, WireSource
from ui.jobs import Job
from ui.schemas import WireError
from ui.uploads import Upload, safe_name
from ui.web.callers import staff_of, state_behind
from ui.web.frame import PLAIN
from ui.web.templates import render
from ui.web.texts import Tongue, texts

TYPES = [".html", ".htm", ".pdf", ".docx", ".txt", ".md"]
STEP = 0.3  # seconds between two looks at a job


class Intake:
    """The form for sending documents in one language."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue
        self._texts = texts(tongue)
        t = self._texts
        with gr.Group(elem_classes="fz-intake"):
            self.files = gr.File(
                file_count="multiple", file_types=TYPES, label=t["drop"], height=150
            )
            with gr.Row():
                choices = [(t["audiences"][one], one) for one in ("public", "internal")]
                self.audience = gr.Radio(choices, value="public", label=t["audience"])
                self.target = gr.Dropdown([], value=None, label=t["replaces"])
                self.send = gr.Button(t["take_in"], variant="primary", min_width=110, scale=0)
        self.told = gr.HTML("", elem_id="fz-taken", **PLAIN)

    def take(
        self, files: list[str] | None, audience: str, target: str | None, request: gr.Request
    ) -> Iterator[tuple[Markup, Any, Any]]:
        """What became of the files, as it goes; then the form's own fields emptied."""
        staff_of(request)
        state = state_behind(request)
        if not files:
            yield self._hint(self._texts["no_file"]), gr.skip(), gr.skip()
            return
        if target and len(files) > 1:
            yield self._hint(self._texts["one_file"]), gr.skip(), gr.skip()
            return
        paths = [Path(one) for one in files]
        uploads = [Upload(name=safe_name(p.name), path=p, document=target or None) for p in paths]
        try:
            for told in self._followed(uploads, {"audience": audience}, state):
                yield told, gr.skip(), gr.skip()
        finally:
            for path in paths:
                with contextlib.suppress(OSError):  # Gradio's own cleaning may have been first
                    path.unlink()
        yield gr.skip(), None, None

    def _followed(
        self, uploads: Sequence[Upload], meta: dict[str, str], state: State
    ) -> Iterator[Markup]:
        try:
            job = state.jobs.submit(
                "ingest", lambda advance: state.service.take_uploads(uploads, meta, advance)
            )
        except FazhiError as error:
            yield self._hint(str(error))
            return
        while not job.wait(STEP):
            yield self._progress(job, len(uploads))
        yield self._result(job)

    def _progress(self, job: Job, files: int) -> Markup:
        share = round(100 * job.done / job.total) if job.total else 0
        return render("progress.html", t=self._texts, files=files, stage=job.stage, share=share)

    def _result(self, job: Job) -> Markup:
        if isinstance(job.error, FazhiError):
            return self._hint(f"{problem_of(job.error).detail} {job.error.hint}")
        if not isinstance(job.result, WireIngest):
            return self._hint(self._texts["failed"])
        results = [self._source(one) for one in job.result.results]
        return render("taken.html", t=self._texts, results=results)

    def _source(self, one: WireSource) -> dict[str, Any]:
        return {
            "name": one.source,
            "failed": one.status == "failed",
            "status": self._texts["taken"][one.status],
            "title": one.document.title if one.document else "",
            "counts": self._texts["counts"].format(one.passages, one.indicators),
            "error": self._error(one.error) if one.error else "",
        }

    def _error(self, error: WireError) -> str:
        """What is wrong with a source: what the code means in Chinese, then the error's words."""
        meaning, _, english = title(error.code).partition(" / ")
        said = f"{error.message} {error.hint}".strip()
        return f"{meaning}。（{said}）" if self._tongue == "zh" and english else said

    def _hint(self, words: str) -> Markup:
        return render("hint.html", words=words)
