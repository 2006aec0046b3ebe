"""Stated changes (增加555件, 同比增长99.5%) against this year's and the other year's figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.audit_checks import (
    Check,
    Sure,
    fits_rate,
    is_change,
    is_count,
    percent,
    plain,
    same_kind,
)
from assistant.audit_lines import Line
from assistant.audit_years import last_years
from assistant.concepts import content_words, load_concepts, names_in
from assistant.domain import Indicator
from assistant.lexicon import load_lexicon
from assistant.precision import Bounds, bounds
from assistant.quantity import plain_decimal
from assistant.text import fold

_UP = re.compile(r"增|升|提高|多|上涨")
_DOWN = re.compile(r"降|减|少|下滑|回落|压缩|缩短")
# A change that is not against the year before, or that is shared out among several figures.
_JOINED = re.compile(r"^\s?(?:、|和|与|及|以及)")
_LEAST_WEIGHT = 0.4  # of a thing that figures are of
_LEAST_SHARED = 2
_TIMES = re.compile(
    r"(?:19|20)\d{2}年?度?|[上去前今本]一?年度?(?:末|底|同期)?|同期|同比|相比|全年|其中|[全我本]?[省市县区州](?=平均|$)"
    r"|[比较与同][^,;。]{0,3}年度?(?:末|底|同期)?"
)
_MEASURING = re.compile(
    r"总?数量|总数|总量|总体|总计|[件人批]数|[增降涨跌]?幅度?|比例|水平|数[值据]?|[量率额](?![\u4e00-\u9fff])"
    r"|(?:明显|显著|大幅|持续|稳步|小幅|略|均|也|又|则|更|已|共|再|净|实际|约)(?=有|$|\s)|[有所了至达为出呈现]+|分别"
)
_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_OTHER = re.compile(r"分别|环比|[二三四五两]年|累计|计划|年均|平均|目标|预计|以来|至|到")


def change_checks(lines: Sequence[Line], earlier: Sequence[Indicator]) -> list[Check]:
    """Every change whose figures stand beside it, or in ``earlier``, last year's report."""
    found: list[Check] = []
    for line in lines:
        if line.is_row:
            continue
        shared: set[int] = set()
        for k, change in enumerate(line.figures):
            phrase = _phrase(line, k)
            run = _run(line, k) if is_change(change) else []
            if run and k not in shared and ("分别" in phrase or _are_alike(line, run)):
                shared.update(run)
                found += _apiece(line, run, earlier)
            told = is_change(change) and k not in shared and not _OTHER.search(phrase)
            if told and (check := _check(line, k, earlier)):
                found.append(check)
    return found


def _are_alike(line: Line, run: Sequence[int]) -> bool:
    """Whether changes are shared out though 分别 is not said: 较上年多22件、少2件."""
    figures = [line.figures[k] for k in run]
    return len(run) > 1 and all(map(is_change, figures)) and len(_units(figures)) == 1


def _units(figures: Sequence[Indicator]) -> frozenset[str]:
    return frozenset(f.quantity.unit for f in figures)


def _run(line: Line, first: int) -> list[int]:
    """The changes that 分别 shares out, from the first on: 分别增加22件、减少2件."""
    run = [first]
    for k in range(first + 1, len(line.figures)):
        if not _JOINED.match(line.between(k - 1, k)):
            break
        run.append(k)
    return run


def _apiece(line: Line, run: Sequence[int], earlier: Sequence[Indicator]) -> Iterator[Check]:
    """Each change against the figure in the same place of the list before them."""
    listed = range(run[0] - len(run), run[0])
    if len(run) < _LEAST_SHARED or listed.start < 0:
        return
    gaps = [line.between(k - 1, k) for k in listed[1:]]
    if not all(map(_JOINED.match, gaps)) or ";" in line.between(listed[-1], run[0]):
        return
    sign = _sign(_phrase(line, run[0]))
    for k, at in zip(run, listed, strict=True):
        change, now = line.figures[k], line.figures[at]
        sign = _sign(_phrase(line, k)) or sign
        same = change.period.year == now.period.year and change.place == now.place
        last = last_years(now, earlier) if same and not is_change(now) else None
        check = _against(change, sign, now, last[0], sure=last[1]) if last and sign else None
        if check:
            yield check


