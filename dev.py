#!/usr/bin/env python3
"""Everything a contributor runs, with Python alone: ``python3 dev.py demo`` and ``python3 dev.py test`` work at once.

Each command makes the virtual environment it needs (``.venv``) and installs the hash-checked locks of ``locks/`` there.
Nothing outside this folder is touched but pip's cache and temporary files.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - here, before what an older Python could not even define
    sys.exit("dev.py needs Python 3.11 or newer; this is Python %d.%d" % sys.version_info[:2])  # noqa: UP031

import argparse
import hashlib
import importlib.util
import inspect
import os
import re
import shutil
import subprocess
import sysconfig
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent

DEMO_REPORT = "examples/linlan-water-2023.html"
DEMO = (("check", DEMO_REPORT),)
"""What ``demo`` shows: arguments of the ``govdisclosure`` command, one tuple a call."""

LOCKS = {
    "base": ("pyproject.toml",),
    "run": ("pyproject.toml", "--extra", "readers", "--extra", "cli", "--group", "build"),
    "app": ("pyproject.toml", "--extra", "readers", "--extra", "writers", "--extra", "cli"),
    "test": ("pyproject.toml", "--extra", "all", "--group", "test"),
    "lint": ("--group", "lint"),
    "docs": ("--group", "docs"),
    "system": ("--group", "system"),
    "spark": ("pyproject.toml", "--extra", "all", "--extra", "spark", "--group", "test"),
    "bench": ("--group", "bench"),
    "mutate": ("--group", "mutate"),
    "fuzz": ("--group", "fuzz"),
    "lowest": ("pyproject.toml", "--extra", "all", "--group", "test", "--resolution", "lowest-direct"),
}
"""Lock name to the part of pyproject.toml it pins (arguments of ``uv pip compile``)."""

OTHER_PYTHONS = ("3.11", "3.13")
"""The oldest and the newest claimed, which ``test --all`` looks for; the one running this file is tested anyway."""

SCRIPTS = "Scripts" if os.name == "nt" else "bin"
EXE = ".exe" if os.name == "nt" else ""


class Interpreter(NamedTuple):
    """A Python outside the virtual environments, and its full version ("3.12.1")."""

    path: str
    version: str


HERE = Interpreter(sys.executable, ".".join(map(str, sys.version_info[:3])))


# ---------------------------------------------------------------------------------------------- running things


HELD = threading.local()
"""Its ``file`` takes what is said in a thread that works beside others, so that each is read as a whole."""


def say(*lines: str) -> None:
    """Print lines, or hold them for later."""
    print(*lines, sep="\n", file=getattr(HELD, "file", None), flush=True)


def run(*command: object, folder: Path = ROOT) -> int:
    """Run a command in the project folder or another and give its exit code; it is printed first."""
    words = [str(word) for word in command]
    say("$ " + " ".join(word or "''" for word in words))
    held = getattr(HELD, "file", None)
    return subprocess.run(words, cwd=folder, check=False, stdout=held, stderr=held and subprocess.STDOUT).returncode


def must(*command: object) -> None:
    """Run a command whose failure ends this program with the same exit code."""
    code = run(*command)
    if code:
        sys.exit(code)


Step = tuple[str, Callable[[], int | None]]
"""A name, and what gives an exit code, or None where this machine cannot run it."""


def code_of(step: Callable[[], int | None]) -> int | None:
    """What a step gives; a command that had to work and did not fails its step only."""
    try:
        return step()
    except SystemExit as stop:
        say(str(stop))
        return stop.code if isinstance(stop.code, int) else 1


class Outcome(NamedTuple):
    """What a step gave, and how long it took."""

    name: str
    code: int | None
    seconds: float


def in_turn(steps: Iterable[Step]) -> Iterator[Outcome]:
    """Every step, whatever the others gave."""
    for name, step in steps:
        say(f"\n=== {name}")
        start = time.monotonic()
        code = code_of(step)
        yield Outcome(name, code, time.monotonic() - start)


def held(steps: Iterable[Step]) -> tuple[list[Outcome], str]:
    """What steps gave, and what they said."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as HELD.file:
        outcomes = list(in_turn(steps))
        HELD.file.seek(0)
        said = HELD.file.read()
        del HELD.file
    return outcomes, said


