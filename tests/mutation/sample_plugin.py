"""What pytest does differently for `sample.py`: it tells coverage which test runs, keeps time, and runs chosen tests.

``SAMPLE_CHOSEN`` names a file of the tests to run in their order (or to leave out), ``SAMPLE_TOLD`` one for results.
"""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import settings

settings.register_profile("sample", derandomize=True, database=None, deadline=None, print_blob=False)
settings.load_profile("sample")

CHOSEN, TOLD = (os.environ.get(name) for name in ("SAMPLE_CHOSEN", "SAMPLE_TOLD"))
SECONDS: Counter[str] = Counter()
FAILED: dict[str, None] = {}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    if CHOSEN:
        chosen = json.loads(Path(CHOSEN).read_text(encoding="utf-8"))
        place = {test: number for number, test in enumerate(chosen["order"])}
        without = set(chosen["without"])
        items[:] = [each for each in items if each.nodeid not in without and (chosen["others"] or each.nodeid in place)]
        items.sort(key=lambda each: place.get(each.nodeid, -1))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item):
    """Whatever runs from here on, in this process and those it starts, runs for this test."""
    measured = Coverage.current()
    if measured is not None:
        measured.switch_context(item.nodeid)
        measured.config.context = item.nodeid
        os.environ["COVERAGE_PROCESS_CONFIG"] = measured.config.serialize()


def pytest_runtest_logreport(report):
    SECONDS[report.nodeid] += report.duration
    if report.failed:
        FAILED[report.nodeid] = None


def pytest_collectreport(report):
    if report.failed:
        FAILED[report.nodeid] = None


def pytest_sessionfinish(session):
    if TOLD and not hasattr(session.config, "workerinput"):
        Path(TOLD).write_text(json.dumps({"seconds": SECONDS, "failed": list(FAILED)}), encoding="utf-8")
