"""Stated changes (增加555件, 同比增长99.5%) against this year's and the other year's figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.audit_changed import now_of, phrase_of, slip_of, then_of
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
from assistant.domain import Indicator
from assistant.precision import Bounds, bounds
from assistant.quantity import plain_decimal

_UP = re.compile(r"增|升|提高|多|上涨")
_DOWN = re.compile(r"降|减|少|下滑|回落|压缩|缩短")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
# A change that is not against the year before, or that is shared out among several figures.
_JOINED = re.compile(r"^\s?(?:、|和|与|及|以及)")
_IN_A_ROW = re.compile(r"^\s?(?:[、,][^\d,;。、]{0,12}|和|与|及|以及)$")
_LEAST_SHARED = 2
_OTHER = re.compile(
    r"分别|环比|[二三四五两]年|十[一二三四]五|累计|计划|年均|平均|目标|预计|以来|至|到"
)


def change_checks(lines: Sequence[Line], earlier: Sequence[Indicator]) -> list[Check]:
    """Every change whose figures stand beside it, or in ``earlier``, last year's report."""
    found: list[Check] = []
    for line in lines:
        if line.is_row:
            continue
        shared: set[int] = set()
        for k, change in enumerate(line.figures):
            phrase = phrase_of(line, k)
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
    if not run[0]:
        listed = range(len(run), 2 * len(run))  # 分别增长5%、下降6%,分别为40件、30件
    if len(run) < _LEAST_SHARED or listed.start < 0 or listed.stop > len(line.figures):
        return
    if not run[0] and "分别" not in line.between(run[-1], listed[0]):
        return
    gaps = [line.between(k - 1, k) for k in listed[1:]]
    alone = not listed[0] or ";" in line.between(listed[0] - 1, listed[0])
    joint = _IN_A_ROW if alone else _JOINED  # 受理90件,审结80件,分别增长5%、6%
    first, last = sorted((listed, run), key=lambda at: at[0])
    if not all(map(joint.match, gaps)) or ";" in line.between(first[-1], last[0]):
        return
    sign = _sign(phrase_of(line, run[0]))
    for k, at in zip(run, listed, strict=True):
        change, now = line.figures[k], line.figures[at]
        sign = _sign(phrase_of(line, k)) or sign
        same = change.period.year == now.period.year and change.place == now.place
        over = same and not is_change(now) and _is_over_last_year(line, line.figures[run[0]], now)
        then = last_years(now, earlier) if over else None
        check = _against(change, sign, now, then[0], sure=then[1]) if then and sign else None
        if check:
            yield check


def _check(line: Line, k: int, earlier: Sequence[Indicator]) -> Check | None:
    change = line.figures[k]
    sign = _sign(phrase_of(line, k))
    now = now_of(line, k)
    if sign == 0 or now is None:
        return None
    if slipped := slip_of(line, k, now):
        check = _against(change, sign, slipped, now, sure="possible")
        return check if check and check.agrees else None
    then = then_of(line, k, now)
    if then is not None:
        return _against(change, sign, now, then, sure="certain")
    if change.quantity.unit == "%":
        amount = _amount(line, k, now)
        if amount is not None:
            base = _shifted(now, amount, -_sign(phrase_of(line, line.figures.index(amount))))
            return _from_amount(change, amount, now, base)
    return _over_years(line, change, sign, now, earlier)


def _over_years(
    line: Line, change: Indicator, sign: int, now: Indicator, earlier: Sequence[Indicator]
) -> Check | None:
    """The change against last year's report, where it is clear what the figure is of all of.

    律师90名,其中女性20名,较上年增加5名: of a part that has its whole's measure last year's figure
    is not known, and of any part it may be the whole that has changed.
    """
    if _is_some_of_another(line, now) or not _is_over_last_year(line, change, now):
        return None
    last = last_years(now, earlier)
    check = _against(change, sign, now, last[0], sure=last[1]) if last else None
    whole = _whole_of(line, now) if check and not check.agrees else None
    if whole is None:
        return check
    of_whole = last_years(whole, earlier)
    other = _against(change, sign, whole, of_whole[0], sure="possible") if of_whole else None
    return other if other is None or other.agrees else check


def _is_over_last_year(line: Line, change: Indicator, now: Indicator) -> bool:
    """Whether no other year is named that a figure is compared with: 较2020年末多5名 in 2023."""
    k = line.figures.index(change)
    told = {int(y) for y in _YEAR.findall(line.between(k - 1 if k else None, k))}
    return now.period.year is not None and told <= {now.period.year, now.period.year - 1}


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


def _sign(phrase: str) -> int:
    up, down = bool(_UP.search(phrase)), bool(_DOWN.search(phrase))
    return 0 if up == down else 1 if up else -1


def _amount(line: Line, k: int, now: Indicator) -> Indicator | None:
    """By how many it changed, where that is said before the percentage: 增加555件,增长99.5%."""
    figure = line.figures[k - 1]
    same = same_kind(figure.quantity.unit, now.quantity.unit)
    alike = is_change(figure) and _sign(phrase_of(line, k - 1)) == _sign(phrase_of(line, k))
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
