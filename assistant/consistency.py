"""Agreement of the three stores: told (``doctor``), mended (``recover``), made anew (``reindex``).

The catalogue is right by definition; the indexes follow it. Every step can be repeated, so a
crash in the middle of mending is mended by mending again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.catalogue import UNSETTLED, Catalogue
from assistant.domain import Document, Indicator, Passage, Version
from assistant.embedding import embed_by_length
from assistant.errors import ModelMismatch, StoreError
from assistant.stores import Stores
from assistant.supersession import newer_editions

GROUP = 8_000  # passages embedded and stored at once
Advance = Callable[[str, int, int], None]
"""Called with the name of a stage, how many of it are done, and how many there are."""

FindingKind = Literal[
    "pending_version",
    "deleted_version",
    "missing_vectors",
    "orphan_vectors",
    "missing_postings",
    "orphan_postings",
    "offset_mismatch",
    "model_mismatch",
    "broken_index",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One disagreement. ``subject`` is a document's slug, a model or an index; ``hint`` mends."""

    kind: FindingKind
    subject: str
    count: int
    message: str
    hint: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Recovery:
    """What was mended, in versions (first two) and passages of one index (the others)."""

    undone: int = 0
    deleted: int = 0
    removed: int = 0
    added: int = 0

    @property
    def nothing(self) -> bool:
        """Whether all was in order."""
        return self == Recovery()


def silent(_stage: str, _done: int, _total: int) -> None:
    """No progress shown."""


def recover(stores: Stores, advance: Advance = silent) -> Recovery:
    """Undo or complete what a crash left half done. Opens no index where nothing was left."""
    if stores.catalogue.meta(UNSETTLED) is None:
        return Recovery()
    return settle(stores, advance)


def reindex(stores: Stores, advance: Advance = silent) -> Recovery:
    """Build both indexes again from the catalogue, with the embedder in force."""
    stores.catalogue.set_meta(UNSETTLED, "1")
    stores.empty_indexes()
    return settle(stores, advance)


def settle(stores: Stores, advance: Advance = silent) -> Recovery:
    """Make both indexes hold what the catalogue says, and nothing else."""
    catalogue = stores.catalogue
    undone = [version_id for version_id, _ in catalogue.in_state("pending")]
    deleted = [version_id for version_id, _ in catalogue.in_state("deleted")]
    for version_id in (*undone, *deleted):
        stores.remove_version(version_id)
    for version_id in undone:
        catalogue.undo(version_id)
    catalogue.forget_deleted()
    wanted = catalogue.passage_ids()
    removed = _remove_orphans(stores, wanted)
    added = _add_missing(stores, wanted, advance)
    mark_superseded(catalogue)
    catalogue.set_meta(UNSETTLED, None)
    return Recovery(undone=len(undone), deleted=len(deleted), removed=removed, added=added)


def mark_superseded(catalogue: Catalogue) -> None:
    """Bring every statute's ``superseded_by`` up to date."""
    documents = catalogue.documents()
    newer = newer_editions(documents)
    changed = {
        one.id: newer.get(one.id) for one in documents if one.superseded_by != newer.get(one.id)
    }
    if changed:
        catalogue.set_superseded(changed)


def doctor(stores: Stores) -> list[Finding]:
    """Every disagreement among catalogue, indexes and settings. Changes nothing."""
    return [*_unfinished(stores), *_wrong_offsets(stores.catalogue), *_wrong_indexes(stores)]


def _remove_orphans(stores: Stores, wanted: set[str]) -> int:
    vectors = stores.vectors.ids() - wanted
    if vectors:
        stores.vectors.delete(vectors)
    postings = stores.lexical.ids() - wanted
    if postings:
        stores.lexical.delete(postings)
    return max(len(vectors), len(postings))


