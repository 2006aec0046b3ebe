"""What a question is understood to ask: language, years, places, figures, intent."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import yaml

from assistant.asking import asks_figure
from assistant.contacts import asks_contact
from assistant.domain import NATION, Intent, Language, Place, Question
from assistant.errors import QuestionError
from assistant.glossary import to_chinese, to_formal
from assistant.language import detect, simplify
from assistant.part_years import in_years, marked
from assistant.places import Gazetteer, PlaceMention
from assistant.spelling import mended
from assistant.target import Target
from assistant.targets import targets
from assistant.terms import Term, terms_of
from assistant.text import fold
from assistant.years import YearMention, year_mentions


@dataclass(frozen=True, kw_only=True, slots=True)
class Interpretation:
    """A question read.

    ``leaning``: its year is that before the one spoken of (上年). ``filtered``: a filter names
    years.
    ``bare`` is its text with years and places blanked out, ``body`` that in simplified Chinese,
    ``search`` what retrieval looks for. ``places`` are those named, ``within`` the known ones
    inside a named one that no document is about itself (北京市 where only its districts are),
    ``strangers`` those names.
    ``inner`` are towns and the like that only reports speak of, blanked out of ``bare`` and
    ``body`` too.
    ``outline`` asks for a part that any report has (存在哪些问题), ``in_short`` for one in short,
    whether or not it is named. ``years_disagree`` is set where the question names none of the
    years that the filter allows.
    """

    question: str
    language: Language
    intent: Intent
    years: tuple[int, ...]
    relative_years: bool
    places: tuple[Place, ...]
    within: tuple[Place, ...]
    strangers: tuple[str, ...]
    body: str
    search: str
    targets: tuple[Target, ...]
    terms: tuple[Term, ...] = ()
    unknown_words: tuple[str, ...] = ()
    refusal: bool = False
    outline: bool = False
    in_short: bool = False
    each: bool = False
    years_disagree: bool = False
    bare: str = ""
    leaning: bool = False
    filtered: bool = False
    inner: tuple[str, ...] = ()


_COMPARED = re.compile(
    r"(?:比|较|与|跟|同|和|\b(?:than|with|to|from|over|against|on))(?:\s+the)?$", re.IGNORECASE
)
_CHANGED = re.compile(r"同期|的?(?:增加|增长|上升|提高|提升|下降|减少|降低|[高低多少涨]|变化)")
_SHORT = 40  # small talk is no longer than this


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    file = resources.files("assistant").joinpath("data/intents.yaml")
    raw: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {name: re.compile("|".join(parts), re.IGNORECASE) for name, parts in raw.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    """A question taken apart. ``plain`` is its text simplified and mended, ``rest``
    that with years, places and ``inner`` names blanked out, ``body`` in the field's words.

    ``after`` is set where a year is named only as what the year after it is compared with.
    """

    plain: str
    mentions: Sequence[YearMention]
    after: tuple[int, ...]
    named: Sequence[PlaceMention]
    inner: Sequence[str]
    rest: str
    body: str
    unknown: Sequence[str]


def interpret(
    question: Question,
    *,
    today: dt.date,
    known: Sequence[Place],
    gazetteer: Gazetteer,
    longest: int = 1000,
    inner_names: Callable[[str], Sequence[str]] = lambda _: (),
) -> Interpretation:
    """Read a question against the places that documents are about.

    ``inner_names`` gives those within such places (东湖街道) that the cleaned question names and
    that are no places of their own.
    Raises ``QuestionError`` for one that is empty, over ``longest`` characters or no text at all.
    """
    text = clean(question.text, longest)
    words = _taken_apart(text, today, known, gazetteer, inner_names)
    plain, body, named, mentions = words.plain, words.body, words.named, words.mentions
    years = words.after or tuple(dict.fromkeys(y for m in mentions for y in m.years))
    wanted = question.filters.years
    both = tuple(y for y in wanted if y in years) if years else wanted
    return Interpretation(
        question=text,
        language=question.language or detect(text),
        intent=_long_intent(plain, body, len(both or years), _named_bodies(named))
        or _intent(plain, body),
        years=both or years,
        years_disagree=bool(wanted) and not both,
        relative_years=any(m.relative for m in mentions) and not question.filters.years,
        places=tuple(dict.fromkeys(p for m in named for p in itself(m))),
        within=tuple(dict.fromkeys(p for m in named if not itself(m) for p in m.places)),
        strangers=tuple(dict.fromkeys(m.words for m in named if not itself(m))),
        body=body,
        search=_search_text(plain, body),
        targets=() if asks_contact(text) else _targets(words, years),
        terms=terms_of(body),
        unknown_words=tuple(words.unknown),
        refusal=bool(_cues()["injection"].search(plain)),
        outline=bool(_cues()["outline"].search(plain)),
        in_short=bool(_cues()["summary"].search(plain)) and _may_be_long(plain, body),
        each=bool(_cues()["each"].search(plain)),
        bare=words.rest,
        filtered=bool(wanted),
        leaning=len(mentions) == 1 and mentions[0].leans and not wanted,
        inner=tuple(words.inner),
    )


def _taken_apart(
    text: str,
    today: dt.date,
    known: Sequence[Place],
    gazetteer: Gazetteer,
    inner_names: Callable[[str], Sequence[str]],
) -> _Words:
    simple = simplify(text)
    plain = mended(simple)
    mentions = [m for m in year_mentions(plain, today) if not _is_base(plain, m)]
    mentions, after = _without_base(plain, mentions)
    inner = inner_names(simple)
    without_years = _blanked(plain, [(m.start, m.end) for m in mentions])
    without_years = _blanked(without_years, _spans_of(inner, without_years))
    named = gazetteer.mentions(without_years, known)
    rest = _blanked(without_years, [(m.start, m.end) for m in named if not _is_body(m)])
    chinese, unknown = to_chinese(rest)
    return _Words(
        plain=plain,
        mentions=mentions,
        after=after,
        named=named,
        inner=inner,
        rest=rest,
        body=fold(to_formal(chinese)),
        unknown=unknown,
    )


def _with_marks(rest: str, mentions: Sequence[YearMention]) -> str:
    """The body of a question with a mark for each of its years."""
    return fold(to_formal(to_chinese(marked(rest, [m.start for m in mentions]))[0]))


def _targets(words: _Words, years: tuple[int, ...]) -> tuple[Target, ...]:
    """The figures asked for; a change between two named years is against the earlier one."""
    if not asks_figure(words.body):
        return ()
    mentions = words.mentions
    found = targets(_with_marks(words.rest, mentions) if mentions else words.body)
    of_marks = [None if m.leans else m.years for m in mentions]
    found = tuple(replace(t, time=in_years(t.time, of_marks)) if t.time else t for t in found)
    if len(years) != 2 or max(years) - min(years) == 1:
        return found
    return tuple(replace(t, base=min(years)) if t.change else t for t in found)


def _is_base(text: str, mention: YearMention) -> bool:
    """Whether a relative year only is what another is compared with (比上年增加多少)."""
    if not mention.relative:
        return False
    before, after = text[: mention.start].rstrip(), text[mention.end :].lstrip()
    return bool(_COMPARED.search(before) or re.match(r"同期|相比|比(?!例)|基础上", after))


def _without_base(
    text: str, mentions: list[YearMention]
) -> tuple[list[YearMention], tuple[int, ...]]:
    """比2022年增长多少 with no other year asks for the change in the year after: that year."""
    if len(mentions) != 1 or mentions[0].relative or len(mentions[0].years) != 1:
        return mentions, ()
    only = mentions[0]
    compared = text[: only.start].rstrip().endswith(("比", "较"))
    if not (compared and _CHANGED.match(text[only.end :].lstrip())):
        return mentions, ()
    return [], (only.years[0] + 1,)


def clean(text: str, longest: int) -> str:
    """The question without control characters and lone surrogates; its bounds are checked."""
    kept = "".join(c for c in text if c.isprintable() or c in "\t\n ")
    kept = re.sub(r"\s+", " ", kept).strip()
    if not any(map(str.isalnum, kept)):
        raise QuestionError(
            f"The question {text[:40]!r} has no words. 问题是空的，没有可以回答的内容。",
            hint="Ask in words, for example: 2023年受理行政复议多少件？",
            code="empty_question",
        )
    if len(text) > longest:
        raise QuestionError(
            f"The question has {len(text)} characters, more than {longest}. 问题太长。",
            hint="Shorten it to what is asked. 请只保留要问的内容。",
            code="question_too_long",
        )
    return kept


def _intent(plain: str, body: str) -> Intent:
    cues = _cues()
    if len(plain) <= _SHORT and cues["small_talk"].search(plain.strip(" ?!.,。？！，~")):
        return "small_talk"
    if cues["corpus"].search(plain):
        return "corpus"
    order: tuple[Intent, ...] = ("comparison", "yes_no", "how_to", "definition", "list")
    if asks_figure(body):
        return "comparison" if cues["comparison"].search(plain) else "numeric"
    return next((name for name in order if cues[name].search(plain)), "open")


def _long_intent(plain: str, body: str, years: int, bodies: int) -> Intent | None:
    """Whether a report in short, two of them side by side or a paragraph of one is asked for."""
    cues = _cues()
    named = bool(years or bodies or cues["of_a_report"].search(plain))
    if not named or not _may_be_long(plain, body):
        return None
    two = (years > 1 or bodies > 1) and not cues["which_more"].search(plain)
    if two and cues["compare_reports"].search(plain):
        return "compare_reports"
    if cues["how_to"].search(plain):
        return None
    order: tuple[Intent, ...] = ("brief", "summary")
    return next((name for name in order if cues[name].search(plain)), None)


def _may_be_long(plain: str, body: str) -> bool:
    return not (asks_figure(body) or _cues()["own_paper"].search(plain) or "《" in plain)


def _named_bodies(mentions: Sequence[PlaceMention]) -> int:
    """How many places a question names."""
    return len({p for m in mentions for p in itself(m)}) + sum(not itself(m) for m in mentions)


def _is_body(mention: PlaceMention) -> bool:
    """Whether a national body is named (司法部): its own figures are not the country's."""
    country = mention.named is not None and mention.named.name == NATION
    return country and not re.fullmatch(r"全国|中国|国家|我国|[a-zA-Z' -]+", mention.words)


def itself(mention: PlaceMention) -> tuple[Place, ...]:
    """The known places that a mention names, without those that only lie within."""
    if mention.named is None:
        return mention.places if mention.exact else ()
    return tuple(p for p in mention.places if p.name == mention.named.name)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def _spans_of(names: Sequence[str], text: str) -> list[tuple[int, int]]:
    return [m.span() for name in names for m in re.finditer(re.escape(name), text)]


def _search_text(plain: str, body: str) -> str:
    """The words to look for; English ones stay beside their Chinese for the multilingual model."""
    chinese = " ".join(body.split())
    return chinese if not re.search(r"[a-zA-Z]{2}", plain) else f"{chinese} {plain}"
