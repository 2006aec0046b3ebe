"""Answering with sentences: which words of which passages to quote.

Of a rule the article is quoted; of a report the item (一是… to the next) or the sentences that
speak of most of what is asked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.concepts import load_concepts, names_in
from assistant.domain import NATION, Passage, Version
from assistant.fit import fits
from assistant.hole import asked_unit
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.messages import say
from assistant.quantity import quantities
from assistant.quotes import Ledger
from assistant.retrieve import Evidence, relevance
from assistant.terms import Coverage
from assistant.text import fold, sentence_spans
from assistant.units import load_units

Span = tuple[int, int]

_WHOLE = 260  # a rule's passage up to this long is quoted whole
_ITEM = 240  # an item up to this long is quoted whole
_SHORT = 26  # a sentence this short is a heading: it is quoted with the one after it
_EVEN = 0.012  # rules this close to the best are as near as it
_NEAR = 0.02  # rules whose relevance is this close to the best one's are shown as well
_FIGURE = 0.02  # what a figure of the dimension asked for adds to a rule's relevance
_MOST = 3
_STRONG = 1.0  # objects that weigh less (案件, 群众) say nothing of the thing itself
_SEARCHED = 6  # report passages whose sentences are looked through
_POINT = re.compile(r"(?:(?<=[。；;：:，,\n])|^)\s*[一二三四五六七八九十]是")
_NUMBERED = re.compile(r"^[ \t\u3000]*(?:[（(][一二三四五六七八九十]+[)）]|\d{1,2}[.、．])", re.M)
_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """A piece of the answer: its words, the number of its citation, and where it stands."""

    words: str
    n: int
    title: str
    article: str = ""
    heading: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A stretch of a report that may answer: ``coverage`` of what is asked, and its passage."""

    span: Span
    evidence: Evidence
    coverage: float


def states_asked(text: str, read: Interpretation) -> bool:
    """Whether a text states figures of the dimensions asked for (多少日 wants days)."""
    if not read.targets:
        return True
    units = {q.unit for q in quantities(text)}
    return all(any(fits(t, unit) is not None for unit in units) for t in read.targets)


def speaking(found: Sequence[Item], text: str, read: Interpretation) -> list[Item]:
    """The items of a version's text that name every thing of the field that is asked about.

    What its passage's path names an item is about as well. 行政诉讼 asked is not 行政复议 told,
    however alike the two sentences are; and one that asks how long wants a time.
    """
    how_long = asked_unit(read.body)[1] == "time"
    asked = {m.concept for m in load_concepts().find(read.body) if m.concept.kind == "object"}
    firm = [c for c in asked if c.weight >= _STRONG]

    def speaks(item: Item) -> bool:
        words = text[slice(*item.span)]
        if how_long and not _tells_time(words):
            return False
        around = fold(" ".join((words, *item.evidence.passage.path)))
        named = names_in(around)
        return all({c.name, *c.accepts} & named or c.spread(around) for c in firm)

    return [item for item in found if speaks(item)]


def _tells_time(text: str) -> bool:
    return any(load_units().dimension(q.unit) == "time" for q in quantities(text))


def rules(found: Sequence[Evidence], read: Interpretation) -> list[Evidence]:
    """The rules that answer: the best, and those that come close to it.

    Of several that are about as near the nation's come before a locality's, and the later before
    the earlier: later rules prevail (Legislation Law, article 103 of 2023).
    """
    worth = {e.passage.id: relevance(e) + _stated(e, read) for e in found}
    able = sorted(found, key=lambda e: -worth[e.passage.id])[:_MOST]
    best = worth[able[0].passage.id] if able else 0.0
    close = [e for e in able if best - worth[e.passage.id] <= _NEAR]
    even = [e for e in close if best - worth[e.passage.id] <= _EVEN]
    even.sort(key=lambda e: _standing(e, read), reverse=True)
    return [*even, *close[len(even) :]]


def _standing(evidence: Evidence, read: Interpretation) -> tuple[bool, dt.date]:
    document = evidence.document
    wide = document.place is None or document.place.name == NATION
    return wide or document.place in read.places, document.adopted or dt.date.min


def _stated(evidence: Evidence, read: Interpretation) -> float:
    """What it adds that a rule states a figure of the kind asked for."""
    return _FIGURE if read.targets and states_asked(evidence.passage.text, read) else 0.0


def items(found: Sequence[Evidence], read: Interpretation, library: Library) -> list[Item]:
    """The items of the best passages of one report, the likeliest to answer first."""
    if not found:
        return []
    best = found[0].document.id
    searched = [e for e in found[:_SEARCHED] if e.document.id == best]
    text = library.version(best).text
    spans = [(span, e) for e in searched for span in item_spans(text, e.passage)]
    coverage = Coverage(read.terms, [fold(text[a:b]) for (a, b), _ in spans])
    made = [
        Item(span=s, evidence=e, coverage=coverage.of(fold(text[slice(*s)])))
        for s, e in spans
        if s[1] - s[0] >= _SHORT
    ]
    return sorted(made, key=lambda i: (-_worth(i), i.span))


def _worth(item: Item) -> float:
    return item.coverage + 0.5 * item.evidence.coverage + 4 * (item.evidence.cosine - 0.8)


def points(text: str, passage: Passage) -> list[int]:
    """Where the points 一是… of a passage begin."""
    words = text[passage.start : passage.end]
    return [passage.start + m.end() - 2 for m in _POINT.finditer(words)]


