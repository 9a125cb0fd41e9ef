"""Imports run one way, in no circle, nothing that answers imports what shows answers; rooms are few."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "index", "assistant")
MOST_MODULES = 346
MOST_WITHOUT_A_LIST = 8
# Rooms in which each file is a case of one thing.
REGISTERS = ("cli", "metrics")
# What shows and measures; the rest of `assistant` is what they stand on.
FACES = ("cli", "page", "evaluation", "transcript", "suggestions")


def module_of(path: Path) -> str:
    """Return the dotted name of a module's file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py"))}


def imported(path: Path, *, at_once: bool) -> Iterator[str]:
    """Yield the project's modules that a file imports, or those that it imports as soon as it is imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in _at_once(tree) if at_once else ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _at_once(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what runs when a module is imported: not the bodies of functions, nor what only types need."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _at_once(child)


def face_of(module: str) -> str:
    """Return the face that a module belongs to; empty for what faces stand on."""
    package, _, rest = module.partition(".")
    first = rest.partition(".")[0]
    return first if package == "assistant" and first in FACES else ""


@pytest.mark.parametrize("module", MODULES)
def test_arrows_run_from_corpus_to_index_to_assistant(module: str) -> None:
    place = PACKAGES.index(module.partition(".")[0])
    for other in imported(MODULES[module], at_once=False):
        package = other.partition(".")[0]
        assert package not in PACKAGES or PACKAGES.index(package) <= place, other
        assert package not in ("app", "benchmarks", "tests", "training"), other


@pytest.mark.parametrize("module", [name for name in MODULES if not face_of(name)])
def test_what_answers_imports_no_face(module: str) -> None:
    if module == "assistant.__main__":
        return
    assert not [other for other in imported(MODULES[module], at_once=False) if face_of(other)]


def test_no_import_goes_in_a_circle() -> None:
    arrows = {
        name: [other for other in imported(path, at_once=True) if other in MODULES and other != name]
        for name, path in MODULES.items()
    }
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path[path.index(module) :], module))
        if module not in done:
            for other in arrows[module]:
                visit(other, (*path, module))
            done.add(module)

    for name in arrows:
        visit(name, ())


def test_the_house_stays_small_enough_to_find_something_in_it() -> None:
    assert len(MODULES) <= MOST_MODULES


def test_a_room_lists_what_is_in_it() -> None:
    rooms = [path.parent for path in MODULES.values() if path.name == "__init__.py"]
    crowded = [room for room in rooms if len(list(room.glob("*.py"))) > MOST_WITHOUT_A_LIST]
    for room in crowded:
        contents = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
        named = set(re.findall(r"`(\w+)`", contents))
        missing = {path.stem for path in room.glob("*.py")} - named - {"__init__", "__main__"}
        assert not missing or room.name in REGISTERS, f"{room}: {sorted(missing)}"
