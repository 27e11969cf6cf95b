"""Imports go down only."""

from collections import defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter

from project.imports import INTERNAL, MODULES, Import, part

GROUND = {"errors", "optional", "frozenmap", "plain"}
FORMS = GROUND | {"forms"}
MODEL = FORMS | {"model"}
RULES = MODEL | {"rules"}
CHECK = RULES | {"analysis", "checking", "diagnosis"}

MAY_IMPORT = {
    "errors": GROUND,
    "optional": GROUND,
    "frozenmap": GROUND,
    "plain": GROUND,
    "forms": FORMS,
    "model": MODEL,
    "rules": RULES,
    "analysis": FORMS | {"analysis"},
    "checking": CHECK,
    "diagnosis": CHECK,
    "policy": CHECK | {"policy"},
    "render": CHECK | {"policy", "render"},
    "readers": MODEL | {"readers", "writers"},  # JSON of our own is read by what writes it
    "writers": MODEL | {"writers"},
    "strategies": RULES | {"analysis", "writers", "strategies"},
    "testing": CHECK | {"writers", "strategies", "testing"},
    "pytest_plugin": {"testing"},
}
"""Part of the package (a module or folder below it) to the parts it may import. What is new needs a row."""

TOP = {"", "__main__", "_hypothesis", "cli"}
"""The package itself, and what runs it or speaks for the whole of it, may import every part."""

PARTS = {part(module) for module in MODULES}


def edges() -> Iterator[tuple[Import, str]]:
    """Every import of our own, with the part it names ("" for a name of the package itself)."""
    for each in INTERNAL:
        _, _, rest = each.target.partition(".")
        yield each, part(rest) if part(rest) in PARTS else ""


def test_every_part_has_its_place():
    """A new module or folder is given its layer."""
    assert set() == PARTS - MAY_IMPORT.keys() - TOP


def test_imports_go_down_only():
    """No part imports a part above it; readers and writers know no rules; only the top imports the package itself."""
    wrong = [
        str(each)
        for each, target in edges()
        if part(each.importer) not in TOP and target not in MAY_IMPORT.get(part(each.importer), set())
    ]

    assert [] == wrong


def test_parts_do_not_import_each_other_in_circles():
    """Where two parts share a layer, one of them stands below the other."""
    graph = defaultdict(set)
    for each, target in edges():
        if target != part(each.importer):
            graph[part(each.importer)].add(target)

    assert list(TopologicalSorter(graph).static_order())
