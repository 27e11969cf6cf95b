"""What holds for every test: hypothesis knows that a busy machine is no reason to fail, and an interrupt interrupts."""

import signal

from hypothesis import HealthCheck, settings

settings.register_profile("tests", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")

# Whatever starts the tests in the background may have told them, and all they start, to pass interrupts over.
signal.signal(signal.SIGINT, signal.default_int_handler)
