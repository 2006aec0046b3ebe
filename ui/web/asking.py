"""The page where questions are asked (问答): for everybody who may ask."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import gradio as gr
from markupsafe import Markup
from pydantic import ValidationError

from assistant.domain import Audience, Document, Kind, Question
from assistant.errors import FazhiError, NotFound, QuestionError
from assistant.events import Event
from assistant.journal import Asker
from ui.api.access import count
from ui.api.limits import wait_of
from ui.api.problems import Problem
from ui.api.state import State
from ui.conversing import NEW
from ui.schemas import WireQuestion
from ui.service import Service
from ui.web.callers import caller_of, state_behind
from ui.web.frame import PLAIN, QUIET, header
from ui.web.suggestions import Holdings, Suggestions
from ui.web.templates import render
from ui.web.texts import Tongue, texts
from ui.web.turns import Turn, show

REMEMBERED = 30  # turns of a conversation that stay on the page
AT_ONCE = 4  # questions answered at the same time; the others wait in line
WAITING = 200
_LOG = logging.getLogger(__name__)
_KINDS: tuple[Kind, ...] = ("report", "statute", "policy", "guide", "other")


def build(tongue: Tongue, suggestions: Suggestions) -> gr.Blocks:
    """The page in one language."""
    t = texts(tongue)
    desk = AskingDesk(tongue, suggestions)
    blocks = gr.Blocks(title=t["title"], analytics_enabled=False, fill_width=True)
    with blocks:
        head = gr.HTML(header(tongue, None, here="ask"), **PLAIN)
        turns = gr.State([], time_to_live=3600)
        thread = gr.State(NEW, time_to_live=3600)
        # Apart from the conversation: what is on offer comes late and must not take a turn's place.
        welcome = gr.HTML(desk.empty(Holdings(), None), elem_id="fz-welcome", **PLAIN)
        conversation = gr.HTML("", elem_id="fz-conversation", **PLAIN)
        question, send, filters, clear = _form(tongue)
        gr.HTML(render("pane.html", t=t), **PLAIN)
        blocks.load(desk.enter, None, [head, welcome, *filters[:2]], **QUIET)
        for event in (question.submit, send.click):
            event(
                desk.ask,
                [question, *filters, turns, thread],
                [conversation, turns, question, thread],
                concurrency_id="ask",
                concurrency_limit=AT_ONCE,
                **QUIET,
            )
        # The page anew: an answer still on its way can't come back into the new conversation.
        clear.click(None, None, None, js="() => location.reload()", **QUIET)
    blocks.queue(max_size=WAITING, api_open=False)
    return blocks


class AskingDesk:
    """What happens on the page. Who is there is known from the request alone."""

    def __init__(self, tongue: Tongue, suggestions: Suggestions) -> None:
        self._tongue = tongue
        self._texts = texts(tongue)
        self._suggestions = suggestions

    def enter(self, request: gr.Request) -> tuple[Markup, Markup, Any, Any]:
        """Header, welcome, and the places and years to choose from."""
        caller = caller_of(request)
        there = self._there(request)
        return (
            header(self._tongue, caller, here="ask"),
            self.empty(there, caller is None),
            gr.update(choices=list(there.places)),
            gr.update(choices=[str(year) for year in there.years]),
        )

    def ask(
        self,
        text: str,
        places: list[str],
        years: list[str],
        kinds: list[str],
        before: list[Markup],
        thread: str,
        request: gr.Request,
    ) -> Iterator[tuple[Markup, list[Markup], Any, str]]:
        """The conversation with one more turn, as it grows, and the question's box emptied."""
        service = state_behind(request).service
        if not (text or "").strip():
            yield gr.skip(), gr.skip(), gr.skip(), thread
            return
        emptied: Any = ""
        for turn, now in self._turns(text, places, years, kinds, thread, request):
            shown = show(turn, self._tongue, lambda name: _document(service, name))
            turns = [*before, shown][-REMEMBERED:]
            yield Markup("").join(turns), turns, emptied, now
            emptied = gr.skip()

    def empty(self, there: Holdings, stranger: bool | None) -> Markup:
        """What stands there before the first question; ``None``: not known yet who is there."""
        return render(
            "empty.html",
            t=self._texts,
            questions=there.questions,
            stranger=stranger,
            empty=stranger is False and not there.documents,
        )

    def _turns(
        self,
        text: str,
        places: list[str],
        years: list[str],
        kinds: list[str],
        thread: str,
        request: gr.Request,
    ) -> Iterator[tuple[Turn, str]]:
        """The turn as it grows, each time with the conversation that it belongs to."""
        turn = Turn(question=text)
        yield turn, thread
        try:
            caller, state = caller_of(request), state_behind(request)
            if caller is None:
                raise _Unasked(self._texts["stranger"])
            if not state.ready.is_set():
                raise _Unasked(self._texts["not_ready"])
            try:
                count(caller, state)
            except Problem as wait:
                raise _Unasked(self._texts["too_often"].format(wait_of(wait))) from wait
            question = _question(text, places, years, kinds, caller.audience)
            asker = caller.asker("web", session=request.session_hash)
            for event, now in _events(state, question, asker, thread, caller.owner):
                turn = turn.after(event)
                yield turn, now
        except (_Unasked, QuestionError) as told:
            yield turn.failed(str(told)), thread
        except FazhiError as error:
            _LOG.error("a question on the page failed: %s", error)
            yield turn.failed(self._texts["failed"]), thread

    def _there(self, request: gr.Request) -> Holdings:
        caller, state = caller_of(request), state_behind(request)
        if caller is None or not state.ready.is_set():
            return Holdings()
        return self._suggestions.holdings(caller.audience, self._tongue)


