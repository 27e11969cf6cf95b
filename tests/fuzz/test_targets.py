"""The fuzz targets without the fuzzer: the corpus, and a few seconds of changes to it that hypothesis makes."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd

FUZZ = Path(__file__).resolve().parents[2] / "fuzz"


def load(name):
    """A module of the folder of the fuzzer, which is no package."""
    spec = importlib.util.spec_from_file_location(name, FUZZ / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TARGETS = load("targets").TARGETS
SEEDS = [
    pytest.param(target, path, id=f"{target.name}-{path.name}") for target in TARGETS.values() for path in target.seeds
]
WRITTEN = ("html", "text", "csv", "docx", "xlsx", "pdf")


@pytest.mark.parametrize(("target", "path"), SEEDS)
def test_the_corpus(target, path):
    """Every input that is kept, among them all that once were read wrong, is refused or gives a sound reading."""
    target.attempt(path.read_bytes())


@pytest.mark.parametrize("name", WRITTEN)
def test_the_corpus_holds_documents_that_are_read(name):
    """Fuzzing starts from documents with figures, not from noise."""
    target = TARGETS[name]
    readings = [reading for path in target.seeds for reading in read_or_nothing(target, path)]

    assert any(reading.where("remedies.reconsideration.total") for reading in readings)


def read_or_nothing(target, path):
    """The readings of a file; none where it is refused."""
    try:
        return target.readings(target.document(path.read_bytes()))
    except gd.GovDisclosureError:
        return ()


@st.composite
def damaged(draw, seeds):
    """A file of the corpus with pieces cut out, doubled, exchanged or replaced."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 4))):
        start, length = draw(st.integers(0, len(data))), draw(st.integers(0, 400))
        piece, where = data[start : start + length], draw(st.integers(0, len(data)))
        how = draw(st.sampled_from(["cut", "double", "replace", "move"]))
        data = {
            "cut": data[:start] + data[start + length :],
            "double": data[:where] + piece + data[where:],
            "replace": data[:start] + draw(PIECES) + data[start + length :],
            "move": data[:where] + piece + data[where:start] + data[start + length :],
        }[how]
    return data


PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [b"", b"\0", b"<", b"</td>", b"<td rowspan=9>", b"<table>", b"|", b"\t", b"\n", b"-1", b"1e9", b"\xff\xfe"]
    ),
    st.sampled_from(["总计", "其他", "三、", "（六）", "无", "１２", "１,２３４", "万元", "\u202e12", "\u200b"]).map(
        str.encode
    ),
)


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_damaged_documents(target):
    """Whatever is done to a document, it is refused with an error of ours or gives a sound reading."""
    seeds = [path.read_bytes() for path in target.seeds]

    @settings(max_examples=40, deadline=None)
    @given(damaged(seeds))
    def holds(data):
        target.attempt(data)

    holds()


def test_the_truth_target_runs():
    """The target that atheris drives through hypothesis takes bytes, and says what it made of them."""
    target = load("targets").reads_true.hypothesis.fuzz_one_input

    assert target(b"") is None or isinstance(target(b""), bytes)
    assert isinstance(target(bytes(4000)), bytes | None)


def test_the_corpus_is_small():
    """The corpus is part of the repository; what a run finds is made small before it is kept."""
    sizes = [path.stat().st_size for path in (FUZZ / "corpus").rglob("*") if path.is_file()]

    assert sum(sizes) < 300_000
