"""Commands that look after the documents: take in, list, show, delete."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import FazhiError
from ui.commands.opening import counting, opened
from ui.console import print_json, printable, reporting, say, screen
from ui.exits import Exit
from ui.meta import parse_meta
from ui.progress import progress

if TYPE_CHECKING:
    from ui.holdings import WireIngest, WireSource

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object for a program.")]
MARKS = {"added": "+", "updated": "↑", "refreshed": "~", "unchanged": "=", "duplicate": "≡"}


def ingest(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders, globs (quoted), http(s) URLs.",
            show_default=False,
        ),
    ],
    meta: Annotated[
        list[str] | None,
        typer.Option(
            "--meta", metavar="KEY=VALUE", help="Said of every source, over what its text says."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take documents in.

    A source that can't be read is named, and the others go on (exit code 1).

    Keys of --meta: title, issuer, jurisdiction, kind, year, published, signed,
    adopted, source, url, note, audience.
    """
    with reporting(as_json):
        said = parse_meta(meta or ())
        with opened(context) as service, progress("正在导入… Ingesting…") as tell:
            report = service.ingest(sources, said, counting(tell))
        if as_json:
            print_json(report.model_dump(mode="json"))
        else:
            _tell_ingest(report)
    if any(result.error for result in report.results):
        raise typer.Exit(Exit.FAILED)


def _tell_ingest(report: WireIngest) -> None:
    out = screen()
    for result in report.results:
        if result.error:
            say(f"✗ {result.source}: [{result.error.code}] {result.error.message}")
            say(f"  → {result.error.hint}" if result.error.hint else "")
        else:
            out.print(printable(_result_line(result)), soft_wrap=True)
    failed = sum(1 for result in report.results if result.error)
    done = len(report.results) - failed
    say(f"完成 done {done} · 失败 failed {failed} · {report.seconds:.1f} s")


def _result_line(result: WireSource) -> str:
    document = result.document
    name = f"{document.slug} {document.title}" if document else result.source
    size = f" ({result.passages} passages, {result.indicators} figures)" if result.passages else ""
    return f"{MARKS[result.status]} {result.status}: {name}{size}"


def list_documents(context: typer.Context, as_json: AsJson = False) -> None:
    """List the documents."""
    with reporting(as_json):
        with opened(context) as service:
            documents = service.documents()
        if as_json:
            from ui.holdings import wire_document

            held = [wire_document(document).model_dump(mode="json") for document in documents]
            print_json({"documents": held})
        elif documents:
            from ui.render_documents import document_table

            screen().print(document_table(documents))
        else:
            say("还没有文件。 There are no documents yet.\n→ fazhi ingest PATH")


def show(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="DOC", help="Its name or id, as in list.")],
    text: Annotated[
        bool, typer.Option("--text", help="Print its current text and no more.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show a document's metadata, versions and outline, or its text."""
    with reporting(as_json):
        with opened(context) as service:
            shown = service.holding(document)
            words = service.text(shown.document.id) if text else None
        if as_json:
            body = shown.model_dump(mode="json")
            print_json(body if words is None else body | {"text": words})
        elif words is not None:
            sys.stdout.write(words if words.endswith("\n") else f"{words}\n")
        else:
            from ui.render_documents import holding

            screen().print(holding(shown))


def delete(
    context: typer.Context,
    documents: Annotated[
        list[str], typer.Argument(metavar="DOC", help="Names or ids, as in list.")
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
) -> None:
    """Remove documents, with all their versions, from every store."""
    with reporting(), opened(context) as service:
        found = {one.id: one for one in map(service.document, documents)}
        for one in found.values():
            say(f"− {one.slug} {one.title}")
        if not yes:
            _confirm(len(found))
        for one in found.values():
            service.delete(one.id)
        say(f"已删除 deleted {len(found)}")


def _confirm(count: int) -> None:
    if not sys.stdin.isatty():
        raise FazhiError(
            f"Deleting {count} needs a yes, and there is no terminal to ask at.",
            hint="Add --yes.",
            code="not_confirmed",
        )
    typer.confirm(f"删除以上{count}件？ Delete these {count}?", abort=True, err=True)
