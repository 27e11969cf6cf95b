"""The fuzz targets without the fuzzer: the corpus, and some changes to it that hypothesis makes."""

import importlib.util
import sys
from pathlib import Path

import pytest
from fuzz.damage import damaged
from fuzz.seeds import seeds
from fuzz.targets import CORPUS, TARGETS, Overworked, Target, attempt, bounded_work
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if not CORPUS.is_dir():
    pytest.skip("a source distribution has no corpus", allow_module_level=True)

AT_ONCE = ("csv", "html", "text")
KEPT = [
    pytest.param(
        *(target, path), id=f"{target.name}-{path.name}", marks=[] if target.name in AT_ONCE else pytest.mark.slow
    )
    for target in TARGETS.values()
    for path in target.seeds
]
FIRST = {"mhtml": "8bit"} | dict.fromkeys(("html", "text", "csv", "docx", "xlsx", "xls", "pdf"), "remedies")
"""A seed of each target that holds table four."""


@pytest.mark.parametrize(("target", "path"), KEPT)
def test_the_corpus(target, path):
    """Every input that is kept, among them all that once were read wrong, is refused or gives a sound reading."""
    target.attempt(path.read_bytes())


@pytest.mark.parametrize(("name", "file"), FIRST.items())
def test_the_corpus_holds_documents_that_are_read(name, file):
    """Fuzzing starts from documents with figures, not from noise."""
    readings = TARGETS[name].readings(TARGETS[name].document((CORPUS / name / file).read_bytes()))

    assert any(reading.where("remedies.reconsideration.total") for reading in readings)


def test_work_beyond_all_measure_is_a_finding():
    """A reader that looks at everything again for each byte of it is stopped; one that looks at it once is not."""

    def looked_at(count):
        return lambda data: tuple(filter(None, (len(data[:0]) or _nothing() for _ in range(count(len(data))))))

    Target("once", looked_at(lambda size: size)).attempt(bytes(5_000))
    with pytest.raises(Overworked, match="calls for 5,000 bytes"):
        Target("squared", looked_at(lambda size: size**2)).attempt(bytes(5_000))


def _nothing():
    return None


def test_counting_work_leaves_nothing_behind():
    """Whatever profiled before goes on."""
    before = sys.getprofile()
    with bounded_work(0):
        assert sys.getprofile() is not before

    assert sys.getprofile() is before


def test_every_target_has_seeds():
    """What fuzzing starts from is made from a report of ours, by ``python -m fuzz.seeds``."""
    made = seeds()

    assert sorted(TARGETS) == sorted({name.partition("/")[0] for name in made})
    assert sorted(TARGETS) == sorted(path.name for path in CORPUS.iterdir())
    assert [] == [name for name in made if not (CORPUS / name).is_file()]


def test_every_target_can_be_chosen():
    """``dev.py`` cannot import the targets, and knows them all."""
    spec = importlib.util.spec_from_file_location("dev", Path(__file__).resolve().parents[2] / "dev.py")
    dev = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(dev)

    assert (*sorted(TARGETS), "truth") == dev.FUZZED


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_damaged_documents(target):
    """Whatever is done to a document, it is refused with an error of ours or gives a sound reading."""
    documents = st.sampled_from([path.read_bytes() for path in target.seeds])

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(damaged(documents, target.spans, target.words))
    def holds(data):
        target.attempt(data)

    holds()


def test_the_truth_target_runs():
    """The target that atheris drives through hypothesis takes bytes, and says what it made of them."""
    assert attempt("truth")(b"") is None or isinstance(attempt("truth")(b""), bytes)
    assert isinstance(attempt("truth")(bytes(4000)), bytes | None)


def test_the_corpus_is_small():
    """The corpus is part of the repository; what a run finds is made small before it is kept."""
    files = [path for path in CORPUS.rglob("*") if path.is_file()]

    assert sum(path.stat().st_size for path in files) < 2_000_000
    assert 25_000 > max(path.stat().st_size for path in files)
    assert 64 >= max(len(target.seeds) for target in TARGETS.values())