def numbered(text: str, passage: Passage) -> list[int]:
    """Where the numbered paragraphs （一）… or 1.… of a passage begin."""
    words = text[passage.start : passage.end]
    return [passage.start + m.start() for m in _NUMBERED.finditer(words)]


def item_spans(text: str, passage: Passage) -> Iterator[Span]:
    """A passage's items: 一是… to the next point where that is short, else its sentences."""
    start, end = passage.start, passage.end
    marks = points(text, passage)
    bounds = sorted({start, *marks, end})
    for left, right in zip(bounds, bounds[1:], strict=False):
        if left in marks and right - left <= _ITEM:
            spans = sentence_spans(text, left, right)
            if spans:
                yield spans[0][0], spans[-1][1]
        else:
            yield from joined(sentence_spans(text, left, right))


def joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Sentences, a short one (a heading run into its paragraph) with the one after it."""
    held: int | None = None
    for index, (start, end) in enumerate(spans):
        left = start if held is None else held
        if end - left < _SHORT and index + 1 < len(spans):
            held = left
            continue
        held = None
        yield left, end


def quote_rules(
    chosen: Sequence[Evidence], read: Interpretation, library: Library, ledger: Ledger
) -> list[Quoted]:
    """The rules' words, cited."""
    quoted: list[Quoted] = []
    for evidence in chosen:
        version = library.version(evidence.document.id)
        span = best_span(version, evidence, read)
        n = ledger.cite(evidence.document, version, span, evidence.passage.path)
        quoted.append(
            Quoted(
                words=ledger.citations[n - 1].quote,
                n=n,
                title=evidence.document.title,
                article=article_of(evidence.passage),
            )
        )
    return quoted


def extended(item: Item, text: str) -> Item:
    """The item with the sentences that follow it in its passage, as far as they are quoted."""
    start, end = item.span
    for left, right in sentence_spans(text, end, item.evidence.passage.end):
        if right - start > _ITEM or _POINT.match(text[left:right]):
            break
        end = right
    return Item(span=(start, end), evidence=item.evidence, coverage=item.coverage)


def quote_items(chosen: Sequence[Item], library: Library, ledger: Ledger) -> list[Quoted]:
    """The items' words, cited."""
    quoted: list[Quoted] = []
    for item in chosen:
        document = item.evidence.document
        version = library.version(document.id)
        n = ledger.cite(document, version, item.span, item.evidence.passage.path)
        words = ledger.citations[n - 1].quote
        quoted.append(Quoted(words=words, n=n, title=document.title))
    return quoted


def article_of(passage: Passage) -> str:
    """``第三十四条`` for a passage of a statute's article, else ``""``."""
    for words in (*reversed(passage.path), passage.text[:12]):
        if match := _ARTICLE.match(words.strip()):
            return match[0]
    return ""


def best_span(version: Version, evidence: Evidence, read: Interpretation) -> Span:
    """The passage, or of a long one the run of sentences that holds most of what is asked."""
    passage = evidence.passage
    if passage.end - passage.start <= _WHOLE:
        return passage.start, passage.end
    spans = sentence_spans(version.text, passage.start, passage.end)
    coverage = Coverage(read.terms, [fold(version.text[a:b]) for a, b in spans])
    worth = [
        coverage.of(fold(version.text[a:b]))
        + (0.5 if read.targets and states_asked(version.text[a:b], read) else 0.0)
        for a, b in spans
    ]
    first = last = max(range(len(spans)), key=lambda k: (worth[k], -k))
    while True:
        grown = [k for k in (first - 1, last + 1) if 0 <= k < len(spans)]
        grown = [k for k in grown if _length(spans, min(first, k), max(last, k)) <= _ITEM]
        if not grown:
            return spans[first][0], spans[last][1]
        chosen = max(grown, key=lambda k: (worth[k], k))
        first, last = min(first, chosen), max(last, chosen)


def _length(spans: Sequence[Span], first: int, last: int) -> int:
    return spans[last][1] - spans[first][0]


def rules_in_words(quoted: Sequence[Quoted], read: Interpretation) -> str:
    """Rules as an answer: each with its law and article."""
    language = read.language
    lines = [say("english_frame", language)] if language == "en" else []
    lines += [
        say("rule", language, title=q.title, article=q.article, quote=_bare(q), n=q.n)
        for q in quoted
    ]
    return "\n".join(lines)


def items_in_words(quoted: Sequence[Quoted], read: Interpretation) -> str:
    """A report's items as an answer: one as it is, several as a list."""
    language = read.language
    lines = [say("english_frame", language)] if language == "en" else []
    lines.append(say("report_lead", language, title=quoted[0].title))
    if len(quoted) == 1:
        lines.append(say("report", language, quote=quoted[0].words, n=quoted[0].n))
        return "\n".join(lines)
    for k, q in enumerate(quoted, start=1):
        words = q.words if not q.heading or q.heading in q.words else f"{q.heading}：{q.words}"
        lines.append(say("list_item", language, k=k, quote=words, n=q.n))
    return "\n".join(lines)


def _bare(quoted: Quoted) -> str:
    """The quote without the article's own number, which stands before it already."""
    if not quoted.article:
        return quoted.words
    return re.sub(rf"^{re.escape(quoted.article)}\s*", "", quoted.words)
