"""What the exit code of ``fazhi`` means: the one table, also shown in the README."""

from __future__ import annotations

from enum import IntEnum

from assistant.errors import (
    FazhiError,
    KeyRefused,
    Locked,
    MetadataError,
    ModelError,
    ModelMismatch,
    QuestionError,
    SettingsError,
)


class Exit(IntEnum):
    """Every code that ``fazhi`` ends with, each with its meaning."""

    meaning: str

    def __new__(cls, value: int, meaning: str) -> Exit:
        """A member that is its number and carries its ``meaning``."""
        member = int.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    OK = 0, "done; a question was answered"
    FAILED = 1, "something failed, perhaps only a part: what did is named on stderr"
    USAGE = 2, "the command line, a setting or the question itself can't be used"
    ABSTAINED = 3, "the documents don't say: no answer, with the reason"
    LOCKED = 4, "another process owns the data folder"
    MODEL = 5, "the embedding model can't be had, or isn't the one that the index was built with"
    INTERRUPTED = 130, "stopped by Ctrl-C"
    READER_GONE = 141, "whoever read the output closed it"


_OF_ERROR: tuple[tuple[type[FazhiError], Exit], ...] = (
    (SettingsError, Exit.USAGE),
    (MetadataError, Exit.USAGE),
    (QuestionError, Exit.USAGE),
    (KeyRefused, Exit.USAGE),
    (Locked, Exit.LOCKED),
    (ModelError, Exit.MODEL),
    (ModelMismatch, Exit.MODEL),
)


def exit_of(error: FazhiError) -> Exit:
    """The exit code for an error; ``FAILED`` where it has none of its own."""
    return next((code for kind, code in _OF_ERROR if isinstance(error, kind)), Exit.FAILED)
