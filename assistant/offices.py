"""Whose a report's figures are: its place's, or only the department's that wrote it.

A city management office's 86 requests for information are not the city's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

from assistant.concepts import load_concepts, names_in
from assistant.domain import NATION, Document
from assistant.reporters import body_asked, is_reporter
from assistant.target import Target
from assistant.text import fold

_SHORT = 2
_FIRM = 0.9  # weight of an object that is a matter of its own
_PAID_OUT = re.compile("补贴|补助|津贴|奖补")
_ENDING = re.compile(r"(?:委员会|办公室|[局厅委办处所站院])$")
_ABOVE = re.compile(r"^.*(?:省|自治区|市|自治州|州|盟|县|旗|区|乡|镇|街道)(?=[一-龥]{2})")


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    file = resources.files("assistant").joinpath("data/offices.yaml")
    raw: dict[str, list[str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {name: tuple(words) for name, words in raw.items()}


def department_of(document: Document) -> str | None:
    """The department that issued a document; ``None`` where its issuer speaks for its place."""
    issuer, lists = document.issuer or "", _lists()
    if document.place is None or document.place.name == NATION:
        return None
    if not issuer.endswith(lists["department"]) or any(w in issuer for w in lists["whole"]):
        return None
    if "政府" in issuer and _of_office(issuer) and "信息公开" not in document.title:
        return None
    return issuer


def owner_of(document: Document, target: Target) -> str | None:
    """The department whose own figure a document states of what is asked, if it isn't the place's.

    ``None`` too where the document's title names the matter rather than the department.
    """
    department = department_of(document)
    if department is None or not _asked(target) & _own_matters(department):
        return None
    if any(c.weight >= _FIRM and c.name not in _all_matters() for c in target.about):
        return None  # 法治副校长的讲座 are no lectures of the office itself
    if _PAID_OUT.search(target.text):
        return None  # nor is 培训补贴 what it paid for its own training
    titled = document.title.startswith(department) or _core(department) in document.title
    if not titled and _asked(target) & names_in(document.title):
        return None
    return department


def reports_for_all(core: str) -> bool:
    """Whether an office of that name (司法) reports on legal matters for its whole place."""
    return core in _lists()["lawyers"]


def names_body(target: Target, department: str) -> bool:
    """Whether a question names the department: by its kind (城管局) or the words of its name."""
    kinds = {c.name for c in target.about if c.name in names_in(department)}
    core = _ENDING.sub("", _core(department))
    short = any(_shortens(w, core) for w in target.words)
    short = short or is_reporter(body_asked(target.text), department)
    short = short or any(name in department for name in target.named)  # 东湖街道
    return bool(kinds) or short or (len(core) > 1 and core[:2] in fold(target.text))


def _shortens(word: str, core: str) -> bool:
    """Whether a word is a department's name for short: 卫健 of 卫生健康."""
    rest = iter(core)
    return len(word) == _SHORT and all(char in rest for char in word)


def _asked(target: Target) -> frozenset[str]:
    return frozenset(c.name for c in (*target.own, *target.about, *target.context))


def _own_matters(department: str) -> frozenset[str]:
    lists = _lists()
    legal = () if any(w in department for w in lists["lawyers"]) else lists["legal"]
    return frozenset((*lists["own"], *legal)) & load_concepts().by_name.keys()


def _all_matters() -> frozenset[str]:
    return frozenset((*_lists()["own"], *_lists()["legal"]))


def _of_office(issuer: str) -> bool:
    return issuer.endswith(("政府办公室", "政府办公厅", "政府办"))


def _core(department: str) -> str:
    """The name without the place in front: 城市管理局."""
    return _ABOVE.sub("", department)
