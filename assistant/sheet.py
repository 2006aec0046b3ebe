"""An answer of cells being put together: values, their citations, lines of text, a table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.body_figures import Cell
from assistant.cells import shown
from assistant.domain import Answer, Indicator, Place, Table, Value
from assistant.excerpt import newest, rows_left
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.messages import say
from assistant.naming import label, place_name
from assistant.narrowing import span_told, told
from assistant.quantity import plain_decimal
from assistant.quotes import Ledger, figure_span
from assistant.scope import Scope
from assistant.stated import stated_value


class Sheet:
    """Collects the parts of one answer. Every figure that it shows is a value with a citation."""

    def __init__(self, read: Interpretation, scope: Scope, library: Library) -> None:
        self.read = read
        self.language = read.language
        self.lines: list[str] = []
        self._values: dict[tuple[object, ...], Value] = {}
        self._ledger = Ledger()
        self._library = library
        if scope.own is not None:
            self.say("own_place", place=place_name(scope.own, self.language))

    def say(self, name: str, **slots: object) -> None:
        """Add a line of the messages, once."""
        line = say(name, self.language, **slots)
        if line and line not in self.lines:
            self.lines.append(line)

    def cite(self, indicator: Indicator) -> int:
        """The number of the citation of a figure's sentence."""
        document = self._library.documents[indicator.document_id]
        version = self._library.version(document.id)
        span = figure_span(version.text, indicator)
        return self._ledger.cite(document, version, span, indicator.path)

    def marks(self, indicators: Sequence[Indicator]) -> str:
        """``[1][2]``: the citations of figures, each once."""
        return "".join(f"[{n}]" for n in dict.fromkeys(map(self.cite, indicators)))

    def operand(self, indicator: Indicator, *, primary: bool = False) -> None:
        """Add a stated figure to the values, unless it is there."""
        self._add(stated_value(indicator, self.cite(indicator), primary=primary))

    def cell(self, cell: Cell, *, primary: bool = True) -> None:
        """Add a cell to the values; of a computed one its operands after it."""
        if cell.formula is None:
            self.operand(cell.sources[0], primary=primary)
            return
        self.computed(
            names=cell.names[0],
            value=cell.value,
            unit=cell.unit,
            formula=cell.formula,
            operands=cell.sources,
            place=cell.place,
            year=cell.year,
            qualifier=cell.qualifier,
            primary=primary,
        )

    def computed(
        self,
        *,
        names: str,
        value: Decimal,
        unit: str,
        formula: str,
        operands: Sequence[Indicator],
        place: Place | None,
        year: int | None,
        qualifier: str | None = None,
        primary: bool = True,
    ) -> None:
        """Add a computed value and the figures that it comes from.

        One that is not ``primary`` is shown beside what was asked for, as a sum of some is.
        """
        self._add(
            Value(
                measure=names,
                value=plain_decimal(value),
                unit=unit,
                qualifier=qualifier,
                year=year,
                jurisdiction=place.name if place else None,
                citation=self.cite(operands[0]),
                primary=primary,
                computed=True,
                formula=formula,
            )
        )
        for operand in operands:
            self.operand(operand)

    def state(self, cell: Cell) -> None:
        """Add the line of a cell; of a computed one with what it is computed from."""
        place = place_name(cell.place, self.language)
        year = cell.year or say("year_unknown", self.language)
        if cell.formula is None:
            self.say(
                "figure",
                place=place,
                year=year,
                stretch=span_told(cell.sources[0], self.language),
                label=told(cell.sources[0], self.language),
                words=cell.words,
                n=self.cite(cell.sources[0]),
            )
            return
        self.say(
            "computed_rate",
            place=place,
            year=year,
            label=cell.label(self.language),
            words=cell.words,
            sources=self.listed(cell.sources),
            formula=cell.formula,
            sign=sign(cell.is_rounded or cell.qualifier is not None),
            result=f"{plain_decimal(cell.value)}{cell.unit}",
            rounding=say("rounding", self.language) if cell.is_rounded else "",
            n=self.marks(cell.sources),
        )

    def exactness(self, is_rounded: bool) -> dict[str, str]:
        """The slots of a line that tell whether its result is rounded."""
        rounding = say("rounding", self.language) if is_rounded else ""
        return {"sign": sign(is_rounded), "rounding": rounding}

    def listed(self, indicators: Sequence[Indicator]) -> str:
        """``行政复议审结量51件、行政复议受理量60件``."""
        parts = [
            f"{label(i, self.language)}{_gap(self.language)}{shown(i.quantity)}" for i in indicators
        ]
        return say("and", self.language).join(parts)

    def rivals(self, cell: Cell, *, primary: bool = True) -> None:
        """Show what sources state differently of one thing, nothing reckoned from it."""
        both = [cell.sources[0], *cell.rivals]
        for one in both:
            self.operand(one, primary=primary and one is both[0])
        self.say(
            "disputed",
            place=place_name(cell.place, self.language),
            year=cell.year or say("year_unknown", self.language),
            label=cell.label(self.language),
            each=say("and", self.language).join(
                f"{shown(one.quantity)}[{self.cite(one)}]" for one in both
            ),
        )

    def excerpt(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """As many cells as an answer lists; that there are more is said."""
        listed = newest(cells)
        if len(listed) < len(cells):
            self.lines.append(rows_left(cells[0].sources[0], len(cells), self.language))
        return listed

    def table(self, cells: Sequence[Cell]) -> Table | None:
        """The cells side by side, in this order."""
        if len(cells) < 2:
            return None
        cells = newest(cells)
        return Table(
            columns=tuple(say("table_columns", self.language).split("|")),
            rows=tuple(
                (
                    place_name(c.place, self.language) or "—",
                    str(c.year or "—"),
                    c.label(self.language),
                    c.words,
                )
                for c in cells
            ),
            citations=tuple(self.cite(c.sources[0]) for c in cells),
        )

    def answer(self, cells: Sequence[Cell], *, table: bool = True) -> Answer:
        """All of it as an answer."""
        score = min((c.score for c in cells), default=0.9)
        return Answer(
            question=self.read.question,
            answer="\n".join(self.lines),
            language=self.language,
            intent=self.read.intent,
            citations=self._ledger.citations,
            values=tuple(self._values.values()),
            table=self.table(cells) if table else None,
            confidence=round(max(0.0, min(0.99, score)), 3),
        )

    def _add(self, value: Value) -> None:
        self._values.setdefault(_identity(value), value)


def sign(is_rounded: bool) -> str:
    """``=``, or ``≈`` where the result is rounded."""
    return "≈" if is_rounded else "="


def _gap(language: str) -> str:
    return " " if language == "en" else ""


def _identity(value: Value) -> tuple[object, ...]:
    return (
        value.measure,
        value.value,
        value.unit,
        value.year,
        value.jurisdiction,
        value.citation,
        value.computed,
    )
