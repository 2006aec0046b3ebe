"""Tables of the other evaluations: indicators, STARD, times."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.text import Text

from eval.bench import Command, IngestTime, Stage
from eval.dialogues import TurnResult
from eval.indicators import Comparison
from eval.opponents import Bout
from eval.report import grid, milliseconds, shown_rate
from eval.secrecy import Told
from eval.speed import Speed
from eval.stard import DEPTHS, Scores
from eval.statistics import quantile, rate


def show_stard(parts: Sequence[tuple[str, Sequence[Scores]]]) -> RenderableType:
    """One table for each set of questions, a row for each way of retrieving."""
    columns = ("", "n", "MRR@10", *(f"R@{k}" for k in DEPTHS))
    return Stack(
        *(
            grid(
                f"STARD, {title}",
                columns,
                [
                    (s.name, str(s.n), f"{s.mrr:.4f}", *(f"{share:.4f}" for _, share in s.recall))
                    for s in scores
                ],
            )
            for title, scores in parts
        )
    )


def show_indicators(comparisons: Sequence[Comparison]) -> RenderableType:
    """Each document's labels against what was extracted, then every difference."""
    names = [name for name, _ in comparisons[0].right] if comparisons else []
    rows = [
        ("labels", *(str(c.labels) for c in comparisons)),
        ("not in the canonical text", *(str(len(c.unplaced)) for c in comparisons)),
        ("extracted", *(str(c.indicators) for c in comparisons)),
        ("precision", *(shown_rate(c.precision) for c in comparisons)),
        ("recall", *(shown_rate(c.recall) for c in comparisons)),
    ]
    for index, name in enumerate(names):
        rows.append((f"right {name}", *(shown_rate(c.right[index][1]) for c in comparisons)))
    parts: list[RenderableType] = [
        grid("indicators against labels", ("", *(c.name for c in comparisons)), rows)
    ]
    for one in comparisons:
        parts += [Text(f"\n{one.name}: {len(one.faults) + len(one.unplaced)}", style="bold red")]
        parts += [Text(f"  {fault}") for fault in one.faults]
        parts += [Text(f"  not in the text: {label}") for label in one.unplaced]
    return Stack(*parts)


def show_dialogues(results: Sequence[TurnResult], skipped: Sequence[str]) -> RenderableType:
    """Turns understood and outcomes as expected, by part; then every fault."""
    rows = []
    for title, part in (("all", None), ("development", "dev"), ("held out", "held")):
        chosen = [r for r in results if part in (None, r.part)]
        follow_ups = [r for r in chosen if r.number > 1]
        told = [r for r in chosen if r.outcome_right is not None]
        rows.append(
            (
                title,
                str(len({r.dialogue for r in chosen})),
                shown_rate(rate(not r.faults for r in chosen)),
                shown_rate(rate(not r.faults for r in follow_ups)),
                shown_rate(rate(bool(r.outcome_right) for r in told)),
                str(sum(r.other_figure for r in chosen)),
            )
        )
    columns = (
        "",
        "dialogues",
        "turns understood",
        "of them after the first",
        "outcome as labelled",
        "another figure shown",
    )
    parts: list[RenderableType] = [grid("dialogues, no LLM", columns, rows)]
    parts += [Text(f"left out: {reason}", style="yellow") for reason in skipped]
    for title, failed in (
        ("not understood", [r for r in results if r.faults]),
        ("understood, outcome not as labelled", [r for r in results if r.missed]),
    ):
        parts.append(Text(f"\n{title}: {len(failed)}", style="bold red"))
        for r in failed:
            why = "; ".join(r.faults) or f"wanted {r.wanted}, got {r.got}"
            parts.append(Text(f"  {r.dialogue}.{r.number} {r.asked} → {r.understood}: {why}"))
    return Stack(*parts)


def show_ingest(times: IngestTime) -> RenderableType:
    """Ingest beside embedding alone, with a model that is loaded."""
    rows = [
        ("documents", str(times.documents)),
        ("passages", str(times.passages)),
        ("ingest", f"{times.seconds:.1f} s"),
        ("  of which embedding", f"{times.embedding_within:.1f} s"),
        ("embedding alone", f"{times.embedding_alone:.1f} s"),
        ("ingest beyond embedding alone", f"{times.overhead:+.1%}"),
        ("ingest beyond its own embedding", f"{times.rest:+.1%}"),
    ]
    return grid("ingest, warm", ("", ""), rows)


