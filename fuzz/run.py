"""Fuzz a reader: ``python3 dev.py fuzz html --minutes 30`` runs this file, atheris guides it by coverage.

The arguments are a target of ``targets.py``, or ``truth`` for documents with the truth beside them, a folder for what
is found, and options of libFuzzer. Inputs that reach something new are put into ``inputs`` there. Half of the changes
are libFuzzer's own, half those of ``damage.py``, for which hypothesis takes chance bytes as its choices.
"""

import pkgutil
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from random import Random

import atheris

NOT_READERS = ("cli", "diagnosis", "rules", "strategies", "pytest_plugin", "testing")
"""Parts of the package whose coverage would only tell what is in a report, and cost time."""

SOURCE = Path(__file__).resolve().parents[1] / "src" / "govdisclosure"
EXCLUDED = [
    ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in SOURCE.rglob("*.py")
    if path.relative_to(SOURCE).with_suffix("").parts[0] in NOT_READERS
]

with atheris.instrument_imports(include=["govdisclosure", "pdfminer"], exclude=EXCLUDED):
    # hypothesis imports this package, which imports its parts when they are first used
    from hypothesis import given, settings
    from hypothesis import strategies as st

    from fuzz.damage import damaged
    from fuzz.targets import CORPUS, TARGETS, Target, attempt
    from fuzz.words import dictionary

    for folder in ("forms", "model", "readers", "writers"):
        for module in pkgutil.walk_packages([str(SOURCE / folder)], f"govdisclosure.{folder}."):
            import_module(module.name)

_CHOICES = 600
"""Bytes that decide on a damage."""


def mutator(target: Target) -> Callable[[bytes, int, int], bytes]:
    """What makes the next input out of one that has been found."""
    now = [b"", b""]

    @settings(deadline=None, database=None)
    @given(damaged(st.builds(lambda: now[0]), target.spans, target.words))
    def change(data: bytes) -> None:
        now[1] = data

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        if seed % 2:
            now[:] = data, data
            change.hypothesis.fuzz_one_input(Random(seed).randbytes(_CHOICES))  # type: ignore[attr-defined]
            if now[1] != data:
                return now[1][:most]
        return atheris.Mutate(data, most)

    return mutated


def main() -> None:
    """Fuzz until something is found or the time is over."""
    name, folder, *options = sys.argv[1:]
    found = Path(folder)
    inputs = found / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    target = TARGETS.get(name)
    arguments = ["-timeout=20", "-report_slow_units=5", "-rss_limit_mb=3000", "-print_final_stats=1", "-verbosity=1"]
    arguments += [f"-artifact_prefix={found}/", "-entropic_scale_per_exec_time=1"]
    more = {}
    if target:
        (found / "words").write_text(dictionary(target.words), encoding="ascii")
        arguments += [f"-dict={found / 'words'}", str(inputs), str(CORPUS / name)]
        more["custom_mutator"] = mutator(target)
    else:
        arguments += ["-max_len=8000", "-len_control=0", str(inputs)]
    act = attempt(name)
    again = f"{sys.executable} -m fuzz.run {name} {folder}"  # how libFuzzer starts a process of its own, for -merge=1
    atheris.Setup([again, *arguments, *options], lambda data: act(data) and None, **more)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
