"""Reading while others publish: what is read comes from one state of the catalogue, or anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from assistant.catalogue import Catalogue

T = TypeVar("T")
TRIES = 4


def steady(catalogue: Catalogue, read: Callable[[], T]) -> T:
    """What ``read`` gives, read again if a publication crossed it.

    Every change that a reader can see counts the index version up in its own transaction, so a
    reading that began and ended at one version has seen one state. What fails because of a
    change (a document is gone in the middle) is read again as well.
    """
    for left in reversed(range(TRIES)):
        before = catalogue.index_version()
        try:
            found = read()
        except Exception:
            if not left or catalogue.index_version() == before:
                raise
            continue
        if not left or catalogue.index_version() == before:
            return found
    raise AssertionError("the last try returns or raises")
