"""Markdown to lines: front matter apart, ``#`` lines as headings, tables as rows, no markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from assistant.errors import MetadataError
from ingest.loaders.lines import Draft, Line
from ingest.loaders.typed_tables import is_piped, piped

_FRONT = re.compile(r"\A\ufeff?\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?!#)")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
_SETEXT = re.compile(r"[ ]{0,3}(=+|-{3,})[ \t]*$")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_INLINE = (
    (re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,300})\]\((?:https?:|/|\.|#)[^()\n]{0,2000}\)"), r"\1"),
    (re.compile(r"<(?:br|hr)\s*/?>", re.I), " "),
    (re.compile(r"</?(?:p|div|span|b|strong|i|em|u|font|center|sup|sub)\b[^<>]{0,300}>", re.I), ""),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"^\s*(?:>\s?)+"), ""),
    (re.compile(r"^\s*[-*+]\s+"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])"), r"\1"),
)


def read_markdown(text: str, name: str) -> Draft:
    """Lines and front matter. Raises ``MetadataError`` for front matter that is no mapping."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = _FRONT.match(text)
    front = _front(match[1], name) if match else {}
    body = _without_comments(text[match.end() :] if match else text)
    return Draft(lines=list(_lines(body.split("\n"))), front=front)


def _without_comments(text: str) -> str:
    """``text`` without ``<!-- … -->``; one that never ends hides nothing."""
    parts: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts.append(text[position:start])
        position = end + 3
    return "".join([*parts, text[position:]])


def _front(source: str, name: str) -> Mapping[str, Any]:
    try:
        data = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError) as error:
        raise MetadataError(
            f"The front matter of {name!r} is no valid YAML: {error}.",
            hint="Quote values that hold a colon or a '#'.",
        ) from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise MetadataError(
            f"The front matter of {name!r} is {type(data).__name__}, not keys and values.",
            hint="Write one 'key: value' a line.",
        )
    return {str(key): value for key, value in data.items()}


def _lines(source: list[str]) -> list[Line]:
    lines: list[Line] = []
    table: list[str] = []
    fenced = False
    for raw in source:
        if not fenced and is_piped(raw):
            table.append(raw)
            continue
        lines += piped(table, _inline)
        table = []
        if _FENCE.match(raw):
            fenced = not fenced
        elif fenced:
            lines.append(Line(text=raw))
        elif (setext := _SETEXT.match(raw)) and lines and _may_head(lines[-1]):
            level = 1 if setext[1][0] == "=" else 2
            lines[-1] = Line(text=lines[-1].text, level=level)
        elif not _RULE.match(raw):
            lines.append(_line(raw))
    return [*lines, *piped(table, _inline)]


def _may_head(line: Line) -> bool:
    text = line.text.strip()
    return bool(text) and not line.level and not line.row and len(text) <= 80 and "。" not in text


def _line(raw: str) -> Line:
    heading = _HEADING.match(raw)
    if heading:
        title = raw[heading.end() :].strip()
        bare = title.rstrip("#")
        closed = bare != title and (not bare or bare[-1].isspace())
        return Line(text=_inline(bare if closed else title), level=len(heading[1]))
    return Line(text=_inline(raw))


def _inline(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text
