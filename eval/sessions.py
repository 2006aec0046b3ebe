"""What each command of ``python -m eval`` runs: indexes opened, things measured, nothing shown."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Question
from assistant.embedding import Embedder, HashingEmbedder, LazyEmbedder
from assistant.settings import Settings, load_settings
from assistant.stores import Stores
from assistant.writer import Writer
from eval.answers import CatalogueSources, run_cases
from eval.bench import Command, IngestTime, Stage, run_command, time_ingest, time_questions
from eval.cases import (
    DIALOGUES,
    FOLDER,
    BadCases,
    Suite,
    label_files,
    load_labels,
    load_suite,
    suite_files,
)
from eval.corpora import SHARED, Corpus, assistant_over, opened, private_settings, shipped_corpora
from eval.dialogues import TurnResult, load_dialogues, run_dialogue
from eval.indicators import Comparison, compare
from eval.opponents import Bout, configured, fight, scripted
from eval.retrieval import retriever_of
from eval.scorecard import Result
from eval.served import model_settings, served_model
from eval.stard import (
    Mix,
    Scores,
    dense_run,
    even,
    finder_run,
    fused_run,
    lexical_run,
    measure,
    odd,
    read_articles,
    read_queries,
    tune,
)
from eval.trials import case_trials, generated_bouts

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A suite and the texts that it is asked over."""

    suite: Suite
    corpus: Corpus


def shipped_suites(names: Sequence[str]) -> list[Plan]:
    """The shipped suites of these names, or all. Raises ``BadCases`` for an unknown name."""
    corpora = shipped_corpora()
    suites = {path.stem: path for path in suite_files()}
    unknown = [name for name in names if name not in suites]
    if unknown:
        raise BadCases(
            f"There is no suite {unknown[0]!r}.", hint=f"There are: {', '.join(suites)}."
        )
    return [
        Plan(suite=load_suite(path), corpus=corpora[name])
        for name, path in suites.items()
        if not names or name in names
    ]


def private_suites(files: Sequence[Path], texts: Sequence[Path]) -> list[Plan]:
    """Suites by path over texts by path. Raises ``BadCases`` where no text is there."""
    if not texts:
        raise BadCases("--cases needs the texts to ask over.", hint="Name them with --corpus.")
    corpus = Corpus(name="private", paths=tuple(texts))
    if corpus.missing:
        raise BadCases(f"There is no {str(corpus.missing[0])!r}, which --corpus names.")
    return [Plan(suite=load_suite(path), corpus=corpus) for path in files]


def answer_results(
    plans: Sequence[Plan], keep: Path | None, say: Say
) -> tuple[list[Result], list[str]]:
    """Results of every suite whose texts are here, and why others were left out."""
    settings = load_settings()
    embedder = LazyEmbedder(settings)
    results: list[Result] = []
    skipped: list[str] = []
    for corpus in {plan.corpus.name: plan.corpus for plan in plans}.values():
        suites = [plan.suite for plan in plans if plan.corpus == corpus]
        if corpus.missing:
            names = ", ".join(suite.name for suite in suites)
            skipped.append(f"{names}: no {str(corpus.missing[0])!r} on this machine")
            continue
        say(f"ingesting {corpus.name} …")
        with opened(corpus, settings, embedder, keep) as (stores, _):
            for suite in suites:
                say(f"asking {len(suite.cases)} questions of {suite.name} …")
                results += _asked(suite, stores)
    return results, skipped


def _asked(suite: Suite, stores: Stores) -> list[Result]:
    assistant = assistant_over(stores, suite.today)
    assistant.ask(
        Question(text="有哪些文件？")
    )  # what is loaded at the first question is loaded now
    return list(
        run_cases(
            suite.cases,
            assistant.ask,
            CatalogueSources(stores.catalogue),
            retriever_of(assistant, suite.today),
        )
    )


def indicator_comparisons(keep: Path | None, say: Say) -> list[Comparison]:
    """Every label file against what ingest extracts of its document."""
    corpus = shipped_corpora()["guangshan"]
    reports = Corpus(name="reports", paths=corpus.paths[:1])
    if reports.missing:
        raise BadCases(f"The labelled text is not here: no {str(reports.missing[0])!r}.")
    settings = load_settings()
    labels = [load_labels(path) for path in label_files(FOLDER)]
    say("ingesting the labelled reports …")
    with opened(reports, settings, LazyEmbedder(settings), keep) as (stores, _):
        comparisons = []
        for one in labels:
            document = stores.catalogue.document(one.document)
            text = stores.catalogue.current_version(document.id).text
            found = stores.catalogue.indicators({document.id})
            comparisons.append(compare(one, found, text))
    return comparisons


def dialogue_results(keep: Path | None, say: Say) -> tuple[list[TurnResult], list[str]]:
    """Every turn of every dialogue whose texts are here, and why others were left out."""
    settings = load_settings()
    embedder = LazyEmbedder(settings)
    today, cases = load_dialogues(FOLDER / DIALOGUES)
    corpora = {corpus.name: corpus for corpus in shipped_corpora().values()}
    results: list[TurnResult] = []
    skipped: list[str] = []
    for name in dict.fromkeys(case.corpus for case in cases):
        chosen = [case for case in cases if case.corpus == name]
        if corpora[name].missing:
            skipped.append(f"{len(chosen)} dialogues: no {str(corpora[name].missing[0])!r} here")
            continue
        say(f"ingesting {name} …")
        with opened(corpora[name], settings, embedder, keep) as (stores, _):
            say(f"holding {len(chosen)} dialogues …")
            assistant = assistant_over(stores, today)
            results += [r for case in chosen for r in run_dialogue(case, assistant)]
    return results, skipped


