"""Every change that ``python3 dev.py mutate --sample`` may draw: found in the syntax tree, made in the text.

Types, docstrings, messages, ``__repr__`` and what only spares work are left alone.
"""

import ast
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

SWAPPED: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "//"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
    ast.LShift: ("<<", ">>"),
    ast.RShift: (">>", "<<"),
}
"""Operators, and what each becomes."""

OPPOSITE = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn)
"""Comparisons that are negated by their operator already."""

UNSEEN = ("lru_cache", "assert_never")
"""Calls whose arguments tell nothing that a test could see."""

Nodes = tuple[ast.AST, ast.AST]
Own = tuple[str, Nodes, str | None]
"""A kind of change, the first and last node of what it replaces, and by what; None puts ``not`` before it."""


class Change(NamedTuple):
    """Bytes of a source that become another text."""

    kind: str
    start: int
    stop: int
    text: str
    function: str
    lines: tuple[int, int]
    """First and last line of the statement it stands in, without what is indented below it."""

    def made(self, source: str) -> str:
        """The source with the change."""
        data = source.encode()
        return (data[: self.start] + self.text.encode() + data[self.stop :]).decode()

    def shown(self, source: str) -> tuple[str, str]:
        """The lines it touches, before and after, as `agreed.toml` has them."""
        data = source.encode()
        start = data.rfind(b"\n", 0, self.start) + 1
        end = data.find(b"\n", self.stop)
        after = data[start : self.start] + self.text.encode() + data[self.stop : end]
        before, after = (" ".join(each.decode().split()) for each in (data[start:end], after))
        return before, after

    def works(self, source: str) -> bool:
        """True if it is another program, and one at all (a pattern in brackets takes no guard)."""
        try:
            return ast.dump(ast.parse(self.made(source))) != ast.dump(ast.parse(source))
        except SyntaxError:
            return False


def changes(source: str, module: str) -> list[Change]:
    """All changes of a module, in the order of their places."""
    finder = _Finder(source)
    return sorted(finder.within(ast.parse(source), (module,), (1, 1)), key=lambda each: (each.start, each.stop, each))


class _Finder:
    def __init__(self, source: str) -> None:
        self.data = source.encode()
        self.begins = [0, *itertools.accumulate(len(line) for line in self.data.splitlines(keepends=True))]

    def within(self, node: ast.AST, scope: tuple[str, ...], lines: tuple[int, int]) -> Iterator[Change]:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            scope = (*scope, node.name)
        lines = _header(node) or lines
        name = ".".join(scope)
        for kind, (first, last), text in _own(node):
            start, stop = self.start(first), self.stop(last)
            text = f"not ({self.data[start:stop].decode()})" if text is None else text
            yield Change(kind, start, stop, text, name, lines)
        for kind, operator, one, other in _operators(node):
            old, new = SWAPPED[type(operator)]
            start, stop = self.stop(one), self.start(other)
            gap = self.data[start:stop].decode()
            text = re.sub(re.escape(old).replace(r"\ ", r"\s+"), new, gap, count=1)
            yield Change(kind, start, stop, text, name, lines)
        for child in _children(node):
            yield from self.within(child, scope, lines)

    def start(self, node: ast.AST) -> int:
        return self.begins[node.lineno - 1] + node.col_offset

    def stop(self, node: ast.AST) -> int:
        return self.begins[node.end_lineno - 1] + node.end_col_offset


def _header(node: ast.AST) -> tuple[int, int] | None:
    """The lines of a statement down to the first of those below it."""
    if isinstance(node, ast.match_case):
        return node.pattern.lineno, node.pattern.end_lineno
    if not isinstance(node, ast.stmt | ast.ExceptHandler):
        return None
    below = getattr(node, "cases", None) or getattr(node, "body", None)
    first = getattr(below[0], "pattern", below[0]).lineno - 1 if below else node.end_lineno or node.lineno
    return node.lineno, max(node.lineno, first)