def _check(line: Line, k: int, earlier: Sequence[Indicator]) -> Check | None:
    change = line.figures[k]
    sign = _sign(_phrase(line, k))
    now = _now(line, k)
    if sign == 0 or now is None:
        return None
    if slipped := _slipped(line, k, now):
        check = _against(change, sign, slipped, now, sure="possible")
        return check if check and check.agrees else None
    then = _then(line, k, now)
    if then is not None:
        return _against(change, sign, now, then, sure="certain")
    if change.quantity.unit == "%":
        amount = _amount(line, k, now)
        if amount is not None:
            base = _shifted(now, amount, -_sign(_phrase(line, line.figures.index(amount))))
            return _from_amount(change, amount, now, base)
    return _over_years(line, change, sign, now, earlier)


def _over_years(
    line: Line, change: Indicator, sign: int, now: Indicator, earlier: Sequence[Indicator]
) -> Check | None:
    """The change against last year's report, where it is clear what the figure is of all of.

    律师90名,其中女性20名,较上年增加5名: of a part that has its whole's measure last year's figure
    is not known, and of any part it may be the whole that has changed.
    """
    if _is_some_of_another(line, now):
        return None
    last = last_years(now, earlier)
    check = _against(change, sign, now, last[0], sure=last[1]) if last else None
    whole = _whole_of(line, now) if check and not check.agrees else None
    if whole is None:
        return check
    of_whole = last_years(whole, earlier)
    other = _against(change, sign, whole, of_whole[0], sure="possible") if of_whole else None
    return other if other is None or other.agrees else check


def _is_some_of_another(line: Line, now: Indicator) -> bool:
    """Whether a figure to the left in its sentence has the measure, year and body of this one."""
    return any(
        f.measure == now.measure and f.period.year == now.period.year and f.place == now.place
        for f in line.figures[: line.figures.index(now)]
        if not is_change(f)
    )


def _whole_of(line: Line, now: Indicator) -> Indicator | None:
    """The nearest figure to the left of a part that is none."""
    if now.period.scope != "part":
        return None
    left = reversed(line.figures[: line.figures.index(now)])
    return next(
        (f for f in left if f.period.scope != "part" and not is_change(f) and is_count(f)), None
    )


def _phrase(line: Line, k: int) -> str:
    """The words of a figure's own segment before it."""
    return re.split(r"[,;。、()]", line.between(k - 1 if k else None, k))[-1]


def _sign(phrase: str) -> int:
    up, down = bool(_UP.search(phrase)), bool(_DOWN.search(phrase))
    return 0 if up == down else 1 if up else -1


def _now(line: Line, k: int) -> Indicator | None:
    """The figure that has changed: the nearest to the left of this year that is no change.

    Where the change says itself what has changed, it is the nearest that says all of that, too:
    of 公证300件,其中涉外公证增长5% no figure is told.
    """
    left = _to_the_left(line, k)
    told = re.split(r"[;()]", line.between(k - 1, k))[-1] if k else _phrase(line, k)
    subject, others = _subject(told), _others(told, line.figures[k])
    if not subject and not others:
        now = next(iter(left), None)
    else:
        own = (f for f in left if _says(f, f.frame.local, subject, others))
        led = (f for f in left if _says(f, f"{f.frame.governs} {f.frame.local}", subject, others))
        now = next(own, None) or next(led, None)
    if now is None:
        return _reached(line, k) or _of_base(line, k)
    return now if now.place == line.figures[k].place else None


def _says(figure: Indicator, phrase: str, subject: frozenset[str], others: Sequence[str]) -> bool:
    """Whether a figure's phrase, unit and measure name all that a change is said to be of."""
    words = f"{phrase} {figure.quantity.unit} {figure.measure or ''}"
    names = names_in(phrase)
    if phrase == figure.frame.local and subject and not subject & names:
        return False
    measure = load_lexicon().measures.get(figure.measure or "")
    names |= measure.needs if measure else frozenset()
    return subject <= names and all(word in fold(words) for word in others)