def run_steps(steps: Iterable[Step | list[list[Step]]]) -> int:
    """Run every step; the exit code is that of the first that failed.

    Lists in the place of a step run side by side, on as many cores as there are. What the steps of one said is shown
    if not all of them passed.
    """
    outcomes: list[Outcome] = []
    for step in steps:
        if isinstance(step, tuple):
            outcomes += in_turn([step])
            continue
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for found, said in pool.map(held, step):
                outcomes += found
                passed = all(each.code == 0 for each in found)
                say(*(f"\n=== {each.name}: ok" for each in found if passed), *([] if passed else [said]))
    codes = [each.code for each in outcomes]
    failed = [code for code in codes if code]
    words = [{0: "ok", None: "NOT RUN"}.get(code, "FAILED") for code in codes]
    say("", *(f"{word:8}{each.name} ({each.seconds:.0f} s)" for word, each in zip(words, outcomes, strict=True)), "")
    say(f"steps: {codes.count(0)} passed, {len(failed)} failed, {codes.count(None)} skipped")
    return failed[0] if failed else 0


# ---------------------------------------------------------------------------------------------- environments


def make_venv(folder: Path, interpreter: Interpreter) -> Path:
    """The Python of a virtual environment in ``folder``; one made by another Python is made anew."""
    python = folder / SCRIPTS / f"python{EXE}"
    config = folder / "pyvenv.cfg"
    if python.exists() and f"version = {interpreter.version}" in config.read_text().splitlines():
        return python
    if interpreter is HERE and None in map(importlib.util.find_spec, ("venv", "ensurepip")):
        sys.exit("this Python cannot make virtual environments; on Debian or Ubuntu: apt install python3-venv")
    must(interpreter.path, "-m", "venv", "--clear", folder)
    return python


