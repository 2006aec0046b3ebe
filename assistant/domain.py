"""The words of the field as types: what every other module passes around.

All are frozen and keyword-only. Offsets count code points of a version's canonical
text, ``start`` inclusive and ``end`` exclusive. Years are those *reported on*, not
those of publication. ``None`` always means "not known", never a default.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Kind = Literal["report", "statute", "policy", "guide", "other"]
Audience = Literal["public", "internal"]
Language = Literal["zh", "en", "mixed"]
Intent = Literal[
    "numeric",
    "yes_no",
    "list",
    "how_to",
    "definition",
    "comparison",
    "corpus",
    "summary",
    "compare_reports",
    "brief",
    "small_talk",
    "open",
]
Reason = Literal[
    "no_evidence",
    "year_not_covered",
    "jurisdiction_not_covered",
    "indicator_not_stated",
    "ambiguous",
    "out_of_scope",
    "refused",
    "deadline",
]
Mode = Literal["extractive", "generated", "mixed", "curated"]
PeriodScope = Literal["year", "part", "as_of", "cumulative", "planned"]
VersionState = Literal["pending", "current", "superseded", "deleted"]

NATION = "全国"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A jurisdiction as its names from the widest known to the narrowest.

    ``("河南省", "信阳市", "光山县")``; ``("北京市", "通州区")``; ``("全国",)``;
    ``("光山县",)`` where the parents are not known.
    """

    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The narrowest name: ``光山县``."""
        return self.names[-1]

    @property
    def path(self) -> str:
        """All names run together as Chinese writes them: ``河南省信阳市光山县``."""
        return "".join(self.names)

    def within(self, other: Place) -> bool:
        """Whether this place is ``other`` or lies inside it, as far as its names tell."""
        return other.name == NATION or other.name in self.names


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One published text. ``id`` is derived from the source's identity and never changes."""

    id: str
    slug: str
    title: str
    kind: Kind
    issuer: str | None = None
    place: Place | None = None
    year: int | None = None
    published: dt.date | None = None
    signed: dt.date | None = None
    adopted: dt.date | None = None
    source: str = ""
    url: str | None = None
    note: str | None = None
    audience: Audience = "public"
    superseded_by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """One immutable state of a document's canonical text.

    ``pages`` holds the start offset of each page (empty where the source has none).
    """

    id: str
    document_id: str
    number: int
    text: str
    content_hash: str
    state: VersionState
    ingested_at: dt.datetime
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A headed part. ``path`` holds the headings from the top down to its own.

    ``start`` is where the heading begins, ``body`` where its text begins, ``end`` where the
    section (its sub-sections included) ends. ``label`` is the bare number: ``（四）``, ``第十条``.
    """

    path: tuple[str, ...]
    label: str
    level: int
    start: int
    body: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """The unit that is retrieved: a span of one section; ``text`` is those words verbatim.

    ``title`` is its document's.
    """

    id: str
    document_id: str
    version_id: str
    ordinal: int
    path: tuple[str, ...]
    start: int
    end: int
    text: str
    title: str = ""

    @property
    def headings(self) -> str:
        """Title and heading path: what tells where the words stand."""
        return " ".join((self.title, *self.path)).strip()

    @property
    def indexed_text(self) -> str:
        """What is embedded and indexed: title, heading path, then the words. Never quoted."""
        return f"{self.headings} {self.text}".strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """The time a figure is about. ``scope`` keeps a running total apart from a year's figure."""

    year: int | None
    scope: PeriodScope = "year"
    words: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A stated amount in plain base units: 31.5万件 is ``Decimal(315000)`` ``件``.

    ``high`` is set for a range (3—5年). ``start:end`` covers qualifier, number and unit;
    ``words`` is that text verbatim.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    words: str
    qualifier: str | None = None
    high: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """The words that say what a figure counts, nearest first (verbatim, number and unit removed).

    ``local`` is the figure's own phrase, ``head`` what governs it directly to its left, ``tail``
    the words that go on after it, ``lead`` the rest of its sentence and the one that it leans on,
    ``item`` what went before in the same item, ``path`` the title and headings above it.
    ``governs`` is what its own phrase takes over: the whole that it is a part of, the verb that
    opens its list, the phrase that it leans on.
    """

    local: str
    governs: str = ""
    head: str = ""
    tail: str = ""
    lead: str = ""
    item: str = ""
    path: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What stands before the figure in its own sentence."""
        return self.lead.rsplit("。", 1)[-1]

    @property
    def part(self) -> str:
        """What stands before the figure in its part of the sentence: one begins at a semicolon."""
        return self.sentence.replace("；", ";").rsplit(";", 1)[-1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator:
    """One stated value, bound to its words. ``sentence_*`` is the span that a citation quotes."""

    id: str
    document_id: str
    version_id: str
    quantity: Quantity
    frame: Frame
    period: Period
    place: Place | None
    sentence_start: int
    sentence_end: int
    path: tuple[str, ...] = ()
    measure: str | None = None
    surface: str = ""
    part_of: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What an asker fixes beside the words of the question. Empty means "not fixed"."""

    years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    documents: tuple[str, ...] = ()
    audience: Audience = "public"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What was asked, as it came, with the asker's filters.

    ``language`` is the one to answer in; ``None`` for that of the text.
    """

    text: str
    filters: Filters = Filters()
    language: Language | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A verbatim quote: ``quote == version.text[start:end]``, always."""

    n: int
    document_id: str
    version: int
    title: str
    issuer: str | None
    year: int | None
    section: tuple[str, ...]
    quote: str
    start: int
    end: int
    url: str | None = None
    page: int | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """One figure of an answer; ``citation`` is the ``n`` of the quote that states it."""

    measure: str
    value: str
    unit: str
    qualifier: str | None
    year: int | None
    jurisdiction: str | None
    citation: int
    primary: bool
    high: str | None = None
    scope: PeriodScope = "year"
    computed: bool = False
    formula: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A tabular answer: cells are text as shown; ``citations`` gives each row's ``n``."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    citations: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Struck:
    """A drafted sentence that was not shown, and what was wrong with it."""

    sentence: str
    faults: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What became of a model's draft: for the audit log, never on the public wire.

    ``failure`` is the code of the ``WriterError`` that ended it; ``first_ms`` how long the model's
    first sentence took, ``shown_ms`` the first verified one; ``None`` where there was none.
    """

    model: str
    shown: int = 0
    struck: tuple[Struck, ...] = ()
    failure: str | None = None
    first_ms: float | None = None
    shown_ms: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The outcome that says something, every part of it cited.

    ``understood`` is the completed question where ``question`` was a follow-up.
    """

    question: str
    answer: str
    language: Language
    intent: Intent
    citations: tuple[Citation, ...]
    values: tuple[Value, ...] = ()
    table: Table | None = None
    confidence: float = 0.0
    mode: Mode = "extractive"
    draft: Draft | None = None
    suggestions: tuple[str, ...] = ()
    trace_id: str = ""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    understood: str | None = None
    status: Literal["answered"] = "answered"


@dataclass(frozen=True, kw_only=True, slots=True)
class Abstention:
    """The outcome that says why nothing is said, and what can be asked instead."""

    question: str
    reason: Reason
    message: str
    language: Language
    intent: Intent
    suggestions: tuple[str, ...] = ()
    confidence: float = 0.0
    trace_id: str = ""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    understood: str | None = None
    status: Literal["abstained"] = "abstained"


Outcome = Answer | Abstention
