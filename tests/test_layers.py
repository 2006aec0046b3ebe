"""Imports point one way, and what is heavy is imported in one place, late.

``assistant`` knows nothing of ``ingest``, ``ui`` or ``eval``; those three import ``assistant``,
never each other. Two exceptions, each by public functions only: ``eval`` may drive ``ingest`` to
build an index, and ``ui/service.py``, the composition root, which puts the parts of the running
program together, may import ``ingest`` so that ``fazhi ingest`` exists. Nothing else in ``ui`` may.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("assistant", "ingest", "ui", "eval")
ALLOWED = {
    "assistant": {"assistant"},
    "ingest": {"ingest", "assistant"},
    "ui": {"ui", "assistant"},
    "eval": {"eval", "assistant", "ingest"},
}
COMPOSITION_ROOT = "ui.service"
ONE_MODULE_EACH = ("chromadb", "tantivy", "sentence_transformers", "langchain_openai")
CLI_NEEDS = {"typer", "rich"}


@dataclass(frozen=True, kw_only=True)
class Import:
    """One imported module name, and whether it is imported as soon as its importer is."""

    importer: str
    name: str
    line: int
    at_once: bool

    @property
    def top(self) -> str:
        return self.name.partition(".")[0]


@cache
def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports(module: str) -> tuple[Import, ...]:
    """All imports of a module, those inside functions included."""
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    return tuple(_imports_in(tree, module, at_once=True))


def _imports_in(node: ast.AST, module: str, *, at_once: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        for name in _names(child, module):
            yield Import(importer=module, name=name, line=child.lineno, at_once=at_once)
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for part in child.body:
                yield from _imports_in(part, module, at_once=False)
                for name in _names(part, module):
                    yield Import(importer=module, name=name, line=part.lineno, at_once=False)
            continue
        late = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from _imports_in(child, module, at_once=at_once and not late)


def _names(node: ast.AST, module: str) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{module}:{node.lineno} imports relatively; say the whole name"
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def every_import() -> Iterator[Import]:
    for module in modules():
        yield from imports(module)


def at_start(module: str) -> set[str]:
    """The modules of ours that importing ``module`` imports, itself and packages included."""
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        while name and name not in modules():
            name = name.rpartition(".")[0]
        if not name or name in seen:
            continue
        seen.add(name)
        waiting.append(name.rpartition(".")[0])
        waiting += [i.name for i in imports(name) if i.at_once and i.top in PACKAGES]
    return seen


def test_the_reader_of_imports_sees_them():
    tree = ast.parse(
        "import a.b\n"
        "if TYPE_CHECKING:\n    from c import d\n"
        "def f():\n    import e\n"
        "class K:\n    import g\n"
        "try:\n    import h\nexcept ImportError: pass\n"
    )
    found = {(i.name, i.at_once) for i in _imports_in(tree, "m", at_once=True)}
    assert found == {("a.b", True), ("c.d", False), ("e", False), ("g", True), ("h", True)}


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_point_one_way(package):
    wrong = [
        f"{i.importer}:{i.line} imports {i.name}"
        for i in every_import()
        if i.importer.partition(".")[0] == package
        and i.top in PACKAGES
        and i.top not in ALLOWED[package]
        and not (i.importer == COMPOSITION_ROOT and i.top == "ingest")
    ]
    assert not wrong


def test_the_composition_root_imports_public_names_only():
    private = [
        i.name
        for i in every_import()
        if i.importer.partition(".")[0] != "ingest"
        and i.top == "ingest"
        and any(part.startswith("_") for part in i.name.split("."))
    ]
    assert not private


@pytest.mark.parametrize("library", ONE_MODULE_EACH)
def test_one_module_knows_the_library(library):
    importers = {i.importer for i in every_import() if i.top == library}
    assert len(importers) <= 1, f"{library} is imported by {sorted(importers)}"
    assert all(name.startswith("assistant.") for name in importers)


def test_tests_and_samples_are_not_imported():
    assert not [i for i in every_import() if i.top in ("tests", "samples")]


def test_the_command_line_starts_with_light_imports_only():
    """``fazhi --help`` is instant because nothing but these is imported before a command runs."""
    assert {"ui.cli", "ui.commands.questions", "ui.console"} <= at_start("ui.cli")
    third_party = {
        f"{i.importer} imports {i.name}"
        for module in at_start("ui.cli")
        for i in imports(module)
        if i.at_once
        and i.top not in PACKAGES
        and i.top not in sys.stdlib_module_names
        and i.top not in CLI_NEEDS
    }
    assert not third_party


def test_every_file_is_installed():
    """A flat layout is not found by itself: what pyproject doesn't name stays out of a wheel."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    setup = project["tool"]["setuptools"]
    data = [
        f"{package}/{pattern}"
        for package, patterns in setup["package-data"].items()
        for pattern in patterns
    ]
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*"):
            name = path.relative_to(ROOT)
            if path.is_dir() or "__pycache__" in name.parts:
                continue
            if path.suffix == ".py":
                assert (path.parent / "__init__.py").exists(), f"{name} is in no package"
            else:
                assert any(fnmatch(str(name), one) for one in data), f"{name} is left out"
    for package in PACKAGES:
        assert f"{package}*" in setup["packages"]["find"]["include"]
