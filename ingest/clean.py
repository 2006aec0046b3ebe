"""Canonical lines: no page furniture, no odd blanks; what furniture says goes to the hints."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from pathlib import Path

import yaml

from assistant.text import fold, is_han
from assistant.tokens import is_known_word
from ingest.dates import parse_date
from ingest.loaders.lines import Line

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\uf000-\uf0ff]"
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_BLANKS = re.compile(
    r"[ \t\u3000\u2000-\u200a\u202f\u205f\xa0]{2,}|[\t\xa0\u2000-\u200a\u202f\u205f]"
)
_SEPARATORS = re.compile(r"[\s|｜/·•,，、:：;；>»›【】\[\]()（）\-—_+]+")
_CRUMB = re.compile(r"\s*(?:>|»|›|→|-&gt;|->|>>|::|/)\s*")
_BODY = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百千零〇\d]+[章节条编]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])"
)
_SITE = re.compile(
    r"(?:网|网站|门户|在线|政府|日报|发布|[局委厅办院]|公众号|\.(?:cn|com|org|net)(?:/\S*)?)$"
)
# A row of figures is a table's, whatever its heads are called (分类 | 维持 38件).
_FIGURES = re.compile(r"\|[^|]*\d\s*(?:[件宗起项次人户家份条]|%)\s*\|")
_DOUBTFUL = 6
_RUNNING = 40  # characters from which a line with a stop is running text
_STOPPED = re.compile(r"[。；;，,]")
_TORN = re.compile(r"(?P<left>[一-龥)）]) (?=[一-龥])")
_WORD_ASIDE = re.compile(r"[一-龥][(（][一-龥]{1,2}[)）]$")
_LICENCE = re.compile(r"ICP备|公网安备|网站标识码")


@dataclass(frozen=True, kw_only=True, slots=True)
class Furniture:
    """The lists of ``data/furniture.yaml``, ready to match folded text without blanks."""

    labels: Mapping[str, str]
    label: re.Pattern[str]
    phrases: frozenset[str]
    anywhere: tuple[str, ...]
    footer: tuple[str, ...]
    breadcrumb: tuple[str, ...]
    home: tuple[str, ...]


@cache
def furniture() -> Furniture:
    """The shipped lists."""
    path = Path(__file__).parent / "data" / "furniture.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    labels = {word: key for key, words in data["labels"].items() for word in words}
    spaced = (r"\s*".join(word) for word in sorted(labels, key=len, reverse=True))
    return Furniture(
        labels=labels,
        label=re.compile(rf"[【\[(（]?\s*({'|'.join(spaced)})\s*[:：]"),
        phrases=frozenset(fold(word) for word in data["phrases"]),
        anywhere=tuple(map(fold, data["anywhere"])),
        footer=tuple(map(fold, data["footer"])),
        breadcrumb=tuple(data["breadcrumb"]),
        home=tuple(data["home"]),
    )


def tidy(text: str) -> str:
    """One line in canonical form: NFC, entities resolved, nothing invisible, single blanks.

    Punctuation keeps the width it has; an ideographic space inside a line stays.
    """
    if "&" in text:
        text = _ENTITY.sub(lambda m: html.unescape(m[0]), text)
    text = _INVISIBLE.sub("", text.replace("\n", " ").replace("\r", " ").replace("\x85", " "))
    text = text.replace("\u2028", " ").replace("\u2029", " ")
    text = _BLANKS.sub(lambda m: "\u3000" if m[0] == "\u3000\u3000" else " ", text)
    return unicodedata.normalize("NFC", text).strip()


def clean(lines: Sequence[Line], hints: Mapping[str, str]) -> tuple[list[Line], dict[str, str]]:
    """The lines that are the document, and the hints with what the cut ones said added."""
    tidied = [_tidied(line) for line in lines]
    tidied = [line for line in tidied if line.text or line.pages]
    first, last = _body(tidied)
    found: dict[str, str] = {}
    kept: list[Line] = []
    for index, line in enumerate(tidied):
        outside = index < first or index > last
        if index > last and not line.level and _opens_footer(line.text):
            _read_labels(tidied[index:], found)
            kept += [Line(text="", pages=x.pages) for x in tidied[index:] if x.pages]
            break
        if outside and kept and line.text and line.text == kept[-1].text:
            kept[-1] = _one_of(kept[-1], line)
        elif line.level or not _is_furniture(line.text, outside, found):
            kept.append(line)
        elif line.pages:
            kept.append(Line(text="", pages=line.pages))
    return kept, {**found, **{k: v for k, v in hints.items() if v}}


def labelled(text: str) -> dict[str, str] | None:
    """``{key: value}`` of a line such as ``来源:司法局 发布时间:2024-03-04``, else ``None``.

    ``None`` as well where words stand that no label accounts for: then it is no furniture.
    """
    if len(text) > 300 or "。" in text or _FIGURES.search(text):
        return None
    text = text.strip("| ").replace(" | ", " ")
    marks = list(furniture().label.finditer(text))
    if not marks:
        return None
    lead = text[: marks[0].start()].strip(" |【[(（•·*-—")
    if lead and not (len(lead) <= 60 and _SITE.search(lead)) and _plain(lead) not in _phrases():
        return None
    values: dict[str, str] = {"source": lead} if lead and _SITE.search(lead) else {}
    for mark, following in zip_longest(marks, marks[1:]):
        value = text[mark.end() : following.start() if following else len(text)]
        value = _strip_phrases(value.strip(" |】])）"))
        key = furniture().labels[re.sub(r"\s", "", mark[1])]
        if key in {"published", "written"} and value and parse_date(value) is None:
            return None
        if len(value) > 120:
            return None
        if value:
            values[key] = value
    return values


def _one_of(first: Line, second: Line) -> Line:
    """A title that stands twice, above the page's information and again below it, once."""
    return replace(first, level=first.level or second.level, pages=first.pages + second.pages)