def _to_the_left(line: Line, k: int) -> list[Indicator]:
    """The figures of a change's year before it in its clause, the nearest first."""
    change = line.figures[k]
    found: list[Indicator] = []
    for at in range(k - 1, -1, -1):
        figure = line.figures[at]
        outside = line.brackets[at] != line.brackets[k]
        if ";" in line.between(at, k) or (outside and line.brackets[at] == -1):
            if figure.quantity.end - line.start == line.brackets[k] and not is_change(figure):
                found.append(figure)  # 351件(同比增长26.3%)
            break
        if outside:
            continue  # 351件(2022年为278件),增长26.3%
        if not is_change(figure) and figure.period.year == change.period.year:
            found.append(figure)
    return found


def _subject(phrase: str) -> frozenset[str]:
    """What a change says itself that it is of: 处罚90件,罚款8万元,处罚案件增长5%."""
    concepts = load_concepts().by_name
    return frozenset(
        n
        for n in names_in(phrase)
        if concepts[n].kind not in ("change", "light", "stop")
        and concepts[n].weight >= _LEAST_WEIGHT
    )


def _others(phrase: str, change: Indicator) -> list[str]:
    """What else a change's phrase says than what concepts know, when, and that it is a number.

    The tagger doesn't know 入企 or 频次: whatever is said counts, be it a word or not.
    """
    plain = _TIMES.sub(" ", fold(phrase))
    for name in change.place.names if change.place else ():
        plain = plain.replace(name, " ")
    chars = list(plain)
    for mention in load_concepts().find(plain):
        chars[mention.start : mention.end] = " " * (mention.end - mention.start)
    return _RUN.findall(_MEASURING.sub(" ", "".join(chars)))


def _reached(line: Line, k: int) -> Indicator | None:
    """What a change told first came to: 收案量同比下降5%,由90件降至85件."""
    change = line.figures[k]
    for at in range(k + 1, min(k + 3, len(line.figures))) if not k else ():
        figure = line.figures[at]
        beside = _in_brackets_of(line, k, at) or line.brackets[at] == line.brackets[k]
        if not beside or ";" in line.between(at - 1, at):
            return None
        same = figure.place == change.place and figure.period.year == change.period.year
        alike = _named(change) & _named(figure) or not content_words(figure.frame.local)
        if same and alike and is_count(figure) and not is_change(figure):
            return figure
    return None


def _of_base(line: Line, k: int) -> Indicator | None:
    """The one figure of the sentence that the other year's, right before a change, is of.

    一审、二审案件分别为44件、25件;一审案件较上年的40件增加4件.
    """
    change, base = line.figures[k], line.figures[k - 1] if k else None
    if base is None or base.measure is None or base.period.year is None:
        return None
    found = [
        f
        for f in line.figures[: k - 1]
        if f.measure == base.measure
        and f.period.year == base.period.year + 1 == change.period.year
        and f.place == base.place == change.place
        and not is_change(f)
    ]
    return found[0] if len(found) == 1 else None


def _in_brackets_of(line: Line, k: int, at: int) -> bool:
    """Whether a figure stands in the parenthesis right behind another: 增长5%(2022年40件,…)."""
    return line.brackets[at] == line.figures[k].quantity.end - line.start


def _named(figure: Indicator) -> frozenset[str]:
    """The steps and outcomes that a figure's own phrase names."""
    concepts = load_concepts().by_name
    return frozenset(
        n for n in names_in(figure.frame.local) if concepts[n].kind in ("stage", "action")
    )


def _then(line: Line, k: int, now: Indicator) -> Indicator | None:
    """The other year's figure, right beside this year's."""
    if now.period.year is None:
        return None
    at = line.figures.index(now)
    if _of_base(line, k) is now:
        return line.figures[k - 1]
    beside = (*line.figures[max(at - 1, 0) : at], *line.figures[at + 1 : k])
    for figure in beside:
        if (
            figure.period.year == now.period.year - 1
            and not is_change(figure)
            and _comparable(figure, now)
        ):
            return figure
    return None


def _slipped(line: Line, k: int, now: Indicator) -> Indicator | None:
    """This year's figure where the change seems to be of the other's: 86件,2023年72件,上升19.4%."""
    at = line.figures.index(now)
    before = line.figures[at - 1] if at and at == k - 1 else None
    if before is None or before.period.year is None or now.period.year is None:
        return None
    fits = before.period.year == now.period.year + 1 and _comparable(before, now)
    return before if fits and not is_change(before) else None


