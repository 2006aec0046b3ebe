"""Where the main text of a page is: the smallest element that holds all of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAVES = (
    "p",
    "div",
    "section",
    "article",
    "td",
    "th",
    "li",
    "span",
    "h1",
    "h2",
    "h3",
    "h4",
    "pre",
)
_SENTENCE = re.compile(r"[。；！？]|[^\s。]{20,}[，：]")
_MENU_SHARE = 0.6
_MOST_OF_IT = 0.97
_LEAST_BLOCK = 12


def find_main(tree: HtmlElement) -> HtmlElement | None:
    """The element that holds the main text, or ``None`` if the page has none."""
    body = tree.find("body")
    if body is None:
        return None
    blocks = _chosen(tree, body) or [b for b in _blocks(body) if _reads_as_text(b)]
    blocks += [table for table in body.iter("table") if _is_data(table)]
    if not blocks:
        return None
    return _smallest(body, list(dict.fromkeys(blocks)))


def is_link_list(element: HtmlElement) -> bool:
    """Whether an element is a menu: links make up most of its words, and it has no sentence."""
    links = [a for a in element.iter("a") if a.get("href") or a.get("onclick")]
    if len(links) < 3:
        return False
    words = _letters(element.text_content())
    return sum(_letters(a.text_content()) for a in links) > _MENU_SHARE * words


def _letters(text: str) -> int:
    """How many letters: the dates beside links are no words."""
    return sum(map(str.isalpha, text))


def _chosen(tree: HtmlElement, body: HtmlElement) -> list[HtmlElement]:
    """The page's blocks whose words trafilatura takes for main text."""
    from copy import deepcopy

    import trafilatura

    # It logs an error for a page without main text; that is told by ours.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(
        deepcopy(tree), favor_recall=True, include_comments=False, deduplicate=False
    )
    main = getattr(found, "body", None)
    if main is None:
        return []
    wanted = {_squeeze("".join(e.itertext())) for e in main.iter("p", "head", "item", "cell")}
    wanted = {words for words in wanted if len(words) >= _LEAST_BLOCK}
    return [block for block in _blocks(body) if _squeeze(block.text_content()) in wanted]


def _blocks(body: HtmlElement) -> list[HtmlElement]:
    """Elements that hold words themselves, not only other blocks."""
    return [
        element
        for element in body.iter(*_LEAVES)
        if (element.text or "").strip()
        or any((child.tail or "").strip() for child in element)
        or (len(element) and all(child.tag not in _LEAVES for child in element))
    ]


def _reads_as_text(element: HtmlElement) -> bool:
    words = element.text_content().strip()
    return (
        len(words) >= _LEAST_BLOCK
        and _SENTENCE.search(words) is not None
        and not is_link_list(element)
    )


def _is_data(table: HtmlElement) -> bool:
    if table.find(".//table") is not None or is_link_list(table):
        return False
    figures = [
        cell for cell in table.iter("td") if re.fullmatch(r"\s*\d[\d,.%]*\s*", cell.text_content())
    ]
    return len(figures) >= 4


def _smallest(body: HtmlElement, blocks: list[HtmlElement]) -> HtmlElement:
    """The lowest element with nearly all words of ``blocks`` and every block that is a sentence."""
    weight: dict[HtmlElement, int] = {}
    for block in blocks:
        size = len(_squeeze(block.text_content()))
        for holder in (block, *block.iterancestors()):
            weight[holder] = weight.get(holder, 0) + size
    total = weight[body]
    best = body
    while True:
        heavy = [child for child in best if weight.get(child, 0) >= _MOST_OF_IT * total]
        if not heavy or not _can_hold(heavy[0]):
            return best
        if any(_reads_as_text(b) for b in _outside(heavy[0], best, blocks)):
            return best
        best = heavy[0]


def _can_hold(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and element.tag not in {"p", "table", "ul", "ol", "span"}


def _outside(
    inner: HtmlElement, outer: HtmlElement, blocks: Iterable[HtmlElement]
) -> list[HtmlElement]:
    inside = set(inner.iter())
    around = set(outer.iter())
    return [
        block for block in blocks if block in around and block not in inside and block is not outer
    ]


def _squeeze(text: str) -> str:
    return re.sub(r"[\s\u3000\xa0]", "", text)
