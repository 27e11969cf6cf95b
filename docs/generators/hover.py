"""What editors show of a field of the forms: a text below it, made from its declaration.

``python3 dev.py hover`` writes the texts anew, so that nobody types a label twice; a test compares them.
"""

import ast
import inspect
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import attrs

from govdisclosure.forms import form2019, form2021, shared
from govdisclosure.forms.declare import printed

MODULES = (shared, form2019, form2021)
WIDTH = 120
INDENT = " " * 4


def fields(module: ModuleType) -> Iterator[tuple[str, ast.AnnAssign, ast.stmt | None]]:
    """Every field of the classes that a module declares: its class, its statement and the one after it, if any."""
    for cls in ast.parse(inspect.getsource(module)).body:
        if isinstance(cls, ast.ClassDef):
            for statement, after in zip(cls.body, [*cls.body[1:], None], strict=True):
                if isinstance(statement, ast.AnnAssign) and "ClassVar" not in ast.unparse(statement.annotation):
                    yield cls.name, statement, after


def text_of(statement: ast.stmt | None) -> str | None:
    """The text, if a statement is nothing else."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return str(statement.value.value)
    return None


def hover(module: ModuleType, cls: str, name: str) -> str | None:
    """The text that a field is to have; None for one that the form does not print."""
    label = printed(getattr(attrs.fields(getattr(module, cls)), name))
    return None if label is None else label.hover


def literal(text: str) -> list[str]:
    """The lines of a text in its class: one, or as many as it takes."""
    lines = [f'{INDENT}"""']
    for part in text.split(" · "):
        dot = "" if lines[-1].endswith('"""') else " · "
        if width(f'{lines[-1]}{dot}{part}"""') > WIDTH:
            lines.append(INDENT)
            dot = "· "
        lines[-1] += dot + part
    lines[-1] += '"""'
    return lines


def width(line: str) -> int:
    """Columns that a line takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line)


def written(module: ModuleType) -> str:
    """The source of a module with the texts as they must be."""
    lines = inspect.getsource(module).split("\n")
    for cls, statement, after in reversed([*fields(module)]):
        assert isinstance(statement.target, ast.Name)
        text = hover(module, cls, statement.target.id)
        if text is not None:
            old = after.end_lineno if after is not None and text_of(after) is not None else statement.end_lineno
            lines[statement.end_lineno : old] = literal(text)
    return "\n".join(lines)


if __name__ == "__main__":
    for each in MODULES:
        Path(inspect.getfile(each)).write_text(written(each), encoding="utf-8", newline="\n")
