"""Two reports side by side: the figures that both state, then what each says, matter by matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.catalogue import Catalogue
from assistant.domain import Abstention, Answer, Document, Indicator, Language, Table, Value
from assistant.interpret import Interpretation
from assistant.lexicon import load_lexicon
from assistant.library import Library
from assistant.messages import say
from assistant.naming import label, place_name
from assistant.outcomes import abstained
from assistant.quotes import Ledger, figure_span
from assistant.report_lines import Line, cite_line, lines_of, most_telling
from assistant.report_topics import Topic, topics, topics_asked
from assistant.stated import stated_value

_EACH = 2  # lines of one report on one matter
_LONG = 200  # characters of them
_MOST_MEASURES = 20
_SURE = 0.9


@dataclass(frozen=True, kw_only=True, slots=True)
class _Side:
    """One of the two reports."""

    document: Document
    lines: Mapping[Topic, Sequence[Line]]
    figures: Mapping[str, Indicator]

    def name(self, language: Language) -> str:
        """What it is called beside the other."""
        place = place_name(self.document.place, language) or self.document.title
        year = self.document.year
        return f"{place} {year}" if language == "en" else f"{place}{year}年"


class SideBySide:
    """The comparison of two reports, put together piece by piece with one ledger."""

    def __init__(
        self,
        read: Interpretation,
        pair: tuple[Document, Document],
        library: Library,
        catalogue: Catalogue,
    ) -> None:
        self._read = read
        self._language = read.language
        self._library = library
        self._asked = topics_asked(read.question, read.body)
        self._sides = [_side(document, library, catalogue) for document in pair]
        self._ledger = Ledger()

    def outcome(self) -> Answer | Abstention:
        """The answer; an abstention where neither report speaks of the matter asked for."""
        figures, values, table = self._figures()
        matters = self._matters()
        if not figures and not matters:
            names = say("and", self._language).join(t.name(self._language) for t in self._asked)
            titles = say("and", self._language).join(s.document.title for s in self._sides)
            message = say("topic_missing", self._language, title=titles, topics=names or "—")
            return abstained(self._read, "no_evidence", message)
        one, other = (self._name(side) for side in self._sides)
        said = [say("compared_lead", self._language, one=one, other=other)]
        said.append(say("compared_figures" if figures else "compared_no_figures", self._language))
        said += figures
        said += [say("compared_matters", self._language)] * bool(matters)
        said += matters
        return Answer(
            question=self._read.question,
            answer="\n".join(said),
            language=self._language,
            intent=self._read.intent,
            citations=self._ledger.citations,
            values=tuple(values),
            table=table,
            confidence=_SURE,
        )

    def _name(self, side: _Side) -> str:
        return side.name(self._language)

    def _figures(self) -> tuple[list[str], list[Value], Table | None]:
        """The measures that both state, both figures of each cited."""
        one, other = self._sides
        shared = [m for m in one.figures if m in other.figures and self._is_asked(m)]
        said: list[str] = []
        values: list[Value] = []
        rows: list[tuple[str, str, str, str]] = []
        for measure in shared[:_MOST_MEASURES]:
            pair = [(side, side.figures[measure]) for side in self._sides]
            told = [self._value(side, indicator) for side, indicator in pair]
            values += told
            words = [
                say(
                    "side", self._language, body=self._name(s), words=i.quantity.words, n=v.citation
                )
                for (s, i), v in zip(pair, told, strict=True)
            ]
            name = label(pair[0][1], self._language)
            said.append(f"{name}：{say('and', self._language).join(words)}")
            rows += [
                (
                    place_name(s.document.place, self._language) or "—",
                    str(s.document.year or "—"),
                    name,
                    i.quantity.words,
                )
                for s, i in pair
            ]
        if not values:
            return [], [], None
        columns = tuple(say("table_columns", self._language).split("|"))
        cited = tuple(v.citation for v in values)
        return said, values, Table(columns=columns, rows=tuple(rows), citations=cited)

    def _is_asked(self, measure: str) -> bool:
        return not self._asked or any(t.said.search(measure) for t in self._asked)

    def _value(self, side: _Side, indicator: Indicator) -> Value:
        version = self._library.version(side.document.id)
        span = figure_span(version.text, indicator)
        n = self._ledger.cite(side.document, version, span, indicator.path)
        return stated_value(indicator, n, primary=True)

    def _matters(self) -> list[str]:
        """What each says of each matter; a matter that one lacks is named as lacking."""
        said: list[str] = []
        for topic in topics():
            if self._asked and topic not in self._asked:
                continue
            told = [
                (side, most_telling(side.lines.get(topic, ()), _EACH, _LONG))
                for side in self._sides
            ]
            if not any(lines for _, lines in told):
                continue
            said.append(say("matter", self._language, topic=topic.name(self._language)))
            said += [self._told(side, lines) for side, lines in told]
        return said

    def _told(self, side: _Side, lines: Sequence[Line]) -> str:
        name = self._name(side)
        if not lines:
            return say("matter_missing", self._language, body=name)
        words = "".join(
            say(
                "report",
                self._language,
                quote=line.text,
                n=cite_line(line, side.document, self._library, self._ledger),
            )
            for line in lines
        )
        return say("matter_told", self._language, body=name, words=words)


def _side(document: Document, library: Library, catalogue: Catalogue) -> _Side:
    by_topic: dict[Topic, list[Line]] = defaultdict(list)
    for line in lines_of(document, library, catalogue):
        if line.part == "work":
            for topic in line.topics:
                by_topic[topic].append(line)
    return _Side(document=document, lines=by_topic, figures=_plain_figures(document, library))


def _plain_figures(document: Document, library: Library) -> dict[str, Indicator]:
    """The measures that a report states for its own year and place with one value, and only one.

    A measure stated twice with two values (by level, by kind) is left out rather than guessed.
    """
    found: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in library.indicators([document]):
        period = indicator.period
        own = indicator.place == document.place and period.year == document.year
        if indicator.measure and own and period.scope == "year":
            found[indicator.measure].append(indicator)
    order = list(load_lexicon().measures)
    single = {
        measure: stated[0]
        for measure, stated in found.items()
        if len({(i.quantity.value, i.quantity.high, i.quantity.unit) for i in stated}) == 1
    }
    return dict(sorted(single.items(), key=lambda pair: order.index(pair[0])))
