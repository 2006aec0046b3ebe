"""The lines below a statute's title: who adopted, published or amended it, and when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from ingest.dates import dates, parse_date

_HEAD_LINES = 40
# The president's order promulgates what the congress has made.
_PROMULGATED = "主席令"
_BODY = re.compile(r"^第[一二三四五六七八九十\d]+[章节条编]|^目\s*录$|^总\s*则$")
_ACT = re.compile(r"通过|修订|修正|修改|公布|发布|批准|颁布|施行|实施")
_IN_FORCE = re.compile(r"^[^通修公发批颁]*(?:起)?(?:施行|实施)")
_FILE_DATE = re.compile(r"[(（](\d{4}-\d{1,2}-\d{1,2})[)）](?:\.\w+)?$")
_SESSION = re.compile(r"第[一二三四五六七八九十百\d]+(?:届|次)")
_ADOPTER = re.compile(
    r"(?P<congress>(?:[一-龥]{2,20}?)?人民代表大会(?:常务委员会)?)第?[一二三四五六七八九十百\d]*次?会议"
    r"|(?P<council>国务院)(?:第[一二三四五六七八九十百\d]+次)?常务会议"
    r"|(?P<order>[一-龥]{2,20}?)令\s*第?\s*[一二三四五六七八九十百\d]+\s*号"
    r"|(?P<meeting>[一-龥]{2,25}?)(?:第[一二三四五六七八九十百\d]+次)?(?:常务|全体|部务)?会议(?:审议)?(?:通过|批准)"
    r"|(?P<direct>[一-龥、]{2,30}?)(?:公布|发布|颁布|印发)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """One step in a statute's life: its date and the words that follow it."""

    date: dt.date
    words: str


def acts(text: str) -> list[Act]:
    """Adoptions, publications and amendments stated above the first article, in order."""
    return list(_acts(text))


def adopted(text: str, file_name: str) -> dt.date | None:
    """When the statute got the form it has here: the latest of its acts and its file's date.

    The date of entering into force is none of them. A file's date counts only as this corpus
    writes it, ``行政复议法(2023-09-01).md``.
    """
    found = [act.date for act in acts(text)]
    name = _FILE_DATE.search(file_name)
    named = parse_date(name[1]) if name else None
    return max([*found, *([named] if named else [])], default=None)


def issuer(text: str) -> str | None:
    """Who made the statute: the congress that passed it, else who published it, else who met."""
    named: dict[str, str] = {}
    for act in acts(text):
        match = _ADOPTER.match(act.words)
        if match is not None and match.lastgroup and _PROMULGATED not in match[0]:
            named.setdefault(match.lastgroup, match[match.lastgroup])
    for role in ("congress", "order", "direct", "council", "meeting"):
        if role in named:
            return _name(named[role])
    return None


def _acts(text: str) -> Iterator[Act]:
    for line in text.split("\n")[:_HEAD_LINES]:
        if _BODY.match(line):
            return
        found = list(dates(line))
        for date, following in zip_longest(found, found[1:]):
            words = line[date.end : following.start if following else len(line)].strip(" 　，,、")
            if _ACT.search(words) and not _IN_FORCE.match(words):
                yield Act(date=date.date, words=words)


def _name(name: str) -> str:
    """The name without its term (第十四届) and without 中华人民共和国 in front."""
    name = _SESSION.sub("", name).strip()
    return name.removeprefix("中华人民共和国")
