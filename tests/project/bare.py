"""Run the Python blocks of a page with nothing but the library, hypothesis and pytest: ``python bare.py PAGE ...``.

The current folder must hold ``examples``. A block that is a file (``# toy.py``) is written there; a file of tests must
find what its page says that it finds, as many failures as it has parameters. Blocks that need another library are told
and left out.
"""

import doctest
import re
import subprocess
import sys
from pathlib import Path

FENCE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# (\w+\.py)\n")
OTHERS = "polars"


def run_block(block: str, name: str, namespace: dict[str, object]) -> int:
    """The number of examples of a block that do not print what they should."""
    if not block.startswith(">>>"):
        exec(compile(block, name, "exec"), namespace)
        return 0
    runner = doctest.DocTestRunner()
    test = doctest.DocTestParser().get_doctest(block, namespace, name, name, 0)
    test.globs = namespace
    return runner.run(test, clear_globs=False).failed


def found_by_tests(path: Path) -> str:
    """What pytest says at last of a file of tests."""
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", path], capture_output=True, text=True, check=False)
    return done.stdout.splitlines()[-1]


def run_page(page: Path) -> bool:
    """Whether everything on a page is as it says."""
    failed, ran = 0, 0
    namespace: dict[str, object] = {"__name__": "__main__"}
    for block in FENCE.findall(page.read_text(encoding="utf-8")):
        file = FILE.match(block)
        if file is not None:
            Path(file[1]).write_text(block, encoding="utf-8")
            if file[1].startswith("test_"):
                said = found_by_tests(Path(file[1]))
                failed += not said.startswith("3 failed")
                print(f"{page.name}: {file[1]}: {said}")
        elif OTHERS in block:
            print(f"{page.name}: left out, needs {OTHERS}: {block.splitlines()[0]}")
        else:
            failed += run_block(block, page.name, namespace)
            ran += 1
    print(f"{page.name}: {ran} blocks, {failed} wrong")
    return not failed


if __name__ == "__main__":
    sys.exit(min(1, sum(not run_page(Path(name)) for name in sys.argv[1:])))
