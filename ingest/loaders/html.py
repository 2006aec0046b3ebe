"""HTML to lines: the main text whole, headings by h1–h6, tables by rows, hints from the head.

trafilatura says where the main text is; its container is then read in full, because a library
that picks paragraphs one by one drops short ones and loses merged cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from assistant.errors import UnreadableFile
from ingest.clean import furniture, labelled, tidy
from ingest.loaders import tables
from ingest.loaders.lines import Draft, Line
from ingest.loaders.main_text import find_main, is_link_list

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROPPED = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas",
    "select", "button", "input", "textarea", "nav", "footer", "aside", "video", "audio", "map",
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCK_NAMES = """
    address article blockquote body caption center dd details div dl dt fieldset figcaption figure
    form header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul
    h1 h2 h3 h4 h5 h6
"""
_BLOCKS = frozenset(re.findall(r"\w+", _BLOCK_NAMES))
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_LONGEST_HEADING = 80
_WIDE = "\u2e80-\u9fff\uff00-\uffef\u2014\u201c\u201d"
_WIDE_GAP = re.compile(rf"(?<=[{_WIDE}])\s*[\r\n]\s*|\s*[\r\n]\s*(?=[{_WIDE}])")
_GAP = re.compile(r"[ \t\r\n\f]+")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s<>]+)\s*-->", re.I)
_LEAST_TEXT = 60


def read_html(text: str, name: str) -> Draft:
    """Lines and hints. Raises ``UnreadableFile`` (mostly_navigation, broken_html)."""
    tree = _parse(text, name)
    hints = _hints(tree, text)
    _strip(tree)
    main = find_main(tree)
    if main is None:
        raise _navigation(name)
    lines = list(_Walker().lines(main))
    _check(main, lines, name)
    before = list(_before(tree, main))
    for line in before:
        for key, value in (labelled(tidy(line.text)) or {}).items():
            if key != "ignored":
                hints.setdefault(key, value)
    title = _title(before, lines, hints)
    return Draft(lines=[*title, *lines], hints=hints)


def _parse(text: str, name: str) -> HtmlElement:
    from lxml import etree, html

    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")
    try:
        tree = html.document_fromstring(source, parser=html.HTMLParser(remove_pis=True))
    except (etree.ParserError, ValueError) as error:
        raise UnreadableFile(
            f"{name!r} is no HTML that can be read: {error}.",
            code="broken_html",
            hint="Save the page again.",
        ) from error
    return tree


def _strip(tree: HtmlElement) -> None:
    from lxml import etree

    etree.strip_elements(tree, *_DROPPED, etree.Comment, with_tail=False)
    for element in list(tree.iter("*")):
        if element.getparent() is None or element.tag in {"html", "body"}:
            continue
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
            element.drop_tree()


@cache
def _meta_names() -> Mapping[str, str]:
    path = Path(__file__).parent.parent / "data" / "html_meta.yaml"
    data: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name.lower(): key for key, names in data.items() for name in names}


def _hints(tree: HtmlElement, text: str) -> dict[str, str]:
    hints: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        value = tidy(meta.get("content") or "")
        key = _meta_names().get(name)
        if key and value:
            hints.setdefault(key, value)
    title = tree.find(".//title")
    if title is not None and title.text_content().strip():
        hints["window"] = tidy(title.text_content())
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            hints.setdefault("url", link.get("href") or "")
    saved = _SAVED_FROM.search(text[:2000])
    if saved:
        hints["url"] = saved[1]
    return hints


def _before(tree: HtmlElement, main: HtmlElement) -> Iterator[Line]:
    """The lines in front of the main text: there stand title, date and source."""
    ancestors = set(main.iterancestors())
    body = tree.find("body")
    if body is None or main is body:
        return
    node = body
    while node is not main:
        following = node
        for child in node:
            if child is main or child in ancestors:
                following = child
                break
            yield from _Walker(links=True).lines(child)
        if following is node:
            return
        node = following


def _title(before: list[Line], lines: list[Line], hints: Mapping[str, str]) -> list[Line]:
    """The page's own title line where it stands outside the main text."""
    known = _squeeze(hints.get("title") or hints.get("window") or "")
    if not known:
        return []
    if any(_squeeze(line.text) in known and len(line.text) > 5 for line in lines[:6]):
        return []
    for line in reversed(before):
        words = _squeeze(line.text)
        if len(words) > 5 and words in known and labelled(line.text) is None:
            return [Line(text=line.text, level=1)]
    return []


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def _check(main: HtmlElement, lines: list[Line], name: str) -> None:
    words = sum(len(line.text) for line in lines)
    if words < _LEAST_TEXT or is_link_list(main):
        raise _navigation(name)


def _navigation(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name!r} is mostly navigation: it has no main text.",
        code="mostly_navigation",
        hint="Give the page of the document itself, not the list that leads to it.",
    )


