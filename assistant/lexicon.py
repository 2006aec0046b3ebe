"""Measures of the field: which named quantity a figure's words state (``data/measures.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

from assistant.concepts import load_concepts, names_in
from assistant.domain import Frame
from assistant.text import REMEMBERED


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A named quantity. ``needs`` are the concepts that its words must hold, all of them.

    ``sums`` are the measures that together make this one; ``english`` is the first of its English
    names, ``also`` the others; ``definition`` says in a sentence what is counted.
    """

    name: str
    needs: frozenset[str]
    unit: str
    english: str
    synonyms: tuple[str, ...] = ()
    parent: str | None = None
    sums: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    definition: str = ""

    @property
    def words(self) -> str:
        """All that is said of it in Chinese."""
        return " ".join((self.name, *self.synonyms, self.definition))


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """All measures by canonical name."""

    measures: Mapping[str, Measure]


@cache
def load_lexicon() -> Lexicon:
    """The shipped lexicon."""
    file = resources.files("assistant").joinpath("data/measures.yaml")
    raw: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Lexicon(
        measures={
            name: Measure(
                name=name,
                needs=frozenset(entry["needs"]),
                unit=entry["unit"],
                english=entry["en"][0],
                synonyms=tuple(entry.get("synonyms", ())),
                parent=entry.get("parent"),
                sums=tuple(entry.get("sums", ())),
                also=tuple(entry["en"][1:]),
                definition=entry.get("definition", ""),
            )
            for name, entry in raw.items()
        }
    )


@cache
def kinds_of(action: str) -> frozenset[str]:
    """The actions that together make up another: 撤销, 变更 … are kinds of 纠错."""
    measures = load_lexicon().measures
    concepts = load_concepts().by_name
    return frozenset(
        name
        for whole in measures.values()
        if action in whole.needs
        for part in whole.sums
        for name in measures[part].needs - whole.needs
        if concepts[name].kind == "action"
    )


# 新建2个,累计建成7个: a running total is not of what the figure before it did.
_STOCK = re.compile(r"累计|共有|现有|总数|总量|存量|实有|目前")
_TITLE = re.compile(r"《[^《》]*》")  # what a law is called tells of no act
_EXPLAINED = re.compile(r"[(（](?:其中)?(?:包括|包含|含|即|指|如)[^()（）]*[)）]")
_GONE_THROUGH = re.compile(r"对(?:现行|仍然|继续)有效的?(?=.*清理)")
# 对以县政府名义签订的合同、出台的文件进行审查 tells of a review alone.
_DONE_BEFORE = re.compile(
    r"(?:签[订署]|出台|作出|制定|印发|提交|报送|起草|送审)的(?=[^,;。]*(?:进行|开展))"
)
_REVIEWED_FIRST = re.compile(
    r"经(?:和解|调解|协调)[,]?(?:后|由)?(?=(?:申请人|原告)?(?:自愿|主动)?撤)"
    r"|(?:经过?(?:依法|初步|严格|认真)*(?:审查|审核|审理|评审|复核)后?|(?:审查|审核|评审|复核)后)"
    r"[,]?(?=[\u4e00-\u9fff]{2})"
)
_RAISED = re.compile(  # 公民、法人提出的申请: who raised it, not what was done
    r"(?:公民|法人|群众|市民|企业|当事人|申请人|自然人)[\u4e00-\u9fff、]*?(?:提出|提交|反映)的"
)
# 8项行政许可事项共计发放许可证60份: of what powers, not what was done. 审核发布50项: published.
_POWERS_OF = re.compile(
    r"行政(?:许可|处罚|强制|检查)事项(?=(?:共计|合计|累计|总计|共)?(?:发放|颁发|核发|制发))"
    r"|(?:领取|审核|审查)+(?=并?(?:发布|公布|公示))|清理(?=并(?:发布|公布|公示))"
)
_EXAMPLES = re.compile(r"[^\s]*、[^\s]*等(?!方式|形式|途径|手段|$)")
_MANNERS = re.compile(r"等(?:多种)?(?:方式|形式|手段)")
BINDING = frozenset({"stage", "action", "rate", "change", "level"})


def frame_actions(frame: Frame) -> frozenset[str]:
    """Binding concepts of a figure: its own phrase's, or those that govern it."""
    own = binding_names(frame.local)
    return own if own or _STOCK.search(frame.local) else binding_names(frame.governs)


@lru_cache(maxsize=REMEMBERED)
def frame_topics(frame: Frame) -> frozenset[str]:
    """The kinds of matter that the nearest words to a figure name; empty where none do.

    Its own phrase decides, then what governs it, then its part of the sentence (;), then all of it
    together with its heading, then the headings above and the title.
    """
    near = [frame.local, frame.governs, frame.head, frame.part]
    headings = [topics_in(heading) for heading in reversed(frame.path)]
    deepest = next(filter(None, headings), frozenset[str]())
    tiers = [*map(topics_in, near), topics_in(frame.lead) | deepest, *headings]
    return next(filter(None, tiers), frozenset[str]())


def topics_in(text: str) -> frozenset[str]:
    """Kinds of matter that a text names."""
    concepts = load_concepts().by_name
    return frozenset(t for n in names_in(text) if (t := concepts[n].topic))


def without_object(text: str) -> str:
    """A text without what is gone through or came first.

    对现行有效的规范性文件开展清理 keeps none in force, 经审查依法受理 counts what is accepted.
    """
    plain = _DONE_BEFORE.sub("的", _GONE_THROUGH.sub("", text))
    return _POWERS_OF.sub("", _REVIEWED_FIRST.sub("", plain))


@lru_cache(maxsize=REMEMBERED)
def binding_names(text: str) -> frozenset[str]:
    """Binding concepts of a text; of 撤销、变更等纠错决定 only what the examples stand for.

    What only explains, 直接纠错(包括撤销、变更), is left out.
    """
    plain = without_raisers(_EXPLAINED.sub("", _TITLE.sub("《》", text)))
    # 主动公开人事、财政等信息: the verb of what is only listed stays.
    return _binding_in(_EXAMPLES.sub("", plain)) or _of_list(plain)


def without_raisers(text: str) -> str:
    """A text without who raised what is counted: 公民、法人提出的申请."""
    return _RAISED.sub("", text)


def _of_list(text: str) -> frozenset[str]:
    """The verb that opens a list of examples (公开人事、财政等信息), or all that a text names."""
    if _EXAMPLES.search(text) is None:
        return _binding_in(text)
    first = text.split("、")[0]
    named = [m for m in load_concepts().find(first) if m.concept.kind in BINDING]
    opens = named and re.match(r"[\u4e00-\u9fff]{2}", first[named[0].end :])
    return frozenset({named[0].concept.name}) if opens else frozenset()


def _binding_in(text: str) -> frozenset[str]:
    concepts = load_concepts().by_name
    found = frozenset(n for n in names_in(without_object(text)) if concepts[n].kind in BINDING)
    # 以撤销、确认违法等方式直接纠错: the manners are kinds of what is counted.
    whole = [n for n in found if _MANNERS.search(text) and found - {n} <= kinds_of(n)]
    return frozenset(whole) or found