def _tidied(line: Line) -> Line:
    text = _rejoined(tidy(line.text))
    if line.pages and text != line.text:
        shift = min(len(text), max((offset for offset, _ in line.pages), default=0))
        pages = tuple((min(offset, shift), number) for offset, number in line.pages)
        return replace(line, text=text, pages=pages)
    return replace(line, text=text)


def _rejoined(text: str) -> str:
    """Running text without the blanks that broken lines have left inside words: 司 法鉴定."""
    if len(text) < _RUNNING or " " not in text or not _STOPPED.search(text):
        return text
    return _TORN.sub(lambda m: m["left"] if _is_torn(text, m) else m[0], text)


def _is_torn(text: str, match: re.Match[str]) -> bool:
    """Whether a blank stands inside a word, or behind 村(居)."""
    left, right = text[: match.end() - 1], text[match.end() :]
    if left[-1] in ")）":
        return _WORD_ASIDE.search(left) is not None
    return any(
        is_known_word(left[-a:] + right[:b])
        for a, b in ((1, 1), (2, 1), (1, 2), (2, 2))
        if all(map(is_han, left[-a:] + right[:b]))
    )


def _body(lines: Sequence[Line]) -> tuple[int, int]:
    """Index of the first and the last line that are surely body; only outside them is cut."""
    sure = [i for i, line in enumerate(lines) if _is_body(line)]
    return (sure[0], sure[-1]) if sure else (_DOUBTFUL, len(lines) - 1 - _DOUBTFUL)


def _is_body(line: Line) -> bool:
    text = line.text
    if line.row or _BODY.match(text):
        return labelled(text) is None
    ends = any(mark in text for mark in "。！？；")
    return ends and len(text) >= 15 and labelled(text) is None and not _is_always(text)


def _is_furniture(text: str, outside: bool, found: dict[str, str]) -> bool:
    if not text or _is_always(text):
        return True
    if not outside:
        return False
    if _is_breadcrumb(text) or _is_phrases(text):
        return True
    values = labelled(text)
    if values is None or values.keys() == {"title"}:
        return False
    for key, value in values.items():
        found.setdefault(key, value)
    found.pop("ignored", None)
    return True


def _is_always(text: str) -> bool:
    return _plain(text[:40]).startswith(furniture().anywhere) or (
        len(text) < 200 and _LICENCE.search(text) is not None and "。" not in text
    )


def _is_breadcrumb(text: str) -> bool:
    if len(text) > 200 or "。" in text:
        return False
    bare = re.sub(r"\s", "", text)
    if bare.startswith(furniture().breadcrumb):
        return True
    parts = [part.strip() for part in _CRUMB.split(text) if part.strip()]
    return len(parts) > 1 and parts[0] in furniture().home


def _is_phrases(text: str) -> bool:
    if len(text) > 120:
        return False
    if _plain(text) in _phrases():
        return True
    return all(part in _phrases() for part in _SEPARATORS.split(fold(text)) if part)


def _opens_footer(text: str) -> bool:
    return _plain(text[:40]).lstrip("[【").startswith(furniture().footer)


def _read_labels(lines: Sequence[Line], found: dict[str, str]) -> None:
    for line in lines:
        for key, value in (labelled(line.text) or {}).items():
            if key != "ignored":
                found.setdefault(key, value)


def _strip_phrases(value: str) -> str:
    """``value`` without the buttons that stand behind it: ``司法局 打印 关闭`` is ``司法局``."""
    words = value.split(" ")
    while len(words) > 1 and (not words[-1] or _is_phrases(words[-1])):
        words.pop()
    text = " ".join(words)
    return "" if _is_phrases(text) else text


def _plain(text: str) -> str:
    return re.sub(r"\s", "", fold(text))


def _phrases() -> frozenset[str]:
    return furniture().phrases