class _Unasked(Exception):
    """The question isn't put at all, for this reason."""


def _form(tongue: Tongue) -> tuple[gr.Textbox, gr.Button, list[gr.Dropdown], gr.Button]:
    t = texts(tongue)
    with gr.Group(elem_id="fz-form"):
        with gr.Row(elem_id="fz-input"):
            question = gr.Textbox(
                label=t["question"],
                placeholder=t["placeholder"],
                container=False,
                show_label=False,
                lines=1,
                max_lines=5,
                scale=8,
                max_length=2000,
                autofocus=True,
                elem_id="fz-question",
            )
            send = gr.Button(t["send"], variant="primary", scale=1, min_width=80, elem_id="fz-send")
        with gr.Row(elem_id="fz-more"):
            with gr.Accordion(t["filters"], open=False, elem_id="fz-filters"), gr.Row():
                # What is typed in counts as well: a place that isn't there is told to be missing.
                place, year = (
                    gr.Dropdown(
                        [], multiselect=True, value=[], label=t[name], allow_custom_value=True
                    )
                    for name in ("place", "year")
                )
                kinds = [(t["kinds"][kind], kind) for kind in _KINDS]
                kind = gr.Dropdown(kinds, multiselect=True, value=[], label=t["kind"])
            clear = gr.Button(t["new"], size="sm", scale=0, min_width=90, elem_id="fz-new")
    return question, send, [place, year, kind], clear


def _question(
    text: str, places: list[str], years: list[str], kinds: list[str], audience: Audience
) -> Question:
    try:
        wire = WireQuestion.model_validate(
            {"question": text, "jurisdiction": places, "year": years, "kind": kinds}
        )
    except ValidationError as error:
        faults = "; ".join(f"{e['input']!r}: {e['msg']}" for e in error.errors()[:3])
        raise QuestionError(f"That can't be asked: {faults}.") from error
    return wire.to_question(audience)


def _events(
    state: State, question: Question, asker: Asker, thread: str, owner: str
) -> Iterator[tuple[Event, str]]:
    """The events of a turn; a conversation that is no longer there begins anew."""
    try:
        yield from state.conversing.events(question, asker, thread, owner)
    except NotFound:
        if thread == NEW:
            raise
        yield from state.conversing.events(question, asker, NEW, owner)


def _document(service: Service, name: str) -> Document | None:
    try:
        return service.catalogue.document(name)
    except NotFound:  # deleted since it was cited
        return None