def show_stages(stages: Sequence[Stage]) -> RenderableType:
    """A question on a warm chain, by stage."""
    rows = [(s.name, str(s.n), milliseconds(s.median), milliseconds(s.p95)) for s in stages]
    return grid("a question, warm", ("stage", "n", "median", "p95"), rows)


def show_commands(commands: Sequence[tuple[str, Command]]) -> RenderableType:
    """Commands as processes of their own."""
    rows = [
        (
            name,
            f"{command.seconds:.2f} s",
            "–" if command.first_output is None else f"{command.first_output:.2f} s",
            f"{command.peak_bytes / 2**20:.0f} MiB",
        )
        for name, command in commands
    ]
    columns = ("command", "to its end", "to its first output", "peak memory")
    return grid("from cold", columns, rows)


def show_opponents(bouts: Sequence[Bout]) -> RenderableType:
    """A row for each opponent and corpus, then every sentence that should not be there."""
    columns = [
        *("opponent", "phrased", "generated", "mixed", "extract", "shown", "wrong"),
        *("right struck", "no longer exact", "new wrong figures"),
        *("first sentence waits: p50", "p95", "max"),
    ]
    rows = [
        (
            f"{bout.corpus}: {bout.opponent}",
            f"{bout.phrased}/{bout.trials}",
            *(str(bout.modes.get(mode, 0)) for mode in ("generated", "mixed", "extractive")),
            str(bout.shown),
            str(len(bout.wrong)),
            shown_rate(bout.wrongly_struck),
            str(len(bout.lost)),
            str(len(bout.spoilt)),
            *(milliseconds(quantile(bout.waited, share)) for share in (0.5, 0.95, 1.0)),
        )
        for bout in bouts
    ]
    parts: list[RenderableType] = [grid("models that write wrongly", columns, rows)]
    for bout in bouts:
        name = f"{bout.corpus}: {bout.opponent}"
        parts += [
            Text(f"{name}: shown though wrong: {line}", style="bold red") for line in bout.wrong
        ]
        parts += [Text(f"{name}: struck though right: {line}") for line in bout.struck[:20]]
        parts += [Text(f"{name}: no longer exact: {line}", style="red") for line in bout.lost]
        parts += [Text(f"{name}: a new wrong figure: {line}", style="red") for line in bout.spoilt]
    return Stack(*parts)


def show_speed(found: Sequence[Speed]) -> RenderableType:
    """Each kind's times over the largest catalogue, its median over each of the others.

    The processor's, which other work on the machine hardly changes, with the search for passages;
    the clock's without it.
    """
    largest = found[-1]
    rows = []
    for k, kind in enumerate(largest.kinds):
        medians = [milliseconds(speed.kinds[k].cpu(0.5)) for speed in found]
        answered = rate(a.answered for a in kind.first)
        rows.append(
            (
                kind.name,
                str(len(kind.first)),
                f"{answered.hits}",
                str(max(a.rows for a in kind.first)),
                *medians,
                milliseconds(kind.cpu(0.95)),
                milliseconds(kind.cpu(1.0)),
                milliseconds(kind.wall(0.95)),
                milliseconds(kind.wall_again),
            )
        )
    sizes = [f"CPU median at {speed.figures:,}" for speed in found]
    last = ("CPU p95", "CPU max", "clock p95", "clock p95 again")
    columns = ("kind", "n", "answered", "most rows", *sizes, *last)
    catalogues = [
        (
            f"{speed.figures:,}",
            str(speed.documents),
            f"{speed.ready:.1f} s",
            f"{speed.megabytes:.0f} MiB",
            milliseconds(speed.refreshed * 1000),
        )
        for speed in found
    ]
    return Stack(
        grid("one question", columns, rows),
        grid(
            "catalogues",
            ("figures", "documents", "read in", "held", "a question after one more document"),
            catalogues,
        ),
    )


def show_secrecy(found: Sequence[Told]) -> RenderableType:
    """Each question: whether both catalogues say the same, and their times."""
    rows = [
        (
            told.question,
            "yes" if told.same else "NO",
            "yes" if told.staff_know else "no",
            milliseconds(quantile(told.without, 0.5)),
            milliseconds(quantile(told.with_hidden, 0.5)),
            f"{told.ratio:.3f}",
        )
        for told in found
    ]
    columns = ("the public asks", "the same is said", "staff hear more", "without", "with", "ratio")
    return grid("what tells that there is an internal document", columns, rows)
