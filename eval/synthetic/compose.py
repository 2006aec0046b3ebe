"""A report put together: patterns chosen and filled with a body's facts."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from assistant.domain import PeriodScope, Place
from eval.synthetic.bodies import Body
from eval.synthetic.facts import World, load_facts
from eval.synthetic.figures import Hand, Written, write_figure
from eval.synthetic.patterns import SLOT, Pattern, Slot, patterns_of, topics
from eval.synthetic.truth import UNCHECKED, Piece, Stated

_WORD = re.compile(r"\{([^{}]+)\}")
_OFFICES = ("市场监管局", "城市管理局", "交通运输局", "卫生健康委")
_SCOPES: tuple[PeriodScope, ...] = ("part", "as_of", "cumulative", "planned")
_MOST_OF_TOPIC = 4
_TENTH = Decimal("0.1")
_WAYS = {  # how a change is worded: up, down
    "升": ("增长", "下降"),
    "增": ("增加", "减少"),
    "涨": ("上升", "下降"),
    "多": ("多", "少"),
    "高": ("提高", "降低"),
    "幅": ("增幅", "降幅"),
}

Changed = Mapping[tuple[int, int], Decimal]  # (piece, figure) → the value that is written instead


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a report is written from: its body, year, facts and hand."""

    body: Body
    year: int
    world: World
    hand: Hand


def choose(random: Random, setting: Setting, *, held_out: bool) -> list[Pattern]:
    """Patterns of every topic, so that no fact of the year is told twice."""
    chosen: list[Pattern] = []
    told: set[str] = set()
    for topic in topics():
        candidates = list(patterns_of(topic, held_out=held_out))
        random.shuffle(candidates)
        taken = 0
        for pattern in candidates:
            fresh = not pattern.states & told
            if taken < _MOST_OF_TOPIC and fresh and _can_tell(pattern, setting):
                chosen.append(pattern)
                told |= pattern.states
                taken += 1
    return chosen


def repeatable(random: Random, chosen: Sequence[Pattern], *, held_out: bool) -> Pattern | None:
    """A pattern not chosen that tells again only what is told exactly already."""
    known = {s.fact for p in chosen for s in p.slots if s.fact and not s.aspect and s.exact}
    candidates = [
        p
        for topic in topics()
        for p in patterns_of(topic, held_out=held_out)
        if p not in chosen
        and p.states
        and p.states <= known
        and not p.is_table
        and not p.changes
        and all(s.exact and s.fact for s in p.slots)
    ]
    return random.choice(candidates) if candidates else None


def _can_tell(pattern: Pattern, setting: Setting) -> bool:
    """Whether nothing whose change it tells has stayed the same."""
    now, then = setting.world[setting.year], setting.world[setting.year - 1]
    return all(now[f] != then[f] and then[f] for f in pattern.changes)


def fill(pattern: Pattern, index: int, setting: Setting, random: Random, changed: Changed) -> Piece:
    """The pattern's text with its figures; ``changed`` overrides those of piece ``index``."""
    parts: list[str] = []
    figures: list[Stated] = []
    length = position = 0
    for k, match in enumerate(SLOT.finditer(pattern.text)):
        plain = _words(pattern.text[position : match.start()], setting, random)
        parts.append(plain)
        length += len(plain)
        override = changed.get((index, k))
        figure = _stated(pattern.slots[k], setting, random, override, length)
        parts.append(figure.words)
        length += len(figure.words)
        figures.append(figure)
        position = match.end()
    parts.append(_words(pattern.text[position:], setting, random))
    return Piece(
        pattern=pattern.id,
        text="".join(parts),
        is_table=pattern.is_table,
        figures=tuple(figures),
    )


def value_of(slot: Slot, setting: Setting) -> Decimal:
    """The figure that a slot tells of the world."""
    now = setting.world[setting.year][slot.fact or ""]
    if not slot.aspect:
        return now
    then = setting.world[setting.year - 1][slot.fact or ""]
    if slot.aspect == "去":
        return then
    if slot.aspect == "增量":
        return abs(now - then)
    return (abs(now - then) * 100 / then).quantize(_TENTH).normalize() + 0


