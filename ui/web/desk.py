"""The staff's pages (工作台): figures, documents, what is to be done, and how it goes."""

from __future__ import annotations

from typing import Any

import gradio as gr
from markupsafe import Markup

from ui.web.callers import staff_of
from ui.web.figures import FiguresTab
from ui.web.frame import PLAIN, QUIET, header
from ui.web.holdings import DocumentsTab
from ui.web.templates import render
from ui.web.texts import Tongue, texts
from ui.web.todo import OverviewTab, TodoTab

_TABS: dict[str, Any] = {
    "figures": FiguresTab,
    "documents": DocumentsTab,
    "gaps": TodoTab,
    "overview": OverviewTab,
}


def build(tongue: Tongue) -> gr.Blocks:
    """The staff's page in one language, a tab a concern."""
    t = texts(tongue)
    # What was sent and never taken in is deleted after an hour.
    blocks = gr.Blocks(
        title=t["title"], analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)
    )
    with blocks:
        head = gr.HTML(header(tongue, None, here="staff"), **PLAIN)

        def greet(request: gr.Request) -> Markup:
            return header(tongue, staff_of(request), here="staff")

        tabs: list[Any] = []
        with gr.Column(elem_id="fz-staff"), gr.Tabs():
            for name, tab_of in _TABS.items():
                with gr.Tab(t[f"{name}_tab"], id=name):
                    tabs.append(tab_of(tongue))
        gr.HTML(render("pane.html", t=t), **PLAIN)
        blocks.load(greet, None, head, **QUIET)
        for tab in tabs:
            blocks.load(tab.enter, None, tab.outputs, **QUIET)
    blocks.queue(max_size=100, api_open=False)
    return blocks