def _called(node: ast.AST) -> str:
    """The last name of what is called, or nothing."""
    return ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in a node, but for types, messages and what only spares work."""
    if _is_sealed(node):
        return
    left_out: list[ast.AST | None] = []
    match node:
        case ast.Call(args=args) if _called(node) == "cast":
            left_out = args[:1]
        case ast.FunctionDef(returns=a_type) | ast.AnnAssign(annotation=a_type):
            left_out = [a_type]
        case ast.Compare():
            left_out = [each for each in node.comparators if _is_none(each)]
        case ast.Module():  # a type by another name
            left_out = [each for each in node.body if isinstance(each, ast.Assign) and _is_type(each.value)]
    yield from (child for child in ast.iter_child_nodes(node) if child not in left_out)


def _is_sealed(node: ast.AST) -> bool:
    match node:
        case ast.JoinedStr() | ast.arg() | ast.Subscript(value=ast.Name(id="Literal")):
            return True
        case ast.keyword(arg="strict" | "kw_only"):  # what becomes of a mistake of whoever changes the code
            return True
        case ast.FunctionDef(name="__repr__") | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.FunctionDef():
            return any(ast.unparse(each) == "overload" for each in node.decorator_list)
        case ast.BinOp(op=ast.BitOr()):
            return _is_none(node.left) or _is_none(node.right)
    name = _called(node)
    return name.endswith("Error") or name in ("Text", *UNSEEN)


def _is_type(value: ast.expr) -> bool:
    return isinstance(value, ast.Subscript) or (isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr))


def _operators(node: ast.AST) -> Iterator[tuple[str, ast.AST, ast.AST, ast.AST]]:
    """The kind of change, an operator that can become another, and what it stands between."""
    match node:
        case ast.Compare():
            operands = itertools.pairwise([node.left, *node.comparators])
            yield from (("comparison", op, *pair) for op, pair in zip(node.ops, operands, strict=True))
        case ast.BoolOp():
            yield from (("boolean operator", node.op, *pair) for pair in itertools.pairwise(node.values))
        case ast.BinOp(left=one, right=other) | ast.AugAssign(target=one, value=other):
            a_type = isinstance(node.op, ast.BitOr) and (_is_none(one) or _is_none(other))
            if type(node.op) in SWAPPED and not a_type:
                yield "operator", node.op, one, other


def _own(node: ast.AST) -> Iterator[Own]:
    """The changes of a node itself, but for its operators."""
    match node:
        case ast.Constant(value=None):
            yield "constant", (node, node), '""'
        case ast.Constant(value=bool()):
            yield "constant", (node, node), str(not node.value)
        case ast.Constant(value=int() | float()):
            yield "constant", (node, node), str(node.value + 1)
        case ast.UnaryOp(op=ast.Not()):
            yield "condition negated", (node, node), f"({ast.unparse(node.operand)})"
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return
        case ast.If() | ast.While() | ast.IfExp():
            yield from _negated(node.test)
        case ast.comprehension():
            yield from (each for test in node.ifs for each in _negated(test))
        case ast.match_case(guard=ast.expr() as guard):
            yield from _negated(guard)
    if isinstance(node, ast.stmt) and _removable(node):
        yield "statement removed", (node, node), "pass"
    yield from _branches(node)


def _negated(test: ast.expr) -> Iterator[Own]:
    by_operator = isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], OPPOSITE)
    if not by_operator and not (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)):
        yield "condition negated", (test, test), None


def _branches(node: ast.AST) -> Iterator[Own]:
    """What goes one way less."""
    kind = "branch removed"
    match node:
        case ast.If():
            yield kind, (node.test, node.test), "False"
            if node.orelse:
                yield kind, (node.test, node.test), "True"
        case ast.For():
            yield kind, (node.iter, node.iter), "()"
        case ast.ExceptHandler(body=body) if not isinstance(body[0], ast.Raise):
            yield kind, (body[0], body[-1]), "raise"
        case ast.match_case(guard=None):
            yield kind, (node.pattern, node.pattern), f"{ast.unparse(node.pattern)} if False"


def _removable(node: ast.stmt) -> bool:
    """True for a statement without which the rest still has every name that it uses."""
    match node:
        case ast.Expr(value=value):
            return not isinstance(value, ast.Constant) and _called(value) not in UNSEEN
        case ast.Return(value=None) | ast.AugAssign() | ast.Delete() | ast.Raise() | ast.Continue() | ast.Break():
            return True
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            return True
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(value))
    return False


def in_turn(seconds: dict[str, float]) -> list[str]:
    """Tests in the order to be tried: the quickest example of each function, then the second of each, and so on."""
    place: dict[str, int] = {}
    order: list[tuple[int, float, str]] = []
    for test in sorted(seconds, key=lambda each: (seconds[each], each)):
        function = test.partition("[")[0]
        place[function] = place.get(function, 0) + 1
        order.append((place[function], seconds[test], test))
    return [test for _, _, test in sorted(order)]


def chunks(tests: Sequence[str], seconds: dict[str, float], budgets: Sequence[float]) -> Iterator[list[str]]:
    """The tests in pieces that take so long each, the last one whatever is left."""
    left = list(tests)
    for budget in budgets:
        spent = list(itertools.accumulate(seconds[each] for each in left))
        count = max(1, sum(each <= budget for each in spent))
        if left:
            yield left[:count]
        left = left[count:]
    if left:
        yield left
