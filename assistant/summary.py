"""A report in short: what was done, what is wanting, what is planned, in its own sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalogue import Catalogue
from assistant.domain import Answer, Document, Language
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.listing import list_of
from assistant.messages import say
from assistant.naming import place_name
from assistant.outcomes import in_words
from assistant.quotes import Ledger
from assistant.report_lines import Line, cite_line, heading_words, lines_of, most_telling
from assistant.report_topics import PartName, part_of_path, parts_asked, tells_results

_MOST_GROUPS = 9
_EACH = 2  # lines of a group; more where there are few groups
_LINES = 10  # about as many lines in all
_LONG = 110  # characters of a line, on average
_SURE = 0.9


@dataclass(frozen=True, kw_only=True, slots=True)
class _Group:
    """Lines under one heading."""

    heading: str
    lines: tuple[Line, ...]


def summarise(
    read: Interpretation, document: Document, library: Library, catalogue: Catalogue
) -> Answer:
    """The parts that are asked for, or all, each of verbatim sentences with their citations."""
    ledger = Ledger()
    language = read.language
    lines = lines_of(document, library, catalogue)
    said = [opening("summary_lead", document, language)]
    for name in parts_asked(read.question):
        said.append(say(f"part_{name}", language))
        if name == "work":
            said += _work(lines, document, library, ledger, language)
        else:
            said += _listed(name, document, library, catalogue, ledger, language)
    return in_words(read, ledger, "\n".join(said), _SURE)


def opening(message: str, document: Document, language: Language) -> str:
    """What report it is that follows, by title, place and year."""
    return say(
        message,
        language,
        title=document.title,
        place=place_name(document.place, language) or "—",
        year=document.year or say("year_unknown", language),
    )


def _work(
    lines: Sequence[Line],
    document: Document,
    library: Library,
    ledger: Ledger,
    language: Language,
) -> list[str]:
    said: list[str] = []
    groups = _groups([x for x in lines if x.part == "work"])
    each = max(_EACH, _LINES // max(len(groups), 1))
    for group in groups:
        chosen = most_telling(group.lines, each, each * _LONG)
        quoted = [(x.text, cite_line(x, document, library, ledger)) for x in chosen]
        if quoted:
            words = "".join(say("report", language, quote=q, n=n) for q, n in quoted)
            head = heading_words(group.heading)
            label = f"{head}：" if head and head not in words else ""
            said.append(f"{len(said) + 1}. {label}{words}")
    return said or [say("part_missing", language)]


def _groups(lines: Sequence[Line]) -> list[_Group]:
    """Lines by the headings of the depth that divides the part; the most telling groups.

    Where a heading says that results follow (二、举措及成效) it is its sub-headings.
    """
    results = [x for x in lines if x.path and any(map(tells_results, x.path[:1]))]
    depth = 0
    if results and len({x.path[1] for x in results if len(x.path) > 1}) > 1:
        lines, depth = results, 1
    under: dict[str, list[Line]] = {}
    for line in lines:
        if len(line.path) > depth:
            under.setdefault(line.path[depth], []).append(line)
    groups = [_Group(heading=h, lines=tuple(found)) for h, found in under.items()]
    if not groups and lines:
        groups = [_Group(heading="", lines=tuple(lines))]
    best = sorted(groups, key=lambda g: -max(x.worth for x in g.lines))[:_MOST_GROUPS]
    return sorted(best, key=lambda g: g.lines[0].span)


def _listed(
    name: PartName,
    document: Document,
    library: Library,
    catalogue: Catalogue,
    ledger: Ledger,
    language: Language,
) -> list[str]:
    """The points of a part that has a heading of its own, the first sentence of each."""
    passages = catalogue.passages(library.version(document.id).id)
    under = [p for p in passages if part_of_path(p.path) == name]
    depth = min((len(p.path) for p in under), default=1) - 1
    quoted = list_of(under, max(depth, 0), document, library, ledger)
    return [
        say("list_item", language, k=k, quote=q.words, n=q.n) for k, q in enumerate(quoted, start=1)
    ] or [say("part_missing", language)]