def stard_scores(folder: Path | None, tuning: bool, say: Say) -> list[tuple[str, Sequence[Scores]]]:
    """BM25, dense, fused and the assistant's own order, over all questions and each half."""
    where = folder or SHARED / "bench" / "stard"
    queries, articles = read_queries(where), read_articles(where)
    settings = load_settings()
    say(f"indexing {len(articles)} articles by their words …")
    lexical = lexical_run(articles, queries)
    say("embedding them (the first time this takes up to an hour; it can be interrupted) …")
    vectors = settings.cache / "eval" / "vectors"
    embedder = LazyEmbedder(settings)
    dense = dense_run(articles, queries, embedder, vectors, lambda n, of: say(f"{n} of {of}"))
    say("ordering what was found as the assistant does …")
    ordered = finder_run(articles, queries, lexical, dense, embedder)
    runs = [lexical, dense, fused_run(lexical, dense, Mix()), ordered]
    halves = (("all questions", None), ("even ids (tuned on)", even), ("odd ids (held out)", odd))
    parts: list[tuple[str, Sequence[Scores]]] = [
        (title, [measure(run, queries, half) for run in runs]) for title, half in halves
    ]
    if tuning:
        best = tune(lexical, dense, queries)[:10]
        parts.append(("the ten best mixes, even ids", [scores for _, scores in best]))
        held = [measure(fused_run(lexical, dense, mix), queries, odd) for mix, _ in best]
        parts.append(("the same mixes, odd ids", held))
    return parts


def bench_corpus() -> Corpus:
    """What times are taken over: the real corpus, or the samples where that isn't here."""
    corpora = shipped_corpora()
    return next(c for c in (corpora["guangshan"], corpora["samples"]) if not c.missing)


def bench_cold(corpus: Corpus, folder: Path, say: Say) -> list[tuple[str, Command]]:
    """The command line as processes of its own: a first ingest, then commands on its index."""
    say(f"'fazhi ingest' of {corpus.name} from cold …")
    paths = [str(path) for path in corpus.paths]
    taken = run_command(["ingest", *paths], folder / "cold")
    say("commands from cold …")
    return [(f"fazhi ingest, {corpus.name}", taken), *_cold_commands(folder / "cold")]


def bench_warm(corpus: Corpus, folder: Path, say: Say) -> Iterator[IngestTime | list[Stage]]:
    """With a loaded model: an ingest beside embedding alone, then the suites' questions."""
    settings = load_settings()
    embedder: Embedder = LazyEmbedder(settings)
    say("ingest beside embedding alone, warm …")
    with Stores(private_settings(settings, folder / "warm"), embedder) as stores:
        yield time_ingest(stores, corpus.paths)
        say("questions, warm …")
        yield _question_times(stores, corpus, embedder)


def _cold_commands(home: Path) -> list[tuple[str, Command]]:
    question = "2023年光山县受理行政复议多少件？"
    return [
        ("fazhi --help", run_command(["--help"], home)),
        ("fazhi list", run_command(["list"], home)),
        (f"fazhi ask {question}", run_command(["ask", question], home, (0, 3))),
    ]


def _question_times(stores: Stores, corpus: Corpus, embedder: Embedder) -> list[Stage]:
    suites = [plan.suite for plan in shipped_suites([]) if plan.corpus == corpus]
    today = suites[0].today if suites else dt.date.today()
    assistant = assistant_over(stores, today)
    questions = [case.question for suite in suites for case in suite.cases]
    return time_questions(assistant.ask, questions, embedder)


def opponent_bouts(
    names: Sequence[str],
    suites: Sequence[str],
    generated: int,
    keep: Path | None,
    model: bool,
    say: Say,
) -> Iterator[Bout]:
    """Opponents over shipped suites (all, or those named), then over generated reports.

    They are the scripted ones, or with the name ``configured`` the model that the settings name,
    or with ``gemma`` a small real one that is served meanwhile.
    """
    settings = load_settings()
    embedder: Embedder = LazyEmbedder(settings) if model else HashingEmbedder()
    with _writers(names, settings) as writers:
        for plan in shipped_suites([]):
            if plan.corpus.missing or (suites and plan.suite.name not in suites):
                continue
            say(f"fighting over {plan.suite.name} …")
            with opened(plan.corpus, settings, embedder, keep) as (stores, _):
                trials = case_trials(plan.suite.cases, CatalogueSources(stores.catalogue))
                yield from fight(stores, plan.suite.today, plan.suite.name, trials, writers)
        if generated:
            say(f"fighting over {generated} generated questions …")
            yield from generated_bouts(generated, settings, embedder, writers)


@contextmanager
def _writers(names: Sequence[str], settings: Settings) -> Iterator[list[Writer]]:
    if "gemma" in names:
        with (
            tempfile.TemporaryDirectory(prefix="fazhi-opponent-") as folder,
            served_model(Path(folder)) as url,
        ):
            yield configured(settings.model_copy(update=model_settings(url)))
    elif "configured" in names:
        yield configured(settings)
    else:
        yield scripted(names)