def _stated(
    slot: Slot, setting: Setting, random: Random, override: Decimal | None, start: int
) -> Stated:
    if slot.worked:
        written, high, unit = _worked(slot, setting), None, slot.worked[1]
        measure = slot.option("m") or UNCHECKED
    elif slot.literal:
        written, high, unit = _literal(slot, random, setting.hand)
        measure = slot.option("m") or UNCHECKED
    else:
        fact = load_facts()[slot.fact or ""]
        unit = "%" if slot.aspect == "增率" else (slot.option("u") or fact.unit)
        value = value_of(slot, setting) if override is None else override
        written, high = write_figure(value, unit, slot.options, setting.hand), None
        known = slot.option("m") or fact.measure or UNCHECKED
        measure = "none" if slot.aspect.startswith("增") else known
    return Stated(
        words=written.words,
        value=written.value,
        high=high,
        unit=unit,
        qualifier=written.qualifier,
        measure=None if measure == "none" else measure,
        year=_year(slot, setting.year),
        any_year="anyyear" in slot.options,
        scope=_scope(slot),
        place=_place(slot, setting.body),
        start=start,
        end=start + len(written.words),
        fact=slot.fact,
        aspect=slot.aspect,
        exact=slot.exact,
    )


def worked_out(formula: ast.expr, setting: Setting) -> Decimal:
    """A formula over facts (``.去``: the year before) and numbers; ``a@b`` is a whole ``a*b``."""
    if isinstance(formula, ast.Constant):
        return Decimal(str(formula.value))
    if isinstance(formula, ast.Name):
        return setting.world[setting.year][formula.id]
    if isinstance(formula, ast.Attribute) and isinstance(formula.value, ast.Name):
        return setting.world[setting.year - 1][formula.value.id]
    if not isinstance(formula, ast.BinOp):
        raise ValueError(f"a pattern's formula can't be worked out: {ast.unparse(formula)!r}")
    one, other = (worked_out(side, setting) for side in (formula.left, formula.right))
    match formula.op:
        case ast.Add():
            return one + other
        case ast.Sub():
            return one - other
        case ast.Div():
            return one / other
        case ast.MatMult():
            return (one * other).quantize(Decimal(1))
        case _:
            return one * other


def _worked(slot: Slot, setting: Setting) -> Written:
    formula, unit = slot.worked or (ast.Constant(0), "")
    value = worked_out(formula, setting)
    value = (value * 100).quantize(_TENTH) if unit == "%" else value.quantize(Decimal(1))
    return write_figure(value, unit, slot.options, setting.hand)


def _literal(slot: Slot, random: Random, hand: Hand) -> tuple[Written, Decimal | None, str]:
    kind, low, high, unit = slot.literal or ("", "", "", "")
    money = unit == "万元"
    scale = 10_000 if money else 1
    base = "元" if money else unit
    if kind == "=" and high is not None:
        words = f"{low}—{high}{unit}"
        return Written(words=words, value=Decimal(low), qualifier=None), Decimal(high), unit
    drawn = Decimal(low if high is None else random.randint(int(low), int(high)))
    if money and "bare" in slot.options:
        return Written(words=str(drawn), value=drawn * scale, qualifier=None), None, base
    return write_figure(drawn * scale, base, slot.options, hand), None, base


def _year(slot: Slot, year: int) -> int | None:
    if "noyear" in slot.options:
        return None
    return year - 1 if slot.aspect == "去" else year + 1 if "next" in slot.options else year


def _scope(slot: Slot) -> PeriodScope | None:
    if "anyscope" in slot.options:
        return None
    stated = next((s for s in _SCOPES if s in slot.options), None)
    if stated or slot.fact is None or slot.aspect.startswith("增"):
        return stated or "year"
    return "as_of" if load_facts()[slot.fact].as_of else "year"


def _place(slot: Slot, body: Body) -> Place | None:
    names = body.place.names
    if "市" in slot.options:
        return Place(names=names[:-1])
    return Place(names=(*names, body.town)) if "镇" in slot.options else body.place


def _words(text: str, setting: Setting, random: Random) -> str:
    def one(match: re.Match[str]) -> str:
        key = match[1]
        fact, _, way = key.partition(".")
        if way:
            now, then = (setting.world[y][fact] for y in (setting.year, setting.year - 1))
            up, down = _WAYS[way]
            return up if now > then else down
        return _plain(key, setting, random)

    return _WORD.sub(one, text)


def _plain(key: str, setting: Setting, random: Random) -> str:
    body, year = setting.body, setting.year
    if key == "日":
        return f"{year}年{random.randint(1, 12)}月{random.randint(1, 28)}日"
    known = {
        "年": str(year),
        "去年": str(year - 1),
        "前年": str(year - 2),
        "明年": str(year + 1),
        "体": body.place.name,
        "县": body.level,
        "全县": f"全{body.level}" if body.level != "市" else body.place.name,
        "全市": "全市" if body.level != "市" else body.city,  # 全市 would be the body itself
        "市": body.city,
        "镇": body.town,
        "局": random.choice(_OFFICES),
    }
    return known[key]
