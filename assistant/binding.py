"""Whether a claimed figure is one that a source states: number, unit, measure, period and body.

Stricter than unification with a question: there a word more or less decides how well a figure
fits, here it decides whether something else is claimed than the source says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.claim_words import bounds_in, load_claim_words
from assistant.claims import Claim
from assistant.concepts import load_concepts, names_in, without_concepts
from assistant.content import content_words
from assistant.domain import Frame, Quantity, Value
from assistant.grounds import Fact, Source, names_of
from assistant.lexicon import binding_names, frame_actions, frame_topics
from assistant.moments import limiting
from assistant.quantity import plain_decimal
from assistant.text import fold
from assistant.wording import share_found

_THING = 0.4  # weight from which an object is a thing of its own
_BODY = 0.5  # the weight of departments in concepts.yaml
_FIRM = 0.9  # weight from which an object is one that a name never implies
_WHOLE = 0.75  # least share of a word that must stand there in one piece
_LEAST_EXTRA = 0.6  # least share of a source's further words that a claim must keep
_SILENT = frozenset({"办理", "同比"})  # say nothing that the rest of a phrase doesn't
_DENIALS = ("不", "未", "没", "无", "非", "拒")
_MONTHS = re.compile(r"(?<!\d)\d{1,2}月?\s?[-—–~至到]\s?\d{1,2}\s?月")
_PLANNED = re.compile(r"计划|目标|力争|拟|打算|预计|确保|下一年|明年")
_SINCE = re.compile(r"(?:19|20)\d{2}年度?|全年|共计|一共|共|达到|为")
_RUNNING = re.compile(r"累计|以来|历年")


def bound(
    claim: Claim, sources: Sequence[Source], places: Sequence[str] | None, said: str
) -> Fact | None:
    """The fact that a claim states, or ``None`` where no source states it.

    ``places`` are the names of the place that the claim is about (``None``: left open), ``said``
    is the whole sentence with what went before.
    """
    facts = [f for s in sources for f in s.facts if _may_be(f, claim, places, said)]
    meant = [f for f in facts if same_amount(claim.quantity, f.quantity)]
    if not meant:
        return None
    best = max(meant, key=lambda f: _likeness(claim, f))
    rivals = [f for f in facts if not _same_value(f.quantity, best.quantity)]
    if not rivals:
        return best
    # Several figures answer to the claim's words: they must then be those of one of them alone.
    nearness = _likeness(claim, best)
    clear = all(_likeness(claim, f) < nearness for f in rivals)
    return best if clear and _in_full(best, said) else None


def restated(
    claim: Claim, values: Sequence[Value], sources: Sequence[Source], places: Sequence[str] | None
) -> Fact | None:
    """The fact of an answer's value that a claim repeats under the answer's own name for it.

    Such a claim says what the extractive answer says: name, amount, year and place, no word more.
    """
    facts = [f for s in sources for f in s.facts]
    for value in values:
        names = (value.jurisdiction or "",)
        if _phrase(claim.frame.local, names) != _phrase(value.measure, ()):
            continue
        for fact in facts:
            if (
                fact.n == value.citation
                and is_value(fact, value)
                and same_amount(claim.quantity, fact.quantity)
                and claim.period.year == fact.period.year
                and _same_place(fact, places)
            ):
                return fact
    return None


def is_value(fact: Fact, value: Value) -> bool:
    """Whether a fact is what an answer's value states."""
    high = plain_decimal(fact.quantity.high) if fact.quantity.high is not None else None
    stated = (plain_decimal(fact.quantity.value), high, fact.quantity.unit, fact.period.year)
    return stated == (value.value, value.high, value.unit, value.year)


def _in_full(fact: Fact, said: str) -> bool:
    """Whether all that a fact's own phrase names is said, its measure's name notwithstanding."""
    own = fact.frame.local
    return _things(own) <= _things(said) and _kept(fact, said) >= _LEAST_EXTRA


