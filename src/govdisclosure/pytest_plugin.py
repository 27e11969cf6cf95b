"""The pytest plugin: two reports that are not equal are told apart cell by cell, with the official labels.

pytest loads it at every start, before it has looked at what to test. So it imports nothing here, and takes the package
only where a test has loaded it.
"""

import sys


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """The lines that explain a failed ``==`` of two reports or tables; None for everything else."""
    model = sys.modules.get("govdisclosure.model.report")
    if op != "==" or model is None:
        return None
    from govdisclosure.testing import differences

    return differences(left, right) or None