class _Walker:
    """Turns a subtree into lines. ``links``: keep lists of links as well."""

    def __init__(self, *, links: bool = False) -> None:
        self._links = links
        self._buffer: list[str] = []
        self._lines: list[Line] = []
        self._numbers: dict[HtmlElement, int] = {}

    def lines(self, element: HtmlElement) -> list[Line]:
        self._visit(element)
        self._flush()
        return self._lines

    def _visit(self, element: HtmlElement) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag == "br":
            self._flush()
        elif tag == "table" and self._table(element):
            pass
        elif tag in _HEADINGS:
            self._flush()
            self._inside(element)
            self._flush(_HEADINGS[tag])
        elif tag in _BLOCKS:
            self._flush()
            if self._links or not is_link_list(element):
                self._number(element)
                self._inside(element)
            self._flush()
        else:
            self._inside(element)

    def _inside(self, element: HtmlElement) -> None:
        self._buffer.append(element.text or "")
        for child in element:
            self._visit(child)
            self._buffer.append(child.tail or "")

    def _number(self, element: HtmlElement) -> None:
        """A list item gets the number that a browser shows."""
        parent = element.getparent()
        if element.tag != "li" or parent is None or parent.tag != "ol":
            return
        if parent.get("type", "1") == "1" and "none" not in (parent.get("style") or ""):
            start = parent.get("start") or "1"
            number = self._numbers.get(parent, int(start) if start.isdecimal() else 1)
            self._numbers[parent] = number + 1
            if not re.match(r"\s*[（(]?[\d一二三四五六七八九十]", element.text_content()):
                self._buffer.append(f"{number}.")

    def _flush(self, level: int = 0) -> None:
        text = _join(self._buffer)
        self._buffer.clear()
        if text:
            heading = len(text) <= _LONGEST_HEADING and "。" not in text
            self._lines.append(Line(text=text, level=level if heading else 0))

    def _table(self, table: HtmlElement) -> bool:
        """Whether the table was data; one that only lays out the page is read as blocks."""
        if table.find(".//table") is not None:
            return False
        cells = _cells(table)
        if tables.columns(cells) < 2 or len({cell.row for cell in cells}) < 2:
            if _is_label_table(cells):
                self._label_lines(cells)
                return True
            return False
        if _is_layout(table):
            return False
        self._flush()
        caption = table.find("caption")
        if caption is not None:
            self._inside(caption)
            self._flush()
        if _is_label_table(cells):
            self._label_lines(cells)
            return True
        for text in tables.rows(cells):
            self._lines.append(Line(text=text, row=text.startswith("| ")))
        return True

    def _label_lines(self, cells: list[tables.Cell]) -> None:
        """索引号 | … | 发布机构 | …: as ``label: value`` lines, which cleaning understands."""
        for left, right in zip_longest(cells, cells[1:]):
            if _is_label(left.text):
                value = right.text if right is not None and not _is_label(right.text) else ""
                self._lines.append(Line(text=f"{left.text.rstrip(':：')}:{value}"))


def _cells(table: HtmlElement) -> list[tables.Cell]:
    rows = [
        [
            (_cell_text(cell), _span(cell, "rowspan"), _span(cell, "colspan"), _is_head(cell))
            for cell in row
            if cell.tag in {"td", "th"}
        ]
        for row in table.iter("tr")
    ]
    return tables.place(rows)


def _cell_text(cell: HtmlElement) -> str:
    lines = _Walker(links=True).lines(cell)
    text = ""
    for line in lines:
        gap = "" if not text or text[-1] > "\u2e80" or line.text[0] > "\u2e80" else " "
        text += gap + tidy(line.text)
    return text


def _span(cell: HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return int(value) if value.isdigit() and len(value) < 5 else 1


def _is_head(cell: HtmlElement) -> bool:
    parent = cell.getparent()
    group = parent.getparent() if parent is not None else None
    return cell.tag == "th" or (group is not None and group.tag == "thead")


def _is_layout(table: HtmlElement) -> bool:
    """Long running text in several paragraphs of one cell: the table only lays out the page."""
    for cell in table.iter("td"):
        if cell.find(".//h1") is not None:
            return True
        paragraphs = [p for p in cell.iter("p", "div") if len(p.text_content().strip()) > 40]
        if len(paragraphs) >= 3 and len(cell.text_content()) > 400:
            return True
    return False


def _is_label(text: str) -> bool:
    return re.sub(r"[\s:：]", "", text) in furniture().labels


def _is_label_table(cells: list[tables.Cell]) -> bool:
    return sum(_is_label(cell.text) for cell in cells) >= 3


def _join(parts: list[str]) -> str:
    text = "".join(parts).replace("\xa0", " ")
    return _GAP.sub(" ", _WIDE_GAP.sub("", text)).strip(" \u3000")