def _add_missing(stores: Stores, wanted: set[str], advance: Advance) -> int:
    postings = wanted - stores.lexical.ids()
    for group in _groups(stores.catalogue, postings):
        stores.lexical.add(group)
    vectors = wanted - stores.vectors.ids()
    done = 0
    for group in _groups(stores.catalogue, vectors):

        def count(here: int, before: int = done) -> None:
            advance("embed", before + here, len(vectors))

        found = embed_by_length(stores.embedder, [one.indexed_text for one in group], count)
        stores.vectors.add(group, found)
        done += len(group)
    return max(len(vectors), len(postings))


def _groups(catalogue: Catalogue, ids: set[str]) -> Iterator[Sequence[Passage]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), GROUP):
        yield catalogue.passages_by_ids(ordered[start : start + GROUP])


def _unfinished(stores: Stores) -> Iterator[Finding]:
    for state, kind in (("pending", "pending_version"), ("deleted", "deleted_version")):
        for version_id, document_id in stores.catalogue.in_state(state):
            yield Finding(
                kind=kind,  # type: ignore[arg-type]
                subject=document_id,
                count=1,
                message=f"Version {version_id!r} of document {document_id!r} is still {state}: "
                "its ingest or deletion was interrupted.",
                hint="The next start of any command that writes undoes or completes it.",
            )


def _wrong_offsets(catalogue: Catalogue) -> Iterator[Finding]:
    indicators: dict[str, list[Indicator]] = defaultdict(list)
    for one in catalogue.indicators():
        indicators[one.version_id].append(one)
    for document in catalogue.documents():
        version = catalogue.current_version(document.id)
        passages = catalogue.passages(version.id)
        wrong = sum(version.text[one.start : one.end] != one.text for one in passages)
        wrong += sum(_misplaced(version, one) for one in indicators[version.id])
        if wrong:
            yield Finding(
                kind="offset_mismatch",
                subject=document.slug,
                count=wrong,
                message=f"{wrong} passages or figures of {document.slug!r} are not where its "
                "text has them.",
                hint=f"Delete {document.slug!r} and ingest it again.",
            )


def _misplaced(version: Version, indicator: Indicator) -> bool:
    quantity = indicator.quantity
    return (
        version.text[quantity.start : quantity.end] != quantity.words
        or not indicator.sentence_start <= quantity.start
        or not quantity.end <= indicator.sentence_end <= len(version.text)
    )


def _wrong_indexes(stores: Stores) -> Iterator[Finding]:
    owner = _owners(stores.catalogue)
    for noun, ids in (("vectors", _vector_ids), ("postings", _posting_ids)):
        try:
            there = ids(stores)
        except ModelMismatch as error:
            yield Finding(
                kind="model_mismatch",
                subject=stores.embedder.name,
                count=1,
                message=error.message,
                hint=error.hint,
            )
        except StoreError as error:
            yield Finding(
                kind="broken_index", subject=noun, count=1, message=error.message, hint=error.hint
            )
        else:
            yield from _compare(noun, there, owner)


def _vector_ids(stores: Stores) -> set[str]:
    return stores.vectors.ids()


def _posting_ids(stores: Stores) -> set[str]:
    return stores.lexical.ids()


def _compare(noun: str, there: set[str], owner: dict[str, Document]) -> Iterator[Finding]:
    missing = Counter(owner[one].slug for one in owner.keys() - there)
    for slug, count in sorted(missing.items()):
        yield Finding(
            kind=f"missing_{noun}",  # type: ignore[arg-type]
            subject=slug,
            count=count,
            message=f"{count} passages of {slug!r} have no {noun}.",
            hint="Run 'fazhi reindex'.",
        )
    orphans = there - owner.keys()
    if orphans:
        yield Finding(
            kind=f"orphan_{noun}",  # type: ignore[arg-type]
            subject=min(orphans),
            count=len(orphans),
            message=f"{len(orphans)} {noun} belong to no current passage ({min(orphans)!r} …).",
            hint="Run 'fazhi reindex'.",
        )


def _owners(catalogue: Catalogue) -> dict[str, Document]:
    """The document of each passage that both indexes should hold."""
    return {
        passage.id: document
        for document in catalogue.documents()
        for passage in catalogue.passages(catalogue.current_version(document.id).id)
    }
