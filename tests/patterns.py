"""Regular expressions under attack: every pattern of the package, and texts made from its own parts that nearly match.

A pattern is taken apart as the ``re`` module parses it. Whatever it repeats is repeated: each character and each choice
alone and in pairs, behind all that may stand before it and before what does not follow. Growth is measured, not time:
what takes sixteen times as long for four times the text is at fault on any machine.
"""

import ast
import functools
import importlib
import inspect
import itertools
import pkgutil
import re
import re._constants as constants  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import time
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any, NamedTuple

import govdisclosure

_ONLY_OF_PATTERNS = {"match", "fullmatch", "search", "finditer", "findall"}
METHODS = ("match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split", "scanner")

# ---------------------------------------------------------------------------------------------------- finding them


class Use(NamedTuple):
    """A pattern, where it is from, and the methods that the package calls."""

    name: str
    pattern: "re.Pattern[Any]"
    methods: tuple[str, ...]


def modules() -> Iterator[ModuleType]:
    """Every module of the package."""
    for found in pkgutil.walk_packages(govdisclosure.__path__, "govdisclosure."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def _inside(value: object, name: str, depth: int = 4) -> "Iterator[tuple[str, re.Pattern[Any]]]":
    """The patterns in a value, however it holds them."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif depth and isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _inside(inner, f"{name}[{key!r}]", depth - 1)
    elif depth and isinstance(value, (tuple, list, set, frozenset)):
        for number, inner in enumerate(value):
            yield from _inside(inner, f"{name}[{number}]", depth - 1)
    elif depth and (inspect.isclass(value) or hasattr(type(value), "__attrs_attrs__")):
        for key, inner in inspect.getmembers_static(value):
            if not key.startswith("__"):
                yield from _inside(inner, f"{name}.{key}", depth - 1)


def _made(module: ModuleType) -> "Iterator[tuple[str, re.Pattern[Any]]]":
    """The patterns that functions without arguments make."""
    for name, value in vars(module).items():
        plain = inspect.unwrap(value) if callable(value) and not inspect.isclass(value) else None
        told = getattr(plain, "__annotations__", {}).get("return")
        if inspect.isfunction(plain) and "Pattern" in str(told) and not inspect.signature(plain).parameters:
            yield name, value()


@functools.cache
def _methods(tree: ast.Module) -> dict[str, set[str]]:
    """The methods that a module names behind each name, called or handed on."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            target = node.value.func if isinstance(node.value, ast.Call) else node.value
            if isinstance(target, ast.Subscript):
                target = target.value
            if isinstance(target, ast.Name) and target.id != "re":
                found.setdefault(target.id, set()).add(node.attr)
    return found


@functools.cache
def _imported(tree: ast.Module) -> frozenset[str]:
    """The names that a module imports from others."""
    return frozenset(each.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for each in node.names)


def _methods_of(name: str, module: ModuleType, trees: Mapping[str, ast.Module]) -> tuple[str, ...]:
    """What is called of a pattern: behind its name, there and where it is imported, or behind what it is handed to."""
    base = re.split(r"[.\[]", name)[0]
    own = _methods(trees[module.__name__])
    others = (tree for key, tree in trees.items() if key != module.__name__ and base in _imported(tree))
    found = own.get(base, set()).union(*(_methods(tree).get(base, set()) for tree in others))
    handed = {method for local, named in own.items() if not hasattr(module, local) for method in named}
    return tuple(sorted(found or (handed & _ONLY_OF_PATTERNS) or {"search"}))


@functools.cache
def uses() -> tuple[Use, ...]:
    """Every pattern of the package."""
    found: dict[tuple[str, int, tuple[str, ...]], Use] = {}
    all_modules = list(modules())
    trees = {module.__name__: ast.parse(inspect.getsource(module)) for module in all_modules}
    for module in all_modules:
        tree = trees[module.__name__]
        own = [each for key, value in vars(module).items() if _is_own(key, tree) for each in _inside(value, key)]
        for name, pattern in (*own, *_made(module)):
            methods = _methods_of(name, module, trees)
            key = (pattern.pattern, pattern.flags, methods)
            found.setdefault(key, Use(f"{module.__name__}.{name}", pattern, methods))
        for method, pattern in _written(module, tree):
            name = f"{module.__name__}: re.{method}({pattern.pattern!r})"
            found.setdefault((pattern.pattern, pattern.flags, (method,)), Use(name, pattern, (method,)))
    return tuple(sorted(found.values(), key=lambda use: use.name))  # all processes of a run name the same tests


def _is_own(name: str, tree: ast.Module) -> bool:
    return not name.startswith("__") and name not in _imported(tree)


def _written(module: ModuleType, tree: ast.Module) -> "Iterator[tuple[str, re.Pattern[Any]]]":
    """Each pattern that is written where it is used, as in ``re.search("x+", text)``, with the method.

    One that is put together from what a function is given cannot be looked at: `NameError`.
    """
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and ast.unparse(called.value) == "re" and called.attr in METHODS:
            text = eval(compile(ast.Expression(node.args[0]), "<pattern>", "eval"), vars(module))
            yield called.attr, text if isinstance(text, re.Pattern) else re.compile(text)


# ---------------------------------------------------------------------------------------------------- near misses

_COMMON = "0a年\n ，.<>-\"'"
_MOST = 5
"""Characters that stand for a class, and choices that are put together."""
_ATTACKS = 400
"""Texts that are tried, for each pattern."""
_LONG = 40
"""Repetitions of which fewer are allowed than this are no danger."""


def _literals(tree: Any) -> Iterator[str]:
    """The characters that a pattern names."""
    for node in _nodes(tree):
        if node[0] in (constants.LITERAL, constants.NOT_LITERAL):
            yield chr(node[1])
        elif node[0] is constants.IN:
            for kind, value in node[1]:
                if kind is constants.LITERAL:
                    yield chr(value)
                elif kind is constants.RANGE:
                    yield chr(value[0])


def _nodes(tree: Any) -> Iterator[Any]:
    """Every node of a parsed pattern."""
    for node in tree:
        yield node
        for inner in _subtrees(node):
            yield from _nodes(inner)


def _subtrees(node: Any) -> list[Any]:
    kind, value = node
    if kind is constants.BRANCH:
        return list(value[1])
    if kind is constants.SUBPATTERN:
        return [value[3]]
    if kind is constants.ATOMIC_GROUP:
        return [value]
    if kind in (constants.ASSERT, constants.ASSERT_NOT):
        return [value[1]]
    return [value[2]] if kind in _REPEATS else []


_REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT)


