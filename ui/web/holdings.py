"""The tab of documents (文档): what there is, in which state; send, look at, audit, delete."""

from __future__ import annotations

from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant.audit import Audit
from assistant.audit_checks import Check
from assistant.coverage import current_numbers
from assistant.domain import Document
from assistant.errors import FazhiError
from ui.web.callers import staff_of, state_behind
from ui.web.frame import PLAIN, QUIET
from ui.web.intake import Intake
from ui.web.templates import render
from ui.web.texts import Tongue, texts
from ui.web.turns import date_of, span_href

SHOWN = 200  # documents listed at once; the search finds the others
WAIT = 30.0  # seconds that a deletion may take before it is told to be still going on


class DocumentsTab:
    """The tab in one language. ``enter`` fills it when the page is opened."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue
        self._texts = texts(tongue)
        self._lay_out()

    def _lay_out(self) -> None:
        t = self._texts
        intake = Intake(self._tongue)
        self._search = gr.Textbox(
            label=t["find"], placeholder=t["find_more"], max_lines=1, elem_id="fz-find"
        )
        self._list = gr.HTML("", elem_id="fz-documents", **PLAIN)
        with gr.Row(elem_classes="fz-actions"):
            self._one = gr.Dropdown([], value=None, label=t["document"], scale=4)
            look = gr.Button(t["versions"], min_width=90, scale=1)
            audit = gr.Button(t["audit"], min_width=90, scale=1)
            delete = gr.Button(t["delete"], min_width=90, scale=1)
        with gr.Row(visible=False, elem_classes="fz-sure") as sure:
            gr.HTML(render("hint.html", words=t["sure"]), **PLAIN)
            yes = gr.Button(t["yes"], variant="stop", min_width=90, scale=0)
            no = gr.Button(t["no"], min_width=90, scale=0)
        shown = gr.HTML("", elem_id="fz-document", **PLAIN)
        self._target = intake.target
        filled = self.outputs
        intake.send.click(
            intake.take,
            [intake.files, intake.audience, intake.target],
            [intake.told, intake.files, intake.target],
            concurrency_id="intake",
            concurrency_limit=4,
            **QUIET,
        ).then(self.listed, self._search, filled, **QUIET)
        self._search.change(self.listed, self._search, filled, trigger_mode="always_last", **QUIET)
        look.click(self.look, self._one, shown, **QUIET)
        audit.click(self.audit, self._one, shown, **QUIET)
        delete.click(self.ask_whether, self._one, sure, **QUIET)
        no.click(self.leave, None, sure, **QUIET)
        yes.click(self.delete, self._one, [shown, sure], **QUIET).then(
            self.listed, self._search, filled, **QUIET
        )

    @property
    def outputs(self) -> list[Any]:
        """What ``enter`` and ``listed`` fill."""
        return [self._list, self._one, self._target]

    def enter(self, request: gr.Request) -> tuple[Markup, Any, Any]:
        """The list, and the documents to choose from."""
        return self.listed("", request)

    def listed(self, search: str, request: gr.Request) -> tuple[Markup, Any, Any]:
        """The documents whose title, place, year or name has all the words searched for."""
        staff_of(request)
        catalogue = state_behind(request).service.catalogue
        every = catalogue.documents()
        words = (search or "").lower().split()
        found = [d for d in every if all(word in _about(d) for word in words)]
        current = current_numbers(catalogue.database)
        rows = [self._row(d, current.get(d.id, 0)) for d in found[:SHOWN]]
        choices = [(f"{d.title} · {d.slug}", d.id) for d in found]
        page = render("documents.html", t=self._texts, rows=rows, total=len(found))
        return page, gr.update(choices=choices), gr.update(choices=choices)

    def look(self, name: str | None, request: gr.Request) -> Markup:
        """A document's versions, and what the current one is made of."""
        staff_of(request)
        if not name:
            return self._hint(self._texts["choose_document"])
        try:
            holding = state_behind(request).service.holding(name)
        except FazhiError as error:
            return self._hint(str(error))
        hrefs = {
            one.number: span_href(holding.document.id, one.number, 0, 0, self._tongue)
            for one in holding.versions
        }
        return render("holding.html", t=self._texts, holding=holding, hrefs=hrefs)

    def audit(self, name: str | None, request: gr.Request) -> Markup:
        """Whether a report agrees with itself."""
        caller, service = staff_of(request), state_behind(request).service
        if not name:
            return self._hint(self._texts["choose_document"])
        try:
            (found,) = service.audit([name], caller.audience)
        except FazhiError as error:
            return self._hint(str(error))
        return render(
            "audit.html",
            t=self._texts,
            title=found.document.title,
            findings=[self._check(one, found) for one in found.findings],
            checked=[self._check(one, found) for one in found.checked],
        )

    def ask_whether(self, name: str | None, request: gr.Request) -> Any:
        """The question whether to delete, if a document is chosen."""
        staff_of(request)
        return gr.update(visible=bool(name))

    def leave(self, request: gr.Request) -> Any:
        """Nothing is deleted."""
        staff_of(request)
        return gr.update(visible=False)

    def delete(self, name: str | None, request: gr.Request) -> tuple[Markup, Any]:
        """Remove the document with all its versions."""
        staff_of(request)
        state, closed = state_behind(request), gr.update(visible=False)
        if not name:
            return self._hint(self._texts["choose_document"]), closed
        try:
            job = state.jobs.submit("delete", lambda _advance: state.service.delete(name))
        except FazhiError as error:
            return self._hint(str(error)), closed
        if not job.wait(WAIT):
            return self._hint(self._texts["still_deleting"]), closed
        if isinstance(job.error, FazhiError):
            return self._hint(str(job.error)), closed
        told = self._texts["failed"] if job.error else self._texts["deleted"]
        return self._hint(told), closed

    def _row(self, document: Document, version: int) -> dict[str, Any]:
        t = self._texts
        return {
            "title": document.title,
            "slug": document.slug,
            "kind": t["kinds"][document.kind],
            "place": document.place.path if document.place else "",
            "year": document.year or "",
            "date": date_of(document),
            "version": version,
            "state": t["superseded"] if document.superseded_by else t["current"],
            "audience": t["audiences"][document.audience],
            "internal": document.audience == "internal",
            "href": span_href(document.id, version, 0, 0, self._tongue),
        }

    def _check(self, check: Check, audit: Audit) -> dict[str, Any]:
        numbers = dict.fromkeys(audit.cited[figure.id] for figure in check.figures)
        cited = {one.n: one for one in audit.citations}
        return {
            "sure": self._texts["sureness"][check.sure],
            "message": check.message(self._tongue),
            "sources": [
                {
                    "n": n,
                    "quote": cited[n].quote,
                    "href": span_href(
                        cited[n].document_id,
                        cited[n].version,
                        cited[n].start,
                        cited[n].end,
                        self._tongue,
                    ),
                }
                for n in numbers
            ],
        }

    def _hint(self, words: str) -> Markup:
        return render("hint.html", words=words)


def _about(document: Document) -> str:
    place = document.place.path if document.place else ""
    words = (document.title, document.slug, place, str(document.year or ""), document.issuer or "")
    return " ".join(words).lower()
