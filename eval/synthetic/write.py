"""Reports as files: Markdown, HTML or plain text, with headings, opening and signature."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from random import Random

from eval.synthetic.compose import Setting
from eval.synthetic.truth import Piece

_NUMBERS = "一二三四五六七八九十"
_HEADS = {
    "复议": "发挥行政复议主渠道作用",
    "应诉": "规范行政应诉工作",
    "法援": "提升法律援助质效",
    "公证鉴定": "优化公证和司法鉴定服务",
    "调解": "化解矛盾纠纷",
    "信访": "推进信访工作法治化",
    "热线": "办好政务服务便民热线",
    "政务": "深化政务服务改革",
    "公开": "推进政务公开",
    "文件": "加强行政规范性文件管理",
    "决策": "推进科学民主依法决策",
    "执法": "严格规范公正文明执法",
    "普法": "加强法治宣传教育",
    "顾问": "发挥法律顾问作用",
    "应急": "提高应急处置能力",
    "矫正": "做好社区矫正工作",
    "领导": "加强组织领导",
    "噪声": "落实上级部署",
}
_OPENINGS = (
    "{year}年，在上级党委、政府的坚强领导下，{name}坚持以习近平法治思想为指导，扎实推进法治政府建设。现将有关情况报告如下。",
    "一年来，{name}认真落实法治政府建设各项任务，现将{year}年度工作情况报告如下：",
)
_CELLS = re.compile(r"(?<=\|)([^|\n]*)(?=\|)")

Part = tuple[int, str]  # level of a heading (0: none), its text or a piece's


def title_of(setting: Setting, variant: int) -> str:
    """A report's title."""
    name, year = setting.body.place.name, setting.year
    if variant:
        return f"{name}人民政府关于{year}年法治政府建设情况的报告"
    return f"{name}{year}年度法治政府建设年度报告"


def written(
    setting: Setting, pieces: Sequence[Piece], topics: Sequence[str], random: Random, suffix: str
) -> str:
    """The file's text. ``topics`` are the pieces'; 计划 and 数据 make chapters of their own."""
    name = setting.body.place.name
    title = title_of(setting, random.randint(0, 1))
    opening = random.choice(_OPENINGS).format(year=setting.year, name=name)
    parts = list(_parts(setting, pieces, topics, random))
    closing = (
        f"{name}人民政府\n\n{setting.year + 1}年{random.randint(1, 3)}月{random.randint(5, 28)}日"
    )
    if suffix == "html":
        return _html(title, opening, parts, closing)
    mark = "#" if suffix == "md" else ""
    lines = [f"{mark} {title}".strip(), opening]
    lines += [f"{mark * (level + 1)} {text}".strip() if level else text for level, text in parts]
    return "\n\n".join([*lines, closing]) + "\n"


def _parts(
    setting: Setting, pieces: Sequence[Piece], topics: Sequence[str], random: Random
) -> Iterator[Part]:
    yield 1, "一、主要举措和成效"
    done: dict[str, list[Piece]] = {}
    for piece, topic in zip(pieces, topics, strict=True):
        done.setdefault(topic, []).append(piece)
    later = {"数据": "主要数据", "计划": f"{setting.year + 1}年工作打算"}
    number = 0
    for topic, here in done.items():
        if topic not in later:
            yield 2, f"（{_numeral(number)}）{_HEADS[topic]}"
            yield from ((0, text) for text in _paragraphs(here, random))
            number += 1
    for k, (topic, head) in enumerate((t, h) for t, h in later.items() if t in done):
        yield 1, f"{_NUMBERS[k + 1]}、{head}"
        yield from ((0, text) for text in _paragraphs(done[topic], random))


def _paragraphs(pieces: Sequence[Piece], random: Random) -> Iterator[str]:
    """Sentences of one topic, some run together into one paragraph; a table stands alone."""
    run = ""
    for piece in pieces:
        if piece.is_table or run and random.random() < 0.5:
            if run:
                yield run
            run = ""
        if piece.is_table:
            yield piece.text
        else:
            run += piece.text
    if run:
        yield run


def _numeral(number: int) -> str:
    tens, ones = divmod(number + 1, 10)
    return ("十" if tens == 1 else f"{_NUMBERS[tens - 1]}十" if tens else "") + (
        _NUMBERS[ones - 1] if ones else ""
    )


def _html(title: str, opening: str, parts: Sequence[Part], closing: str) -> str:
    body = [f"<h1>{html.escape(title)}</h1>", f"<p>{html.escape(opening)}</p>"]
    for level, text in parts:
        if level:
            body.append(f"<h{level + 1}>{html.escape(text)}</h{level + 1}>")
        elif "|---" in text:
            body.extend(_table(text))
        else:
            body.append(f"<p>{html.escape(text)}</p>")
    body += [f"<p>{html.escape(line)}</p>" for line in closing.split("\n\n")]
    inner = "\n".join(body)
    return (
        f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{html.escape(title)}'
        f"</title></head>\n<body><article>\n{inner}\n</article></body></html>\n"
    )


def _table(text: str) -> Iterator[str]:
    """A Markdown table as HTML, what stands before it as a paragraph."""
    rows = []
    for line in text.split("\n"):
        if not line.startswith("|"):
            yield f"<p>{html.escape(line)}</p>"
        elif "---" not in line:
            rows.append([cell.strip() for cell in _CELLS.findall(line)])
    yield "<table>"
    for k, row in enumerate(rows):
        tag = "th" if k == 0 else "td"
        cells = "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in row)
        yield f"<tr>{cells}</tr>"
    yield "</table>"
