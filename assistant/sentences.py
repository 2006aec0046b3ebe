"""Answering with sentences: which passages hold the answer, and which of their words to quote."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Language, Version
from assistant.interpret import Interpretation, key_words
from assistant.library import Library
from assistant.messages import say
from assistant.quantity import quantities
from assistant.quotes import Ledger
from assistant.retrieve import Evidence, relevance
from assistant.target import fits
from assistant.text import fold, sentence_spans

_WHOLE = 260  # a passage up to this long is quoted whole
_QUOTED = 240  # most characters quoted of a longer one
_NEAR = 0.025  # passages whose relevance is this close to the best one's answer as well
_MOST = 3
_POINT = re.compile(r"(?:(?<=[。；;：:，,])|^)\s*[一二三四五六七八九十]是")
_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?")
# Likelihood that a passage answers, from its cosine and its coverage; fitted on eval/cases.
_SLOPE_COSINE, _SLOPE_COVERAGE = 30.0, 5.0
_MIDDLE_COSINE, _MIDDLE_COVERAGE = 0.83, 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """A piece of the answer: its words, the number of its citation, and where it stands."""

    words: str
    n: int
    title: str
    article: str


def likelihood(evidence: Evidence) -> float:
    """How likely it is, 0 to 1, that a passage answers the question."""
    x = _SLOPE_COSINE * (evidence.cosine - _MIDDLE_COSINE)
    x += _SLOPE_COVERAGE * (evidence.coverage - _MIDDLE_COVERAGE)
    return 1 / (1 + math.exp(-x))


def answering(found: Sequence[Evidence], read: Interpretation) -> list[Evidence]:
    """The pieces of evidence that answer: the best, and those of its document that come close.

    A figure asked for must be there in its dimension (多少日 wants days).
    """
    able = [e for e in found if _states(e.passage.text, read)]
    if not able:
        return []
    best = able[0]
    close = [
        e
        for e in able[1:]
        if e.document.id == best.document.id and relevance(best) - relevance(e) <= _NEAR
    ]
    several = read.intent in ("how_to", "list", "open")
    return [best, *close[: _MOST - 1]] if several else [best]


def _states(text: str, read: Interpretation) -> bool:
    wanted = [t for t in read.targets if t.dimension in ("time", "money", "percent")]
    if not wanted:
        return True
    units = {q.unit for q in quantities(text)}
    return any(fits(t, unit) is not None for t in wanted for unit in units)


def quote_all(
    chosen: Sequence[Evidence], read: Interpretation, library: Library, ledger: Ledger
) -> list[Quoted]:
    """The words that answer, cited: an enumeration point by point, else the best sentences."""
    quoted: list[Quoted] = []
    for evidence in chosen:
        version = library.version(evidence.document.id)
        spans = points(version.text, evidence, read) or [best_span(version, evidence, read)]
        for span in spans:
            n = ledger.cite(evidence.document, version, span, evidence.passage.path)
            citation = ledger.citations[n - 1]
            quoted.append(
                Quoted(
                    words=citation.quote,
                    n=n,
                    title=evidence.document.title,
                    article=article_of(evidence),
                )
            )
        if len(spans) > 1:
            break
    return quoted


def article_of(evidence: Evidence) -> str:
    """``第三十四条`` for a passage of a statute's article, else ``""``."""
    for words in (*reversed(evidence.passage.path), evidence.passage.text[:12]):
        if match := _ARTICLE.match(words.strip()):
            return match[0]
    return ""


def points(text: str, evidence: Evidence, read: Interpretation) -> list[tuple[int, int]]:
    """Spans of 一是…二是…三是… of the passage's paragraph, the first sentence of each."""
    if read.intent not in ("list", "how_to", "open"):
        return []
    passage = evidence.passage
    left = text.rfind("\n", 0, passage.start) + 1
    right = text.find("\n", passage.start)
    right = len(text) if right < 0 else right
    starts = [left + m.end() - 2 for m in _POINT.finditer(text[left:right])]
    if len(starts) < 2:
        return []
    spans = []
    for start, following in zip(starts, [*starts[1:], right], strict=True):
        first = sentence_spans(text, start, following)
        if first:
            spans.append(first[0])
    return spans


def best_span(version: Version, evidence: Evidence, read: Interpretation) -> tuple[int, int]:
    """The passage, or of a long one the run of sentences that holds most of what is asked."""
    passage = evidence.passage
    if passage.end - passage.start <= _WHOLE:
        return passage.start, passage.end
    spans = sentence_spans(version.text, passage.start, passage.end)
    words = key_words(read.search)
    worth = [_worth(version.text[a:b], words, read) for a, b in spans]
    best = max(range(len(spans)), key=lambda k: (worth[k], -k))
    first = last = best
    while True:
        grown = [
            k
            for k in (first - 1, last + 1)
            if 0 <= k < len(spans)
            and max(spans[k][1], spans[last][1]) - min(spans[k][0], spans[first][0]) <= _QUOTED
        ]
        grown = [k for k in grown if worth[k] > 0 or k > last]
        if not grown:
            return spans[first][0], spans[last][1]
        chosen = max(grown, key=lambda k: (worth[k], k))
        first, last = min(first, chosen), max(last, chosen)


def _worth(sentence: str, words: Sequence[str], read: Interpretation) -> float:
    plain = fold(sentence)
    found = sum(len(w) for w in words if w in plain)
    return found + (4.0 if read.targets and _states(sentence, read) else 0.0)


def in_words(quoted: Sequence[Quoted], read: Interpretation, is_rule: bool) -> str:
    """The answer's text: the frame in the asker's language, the words in the original."""
    language: Language = read.language
    lines: list[str] = []
    if language == "en":
        lines.append(say("english_frame", language))
    if is_rule:
        lines += [
            say("rule", language, title=q.title, article=q.article, quote=_bare(q), n=q.n)
            for q in quoted
        ]
        return "\n".join(lines)
    lines.append(say("report_lead", language, title=quoted[0].title))
    if len(quoted) == 1:
        lines.append(say("report", language, quote=quoted[0].words, n=quoted[0].n))
    else:
        lines += [
            say("list_item", language, k=k, quote=q.words, n=q.n)
            for k, q in enumerate(quoted, start=1)
        ]
    return "\n".join(lines)


def _bare(quoted: Quoted) -> str:
    """The quote without the article's own number, which stands before it already."""
    return (
        re.sub(rf"^{re.escape(quoted.article)}\s*", "", quoted.words)
        if quoted.article
        else (quoted.words)
    )
