"""The tabs of what is to be done (待办) and of how it goes (概况)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant.overview import overview
from ui.labels import labels
from ui.web.callers import staff_of, state_behind
from ui.web.frame import PLAIN, QUIET
from ui.web.templates import render
from ui.web.texts import Tongue, texts

SHOWN = 100
DAYS = 30  # that the overview looks back


class _ReadTab:
    """A tab that only shows something, anew when its button is pressed."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue
        self._texts = texts(tongue)
        again = gr.Button(self._texts["refresh"], size="sm", min_width=90, elem_classes="fz-again")
        self._shown = gr.HTML("", **PLAIN)
        again.click(self.enter, None, self._shown, **QUIET)

    @property
    def outputs(self) -> list[Any]:
        """What ``enter`` fills."""
        return [self._shown]

    def enter(self, request: gr.Request) -> Markup:
        """What is to be shown."""
        raise NotImplementedError

    def _reason(self, reason: str) -> str:
        return dict(labels(self._tongue).reasons).get(reason, reason)  # type: ignore[call-overload, no-any-return]


class TodoTab(_ReadTab):
    """Questions without an answer and answers that were no help, each to be ticked off."""

    def enter(self, request: gr.Request) -> Markup:
        """See ``_ReadTab``."""
        staff_of(request)
        state = state_behind(request)
        state.background.settle()
        gaps = [
            {
                "id": one.id,
                "question": one.question,
                "reason": self._reason(one.reason),
                "message": one.message,
                "times": one.times,
                "date": one.asked_at.date().isoformat(),
            }
            for one in state.gaps.open(SHOWN)
        ]
        return render(
            "todo.html",
            t=self._texts,
            gaps=gaps,
            total=state.gaps.count(),
            opinions=state.feedback.unsettled(SHOWN),
        )


class OverviewTab(_ReadTab):
    """What is asked, how much of it is not answered, and how long it takes."""

    def enter(self, request: gr.Request) -> Markup:
        """See ``_ReadTab``."""
        staff_of(request)
        state = state_behind(request)
        state.background.settle()
        since = state.now() - dt.timedelta(days=DAYS)
        found = overview(state.service.catalogue.database, since)
        verdicts = state.feedback.counts()
        most = max(found.days.values(), default=1)
        return render(
            "overview.html",
            t=self._texts,
            found=found,
            days=DAYS,
            rate=_percent(found.abstention_rate),
            median=_milliseconds(found.median),
            slowest=_milliseconds(found.slowest),
            reasons=[(self._reason(name), times) for name, times in found.reasons.items()],
            bars=[(day.isoformat(), n, f"{100 * n / most:.1f}") for day, n in found.days.items()],
            up=verdicts.get("up", 0),
            down=verdicts.get("down", 0),
        )


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share:.1%}"


def _milliseconds(time: float | None) -> str:
    return "—" if time is None else f"{time:,.0f} ms"
