"""``fazhi`` as people and scripts use it: what it prints where, and what it ends with."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import typer.main

from assistant.lock import OwnerLock
from ingest.metadata import KEYS
from tests.command_line import Cli
from ui.cli import app
from ui.commands.questions import demo_questions
from ui.exits import Exit
from ui.holdings import WireHolding, WireIngest
from ui.schemas import WireFailure, WireOutcome

HEAVY = {
    "chromadb",
    "fastapi",
    "gradio",
    "httpx",
    "langchain_core",
    "lxml",
    "numpy",
    "pdfplumber",
    "pydantic",
    "pypdf",
    "rjieba",
    "sentence_transformers",
    "sqlalchemy",
    "tantivy",
    "torch",
    "trafilatura",
    "transformers",
    "yaml",
}


@pytest.fixture
def reading(stocked_home: Path) -> Cli:
    return Cli(stocked_home)


@pytest.fixture
def stocked(stocked_home: Path, tmp_path: Path) -> Cli:
    return Cli(shutil.copytree(stocked_home, tmp_path / "home"))


@pytest.fixture
def empty(tmp_path: Path) -> Cli:
    return Cli(tmp_path / "home")


def python(*words: str, home: Path | None = None, **more: Any) -> subprocess.Popen[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("FAZHI_")}
    if home:
        env["FAZHI_HOME"] = str(home)
    env.update(more.pop("env", {}))
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
    return subprocess.Popen(
        [sys.executable, *words],
        env=env,
        text=True,
        encoding="utf-8",
        preexec_fn=_hear_ctrl_c,
        **(pipes | more),
    )


def _hear_ctrl_c() -> None:
    """A shell's background jobs ignore it, and so do their children: tests run there, too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


# Starting


