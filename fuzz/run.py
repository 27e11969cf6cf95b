"""Fuzz a reader: ``python3 dev.py fuzz html --minutes 30`` runs this file, atheris guides it by coverage.

The first argument names a target of ``targets.py``, or ``truth`` for documents with the truth beside them; the rest are
arguments of libFuzzer, of which the folder for new inputs comes first.
"""

import sys
from collections.abc import Callable

import atheris

with atheris.instrument_imports(include=["govdisclosure"]):
    from targets import TARGETS, reads_true


def main() -> None:
    """Fuzz until something is found or the time is over."""
    name, *arguments = sys.argv[1:]
    attempt: Callable[[bytes], object] = reads_true.hypothesis.fuzz_one_input  # type: ignore[attr-defined]
    if name != "truth":
        attempt = TARGETS[name].attempt
    atheris.Setup([sys.argv[0], *arguments], lambda data: attempt(data) and None)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
