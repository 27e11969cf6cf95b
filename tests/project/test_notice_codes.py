"""The code of a notice is declared once, and is a constant everywhere else."""

import ast

from govdisclosure.model import notices
from project.imports import MODULES


def test_every_code_has_its_constant():
    """The name of a constant is that of its code."""
    assert set(notices.NOTICES) == {
        getattr(notices, code.upper().replace("-", "_")) for code in (kind.code for kind in notices.KINDS)
    }


def test_no_code_is_repeated():
    """Whoever gives a notice or looks for one imports its code."""
    repeated = [
        f"{module} line {node.lineno}: {node.value}"
        for module, path in MODULES.items()
        if module != "model.notices"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in notices.NOTICES
    ]

    assert [] == repeated
