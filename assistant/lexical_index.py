"""The lexical index: BM25 over the words of passages and of their headings, in tantivy.

Derived from the catalogue and rebuilt from it. One process owns it (``assistant.lock``).
Texts come cut into words (``assistant.tokens``), so tantivy only splits at blanks. Queries
are built from words, never parsed, so nothing in a question is syntax.
"""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.disk import is_full
from assistant.domain import Passage
from assistant.errors import DiskFull, StoreError
from assistant.tokens import cut

if TYPE_CHECKING:
    import tantivy

PATH_WEIGHT = 0.5
MOST_WORDS = 256  # different words of one question that are searched for
MANY = 500  # documents of one filter above which over-fetching is tried first
_HEAP = 64_000_000


class LexicalIndex:
    """Passages by their words. Adding a passage that is there replaces it."""

    def __init__(self, folder: Path) -> None:
        """Open the index in ``folder``, making it if there is none."""
        self._folder = folder
        self._turn = threading.Lock()
        with _translated(folder):
            self._index = _open(folder)

    def add(self, passages: Sequence[Passage]) -> None:
        """Add ``passages`` and commit: all of them are found afterwards, or none."""
        import tantivy

        with self._writer() as writer:
            for passage in passages:
                writer.delete_documents_by_term("id", passage.id)
            for passage in passages:
                writer.add_document(
                    tantivy.Document(
                        id=passage.id,
                        document=passage.document_id,
                        version=passage.version_id,
                        text=" ".join(cut(passage.text)),
                        path=" ".join(cut(passage.headings)),
                    )
                )

    def delete_version(self, version_id: str) -> None:
        """Remove every passage of a version."""
        with self._writer() as writer:
            writer.delete_documents_by_term("version", version_id)

    def delete(self, passage_ids: Set[str]) -> None:
        """Remove single passages."""
        with self._writer() as writer:
            for passage_id in passage_ids:
                writer.delete_documents_by_term("id", passage_id)

    def clear(self) -> None:
        """Remove everything."""
        with self._writer() as writer:
            writer.delete_all_documents()

    def search(
        self, text: str, k: int, documents: frozenset[str] | None = None
    ) -> list[tuple[str, float]]:
        """Up to ``k`` passage ids with their BM25 scores, best first.

        ``documents`` limits the search to these; the empty set finds nothing.
        """
        words = Counter(cut(text)).most_common(MOST_WORDS)
        if not words or k <= 0 or (documents is not None and not documents):
            return []
        with _translated(self._folder):
            found = self._search(self._query(words), k, documents)
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]

    def ids(self) -> set[str]:
        """Ids of all passages that are found."""
        import tantivy

        with _translated(self._folder):
            searcher = self._index.searcher()
            limit = max(searcher.num_docs, 1)
            hits = searcher.search(tantivy.Query.all_query(), limit=limit, count=False).hits
            return {str(searcher.doc(where)["id"][0]) for _, where in hits}

    def _search(
        self, query: tantivy.Query, k: int, documents: frozenset[str] | None
    ) -> list[tuple[str, float]]:
        """Hits among ``documents``: by over-fetching if they are many, else by name.

        The filter by name costs time with every name; it has no part in the scores.
        """
        if documents is None:
            return [(one, score) for one, _, score in self._hits(query, k)]
        if len(documents) > MANY:
            hits = self._hits(query, 4 * k + 64)
            found = [(one, score) for one, document, score in hits if document in documents]
            if len(found) >= k or len(hits) < 4 * k + 64:
                return found
        return [(one, score) for one, _, score in self._hits(self._among(query, documents), k)]

    def _hits(self, query: tantivy.Query, k: int) -> list[tuple[str, str, float]]:
        """Passage id, document id and score, best first."""
        searcher = self._index.searcher()
        hits = searcher.search(query, limit=k, count=False).hits
        rows = [(searcher.doc(where), float(score)) for score, where in hits]
        return [(str(row["id"][0]), str(row["document"][0]), score) for row, score in rows]

    def _query(self, words: Sequence[tuple[str, int]]) -> tantivy.Query:
        from tantivy import Occur, Query

        schema = self._index.schema
        return Query.boolean_query(
            [
                (
                    Occur.Should,
                    Query.boost_query(Query.term_query(schema, field, word), weight * times),
                )
                for word, times in words
                for field, weight in (("text", 1.0), ("path", PATH_WEIGHT))
            ]
        )

    def _among(self, query: tantivy.Query, documents: frozenset[str]) -> tantivy.Query:
        from tantivy import Occur, Query

        among = Query.term_set_query(self._index.schema, "document", sorted(documents))
        return Query.boolean_query(
            [(Occur.Must, query), (Occur.Must, Query.const_score_query(among, 0.0))]
        )

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        """A writer that commits at the end of the block, or leaves the index as it was."""
        with self._turn, _translated(self._folder):
            writer = self._index.writer(_HEAP, 1)
            try:
                yield writer
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            finally:
                writer.wait_merging_threads()  # lets go of tantivy's own lock
            self._index.reload()


def destroy(folder: Path) -> None:
    """Remove the index from the disk, broken or not."""
    if folder.exists():
        shutil.rmtree(folder)


def _open(folder: Path) -> tantivy.Index:
    import tantivy

    folder.mkdir(parents=True, exist_ok=True)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("version", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("path", tokenizer_name="whitespace", index_option="position")
    index = tantivy.Index(builder.build(), str(folder))
    index.config_reader("manual", 0)
    index.reload()
    return index


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        if is_full(error):
            raise DiskFull(
                f"No space left for the lexical index in {str(folder)!r}.",
                hint="Free some space, then repeat; what was begun has been undone.",
            ) from error
        raise StoreError(
            f"The lexical index in {str(folder)!r} failed: {error}.",
            hint="Run 'fazhi reindex' to build it again from the catalogue.",
        ) from error