def same_amount(one: Quantity, other: Quantity) -> bool:
    """Whether two amounts say the same: value, both ends of a range, unit, and how exact."""
    return _same_value(one, other) and bounds_of(one) == bounds_of(other)


def bounds_of(quantity: Quantity) -> frozenset[str]:
    """What a qualifier makes of a number: at least, at most, about; empty for the number itself."""
    return bounds_in(quantity.qualifier or "", load_claim_words().bounds)


def amount_of(quantity: Quantity) -> tuple[Decimal, Decimal | None, str]:
    """Value, upper end of a range, and unit: what two equal amounts share."""
    return quantity.value, quantity.high, quantity.unit


def _same_value(one: Quantity, other: Quantity) -> bool:
    return amount_of(one) == amount_of(other)


def _may_be(fact: Fact, claim: Claim, places: Sequence[str] | None, said: str) -> bool:
    """Whether a fact is of what a claim counts, but for the number itself."""
    return (
        fact.quantity.unit == claim.quantity.unit
        and _same_time(fact, claim, said)
        and _same_place(fact, places)
        and _same_measure(fact, claim)
        and _same_limits(fact.frame, claim.frame, said)
        and _same_things(fact, claim.frame, said)
        and _same_words(fact, claim.frame, said)
    )


def _same_time(fact: Fact, claim: Claim, said: str) -> bool:
    """The same year; a plan or a running total is said to be one, and nothing else is."""
    period = fact.period
    if period.year != claim.period.year:
        return False
    if period.year is None and period.words and period.words not in said:
        return False
    own = f"{fact.frame.local} {fact.frame.head}"
    for scope, words in (("planned", _PLANNED), ("cumulative", _RUNNING)):
        if period.scope == scope and not words.search(said):
            return False
        claimed = words.search(claim.frame.local)
        if claimed and period.scope != scope and claimed[0] not in own:
            return False
    return True


def _same_place(fact: Fact, places: Sequence[str] | None) -> bool:
    if places is None or fact.place is None:
        return True
    if any(name == fact.place.name for name in places):
        return True
    near = f"{fact.frame.local} {fact.frame.head} {fact.frame.lead}"
    return any(name in near for name in places)


def _same_measure(fact: Fact, claim: Claim) -> bool:
    if fact.measure is not None and claim.measure is not None:
        return fact.measure == claim.measure or _verbatim(fact, claim)
    stated, claimed = _bindings(fact.frame), _bindings(claim.frame)
    governed = binding_names(f"{fact.frame.governs} {fact.frame.head}")
    return stated <= claimed <= stated | governed | _SILENT and _leans_alike(fact, claim)


def _leans_alike(fact: Fact, claim: Claim) -> bool:
    """A share or a change is of something: what the fact's is of must stand beside the claim."""
    concepts = load_concepts().by_name
    own = _bindings(fact.frame)
    relative = own and all(n == "率" or concepts[n].kind == "change" for n in own)
    if not relative or not fact.frame.governs:
        return True
    beside = names_in(f"{claim.frame.local} {claim.frame.governs} {claim.frame.head}")
    return names_in(fact.frame.governs) - _SILENT <= beside


def _verbatim(fact: Fact, claim: Claim) -> bool:
    """Whether a claim is in the source's own words, whose sense the headings may have settled."""
    names = fact.place.names if fact.place else ()
    own, said = (_phrase(frame.local, names) for frame in (fact.frame, claim.frame))
    return len(own) > 1 and own == said


def _phrase(local: str, names: Sequence[str]) -> str:
    plain = _SINCE.sub("", local)
    for name in names:
        plain = plain.replace(name, "")
    return "".join(c for c in plain if c.isalnum())


def _bindings(frame: Frame) -> frozenset[str]:
    return (frame_actions(frame) or binding_names(frame.head)) - _SILENT


