"""A source to canonical text: NFC, one paragraph a line, no page furniture, headings apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import TooLarge, UnreadableFile
from assistant.settings import Settings
from ingest.clean import clean
from ingest.loaders import sniff
from ingest.loaders.encoding import decode
from ingest.loaders.lines import Draft, Line
from ingest.sources import Source


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading that the source's own format marks; a span of the canonical text."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """A source read. ``pages[i]`` is where page ``i + 1`` begins in ``text``.

    ``front`` is the YAML front matter as it stands; ``hints`` is what page and file say about the
    text: title, window, published, written, source, site, issuer, number, url, document_title.
    """

    text: str
    media: str
    pages: tuple[int, ...] = ()
    headings: tuple[Heading, ...] = ()
    front: Mapping[str, Any] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)


def load(source: Source, settings: Settings) -> Loaded:
    """Reads by what the content is, whatever the name says.

    Raises ``UnreadableFile``, ``TooLarge`` or, for broken front matter, ``MetadataError``.
    """
    size, limit = len(source.data), settings.max_file_bytes
    if size > limit:
        raise TooLarge(
            f"{source.name!r} has {size:,} bytes; {limit:,} are allowed.",
            hint="Raise FAZHI_MAX_FILE_BYTES if it is meant.",
        )
    media, draft = _draft(source, settings)
    lines, hints = clean(draft.lines, draft.hints)
    text, headings, pages = assemble(lines, draft.page_count)
    if not text:
        raise UnreadableFile(
            f"{source.name!r} has no text.", code="empty_file", hint="Check the download."
        )
    return Loaded(
        text=text, media=media, pages=pages, headings=headings, front=draft.front, hints=hints
    )


def assemble(
    lines: Sequence[Line], page_count: int = 0
) -> tuple[str, tuple[Heading, ...], tuple[int, ...]]:
    """The text of cleaned lines, with the headings' spans and the pages' starts."""
    parts: list[str] = []
    headings: list[Heading] = []
    starts: dict[int, int] = {}
    position = 0
    for line in lines:
        for offset, number in line.pages:
            starts.setdefault(number, position + offset)
        if not line.text:
            continue
        if line.level:
            headings.append(
                Heading(start=position, end=position + len(line.text), level=line.level)
            )
        parts.append(line.text)
        position += len(line.text) + 1
    text = "\n".join(parts)
    return text, tuple(headings), _page_starts(starts, page_count, len(text))


def _page_starts(starts: Mapping[int, int], count: int, end: int) -> tuple[int, ...]:
    """A start for each page; one without text begins where the next does."""
    found: list[int] = []
    following = end
    for number in range(count, 0, -1):
        following = min(following, starts.get(number, following))
        found.append(following)
    return tuple(reversed(found))


def _draft(source: Source, settings: Settings) -> tuple[sniff.Media, Draft]:
    data, name = source.data, source.name
    media = sniff.binary_media(data, name)
    if media == "pdf":
        from ingest.loaders.pdf import read_pdf

        return media, read_pdf(data, name)
    if media == "docx":
        from ingest.loaders.docx import read_docx

        return media, read_docx(data, name, settings.max_file_bytes)
    text = unicodedata.normalize("NFC", decode(data, name, source.content_type))
    media = sniff.text_media(text, name, source.content_type)
    if media == "html":
        from ingest.loaders.html import read_html

        return media, read_html(text, name)
    if media == "md":
        from ingest.loaders.markdown import read_markdown

        return media, read_markdown(text, name)
    from ingest.loaders.plain import read_text

    return media, read_text(text)
