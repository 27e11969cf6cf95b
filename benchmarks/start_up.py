"""What importing the package costs: the best of many new interpreters, with the import and without."""

import subprocess
import sys
import time

REPEATS = 20


def best(code: str) -> float:
    """Milliseconds that a new interpreter takes for ``code`` when nothing disturbs it."""
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        seconds.append(time.perf_counter() - start)
    return 1000 * min(seconds)


print(f"interpreter alone     {best('pass'):6.0f} ms")
print(f"import govdisclosure  {best('import govdisclosure'):6.0f} ms")
