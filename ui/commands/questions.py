"""Commands that answer: one question, a file of them, or one after another at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer

from assistant.domain import Audience, Filters, Kind, Outcome, Question
from assistant.errors import FazhiError
from ui.commands.opening import answered, answering
from ui.console import print_json, report, reporting, say, screen
from ui.exits import Exit

if TYPE_CHECKING:
    from ui.commands.opening import AnyService

LEAVE = {"exit", "quit", "q", ":q", "退出", "再见"}


def _known_kinds(kinds: list[str] | None) -> list[str] | None:
    """Typer takes no list of literals."""
    for kind in kinds or ():
        if kind not in get_args(Kind):
            raise typer.BadParameter(f"{kind!r} is none of {', '.join(get_args(Kind))}.")
    return kinds


Places = Annotated[
    list[str] | None,
    typer.Option("--jurisdiction", "-j", help="Only documents of this place; may be repeated."),
]
Years = Annotated[
    list[int] | None,
    typer.Option("--year", "-y", min=1900, max=2999, help="Only this year; may be repeated."),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        "-k",
        metavar="|".join(get_args(Kind)),
        callback=_known_kinds,
        help="Only documents of this kind; may be repeated.",
    ),
]
Reader = Annotated[
    Audience,
    typer.Option("--audience", help="Whom the answer is for: internal sees internal documents."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object for a program.")]


def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In Chinese or English.")],
    jurisdiction: Places = None,
    year: Years = None,
    kind: Kinds = None,
    audience: Reader = "public",
    as_json: AsJson = False,
) -> None:
    """Answer one question (exit code 3: the documents don't say)."""
    filters = Filters(
        years=tuple(year or ()),
        places=tuple(jurisdiction or ()),
        kinds=cast(tuple[Kind, ...], tuple(kind or ())),
        audience=audience,
    )
    with reporting(as_json):
        outcome = answered(context, Question(text=question, filters=filters))
        _show(outcome, as_json)
    if outcome.status == "abstained":
        raise typer.Exit(Exit.ABSTAINED)


def batch(
    context: typer.Context,
    questions: Annotated[str, typer.Argument(metavar="FILE", help="JSON Lines, or - for stdin.")],
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help="For the answers, or - for stdout."),
    ] = "-",
    audience: Reader = "public",
) -> None:
    """Answer a file of questions, one JSON object a line, in order.

    A line is {"id": 1, "question": "…"}, with "jurisdiction", "year" and
    "kind" if wanted, each one value or a list. Its answer is the object that
    `ask --json` prints, with the "id".

    Bad lines are named on stderr and skipped; the exit code is then 1.
    Abstentions are outcomes like others here: exit code 0.
    """
    from ui.batch import open_outcomes, open_questions, run_batch
    from ui.progress import progress

    with (
        reporting(),
        open_questions(questions) as (lines, total),
        open_outcomes(output) as write,
        answering(context) as service,
    ):
        with progress("正在回答… Answering…") as tell:
            tally = run_batch(
                _counted(lines, total, tell),
                write,
                service.ask,
                audience=audience,
                on_bad=lambda bad: say(f"第{bad.number}行 line {bad.number}: {bad.why}"),
            )
        say(
            f"已回答 answered {tally.answered} · 无答案 abstained {tally.abstained} · "
            f"跳过 skipped {len(tally.bad)}"
        )
    if tally.bad:
        raise typer.Exit(Exit.FAILED)


def _counted(
    lines: Iterable[bytes], total: int | None, tell: Callable[[str, float | None], None]
) -> Iterator[bytes]:
    for done, line in enumerate(lines):
        tell(f"{done}/{total}" if total else f"{done}", done / total if total else None)
        yield line


def chat(context: typer.Context) -> None:
    """Ask one question after another.

    Without a terminal it answers three demo questions about the samples.
    """
    with reporting(), answering(context) as service:
        if not service.has_documents():
            say("还没有文件。 There are no documents yet.\n→ fazhi ingest PATH")
            return
        if sys.stdin.isatty():
            _converse(service)
        else:
            for question in demo_questions():
                screen().print(f"\n> {question}", soft_wrap=True)
                _reply(service, question, None)


def demo_questions() -> list[str]:
    """The questions that a first run shows, about the shipped samples."""
    return (files("ui") / "data" / "demo.txt").read_text(encoding="utf-8").splitlines()


def _converse(service: AnyService) -> None:
    with suppress(ImportError):  # gives input() line editing and a history, where there is one
        import readline  # noqa: F401

    say("请提问，可以接着问；空行或 q 退出。 Ask, and ask on; an empty line or q leaves.")
    thread: Any = None  # what the service made of the turns so far, for it alone to read
    while True:
        try:
            question = input("\n法知> ").strip()
        except EOFError:
            return
        if not question or question.lower() in LEAVE:
            return
        thread = _reply(service, question, thread)


def _reply(service: AnyService, question: str, thread: Any) -> Any:
    """Answer one turn and give the thread for the next: a bad question is told and leaves it."""
    try:
        outcome, thread = service.converse(Question(text=question), thread)
        _show(outcome, as_json=False)
    except FazhiError as error:
        report(error)
    return thread


def _show(outcome: Outcome, as_json: bool) -> None:
    if as_json:
        from ui.schemas import wire_outcome

        print_json(wire_outcome(outcome).model_dump())
    else:
        from ui.render import render

        screen().print(render(outcome))
