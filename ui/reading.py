"""The wire forms of what is read of a document: the list, and its text with a span in it."""

from __future__ import annotations

from ui.holdings import WireDocument, WireVersion
from ui.schemas import Wire


class WireDocuments(Wire):
    """A page of the documents; ``total`` is how many there are in all."""

    documents: list[WireDocument]
    total: int
    offset: int
    limit: int


class WireVersions(Wire):
    """Every state that a document has had, oldest first."""

    document: WireDocument
    versions: list[WireVersion]


class WireExcerpt(Wire):
    """A version's text around a span: ``before`` + ``quote`` + ``after``.

    ``quote`` is the text from ``start`` to ``end`` in code points. ``cut_before``, ``cut_after``:
    there is more text on that side. ``section`` is known of the current version only.
    """

    document: WireDocument
    version: int
    current: bool
    section: list[str]
    before: str
    quote: str
    after: str
    start: int
    end: int
    length: int
    cut_before: bool
    cut_after: bool
    page: int | None