def _same_limits(fact: Frame, claim: Frame, said: str) -> bool:
    """本级, 上半年 and 1—6月 narrow both or neither; what is denied in one is in the other."""
    concepts = load_concepts().by_name
    stated, claimed = (
        {n for part in limiting(frame) for n in names_in(part) if concepts[n].kind == "limit"}
        for frame in (fact, claim)
    )
    months = (m[0] for part in limiting(fact) for m in _MONTHS.finditer(fold(part)))
    denials = all(fact.local.count(d) == claim.local.count(d) for d in _DENIALS)
    return stated == claimed and denials and all(m in fold(said) for m in months)


def _same_things(fact: Fact, claim: Frame, said: str) -> bool:
    """Objects and levels: the source's own must be said, and those said must be the source's."""
    frame = fact.frame
    around = " ".join(
        (frame.local, frame.governs, frame.head, frame.lead, frame.item, frame.tail, *frame.path)
    )
    own = _things(frame.local, named=_named(fact, said))
    claimed = _things(f"{claim.local} {claim.governs}")
    topics, said_topics = frame_topics(frame), frame_topics(claim)
    return (
        own <= _things(said)
        and claimed <= _things(around) | _things(" ".join(names_of(fact)))
        and (not topics or not said_topics or said_topics <= topics)
    )


def _things(text: str, *, named: bool = False) -> frozenset[str]:
    """Objects and levels of a text; where the measure is ``named``, what its name implies is not
    asked for (出庭应诉率 is of 负责人), while departments and things of their own still are."""
    concepts = load_concepts().by_name
    return frozenset(
        n
        for n in names_in(text)
        if concepts[n].kind == "level"
        or (
            concepts[n].kind == "object"
            and concepts[n].weight >= _THING
            and not (named and _BODY < concepts[n].weight < _FIRM)
        )
    )


def _same_words(fact: Fact, claim: Frame, said: str) -> bool:
    """Words outside the concepts: most of the source's own are said, all said are the source's."""
    frame = fact.frame
    names = fact.place.names if fact.place else ()
    around = fold(
        " ".join(
            (frame.local, frame.governs, frame.head, frame.lead, frame.item, frame.tail)
            + (*frame.path, *names, *names_of(fact))
        )
    )
    if any(share_found(w, around) < _WHOLE for w in further_words(claim.local)):
        return False
    return _kept(fact, said) >= _LEAST_EXTRA or _named(fact, said)


def _kept(fact: Fact, said: str) -> float:
    """Share of the further words of a fact's own phrase that are said."""
    names = fact.place.names if fact.place else ()
    own = [w for w in further_words(fact.frame.local) if not any(w in n or n in w for n in names)]
    weight = sum(map(len, own))
    kept = sum(len(w) for w in own if share_found(w, fold(said)) >= _WHOLE)
    return kept / weight if weight else 1.0


def _named(fact: Fact, said: str) -> bool:
    """Whether the sentence calls the figure by a name of its measure."""
    return any(name in said for name in names_of(fact))


def further_words(text: str) -> list[str]:
    """Content words of two characters or more that are no concept's."""
    rest = without_concepts(fold(text), load_concepts().find(text))
    return [w for w in content_words(rest) if len(w) > 1]


def _likeness(claim: Claim, fact: Fact) -> tuple[bool, float]:
    """How near a fact's words are to a claim's: the same measure first, then the own phrase."""
    said, own = _pairs(claim.frame.local), _pairs(fact.frame.local)
    around = _pairs(f"{claim.frame.governs} {claim.frame.head}")
    near = _pairs(f"{fact.frame.governs} {fact.frame.head}")
    same = claim.measure is not None and claim.measure == fact.measure
    return same, round(2 * _alike(said, own) + _held(around | said, near | own), 6)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _held(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one) if one else 0.0


def _pairs(text: str) -> frozenset[str]:
    plain = "".join(c for c in fold(text) if c.isalnum() and not c.isdigit())
    return frozenset(plain[k : k + 2] for k in range(len(plain) - 1))
