"""What a document is: title, kind, issuer, place, year, dates. Found, never guessed.

Found in the text and its page; YAML front matter overrides that, ``--meta key=value`` overrides
both. A key that is given empty (or ``null``) makes the value unknown.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args
from urllib.parse import urlsplit

from assistant.domain import NATION, Audience, Kind, Place
from assistant.errors import MetadataError
from ingest import periods, statutes, titles
from ingest.dates import dates, parse_date
from ingest.jurisdiction import Resolver, find_place
from ingest.load import Loaded
from ingest.sources import Source

KEYS = (
    "title",
    "issuer",
    "jurisdiction",
    "kind",
    "year",
    "published",
    "signed",
    "adopted",
    "source",
    "url",
    "note",
    "audience",
)
_YEARS = range(1949, 2101)
_LAST_LINES = 12
_FIRST_LINES = 4
_FROM = re.compile(r"(?:来源|发布机构|发布单位)[:：]\s*([^\s，。,]{4,40})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Description:
    """All that is known of a document; ``None`` is unknown."""

    title: str | None = None
    kind: Kind | None = None
    issuer: str | None = None
    place: Place | None = None
    year: int | None = None
    published: dt.date | None = None
    signed: dt.date | None = None
    adopted: dt.date | None = None
    source: str | None = None
    url: str | None = None
    note: str | None = None
    audience: Audience | None = None


def describe(
    loaded: Loaded, source: Source, overrides: Mapping[str, str], gazetteer: Resolver
) -> Description:
    """The description. Raises ``MetadataError`` for an unknown key or an impossible value."""
    front = _checked(loaded.front, f"the front matter of {source.name!r}", gazetteer)
    given = _checked(overrides, "--meta", gazetteer)
    stated = {**front, **given}
    found = _found(loaded, source, gazetteer, stated)
    return replace(found, **stated)


def _found(
    loaded: Loaded, source: Source, gazetteer: Resolver, stated: Mapping[str, Any]
) -> Description:
    """What text and page say; ``stated`` values stand in where one finding leads to another."""
    text, hints = loaded.text, loaded.hints
    title = stated.get("title") or titles.find_title(text, loaded.headings, hints)
    kind = stated.get("kind") or titles.kind_of(title, text)
    statute = kind == "statute"
    issuer = stated.get("issuer") or _issuer(title, text, hints, statute=statute)
    context = " ".join(filter(None, (issuer, title, hints.get("site"), hints.get("source"))))
    return Description(
        title=title,
        kind=kind,
        issuer=issuer,
        place=find_place(
            title,
            issuer,
            text,
            context,
            gazetteer,
            statute=statute,
            source=hints.get("source") or _source(text),
        ),
        year=None if statute else _year(title, text, kind),
        published=parse_date(hints.get("published", "")),
        signed=None if statute else _signed(text) or parse_date(hints.get("written", "")),
        adopted=statutes.adopted(text, source.name) if statute else None,
        source=hints.get("source") or hints.get("site"),
        url=source.url or _web(hints.get("url")),
    )


def _source(text: str) -> str:
    """What the first lines say that the text is from (来源：某市司法局)."""
    found = _FROM.search("\n".join(text.split("\n", _FIRST_LINES)[:_FIRST_LINES]))
    return found[1] if found else ""


def _issuer(title: str | None, text: str, hints: Mapping[str, str], *, statute: bool) -> str | None:
    if statute:
        return statutes.issuer(text)
    named = titles.issuer_of_title(title) if title else None
    return named or titles.issuer_of_signature(text) or hints.get("issuer")


def _year(title: str | None, text: str, kind: Kind | None) -> int | None:
    """From the title, else, for a report, from its period or opening; never from publication."""
    year = titles.year_of_title(title) if title else None
    if year is None and kind in (None, "report", "other"):
        year = periods.year_of_opening(text, title)
        if year is None and kind != "report":
            year = periods.only_year(text) or periods.year_of_news(text)
        elif year is None and title and periods.is_of_part(title):
            year = periods.year_of_news(text)
    return year


def _signed(text: str) -> dt.date | None:
    """The date alone, or behind a body's name, at the end; or in parentheses below the title."""
    lines = text.split("\n")
    for line in reversed(lines[-_LAST_LINES:]):
        date = _signature(line)
        if date is not None:
            return date
    heads = [line for line in lines[:_FIRST_LINES] if line[:1] in {"(", "（"}]
    return next((date for line in heads if (date := _signature(line))), None)


