"""The figure that a stated change is of, this year's and the other's, in its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.audit_checks import is_change, is_count, same_kind
from assistant.audit_lines import Line
from assistant.concepts import load_concepts, names_in, without_concepts
from assistant.content import content_words
from assistant.domain import Indicator
from assistant.lexicon import load_lexicon
from assistant.text import fold

_LEAST_WEIGHT = 0.4  # of a thing that figures are of
_TIMES = re.compile(
    r"(?:(?:19|20)\d{2}年?|[上去前今本]一?年)度?(?:末|底|同期)?|同期|同比|相比|全年|其中|[全我本]?[省市县区州](?=平均|$)"
    r"|[比较与同][^,;。]{0,3}年度?(?:末|底|同期)?"
)
_MEASURING = re.compile(
    r"总?数量|总数|总量|总体|总计|[件人批]数|[增降涨跌]?幅度?|比例|水平|数[值据]?|[量率额](?![\u4e00-\u9fff])"
    r"|(?:明显|显著|大幅|持续|稳步|小幅|略|均|也|又|则|更|已|共|再|净|实际|约)(?=有|$|\s)|[有所了至达为出呈现]+|分别"
)
_OF_ALL = re.compile(r"总[量数](?!的)|总体")
_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")


def phrase_of(line: Line, k: int) -> str:
    """The words of a figure's own segment before it."""
    return re.split(r"[,;。、()]", line.between(k - 1 if k else None, k))[-1]


def now_of(line: Line, k: int) -> Indicator | None:
    """The figure that has changed: the nearest to the left of this year that is no change.

    Where the change says itself what has changed, it is the nearest that says all of that, too:
    of 公证300件,其中涉外公证增长5% no figure is told.
    """
    left = [f for f in _to_the_left(line, k) if _counts_as_base(line, k, f)]
    told = re.split(r"[;()]", line.between(k - 1, k))[-1] if k else phrase_of(line, k)
    if _OF_ALL.search(told):  # 公证90件,其中涉企9件,公证总量增长5%
        left = [f for f in left if f.period.scope != "part"]
    subject, others = _subject(told), _others(told, line.figures[k])
    if not subject and not others:
        now = next(iter(left), None)
    else:
        own = (f for f in left if _says(f, f.frame.local, subject, others))
        led = (f for f in left if _says(f, f"{f.frame.governs} {f.frame.local}", subject, others))
        now = next(own, None) or next(led, None)
    if now is None:
        return _reached(line, k) or _of_base(line, k) or _named_before(line, k, subject, others)
    return now if now.place == line.figures[k].place else None


def then_of(line: Line, k: int, now: Indicator) -> Indicator | None:
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


def slip_of(line: Line, k: int, now: Indicator) -> Indicator | None:
    """This year's figure where the change seems to be of the other's: 86件,2023年72件,上升19.4%."""
    at = line.figures.index(now)
    before = line.figures[at - 1] if at and at == k - 1 else None
    if before is None or before.period.year is None or now.period.year is None:
        return None
    fits = before.period.year == now.period.year + 1 and _comparable(before, now)
    return before if fits and not is_change(before) else None


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


def _counts_as_base(line: Line, k: int, figure: Indicator) -> bool:
    """Whether a figure is of the measure and unit of the other year's right before a change.

    来访245批次、7222人次,批次较2023年的229批次增长7%: of the 批次.
    """
    base = line.figures[k - 1] if k else figure
    year = line.figures[k].period.year
    if is_change(base) or base is figure or year is None or base.period.year != year - 1:
        return True
    if re.search(r"[,;。()]", line.between(k - 1, k)):
        return True
    one_thing = figure.measure == base.measure or None in (figure.measure, base.measure)
    return same_kind(base.quantity.unit, figure.quantity.unit) and one_thing


def _named_before(
    line: Line, k: int, subject: frozenset[str], others: Sequence[str]
) -> Indicator | None:
    """The only figure of its sentence that a change names beyond a ;: 抽查20次…;抽查次数增加3次."""
    change = line.figures[k]
    found = [
        f
        for f, bracket in zip(line.figures[:k], line.brackets, strict=False)
        if bracket == line.brackets[k] == -1
        and f.period.year == change.period.year
        and not is_change(f)
        and (subject or others)
        and (change.quantity.unit == "%" or same_kind(f.quantity.unit, change.quantity.unit))
        and _says(f, f.frame.local, subject, others)
    ]
    return found[0] if len(found) == 1 and is_count(found[0]) else None


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
    rest = without_concepts(plain, load_concepts().find(plain))
    return _RUN.findall(_MEASURING.sub(" ", rest))


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
        points = change.quantity.unit == "个百分点" and figure.quantity.unit == "%"
        if same and alike and (is_count(figure) or points) and not is_change(figure):
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


def _comparable(one: Indicator, other: Indicator) -> bool:
    """Whether two figures are of one thing: one measure, or outside the lexicon one phrase."""
    if one.quantity.unit != other.quantity.unit or one.measure != other.measure:
        return False
    words = [set(content_words(i.frame.local)) for i in (one, other)]
    return one.measure is not None or not all(words) or words[0] == words[1]
