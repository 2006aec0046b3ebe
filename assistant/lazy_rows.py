"""The rows of a table, each made when it is looked at: a page of a large one is cheap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

Of = TypeVar("Of")
R = TypeVar("R")


class LazyRows(Sequence[R], Generic[Of, R]):
    """As many rows as there are ``figures``, the k-th made by ``make`` of the k-th."""

    def __init__(self, figures: Sequence[Of], make: Callable[[Of], R]) -> None:
        self._figures = figures
        self._make = make

    def __len__(self) -> int:
        return len(self._figures)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[R]: ...
    def __getitem__(self, index: int | slice) -> R | Sequence[R]:
        """A row, or as many more that are made when they are looked at."""
        if isinstance(index, slice):
            return LazyRows(self._figures[index], self._make)
        return self._make(self._figures[index])
