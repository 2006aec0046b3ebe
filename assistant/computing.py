"""Answers that are worked out: which operation a question asks for, and who does it."""

from __future__ import annotations

from assistant.body_figures import cells_of
from assistant.body_sums import over_bodies
from assistant.changes import both_stated, changed
from assistant.comparing import compared, share
from assistant.confirming import confirmed
from assistant.domain import Answer
from assistant.figures import stated_over_years
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.operation import Operation, operation_of
from assistant.part_sums import of_parts
from assistant.ranking import ranked
from assistant.reckoned_rates import rate_asked
from assistant.reckoning import Task, lacking, name_absent, show_each
from assistant.scope import Scope

_PLAIN = Operation(kind="confirm")


def computed(read: Interpretation, scope: Scope, library: Library) -> Answer | None:
    """The answer to a question that asks to reckon with, rank or confirm figures, or for a rate.

    ``None`` for a question that asks for a figure as it stands, or where what is asked can't be
    worked out: then it is answered, or abstained from, like any other.
    """
    operation = operation_of(read)
    if operation is not None:
        if operation.kind == "sum" and stated_over_years(read, scope, library):
            return None
        return _done(Task(operation=operation, read=read, scope=scope, library=library))
    task = Task(operation=_PLAIN, read=read, scope=scope, library=library)
    if any(t.change for t in read.targets):
        return both_stated(task)
    return _rates(task) if read.targets and all(map(rate_asked, read.targets)) else None


def between_bodies(read: Interpretation) -> bool:
    """Whether two bodies' figures are set against each other (比通州区少多少): a figure that is
    stated of one of them, above all a change on its own past, is no answer to that."""
    operation = operation_of(read)
    return operation is not None and operation.kind == "difference" and len(read.places) > 1


def unstated_change(read: Interpretation, scope: Scope, library: Library) -> Answer | None:
    """A change that no document states, from two years' figures; ``None`` where it can't be."""
    return changed(Task(operation=_PLAIN, read=read, scope=scope, library=library))


def _rates(task: Task) -> Answer | None:
    """Rates, stated by some bodies and worked out for others; ``None`` where none is worked out."""
    cells = [c for t in task.read.targets for c in cells_of(t, task.read, task.scope, task.library)]
    if not any(c.formula for c in cells):
        return None
    sheet = task.sheet()
    show_each(sheet, cells)
    name_absent(sheet, lacking(task.read, task.scope, cells))
    return sheet.answer(cells)


def _done(task: Task) -> Answer | None:
    kind = task.operation.kind
    if kind in ("rank", "threshold"):
        return ranked(task)
    if kind == "confirm":
        return confirmed(task)
    if kind == "share":
        return share(task)
    if kind in ("difference", "ratio"):
        return compared(task)
    return of_parts(task) or (over_bodies(task) if task.several else None)
