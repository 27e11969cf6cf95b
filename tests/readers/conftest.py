"""What tests of several readers need."""

import signal

import pytest


@pytest.fixture(params=[True, False], ids=["ending", "going-on"])
def interrupts(request):
    """Whether an interrupt ends what the system is asked for: not where a library takes interrupts (polars does)."""
    signal.siginterrupt(signal.SIGINT, request.param)
    yield
    signal.signal(signal.SIGINT, signal.default_int_handler)