def _comparable(one: Indicator, other: Indicator) -> bool:
    """Whether two figures are of one thing: one measure, or outside the lexicon one phrase."""
    if one.quantity.unit != other.quantity.unit or one.measure != other.measure:
        return False
    words = [set(content_words(i.frame.local)) for i in (one, other)]
    return one.measure is not None or not all(words) or words[0] == words[1]


def _amount(line: Line, k: int, now: Indicator) -> Indicator | None:
    """By how many it changed, where that is said before the percentage: 增加555件,增长99.5%."""
    figure = line.figures[k - 1]
    same = same_kind(figure.quantity.unit, now.quantity.unit)
    alike = is_change(figure) and _sign(_phrase(line, k - 1)) == _sign(_phrase(line, k))
    return figure if same and alike and line.brackets[k - 1] == line.brackets[k] else None


def _against(
    change: Indicator, sign: int, now: Indicator, then: Indicator, *, sure: Sure
) -> Check | None:
    """The change against the difference, or against its share of the other year's figure."""
    if change.quantity.unit == "%" and is_count(now):
        if not then.quantity.value:
            return None
        return _grown(change, sign, now, then, sure)
    if change.quantity.unit == "个百分点" and now.quantity.unit != "%":
        return None
    if change.quantity.unit != "个百分点" and not same_kind(
        change.quantity.unit, now.quantity.unit
    ):
        return None
    after, before = bounds(now.quantity), bounds(then.quantity)
    true = Bounds(
        low=min(sign * (after.low - before.high), sign * (after.high - before.low)),
        high=max(sign * (after.low - before.high), sign * (after.high - before.low)),
    )
    agrees = true.meets(bounds(change.quantity))
    left, right = (now, then) if sign > 0 else (then, now)
    value = left.quantity.value - right.quantity.value
    told = f"{plain(left)} - {plain(right)} = {plain_decimal(value)}"
    tail = "" if value == change.quantity.value else f" {'≈' if agrees else '≠'} {plain(change)}"
    return _made(change, (now, then), f"{told}{tail}", agrees, sure)


def _grown(change: Indicator, sign: int, now: Indicator, then: Indicator, sure: Sure) -> Check:
    after, before = bounds(now.quantity), bounds(then.quantity)
    ends = [
        sign * 100 * (one - other) / other
        for one, other in ((after.low, before.high), (after.high, before.low))
        if other
    ]
    agrees = fits_rate(change.quantity, Bounds(low=min(ends), high=max(ends)))
    left, right = (now, then) if sign > 0 else (then, now)
    value = 100 * (left.quantity.value - right.quantity.value) / then.quantity.value
    told = f"({plain(left)} - {plain(right)}) ÷ {plain(then)} = {percent(value)}"
    return _made(change, (now, then), _closed(told, value, change, agrees), agrees, sure)


def _shifted(now: Indicator, amount: Indicator, sign: int) -> Decimal:
    return now.quantity.value + sign * amount.quantity.value


def _from_amount(
    change: Indicator, amount: Indicator, now: Indicator, base: Decimal
) -> Check | None:
    """增加555件,增长99.5%: the other year's figure is what is left, or what was more."""
    if base <= 0:
        return None
    value = 100 * amount.quantity.value / base
    slack = bounds(amount.quantity)
    agrees = fits_rate(
        change.quantity, Bounds(low=100 * slack.low / base, high=100 * slack.high / base)
    )
    sign = "-" if base < now.quantity.value else "+"
    told = f"{plain(amount)} ÷ ({plain(now)} {sign} {plain(amount)}) = {percent(value)}"
    closed = _closed(told, value, change, agrees)
    return _made(change, (now, amount), closed, agrees, "likely")


def _closed(told: str, value: Decimal, change: Indicator, agrees: bool) -> str:
    if value == change.quantity.value:
        return told
    return f"{told} {'≈' if agrees else '≠'} {plain(change)}%"


def _made(
    change: Indicator, against: tuple[Indicator, ...], formula: str, agrees: bool, sure: Sure
) -> Check:
    return Check(
        kind="change",
        code="change_equal" if agrees else "change_differs",
        agrees=agrees,
        sure=sure,
        formula=formula,
        stated=change,
        against=against,
    )