def _signature(line: str) -> dt.date | None:
    bare = line.strip("（）() ")
    found = list(dates(bare)) if len(bare) <= 60 else []
    if len(found) != 1 or found[0].end != len(bare):
        return None
    body = bare[: found[0].start].strip("（( ")
    return found[0].date if not body or titles.is_body(body) else None


def _web(url: str | None) -> str | None:
    return url if url and urlsplit(url).scheme in {"http", "https"} else None


def _checked(given: Mapping[str, Any], where: str, gazetteer: Resolver) -> dict[str, Any]:
    """Values by ``Description`` field. Unknown keys and impossible values are errors."""
    result: dict[str, Any] = {}
    for key, value in given.items():
        if key not in KEYS:
            close = difflib.get_close_matches(key, KEYS, 1)
            meant = f" Did you mean {close[0]!r}?" if close else ""
            raise MetadataError(
                f"Unknown key {key!r} in {where}.{meant}", hint=f"Known are: {', '.join(KEYS)}."
            )
        empty = value is None or (isinstance(value, str) and value.strip().lower() in _EMPTY)
        if key == "jurisdiction":
            result["place"] = None if empty else _place(value, where, gazetteer)
        else:
            reader = _READERS.get(key) or _text
            result[key] = None if empty else reader(key, value, where)
    return result


_EMPTY = {"", "null", "none", "~"}


def _place(value: Any, where: str, gazetteer: Resolver) -> Place:
    name = _text("jurisdiction", value, where)
    if name == NATION:
        return Place(names=(NATION,))
    return gazetteer.resolve(name, name) or Place(names=(name,))


def _text(key: str, value: Any, where: str) -> str:
    if isinstance(value, (Mapping, list)):
        raise _impossible(key, value, where, "Give one line of text.")
    return " ".join(str(value).split())


def _kind(key: str, value: Any, where: str) -> Kind:
    for kind in get_args(Kind):
        if kind == value:
            return kind  # type: ignore[no-any-return]
    raise _impossible(key, value, where, f"Possible are: {', '.join(get_args(Kind))}.")


def _audience(key: str, value: Any, where: str) -> Audience:
    for audience in get_args(Audience):
        if audience == value:
            return audience  # type: ignore[no-any-return]
    raise _impossible(key, value, where, f"Possible are: {', '.join(get_args(Audience))}.")


def _year_given(key: str, value: Any, where: str) -> int:
    digits = str(value).strip().removesuffix("度").removesuffix("年")
    if isinstance(value, bool) or not digits.isdecimal() or int(digits) not in _YEARS:
        last = _YEARS[-1]
        raise _impossible(key, value, where, f"Give the year reported on, {_YEARS[0]} to {last}.")
    return int(digits)


def _date_given(key: str, value: Any, where: str) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    date = parse_date(str(value))
    if date is None:
        raise _impossible(key, value, where, "Write a date as 2024-03-04.")
    return date


def _url_given(key: str, value: Any, where: str) -> str:
    url = _text(key, value, where)
    if not _web(url):
        raise _impossible(key, value, where, "Give an http or https address.")
    return url


def _impossible(key: str, value: Any, where: str, hint: str) -> MetadataError:
    return MetadataError(f"{key} can't be {value!r} (in {where}).", hint=hint)


_READERS: dict[str, Callable[[str, Any, str], Any]] = {
    "kind": _kind,
    "audience": _audience,
    "year": _year_given,
    "published": _date_given,
    "signed": _date_given,
    "adopted": _date_given,
    "url": _url_given,
}
