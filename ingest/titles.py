"""What a title is, and what it says: kind of document, year reported on, issuer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.domain import Kind
from assistant.text import fold
from ingest.dates import dates, years
from ingest.load import Heading

_LOOKED_AT = 12
_LONGEST = 100
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百千零〇\d]+条(?![一-龥]*[款项])", re.M)
_LEAST_ARTICLES = 3
_NO_TITLE = re.compile(
    r"[。！？；]|[:：,，]$|^第[一二三四五六七八九十\d]+[章节条编]|^[（(]?[一二三四五六七八九十\d]+[)）、.．]"
    r"|^(?:目\s*录|附\s*件|各|索\s*引\s*号)|^\|"
)
_NO_PART = re.compile(
    r"星期|\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}|[|｜>»]|www\.|\.gov|(?:网|网站|门户|平台)$"
)
_SITE_END = re.compile(r"(?:网|网站|门户|首页|平台)$")
_NUMBER_LINE = re.compile(
    r".{0,20}[〔\[（(]\s*\d{4}\s*[〕\])）]\s*(?:第\s*)?\d+\s*号$|^第\s*\d+\s*号$"
)
_TAIL = re.compile(r"[（(][^（）()]{1,30}[）)]$")
_SITE_TAIL = re.compile(
    r"\s*(?:[_|｜]|\s[-–—]+\s|-{2,}|[-–—](?=[^-–—]*(?:网|网站|政府|门户|平台|局|委)$)).*$"
)
_NAME = r"[^\s，,。：:《》、\d]{2,40}?"
_SPAN = re.compile(r"\d{4}\s*年?\s*[-—–－~～至]+\s*\d{4}\s*年?")


@dataclass(frozen=True, kw_only=True, slots=True)
class TitleWords:
    """The lists of ``data/titles.yaml``, compiled."""

    kinds: Mapping[str, re.Pattern[str]]
    ends: tuple[str, ...]
    columns: frozenset[str]
    body: re.Pattern[str]
    titled: re.Pattern[str]
    planned: re.Pattern[str]


@cache
def words() -> TitleWords:
    """The shipped lists."""
    path = Path(__file__).parent / "data" / "titles.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    bodies = "|".join(sorted(data["bodies"], key=len, reverse=True))
    return TitleWords(
        kinds={kind: re.compile("|".join(rules)) for kind, rules in data["kinds"].items()},
        ends=tuple(data["ends"]),
        columns=frozenset(data["columns"]),
        body=re.compile(rf"{_NAME}(?:{bodies})"),
        titled=re.compile(rf"({_NAME}(?:{bodies}))(?=法治|依法|推进|行政(?!复议局)|落实|开展)"),
        planned=re.compile("|".join(data["planned"])),
    )


def find_title(text: str, headings: Sequence[Heading], hints: Mapping[str, str]) -> str | None:
    """The title: what the page names so, else the first line (or lines) that reads as one."""
    lines = text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    named = hints.get("title")
    if named and not _is_generic(named):
        return _SITE_TAIL.sub("", named) or named
    top = next((text[h.start : h.end] for h in headings if h.level == 1), None)
    if top is not None and reads_as_title(top):
        return top
    spread = _spread(lines)
    window = _window(hints.get("window", ""))
    embedded = _window(hints.get("document_title", ""))
    whole = _squeeze("".join(lines))
    for candidate in filter(None, (window, embedded)):
        if _squeeze(candidate) in whole:
            longer = spread and _squeeze(candidate) in _squeeze(spread)
            return spread if longer else candidate
    if spread:
        return spread
    if reads_as_title(window) and not _is_generic(window):
        return window
    return top or _short_first(lines)


def _window(title: str) -> str:
    """A browser window's title without the site's name behind it."""
    return _SITE_TAIL.sub("", title).strip()


def reads_as_title(line: str) -> bool:
    """Whether a line could be a whole title."""
    bare = _without_tails(line)
    fits = 4 <= len(bare) <= _LONGEST and bare.endswith(words().ends)
    return fits and _NO_TITLE.search(bare) is None


def kind_of(title: str | None, text: str) -> Kind | None:
    """The kind that title and text show, or ``None``."""
    statutory = len(_ARTICLE.findall(text)) >= _LEAST_ARTICLES
    plain = fold(re.sub(r"\s", "", title or ""))
    bare = _without_tails(plain)
    for name, rule in words().kinds.items():
        if not rule.search(bare):
            continue
        if name == "statute":
            if statutory:
                return "statute"
            continue
        return _KINDS[name]
    return "report" if _REPORTS.search(text[:1500]) else None


_KINDS: dict[str, Kind] = {
    "other": "other",
    "guide": "guide",
    "policy_first": "policy",
    "report": "report",
    "policy": "policy",
}
_REPORTS = re.compile(r"现[就将]?[^。\n]{0,60}(?:报告|汇报|总结|公布)如下")


def year_of_title(title: str) -> int | None:
    """The year that a title says is reported on; ``None`` for none, a span, or several."""
    bare = _SPAN.sub("", title)
    days = [(d.start, d.end) for d in dates(bare)]
    found = [
        (year, bare[end:])
        for year, start, end in years(bare)
        if not any(a <= start < b for a, b in days)
    ]
    if len({year for year, _ in found}) > 1:
        found = [(year, rest) for year, rest in found if not _is_plan(rest)]
    distinct = {year for year, _ in found}
    return distinct.pop() if len(distinct) == 1 else None


def issuer_of_title(title: str) -> str | None:
    """The body that a title begins with: 光山县人民政府关于…, 某市公安局2023年度…, or ``None``."""
    bare = re.sub(r"^\s*(?:19|20)\d\d\s*年度?", "", title.strip())
    head = re.split(r"关于|(?:19|20)\d\d\s*年|[〇零○一二三四五六七八九]{4}年|年度", bare)[0].strip()
    if head and head != bare and is_body(head):
        return head
    named = words().titled.match(bare)
    return named[1] if named else None


def issuer_of_signature(text: str) -> str | None:
    """The body in the line before the date at the end, or in that line."""
    lines = [line for line in text.split("\n")[-_LOOKED_AT:] if line]
    for index in range(len(lines) - 1, -1, -1):
        date = next(dates(lines[index]), None)
        if date is None or len(lines[index]) > 45 or date.end < len(lines[index].rstrip("）)")):
            continue
        beside = _squeeze(lines[index][: date.start]).strip("（(")
        if beside:
            return beside if is_body(beside) else None
        above = _squeeze(lines[index - 1]) if index else ""
        return above if is_body(above) else None
    return None


def is_body(name: str) -> bool:
    """Whether ``name`` is the name of a body that issues documents, by how it ends."""
    name = re.sub(r"\s", "", name)
    return len(name) <= 45 and words().body.fullmatch(name) is not None


def _without_tails(title: str) -> str:
    """The title without the parentheses at its end: （试行）, （数据摘要）."""
    title = title.strip()
    while (shorter := _TAIL.sub("", title)) != title:
        title = shorter
    return title.rstrip("》”")


def _is_plan(rest: str) -> bool:
    following = re.split(r"\d{4}\s*年|[及和与、]", rest[1:] if rest.startswith("年") else rest)[0]
    return words().planned.search(following) is not None


def _is_generic(title: str) -> bool:
    """Whether it names a site or one of its columns, as 工作报告 does, rather than a document."""
    return (
        len(title) < 4 or _squeeze(title) in words().columns or _SITE_END.search(title) is not None
    )


def _spread(lines: Sequence[str]) -> str | None:
    """A title of one line, or of up to three lines that only together read as one.

    The name of a column (工作报告) counts only where no better title follows.
    """
    spare: str | None = None
    for start, line in enumerate(lines):
        if len(line) > _LONGEST or "。" in line:
            break
        if _NUMBER_LINE.match(line) or _NO_TITLE.search(line):
            continue
        for count in (1, 2, 3):
            found = _joined(lines, start, count)
            if found and not _is_generic(found):
                return _with_following(found, lines[start + count :])
            spare = spare or found
    return spare


def _joined(lines: Sequence[str], start: int, count: int) -> str | None:
    parts = [line.strip() for line in lines[start : start + count]]
    title = "".join(parts)
    if not reads_as_title(title) or title.startswith(("的", "及", "和")):
        return None
    rest = "".join(parts[1:])
    return title if not rest or _goes_on(parts[0], rest, parts[:-1]) else None


def _goes_on(first: str, rest: str, broken: Sequence[str]) -> bool:
    """Whether ``rest`` continues the title that ``first`` begins, rather than being one itself."""
    if any(_NO_TITLE.search(p) or _NO_PART.search(p) or len(p) > 45 for p in broken):
        return False
    if is_body(first):
        return re.match(r"关于|\d{4}\s*年|[〇零○一二三四五六七八九]{4}年", rest) is not None
    begun = "关于" in first or next(years(first), None) is not None or len(rest) <= 8
    return begun and next(years(rest), None) is None


def _with_following(title: str, rest: Sequence[str]) -> str:
    """``…法治政府建设情况`` goes on with ``的报告`` on the next line."""
    following = rest[0].strip() if rest else ""
    goes_on = following.startswith(("的", "及", "和", "与")) and reads_as_title(title + following)
    return title + following if goes_on else title


def _short_first(lines: Sequence[str]) -> str | None:
    first = next((line for line in lines if not _NUMBER_LINE.match(line)), "")
    return first if 4 <= len(first) <= 50 and not _NO_TITLE.search(first) else None


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)
