"""Every error that Fazhi raises on purpose.

    FazhiError                 code, message (what and why), hint (what to do)
    ├── SettingsError          a setting is unknown or out of bounds
    ├── SourceError            a source can't be read; the rest of the batch goes on
    │   ├── FetchError         a URL can't be fetched
    │   │   └── ForbiddenAddress   it leads to an address that must not be fetched
    │   ├── UnreadableFile     empty, binary, broken, encrypted, mojibake, no text layer
    │   └── TooLarge           over a size limit, a zip bomb included
    ├── MetadataError          front matter or --meta says something impossible
    ├── StoreError             catalogue, vector index or lexical index
    │   ├── Locked             another process owns the data
    │   ├── DiskFull           nothing was half-written
    │   ├── ModelMismatch      the index was built with another embedding model
    │   └── NotFound           no such document
    ├── ModelError             the embedding model can't be had
    ├── Busy                   too much is waiting already
    ├── KeyRefused             an API key can't be made as asked
    ├── CurationError          an answer can't be pinned to a question as asked
    ├── WriterError            the language model failed; the extractive answer is given
    └── QuestionError          a question that can't be asked (empty, too long, …)
        └── UnknownMeasure         a measure is named that nothing is known of

Foreign errors are translated into these once, in the module that meets them.
"""

from __future__ import annotations


class FazhiError(Exception):
    """Base of the tree. ``code`` is stable and machine-readable; ``hint`` says what to do next."""

    code = "error"

    def __init__(self, message: str, *, hint: str = "", code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class SettingsError(FazhiError):
    """A setting is unknown or out of bounds."""

    code = "bad_setting"


class SourceError(FazhiError):
    """A source can't be read. A batch reports it and goes on."""

    code = "bad_source"


class FetchError(SourceError):
    """A URL can't be fetched: refused, timed out, 404, redirects without end."""

    code = "fetch_failed"


class ForbiddenAddress(FetchError):
    """A URL leads, at some hop, to a private, loopback or link-local address."""

    code = "forbidden_address"


class UnreadableFile(SourceError):
    """A file whose text can't be had. ``code`` says which kind of trouble it is."""

    code = "unreadable_file"


class TooLarge(SourceError):
    """Over a size limit, before or after unpacking."""

    code = "too_large"


class MetadataError(FazhiError):
    """Front matter or ``--meta`` names an unknown key or an impossible value."""

    code = "bad_metadata"


class StoreError(FazhiError):
    """Catalogue, vector index or lexical index failed."""

    code = "store_failed"


class Locked(StoreError):
    """Another process owns the data folder."""

    code = "locked"


class DiskFull(StoreError):
    """No space left; what was begun has been undone."""

    code = "disk_full"


class ModelMismatch(StoreError):
    """The index was built with another embedding model."""

    code = "model_mismatch"


class NotFound(StoreError):
    """No document (or version) of that name."""

    code = "not_found"


class ModelError(FazhiError):
    """The embedding model can't be had or doesn't load."""

    code = "model_unavailable"


class WriterError(FazhiError):
    """The language model failed: too slow, too busy, gone, refusing, empty or garbled.

    Nobody who asks sees it: the extractive answer is given. Codes: ``llm_timeout``,
    ``llm_limited``, ``llm_refused``, ``llm_failed``, ``llm_unreachable``, ``llm_empty``,
    ``llm_garbled``, ``llm_resting``.
    """

    code = "llm_failed"


class QuestionError(FazhiError):
    """A question that can't be asked."""

    code = "bad_question"


class UnknownMeasure(QuestionError):
    """A measure that neither the lexicon nor any figure's words know."""

    code = "unknown_measure"


class KeyRefused(FazhiError):
    """An API key that can't be made as asked."""

    code = "bad_key"


class CurationError(FazhiError):
    """An answer can't be pinned to a question: its quotes don't hold, or it has one already."""

    code = "bad_answer"


class Busy(FazhiError):
    """Too much is waiting to be done already."""

    code = "busy"