class _Maker:
    """Makes texts from a parsed pattern."""

    def __init__(self, pattern: "re.Pattern[str]") -> None:
        self.tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
        self.flags = pattern.flags & re.IGNORECASE
        self.alphabet = "".join(dict.fromkeys((*_literals(self.tree), *_COMMON)))

    def _class(self, node: Any) -> list[str]:
        """Characters that a class or the like takes."""
        kind, value = node
        if kind is constants.LITERAL:
            return [chr(value)]
        if kind is constants.ANY:
            return [*[char for char in self.alphabet if char != "\n"][:_MOST], "x"]
        if kind is constants.NOT_LITERAL:
            return [*[char for char in self.alphabet if ord(char) != value][:_MOST], "x"]
        return [char for char in (*self.alphabet, "x", "甲") if _takes(value, char)][: 2 * _MOST]

    def samples(self, tree: Any) -> list[str]:
        """A few texts that a piece of a pattern takes, the shortest of each choice first."""
        texts = [""]
        for node in tree:
            own = self._of(node)
            texts = (
                [text + each for text, each in itertools.product(texts[:_MOST], own)]
                if len(own) > 1
                else [text + own[0] for text in texts]
            )
            texts = list(dict.fromkeys(texts))[: 4 * _MOST]
        return texts

    def _of(self, node: Any) -> list[str]:
        kind, value = node
        if kind in (constants.LITERAL, constants.IN, constants.ANY, constants.NOT_LITERAL):
            return self._class(node) or [""]
        if kind is constants.BRANCH:
            return [text for choice in value[1] for text in self.samples(choice)[:_MOST]]
        if kind is constants.SUBPATTERN:
            return self.samples(value[3])
        if kind is constants.ATOMIC_GROUP:
            return self.samples(value)
        if kind in _REPEATS:
            least = max(value[0], 0 if value[1] > 1 and not value[0] else value[0])
            return [text * least for text in self.samples(value[2])] if least else [""]
        return [""]

    def attacks(self) -> Iterator[Callable[[int], str]]:
        """Texts of about so many characters that are likely to be looked at again and again."""
        parts = [part for part in dict.fromkeys(self._parts()) if part[1]]
        for prefix, unit, tail in parts[:: len(parts) // _ATTACKS + 1]:
            yield functools.partial(_filled, prefix, unit, tail)

    def _parts(self) -> Iterator[tuple[str, str, str]]:
        """What comes first, what comes again and again, and what comes last."""
        for before, body, after in self._repeated(self.tree, [""]):
            for prefix, unit, tail in itertools.product(before[:2], body, after):
                yield prefix, unit, tail
                yield "", prefix + unit, tail
        for whole in self.samples(self.tree):
            for cut in (whole, whole[:-1], whole[: len(whole) // 2], whole[:1]):
                yield from (("", cut + apart, "\0") for apart in ("", " ", "x") if cut)

    def _repeated(self, tree: Any, before: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
        """For each piece that may be repeated often: what may stand before it, what it is, and what does not follow."""
        nodes = list(tree)
        for number, node in enumerate(nodes):
            kind, value = node
            if kind in _REPEATS and value[1] > _LONG:
                units = self.samples(value[2])
                pairs = ["".join(pair) for pair in itertools.pairwise(units)]
                follows = self.samples(nodes[number + 1 :])
                starts = {unit[:1] for unit in units}
                strange = [char for char in self.alphabet if char not in starts][:_MOST]
                tails = ["\0", *(text[:-1] + "\0" for text in follows[:2] if len(text) > 1), *strange]
                yield before, [*units, *pairs][: 4 * _MOST], tails
            for inner in _subtrees(node):
                yield from self._repeated(inner, before)
            before = list(
                dict.fromkeys(text + each for text, each in itertools.product(before[:2], self._of(node)[:_MOST]))
            )


def _takes(choices: Any, char: str) -> bool:
    """Whether a class takes a character."""
    negated = choices[0][0] is constants.NEGATE
    return any(_is(choice, char) for choice in choices[negated:]) is not negated


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    constants.CATEGORY_DIGIT: str.isdigit,
    constants.CATEGORY_NOT_DIGIT: lambda char: not char.isdigit(),
    constants.CATEGORY_SPACE: str.isspace,
    constants.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    constants.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    constants.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}


def _is(choice: Any, char: str) -> bool:
    kind, value = choice
    if kind is constants.LITERAL:
        return ord(char) == value
    if kind is constants.RANGE:
        return value[0] <= ord(char) <= value[1]
    return _CATEGORIES[value](char)


def _filled(prefix: str, unit: str, tail: str, length: int) -> str:
    return prefix + unit * max(1, length // len(unit)) + tail


# ---------------------------------------------------------------------------------------------------- measuring

_FLOOR = 0.001
"""Seconds for the longest text below which a pattern is too quick to be judged."""
_LENGTHS = (2_000, 4_000, 8_000)
_STEEP = 9.0
"""Growth over four times the length: a line has 4, a square 16."""


def _call(use: Use, method: str) -> Callable[[str], object]:
    called = getattr(use.pattern, method)
    given = (lambda text: text.encode("utf-8", "surrogatepass")) if isinstance(use.pattern.pattern, bytes) else str
    if method in ("sub", "subn"):
        return lambda text: called(given("") if isinstance(given(""), bytes) else "", given(text))
    if method == "finditer":
        return lambda text: sum(1 for _ in called(given(text)))
    return lambda text: called(given(text))


def taken(run: Callable[[str], object], text: str, times: int) -> float:
    """The least processor time of several runs, in seconds."""
    best = float("inf")
    for _ in range(times):
        start = time.thread_time()
        run(text)
        best = min(best, time.thread_time() - start)
    return best


def _is_hopeless(run: Callable[[str], object], attack: Callable[[int], str]) -> bool:
    """Whether time grows so fast that longer texts would never end: told on short ones, a step at a time."""
    before = 0.0
    for length in range(8, 48, 4):
        now = taken(run, attack(length), 1)
        if now > 0.002 and now > 3 * before > 0 and taken(run, attack(length), 3) > 0.002:
            return True
        before = now
    return any(taken(run, attack(length), 2) > 0.03 for length in (60, 125, 250, 500))


def is_steep(run: Callable[[str], object], attack: Callable[[int], str]) -> bool:
    """Whether time grows faster than the text."""
    if _is_hopeless(run, attack):
        return True
    if taken(run, attack(500), 1) < 15e-6:
        return False
    times = []
    for length in _LENGTHS:
        times.append(taken(run, attack(length), 1))
        if times[-1] > 1:
            return True
    if times[-1] < _FLOOR or times[-1] < _STEEP * times[0]:
        return False
    times = [taken(run, attack(length), 5) for length in _LENGTHS]
    return times[-1] >= _FLOOR and times[-1] >= _STEEP * times[0]


def steep(use: Use) -> list[str]:
    """The methods of a pattern whose time grows faster than the text, each with the beginning of a text."""
    text = use.pattern.pattern
    plain = use.pattern if isinstance(text, str) else re.compile(text.decode("latin-1"), use.pattern.flags)
    found = []
    for method in use.methods:
        run = _call(use, method)
        bad = next((attack for attack in _Maker(plain).attacks() if is_steep(run, attack)), None)
        if bad is not None:
            found.append(f"{use.name}.{method}: {bad(60)!r}")
    return found


# ------------------------------------------------------------------------------------------- what old Pythons get wrong


def has_loose_group(pattern: "re.Pattern[Any]") -> bool:
    """Whether a possessive quantifier repeats a group that is not atomic, anywhere in a pattern."""
    left: list[Any] = [parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)]
    while left:
        part = left.pop()
        if isinstance(part, tuple) and part and part[0] is constants.POSSESSIVE_REPEAT:
            repeated = part[1][2]
            simple = len(repeated) == 1 and repeated.getwidth() == (1, 1)
            if not simple and [kind for kind, _ in repeated] != [constants.ATOMIC_GROUP]:
                return True
        if isinstance(part, tuple | list | parser.SubPattern):
            left += list(part)
    return False
