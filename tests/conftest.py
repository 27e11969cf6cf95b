"""What holds for every test: names that stay the same, hypothesis on a busy machine, an interrupt that interrupts."""

import signal

from hypothesis import HealthCheck, settings

settings.register_profile("tests", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("few", settings.get_profile("tests"), max_examples=25)
settings.load_profile("tests")

# Whatever starts the tests in the background may have told them, and all they start, to pass interrupts over.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_make_parametrize_id(config, val, argname):
    """A document is no name for a test: an archive holds the minute in which it was made, and workers would differ."""
    return argname if isinstance(val, bytes) else None
