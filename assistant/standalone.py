"""A follow-up put into words that stand alone: places, years, the matter, what is asked of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.cues import Cues, pattern, phrase
from assistant.domain import Language
from assistant.interpret import Interpretation
from assistant.matter import Matter
from assistant.naming import english_place

_DANGLING = re.compile(r"(?:\s+(?:in|for|of|at|by|from|to|and|did|does|'s|during|the))+\s*$", re.I)
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Slots:
    """The years and places (as ``named_places`` names them) that a question is to name."""

    years: tuple[int, ...]
    places: tuple[str, ...]


def named_places(read: Interpretation) -> tuple[str, ...]:
    """Places that a question names: with their parents where known, else in its own words."""
    known = (p.path for p in read.places)
    return tuple(dict.fromkeys((*known, *read.strangers)))


def completed(
    carried: Matter | None,
    own: Matter,
    slots: Slots,
    cues: Cues,
    language: Language,
    fits: Callable[[str, Slots], bool],
) -> str | None:
    """The question that stands alone; ``None`` where no wording of it is read with its slots."""
    build = _english if language == "en" else _chinese
    texts = (build(carried, own, slots, cues, names) for names in _namings(slots, language))
    return next((text for text in texts if fits(text, slots)), None)


def _namings(slots: Slots, language: Language) -> Iterator[tuple[str, ...]]:
    """Ways to name the places, the best first."""
    if language == "en":
        yield tuple(english_place(_last(p)) if _HAN.search(p) else p for p in slots.places)
    yield tuple(_last(p) for p in slots.places)
    yield slots.places


def _last(path: str) -> str:
    """The narrowest name of a path: 河南省信阳市光山县 → 光山县."""
    parts = re.findall(r".+?(?:自治区|自治州|自治县|省|市|县|区|旗|盟)(?!$)|.+$", path)
    return parts[-1] if parts else path


def _chinese(
    carried: Matter | None, own: Matter, slots: Slots, cues: Cues, names: tuple[str, ...]
) -> str:
    years = phrase("and", "zh").join(f"{year}年" for year in slots.years)
    before = carried.words() if carried is not None else ""
    if slots.places and carried is not None:
        before = pattern("of_every_place").sub("", before)
    if cues.against and len(names) > 1:
        if cues.by:
            return f"{names[0]}{years}{before}比{names[-1]}{cues.by}"
        where = phrase("and", "zh").join(names)
        return f"{where}{years}{before}{phrase('compared', 'zh')}"
    where = phrase("and", "zh").join(names)
    asked = _asked(carried, own, cues, "zh")
    if cues.ask == "why":
        return f"{where}{years}{asked}{before}"
    said = own.words()
    if said.removesuffix("的").endswith("类"):
        return f"{where}{years}{said}{before}{asked}"
    return f"{where}{years}{before}{said}{asked}"


def _english(
    carried: Matter | None, own: Matter, slots: Slots, cues: Cues, names: tuple[str, ...]
) -> str:
    before = carried.words() if carried is not None else ""
    said = own.words()
    asked = _asked(carried, own, cues, "en")
    words = " ".join(filter(None, (asked, said, before)))
    where = phrase("and", "en").join(names)
    when = " and ".join(map(str, slots.years))
    place = f" in {where}" if where else ""
    year = f" in {when}" if when else ""
    return f"{_DANGLING.sub('', words)}{place}{year}?"


def _asked(carried: Matter | None, own: Matter, cues: Cues, language: Language) -> str:
    """The words that ask for a figure, where the follow-up itself has none."""
    if cues.ask == "percent":
        changed = carried is not None and bool(carried.of("change"))
        return phrase("percent" if changed else "share", language)
    if cues.ask:
        return phrase(cues.ask, language)
    if own.of("hole") or not own.parts or not cues.marked:
        return ""
    kinds = own.kinds()
    if kinds & {"stage", "action", "level", "object", "noun"} and not kinds & {"rate", "share"}:
        return phrase("how_many", language)
    return phrase("how_much", language)
