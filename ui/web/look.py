"""How the pages look: Gradio's plain theme in system fonts, and our style sheet and script."""

from __future__ import annotations

import gradio as gr

_FONTS = (
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "system-ui",
    "sans-serif",
)
HEAD = (
    '<meta name="referrer" content="same-origin">'
    '<link rel="stylesheet" href="/pages/pages.css">'
    '<script defer src="/pages/pages.js"></script>'
)


def theme() -> gr.themes.Base:
    """No font is fetched: the names are those of fonts that systems have."""
    return gr.themes.Base(
        primary_hue=gr.themes.Color(
            name="fazhi",
            c50="#eef4fb",
            c100="#d9e6f5",
            c200="#b5cdea",
            c300="#86addb",
            c400="#5587c6",
            c500="#2f67ae",
            c600="#1f5299",
            c700="#1a437e",
            c800="#173866",
            c900="#142e53",
            c950="#0d1e37",
        ),
        neutral_hue=gr.themes.colors.slate,
        font=list(_FONTS),
        font_mono=["ui-monospace", "monospace"],
        radius_size=gr.themes.sizes.radius_md,
        text_size=gr.themes.sizes.text_md,
    )
