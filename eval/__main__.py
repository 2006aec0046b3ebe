"""``python -m eval``: the scorecard and the benchmarks, at the terminal and as JSON."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.console import reporting, say, show, write

app = typer.Typer(help=__doc__, pretty_exceptions_show_locals=False)

Keep = Annotated[
    Path | None,
    typer.Option(help="Folder where indexes stay, so that the next run only takes in changes."),
]
Json = Annotated[Path | None, typer.Option("--json", help="Write the figures here as JSON, too.")]
Stard = Annotated[Path | None, typer.Option("--stard", help="The benchmark's folder.")]
Names = Annotated[list[str] | None, typer.Option("--suite", help="Only this suite; repeatable.")]
Files = Annotated[
    list[Path] | None, typer.Option("--cases", help="Cases of your own, with --corpus; repeatable.")
]
Texts = Annotated[
    list[Path] | None, typer.Option("--corpus", help="A text or folder for --cases; repeatable.")
]


@app.callback(invoke_without_command=True)
def _default(context: typer.Context) -> None:
    """Without a command: answers, then indicators."""
    if context.invoked_subcommand is None:
        answers()
        indicators()


@app.command()
def answers(
    suite: Names = None,
    cases: Files = None,
    corpus: Texts = None,
    keep: Keep = None,
    out: Json = None,
) -> None:
    """Ask every case and judge what comes: the scorecard. Exit code 1 if a case crashed."""
    from eval.report import show_scorecard
    from eval.scorecard import as_json, score
    from eval.sessions import answer_results, private_suites, shipped_suites

    with reporting():
        plans = private_suites(cases, corpus or []) if cases else shipped_suites(suite or [])
        results, skipped = answer_results(plans, keep, say)
        card = score(results, skipped)
        show(show_scorecard(card))
        write(out, lambda: as_json(card, results))
    if card.whole.crashed:
        raise typer.Exit(1)


@app.command()
def retrieval(suite: Names = None, keep: Keep = None) -> None:
    """R@k on the cases that name a quote; the same figures stand in the scorecard."""
    from eval.report import show_retrieval
    from eval.scorecard import score
    from eval.sessions import answer_results, shipped_suites

    with reporting():
        results, skipped = answer_results(shipped_suites(suite or []), keep, say)
        show(show_retrieval(score(results, skipped)))


@app.command()
def stard(
    folder: Stard = None,
    tune: Annotated[bool, typer.Option(help="Try other mixes, on the even half.")] = False,
    out: Json = None,
) -> None:
    """Statute retrieval: BM25, vectors and both fused, over 64,672 articles."""
    from eval.sessions import stard_scores
    from eval.tables import show_stard

    with reporting():
        parts = stard_scores(folder, tune, say)
        show(show_stard(parts))
        write(out, lambda: {title: [vars(s) for s in scores] for title, scores in parts})


@app.command()
def bench(out: Json = None) -> None:
    """Time and memory: ingest, a warm question by stage, a cold start."""
    from eval.bench import IngestTime
    from eval.sessions import bench_cold, bench_corpus, bench_warm
    from eval.tables import show_commands, show_ingest, show_stages

    found: dict[str, Any] = {}
    with reporting(), tempfile.TemporaryDirectory(prefix="fazhi-bench-") as folder:
        corpus = bench_corpus()
        commands = bench_cold(corpus, Path(folder), say)
        show(show_commands(commands))
        found["commands"] = {name: vars(command) for name, command in commands}
        for times in bench_warm(corpus, Path(folder), say):
            if isinstance(times, IngestTime):
                show(show_ingest(times))
                found["ingest"] = {
                    **vars(times),
                    "overhead": times.overhead,
                    "rest": times.rest,
                }
            else:
                show(show_stages(times))
                found["stages"] = [vars(stage) for stage in times]
        write(out, lambda: found)


@app.command()
def indicators(keep: Keep = None) -> None:
    """Extracted figures against labels made by reading."""
    from eval.sessions import indicator_comparisons
    from eval.tables import show_indicators

    with reporting():
        show(show_indicators(indicator_comparisons(keep, say)))


@app.command()
def dialogues(keep: Keep = None, out: Json = None) -> None:
    """Follow-ups: whether each turn is understood, those held out apart. No LLM."""
    from eval.sessions import dialogue_results
    from eval.tables import show_dialogues

    with reporting():
        results, skipped = dialogue_results(keep, say)
        show(show_dialogues(results, skipped))
        write(out, lambda: [vars(result) for result in results])


@app.command()
def synthetic(
    bodies: Annotated[int, typer.Option(help="Counties and districts.", min=2)] = 40,
    years: Annotated[int, typer.Option(help="Years of each.", min=1, max=20)] = 5,
    seed: Annotated[int, typer.Option(help="The same seed gives the same reports.")] = 1,
    each: Annotated[int, typer.Option(help="Questions of each kind.", min=1)] = 60,
    shown: Annotated[
        bool, typer.Option("--shown", help="Patterns that may be tuned on, not the held-out half.")
    ] = False,
    model: Annotated[bool, typer.Option("--model", help="The real embedding model.")] = False,
    faults: Annotated[int, typer.Option(help="How many kinds of fault to name.")] = 40,
    out: Json = None,
) -> None:
    """Generated reports: extraction, questions, planted contradictions, time of extraction."""
    from assistant.embedding import LazyEmbedder
    from assistant.settings import load_settings
    from eval.synthetic.reports import Plan
    from eval.synthetic.run import measure
    from eval.synthetic.tables import as_json, show_synthetic

    with reporting():
        settings = load_settings()
        plan = Plan(bodies=bodies, years=years, seed=seed, held_out=not shown)
        embedder = LazyEmbedder(settings) if model else None
        measured = measure(plan, settings, each, say, embedder)
        show(show_synthetic(measured, faults))
        write(out, lambda: as_json(measured))


@app.command()
def opponents(
    script: Annotated[
        list[str] | None,
        typer.Option(help="Only this opponent; 'gemma': a small real one; 'configured': yours."),
    ] = None,
    suite: Annotated[list[str] | None, typer.Option(help="Only this suite of cases.")] = None,
    generated: Annotated[int, typer.Option(help="Generated questions.", min=0)] = 2000,
    model: Annotated[bool, typer.Option("--model", help="The real embedding model.")] = False,
    keep: Keep = None,
    out: Json = None,
) -> None:
    """Models that write wrongly on purpose, and what is shown of it. Exit code 1 if any is."""
    from eval.sessions import opponent_bouts
    from eval.tables import show_opponents

    with reporting():
        bouts = []
        for bout in opponent_bouts(script or [], suite or [], generated, keep, model, say):
            say(f"{bout.corpus}: {bout.opponent}: {len(bout.wrong)} wrong of {bout.shown} shown")
            bouts.append(bout)
        show(show_opponents(bouts))
        write(out, lambda: [vars(bout) for bout in bouts])
    if any(bout.wrong or bout.lost or bout.spoilt for bout in bouts):
        raise typer.Exit(1)


@app.command()
def load(
    connections: Annotated[int, typer.Option(help="That ask at once.", min=1, max=256)] = 16,
    seconds: Annotated[float, typer.Option(help="That they ask for.", min=3)] = 60.0,
    asking: Annotated[int, typer.Option(help="Of them, while uploading.", min=1, max=256)] = 1,
    seed: Annotated[int, typer.Option(help="The same seed gives the same questions.")] = 1,
    out: Json = None,
) -> None:
    """The service under load, asked over HTTP. Exit code 1 on errors or half a document seen."""
    from eval.corpora import REPOSITORY
    from eval.load.run import Plan, measure
    from eval.load.tables import as_json, show_load

    plan = Plan(connections=connections, seconds=seconds, asking=asking, seed=seed)
    with reporting(), tempfile.TemporaryDirectory(prefix="fazhi-load-") as folder:
        measured = measure(plan, REPOSITORY / "samples", Path(folder), say)
        show(show_load(measured))
        write(out, lambda: as_json(measured))
    if measured.uploads.torn or any(one.errors for one in measured.times):
        raise typer.Exit(1)


@app.command()
def speed(
    figures: Annotated[int, typer.Option(help="About how many.", min=1_000)] = 100_000,
    each: Annotated[int, typer.Option("--questions", help="Questions of each kind.", min=1)] = 20,
    seed: Annotated[int, typer.Option(help="The same seed gives the same reports.")] = 1,
    keep: Keep = None,
    out: Json = None,
) -> None:
    """Time of a question beyond the search for passages, over 1,000, 10,000 and more figures."""
    from dataclasses import asdict

    from assistant.settings import load_settings
    from eval.speed import SIZES, measure
    from eval.tables import show_speed

    with reporting():
        sizes = [*(size for size in SIZES if size < figures), figures]
        found = list(measure(sizes, load_settings(), seed, each, keep, say))
        show(show_speed(found))
        write(out, lambda: [asdict(one) for one in found])


@app.command()
def secrecy(
    bodies: Annotated[int, typer.Option(help="Public ones, and one more.", min=2)] = 8,
    times: Annotated[int, typer.Option(help="Askings of each question.", min=1)] = 100,
    seed: Annotated[int, typer.Option(help="The same seed gives the same reports.")] = 1,
    out: Json = None,
) -> None:
    """Whether the public can tell that there are internal documents: answers and their times.

    Exit code 1 if an answer differs.
    """
    from dataclasses import asdict

    from assistant.settings import load_settings
    from eval.secrecy import measure
    from eval.tables import show_secrecy

    with reporting():
        found = measure(bodies + 1, seed, times, load_settings(), say)
        show(show_secrecy(found))
        write(out, lambda: [asdict(told) for told in found])
    if not all(told.same for told in found):
        raise typer.Exit(1)


@app.command()
def paraphrases(
    seed: Annotated[int, typer.Option(help="The same seed gives the same figures.")] = 1,
    fit: Annotated[bool, typer.Option("--fit", help="Fit assistant/data/nearness.yaml.")] = False,
    least: Annotated[float, typer.Option(help="With --fit: likelihood to answer from.")] = 0.93,
    failures: Annotated[bool, typer.Option("--failures", help="Print each.")] = False,
    out: Json = None,
) -> None:
    """The same figures told by five writers and asked for by six people each."""
    from dataclasses import asdict

    from eval.paraphrase_tables import show_failures, show_fit, show_paraphrases
    from eval.paraphrases import measure

    with reporting():
        if fit:
            from eval.fitting import refit

            show(show_fit(refit(seed, least, say)))
            return
        found = measure(seed, say)
        show(show_paraphrases(found))
        if failures:
            show(show_failures(found))
        write(out, lambda: [asdict(one) for one in found])


@app.command("all")
def everything(keep: Keep = None) -> None:
    """All of the above, one after another."""
    answers(keep=keep)
    indicators(keep=keep)
    dialogues(keep=keep)
    synthetic()
    stard()
    bench()


if __name__ == "__main__":
    app(prog_name="python -m eval")
