"""Functions stay short."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CEILING = 60


def test_no_function_is_longer_than_the_ceiling():
    """No function of the library, of dev.py or of the page generators has more than 60 lines, docstring included."""
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for folder in ("src", "docs")
        for path in [*(ROOT / folder).rglob("*.py"), ROOT / "dev.py"]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= CEILING
    ]

    assert [] == long
