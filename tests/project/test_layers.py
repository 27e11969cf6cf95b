"""Imports go down only, whether they stand at the top of a module, in a function or under TYPE_CHECKING."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from govdisclosure import render
from govdisclosure.readers import formats
from govdisclosure.writers.formats import FORMATS as WRITABLE
from project.imports import COMPUTED, INTERNAL, MODULES, Import, module_of, part, targets

GROUND = {"display", "errors", "optional", "frozenmap", "plain"}
FORMS = GROUND | {"forms"}
MODEL = FORMS | {"narrative", "model"}
RULES = MODEL | {"kernel", "unknowns", "rules"}
CHECK = RULES | {"analysis", "checking", "diagnosis"}

MAY_IMPORT = {
    "display": GROUND,
    "errors": GROUND,
    "optional": GROUND,
    "frozenmap": GROUND,
    "plain": GROUND,
    "forms": FORMS,
    "kernel": FORMS | {"kernel"},
    "unknowns": FORMS | {"kernel", "unknowns"},
    "narrative": FORMS | {"narrative"},
    "model": MODEL,
    "rules": RULES,
    "analysis": FORMS | {"analysis"},
    "checking": CHECK,
    "diagnosis": CHECK,
    "policy": CHECK | {"policy"},
    "render": CHECK | {"policy", "writers", "render"},  # what judges stands above what writes
    "plots": CHECK | {"policy", "writers", "render", "plots"},
    "readers": MODEL | {"readers", "writers"},  # JSON of our own is read by what writes it
    "writers": MODEL | {"kernel", "writers"},  # the kernel writes the sums of a workbook
    "frames": CHECK | {"readers", "writers", "frames"},
    "strategies": RULES | {"analysis", "writers", "strategies"},
    "testing": CHECK | {"writers", "strategies", "testing"},
    "pytest_plugin": {"model", "testing"},
    "web": CHECK | {"policy", "writers", "render", "readers", "web"},
}
"""Part of the package (a module or folder below it) to the parts it may import. What is new needs a row."""

TOP = {"", "__main__", "_hypothesis", "cli"}
"""The package itself, and what runs it or speaks for the whole of it, may import every part."""

TOLD = {
    "readers.one": {f"readers.{each.module}" for each in formats.FORMATS.values() if each.module},
    "readers.word.chunks": {"readers.web.html", "readers.text"},
    "render.corrections": {f"writers.office.marked_{kind}" for kind in ("docx", "xlsx")},
    "writers.documents": {f"writers.{each.module}" for each in WRITABLE.values()},
    "frames": {"frames.checking", "frames.hygiene", "frames.rollup", "frames.years"},
    "render": {f"render.{module}" for module, _ in render.FORMATS.values()},
}
"""What modules import by a name that a table tells them: such imports count as any other."""

EXEMPT = {
    "": "its table names whole modules, which count as texts",
    "optional": "imports what extras bring, never a module of ours",
    "readers.apart": "calls whoever asked, in the process that was asked; it knows nobody and needs nobody",
    "readers.process": "calls the function it was started for, of which the same is true",
}
"""Modules that import what they are told, and bring no import of ours that is not seen elsewhere."""

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

    assert [] == circle(graph)


def test_modules_do_not_import_each_other_in_circles():
    """Of any two modules one stands below the other: an import inside a function mends no circle, it hides one."""
    graph = defaultdict(set, {module: set(told) for module, told in TOLD.items()})
    for each in INTERNAL:
        graph[each.importer].add(module_of(each.target))

    assert [] == circle({module: below - {module} for module, below in graph.items()})


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """Names that import each other in a ring; nothing if there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_whoever_imports_what_it_is_told_is_known():
    """Each such module says what it can be told."""
    assert TOLD.keys() | EXEMPT.keys() == COMPUTED
    assert set() == {each for told in TOLD.values() for each in told} - MODULES.keys()


def test_every_way_of_importing_is_seen():
    """At the top, late, for types alone, by a call, and by a text; a longer text is no name."""
    source = """
from govdisclosure.a import one
if TYPE_CHECKING:
    import govdisclosure.b
def late():
    from govdisclosure import c
    import_module("govdisclosure.d")
    start("govdisclosure.rules:e", "see govdisclosure.rules", "govdisclosure.toml")
"""
    found = {target for node in ast.walk(ast.parse(source)) for target, _ in targets(node)}

    assert {f"govdisclosure.{name}" for name in ("a.one", "b", "c", "d", "rules")} == found
    assert ["a", "b", "a"] == circle({"a": {"b"}, "b": {"a"}})
    assert "readers.web.html" == module_of("govdisclosure.readers.web.html.read")
