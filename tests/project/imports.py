"""Every import of the package, read from the source."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).resolve().parents[2] / "src"
PACKAGE = "govdisclosure"

BASE = {"attr", "attrs", "cattrs"}
"""Third-party packages of the base install; every module may import them."""


class Import(NamedTuple):
    """One import: the module that has it, what it names, where, and the extra that it says brings it ("")."""

    importer: str
    target: str
    line: int
    inside_function: bool
    extra: str

    def __str__(self) -> str:
        return f"{self.importer or '__init__'} line {self.line} imports {self.target}"


def part(module: str) -> str:
    """The first name of a dotted one: the part of the package, or the package itself."""
    return module.partition(".")[0]


def module_name(path: Path) -> str:
    """The dotted name below the package: "" for the package itself, "readers.web.html"."""
    parts = path.relative_to(SOURCE / PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def targets(node: ast.AST) -> Iterator[tuple[str, str]]:
    """What a statement, call or text imports, and the extra; ``from govdisclosure import x`` names ``govdisclosure.x``.

    A text that is the name of one of our modules counts, whatever is done with it.
    """
    match node:
        case ast.Import(names=names):
            yield from ((alias.name, "") for alias in names)
        case ast.ImportFrom(module=module, names=names) if module and part(module) == PACKAGE:
            yield from ((f"{module}.{alias.name}", "") for alias in names)
        case ast.ImportFrom(module=module):
            yield module or "", ""
        case ast.Constant(value=str(text)) if text.startswith(f"{PACKAGE}.") and named(text) in MODULES:
            yield f"{PACKAGE}.{named(text)}", ""
        case ast.Call(func=ast.Name(id="require" | "import_module"), args=[ast.Constant(value=str(module)), *_]):
            extras = [str(each.value.value) for each in node.keywords if isinstance(each.value, ast.Constant)]
            yield module, extras[0] if extras and node.keywords[0].arg == "extra" else ""


def named(text: str) -> str:
    """What a text like "govdisclosure.rules.rule:Outcome" names below the package."""
    return text.partition(".")[2].partition(":")[0]


def is_computed(node: ast.AST) -> bool:
    """Whether a call imports a module whose name does not stand there."""
    match node:
        case ast.Call(func=ast.Name(id="require" | "import_module"), args=[ast.Constant(), *_]):
            return False
        case ast.Call(func=ast.Name(id="require" | "import_module" | "__import__")):
            return True
    return False


def imports_of(path: Path) -> Iterator[Import]:
    """Every import of a module, type-checking ones and those inside functions as well."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    inner = {id(node) for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        for target, extra in targets(node):
            yield Import(module_name(path), target, getattr(node, "lineno", 0), id(node) in inner, extra)


def module_of(target: str) -> str:
    """Our module that an import of ``target`` loads: that of a name in it, the longest that there is."""
    _, _, name = target.partition(".")
    while name not in MODULES:
        name = name.rpartition(".")[0]
    return name


MODULES = {module_name(path): path for path in sorted((SOURCE / PACKAGE).rglob("*.py"))}
IMPORTS = [each for path in MODULES.values() for each in imports_of(path)]
INTERNAL = [each for each in IMPORTS if part(each.target) == PACKAGE]
OPTIONAL = [each for each in IMPORTS if part(each.target) not in {*sys.stdlib_module_names, *BASE, PACKAGE}]
"""Imports of what the base install does not bring."""
COMPUTED = {
    module
    for module, path in MODULES.items()
    if any(map(is_computed, ast.walk(ast.parse(path.read_text(encoding="utf-8")))))
}
"""Modules that import what they are told."""