def test_help_imports_nothing_heavy():
    code = (
        "import sys\n"
        "from ui.cli import main\n"
        "sys.argv = ['fazhi', '--help']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert end.code == 0\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    with python("-c", code) as process:
        out, err = process.communicate(timeout=60)
    assert "ask" in out and "doctor" in out
    loaded = {name.partition(".")[0] for name in err.split()}
    assert "typer" in loaded
    assert not loaded & HEAVY


def test_help_is_instant():
    """Measured against bare Python in the same moment, so that a slow machine is no failure."""
    bare = min(_cpu_seconds("-c", "pass") for _ in range(3))
    shown = min(_cpu_seconds("-m", "ui.cli", "--help") for _ in range(3))
    assert shown < 25 * bare, f"--help takes {shown:.2f} s of CPU, bare Python {bare:.2f} s"


def _cpu_seconds(*words: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with python(*words) as process:
        process.communicate(timeout=60)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_version(empty: Cli):
    result = empty("--version")
    assert result.exit_code == 0 and result.stdout.startswith("fazhi 0.")


def test_every_command_explains_itself(empty: Cli):
    for command in typer.main.get_command(app).commands:
        result = empty(command, "--help")
        assert result.exit_code == 0 and "Usage: fazhi" in _plain(result.stdout), command


def test_help_names_the_exit_codes_and_the_metadata(empty: Cli):
    words = _plain(empty("--help").stdout).split()
    assert {str(code.value) for code in Exit} <= set(words)
    told = _plain(empty("ingest", "--help").stdout)
    assert all(key in told for key in KEYS)


@pytest.mark.parametrize(
    "words",
    [
        ["nosuch"],
        ["ask"],
        ["ask", "?", "--year", "soon"],
        ["ask", "?", "--year", "1800"],
        ["ask", "?", "--kind", "poem"],
        ["ask", "?", "--audience", "everybody"],
        ["ingest"],
        ["ingest", "x.md", "--meta", "year"],
        ["ingest", "x.md", "--meta", "=2023"],
    ],
)
def test_a_wrong_command_line_is_usage(empty: Cli, words: list[str]):
    result = empty(*words)
    assert result.exit_code == Exit.USAGE
    assert result.stdout == "" and result.stderr


# Errors


def test_an_error_is_two_lines_for_a_person(empty: Cli):
    result = empty("show", "nosuch")
    assert result.exit_code == Exit.FAILED and result.stdout == ""
    first, second = result.stderr.strip().splitlines()
    assert first.startswith("错误 [not_found]: ") and "'nosuch'" in first
    assert second.startswith("→ ")


def test_an_error_is_an_object_for_a_program(empty: Cli):
    failure = WireFailure.model_validate(empty.json("show", "nosuch"))
    assert failure.error.code == "not_found" and failure.error.hint


def test_an_unknown_setting_is_refused(empty: Cli):
    result = empty("list", env={"FAZHI_HOEM": "/tmp/x"})
    assert result.exit_code == Exit.USAGE and "'FAZHI_HOEM'" in result.stderr


def test_a_locked_folder_has_its_own_exit_code(stocked: Cli):
    with OwnerLock(stocked.home, purpose="somebody else"):
        result = stocked("list", "--json", env={"FAZHI_LOCK_TIMEOUT": "0"})
    assert result.exit_code == Exit.LOCKED
    failure = WireFailure.model_validate_json(result.stdout)
    assert failure.error.code == "locked" and "somebody else" in failure.error.message


def test_markup_and_controls_in_names_are_only_text(empty: Cli):
    result = empty("show", "[red]x[/red]\x1b[2J")
    assert "[red]x[/red]" in result.stderr and "\x1b" not in result.stderr


# Documents


def test_ingest_tells_each_source_and_goes_on(empty: Cli, samples_dir: Path, tmp_path: Path):
    (tmp_path / "empty.txt").touch()
    sample = str(samples_dir / "fucheng-2022.md")
    result = empty("ingest", str(tmp_path / "empty.txt"), "nosuch.md", sample)
    assert result.exit_code == Exit.FAILED
    assert "added" in result.stdout and "fucheng-2022" in result.stdout
    assert "nosuch.md" in result.stderr and "empty.txt" in result.stderr
    assert "done 1" in result.stderr and "failed 2" in result.stderr


def test_ingest_again_changes_nothing(stocked: Cli, samples_dir: Path):
    body = stocked.json("ingest", str(samples_dir / "fucheng-2022.md"))
    report = WireIngest.model_validate(body)
    assert [one.status for one in report.results] == ["unchanged"]


def test_meta_overrides_the_text(empty: Cli, samples_dir: Path):
    words = ["ingest", str(samples_dir / "fucheng-2022.md"), "--meta", "year=2019"]
    report = WireIngest.model_validate(empty.json(*words, "--meta", "title=某标题"))
    assert report.results[0].document is not None
    assert (report.results[0].document.year, report.results[0].document.title) == (2019, "某标题")


def test_a_wrong_meta_names_the_key(empty: Cli, samples_dir: Path):
    result = empty("ingest", str(samples_dir / "fucheng-2022.md"), "--meta", "yaer=2019")
    assert result.exit_code != Exit.OK and "'yaer'" in result.stderr


def test_list_shows_what_there_is(reading: Cli, samples_dir: Path):
    slugs = {path.stem for path in samples_dir.glob("*.md") if path.stem != "README"}
    assert {one["slug"] for one in reading.json("list")["documents"]} == slugs
    shown = reading("list").stdout
    assert all(slug in shown for slug in slugs)


def test_an_empty_folder_lists_nothing(empty: Cli):
    assert empty.json("list") == {"documents": []}
    assert "fazhi ingest" in empty("list").stderr


def test_show_tells_what_is_known_and_what_not(reading: Cli):
    held = WireHolding.model_validate(reading.json("show", "fucheng-2022"))
    assert held.document.year == 2022 and held.document.published is None
    assert [one.state for one in held.versions] == ["current"]
    assert ["一、依法行政能力"] in [path[-1:] for path in held.sections]
    assert held.passages > 0 and held.indicators > 0
    shown = reading("show", "fucheng-2022").stdout
    assert "未知 unknown" in shown and "2022" in shown and "二、规范性文件清理" in shown
    assert held.document.note and held.document.note in shown


def test_show_by_id_and_text_alone(reading: Cli, samples_dir: Path):
    document = reading.json("show", "fucheng-2022")["document"]
    text = reading("show", document["id"], "--text").stdout
    assert "宣布失效9件" in text and "未知" not in text
    assert reading.json("show", "fucheng-2022", "--text")["text"].strip() == text.strip()


def test_delete_needs_a_yes(stocked: Cli):
    result = stocked("delete", "fucheng-2022")
    assert result.exit_code == Exit.FAILED and "--yes" in result.stderr
    assert stocked("show", "fucheng-2022").exit_code == Exit.OK


def test_delete_removes_everywhere(stocked: Cli):
    result = stocked("delete", "fucheng-2022", "jinghai-2020", "--yes")
    assert result.exit_code == Exit.OK
    left = {one["slug"] for one in stocked.json("list")["documents"]}
    assert left and not left & {"fucheng-2022", "jinghai-2020"}
    assert stocked("doctor").exit_code == Exit.OK


def test_delete_of_one_that_is_not_there_deletes_none(stocked: Cli):
    result = stocked("delete", "fucheng-2022", "nosuch", "--yes")
    assert result.exit_code == Exit.FAILED
    assert stocked("show", "fucheng-2022").exit_code == Exit.OK


def test_doctor_finds_and_reindex_mends(stocked: Cli):
    assert stocked.json("doctor") == {"ok": True, "findings": []}
    shutil.rmtree(stocked.home / "lexical")
    result = stocked("doctor", "--json")
    assert result.exit_code == Exit.FAILED
    findings = json.loads(result.stdout)["findings"]
    assert {one["kind"] for one in findings} == {"missing_postings"}
    assert "fazhi reindex" in stocked("doctor").stderr
    assert stocked("reindex").exit_code == Exit.OK
    assert stocked("doctor").exit_code == Exit.OK


# Questions


def test_an_answer_is_the_wire_object(reading: Cli):
    result = reading("ask", "2023年光山县受理行政复议案件多少件？", "--json")
    assert result.exit_code == Exit.OK, result.output
    outcome = WireOutcome.model_validate_json(result.stdout)
    assert outcome.status == "answered"
    primary = [value for value in outcome.values if value.primary]
    assert [(value.value, value.unit) for value in primary] == [("60", "件")]
    text = reading.json("show", outcome.citations[0].document_id, "--text")["text"]
    for cited in outcome.citations:
        assert text[cited.start : cited.end] == cited.quote


def test_an_answer_for_a_person(reading: Cli):
    result = reading("ask", "2023年光山县受理行政复议案件多少件？")
    assert result.exit_code == Exit.OK
    for shown in ("60", "[1]", "2023年受理行政复议案件60件", "注：本文为项目编写的数据摘要"):
        assert shown in result.stdout
    assert "Loading" in result.stderr


def test_filters_reach_the_assistant(reading: Cli):
    asked = ["ask", "受理行政复议案件多少件？", "--year", "2021", "--jurisdiction", "光山县"]
    result = reading(*asked, "--json")
    assert result.exit_code == Exit.ABSTAINED
    outcome = WireOutcome.model_validate_json(result.stdout)
    assert (outcome.status, outcome.reason) == ("abstained", "year_not_covered")


def test_an_abstention_for_a_person(reading: Cli):
    result = reading("ask", "光山县2021年受理行政复议多少件？")
    assert result.exit_code == Exit.ABSTAINED
    assert "year_not_covered" in result.stdout and "2023" in result.stdout


def test_broken_bytes_in_a_question_are_no_crash(reading: Cli):
    result = reading("ask", "光山县2023年受理行政复议案件多少件？\udcff", "--json")
    assert result.exit_code in (Exit.OK, Exit.ABSTAINED, Exit.USAGE), result.output


@pytest.mark.parametrize("question", ["", "   ", "多" * 2000])
def test_a_question_that_cannot_be_asked(reading: Cli, question: str):
    result = reading("ask", "--json", "--", question)
    assert result.exit_code == Exit.USAGE
    failure = WireFailure.model_validate_json(result.stdout)
    assert "question" in failure.error.code and failure.error.hint


def test_batch_from_file_to_file(reading: Cli, tmp_path: Path):
    questions, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    questions.write_text(
        '{"id": "a", "question": "受理行政复议案件多少件？", "jurisdiction": "光山县"}\n'
        "not json\n"
        '{"id": 2, "question": "受理行政复议案件多少件？", "year": [2021]}\n'
        '{"id": 3, "question": ""}\n',
        encoding="utf-8",
    )
    result = reading("batch", str(questions), "-o", str(answers))
    assert result.exit_code == Exit.FAILED
    assert "line 2" in result.stderr and "line 4" in result.stderr
    assert "skipped 2" in result.stderr and result.stdout == ""
    lines = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert [line.pop("id") for line in lines] == ["a", 2]
    assert [WireOutcome.model_validate(line).status for line in lines] == ["answered", "abstained"]


def test_batch_through_pipes(reading: Cli):
    line = '{"id": 1, "question": "光山县2023年受理行政复议案件多少件？"}\n'
    result = reading("batch", "-", stdin=line)
    assert result.exit_code == Exit.OK, result.output
    assert json.loads(result.stdout)["id"] == 1


def test_batch_names_a_missing_file_before_it_loads_anything(empty: Cli):
    result = empty("batch", "nosuch.jsonl")
    assert result.exit_code == Exit.FAILED
    assert "nosuch.jsonl" in result.stderr and "Loading" not in result.stderr


def test_chat_without_a_terminal_answers_the_demo(reading: Cli):
    result = reading("chat")
    assert result.exit_code == Exit.OK, result.output
    questions = demo_questions()
    assert len(questions) == 3
    assert all(question in result.stdout for question in questions)
    assert "60" in result.stdout and "1113" in result.stdout and "year_not_covered" in result.stdout


def test_chat_without_documents_says_how_to_get_some(empty: Cli):
    result = empty("chat")
    assert result.exit_code == Exit.OK and "fazhi ingest" in result.stderr


# The process


def test_a_reader_that_goes_away_is_no_crash(stocked_home: Path):
    with python("-m", "ui.cli", "list", home=stocked_home) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        told = process.stderr.read()
        assert process.wait(timeout=60) == Exit.READER_GONE
    assert "Traceback" not in told and "BrokenPipe" not in told


def test_ctrl_c_is_no_crash(stocked: Cli):
    with (
        OwnerLock(stocked.home, purpose="a test"),
        python(
            "-m", "ui.cli", "ask", "?", home=stocked.home, env={"FAZHI_LOCK_TIMEOUT": "60"}
        ) as process,
    ):
        assert process.stderr
        assert "Loading" in process.stderr.readline()  # said before anything slow is done
        _wait_until_idle(process)
        process.send_signal(signal.SIGINT)
        told = process.stderr.read()
        assert process.wait(timeout=60) == Exit.INTERRUPTED
    assert "Interrupted" in told and "Traceback" not in told


def _wait_until_idle(process: subprocess.Popen[str]) -> None:
    """Until it uses next to no CPU: it has started and waits for the lock."""
    stat = Path(f"/proc/{process.pid}/stat")
    if not stat.exists():
        pytest.skip("no /proc here")
    ticks, before = _ticks(stat), -99
    while ticks - before > 3:
        assert process.poll() is None
        time.sleep(0.5)
        ticks, before = _ticks(stat), ticks


def _ticks(stat: Path) -> int:
    user, system = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    return int(user) + int(system)


def test_chat_at_a_terminal(stocked_home: Path):
    """A real terminal: questions one by one, one of them bad, until an empty line."""
    shown = _at_terminal(stocked_home, ["chat"], "光山县2023年受理行政复议案件多少件？\n？？？\n\n")
    assert "行政复议受理量" in shown and "60" in shown
    assert "[empty_question]" in shown
    assert "demo" not in shown


def test_delete_asks_at_a_terminal(stocked: Cli):
    assert "Delete these 1?" in _at_terminal(stocked.home, ["delete", "fucheng-2022"], "n\n")
    assert stocked("show", "fucheng-2022").exit_code == Exit.OK
    assert "deleted 1" in _at_terminal(stocked.home, ["delete", "fucheng-2022"], "y\n")
    assert stocked("show", "fucheng-2022").exit_code == Exit.FAILED


def _at_terminal(home: Path, words: list[str], typed: str) -> str:
    """All that a terminal is given to show while a command runs in it."""
    pty = pytest.importorskip("pty")
    code = (
        "from assistant.embedding import HashingEmbedder\nfrom ui.cli import app\n"
        f"app({words!r}, obj=HashingEmbedder(), prog_name='fazhi')"
    )
    ours, theirs = pty.openpty()
    ends = {"stdin": theirs, "stdout": theirs, "stderr": theirs, "env": {"TERM": "xterm"}}
    with python("-c", code, home=home, **ends) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        shown = b""
        with suppress(OSError):  # a terminal whose other end is closed gives EIO, not an end
            while part := os.read(ours, 4096):
                shown += part
        process.wait(timeout=60)
    os.close(ours)
    return shown.decode("utf-8", "replace")


@pytest.mark.model
def test_the_first_run(samples_dir: Path, bundled_cache: Path, tmp_path: Path):
    """What `make run` does, with the real model, in processes of their own."""
    cache = {"FAZHI_CACHE": str(bundled_cache)}
    for words in (["ingest", str(samples_dir)], ["chat"]):
        with python("-m", "ui.cli", *words, home=tmp_path / "home", env=cache) as process:
            out, err = process.communicate(timeout=240)
        assert process.returncode == 0, err
    assert "60件" in out and "1113件" in out and "year_not_covered" in out


def test_pipes_get_utf8_whatever_the_locale_says(stocked_home: Path):
    plain = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    with python("-m", "ui.cli", "list", home=stocked_home, env=plain) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "光山县" in out


def _plain(text: str) -> str:
    """Help without its frames."""
    return " ".join(text.replace("│", " ").split())
