"""The changes that `python3 dev.py mutate --sample` draws from (`tests/mutation/sites.py`)."""

import random
from pathlib import Path

import pytest
from tests.mutation.sites import changes, chunks, in_turn

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("line", "others"),
    [
        ("x = a < b", {"x = a <= b"}),
        ("x = a is not b", {"x = a is b"}),
        ("x = a not  in b", {"x = a in b"}),
        ("x = a < b == c", {"x = a <= b == c", "x = a < b != c"}),
        ("x = a and (b)", {"x = a or (b)"}),
        ("x = (a) - -b", {"x = (a) + -b"}),
        ("x = a ** b", set()),
        ("x += y", {"x -= y", "pass"}),
        ("x = 0x10", {"x = 17"}),
        ("x = 0.5", {"x = 1.5"}),
        ("x = f(True)", {"x = f(False)"}),
        ("x = f(None)", {'x = f("")'}),
        ("x = a if b else c", {"x = a if not (b) else c"}),
        ("x = a if not b else c", {"x = a if (b) else c"}),
        ("x = [a for a in b if a.c]", {"x = [a for a in b if not (a.c)]"}),
        ("if 文 == b: pass", {"if 文 != b: pass", "if False: pass"}),
        ("if a: ...\nelse: ...", {f"if {test}: ... else: ..." for test in ("not (a)", "False", "True")}),
        ("for a in b: pass", {"for a in (): pass"}),
        ("try: pass\nexcept E:\n  a = 文\n  b = a", {"try: pass except E: raise"}),
        ("try: pass\nexcept E: raise", {"try: pass except E: pass"}),
        ("match a:\n case b: pass", {"match a: case b if False: pass"}),
        ("match a:\n case b if c: pass", {"match a: case b if not (c): pass"}),
        ("x = x.y", {"pass"}),
        ("x = y", set()),
        ("x.y = z", {"pass"}),
        ("f()", {"pass"}),
        ("raise E", {"pass"}),
        ("'''文'''", set()),
        ("x: int | None", set()),
        ("x: Literal[1] = y", set()),
        ("X = A | B", set()),
        ("def f(x: tuple[0] = y) -> None: ...", set()),
        ("def __repr__(self): return x == y", set()),
        ("@overload\ndef f(x=1): ...", set()),
        ("if TYPE_CHECKING: f()", set()),
        ("x = SomeError(1 + y)", set()),
        ("x = Text('a', 1 + y)", set()),
        ("x = f'{1 + y}'", set()),
        ("x = cast(A | None, y)", set()),
        ("@functools.lru_cache(maxsize=8)\ndef f(x): ...", set()),
        ("x = a is None", {"x = a is not None"}),
        ("x = zip(a, b, strict=True)", set()),
    ],
)  # fmt: skip
def test_changes_of_a_line(line, others):
    """Each change that makes another program, and none of a type, a docstring or a message."""
    found = {" ".join(each.made(line).split()) for each in changes(line, "m")}

    assert found == others
    assert all(each.works(line) for each in changes(line, "m"))


def test_where_a_change_stands():
    """The function, the lines of the statement without what is below it, and its lines before and after."""
    source = "class A:\n  def b(self):\n    if (c\n        == d):\n      return 0\n"
    comparison = next(each for each in changes(source, "m") if each.kind == "comparison")

    assert ("m.A.b", (3, 4)) == (comparison.function, comparison.lines)
    assert ("if (c == d):", "if (c != d):") == comparison.shown(source)


@pytest.mark.slow
def test_a_drawn_change_is_a_program():
    """Nearly all changes of this library can be compiled; a pattern in brackets is the only one that cannot."""
    files = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "src").rglob("*.py"))}
    every = [(path, each) for path, source in files.items() for each in changes(source, path.stem)]
    drawn = random.Random(0).sample(every, 60)

    assert len(every) > 10_000
    assert [] == [each for path, each in drawn if not each.works(files[path])]


def test_the_order_of_tests():
    """One example of each function before a second of any, the quickest first."""
    seconds = {"a[1]": 3.0, "a[2]": 1.0, "b": 2.0, "c": 4.0}

    assert ["a[2]", "b", "c", "a[1]"] == in_turn(seconds)
    assert [["a[2]", "b"], ["c"], ["a[1]"]] == list(chunks(in_turn(seconds), seconds, (3, 1)))
    assert [] == list(chunks([], seconds, (3, 1)))