def pip_install(python: Path, *arguments: object) -> None:
    """``pip install`` into the environment of ``python``, without chatter."""
    must(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def hashed(lock: str) -> tuple[str, ...]:
    """The pip arguments that install a lock and refuse whatever does not have its hash."""
    return ("--require-hashes", "-r", f"locks/{lock}.txt")


def stamp(lock: str, interpreter: Interpreter) -> str:
    """Changes with all that decides what an environment holds, and with the folder that the editable install names."""
    digest = hashlib.sha256(f"{interpreter.version}\0{ROOT}\0".encode())
    for path in (ROOT / "locks" / f"{lock}.txt", ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def environment(*locks: str, name: str = ".venv", interpreter: Interpreter = HERE) -> Path:
    """The Python of an environment that holds these locks and this package, editable; made or brought up to date."""
    folder = ROOT / name
    python = make_venv(folder, interpreter)
    stamps = {folder / f"{lock}.stamp": stamp(lock, interpreter) for lock in locks}
    if all(path.exists() and path.read_text() == text for path, text in stamps.items()):
        return python
    for lock in locks:
        pip_install(python, *hashed(lock))
    pip_install(python, "--no-deps", "--no-build-isolation", "-e", ".")
    for path, text in stamps.items():
        path.write_text(text)
    return python


def probe(path: str) -> Interpreter | None:
    """The interpreter at ``path``, or None if it does not run (a version manager's shim for a version not chosen)."""
    code = "import platform; print(platform.python_version())"
    try:
        done = subprocess.run([path, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return Interpreter(path, done.stdout.strip()) if done.returncode == 0 else None


def is_version(interpreter: Interpreter, version: str) -> bool:
    """True for 3.12.1 and "3.12"."""
    return interpreter.version.startswith(f"{version}.")


def find_python(version: str) -> Interpreter | None:
    """An interpreter of ``version`` ("3.12") on PATH, or beside the running one as version managers lay them."""
    on_path = shutil.which(f"python{version}")
    siblings = sorted(Path(sys.base_prefix).parent.glob(f"{version}.*/{SCRIPTS}/python{EXE}"))
    paths = ([on_path] if on_path else []) + [str(path) for path in siblings]
    found = (probe(path) for path in paths)
    return next((each for each in found if each and is_version(each, version)), None)


# ---------------------------------------------------------------------------------------------- steps of `test`


def in_order(*commands: tuple[object, ...]) -> Callable[[], int]:
    """A step of several commands; it ends at the first that fails."""

    def step() -> int:
        codes = (run(*command) for command in commands)
        return next(filter(None, codes), 0)

    return step


PYTEST = ("-m", "pytest", "--numprocesses=auto", "--maxprocesses=8")
"""Arguments of an interpreter that run the tests on every core."""


def test_steps(python: Path) -> list[Step | list[list[Step]]]:
    """What every change must pass."""
    coverage = (python, "-m", "coverage")
    static: list[list[Step]] = [
        [("pyright", partial(run, python, "-m", "pyright", "--pythonpath", python))],
        [
            ("ruff check", partial(run, python, "-m", "ruff", "check")),
            ("ruff format", partial(run, python, "-m", "ruff", "format", "--check")),
            ("mypy", partial(run, python, "-m", "mypy")),
            ("types of the examples", partial(run, python, "tests/typed/pages.py")),
            ("generated files", partial(run, python, "docs/generate.py", "--check")),
        ],
    ]
    return [
        static,
        # not `pytest --cov`: our own pytest plugin is imported before that one starts to measure
        ("tests", in_order((*coverage, "erase"), (*coverage, "run", *PYTEST))),
        ("coverage", in_order((*coverage, "combine", "--quiet"), (*coverage, "report"))),
    ]


MANY_DOCUMENTS = (
    "tests/fuzz",
    "tests/readers/test_adversarial.py",
    "tests/readers/test_geometries.py",
    "tests/readers/test_reading_benchmark.py",
    "tests/readers/test_recognise_columns.py",
    "tests/readers/test_recognise_faults.py",
    "tests/readers/test_recognise_rows.py",
    "tests/strategies/test_how_to.py",
    "tests/strategies/test_near.py",
)
"""Many documents made and read by our own code, which no Python does otherwise: once will do."""
OF_PYTHON = (
    *("tests/cli", "tests/forms", "tests/model", "tests/render", "tests/rules", "tests/writers"),
    *("tests/readers/test_many.py", "tests/readers/test_process.py", "tests/test_errors.py", "tests/test_travel.py"),
)
"""What another Python may do otherwise than ours: classes, text, processes, the command line."""
OF_OURS = (*("tests/conformance", "tests/diagnosis", "tests/forms", "tests/narrative", "tests/project", "tests/rules"),)
"""What calls nothing of other libraries that a lower version of them could do otherwise."""


def tests_elsewhere(version: str, lock: str) -> int | None:
    """The tests with another Python or another lock, in an environment of their own; None without such a Python."""
    interpreter = HERE if is_version(HERE, version) else find_python(version)
    if interpreter is None:
        say(f"no Python {version} on this machine")
        return None
    python = environment(lock, name=f".venv-{version}-{lock}", interpreter=interpreter)
    few = (python, *PYTEST, "--hypothesis-profile=few")
    if lock != "lowest":
        return run(*few, *OF_PYTHON)
    others = (f"--ignore={name}" for name in (*MANY_DOCUMENTS, *OF_OURS))
    return in_order((*few, *others), (*few, "-m", "slow", "tests/frames"))()


def spark_works() -> int | None:
    """What runs on Spark, on a session in this machine, with the lock that has it; None without Java."""
    if shutil.which("java") is None:
        say("Java is not installed; on Debian: apt install default-jre-headless")
        return None
    python = environment("spark", name=".venv-spark")
    return run(
        python, "-m", "pytest", "-m", "", "tests/frames/test_spark.py", "tests/project/test_optional_dependencies.py"
    )


def stray_files(wheel: Path) -> list[str]:
    """What is wrong with the names in the wheel: what stands in it and not in src, or in src and not in it."""
    source = ROOT / "src"
    wanted = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    wanted = {name for name in wanted if "__pycache__" not in name}
    outside = re.compile(r"\.dist-info/|\.data/data/share/man/")  # what pip lays elsewhere
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if not outside.search(name)}
    return [f"in the wheel or in src, not in both: {name}" for name in sorted(wanted ^ packed)]


CORPUS = "fuzz/corpus/"
"""Hostile documents that only fuzzing wants: in the repository, and never in what others unpack and install."""


def misplaced(tree: Path) -> list[str]:
    """What is wrong with the names in a source distribution: parts of the corpus, or no part of what it should hold."""
    wanted = ("dev.py", "CHANGELOG.md", "SECURITY.md", "LICENSE", "fuzz/targets.py", "locks/test.txt", "docs/index.md")
    missing = [f"not in the source distribution: {name}" for name in wanted if not (tree / name).is_file()]
    return missing + ([f"in the source distribution: {CORPUS}"] if (tree / CORPUS).exists() else [])


class Distributions(NamedTuple):
    """What others install: the source distribution, and the wheel made from it alone."""

    sdist: Path
    wheel: Path


def distributions(python: Path, folder: Path) -> Distributions:
    """Both, built into a folder that holds no others."""
    must(python, "-m", "hatchling", "build", "-t", "sdist", "-d", folder)
    (sdist,) = folder.glob("*.tar.gz")
    build = ("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, sdist)
    must(python, "-m", "pip", *build)
    (wheel,) = folder.glob("*.whl")
    return Distributions(sdist, wheel)


def package_works(python: Path) -> int:
    """The source distribution as a project, and the wheel made from it alone in an environment with the base lock."""
    with tempfile.TemporaryDirectory(prefix="govdisclosure-") as name:
        folder = Path(name)
        sdist, wheel = distributions(python, folder)
        shutil.unpack_archive(sdist, folder / "unpacked")
        tree = folder / "unpacked" / sdist.name.removesuffix(".tar.gz")
        wrong = [*misplaced(tree), *stray_files(wheel)]
        say("\n".join(wrong) or f"{sdist.name}, {wheel.name}: complete")
        bare = make_venv(folder / "bare", HERE)
        pip_install(bare, *hashed("base"))
        pip_install(bare, "--no-deps", wheel)
        program = bare.with_name(f"govdisclosure{EXE}")
        code = in_order(
            (python, tree / "dev.py", "--help"),
            (bare, "-m", "pip", "check"),
            (bare, "-I", "-c", "import govdisclosure as gd; gd.check(gd.from_json(gd.to_json(gd.zeros(2024))))"),
            (program, "--version"),
        )()
        return code or (1 if wrong else 0)


def installs_from_source(sdist: Path) -> int:
    """The source distribution, installed into an environment that holds nothing but what builds and reads."""
    with tempfile.TemporaryDirectory(prefix="govdisclosure-") as name:
        bare = make_venv(Path(name) / "bare", HERE)
        pip_install(bare, *hashed("run"))
        pip_install(bare, "--no-deps", "--no-build-isolation", sdist)
        program = bare.with_name(f"govdisclosure{EXE}")
        return in_order((bare, "-m", "pip", "check"), (program, "check", "--exit-zero", DEMO_REPORT))()


HOW_TOS = ("embed.md", "property-test-your-parser.md")
"""Pages of docs/how-to whose examples need nothing but the library, hypothesis and pytest."""


def pins(lock: str) -> str:
    """The versions of a lock as pip takes them for constraints, without the hashes."""
    text = (ROOT / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^[\w.-]+==[^\\\n]+", text, re.MULTILINE))


def how_tos_work(python: Path) -> int:
    """Embedding and property tests, done as their pages tell, where nothing but the wheel and what it needs is."""
    with tempfile.TemporaryDirectory(prefix="govdisclosure-") as name:
        folder = Path(name)
        _, wheel = distributions(python, folder)
        constraints = folder / "constraints.txt"
        constraints.write_text(pins("test"), encoding="utf-8")
        bare = make_venv(folder / "bare", HERE)
        pip_install(bare, "-c", constraints, f"{wheel}[html,testing]", "pytest")
        shutil.copytree(ROOT / "examples", folder / "examples")
        script = ROOT / "tests" / "project" / "bare.py"
        return run(bare, "-P", script, *(ROOT / "docs" / "how-to" / each for each in HOW_TOS), folder=folder)


PLATFORM = sysconfig.get_platform().replace("-", "_").replace(".", "_")
"""The platform of this Python as wheels name it: linux_x86_64, win_amd64, macosx_11_0_arm64."""


def one_file(python: Path, wheel: Path, lock: str, target: Path, *options: object) -> None:
    """The command with what a lock holds as one file, which a Python of the same system and version runs."""
    with tempfile.TemporaryDirectory(prefix="govdisclosure-") as name:
        into = ("--target", name, "--no-compile", "--only-binary=:all:", *options)
        pip_install(python, *into, *hashed(lock))
        pip_install(python, *into, "--no-deps", wheel)
        pack = ("--site-packages", name, "--entry-point", "govdisclosure.cli:main", "--compressed", "--reproducible")
        must(python, "-m", "shiv", *pack, "--no-modify", "-o", target)


def file_works(file: Path, *arguments: object) -> int:
    """Run the one file with a Python that has nothing installed, from a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="govdisclosure-") as name:
        bare = make_venv(Path(name) / "bare", HERE)
        os.environ["SHIV_ROOT"] = str(Path(name) / "unpacked")
        try:
            return run(bare, "-I", file, *arguments)
        finally:
            del os.environ["SHIV_ROOT"]


OUTSIDE_ASSET = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=["'](?:https?:)?//[^>]*>""")


def build_docs(python: Path) -> int:
    """The documentation, where any warning is a failure and no page may load anything from elsewhere."""
    target = ROOT / "docs" / "_build" / "html"
    code = run(python, "-m", "sphinx", "-n", "-W", "--keep-going", "-q", "-b", "html", "docs", target)
    loads = [
        f"{page.relative_to(target)} loads {tag}"
        for page in sorted(target.rglob("*.html"))
        for tag in OUTSIDE_ASSET.findall(page.read_text(encoding="utf-8"))
    ]
    say("\n".join(loads) or f"see {target / 'index.html'}")
    return code or (1 if loads else 0)


def more_steps(python: Path) -> list[Step | list[list[Step]]]:
    """What takes more time or other programs: slow tests, system tests, other Pythons, package, docs, fuzzing."""
    others = [version for version in OTHER_PYTHONS if not is_version(HERE, version)]
    oldest = OTHER_PYTHONS[0]  # later ones lack wheels of old versions
    # none of these keeps two cores busy
    single: list[list[Step]] = [
        [("Spark", spark_works)],
        [
            ("package", partial(package_works, python)),
            ("embedding and property tests in a bare environment", partial(how_tos_work, python)),
            ("docs", partial(build_docs, python)),
        ],
    ]
    return [
        ("slow and system tests", in_order((python, *PYTEST, "-m", "slow or system"))),
        *((f"tests on Python {version}", partial(tests_elsewhere, version, "test")) for version in others),
        (f"tests on Python {oldest} with the lowest versions allowed", partial(tests_elsewhere, oldest, "lowest")),
        single,
        ("a few seconds of fuzzing", fuzz_briefly),
    ]


# ---------------------------------------------------------------------------------------------- commands


def demo(options: argparse.Namespace) -> int:
    """Install the package and check an example report."""
    program = environment("run").with_name(f"govdisclosure{EXE}")
    codes = [run(program, *arguments) for arguments in DEMO]
    return 2 if 2 in codes else 0  # 1 is a finding: the program did its work


def test(options: argparse.Namespace) -> int:
    """Lint, types, tests with coverage, generated files; with --all what takes more time or other programs as well."""
    more = options.all or options.more
    python = environment("test", "lint", *(["docs", "system"] if more else []))
    if options.keyword:
        print("a selection of tests; nothing else is checked")
        return run(python, "-m", "pytest", "-m", "", "-k", options.keyword)
    if more and not all(map(shutil.which, ("soffice", "chromium", "npm"))):
        print("LibreOffice (soffice), Chromium or npm is not installed; the tests that need it will fail")
        print("on Debian: apt install libreoffice-writer-nogui libreoffice-calc-nogui chromium fonts-wqy-zenhei npm")
    steps = [] if options.more else test_steps(python)
    return run_steps(steps + more_steps(python) if more else steps)


def bench(options: argparse.Namespace) -> int:
    """Run the benchmarks, or those named; browser needs node, npm and chromium."""
    python = environment("run", "bench", "system")
    found: dict[str, tuple[object, ...]] = {
        path.stem: (path.relative_to(ROOT),) for path in sorted((ROOT / "benchmarks").glob("*.py"))
    }
    found |= {"diagnose": (Path("benchmarks/diagnose"),)}
    found |= {name: ("-m", f"benchmarks.{name}") for name in ("hostile", "hostile.growth", "reading", "writing")}
    found |= {name: ("-m", f"benchmarks.reading.{name}") for name in ("matrix", "converters", "prints")}
    chosen = [name for name in found if not options.names or name in options.names]
    if not chosen:
        print("no such benchmark; there are:", *found)
        return 2
    return in_order(*((python, *found[name]) for name in chosen))()


def mutate(options: argparse.Namespace) -> int:
    """Change files bit by bit, in a copy, and show the changes that no test notices; see tests/mutation/agreed.toml.

    With --sample so many changes are drawn instead, from all of src or from the files and folders given; the same for
    the same seed.
    """
    if options.sample is None:
        return run(environment("test", "mutate"), "-m", "tests.mutation.run", *options.files)
    given = {name: getattr(options, name) for name in ("sample", "seed", "output", "map")}
    words = [word for name, value in given.items() if value is not None for word in (f"--{name}", value)]
    words += ["--tests", *options.tests] if options.tests else []
    words += ["--of", *options.files] if options.files else []
    return run(environment("test"), "-m", "tests.mutation.sample", *words)


FUZZED = ("csv", "docx", "html", "json", "mhtml", "pdf", "text", "xls", "xlsx", "truth")
"""The targets of fuzz/targets.py, and documents with the truth beside them."""

FUZZED_BRIEFLY = 8
"""Seconds for each target in ``test --all``."""
FOUND = ROOT / "fuzz" / "found"


def fuzzer() -> bool:
    """Install the fuzzer; False where there is no wheel of it for this Python and system."""
    install = (environment("test"), "-m", "pip", "install", "--quiet", "--only-binary=:all:", *hashed("fuzz"))
    done = subprocess.run(list(map(str, install)), cwd=ROOT, capture_output=True, text=True, check=False)
    missing = "No matching distribution" in done.stderr
    if missing:
        say("the fuzzer (atheris) cannot be installed for this Python and system")
    elif done.returncode:
        sys.exit(done.stderr)
    return not missing


def fuzzing(name: str, *options: str) -> int:
    """Fuzz one target, from its corpus and from what was found before."""
    return run(environment("test"), "-m", "fuzz.run", name, FOUND / name, *options)


def fuzz_briefly() -> int | None:
    """Fuzz every target a few seconds, the same each time; None where the fuzzer cannot be installed."""
    if not fuzzer():
        return None
    options = (f"-max_total_time={FUZZED_BRIEFLY}", "-seed=1")
    return run_steps([[[(f"fuzz {name}", partial(fuzzing, name, *options))] for name in FUZZED]])


def fuzz(options: argparse.Namespace) -> int:
    """Fuzz a reader with atheris, guided by coverage, from its corpus.

    Targets: html (web pages), mhtml (pages saved as one file), text, csv, json, docx, xlsx, xls, pdf; truth (documents
    that hypothesis makes and whose figures are known: none may be read as another number); all (one after the other).

    A finding is whatever is neither refused with an error of ours nor a sound reading: any other exception, a reading
    that cannot be written, checked or told, more work than a document of its length may cost (counted calls of
    functions), 20 seconds for one document, 3000 MB. It ends the run with an exit code
    other than 0, and the input is written to fuzz/found/TARGET/crash-... (timeout-..., oom-...; slow-unit-... took
    five seconds and ends nothing). Inputs that reached something new are in fuzz/found/TARGET/inputs, from which the
    next run goes on. Nothing is written into fuzz/corpus.

    To attempt an input again, with a traceback: dev.py fuzz TARGET --replay FILE. What was found is mended at its
    cause and kept, made small, in fuzz/corpus/TARGET, which the tests run; a line of fuzz/log.md tells of every run.
    """
    names = FUZZED if options.target == "all" else (options.target,)
    if options.replay:
        return run(environment("test"), "-m", "fuzz.targets", options.target, *map(os.path.abspath, options.replay))
    if not fuzzer():
        return 2
    limit = f"-max_total_time={options.seconds or 60 * options.minutes}"
    return run_steps((f"fuzz {name}", partial(fuzzing, name, limit)) for name in names)


DIST = ROOT / "dist"


def build(options: argparse.Namespace) -> int:
    """Build into dist/ what others install, and try each in an empty environment.

    The source distribution; the wheel made from it; and the command as one file that a colleague can pass on, twice:
    govdisclosure-VERSION.pyz runs on any system with Python 3.11 or newer and reads text, Markdown, spreadsheets and
    JSON; govdisclosure-VERSION-PLATFORM-cpXY.pyz reads and writes every format, on this system and with this version
    of Python. With --platform and --python-version the latter is made for another system, without a compiler: it
    takes the wheels of that system. What is made for another system cannot be tried here. Where node and npm are,
    govdisclosure.html as well, the checker that any browser opens.
    """
    python = environment("run")
    shutil.rmtree(DIST, ignore_errors=True)
    sdist, wheel = distributions(python, DIST)
    stem = "-".join(wheel.name.split("-")[:2])
    elsewhere = options.platform is not None or options.python_version is not None
    version = options.python_version or HERE.version.rpartition(".")[0]
    platform = options.platform or PLATFORM
    plain = DIST / f"{stem}.pyz"
    whole = DIST / f"{stem}-{platform}-cp{version.replace('.', '')}.pyz"
    one_file(python, wheel, "base", plain)
    one_file(python, wheel, "app", whole, *(("--platform", platform, "--python-version", version) if elsewhere else ()))
    example = ("check", "--exit-zero", DEMO_REPORT)
    tried: list[Step] = [
        ("the wheel, alone", partial(package_works, python)),
        ("the source distribution", partial(installs_from_source, sdist)),
        (plain.name, partial(file_works, plain, "rules")),
        (whole.name, (lambda: None) if elsewhere else partial(file_works, whole, *example)),
        ("govdisclosure.html", page),
    ]
    code = run_steps(tried)
    print(*sorted(path.relative_to(ROOT) for path in DIST.iterdir()), sep="\n")
    return code


def docs(options: argparse.Namespace) -> int:
    """Write the generated pages and build the documentation."""
    python = environment("test", "docs")
    return run(python, "docs/generate.py") or build_docs(python)


def page(*options: str) -> int | None:
    """Build dist/govdisclosure.html; None without node or npm."""
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing:
        print(f"not installed: {', '.join(missing)}; on Debian: apt install nodejs npm")
        return None
    return run(environment("test"), "web/build.py", *options)


def web(options: argparse.Namespace) -> int:
    """Build dist/govdisclosure.html, a checker in one file that anyone can open; needs node and npm.

    With --snapshot the file holds the memory of a Python that has started as well: larger, and ready sooner.
    """
    code = page(*(["--snapshot"] if options.snapshot else []))
    return 2 if code is None else code


def hover(options: argparse.Namespace) -> int:
    """Write below each field of the forms what editors show of it, from its declaration."""
    return run(environment("test"), "-m", "generators.hover", folder=ROOT / "docs")


def lock(options: argparse.Namespace) -> int:
    """Write locks/ from pyproject.toml; pins that still fit stay unless --upgrade is given."""
    python = make_venv(ROOT / ".venv", HERE)
    pip_install(python, "uv")
    common = ("--universal", "--python-version", "3.11", "--generate-hashes")
    plain = ("--no-header", "--no-annotate", "--no-config", "--quiet")  # nothing of the machine it is made on
    constraints: list[str] = []
    for name in ("test", *(name for name in LOCKS if name != "test")):
        target = f"locks/{name}.txt"
        more = ["--upgrade"] if options.upgrade else []
        more += [] if name == "lowest" else constraints
        must(python, "-m", "uv", "pip", "compile", *LOCKS[name], *common, *plain, *more, "-o", target)
        constraints += ["-c", target]  # one version of a package in all of them: .venv holds several
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    main_parser = argparse.ArgumentParser(prog="dev.py", description=(__doc__ or "").partition("\n")[0])
    commands = main_parser.add_subparsers(required=True, metavar="COMMAND")
    for function in (demo, test, build, docs, web, hover, lock, bench, mutate, fuzz):
        about = inspect.cleandoc(function.__doc__ or "")
        command = commands.add_parser(
            function.__name__,
            help=about.partition("\n")[0],
            description=about,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.set_defaults(function=function)
        if function is test:
            command.add_argument(
                "--all", action="store_true", help="and slow and system tests, other Pythons, wheel, documentation"
            )
            command.add_argument("--more", action="store_true", help="only what --all adds")
            command.add_argument("-k", dest="keyword", metavar="EXPR", help="only the tests that pytest -k selects")
        if function is build:
            command.add_argument("--platform", metavar="NAME", help="of wheels, such as win_amd64 (default: this one)")
            command.add_argument("--python-version", metavar="X.Y", help="such as 3.12 (default: this one)")
        if function is web:
            command.add_argument("--snapshot", action="store_true", help="with the memory of a Python that has started")
        if function is bench:
            command.add_argument(
                "names", nargs="*", metavar="NAME", help="a file of benchmarks/ without its suffix, or a folder"
            )
        if function is mutate:
            command.add_argument("files", nargs="*", metavar="FILE", help="a file of src/ (default: all agreed on)")
            command.add_argument("--sample", type=int, metavar="N", help="try N changes drawn from all of src/")
            command.add_argument("--seed", type=int, default=0, help="what they are drawn by (default: 0)")
            command.add_argument("--output", metavar="FILE", help="write FILE.md and FILE.json after each of them")
            command.add_argument(
                "--map", metavar="FOLDER", help="where to keep which test reaches which line; or what is kept"
            )
            command.add_argument("--tests", nargs="+", metavar="PATH", help="run only these tests")
        if function is fuzz:
            command.add_argument("target", metavar="TARGET", choices=(*FUZZED, "all"), help="a target or all")
            command.add_argument("--minutes", type=int, default=30, help="how long each target (default: 30)")
            command.add_argument("--seconds", type=int, help="the same in seconds")
            command.add_argument("--replay", nargs="+", metavar="FILE", help="attempt these inputs, without the fuzzer")
        if function is lock:
            command.add_argument("--upgrade", action="store_true", help="take the newest versions that fit")
    return main_parser


if __name__ == "__main__":
    arguments = parser().parse_args()
    sys.exit(arguments.function(arguments))
